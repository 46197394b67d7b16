"""IM-029."""

from ...rule import Catalog, Findings, Listing, Remark, picture_keys, rule, same_picture, say


def _family(listing: Listing) -> tuple[str, ...]:
    parent, colour = listing.get("parent_sku").strip(), listing.get("colour").strip()
    if not parent or not colour:
        return ()
    return tuple(f"{listing.store}\n{parent}\n{key}" for key in picture_keys(listing))


@rule(
    "IM-029",
    reads=(
        "parent_sku",
        "colour",
        "image.main",
        "image.main.digest",
        "image.main.pdq",
        "image.main.pdq_quality",
    ),
    force="advice",
    source="https://en.hb2b.com/ask/181364.html",
    by=_family,
    advice="Photograph each colour, and give each variation its own main picture.",
    bad=[
        [
            {"sku": "1", "parent_sku": "P", "colour": "Red", "image.main": "scarf.jpg"},
            {"sku": "2", "parent_sku": "P", "colour": "Blue", "image.main": "scarf.jpg"},
        ],
        [
            {
                "sku": "1",
                "parent_sku": "P",
                "colour": "Rouge",
                "image.main": "a.jpg",
                "image.main.digest": "ab" * 16,
                "store": "amazon.fr",
            },
            {
                "sku": "2",
                "parent_sku": "P",
                "colour": "Bleu",
                "image.main": "b.jpg",
                "image.main.digest": "ab" * 16,
                "store": "amazon.fr",
            },
        ],
    ],
    good=[
        [
            {"sku": "1", "parent_sku": "P", "colour": "Red", "image.main": "red.jpg"},
            {"sku": "2", "parent_sku": "P", "colour": "Blue", "image.main": "blue.jpg"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "colour": "Red", "size": "S", "image.main": "red.jpg"},
            {"sku": "2", "parent_sku": "P", "colour": "red", "size": "M", "image.main": "red.jpg"},
        ],
        [
            {"sku": "1", "parent_sku": "P", "size": "S", "image.main": "scarf.jpg"},
            {"sku": "2", "parent_sku": "P", "size": "M", "image.main": "scarf.jpg"},
        ],
    ],
)
def check(family: Catalog) -> Findings:
    """Variations of different colours show the same main picture.

    Whoever chooses red expects to see it. Sizes may share a picture. Compared are addresses, files and, where pictures
    were looked at, what they show.
    """
    seen: list[Listing] = []
    for listing in family:
        colour = listing.get("colour").strip()
        twin = next(
            (
                one
                for one in seen
                if one.get("colour").strip().casefold() != colour.casefold() and same_picture(one, listing)
            ),
            None,
        )
        if twin is not None:
            other = twin.get("colour").strip()
            yield Remark(
                say(
                    "the main picture is that of '{other}' ({sku}), and the colour is '{colour}'",
                    other=other,
                    sku=twin.sku,
                    colour=colour,
                ),
                "image.main",
                listing=listing,
                image=listing.get("image.main"),
                evidence={"same_as": twin.sku},
            )
        if len(seen) < 200:
            seen.append(listing)
