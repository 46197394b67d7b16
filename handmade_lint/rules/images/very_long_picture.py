"""IM-035."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-035",
    reads=("width", "height"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Crop it nearer to a square, or put white beside it.",
    bad=[{"width": 500, "height": 2500}, {"width": 4000, "height": 1000, "store": "amazon.fr"}],
    good=[
        {"width": 1000, "height": 1000},
        {"width": 3000, "height": 1000, "store": "amazon.fr"},
        {"width": 40, "height": 400, "role": "swatch"},
    ],
)
def check(images: Images, *, most: float = 3.0) -> Findings:
    """The picture is very long or very tall.

    Results of a search show squares: of such a picture they show a part, or very little.
    """
    width, height = images["width"], images["height"]
    for picture in images.shown((width > most * height) | (height > most * width)):
        longer, shorter = max(picture["width"], picture["height"]), min(picture["width"], picture["height"])
        yield picture.finding(
            say("the picture is {longer:.1f} times as long as wide; searches show squares", longer=longer / shorter),
            value=round(longer / shorter, 2),
            limit=most,
        )
