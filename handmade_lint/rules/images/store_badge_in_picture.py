"""IM-024, and what of IM-023 is words."""

import re

from ...rule import Findings, Images, rule, say

_BADGE = re.compile(
    r"amazon'?s? ?choice|choix d.?amazon|amazons? tipp|scelta amazon|opci[oó]n amazon|amazonおすすめ|"
    r"#? ?1 best ?-?sellers?|\bbest ?-?sellers?\b|\btop ?-?sellers?\b|\btop ?rated\b|n°? ?1 des ventes|"
    r"meilleures? ventes?|\bbestseller nr\b|più venduto|más vendido|ベストセラー|売れ筋",
    re.I,
)
_STORE = re.compile(r"\bamazon\b|\bprime\b|\balexa\b|アマゾン|プライム", re.I)


def _line(words: str, below: str = "") -> dict[str, object]:
    boxes = [[0.1, 0.1, 0.6, 0.2], [0.1, 0.2, 0.6, 0.3]] + [[float("nan")] * 4] * 4
    return {"words_texts": [words, below, "", "", "", ""], "words_boxes": boxes}


@rule(
    "IM-024",
    reads=("words_texts", "words_boxes"),
    severity="warning",
    stores=("amazon",),
    source=(
        "https://help.e-tailize.com/en/amazon-product-image-requirements",
        "https://hx33.com/news-id-4208.html",
    ),
    advice="Take the badge or the store's name out of the picture; the store awards and shows its badges itself.",
    bad=[
        _line("#1 BEST SELLER"),
        _line("BEST", "SELLER"),
        {**_line("Amazon's Choice"), "role": "other.2"},
        {**_line("N°1 des ventes"), "store": "amazon.fr"},
        {**_line("prime"), "store": "amazon.de"},
    ],
    good=[
        _line("Best of oak"),
        {**_line("Primevère"), "store": "amazon.fr"},
        {**_line("Amazonite beads"), "role": "other.1"},
        {**_line("Prime"), "brand": "Prime Atelier"},
    ],
)
def check(images: Images) -> Findings:
    """A badge of the store's, or its name, is laid over the picture.

    No picture shows the store's marks (IM-023) or badges such as Best Seller. Words are read here; marks without words
    are not seen.
    """
    for picture in images.shown((images["words_texts"] != "").any(axis=1)):
        brand = picture.listing.get("brand").casefold()
        for text, box in picture.written("description"):
            hit = _BADGE.search(text.value) or _STORE.search(text.value)
            if hit and hit.group().casefold() not in brand:
                words = say("'{match}' in the picture is the store's own to show", match=hit.group())
                yield picture.finding(words, boxes=[box], match=hit.group(), says=text.value)
                break
