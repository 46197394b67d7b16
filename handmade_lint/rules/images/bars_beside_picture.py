"""IM-105."""

from ...rule import Findings, Images, rule, say

_COLOURS = {"black": say("black"), "white": say("white"), "colour": say("coloured"), "blurred": say("blurred")}


@rule(
    "IM-105",
    reads=("padding", "letterbox", "width", "height"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Crop the bars off; stores bring pictures to their shape themselves.",
    bad=[
        {"width": 1200, "height": 1200, "padding": "black", "letterbox": [0.1, 0.0, 0.1, 0.0]},
        {"width": 1200, "height": 1200, "padding": "black", "letterbox": [0.0, 0.2, 0.0, 0.2], "store": "etsy"},
    ],
    good=[
        {"width": 1200, "height": 1200, "padding": "blurred", "letterbox": [0.1, 0.0, 0.1, 0.0]},
        {"width": 1200, "height": 1200, "padding": "", "letterbox": [0.0, 0.0, 0.0, 0.0]},
        {"width": 1200, "height": 1200, "padding": "white", "letterbox": [0.1, 0.0, 0.1, 0.0], "store": "etsy"},
        {"width": 1200, "height": 1200, "padding": "colour", "letterbox": [0.1, 0.0, 0.1, 0.0]},
    ],
)
def check(images: Images, *, kinds: tuple[str, ...] = ("black",)) -> Findings:
    """Black bars stand beside the picture.

    They were put there to bring it to another shape, and take room from the product. White bars and those of the
    ground's own colour are let pass; so is a blurred copy, which cannot be told safely from a soft ground, unless
    `kinds` names it.
    """
    padding = images["padding"]
    for picture in images.shown(images.telling & (padding != "")):
        if picture["padding"] not in kinds:
            continue
        left, top, right, bottom = picture["letterbox"]
        boxes = [
            box
            for width, box in (
                (left, (0, 0, left, 1)),
                (top, (0, 0, 1, top)),
                (right, (1 - right, 0, 1, 1)),
                (bottom, (0, 1 - bottom, 1, 1)),
            )
            if width > 0
        ]
        yield picture.finding(
            say(
                "{padding} bars stand beside the picture", padding=_COLOURS.get(picture["padding"], picture["padding"])
            ),
            "padding",
            boxes=boxes,
        )
