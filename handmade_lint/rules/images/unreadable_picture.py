"""IM-036."""

from ...rule import Findings, Images, Severity, rule, say

_SOFTER: dict[str, Severity] = {
    "not-fetched": "warning",
    "slow": "warning",
    "decoder-died": "warning",
    "memory": "warning",
    "unsupported": "info",
}


@rule(
    "IM-036",
    reads=("fault", "fault_says"),
    severity="error",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Mend the name or the file; 'handmade-lint check --images DIR' says where pictures are.",
    bad=[
        {"fault": "missing", "fault_says": "there is no such file", "uri": "bowl.jpg"},
        {"fault": "truncated", "fault_says": "the file ends early", "uri": "bol.jpg", "store": "amazon.fr"},
        {"fault": "outside", "fault_says": "it leads out of the catalogue's folder", "uri": "../../etc/passwd"},
        {"fault": "not-fetched", "fault_says": "it could not be fetched: it took too long", "store": "etsy"},
    ],
    good=[{"fault": "", "uri": "bowl.jpg"}, {"fault": "", "uri": "bol.jpg", "store": "amazon.fr"}],
)
def check(images: Images) -> Findings:
    """The picture cannot be opened.

    Its file is missing, damaged or no picture, its address gives none, or its name leads out of the folders that are
    looked into. A warning where that may be the network's or this machine's fault, a hint where only we cannot open it.
    Addresses on the web are looked at with --fetch-images alone.
    """
    for picture in images.where(images["fault"] != ""):
        fault = picture["fault"]
        says = picture["fault_says"].rstrip(".")
        words = say(
            "the picture '{uri}' cannot be looked at: {says}{says_2}",
            uri=picture.ref.uri[:200],
            says=says[:1].lower(),
            says_2=says[1:],
        )
        yield picture.finding(words, "fault", severity=_SOFTER.get(fault))
