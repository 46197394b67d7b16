"""CA-101."""

from ...rule import Catalog, Findings, Listing, Remark, likeness, picture_keys, rule, same_picture, say

_TEXT = "Turned by hand from one piece of ash, oiled three times and polished with beeswax. It holds fruit or bread."


def _keys(listing: Listing) -> tuple[str, ...]:
    if listing.get("parent_sku") or not listing.get("description"):
        return ()
    return tuple(f"{listing.store}\n{key}" for key in picture_keys(listing))


@rule(
    "CA-101",
    reads=(
        *("parent_sku", "description", "image.main", "image.main.digest", "image.main.pdq", "image.main.pdq_quality"),
        *("image.main.pdq_trimmed", "image.main.pdq_dihedral"),
    ),
    severity="warning",
    force="ours",
    stores=(),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
    by=_keys,
    advice="Keep one of the two; if they differ, show and tell by what.",
    bad=[
        [
            {"sku": "1", "image.main": "a.jpg", "description": _TEXT},
            {"sku": "2", "image.main": "a.jpg", "description": _TEXT + " A gift."},
        ],
        [
            {
                "sku": "1",
                "image.main": "a.jpg",
                "image.main.digest": "ab" * 16,
                "description": _TEXT,
                "store": "amazon.fr",
            },
            {
                "sku": "2",
                "image.main": "b.jpg",
                "image.main.digest": "ab" * 16,
                "description": _TEXT,
                "store": "amazon.fr",
            },
        ],
    ],
    good=[
        [
            {"sku": "1", "image.main": "a.jpg", "description": _TEXT},
            {"sku": "2", "image.main": "b.jpg", "description": _TEXT},
        ],
        [
            {"sku": "1", "image.main": "a.jpg", "description": _TEXT},
            {"sku": "2", "image.main": "a.jpg", "description": "A spoon of plum wood, carved on a winter evening."},
        ],
        [
            {"sku": "1", "image.main": "a.jpg", "description": _TEXT, "parent_sku": "P"},
            {"sku": "2", "image.main": "a.jpg", "description": _TEXT, "parent_sku": "P"},
        ],
    ],
)
def check(group: Catalog, *, share: float = 0.8) -> Findings:
    """Two listings have the same main picture and nearly the same description.

    Amazon wants one page a product. Like pieces may be shown by one picture, and sizes told by one text, so that a
    person must look; variations of one product are left out.
    """
    seen: list[tuple[Listing, str]] = []
    for listing in group:
        text = listing.get("description")
        for other, theirs in seen:
            if other.sku != listing.sku and same_picture(other, listing) and likeness(text, theirs) >= share:
                yield Remark(
                    say("main picture and description are nearly those of {sku}", sku=other.sku),
                    "image.main",
                    listing=listing,
                    image=listing.get("image.main"),
                    evidence={"same_as": other.sku, "picture": other.get("image.main"), "other_row": other.origin.row},
                )
                break
        else:
            if len(seen) < 200:
                seen.append((listing, text))
