"""What can be measured of a picture: one row a column. Standard library only, so that all may read it at no cost.

Boxes are left, top, right, bottom as shares (0..1) of the upright picture, sides are in the same order, hashes are
packed bits, the first bit first. A number that could not be measured is nan, an integer -1 where it has a sign and 0
where it has none, a text ''.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal

Needs = Literal["header", "pixels", "detail"]


@dataclass(frozen=True, slots=True)
class Column:
    """One measure of a picture."""

    name: str
    kind: str
    """numpy's name of the type; after a colon the shape of one row: 'f4', 'U12', 'f4:4' a box, 'u1:8x32'."""
    measure: str
    """The module of this folder that makes it."""
    needs: Needs
    """What is read of the file: nothing is decoded; the scaled picture; crops at full resolution."""
    unit: str
    low: float
    high: float
    doc: str
    source: str = ""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one row."""
        _, _, shape = self.kind.partition(":")
        return tuple(map(int, shape.split("x"))) if shape else ()

    @property
    def dtype(self) -> str:
        """Its type, as numpy calls it."""
        return self.kind.partition(":")[0]

    @property
    def version(self) -> int:
        """Goes up when the same picture gives another number."""
        return VERSIONS[self.measure]


VERSIONS: Mapping[str, int] = {
    "fault": 1,
    "points": 1,
    "header": 1,
    "focus": 2,
    "exposure": 2,
    "colour": 1,
    "compression": 2,
    "content": 2,
    "background": 1,
    "subject": 1,
    "framing": 2,
    "collage": 2,
    "hashing": 4,
    "embedding": 2,
    "kind": 1,
    "marks": 1,
    "codes": 1,
    "reading": 1,
}
"""By measure; part of the key of whatever remembers numbers."""

OPTIONAL: Mapping[str, str] = {
    "fault": "pillow_heif",
    "embedding": "onnxruntime",
    "kind": "onnxruntime",
    "marks": "onnxruntime",
    "reading": "rapidocr",
}
"""By measure, a package without which its numbers are others; whether it is there is part of that key too."""


def _column(
    name: str,
    kind: str,
    measure: str,
    needs: Needs,
    unit: str,
    bounds: tuple[float, float],
    doc: str,
    source: str = "",
) -> Column:
    return Column(name, kind, measure, needs, unit, *bounds, doc, source)


_SHARE = (0.0, 1.0)
_LEVEL = (0.0, 255.0)
_NONE = (0.0, 0.0)
_BYTE = (0.0, 255.0)

_PDQ = "Meta, PDQ (Davis & Rosen 2019), the picture first brought to 512 px as its Python reference does"
_TRIMMED = "PDQ's transform and median, over means of 64 x 64 parts of the trimmed picture"
_ENCODER = "models/fingerprint/card.json"
_OVERLAYS = "models/overlays/card.json"
_MARKS = "models/marks/card.json"
_KIND = "models/picture-kind/card.json"
_PHASH = "Zauner 2010; bits as in ImageHash"

_ROWS = (
    _column("fault", "U16", "fault", "header", "", _NONE, "Why the picture could not be measured, or ''."),
    _column("fault_says", "U120", "fault", "header", "", _NONE, "The same as a sentence with the mend."),
    _column("bytes", "i8", "header", "header", "bytes", (0, inf), "Size of the file."),
    _column("format", "U8", "header", "header", "", _NONE, "JPEG, PNG, GIF, WEBP, TIFF, AVIF, HEIC, BMP and so on."),
    _column("mode", "U8", "header", "header", "", _NONE, "L, LA, RGB, RGBA, P, CMYK, 1, 16 (more than 8 bits), YCbCr."),
    _column("width", "i4", "header", "header", "px", (-1, inf), "Width of the upright picture."),
    _column("height", "i4", "header", "header", "px", (-1, inf), "Height of the upright picture."),
    _column("orientation", "u1", "header", "header", "", (1, 8), "How EXIF says it lies.", "EXIF 2.32, tag 0x0112"),
    _column("frames", "i4", "header", "header", "", (1, inf), "Number of frames; more than 1: it moves or has pages."),
    _column("progressive", "?", "header", "header", "", _SHARE, "JPEG in several passes."),
    _column(
        *("jpeg_quality", "i2", "header", "header", "", (0, 100)),
        "Quality that the JPEG tables stand for, by the tables of the standard; 0 for other formats.",
        "ITU-T T.81 annex K, scaled as libjpeg does",
    ),
    _column("icc", "U12", "header", "header", "", _NONE, "'', sRGB, Adobe RGB, Display P3, grey, other, corrupt."),
    _column("gps", "?", "header", "header", "", _SHARE, "EXIF tells the place where it was taken."),
    _column("alpha", "?", "header", "header", "", _SHARE, "The file has transparency."),
    _column(
        *("sharpness", "f4", "focus", "pixels", "share", _SHARE),
        "How much of an edge's contrast falls within one pixel of the picture at 512 px, on its sharpest edges: "
        "0.4 and more is sharp, a blur of s pixels gives about 0.4 / s. nan where the picture has no edge.",
        "edge width after Marziliano et al. 2002",
    ),
    _column(
        *("enlargement", "f4", "focus", "detail", "factor", (1, 32)),
        "By how much the picture could be shrunk without losing anything: it was enlarged from a small one, or is "
        "blurred as much. 1 for sharp pictures; nan where the picture has no edge.",
        "edge width at full resolution",
    ),
    _column(
        *("brightness", "f4", "exposure", "pixels", "level", _LEVEL),
        "Mean luma of the picture, an even white ground left out.",
    ),
    _column(
        *("dark_share", "f4", "exposure", "pixels", "share", _SHARE),
        "Share of the picture, an even white ground left out, whose luma is at most 16.",
    ),
    _column(
        *("bright_share", "f4", "exposure", "pixels", "share", _SHARE),
        "Share of the picture, an even white ground left out, that is clipped: all channels at least 253.",
    ),
    _column(
        *("contrast", "f4", "exposure", "pixels", "share", _SHARE),
        "Luma between the 2nd and the 98th percentile, at 256 px, as a share of 255; the ground counts.",
    ),
    _column(
        *("cast", "f4", "colour", "pixels", "level", _LEVEL),
        "Strength of a colour cast: how far what should be neutral (the brightest pale pixels) is from grey. "
        "nan where nothing is pale.",
    ),
    _column("cast_colour", "U8", "colour", "pixels", "", _NONE, "red, yellow, green, cyan, blue, magenta, or ''."),
    _column(
        "saturation", "f4", "colour", "pixels", "share", _SHARE, "Mean saturation (of HSV), white ground left out."
    ),
    _column("grey", "?", "colour", "pixels", "", _SHARE, "No pixel has a colour, however the file stores it."),
    _column(
        *("noise", "f4", "compression", "pixels", "level", _LEVEL),
        "Standard deviation of the noise at 512 px, in the calmest parts that are not clipped.",
        "mixed second difference after Immerkaer 1996",
    ),
    _column(
        *("blockiness", "f4", "compression", "pixels", "ratio", (0, inf)),
        "How much steeper luma is across the borders of JPEG's blocks than beside them, less 1: 0 without blocks, "
        "0.3 and more is seen. Measured where the scaled picture still shows blocks (half size and full size); "
        "0 above, where nobody sees them.",
        "Wang, Bovik & Evans 2000",
    ),
    _column(
        *("entropy", "f4", "content", "pixels", "bits", (0, 8)),
        "Entropy of luma, an even ground left out.",
        "Shannon 1948",
    ),
    _column(
        *("uniform", "f4", "content", "pixels", "share", _SHARE),
        "Share of the picture that has its commonest colour, give or take 8 levels: 1.0 is an empty picture, 0.95 a "
        "small product on white.",
    ),
    _column(
        *("graphic", "f4", "content", "pixels", "share", _SHARE),
        "Share of what is not ground that is flat as only drawn things are: near 0 for photographs.",
    ),
    _column(
        *("placeholder", "f4", "content", "pixels", "share", _SHARE),
        "How much it looks like 'no picture yet': drawn, grey, few tones.",
    ),
    _column(
        *("background_white", "f4", "background", "pixels", "share", _SHARE),
        "Share of the outer ring (2 % of the side) that is 255, 255, 255.",
    ),
    _column(
        *("background_near_white", "f4", "background", "pixels", "share", _SHARE),
        "Share of the outer ring whose channels are all at least 240.",
    ),
    _column(
        *("background_uniformity", "f4", "background", "pixels", "share", _SHARE),
        "Share of the outer ring within 8 levels of its middle colour.",
    ),
    _column("background_colour", "u1:3", "background", "pixels", "RGB", _BYTE, "Middle colour of the outer ring."),
    _column("background_brightness", "f4", "background", "pixels", "level", _LEVEL, "Mean luma of the outer ring."),
    _column(
        *("subject_box", "f4:4", "subject", "pixels", "share", _SHARE),
        "Box around all that differs from an even ground; nan where the ground is not even.",
    ),
    _column("fill", "f4", "subject", "pixels", "share", _SHARE, "Share of the frame that the subject's box takes."),
    _column(
        *("fill_side", "f4", "subject", "pixels", "share", _SHARE),
        "Share of the frame's side that the subject takes, on the side that it fills better: what '85 % of the frame' "
        "is held to.",
    ),
    _column(
        *("edge_gap", "f4", "subject", "pixels", "share", _SHARE),
        "Smallest distance of the subject's box to an edge of the picture.",
    ),
    _column(
        "touches_edge", "u1", "subject", "pixels", "sides", (0, 4), "Sides of the picture that the subject touches."
    ),
    _column(
        *("padding", "U8", "framing", "pixels", "", _NONE),
        "With what a picture of another shape was brought to this one: white, black, colour, blurred, or ''.",
    ),
    _column(
        *("letterbox", "f4:4", "framing", "pixels", "share", _SHARE),
        "Width of padded bars, left, top, right, bottom; on one pair of opposite sides, else 0.",
    ),
    _column(
        *("frame", "f4:4", "framing", "pixels", "share", _SHARE),
        "Width of a border drawn around the picture, left, top, right, bottom; 0 where there is none.",
    ),
    _column("frame_colour", "u1:3", "framing", "pixels", "RGB", _BYTE, "Colour of that border."),
    _column(
        *("trim_box", "f4:4", "framing", "pixels", "share", _SHARE),
        "What is left when even margins are cut off; what the trimmed hashes see.",
    ),
    _column(
        *("code_kinds", "U6:3", "codes", "detail", "", _NONE),
        "Of up to three codes their kinds: QR, EAN-13, UPC-A; then ''.",
    ),
    _column(
        *("code_texts", "U160:3", "codes", "detail", "", _NONE),
        "What those codes say, shortened to 160 characters, in one line; unseen letters are shown as U+FFFD.",
    ),
    _column("code_boxes", "f4:3x4", "codes", "detail", "share", _SHARE, "Boxes around them; then nan."),
    _column(
        *("overlay", "f4", "reading", "detail", "share", _SHARE),
        "Chance that words, a badge or a watermark were laid over the picture; words that belong to the thing "
        "(engraved, printed, on a label) are none.",
        _OVERLAYS,
    ),
    _column(
        *("overlay_box", "f4:4", "reading", "detail", "share", _SHARE),
        "Box around what was laid over; nan where a first glance saw nothing.",
        _OVERLAYS,
    ),
    _column(
        *("words_texts", "U80:6", "reading", "detail", "", _NONE),
        "Up to six lines that were laid over, as read, from the top down, shortened to 80 characters; then ''.",
        "PP-OCRv6 by the package rapidocr",
    ),
    _column("words_boxes", "f4:6x4", "reading", "detail", "share", _SHARE, "Boxes around them; then nan."),
    _column(
        *("words_laid", "f4:6", "reading", "detail", "share", _SHARE),
        "Chance of each that it was laid over the picture; then nan.",
        _OVERLAYS,
    ),
    _column("seams_x", "u1", "collage", "pixels", "seams", _BYTE, "Straight upright seams over the whole height."),
    _column("seams_y", "u1", "collage", "pixels", "seams", _BYTE, "Straight level seams over the whole width."),
    _column("panels", "u1", "collage", "pixels", "panels", (1, 255), "Pictures put together in this one; 1 is none."),
    _column(
        *("inset_box", "f4:4", "collage", "pixels", "share", _SHARE),
        "The largest rectangle with straight sides inside the picture, such as a small picture laid over it; nan "
        "where there is none.",
    ),
    _column(
        *("kind", "U10", "kind", "pixels", "", _NONE),
        "What kind of picture a network of ours takes it for: white (a thing on white), setting, detail, drawing, "
        "rendering, collage, screen, card (words), chart (sizes), logo; '' where it is not sure.",
        _KIND,
    ),
    _column(
        *("kind_share", "f4", "kind", "pixels", "share", _SHARE),
        "Probability of the likeliest kind, whether the network is sure or not; nan where there is no onnxruntime.",
        _KIND,
    ),
    _column(
        *("drawn", "f4", "kind", "pixels", "share", _SHARE),
        "Probability that it is drawn, written or a screen, and no photograph; says nothing of renderings and "
        "collages.",
        _KIND,
    ),
    _column(
        *("mark_names", "U32:3", "marks", "pixels", "", _NONE),
        "Of up to three places that look like a firm's mark, the nearest first, whose; then ''.",
        _MARKS,
    ),
    _column("mark_boxes", "f4:3x4", "marks", "pixels", "share", _SHARE, "Boxes around them; then nan.", _MARKS),
    _column(
        *("mark_distances", "f4:3", "marks", "pixels", "", (0, 2)),
        "How far their vectors are from those of the mark's shape: 0 the same, 1 nothing in common; then nan.",
        _MARKS,
    ),
    _column("pdq", "u1:32", "hashing", "pixels", "bits", _BYTE, "PDQ, 256 bits.", _PDQ),
    _column("pdq_quality", "i2", "hashing", "pixels", "", (0, 100), "PDQ's quality; below 50 it says little.", _PDQ),
    _column(
        "pdq_trimmed", "u1:32", "hashing", "pixels", "bits", _BYTE, "PDQ of the picture without its margins.", _TRIMMED
    ),
    _column(
        *("pdq_dihedral", "u1:8x32", "hashing", "pixels", "bits", _BYTE),
        "pdq_trimmed as it is, turned by 90, 180, 270 degrees, and mirrored in the four ways.",
        _TRIMMED,
    ),
    _column(
        *("vector", "i1:64", "embedding", "pixels", "", (-127, 127)),
        "The encoder's vector of the trimmed picture, 127 times its unit length; zeros where there is no onnxruntime.",
        _ENCODER,
    ),
    _column(
        *("vector_mirrored", "i1:64", "embedding", "pixels", "", (-127, 127)), "The same of the mirrored one.", _ENCODER
    ),
    _column(
        *("views", "i1:10x64", "embedding", "pixels", "", (-127, 127)),
        "Vectors of the trimmed picture, of the picture as it is, and of parts of it (embedding.CUTS): for banks, so "
        "that a part of a picture meets its like.",
        _ENCODER,
    ),
    _column(
        *("points", "u1:8298", "points", "pixels", "", _BYTE),
        "Local points, luma at 64 x 64 and mean colours at 8 x 8, as points.RECORD: what proves that two pictures are "
        "one.",
        "SIFT (Lowe 2004), its numbers as bits",
    ),
    _column("phash", "u1:8", "hashing", "pixels", "bits", _BYTE, "pHash, 64 bits.", _PHASH),
    _column("phash_trimmed", "u1:8", "hashing", "pixels", "bits", _BYTE, "pHash of trim_box.", _PHASH),
    _column("dhash", "u1:8", "hashing", "pixels", "bits", _BYTE, "dHash along rows, 64 bits.", _PHASH),
    _column("dhash_trimmed", "u1:8", "hashing", "pixels", "bits", _BYTE, "dHash of trim_box.", _PHASH),
)

COLUMNS: Mapping[str, Column] = {column.name: column for column in _ROWS}
"""By name, in the order of the documentation."""

ALWAYS = ("fault", "fault_says")
"""Columns that every answer holds."""

FAULTS: Mapping[str, str] = {
    "empty": "the file is empty",
    "not-a-picture": "the file is no picture",
    "unsupported": "the format cannot be read here",
    "truncated": "the file ends early",
    "corrupt": "the file is damaged",
    "bomb": "the picture has more pixels than are opened",
    "too-big": "the file has more bytes than are opened",
    "slow": "opening it took too long",
    "decoder-died": "the decoder stopped working on it",
    "memory": "it needs more memory than there is",
    "unreadable": "the file cannot be opened",
    "failed": "a measure failed on it, which is a fault of this program",
}
"""What `fault` may say."""


def needs(columns: Iterable[str]) -> Needs:
    """The most that any of the columns needs.

    Raises:
        KeyError: nothing measures a column of that name.
    """
    order: tuple[Needs, ...] = ("header", "pixels", "detail")
    return max((COLUMNS[name].needs for name in columns), key=order.index, default="header")
