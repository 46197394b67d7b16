"""IM-007."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "IM-007",
    reads=("fill_side", "subject_box", "background_near_white"),
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://help.e-tailize.com/en/amazon-product-image-requirements",
        "https://www.diariosigloxxi.com/texto-diario/mostrar/4085960/marketplaces-todas-exigencias-imagenes-producto-orbitvu",
    ),
    advice="Crop the picture until the product reaches from one side nearly to the other.",
    bad=[
        {"fill_side": 0.3, "background_near_white": 1.0, "subject_box": [0.35, 0.4, 0.65, 0.6]},
        {"fill_side": 0.75, "background_near_white": 0.9, "subject_box": [0.1, 0.1, 0.85, 0.6], "store": "amazon.fr"},
    ],
    good=[
        {"fill_side": 0.9, "background_near_white": 1.0, "subject_box": [0.05, 0.3, 0.95, 0.7]},
        {"fill_side": 0.82, "background_near_white": 1.0, "subject_box": [0.09, 0.3, 0.91, 0.7]},
        {"fill_side": 0.3, "background_near_white": 0.0, "subject_box": [0.35, 0.4, 0.65, 0.6]},
        {"fill_side": 0.3, "background_near_white": 1.0, "subject_box": [0.35, 0.4, 0.65, 0.6], "role": "other.1"},
    ],
)
def check(images: Images, *, on: date, percent: int = 0, tolerance: int = 5, far: int = 15) -> Findings:
    """The product is small in the main picture.

    Amazon asks for a product that fills about 85 % of the frame (`percent` sets another share). Held to it is the side
    that the product fills better, since a tall vase cannot fill a square. A hint within `far` percent points of it,
    silence within `tolerance`. Only pictures on a white ground are judged, where the product can be told from it.
    """
    most = 1 - tolerance / 100
    for picture in images.main((images["background_near_white"] >= 0.8) & (images["fill_side"] < most)):
        wanted = percent or limit_of("image-fill-percent", picture.listing, on)
        filled = 100 * picture["fill_side"]
        if wanted is None or filled >= wanted - tolerance:
            continue
        yield picture.finding(
            say(
                "the product fills {filled:.0f} % of the frame; about {wanted} % are asked for",
                filled=filled,
                wanted=wanted,
            ),
            "fill_side",
            limit=wanted / 100,
            boxes=[picture["subject_box"]],
            severity=None if filled < wanted - far else "info",
        )
