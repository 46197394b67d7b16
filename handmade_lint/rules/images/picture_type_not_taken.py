"""IM-011."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-011",
    reads="format",
    severity="error",
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://help.e-tailize.com/en/amazon-product-image-requirements",
    ),
    advice="Save it as a JPEG.",
    bad=[{"format": "BMP"}, {"format": "AVIF", "role": "other.1", "store": "amazon.fr"}],
    good=[
        {"format": "JPEG"},
        {"format": "PNG", "store": "amazon.fr"},
        {"format": "TIFF"},
        {"format": "GIF"},
        {"format": "WEBP"},
        {"title": "Oak bowl, of which nothing was measured"},
    ],
)
def check(
    images: Images,
    *,
    taken: tuple[str, ...] = ("JPEG", "PNG", "TIFF", "GIF"),
    doubtful: tuple[str, ...] = ("WEBP", "HEIC"),
) -> Findings:
    """The file is of a kind that is not taken.

    Amazon takes JPEG (best), TIFF, still GIF, and by its general page PNG. The file's first bytes are looked at, not
    its name. WebP and HEIC are IM-012's.
    """
    kinds = images["format"]
    for picture in images.where(kinds != ""):
        if picture["format"] not in (*taken, *doubtful):
            yield picture.finding(
                say(
                    "the picture is a {format} file; {taken} are taken",
                    format=picture["format"],
                    taken=", ".join(taken),
                ),
                "format",
            )
