"""IM-002."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-002",
    reads=("background_near_white", "background_white", "background_colour"),
    force="ours",
    source="jpg.now: Amazon image checks",
    advice="Lift the ground to 255, 255, 255: in most programs by the white point of 'levels' or 'curves'.",
    bad=[
        {"background_near_white": 1.0, "background_white": 0.0, "background_colour": [254, 254, 253]},
        {"background_near_white": 0.95, "background_white": 0.3, "background_colour": [248, 248, 248]},
    ],
    good=[
        {"background_near_white": 1.0, "background_white": 1.0, "background_colour": [255, 255, 255]},
        {"background_near_white": 0.9, "background_white": 0.88, "background_colour": [255, 255, 255]},
        {"background_near_white": 0.1, "background_white": 0.0, "background_colour": [180, 170, 150]},
        {
            "background_near_white": 1.0,
            "background_white": 0.0,
            "background_colour": [250, 250, 250],
            "role": "other.2",
        },
    ],
)
def check(images: Images, *, white: float = 0.5, near: float = 0.8) -> Findings:
    """The ground of the main picture is nearly white.

    Amazon asks for 255, 255, 255, and one tool reports a listing that was hidden for 254, 254, 253. Whether Amazon
    measures as closely is not published, so this is a warning of ours. Looked at is the outer ring of the picture:
    light all around (`near`), and less than half of it pure white (`white`).
    """
    mask = (images["background_near_white"] >= near) & (images["background_white"] < white)
    for picture in images.main(mask):
        colour = ", ".join(map(str, picture["background_colour"]))
        share = picture["background_white"]
        yield picture.finding(
            say(
                "the ground is nearly white ({colour}): {share:.0%} of the edge is 255, 255, 255",
                colour=colour,
                share=share,
            ),
            "background_white",
            limit=white,
            colour=picture["background_colour"],
        )
