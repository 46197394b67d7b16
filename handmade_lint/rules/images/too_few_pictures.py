"""IM-017."""

from datetime import date

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, limit_of, rule, say_many


@rule(
    "IM-017",
    reads="image",
    force="advice",
    stores=HANDMADE_STORES,
    source="https://global.lianlianpay.com/channel/7-21226.html",
    advice="Add pictures: details, the back, the size in a hand, how it is packed.",
    bad=[
        {"title": "Oak bowl", "images": ["a.jpg"], "columns": ["image.other"]},
        {"title": "Bol en chêne", "images": ["a.jpg", "b.jpg"], "store": "amazon.fr"},
    ],
    good=[
        {"title": "Oak bowl", "images": ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]},
        {"title": "Oak bowl", "images": ["a.jpg"]},
        {"title": "Bol en chêne", "store": "amazon.fr"},
        {"title": "Oak bowl", "images": ["a.jpg"], "columns": ["image.other"], "parentage": "parent"},
    ],
)
def check(listing: Listing, *, on: date, least: int = 0) -> Findings:
    """There are fewer than four pictures.

    Amazon advises at least four for Handmade. A warning where there is one, a hint where there are two or three. Files
    that have no place for a second picture are not judged, nor are listings that name none, whose pictures may have
    been uploaded by hand.
    """
    pictures = [ref for ref in listing.images if ref.role != "swatch"]
    if not pictures or listing.get("parentage").casefold() == "parent":
        return
    advised = least or limit_of("images-advised", listing, on)
    if advised is None or len(pictures) >= advised or (len(pictures) == 1 and "image.other" not in listing.columns):
        return
    yield Remark(
        say_many(
            "there is one picture; at least {advised} are advised",
            "there are {n} pictures; at least {advised} are advised",
            len(pictures),
            advised=advised,
        ),
        "image.main",
        severity=None if len(pictures) == 1 else "info",
        evidence={"value": len(pictures), "limit": advised},
    )
