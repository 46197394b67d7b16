"""IP-007."""

import re
from math import isnan, nan

from ...rule import Findings, Images, Listing, rule, say

_PLACE = ((0.4, 0.3, 0.6, 0.45), (nan,) * 4, (nan,) * 4)
_SEEN = {"mark_names": ["Adidas", "", ""], "mark_boxes": _PLACE, "mark_distances": [0.2, nan, nan]}


@rule(
    "IP-007",
    reads=("mark_names", "mark_boxes", "mark_distances"),
    severity="off",
    stores=(),
    source=(
        "https://wp-ecommerce.org/index-5853.html",
        "https://www.it-recht-kanzlei.de/amazon-markenverletzungen-stolperfallen.html",
    ),
    advice="Compare the place with the mark. If it is not the mark, a suppression with a reason clears it; if it is, "
    "name the owner's written leave under [seller] licences, or show the product without it.",
    bad=[
        _SEEN,
        {**_SEEN, "store": "amazon.fr", "title": "Tasse en grès", "role": "other.2"},
        {**_SEEN, "mark_names": ["X", "", ""], "brand": "Maxima"},
        {**_SEEN, "store": "etsy", "seller.licences": "Puma: letter of 3 May 2026"},
    ],
    good=[
        {**_SEEN, "seller.licences": "Adidas: letter of 3 May 2026"},
        {**_SEEN, "brand": "adidas", "store": "amazon.fr"},
        {**_SEEN, "role": "swatch"},
        {"mark_names": ["", "", ""], "mark_boxes": ((nan,) * 4,) * 3, "mark_distances": [nan] * 3},
    ],
)
def check(images: Images) -> Findings:
    """A place in the picture looks like another firm's mark.

    A name in words may say what a thing fits; a logo may not be used without leave. An encoder of ours holds places
    of the picture against the shapes of 486 marks that are copied on goods. It learnt from shapes that were laid on
    photographs by programs, misses more than it finds (docs/looking.md), and costs more time than all else that is
    measured: off unless it is asked for, for a person to look at, never a verdict. What would clear it: that the
    place shows something else, the owner's leave under [seller] licences, or one's own brand.
    """
    for picture in images.shown((images["mark_names"] != "").any(axis=1)):
        told = zip(picture["mark_names"], picture["mark_boxes"], picture["mark_distances"], strict=True)
        for name, box, distance in told:
            if not name or isnan(distance) or _cleared(picture.listing, name):
                continue
            words = say("a place in this picture looks like the mark of {name}; for a person to compare", name=name)
            yield picture.finding(words, boxes=[box], mark=name, distance=float(distance))


def _cleared(listing: Listing, name: str) -> bool:
    """Whether the seller's own brands or licences name it."""
    told = (listing.get(key) for key in ("brand", "seller.shop_name", "seller.own_brands", "seller.licences"))
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    return any(whole.search(words) for words in told)
