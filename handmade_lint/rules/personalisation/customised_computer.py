"""PE-006."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_TYPES = re.compile(
    r"personal_?computer|notebook_?computer|tablet_?computer|video_?game_?console|laptops?|tablets?|"
    r"desktop_?computers?|game_?consoles?|computers?",
    re.IGNORECASE,
)


@rule(
    "PE-006",
    reads=("title", "product_type", "personalisation", "option"),
    severity="error",
    stores=(
        "amazon.com", "amazon.co.uk", "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.ie", "amazon.nl",
        "amazon.se", "amazon.pl", "amazon.com.be",
    ),
    filled=("personalisation", "option"),
    source=(
        "https://sellercentral-europe.amazon.com/gp/help/external/G201823150",
        "https://global.lianlianpay.com/channel/7-19799.html",
    ),
    advice="Offer the stand, sleeve or case, not the device.",
    bad=[
        {"title": "Engraved tablet, 10 inches", "personalisation.1": "Name"},
        {"title": "Gift", "product_type": "NOTEBOOK_COMPUTER", "personalisation.1": "Name"},
        {"title": "Ordinateur portable gravé", "personalisation.1": "Prénom", "store": "amazon.fr"},
        {"title": "Spielkonsole mit Gravur", "option.1": "Herz", "store": "amazon.de"},
    ],
    good=[
        {"title": "Engraved tablet stand", "personalisation.1": "Name"},
        {"title": "Housse d'ordinateur portable en feutre", "personalisation.1": "Prénom", "store": "amazon.fr"},
        {"title": "Console table of oak", "personalisation.1": "Wood stain"},
        {"title": "Filztasche für Laptop", "personalisation.1": "Name", "store": "amazon.de"},
        {"title": "Gaming console", "brand": "Oakline"},
    ],
)  # fmt: skip
def check(listing: Listing) -> Findings:
    """A customised product is a computer, a console or a tablet.

    Amazon's terms for customised products bar them. The declared product type counts; a title alone is said one step
    more softly, and not where any word of it names what holds or covers such a device.
    """
    if not any(True for name in ("personalisation", "option") for _ in listing.read(name)):
        return
    kind, title = listing.get("product_type"), listing.get("title")
    if _TYPES.fullmatch(kind.strip()):
        yield Remark(
            say("goods of the type '{kind}' may not be customised", kind=kind.strip()), "product_type", (0, len(kind))
        )
        return
    if lexicon("accessories").find(title, listing.language):
        return
    for hit in lexicon("computing-devices").find(title, listing.language):
        words = title[hit.start : hit.end]
        yield Remark(
            say("'{words}' may not be customised", words=words), "title", (hit.start, hit.end), severity="warning"
        )
