"""KW-005."""

import re

from ...rule import NAME_KINDS, OTHER_KINDS, SURE_DISGUISES, Findings, Text, lexicon, mentions, rule, say

_MARKS = frozenset({*OTHER_KINDS, "word-mark", "material-mark"}) - {"artist", "designer"}
_NO_BRAND = {"generic", "générique", "generisch", "generico", "genérico", "handmade", "none", "n/a"}


@rule(
    "KW-005",
    reads="keywords",
    severity="error",
    lexicons=("brand-names",),
    names=True,
    echo="brand",
    source="https://sellercentral.amazon.com/gp/help/external/G23501",
    advice="Drop the name; the brand column is searched anyway, and other firms' names may not be used.",
    bad=[
        "kindle sleeve wool",
        {"keywords": "étui pour iphone cuir", "store": "amazon.fr"},
        {"keywords": "oakline bread bowl", "brand": "Oakline"},
        "d1sney princess tote",
    ],
    good=[
        "oak bread bowl",
        {"keywords": "bol pain chêne boîte de pandore", "store": "amazon.fr"},
        {"keywords": "generic oak bowl", "brand": "Generic"},
        {"keywords": "oak leaf bowl", "brand": "Oak"},
    ],
)
def check(text: Text, *, allow: tuple[str, ...] = ()) -> Findings:
    """A brand's name stands in the search terms.

    Amazon bars brand names there, one's own and those of others, even where the text could name them lawfully. One's
    own brand is said one step more softly, and so are names that only the tables of names know; a brand that is a
    common short word is let through. Names in disguise ('d1sney') count, slips of the pen do not.
    """
    allowed = {name.casefold() for name in allow}
    taken: list[tuple[int, int]] = []
    for hit in lexicon("brand-names").find(text.value, text.language):
        name = text.value[hit.start : hit.end]
        if name.casefold() not in allowed:
            taken.append((hit.start, hit.end))
            yield text.finding(say("'{name}' is the name of a brand", name=name), (hit.start, hit.end))
    for other in mentions(text.value, text.language):
        name = text.value[other.start : other.end]
        slip = other.evasive and other.evasive not in SURE_DISGUISES
        free = slip or (other.ambiguous and not other.evasive) or name.casefold() in allowed
        if other.kind not in _MARKS or free or any(start < other.end and other.start < end for start, end in taken):
            continue
        taken.append((other.start, other.end))
        if name.casefold() != text.fact("brand").strip().casefold():
            words = say(
                "'{name}' is a name of others ({kind}); no brand may stand in search terms",
                name=name,
                kind=NAME_KINDS[other.kind],
            )
            yield text.finding(words, (other.start, other.end), severity="warning", name=other.name)
    brand = text.fact("brand").strip()
    if len(brand) < 5 or brand.casefold() in _NO_BRAND | allowed:
        return
    if brand.casefold() not in text.value.casefold():
        return
    for found in text.find(rf"(?i)(?<!\w){re.escape(brand)}(?!\w)"):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield text.finding(
                say("'{match}' is your own brand", match=found.group()), found.span(), severity="warning"
            )
