"""IM-102."""

from ...rule import Catalog, Findings, Listing, Remark, picture_keys, rule, same_picture, say


def _keys(listing: Listing) -> tuple[str, ...]:
    if listing.get("parent_sku"):
        return ()
    return tuple(f"{listing.store}\n{key}" for key in picture_keys(listing))


@rule(
    "IM-102",
    reads=(
        "parent_sku",
        "image.main",
        "image.main.digest",
        "image.main.pdq",
        "image.main.pdq_quality",
        "image.main.pdq_trimmed",
        "image.main.pdq_dihedral",
    ),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    by=_keys,
    advice="Give each listing a main picture of its own, or make the listings variations of one product.",
    bad=[
        [
            {"sku": "1", "image.main": "https://example.com/1.jpg"},
            {"sku": "2", "image.main": "https://example.com/1.jpg"},
        ],
        [
            {"sku": "1", "image.main": "a.jpg", "image.main.pdq": "0f1e2d3c" * 8, "image.main.pdq_quality": "100"},
            {
                "sku": "2",
                "image.main": "b.jpg",
                "image.main.pdq": "0f1e2d3c" * 7 + "0f1e2d3f",
                "image.main.pdq_quality": "100",
            },
        ],
    ],
    good=[
        [
            {"sku": "1", "image.main": "https://example.com/1.jpg"},
            {"sku": "2", "image.main": "https://example.com/2.jpg"},
        ],
        [
            {"sku": "1", "image.main": "a.jpg", "image.main.pdq": "0f1e2d3c" * 8, "image.main.pdq_quality": "20"},
            {
                "sku": "2",
                "image.main": "b.jpg",
                "image.main.pdq": "0f1e2d3c" * 7 + "0f1e2d3f",
                "image.main.pdq_quality": "20",
            },
        ],
        [
            {"sku": "1", "image.main": "a.jpg", "parent_sku": "P"},
            {"sku": "2", "image.main": "a.jpg", "parent_sku": "P"},
        ],
    ],
)
def check(group: Catalog) -> Findings:
    """Two listings have the same main picture.

    In a search they look like one product twice. A hint, since a maker may show one finished piece for several names or
    sizes; variations of one product are IM-029's. Compared are addresses, files and, where pictures were looked at,
    what they show.
    """
    seen: list[Listing] = []
    for listing in group:
        twin = next((one for one in seen if one.sku != listing.sku and same_picture(one, listing)), None)
        if twin is not None:
            yield Remark(
                say("the main picture is also that of {sku}", sku=twin.sku),
                "image.main",
                listing=listing,
                image=listing.get("image.main"),
                evidence={"same_as": twin.sku},
            )
        elif len(seen) < 200:
            seen.append(listing)
