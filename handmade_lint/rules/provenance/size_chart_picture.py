"""MP-105: a size chart among the pictures, by what is seen; by its file's name it is MP-038's."""

from ...rule import Findings, Images, rule

_CHART = {"graphic": 0.93, "uniform": 0.7, "panels": 3, "role": "other.2"}


@rule(
    "MP-105",
    reads=("graphic", "uniform", "panels"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Give sizes in a bullet, too; a chart of your own making is welcome and costs nothing.",
    bad=[
        [{"graphic": 0.05, "uniform": 0.3, "panels": 1}, _CHART],
        [{"graphic": 0.05, "uniform": 0.3, "panels": 1, "store": "amazon.fr"}, {**_CHART, "store": "amazon.fr"}],
    ],
    good=[
        [{**_CHART, "role": "main"}],
        [{**_CHART, "graphic": 0.2}],
        [{**_CHART, "panels": 1, "store": "amazon.fr"}],
        [{**_CHART, "uniform": 0.99}],
    ],
)
def check(images: Images, *, drawn: float = 0.8) -> Findings:
    """A picture is a drawn table, such as the size charts of wholesale goods.

    Sewers and ring makers draw charts, too: a weak hint of our own, which counts a little in the weighing and says
    nothing alone. Looked for are ruled tables on an even ground; tables without lines are not found.
    """
    mask = (images["graphic"] >= drawn) & (images["panels"] >= 2)
    mask &= (images["uniform"] >= 0.4) & (images["uniform"] < 0.97)
    for picture in images.where(mask):
        if picture.role != "main":
            words = "a hint of ours: this picture is a ruled table, as supplier's size charts are; did you draw it?"
            yield picture.finding(words + " Your own file would clear it", panels=picture["panels"])
