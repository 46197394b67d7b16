"""IM-022."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-022",
    reads=("sharpness", "enlargement", "blockiness", "width", "height"),
    source=("https://help.e-tailize.com/en/amazon-product-image-requirements", "https://hx33.com/news-id-4208.html"),
    advice="Take the picture again with a steady camera and in good light, or upload the original rather than a copy.",
    bad=[
        {"sharpness": 0.08, "width": 2000, "height": 2000},
        {"sharpness": 0.3, "enlargement": 5.0, "width": 2000, "height": 1500, "store": "amazon.fr"},
        {"blockiness": 1.5, "width": 600, "height": 600, "role": "other.1"},
    ],
    good=[
        {"sharpness": 0.45, "enlargement": 1.0, "blockiness": 0.02, "width": 2000, "height": 2000},
        {"sharpness": 0.3, "enlargement": 2.0, "width": 3000, "height": 3000, "store": "amazon.fr"},
        {"sharpness": 0.7, "enlargement": 11.0, "width": 3395, "height": 4248},
        {"sharpness": 0.5, "blockiness": 0.9, "width": 400, "height": 533},
        {"sharpness": 0.05, "width": 40, "height": 40, "role": "swatch"},
        {"title": "Felt, of which nothing was measured", "width": 2000, "height": 2000},
    ],
)
def check(
    images: Images, *, least: float = 0.13, detail: int = 500, soft: float = 0.65, blocks: float = 1.1
) -> Findings:
    """The picture is blurred, enlarged from a small one, or damaged by compression.

    Amazon asks for sharp pictures without pixelation or jagged edges; how sharp is not published, and the thresholds
    are ours. Measured are the sharpest edges of the picture (`least`), so that a soft ground is no fault; the size down
    to which it could be shrunk without a loss (`detail`, pixels of the longer side), which counts only where its edges
    are soft when it is shrunk to 512 pixels, too (`soft`); and the steps at the borders of JPEG's blocks (`blocks`).
    """
    longest = images.longest
    blurred = images.telling & (images["sharpness"] < least)
    small = (
        ~blurred & (longest >= 2 * detail) & (longest < detail * images["enlargement"]) & (images["sharpness"] < soft)
    )
    blocky = images.telling & ~blurred & ~small & (images["blockiness"] >= blocks)
    for picture in images.shown(blurred):
        yield picture.finding(say("the picture is blurred"), "sharpness", limit=least)
    for picture in images.shown(small):
        side = max(picture["width"], picture["height"])
        from_side = round(side / picture["enlargement"], -1)
        words = say(
            "the picture is {side} pixels long, and shows no more than one of about {from_side:.0f} would",
            side=side,
            from_side=from_side,
        )
        yield picture.finding(words, "enlargement", limit=round(side / detail, 2))
    for picture in images.shown(blocky):
        yield picture.finding(say("the picture shows the blocks of a strong compression"), "blockiness", limit=blocks)
