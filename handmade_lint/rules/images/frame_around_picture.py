"""IM-003."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-003",
    reads=("frame", "frame_colour", "width", "height"),
    source="https://sellercentral.amazon.es/gp/help/external/help.html?itemID=75PWC4THA8J269P&language=es_ES",
    advice="Cut the border off, so that the white ground reaches the edge.",
    bad=[
        {"width": 1200, "height": 1200, "frame": [0.02, 0.02, 0.02, 0.02], "frame_colour": [180, 180, 180]},
        {
            "width": 1200,
            "height": 1200,
            "frame": [0.01, 0.0, 0.01, 0.01],
            "frame_colour": [0, 0, 0],
            "store": "amazon.fr",
        },
    ],
    good=[
        {"width": 1200, "height": 1200, "frame": [0.0, 0.0, 0.0, 0.0], "frame_colour": [0, 0, 0]},
        {"width": 1200, "height": 1200, "frame": [0.0, 0.02, 0.0, 0.0], "frame_colour": [40, 30, 20]},
        {"width": 1200, "height": 1200, "frame": [0.05, 0.05, 0.05, 0.05], "frame_colour": [255, 255, 255]},
        {
            "width": 1200,
            "height": 1200,
            "frame": [0.02, 0.02, 0.02, 0.02],
            "frame_colour": [180, 180, 180],
            "role": "other.1",
        },
    ],
)
def check(images: Images, *, sides: int = 3) -> Findings:
    """A border is drawn around the main picture.

    Nothing but the white ground may reach the edge: no line, grey rim or leftover of the ground that was cut away.
    Looked at are straight bands of one colour on at least `sides` sides; a white band is no border. Halos around the
    product itself are not looked for.
    """
    frame = images["frame"]
    for picture in images.main(images.telling & ((frame > 0).sum(axis=1) >= sides)):
        colour = picture["frame_colour"]
        if min(colour) >= 240:
            continue
        widest = max(picture["frame"])
        words = say(
            "a border of the colour {colour} runs around the picture, up to {widest:.1%} wide",
            colour=", ".join(map(str, colour)),
            widest=widest,
        )
        yield picture.finding(words, "frame", colour=colour)
