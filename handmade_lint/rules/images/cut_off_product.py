"""IM-025."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-025",
    reads=("touches_edge", "background_near_white", "subject_box"),
    source=(
        "https://www.diariosigloxxi.com/texto-diario/mostrar/4085960/marketplaces-todas-exigencias-imagenes-producto-orbitvu",
        "internetworld.de: article on pictures, 2018",
    ),
    advice="Step back, so that the whole product is in the picture with a little white around it.",
    bad=[
        {"touches_edge": 3, "background_near_white": 0.6, "subject_box": [0.0, 0.0, 1.0, 0.8]},
        {"touches_edge": 4, "background_near_white": 0.5, "subject_box": [0.0, 0.0, 1.0, 1.0], "store": "amazon.fr"},
    ],
    good=[
        {"touches_edge": 0, "background_near_white": 1.0, "subject_box": [0.1, 0.1, 0.9, 0.9]},
        {"touches_edge": 2, "background_near_white": 0.7, "subject_box": [0.3, 0.0, 0.7, 1.0]},
        {"touches_edge": 1, "background_near_white": 0.9, "subject_box": [0.1, 0.0, 0.9, 0.9]},
        {"touches_edge": 4, "background_near_white": 0.0, "subject_box": [0.0, 0.0, 1.0, 1.0]},
        {"touches_edge": 3, "background_near_white": 0.6, "subject_box": [0.0, 0.0, 1.0, 0.8], "role": "other.1"},
    ],
)
def check(images: Images, *, sides: int = 3, white: float = 0.5) -> Findings:
    """The product is cut off by the edge of the main picture.

    The whole product must be in the frame. Known through articles only, not from Amazon itself. A tall thing may
    fill its frame from edge to edge, so that only what touches three sides is told (`sides`). Only pictures on a white
    ground (`white`) are judged.
    """
    mask = (images["touches_edge"] >= sides) & (images["background_near_white"] >= white)
    for picture in images.main(mask):
        touched = picture["touches_edge"]
        yield picture.finding(
            say("the product reaches over {touched} sides of the picture", touched=touched),
            "touches_edge",
            limit=sides,
            boxes=[picture["subject_box"]],
        )
