"""IM-026."""

from ...rule import Findings, Images, rule


@rule(
    "IM-026",
    reads="panels",
    source=("internetworld.de: article on pictures, 2018", "https://en.hb2b.com/ask/181364.html"),
    advice="Make the best view the main picture, and upload the others after it.",
    bad=[{"panels": 4}, {"panels": 2, "store": "amazon.fr"}],
    good=[{"panels": 1}, {"panels": 0, "store": "amazon.fr"}, {"panels": 4, "role": "other.1"}],
)
def check(images: Images) -> Findings:
    """The main picture is put together from several.

    The main picture shows the product once, in one view. Looked for are straight seams from edge to edge.
    """
    for picture in images.main(images["panels"] >= 2):
        yield picture.finding(f"the main picture is put together from {picture['panels']} views", "panels", limit=1)
