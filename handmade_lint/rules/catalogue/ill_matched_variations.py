"""CA-002."""

import re
from collections import Counter

from ...rule import Catalog, Findings, Listing, Remark, content_words, rule, say

_GENERIC = frozenset(["", "generic", "générique", "generisch", "generico", "genérico", "ノーブランド品", "n/a", "none"])
_THEMES = {
    "colour": re.compile(r"colou?r|couleur|farbe|colore"),
    "size": re.compile(r"size|taille|größe|taglia|dimensione|tamaño|talla"),
}
_CHILD = ("child", "enfant", "untergeordnet")
_REST = re.compile(r"name|map|and|et|und|[\W_]+")


def _family(listing: Listing) -> str:
    parent = listing.get("parent_sku").strip()
    if not parent and _is_parent(listing):
        parent = listing.sku
    return f"{listing.store}\n{listing.language}\n{parent}" if parent else ""


@rule(
    "CA-002",
    reads=(
        "parent_sku", "parentage", "title", "brand", "product_type", "variation_theme", "colour", "size", "variation",
    ),
    by=_family,
    source=(
        "sellercentral.amazon.co.uk seller forums, thread 83ed6293 (moderator on variations)",
        "https://sellercentral.amazon.de/gp/help/external/help.html?itemID=200390640&language=de_DE&ref=efph_200390640_relt_F9K4BWLZXRPC62U",
    ),
    advice="Keep one product to a family, alike but for what its theme names; give the others pages of their own.",
    bad=[
        [
            {"sku": "1", "parent_sku": "P", "title": "Oakline wool scarf, red", "brand": "Oakline"},
            {"sku": "2", "parent_sku": "P", "title": "Oakline stoneware mug", "brand": "Oakline"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Écharpe rouge", "product_type": "scarf", "store": "amazon.fr"},
            {"sku": "2", "parent_sku": "P", "title": "Écharpe bleue", "product_type": "mug", "store": "amazon.fr"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "variation_theme": "SizeName-ColorName", "size": "S", "colour": "Red"},
            {"sku": "2", "parent_sku": "P", "variation_theme": "SizeName-ColorName", "size": "S", "colour": "red"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "variation_theme": "Couleur", "colour": "Rouge", "store": "amazon.fr"},
            {"sku": "2", "parent_sku": "P", "variation_theme": "Couleur", "store": "amazon.fr", "columns": ["colour"]},
        ],
        [
            {"sku": "1", "parent_sku": "P", "parentage": "Child", "title": "Scarf", "columns": ["variation_theme"]},
            {"sku": "2", "parent_sku": "P", "parentage": "Child", "title": "Scarf", "columns": ["variation_theme"]},
        ],
    ],
    good=[
        [
            {"sku": "P", "parentage": "Parent", "title": "Wool scarf"},
            {"sku": "1", "parent_sku": "P", "parentage": "Child", "title": "Wool scarf, red", "colour": "Red"},
            {"sku": "2", "parent_sku": "P", "parentage": "Child", "title": "Wool scarf, blue", "colour": "Blue"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Wollschal rot", "store": "amazon.de"},
            {"sku": "2", "parent_sku": "P", "title": "Schal, blau", "store": "amazon.de"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Bol en chêne", "store": "amazon.fr"},
            {"sku": "2", "parent_sku": "P", "title": "Bols de noyer", "store": "amazon.fr"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Scarf", "brand": "Oakline"},
            {"sku": "2", "parent_sku": "P", "title": "Scarf", "brand": "OAK Line"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "variation_theme": "Style & Colour", "colour": "Red"},
            {"sku": "2", "parent_sku": "P", "variation_theme": "Style & Colour", "colour": "Red"},
        ],
    ],
)  # fmt: skip
def check(catalog: Catalog) -> Findings:
    """The variations of a family are not one product, or do not differ as their theme says.

    Children share product, use and brand and differ in what the theme names. Said are: another product type or brand
    than the family's; a title that has no word in common with any other of them, brand and values aside; a child that
    lacks the theme's value or repeats another's; and, softly, a family whose parent has no row (it may be at Amazon
    already). That a title must share a word is our reading of Amazon's "same product".
    """
    children = [listing for listing in catalog if not _is_parent(listing)]
    yield from _facts(catalog)
    yield from _titles(catalog)
    yield from _values(children, next((one.get("variation_theme") for one in catalog if _is_parent(one)), ""))
    if len(children) == len(catalog) and "variation_theme" in children[0].columns and _says(children[0], _CHILD):
        parent = children[0].get("parent_sku")
        words = say("the parent '{parent}' of {children} rows has no row here", parent=parent, children=len(children))
        yield Remark(words, "parent_sku", listing=children[0], severity="info")


def _facts(catalog: Catalog) -> Findings:
    for field, word in (("product_type", "product type"), ("brand", "brand")):
        counted = Counter(_plain(one.get(field)) for one in catalog if _plain(one.get(field)) not in _GENERIC)
        if len(counted) < 2:
            continue
        usual = max(counted, key=lambda value: (counted[value], value))
        named = next(one.get(field) for one in catalog if _plain(one.get(field)) == usual)
        for listing in catalog:
            value = listing.get(field)
            if _plain(value) not in _GENERIC and _plain(value) != usual:
                yield Remark(
                    say(
                        "the {word} is '{value}' here and '{named}' in the rest of the family",
                        word=word,
                        value=value,
                        named=named,
                    ),
                    field,
                    listing=listing,
                )


def _titles(catalog: Catalog) -> Findings:
    titled = [listing for listing in catalog if listing.get("title")]
    stems = [_stems(listing) for listing in titled]
    counted = Counter(stem for one in stems for stem in one)
    strangers = [
        listing
        for listing, own in zip(titled, stems, strict=True)
        if own and not any(counted[stem] > 1 for stem in own)
    ]
    if len(strangers) == len(titled):
        strangers = strangers[1:]
    for listing in strangers:
        words = say("the title has no word in common with any other of its family; is it the same product?")
        yield Remark(words, "title", listing=listing)


def _stems(listing: Listing) -> frozenset[str]:
    """Beginnings and ends of the words that say what it is, so that plurals and compounds meet."""
    named = [listing.get("brand"), listing.get("colour"), listing.get("size")]
    named += [value for _, value in listing.read("variation")]
    idle = set(content_words(" ".join(named), listing.language))
    words = [word for word in content_words(listing.get("title"), listing.language) if word not in idle]
    if listing.language == "ja":
        return frozenset(word[at : at + 2] for word in words for at in range(max(1, len(word) - 1)))
    words = [word for word in words if not word.isdigit()]
    return frozenset(part for word in words for part in (word[:3], word[-5:]))


def _values(children: list[Listing], theme: str) -> Findings:
    seen: dict[tuple[str, ...], Listing] = {}
    for listing in children:
        named = (listing.get("variation_theme") or theme).casefold()
        fields = [field for field, pattern in _THEMES.items() if pattern.search(named)]
        missing = [field for field in fields if not listing.get(field) and field in listing.columns]
        for field in missing:
            yield Remark(
                say("the theme is '{named}', but there is no {field}", named=named, field=field), field, listing=listing
            )
        rest = _REST.sub("", _THEMES["size"].sub("", _THEMES["colour"].sub("", named)))
        values = tuple(listing.get(field).strip().casefold() for field in fields)
        if not fields or rest or not all(values):
            continue
        first = seen.setdefault(values, listing)
        if first.sku != listing.sku:
            shown = " ".join(listing.get(field).strip() for field in fields)
            yield Remark(
                say("'{shown}' is the value of {sku} already", shown=shown, sku=first.sku), fields[0], listing=listing
            )


def _is_parent(listing: Listing) -> bool:
    return _says(listing, ("parent", "variable", "übergeordnet"))


def _says(listing: Listing, words: tuple[str, ...]) -> bool:
    return listing.get("parentage").strip().casefold().startswith(words)


def _plain(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).casefold() or value.strip().casefold()
