"""CA-004."""

from ...rule import Catalog, Findings, Listing, Remark, lexicon, rule, say


def _family(listing: Listing) -> str:
    parent = listing.get("parent_sku").strip()
    return f"{listing.store}\n{listing.language}\n{parent}" if parent else ""


@rule(
    "CA-004",
    reads=("parent_sku", "title", "size", "variation"),
    severity="info",
    by=_family,
    source="wearesellers.com question 16479; Seller Central EU forum 555942",
    advice="If you make and pack it as a set, call it a set; otherwise let the buyer order two.",
    bad=[
        [
            {"sku": "1", "parent_sku": "P", "size": "Single"},
            {"sku": "2", "parent_sku": "P", "size": "2-pack"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Savon au miel", "store": "amazon.fr"},
            {"sku": "2", "parent_sku": "P", "title": "Savon au miel, lot de 3", "store": "amazon.fr"},
        ],
    ],
    good=[
        [
            {"sku": "1", "parent_sku": "P", "size": "Single"},
            {"sku": "2", "parent_sku": "P", "size": "Set of 4"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Dessous de verre, lot de 4, chêne", "store": "amazon.fr"},
            {"sku": "2", "parent_sku": "P", "title": "Dessous de verre, lot de 6, chêne", "store": "amazon.fr"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "title": "Six pack abs mug, red"},
            {"sku": "2", "parent_sku": "P", "title": "Six pack abs mug, blue"},
        ],
    ],
)
def check(catalog: Catalog) -> Findings:
    """A pack of several is a variation of the single thing.

    Packs that the maker did not make up as sets are no variations; third parties alone call this binding, and a pack of
    a maker's own may well be a set, hence a question. Families in which every row is a pack are not meant.
    """
    packs = []
    for listing in catalog:
        hits = (
            (field, hit)
            for name in ("size", "variation", "title")
            for field, value in listing.read(name)
            for hit in lexicon("packs").find(value, listing.language)
        )
        found = next(hits, None)
        if found:
            packs.append((listing, *found))
    if len(packs) < len(catalog):
        for listing, field, hit in packs:
            words = listing.get(field)[hit.start : hit.end]
            yield Remark(
                say("'{words}' is a variation of the single thing; is it made as a set?", words=words),
                field,
                (hit.start, hit.end),
                listing=listing,
            )
