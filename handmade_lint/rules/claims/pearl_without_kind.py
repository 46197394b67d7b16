"""RE-020."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_CLAIM = re.compile(
    r"(?<![-\w])(?:(?:white|black|pink|grey|gray|ivory|baroque|round|tiny|real|single)\s+)?pearls?\s+(?:\w+\s+)?"
    r"(?:drop |stud |strand |bridal |wedding )?(?:rings?|earrings?|necklaces?|bracelets?|pendants?|studs?"
    r"|chokers?|brooch(?:es)?|strands?)\b(?! (?:dish|holder|box|tray|stand|bowl|bearer))"
    r"|\bstrands? of pearls\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"cultured|freshwater|fresh water|saltwater|akoya|tahitian|south sea|edison|biwa|keshi|baroque|mabe"
    r"|imitation|simulated|faux"
    r"|glass|acrylic|plastic|resin|crystal pearl|czech|swarovski|preciosa|shell pearl|natural pearl|wild pearl"
    r"|mother[- ]of[- ]pearl"
    r"|polymer|wooden|seed bead|vegan",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(
    r"pearl[- ](?:stitch|cotton|thread|grey|gray|white|finish|colou?r(?:ed)?|effect|paint|shimmer|lustre|luster"
    r"|coated|shaped?|toned?|knot(?:ted)?|gold)"
    r"|(?:clay|enamel|resin|gold|silver|brass) pearls?|pearl harbou?r|pearl jam|girl with (?:a |the )?pearl",
    re.IGNORECASE,
)


@rule(
    "RE-020",
    reads=("title", "bullet", "description", "highlights", "material", "price"),
    stores=["amazon.com", "amazon.ca"],
    languages=["en"],
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Say which pearls: cultured freshwater, glass, imitation.",
    needs=["pearl"],
    bad=[
        {"title": "Pearl necklace", "price": "24.00"},
        {"title": "Pearl drop earrings in silver", "description": "A classic"},
    ],
    good=[
        "Cultured pearl necklace",
        {"title": "Pearl earrings", "material.1": "Freshwater pearl", "price": "24"},
        {"title": "Pearl necklace", "description": "Glass pearls from Bohemia"},
        "Pearl stitch knitted bracelet",
        "Mother of pearl brooch",
        "Pearl knotted silk necklace",
        "Pearl cotton for embroidery",
    ],
)
def check(listing: Listing, *, low_price: int = 200) -> Findings:
    """Pearls are offered without saying whether they are cultured or imitation.

    Amazon's jewellery tips ask that cultured and imitation pearls be named as such. A price that no natural pearl could
    have (`low_price`, a setting of ours in the currency of the row) makes it a warning; without one it is only noted.
    Pearl as a colour, a stitch or a knot, and mother of pearl, are not meant.
    """
    title = listing.get("title")
    found = _CLAIM.search(title)
    if not found or _NOT_MEANT.search(title):
        return
    names = ("title", "highlights", "bullet", "description", "material")
    if _KIND.search("\n".join(text for name in names for _, text in listing.read(name))):
        return
    number = re.search(r"\d+(?:[.,]\d{1,2})?", listing.get("price"))
    cheap = number is not None and float(number.group().replace(",", ".")) < low_price
    words = say("'{match}' does not say whether the pearls are cultured or imitation", match=found.group())
    yield Remark(words, "title", found.span(), severity=None if cheap else "info")
