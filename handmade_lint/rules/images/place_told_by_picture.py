"""IM-101."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-101",
    reads="gps",
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Export it without location; on a telephone 'Options' of the share menu leaves it out.",
    bad=[{"gps": True}, {"gps": True, "role": "other.1", "store": "etsy"}],
    good=[{"gps": False}, {"title": "Oak bowl, of which nothing was measured", "store": "etsy"}],
)
def check(images: Images) -> Findings:
    """The file tells where the picture was taken.

    A telephone writes its position into the file (EXIF). Who works at home tells where that is to whomever the file
    is sent. Marketplaces mostly take it out, file hosts and feeds do not.
    """
    for picture in images.where(images["gps"]):
        yield picture.finding(say("the file tells the place where the picture was taken"), "gps")
