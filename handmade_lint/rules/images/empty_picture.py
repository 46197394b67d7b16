"""IM-104."""

from ...rule import Findings, Images, rule


@rule(
    "IM-104",
    reads=("uniform", "entropy"),
    severity="warning",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Look whether the right file was uploaded.",
    bad=[{"uniform": 1.0, "entropy": 0.0}, {"uniform": 0.999, "entropy": 0.3, "store": "etsy"}],
    good=[
        {"uniform": 0.95, "entropy": 3.0},
        {"uniform": 1.0, "entropy": 0.0, "role": "other.1", "store": "etsy"},
        {"uniform": 0.985, "entropy": 2.5},
    ],
)
def check(images: Images, *, least: float = 0.995) -> Findings:
    """The main picture is empty.

    It is of one colour from edge to edge. A small thing on a white ground is not meant, nor a sample of a colour among
    the other pictures.
    """
    for picture in images.main(images["uniform"] >= least):
        yield picture.finding(f"{picture['uniform']:.1%} of the main picture are one colour", "uniform", limit=least)
