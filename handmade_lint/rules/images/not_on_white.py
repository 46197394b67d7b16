"""IM-001."""

import re

from ...rule import Findings, Images, Listing, Severity, rule, say

_HUNG = re.compile(
    r"\b(?:wall[ _-]?(?:art|hanging|decor)|tapestry|macram[eé]|lamp|lantern|chandelier|pendant[ _]light"
    r"|light[ _]fixture"
    r"|bedding|duvet|quilt|poster|art[ _]print|lampe|lampadaire|suspension|tenture|affiche|tableau|couette|luminaire"
    r"|wandbehang|wandbild|wanddeko\w*|leuchte|bettw[aä]sche|l[aá]mpara|tapiz|cuadro|lampada|lampadario|arazzo|quadro)s?\b",
    re.IGNORECASE,
)


@rule(
    "IM-001",
    reads=("background_near_white", "background_colour", "title", "product_type", "category"),
    severity="error",
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://sellercentral.amazon.es/gp/help/external/help.html?itemID=75PWC4THA8J269P&language=es_ES",
        "http://bobestrin.com/Amazonhandmade.html",
    ),
    advice="Photograph the product on white, or cut it out, so that the ground is 255, 255, 255 to the edge.",
    bad=[
        {"background_near_white": 0.0, "background_colour": [121, 88, 60], "title": "Oak bowl"},
        {"background_near_white": 0.1, "background_colour": [200, 190, 180], "store": "amazon.fr"},
        {"background_near_white": 0.5, "background_colour": [250, 250, 250], "store": "amazon.de"},
        {"background_near_white": 0.0, "background_colour": [90, 90, 90], "title": "Macrame wall hanging"},
    ],
    good=[
        {"background_near_white": 1.0, "background_colour": [255, 255, 255]},
        {"background_near_white": 0.86, "background_colour": [255, 255, 255]},
        {"background_near_white": 0.0, "background_colour": [121, 88, 60], "role": "other.1"},
        {"background_near_white": 0.0, "background_colour": [121, 88, 60], "role": "swatch"},
        {"title": "Oak bowl, of which nothing was measured"},
    ],
)
def check(images: Images, *, least: float = 0.8, ground: float = 0.3) -> Findings:
    """The main picture does not stand on white.

    Amazon asks for pure white behind the product; an older rule let Handmade differ, and makers report that this ended
    in 2021. Looked at is the outer ring of the picture: an error where hardly any of it is white (`ground`), a warning
    where the product or its shadow may cover the rest (`least`). What hangs on a wall, gives light or lies on a bed is
    told as a hint, since one guide says that Amazon lets its surroundings pass. Nearly white is IM-002's.
    """
    for picture in images.main(images["background_near_white"] < least):
        share = picture["background_near_white"]
        severity: Severity = "info" if _hung(picture.listing) else "error" if share < ground else "warning"
        colour = ", ".join(map(str, picture["background_colour"]))
        words = say("the main picture does not stand on white: {share:.0%} of its edge is white", share=share)
        if share < ground:
            words = say(
                "the main picture does not stand on white: {share:.0%} of its edge is white, most of it is of the "
                "colour {colour}",
                share=share,
                colour=colour,
            )
        yield picture.finding(
            words, "background_near_white", limit=least, severity=severity, colour=picture["background_colour"]
        )


def _hung(listing: Listing) -> bool:
    return any(_HUNG.search(listing.get(field).replace("_", " ")) for field in ("title", "product_type", "category"))
