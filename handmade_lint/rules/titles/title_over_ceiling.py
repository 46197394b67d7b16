"""TI-002."""

from datetime import date

from ...rule import Findings, Said, Text, rule, say, too_long

_FIRST = "Hand turned bowl of solid oak, oiled with linseed oil, made in a small workshop from the trunk of one tree that fell in the storm of 2019, with a lid that fits well"  # fmt: skip  # noqa: E501
_BOL = "Bol tourné en chêne massif, huilé à l'huile de lin, fait dans un petit atelier avec le tronc d'un seul arbre tombé pendant la tempête de 2019, avec un couvercle bien ajusté"  # fmt: skip  # noqa: E501


@rule(
    "TI-002",
    reads="title",
    severity="error",
    over="title-ceiling",
    source=(
        "https://sellercentral-europe.amazon.com/help/hub/reference/external/201100890?locale=hi-IN",
        "https://sellercentral.amazon.it/seller-forums/discussions/t/5a52c895-8d38-42f2-b58c-6d9795219649",
    ),
    advice="Shorten the title; what does not fit belongs into bullet points.",
    bad=[
        {
            "title": f"{_FIRST}, for bread, fruit, salad or simply to look at every day",
            "store": "amazon.ae",
            "cure": {"title": _FIRST},
        },
        {
            "title": f"{_BOL}, pour le pain, les fruits, la salade ou le plaisir",
            "store": "amazon.fr",
            "on": "2026-07-01",
            "cure": {"title": _BOL},
        },
    ],
    good=[
        {"title": _FIRST, "store": "amazon.ae"},
        {"title": "Oak bowl", "store": "amazon.fr", "on": "2026-07-01"},
        {"title": f"{_BOL}, pour le pain", "store": "amazon.fr", "on": "2026-07-01"},
    ],
)
def check(title: Text, *, limit: int = 0, on: date) -> Findings:
    """The title is longer than the older ceiling of 200 characters.

    It still holds in Saudi Arabia, Egypt, Turkey and the Emirates; elsewhere it held until 26 July 2026, since when the
    shorter limit of TI-001 speaks.
    """
    yield from too_long(title, "title-ceiling", limit, on, _says)


def _says(length: int, allowed: int) -> Said:
    return say("the title has {length} characters, {allowed} are the ceiling", length=length, allowed=allowed)
