"""MP-027."""

import re

from ...rule import Catalog, Findings, Listing, Remark, rule, say, text_ends

_TEXT = (
    "I throw each of these bowls on the wheel in my small workshop by the sea, dry it for a week, fire it twice and "
    "dip it into a glaze of my own made from ash and local clay, so that no two bowls ever come out of the kiln "
    "alike."
)
_TEXTE = (
    "Je tourne chacun de ces bols dans mon petit atelier au bord de la mer, je le laisse sécher une semaine, je le "
    "cuis deux fois et je le trempe dans un émail de cendre et d'argile locale, si bien que deux bols ne sont jamais "
    "pareils."
)


_SIGNS = re.compile(r"\W+")


def _seller(listing: Listing) -> str:
    return _SIGNS.sub("", (listing.get("vendor") or listing.get("brand")).casefold())


def _keys(listing: Listing) -> tuple[str, ...]:
    text = listing.get("description")
    if len(text) < 120 or not _seller(listing):
        return ()
    first, last = text_ends(text)
    return f"^{first}", f"{last}$"


def _shingles(listing: Listing) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", listing.get("description").casefold())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


@rule(
    "MP-027",
    reads=("description", "vendor", "brand"),
    severity="warning",
    force="ours",
    source=("naturalgorgeousdotcom 2012", "semantics3.com/blog/how-to-save-etsy"),
    by=_keys,
    differ=_seller,
    most=30,  # more that begin or end alike have that from a common habit of words
    advice="Write your own text; a dated first publication of it clears the hint, since texts are stolen, too.",
    bad=[
        [{"description": _TEXT, "brand": "Oakline"}, {"description": _TEXT + " Enjoy.", "brand": "Moss & Clay"}],
        [
            {"description": _TEXTE, "vendor": "Atelier Lune", "store": "amazon.fr"},
            {"description": _TEXTE, "vendor": "Terre Bleue", "store": "amazon.fr"},
        ],
    ],
    good=[
        [{"description": _TEXT, "brand": "Oakline"}, {"description": _TEXT, "brand": "OAKLINE"}],
        [
            {"description": _TEXTE, "brand": "Atelier Lune", "store": "amazon.fr"},
            {"description": _TEXTE[:90] + " chaque pièce est unique et je la signe au dos", "brand": "Terre Bleue"},
        ],
        [{"description": _TEXT}, {"description": _TEXT, "brand": "Oakline"}],
    ],
)
def check(catalog: Catalog, *, same: float = 0.9) -> Findings:
    """Two sellers of one file share a text.

    A text that goes with the goods is a supplier's. It may also have been stolen from one of the two: a hint of our
    own. Rows of one brand or vendor are never compared with each other.
    """
    sellers = [_seller(listing) for listing in catalog]
    first: dict[str, tuple[Listing, frozenset[tuple[str, ...]]]] = {}
    for listing, seller in zip(catalog, sellers, strict=True):
        mine = _shingles(listing)
        for other, (known, theirs) in list(first.items())[:8]:
            if other == seller or min(len(mine), len(theirs)) <= same * max(len(mine), len(theirs)):
                continue
            both = len(mine & theirs)
            share = both / max(1, len(mine) + len(theirs) - both)
            if share > same:
                name = known.get("vendor") or known.get("brand")
                yield Remark(
                    say(
                        "a hint of ours: this text is also that of '{name}' (row {row}); whose is it? A "
                        "dated first publication would clear it",
                        name=name,
                        row=known.origin.row,
                    ),
                    "description",
                    listing=listing,
                    evidence={"other": name, "other_row": known.origin.row, "share": round(share, 2)},
                )
                break
        first.setdefault(seller, (listing, mine))
