"""CA-001, with FP-002: many designs that resemble each other are no fault, nor one text for all."""

import re
from collections import defaultdict

from ...rule import Catalog, Findings, Listing, Remark, content_words, lexicon, rule, say

_DETAILS = ("colour", "size", "variation", "material", "personalisation", "option")
_GONE = frozenset(["delete", "deleted", "inactive", "supprimer", "löschen", "eliminar", "elimina"])
_COMPARED = 10
"""Texts to which one text is compared; more than ten under one title tell each other apart."""


def _keys(listing: Listing) -> tuple[str, ...]:
    if listing.get("status").strip().casefold() in _GONE or listing.get("parentage").casefold().startswith("parent"):
        return ()
    words = sorted(set(content_words(listing.get("title"), listing.language)))
    title = f"{listing.store}\n{listing.language}\n{' '.join(words)}" if len(words) > 1 else ""
    number = _number(listing)
    return title, f"{listing.store}\n{number}" if number else ""


@rule(
    "CA-001",
    reads=(
        "title", "description", "bullet", "brand", "price", "gtin", "asin", "product_type", "status", "parentage",
        "fulfilment", *_DETAILS,
    ),
    severity="error",
    by=_keys,
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://sellercentral.amazon.de/gp/help/external/help.html?itemID=200390640&language=de_DE&ref=efph_200390640_relt_F9K4BWLZXRPC62U",
    ),
    advice="Keep one of the two; if they differ, say in title and text by what.",
    bad=[
        [
            {"sku": "R1", "title": "Silver Ring, Hammered", "description": "A hammered ring.", "price": "30"},
            {"sku": "R2", "title": "Hammered Silver Ring - Gift", "description": "A hammered ring.", "price": "30"},
        ],
        [
            {"sku": "B1", "title": "Bol en chêne", "bullet.1": "Tourné et huilé", "store": "amazon.fr"},
            {"sku": "B2", "title": "Bol en chêne fait main", "bullet.1": "Tourné et huilé", "store": "amazon.fr"},
        ],
        [
            {"sku": "M1", "title": "Blue mug", "gtin": "4006381333931"},
            {"sku": "M2", "title": "Green mug", "gtin": "4006381333931"},
        ],
    ],
    good=[
        [
            {"sku": "M1", "title": "Mug, blue glaze", "description": "Thrown by hand, 300 ml.", "price": "24"},
            {"sku": "M2", "title": "Mug, green glaze", "description": "Thrown by hand, 300 ml.", "price": "24"},
        ],
        [
            {"sku": "R-16", "title": "Bague en argent", "description": "Martelée.", "size": "52", "store": "amazon.fr"},
            {"sku": "R-17", "title": "Bague en argent", "description": "Martelée.", "size": "54", "store": "amazon.fr"},
        ],
        [
            {"sku": "V1", "title": "Raku Vase", "description": "Each piece is unique, fired in smoke.", "price": "80"},
            {"sku": "V2", "title": "Raku Vase", "description": "Each piece is unique, fired in smoke.", "price": "80"},
        ],
        [{"sku": "V1", "title": "Raku Vase", "price": "80"}, {"sku": "V2", "title": "Raku Vase", "price": "80"}],
        [
            {"sku": "A", "title": "Oak bowl", "description": "Turned.", "price": "30"},
            {"sku": "A", "title": "Oak bowl", "description": "Turned.", "price": "30"},
        ],
        [
            {"sku": "A", "title": "Oak bowl", "gtin": "4006381333931", "fulfilment": "DEFAULT"},
            {"sku": "A-FBA", "title": "Oak bowl", "gtin": "4006381333931", "fulfilment": "AMAZON_EU"},
        ],
        [
            {"sku": "S", "title": "Small oak bowl", "description": "Turned and oiled.", "price": "30"},
            {"sku": "L", "title": "Large oak bowl", "description": "Turned and oiled.", "price": "30"},
        ],
    ],
)  # fmt: skip
def check(catalog: Catalog) -> Findings:
    """One product has two pages.

    Amazon wants one page a product. Meant are rows under different SKUs that bear one GTIN, and rows whose titles hold
    the same words and whose text, price and details are the same; the latter is our reading of "the same" and a warning
    only, since pictures may tell them apart. Variations, pieces that are said to be one of a kind, titles without any
    further text, and one text used for several designs are not meant: making like things is handmade, too.
    """
    numbers: defaultdict[str, list[Listing]] = defaultdict(list)
    alike: defaultdict[tuple[str, ...], list[Listing]] = defaultdict(list)
    for listing in catalog:
        numbers[_number(listing)].append(listing)
        alike[_details(listing)].append(listing)
    for number, same in numbers.items():
        for listing in same[1:] if number else ():
            if _other_offer(listing, same[0]):
                yield Remark(
                    say(
                        "GTIN {gtin} is the number of {sku} already", gtin=listing.get("gtin").strip(), sku=same[0].sku
                    ),
                    "gtin",
                    listing=listing,
                    evidence={"other_sku": same[0].sku, "other_row": same[0].origin.row},
                )
    for same in alike.values():
        yield from _texts(same)


def _texts(same: list[Listing]) -> Findings:
    known: list[tuple[frozenset[str], Listing]] = []
    for listing in same if len(same) > 1 else ():
        value = "\n".join(text for name in ("description", "bullet") for _, text in listing.read(name))
        words = frozenset(re.findall(r"\w+", value.casefold()))
        if not words:
            continue
        first = next((other for theirs, other in known if _near(words, theirs)), None)
        if first is None:
            if len(known) < _COMPARED:
                known.append((words, listing))
        elif _other_offer(listing, first) and not _single(listing, value):
            yield Remark(
                say("title, text, price and details are those of {sku}", sku=first.sku),
                "title",
                listing=listing,
                severity="warning",
                evidence={"other_sku": first.sku, "other_row": first.origin.row},
            )


def _near(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= 0.95 * len(words | others)


def _single(listing: Listing, text: str) -> bool:
    only = lexicon("one-of-a-kind")
    return bool(only.find(text, listing.language) or only.find(listing.get("title"), listing.language))


def _other_offer(listing: Listing, first: Listing) -> bool:
    """Whether two rows are two pages: not one SKU, one ASIN, two ways to send, or (HM-018) in Handmade and outside."""
    if listing.sku == first.sku or (listing.get("asin") and listing.get("asin") == first.get("asin")):
        return False
    inside = [one.get("product_type").casefold().startswith("guild") for one in (listing, first)]
    if inside[0] != inside[1] and listing.get("product_type") and first.get("product_type"):
        return False
    return listing.get("fulfilment") == first.get("fulfilment")


def _details(listing: Listing) -> tuple[str, ...]:
    words = sorted(set(content_words(listing.get("title"), listing.language)))
    values = [f"{name}={value.strip().casefold()}" for read in _DETAILS for name, value in listing.read(read)]
    plain = [listing.get(name).strip().casefold() for name in ("brand", "price")]
    return *words, *plain, *sorted(values)


def _number(listing: Listing) -> str:
    digits = re.sub(r"[\s-]", "", listing.get("gtin")).lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) >= 7 else ""
