"""IM-104."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-104",
    reads=("uniform", "entropy", "width", "height"),
    severity="warning",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Look whether the right file was uploaded.",
    bad=[
        {"width": 1200, "height": 1200, "uniform": 1.0},
        {"width": 1200, "height": 1200, "uniform": 0.999, "entropy": 0.4, "store": "etsy"},
    ],
    good=[
        {"width": 1200, "height": 1200, "uniform": 0.95},
        {"width": 1200, "height": 1200, "uniform": 1.0, "role": "other.1", "store": "etsy"},
        {"width": 1200, "height": 1200, "uniform": 0.985},
        {"width": 1200, "height": 1200, "uniform": 1.0, "entropy": 3.1},
    ],
)
def check(images: Images, *, least: float = 0.995, bits: float = 2.0) -> Findings:
    """The main picture is empty.

    It is of one colour from edge to edge. A small thing on a white ground is not meant, nor a plain felt, whose shades
    can still be told apart (`bits` of entropy), nor a sample of a colour among the other pictures.
    """
    even = (images["uniform"] >= least) & ~(images["entropy"] > bits)
    for picture in images.main(images.telling & even):
        yield picture.finding(
            say("{uniform:.1%} of the main picture are one colour", uniform=picture["uniform"]), "uniform", limit=least
        )
