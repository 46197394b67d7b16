"""IM-106."""

from ...rule import Findings, Images, rule, say

_KINDS = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP", ".tif": "TIFF", ".tiff": "TIFF",
    ".bmp": "BMP", ".avif": "AVIF", ".heic": "HEIC",
}  # fmt: skip


@rule(
    "IM-106",
    reads=("suffix", "format"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Save it anew as what its name says.",
    bad=[{"suffix": ".jpg", "format": "WEBP", "uri": "a.jpg"}, {"suffix": ".png", "format": "JPEG", "store": "etsy"}],
    good=[
        {"suffix": ".jpg", "format": "JPEG"},
        {"suffix": ".jpeg", "format": "JPEG", "store": "etsy"},
        {"suffix": "", "format": "PNG"},
        {"suffix": ".php", "format": "JPEG"},
        {"suffix": ".jpg", "format": ""},
    ],
)
def check(images: Images) -> Findings:
    """The file is of another kind than its name says.

    Some programs go by the name and refuse it. Addresses on the web are let pass, where the server tells the kind.
    """
    for picture in images.where(images["format"] != ""):
        named = _KINDS.get(picture["suffix"])
        if named and named != picture["format"] and "://" not in picture.ref.uri:
            yield picture.finding(
                say(
                    "the name ends in {suffix}, and the file is a {format}",
                    suffix=picture["suffix"],
                    format=picture["format"],
                ),
                "format",
            )
