"""MP-002."""

from ...rule import Catalog, Findings, Listing, Remark, picture_keys, rule, same_picture, say


def _seller(listing: Listing) -> str:
    return " ".join(listing.get("vendor").casefold().split())


def _keys(listing: Listing) -> tuple[str, ...]:
    return picture_keys(listing) if _seller(listing) else ()


@rule(
    "MP-002",
    reads=(
        "vendor",
        "image.main",
        "image.main.digest",
        "image.main.pdq",
        "image.main.pdq_quality",
        "image.main.pdq_trimmed",
        "image.main.pdq_dihedral",
    ),
    force="ours",
    source=("naturalgorgeousdotcom, 2012: signs of resale on Etsy", "semantics3.com/blog/how-to-save-etsy"),
    by=_keys,
    advice="Ask for the original file with its date, a picture of the making, or the invoice for the material: any of "
    "these clears it.",
    bad=[
        [
            {"sku": "1", "vendor": "Oakline", "image.main": "https://example.com/bowl.jpg"},
            {"sku": "2", "vendor": "Bowl Depot", "image.main": "https://example.com/bowl.jpg"},
        ],
        [
            {
                "sku": "1",
                "vendor": "Atelier Brume",
                "image.main": "a.jpg",
                "image.main.digest": "ab" * 16,
                "store": "amazon.fr",
            },
            {
                "sku": "2",
                "vendor": "Déco Plus",
                "image.main": "b.jpg",
                "image.main.digest": "ab" * 16,
                "store": "amazon.fr",
            },
        ],
    ],
    good=[
        [
            {"sku": "1", "vendor": "Oakline", "image.main": "https://example.com/bowl.jpg"},
            {"sku": "2", "vendor": "OAKLINE", "image.main": "https://example.com/bowl.jpg"},
        ],
        [
            {"sku": "1", "brand": "Oakline", "image.main": "https://example.com/bowl.jpg"},
            {"sku": "2", "brand": "Ash & Oak", "image.main": "https://example.com/bowl.jpg"},
        ],
    ],
)
def check(group: Catalog) -> Findings:
    """Several sellers show the same main picture.

    A sign that goods are bought in, and no more: makers' own pictures are taken by others, so that a picture alone
    never tells who made a thing. A person must look. Only files that name a seller for each row are judged.
    """
    seen: list[Listing] = []
    for listing in group:
        others = [one for one in seen if _seller(one) != _seller(listing) and same_picture(one, listing)]
        if others:
            names = sorted({one.get("vendor") for one in others})
            yield Remark(
                say(
                    "the main picture is also shown by {names}; who took it cannot be told from it",
                    names=", ".join(names[:3]),
                ),
                "image.main",
                listing=listing,
                image=listing.get("image.main"),
                evidence={"sellers": names[:10], "same_as": [one.sku for one in others[:10]]},
            )
        if len(seen) < 200:
            seen.append(listing)
