"""CA-015."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ...rule import Findings, Listing, Remark, rule, say

_INCH_STORES = frozenset(["amazon.com"])
_BOTH = frozenset(
    ["amazon.ca", "amazon.co.uk", "amazon.ie", "amazon.in", "amazon.com.au", "amazon.ae", "amazon.sa", "amazon.sg"]
)
_INCHES = re.compile(
    r"(?<![\w.,/])(\d{1,3}(?:[.,]\d{1,2})?(?:\s?\d/\d{1,2})?)\s?(?:[-x×]\s?\d{1,3}(?:[.,]\d{1,2})?\s?)*"
    r"(?:-?inch(?:es)?\b|in\b\.?(?=\s*(?:[x×,;.)]|$|tall|wide|long|high|deep|diameter))|pouces?\b|zoll\b|pollici\b|pulgadas?\b|[\"″”](?!\w)|インチ)",
    re.IGNORECASE,
)
_INCH_SIGNS = (
    *("inch", "Inch", "INCH", "pouce", "Pouce", "POUCE", "zoll", "Zoll", "ZOLL", "pollic", "Pollic", "POLLIC"),
    *("pulgad", "Pulgad", "PULGAD", '"', "″", "”", "インチ", "in x", "in ×", "in,", "in;", "in.", "in)", "in tall"),
    *("in wide", "in long", "in high", "in deep", "in diameter", "in\n", "IN"),
)
"""Of which one is in every text that gives inches."""
_METRIC = re.compile(
    r"\d\s?(?:cm|mm|m|centim\w+|millim\w+|metres?|meters?|mètres?|metri|metros?|センチ|ミリ|㎝|㎜)(?!\w)", re.IGNORECASE
)
_CENTIMETRES = re.compile(r"\d+(?:[.,]\d+)?\s?(?:cm|centimet\w+|㎝)(?!\w)", re.IGNORECASE)
_ANY_INCHES = re.compile(r"\d\s?(?:-?inch|in\b|[\"″”]|ft\b|feet|foot|yards?\b|'|’)", re.IGNORECASE)
_BY_CUSTOM = re.compile(
    r"laptop|macbook|notebook|tablet|ipad|bildschirm|monitor|display|écran|ordinateur|schermo|pantalla|portátil|screen"
    r"|jeans|reifen|fahrrad|bicycle|vélo|felge|roue|gewinde|thread|rohr|vinyl|schallplatte|disque|vinile|vinilo|tv\b|パソコン",
    re.IGNORECASE,
)
"""Things that are measured in inches everywhere."""

_TO_CENTIMETRES = {"mm": "0.1", "cm": "1", "m": "100", "in": "2.54", "ft": "30.48", "yd": "91.44"}
_TO_GRAMS = {"mg": "0.001", "g": "1", "kg": "1000", "oz": "28.35", "lb": "453.6"}
_UNITS = {
    "millimet": "mm", "millimèt": "mm", "centimet": "cm", "centimèt": "cm", "inch": "in", "pouce": "in", "zoll": "in",
    "pollic": "in", "pulgad": "in", "feet": "ft", "foot": "ft", "yard": "yd", "kilogram": "kg", "milligram": "mg",
    "gram": "g", "ounce": "oz", "pound": "lb", "once": "oz", "livre": "lb", "unze": "oz", "pfund": "lb", "lbs": "lb",
    "meter": "m", "metre": "m", "mètre": "m", "metro": "m", "gr": "g", '"': "in",
}  # fmt: skip
_VALUE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_]*|\")\.?\s*")
_NOTHING = re.compile(r"(?<![\d.,/])0(?:[.,]0+)?\s?(?:cm|mm|inch(?:es)?|kg|oz|lbs?)\b", re.IGNORECASE)
_DENSEST = Decimal("22.6")
"""Grams in a cubic centimetre of osmium."""


@rule(
    "CA-015",
    reads=(
        "title", "bullet", "description", "size", "item_length", "item_width", "item_height", "item_weight",
        "length_unit", "width_unit", "height_unit", "weight_unit",
    ),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Say measures in the units of the store, after measuring once more.",
    bad=[
        {"title": "Eichenschale", "bullet.1": "Durchmesser 8 Zoll, Höhe 3 Zoll", "store": "amazon.de"},
        {"title": "Bol en chêne", "bullet.1": "Diamètre 8 pouces", "store": "amazon.fr"},
        {"title": "Ciotola di quercia, 8\"", "store": "amazon.it"},
        {"title": "Oak bowl", "bullet.1": "25 cm wide and 8 cm high"},
        {"title": "Oak ring", "item_weight": "0", "weight_unit": "GR"},
        {
            "title": "Oak bowl", "item_length": "25", "length_unit": "MM", "item_width": "25", "width_unit": "MM",
            "item_height": "8", "height_unit": "MM", "item_weight": "650", "weight_unit": "GR",
        },
        {"title": "Bol", "item_length": "grand", "store": "amazon.fr"},
    ],
    good=[
        {"title": "Eichenschale", "bullet.1": "Durchmesser 20 cm (8 Zoll)", "store": "amazon.de"},
        {"title": "Laptophülle aus Filz für 13 Zoll", "store": "amazon.de"},
        {"title": "Housse en feutre pour écran 13\"", "store": "amazon.fr"},
        {"title": "Oak bowl", "bullet.1": "10 in. (25 cm) wide"},
        {"title": "Necklace with 6 mm beads"},
        {"title": "Oak bowl, 25 cm", "store": "amazon.co.uk"},
        {
            "title": "Oak bowl", "item_length": "25", "length_unit": "CM", "item_width": "25", "width_unit": "CM",
            "item_height": "8", "height_unit": "CM", "item_weight": "0.65", "weight_unit": "KG",
        },
        {"title": "Bol", "item_length": "25 cm", "item_weight": "650 g", "store": "amazon.fr"},
        {"title": "Affiche « 24 in 7 »", "store": "amazon.fr"},
    ],
)  # fmt: skip
def check(listing: Listing) -> Findings:
    """A measure is in the units of other countries only, or cannot be true.

    A buyer in Lyon does not think in inches, nor one in Ohio in centimetres. Said once a listing, where not one measure
    of text is in the store's own units; screens, wheels and the like are in inches everywhere, and beads and wire in
    millimetres. Impossible are sizes of nothing and weights beyond those of the densest metal. Ours, a hint.
    """
    texts = [(key, value) for name in ("title", "bullet", "description", "size") for key, value in listing.read(name)]
    everything = "\n".join(value for _, value in texts)
    store = listing.store
    if store in _INCH_STORES:
        plain = everything.casefold()
        if "cm" in plain or "centimet" in plain or "㎝" in everything:
            yield from _foreign(texts, _CENTIMETRES, say("centimetres"), bool(_ANY_INCHES.search(everything)))
    elif store not in _BOTH and any(sign in everything for sign in _INCH_SIGNS):
        known = bool(_METRIC.search(everything) or _BY_CUSTOM.search(everything))
        yield from _foreign(texts, _INCHES, say("inches"), known)
    for key, value in texts:
        for found in _nothings(value):
            yield Remark(say("'{match}' is no measure", match=found.group()), key, found.span())
    yield from _columns(listing)


def _nothings(value: str) -> Iterator[re.Match[str]]:
    """What _NOTHING finds, looked for at each zero only."""
    at = value.find("0")
    while at >= 0:
        found = _NOTHING.match(value, at)
        if found:
            yield found
        at = value.find("0", found.end() if found else at + 1)


def _foreign(texts: list[tuple[str, str]], pattern: re.Pattern[str], unit: str, known: bool) -> Findings:
    for key, value in () if known else texts:
        found = pattern.search(value)
        if found:
            yield Remark(
                say("'{match}': the listing gives {unit} only", match=found.group(), unit=unit), key, found.span()
            )
            return


def _columns(listing: Listing) -> Findings:
    sides: list[Decimal] = []
    weight = None
    for field in ("item_length", "item_width", "item_height", "item_weight"):
        value = listing.get(field)
        if not value:
            continue
        table = _TO_GRAMS if field == "item_weight" else _TO_CENTIMETRES
        number, unit = _read(value, listing.get(f"{field.removeprefix('item_')}_unit"))
        if number is None or not number:
            words = say("'{value}' is no measure", value=value.strip())
            yield Remark(words, field, (0, len(value)))
        elif unit in table:
            measured = number * Decimal(table[unit])
            weight = measured if table is _TO_GRAMS else weight
            sides += [measured] if table is _TO_CENTIMETRES else []
    if weight is not None and len(sides) == 3:
        volume = sides[0] * sides[1] * sides[2]
        if weight > _DENSEST * volume:
            words = say(
                "{mass} g in {volume} cm³ would be heavier than any metal; look at the units",
                mass=f"{weight.normalize():f}",
                volume=f"{volume.normalize():f}",
            )
            yield Remark(words, "item_weight", (0, len(listing.get("item_weight"))))


def _read(value: str, unit: str) -> tuple[Decimal | None, str]:
    found = _VALUE.fullmatch(value)
    if not found:
        return None, ""
    try:
        number = Decimal(found.group(1).replace(",", "."))
    except InvalidOperation:
        return None, ""
    named = (found.group(2) or unit).strip().casefold()
    return number, next((short for long, short in _UNITS.items() if named.startswith(long)), named)
