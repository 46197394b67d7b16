"""XC-024."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "XC-024",
    reads=("bytes", "format", "width", "height", "frames"),
    severity="error",
    stores=["google"],
    source="https://emberfeed.com/specs/google-merchant-image-requirements-2026",
    advice="Save it as a JPEG of less than 16 MB.",
    bad=[
        {"bytes": 20_000_000, "format": "JPEG"},
        {"width": 9000, "height": 9000, "format": "JPEG", "language": "fr"},
        {"format": "AVIF", "bytes": 1000},
    ],
    good=[
        {"bytes": 2_000_000, "format": "JPEG", "width": 3000, "height": 3000},
        {"bytes": 2_000_000, "format": "WEBP", "language": "fr"},
        {"bytes": 16_777_216, "format": "TIFF", "width": 8000, "height": 8000},
    ],
)
def check(
    images: Images, *, on: date, taken: tuple[str, ...] = ("JPEG", "WEBP", "PNG", "GIF", "BMP", "TIFF")
) -> Findings:
    """The file of the picture is of a kind or size that Google does not take.

    Google takes JPEG, WebP, PNG, GIF, BMP and TIFF, of up to 16 MB and 64 megapixels.
    """
    for picture in images.where(images["format"] != ""):
        heaviest = limit_of("google-image-bytes", picture.listing, on)
        largest = limit_of("google-image-megapixels", picture.listing, on)
        if picture["format"] not in taken:
            yield picture.finding(say("Google takes no {format} files", format=picture["format"]), "format")
        if heaviest is not None and picture["bytes"] > heaviest:
            size = picture["bytes"] / (1 << 20)
            words = say("the file has {size:.1f} MB; Google takes {heaviest}", size=size, heaviest=heaviest >> 20)
            yield picture.finding(words, "bytes", limit=heaviest)
        pixels = picture["width"] * picture["height"] / 1e6
        if largest is not None and pixels > largest:
            words = say(
                "the picture has {pixels:.0f} megapixels; Google takes {largest}", pixels=pixels, largest=largest
            )
            yield picture.finding(words, limit=largest, value=[picture["width"], picture["height"]])
