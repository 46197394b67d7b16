"""TI-036."""

import re

from ...rule import Findings, Hit, Listing, Remark, colours_in, hanging, materials_in, parse_title, rule, say

_NEAR = {
    frozenset(pair.split("/"))
    for pair in (
        "purple/pink red/pink red/purple red/orange red/brown orange/brown orange/yellow orange/pink yellow/golden "
        "yellow/beige yellow/green beige/brown beige/white beige/grey beige/golden brown/golden white/silvery "
        "grey/silvery grey/black grey/white grey/blue grey/brown blue/turquoise green/turquoise blue/purple black/blue "
        "grey/green beige/pink white/pink blue/black brown/black"
    ).split()
}
_LETTER = re.compile(
    r"(?<![\w/-])(?:(?:size|taille|größe|gr\.|taglia|talla)\s+)?(XXXS|XXS|XS|XL|XXL|XXXL|[2-6]XL)(?![\w/-])"
)
_SIZE = re.compile(
    r"\b(?:size|taille|größe|taglia|talla)\s+(XXS|XS|S|M|L|XL|XXL|\d{1,2})(?![\w/.,-]|\s*(?:cm|mm|in|x|/)\b)",
    re.IGNORECASE,
)


@rule(
    "TI-036",
    reads=("title", "colour", "size", "material"),
    filled=("colour", "size", "material"),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
    languages=("en", "fr", "de", "it", "es"),
    advice="Mend the one that is wrong.",
    bad=[
        {"title": "Walnut Ring Box", "material.1": "Pine"},
        {"title": "Bol en chêne, bleu", "material.1": "Noyer", "colour": "Rouge", "store": "amazon.fr"},
        {"title": "Mütze aus Merinowolle", "material.1": "Baumwolle", "store": "amazon.de"},
        {"title": "Camicia in lino, taglia M", "size": "XL", "store": "amazon.it"},
        {"title": "Cuenco de gres, verde", "colour": "Rojo", "store": "amazon.es"},
    ],
    good=[
        {"title": "Oak Ring Box", "material.1": "Oak"},
        {"title": "Oak and Walnut Box", "material.1": "Walnut"},
        {"title": "Oak Leaf Coaster", "material.1": "Walnut"},
        {"title": "Blue Heart Mug", "colour": "White"},
        {"title": "Bol en bois de chêne huilé", "material.1": "oak", "store": "amazon.fr"},
        {"title": "Mütze aus Wolle, Größe M", "material.1": "Alpaka", "size": "M", "store": "amazon.de"},
        {"title": "Scarf of Wool, Navy", "colour": "Blue", "material.1": "Merino"},
        {"title": "Bol en chêne, bleu canard", "colour": "Turquoise", "store": "amazon.fr"},
        {"title": "Vaso de madera, 25 cm", "size": "30 x 25 cm", "store": "amazon.es"},
        {"title": "Gold Plated Ring", "material.1": "Brass"},
        {"title": "Ring Size 7", "size": "US 7"},
        {"title": "Savon au lait d'ânesse, lavande", "colour": "Blanc", "store": "amazon.fr"},
        {"title": "Wool Hat, Acrylic Pompom", "material.1": "Acrylic"},
    ],
)
def check(listing: Listing) -> Findings:
    """The title and a column contradict each other on colour, size or material.

    Amazon's detail page rules want the parts of a listing to agree. Only plain contradictions are told: two woods, two
    fibres, two base metals; two colours, if the title says its own between commas or behind 'in'; two sizes of clothes.
    Where a title names several, one that the column confirms is enough. Measures are not compared.
    """
    title, language = listing.get("title"), listing.language
    if not title:
        return
    yield from _materials(listing, title, language)
    yield from _colours(listing, title, language)
    worn = _worn(title)
    column = listing.get("size").strip()
    told = re.fullmatch(
        r"(?:size|taille|größe|taglia|talla)?\s*(XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|[2-6]XL|\d{1,2})", column, re.IGNORECASE
    )
    if (
        worn
        and told
        and worn.group(1).isdigit() == told.group(1).isdigit()
        and worn.group(1).upper() != told.group(1).upper()
    ):
        yield Remark(
            say("the title says '{match}', the size column '{column}'", match=worn.group(), column=column),
            "title",
            worn.span(),
        )


def _materials(listing: Listing, title: str, language: str) -> Findings:
    column = [(text, _stuffs(text, language) + _stuffs(text, "en")) for _, text in listing.read("material")]
    told = {hit.key for _, hits in column for hit in hits}
    hits = _stuffs(title, language)
    if any(key == "metal-plated" for key in [*told, *(hit.key for hit in hits)]):
        return
    for family in ("wood", "textile", "metal"):
        here = [hit for hit in hits if hit.key.startswith(f"{family}-")]
        there = {key for key in told if key.startswith(f"{family}-")}
        if here and there and not there & {hit.key for hit in here}:
            named = next(text for text, found in column if any(hit.key in there for hit in found))
            span = here[0].start, here[0].end
            yield Remark(
                say("the title says '{title}', the material column '{named}'", title=title[slice(*span)], named=named),
                "title",
                span,
            )


def _stuffs(text: str, language: str) -> list[Hit]:
    """Materials that can contradict each other: 'silver' and 'gold' alone may be colours."""
    return [
        hit
        for hit in materials_in(text, language)
        if hit.key != "metal-gold" and (hit.key != "metal-silver" or " " in hit.term or hit.term[-1].isdigit())
    ]


def _colours(listing: Listing, title: str, language: str) -> Findings:
    column = listing.get("colour")
    there = {hit.key.removeprefix("maybe-") for tongue in {language, "en"} for hit in colours_in(column, tongue)}
    if not there or "multi" in there:
        return
    parts = parse_title(title, language, listing.get("brand"))
    idle = hanging(language)
    own = [
        part
        for part in parts
        if part.kind == "colour"
        and (sum(other.segment == part.segment for other in parts) == 1 or part.text.split()[0].casefold() in idle)
    ]
    for part in own:
        here = {hit.key for hit in colours_in(part.text, language) if not hit.key.startswith("maybe-")}
        if not here or "multi" in here or here & there or any(frozenset((a, b)) in _NEAR for a in here for b in there):
            continue
        yield Remark(
            say("the title says '{text}', the colour column '{column}'", text=part.text, column=column),
            "title",
            (part.start, part.end),
        )


def _worn(title: str) -> re.Match[str] | None:
    found = [*_LETTER.finditer(title), *_SIZE.finditer(title)]
    sizes = {one.group(1).upper() for one in found}
    return found[0] if len(sizes) == 1 else None
