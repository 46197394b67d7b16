"""IM-034."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-034",
    reads="alpha",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Lay it on white and save it as a JPEG.",
    bad=[{"alpha": True}, {"alpha": True, "role": "other.1", "store": "amazon.fr"}],
    good=[{"alpha": False}, {"title": "Oak bowl, of which nothing was measured", "store": "amazon.fr"}],
)
def check(images: Images) -> Findings:
    """The picture has transparent parts.

    What shows through them is the store's choice; it may be black.
    """
    for picture in images.where(images["alpha"]):
        yield picture.finding(say("the picture has transparent parts; what shows through is not yours to say"), "alpha")
