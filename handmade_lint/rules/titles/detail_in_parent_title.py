"""TI-025."""

from ...rule import Findings, Listing, Remark, parse_title, rule, say

_PARENT = frozenset(
    ["parent", "variation parent", "parent article", "variable", "produit parent", "padre", "principal"]
)
_KINDS = {"colour": say("colour"), "size": say("size")}
_WORDS = {
    "colour": ("colo", "farb", "couleur"),
    "size": ("size", "größe", "taille", "taglia", "talla", "misura", "tamaño", "länge", "length"),
}


@rule(
    "TI-025",
    reads=("parentage", "title", "variation_theme"),
    severity="info",
    force="advice",
    languages=("en", "fr", "de", "it", "es"),
    filled=("parentage",),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Keep size and colour for the titles of the children.",
    bad=[
        {"title": "Oakline Scarf, Red, Size L", "parentage": "Parent", "brand": "Oakline"},
        {"title": "Bol en grès, bleu marine", "parentage": "parent", "variation_theme": "Color", "store": "amazon.fr"},
        {
            "title": "Schal aus Wolle, 180 x 30 cm",
            "parentage": "Parent",
            "variation_theme": "SizeName",
            "store": "amazon.de",
        },
    ],
    good=[
        {"title": "Oakline Scarf", "parentage": "Parent"},
        {"title": "Oakline Scarf, Red, Size L", "parentage": "Child"},
        {
            "title": "Bol en grès, bleu marine",
            "parentage": "parent",
            "variation_theme": "SizeName",
            "store": "amazon.fr",
        },
        {"title": "Little Red Riding Hood Doll", "parentage": "Parent", "variation_theme": "Color"},
        {
            "title": "Schal aus Wolle, 180 x 30 cm",
            "parentage": "Parent",
            "variation_theme": "Colour",
            "store": "amazon.de",
        },
        {"title": "Red Oak Bowl", "parentage": "Parent"},
    ],
)
def check(listing: Listing) -> Findings:
    """The title of a parent names a size or a colour.

    A parent stands for all its variations; Amazon's title tips keep size and colour for the children's titles. Where
    the variation theme is filled, only what varies is meant: a scarf in five colours may say how long it is.
    """
    if listing.get("parentage").strip().casefold() not in _PARENT:
        return
    theme = listing.get("variation_theme").casefold()
    for part in parse_title(listing.get("title"), listing.language, listing.get("brand")):
        if part.kind in _WORDS and (not theme or any(word in theme for word in _WORDS[part.kind])):
            yield Remark(
                say(
                    "'{text}' is a {kind}, and this is the parent",
                    text=part.text,
                    kind=_KINDS.get(part.kind, part.kind),
                ),
                "title",
                (part.start, part.end),
            )
