"""IM-012."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-012",
    reads="format",
    force="ours",
    source="changethisfile.com: Amazon image specification",
    advice="Save it as a JPEG; a telephone's camera can be set to 'most compatible'.",
    bad=[{"format": "WEBP"}, {"format": "HEIC", "role": "other.1", "store": "amazon.fr"}],
    good=[{"format": "JPEG"}, {"format": "PNG", "store": "amazon.fr"}, {"format": "BMP"}],
)
def check(images: Images) -> Findings:
    """The picture is a WebP or HEIC file.

    One guide says that Amazon takes neither; Amazon's own pages name the kinds that it does take, and these are not
    among them. Not confirmed, hence a warning.
    """
    kinds = images["format"]
    for picture in images.where((kinds == "WEBP") | (kinds == "HEIC")):
        kind = {"WEBP": "WebP"}.get(picture["format"], picture["format"])
        yield picture.finding(
            say("the picture is a {kind} file, which Amazon is said not to take", kind=kind), "format"
        )
