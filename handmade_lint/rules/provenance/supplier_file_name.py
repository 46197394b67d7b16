"""MP-038: names of picture files; addresses of wholesale sites are MP-001's."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,}|(?<![a-z])size[-_ ]?chart|尺码|主图|详情|(?<![a-z])sku\d{1,2}(?![a-z\d])|(?<![a-z\d])[hs]"
    r"[0-9a-f]{32}|(?<![a-z])(?:detail|main)[-_ ]?(?:img|image|pic)[-_ ]?\d{2}(?!\d)"
)


@rule(
    "MP-038",
    reads="image",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Give your photos names of your own, and keep the originals with their dates, which clear the hint.",
    bad=[
        {"title": "Ring", "images": ["https://example.com/主图01.jpg"]},
        {
            "title": "Robe",
            "images": ["https://exemple.fr/a.jpg", "https://exemple.fr/size_chart.png"],
            "store": "amazon.fr",
        },
        {"title": "Ring", "images": ["pictures/H0123456789abcdef0123456789abcdefY.jpg"]},
    ],
    good=[
        {"title": "Ring", "images": ["https://example.com/ring-front.jpg", "IMG_2041.JPG"]},
        {"title": "Bague", "images": ["https://exemple.fr/bague_01.jpg", "guide-tailles.png"], "store": "amazon.fr"},
        {"title": "指輪", "images": ["https://example.jp/指輪.jpg"], "store": "amazon.co.jp"},
    ],
)
def check(listing: Listing) -> Findings:
    """A picture's file bears a name of the kind that suppliers give.

    Packs of pictures from wholesalers hold files such as 主图01 or size_chart. Only the name is read here: a weak hint
    of our own. Names in Chinese characters are not meant on the Japanese store.
    """
    for image in listing.images:
        name = image.uri.partition("?")[0].rpartition("/")[2].casefold()
        found = _NAME.search(name)
        if found and listing.language != "ja":
            yield Remark(
                say(
                    "a hint of ours: '{match}' in the file's name is of the kind suppliers give; is the "
                    "photo yours? The original file would clear it",
                    match=found.group(),
                ),
                f"image.{image.role}",
                evidence={"file": name, "match": found.group()},
            )
            return
