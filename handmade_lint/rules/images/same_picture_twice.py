"""IM-033."""

from ...rule import Findings, Images, Picture, rule, say

_BOWL = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
_NEAR = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1ff"
_FAR = "f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f"


@rule(
    "IM-033",
    reads=("pdq", "pdq_quality", "digest"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Show another side of it instead.",
    bad=[
        [{"digest": "ab" * 16}, {"digest": "ab" * 16}],
        [{"pdq": _BOWL, "pdq_quality": 100}, {"pdq": _FAR, "pdq_quality": 100}, {"pdq": _NEAR, "pdq_quality": 90}],
    ],
    good=[
        [{"pdq": _BOWL, "pdq_quality": 100}, {"pdq": _FAR, "pdq_quality": 100}],
        [{"pdq": _BOWL, "pdq_quality": 10}, {"pdq": _NEAR, "pdq_quality": 10}],
        [{"digest": "ab" * 16}, {"digest": "ab" * 16, "role": "swatch"}],
        [{"digest": "ab" * 16, "sku": "A"}, {"digest": "ab" * 16, "sku": "B"}],
    ],
)
def check(images: Images, *, bits: int = 12, quality: int = 50) -> Findings:
    """One picture is shown twice.

    A second time it tells a buyer nothing. Compared are the files, and by PDQ what they show: `bits` of 256 may differ,
    as they do after another scaling or saving; pictures of too little detail (`quality`) are not compared.
    """
    for pictures in images.by_listing():
        shown = [picture for picture in pictures if picture.role != "swatch"]
        for number, picture in enumerate(shown):
            for earlier in shown[:number]:
                distance = _distance(picture, earlier, quality)
                if distance is not None and distance <= bits:
                    yield picture.finding(
                        say(
                            "this is the picture '{uri}' ({role}) once more",
                            uri=earlier.ref.uri,
                            role=earlier.role.replace(".", " "),
                        ),
                        same_as=earlier.ref.uri,
                        distance=distance,
                        limit=bits,
                    )
                    break


def _distance(one: Picture, other: Picture, quality: int) -> int | None:
    if one.bits("digest") and one.bits("digest") == other.bits("digest"):
        return 0
    if one["pdq_quality"] >= quality and other["pdq_quality"] >= quality:
        return one.distance(other, "pdq")
    return None
