"""MP-102."""

from ...rule import Findings, Images, Listing, rule, say

_ENTRY = {"bank": "mine", "kind": "own", "same": "edited", "distance": 8, "chance": 1e-20, "picture": "bowl.jpg"}


@rule(
    "MP-102",
    reads=("matches", "vendor"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="If they have no leave of yours, report it to the store with your original file and its date.",
    bad=[
        {"vendor": "Bowl Depot", "matches": (_ENTRY,), "seller.shop_name": "Oakline"},
        {"vendor": "Déco Plus", "matches": (_ENTRY,), "store": "amazon.fr"},
    ],
    good=[
        {"vendor": "OAKLINE ", "matches": (_ENTRY,), "seller.shop_name": "Oakline"},
        {"matches": (_ENTRY,), "seller.shop_name": "Oakline"},
        {"vendor": "Bowl Depot", "matches": ({**_ENTRY, "kind": "supplier"},), "seller.shop_name": "Oakline"},
    ],
)
def check(images: Images) -> Findings:
    """Somebody else shows one of your originals.

    Someone may have copied you: a listing of another seller has a picture like one of your own bank (`--bank`). It may
    be a shop that sells for you. Only files that name a seller for each row are judged.
    """
    for picture in images:
        seller = picture.listing.get("vendor")
        if not seller.strip() or _own(picture.listing, seller):
            continue
        for match in picture["matches"] or ():
            if match["kind"] == "own":
                yield picture.finding(
                    say(
                        "{seller} shows your picture {picture}; someone may have copied you",
                        seller=seller.strip(),
                        picture=match["picture"],
                    ),
                    same_as=match["picture"],
                    **match,
                )
                break


def _own(listing: Listing, seller: str) -> bool:
    mine = [listing.get("seller.shop_name"), *listing.get("seller.own_brands").splitlines()]
    return " ".join(seller.casefold().split()) in {" ".join(name.casefold().split()) for name in mine if name}
