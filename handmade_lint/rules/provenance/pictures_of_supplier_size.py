"""MP-104."""

from ...rule import Findings, Images, rule, say

_SIDES = (350, 640, 750, 800)
"""Sides, in pixels, of the square pictures that wholesale sites ask of their suppliers and hand out."""
_SHOP = {"width": 800, "height": 800}


@rule(
    "MP-104",
    reads=("width", "height"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Nothing is wrong with the size; the originals from your camera, with their dates, clear the hint.",
    bad=[
        [_SHOP, _SHOP, _SHOP],
        [{"width": 750, "height": 750, "store": "amazon.fr"}] * 4,
    ],
    good=[
        [_SHOP, _SHOP],
        [_SHOP, _SHOP, {"width": 3024, "height": 4032}],
        [{"width": 1000, "height": 1000}] * 3,
        [{"width": 800, "height": 600, "store": "amazon.fr"}] * 3,
    ],
)
def check(images: Images, *, pictures: int = 3) -> Findings:
    """All pictures are squares of one size that wholesale sites hand out.

    Cameras give other shapes, and many makers cut theirs square with an app: a weak hint of our own, from `pictures`
    pictures on, which counts in the weighing and says little alone.
    """
    for shown in images.by_listing():
        first = shown[0]
        side = first["width"]
        if len(shown) >= pictures and side in _SIDES and all(one["width"] == one["height"] == side for one in shown):
            yield first.finding(
                say(
                    "a hint of ours: all {shown} pictures have {side} x {side} pixels, a size that "
                    "wholesale sites hand out; did you cut them so? Your originals would clear it",
                    shown=len(shown),
                    side=side,
                ),
                count=len(shown),
                side=side,
            )
