"""IM-026."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-026",
    reads=("panels", "width", "height"),
    severity="info",
    source=("internetworld.de: article on pictures, 2018", "https://en.hb2b.com/ask/181364.html"),
    advice="Make the best view the main picture, and upload the others after it.",
    bad=[
        {"panels": 4, "width": 1200, "height": 1200},
        {"panels": 2, "width": 900, "height": 600, "store": "amazon.fr"},
    ],
    good=[
        {"panels": 1, "width": 1200, "height": 1200},
        {"panels": 4, "width": 198, "height": 198, "store": "amazon.fr"},
        {"panels": 4, "width": 1200, "height": 1200, "role": "other.1"},
    ],
)
def check(images: Images, *, pixels: int = 500) -> Findings:
    """The main picture is put together from several.

    The main picture shows the product once, in one view. Looked for are straight seams from edge to edge.
    A door, a shelf or a printed box may have such seams, too, so this is no more than a hint, and pictures of less than
    `pixels` are not judged.
    """
    mask = (images["panels"] >= 2) & (images["width"] >= pixels) & (images["height"] >= pixels)
    for picture in images.main(mask):
        words = say("the main picture seems to be put together from {panels} views", panels=picture["panels"])
        yield picture.finding(words, "panels", limit=1)
