"""IM-026."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-026",
    reads=("panels", "kind", "kind_share", "width", "height"),
    severity="info",
    source=("internetworld.de: article on pictures, 2018", "https://en.hb2b.com/ask/181364.html"),
    advice="Make the best view the main picture, and upload the others after it.",
    bad=[
        {"panels": 4, "width": 1200, "height": 1200},
        {"panels": 2, "width": 900, "height": 600, "store": "amazon.fr"},
        {"panels": 1, "kind": "collage", "kind_share": 0.98, "width": 1200, "height": 1200},
    ],
    good=[
        {"panels": 1, "width": 1200, "height": 1200},
        {"panels": 1, "kind": "collage", "kind_share": 0.7, "width": 1200, "height": 1200, "store": "amazon.de"},
        {"panels": 1, "kind": "setting", "kind_share": 0.99, "width": 1200, "height": 1200},
        {"panels": 4, "width": 198, "height": 198, "store": "amazon.fr"},
        {"panels": 4, "width": 1200, "height": 1200, "role": "other.1"},
    ],
)
def check(images: Images, *, pixels: int = 500, least: float = 0.95) -> Findings:
    """The main picture is put together from several.

    The main picture shows the product once, in one view. Looked for are straight seams from edge to edge, and what a
    network of ours takes for several pictures in one, surer than `least`: small ones laid over another have no such
    seams. A door, a shelf or a printed box may look so, too, so this is no more than a hint, and pictures of less than
    `pixels` are not judged. What would clear it: that the picture is one photograph.
    """
    large = (images["width"] >= pixels) & (images["height"] >= pixels)
    seamed = images["panels"] >= 2
    seen = (images["kind"] == "collage") & (images["kind_share"] >= least)
    for picture in images.main(large & (seamed | seen)):
        if picture["panels"] >= 2:
            words = say("the main picture seems to be put together from {panels} views", panels=picture["panels"])
            yield picture.finding(words, "panels", limit=1)
        else:
            words = say("the main picture seems to be put together from several views")
            yield picture.finding(words, "kind_share", limit=least)
