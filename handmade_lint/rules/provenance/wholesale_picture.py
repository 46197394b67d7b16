"""MP-001, as far as addresses tell; pictures themselves are compared elsewhere."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_HOSTS = (
    "alicdn.com", "aliexpress.com", "alibaba.com", "1688.com", "taobao.com", "dhresource.com", "dhgate.com",
    "made-in-china.com",
    "globalsources.com", "ltwebstatic.com", "kwcdn.com", "cjdropshipping.com", "staticbg.com", "banggood.com",
    "lightinthebox.com",
    "wish.com", "yiwugo.com",
)  # fmt: skip
_HOST = re.compile(r"(?:https?:)?//([\w.-]+)", re.IGNORECASE)
_NAME = re.compile(r"(?:^|/)(?:O1CN0\d|HTB1|TB2|TB1)[\w!.-]{12,}|\.jpe?g_\d{2,4}x\d{2,4}|\.jpe?g_Q\d{2}", re.IGNORECASE)

_QUICK = re.compile(r"//|[Oo]1[Cc][Nn]|[Hh][Tt][Bb]1|[Tt][Bb][12]|[Gg]_[\dQq]")
"""Found, and quickly, in whatever the others are found in."""


@rule(
    "MP-001",
    reads="image",
    severity="warning",
    force="ours",
    source=("naturalgorgeousdotcom 2012", "NDR via 24ds.org, 28 November 2025", "sofianehamaidi.fr"),
    advice="Keep the original file with its date, photos of the making and invoices of materials; they clear it.",
    bad=[
        {"title": "Silver ring", "images": ["https://ae01.alicdn.com/kf/HTB1abcXYZ012345678.jpg"]},
        {"title": "Bague en argent", "images": ["https://img.exemple.fr/O1CN01abcDEF123456.jpg"], "store": "amazon.fr"},
        {"title": "Ring", "images": ["https://example.com/a.jpg", "https://cf.cjdropshipping.com/b.jpg_640x640.jpg"]},
    ],
    good=[
        {"title": "Silver ring", "images": ["https://i.etsystatic.com/57/r/il/6f/760/il_fullxfull.760_pgn3.jpg"]},
        {"title": "Bague", "images": ["https://atelier-lune.fr/photos/bague_TB2_800x800.jpg"], "store": "amazon.fr"},
        {"title": "Ring", "images": ["https://cdn.shopify.com/s/files/1/ring_640x640.jpg", "alicdn.jpg"]},
    ],
)
def check(listing: Listing) -> Findings:
    """A picture's address is that of a wholesale site.

    Goods that are bought in often keep their supplier's picture. It may just as well be a real maker's photo that a
    factory took: an address is a hint of our own, never a proof, and it asks for a look by a person. Only addresses and
    file names are read here.
    """
    for image in listing.images:
        if not _QUICK.search(image.uri):
            continue
        found = _HOST.match(image.uri)
        host = found.group(1).casefold() if found else ""
        known = next((name for name in _HOSTS if host == name or host.endswith("." + name)), "")
        named = _NAME.search(image.uri)
        if known:
            yield Remark(
                say(
                    "a hint of ours: this picture lies at {known}, a wholesale site; did they take your "
                    "photo? The original file would clear it",
                    known=known,
                ),
                f"image.{image.role}",
                evidence={"host": host, "site": known},
            )
        elif named:
            yield Remark(
                say(
                    "a hint of ours: the file name '{match}' is of the kind wholesale sites give; is the "
                    "photo yours? The original file would clear it",
                    match=named.group().strip("/"),
                ),
                f"image.{image.role}",
                severity="info",
                evidence={"host": host, "file": named.group().strip("/")},
            )
