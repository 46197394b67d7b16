"""IP-031."""

from typing import Any

from ...rule import DISGUISES, Findings, Text, mentions, role_of, rule, say


@rule(
    "IP-031",
    reads=("title", "highlights", "bullet", "description", "keywords", "option"),
    severity="info",
    force="ours",
    source="unsourced: shops that lost listings tell of it",
    advice="Take the name out; a filter that reads 'D1sney' as Disney is older than this one.",
    names=True,
    bad=[
        "D1sney princess mug",
        "H.a.r.r.y P0tter wand",
        "Sac au crochet Louis Vuiton",
        {"title": "Dіsnеy Tasse", "store": "amazon.de"},
        {"bullet.1": "Braccialetto in stile G u c c i", "store": "amazon.it"},
        {"keywords": "taza pokem0n regalo", "store": "amazon.es"},
    ],
    good=[
        "Mouse brooch with delicate beads",
        "Disney princess mug",
        {"description": "A channel cut by hand, a gauge of 4 mm, sizes S M L X"},
        {"description": "Leggo i libri e lego i fogli con lo spago", "store": "amazon.it"},
        {"title": "D1sney mug", "seller.licences": "Disney: licence 2026-031"},
    ],
)
def check(text: Text) -> Findings:
    """A text writes somebody's name in disguise.

    Look-alike letters, digits for letters, dots between letters or a letter too few hide a name from a filter for a
    day, and show afterwards that its owner was known. A plain slip of the pen looks the same, so this is a note; what
    the name itself means for the listing other rules say.
    """
    for name in mentions(text.value, text.language):
        if not name.evasive:
            continue
        role = role_of(text.value, name, text.listing)
        if role.name not in ("own_brand", "licensed"):
            words = say(
                "'{match}' reads as {name}, {how}",
                match=text.value[name.start : name.end],
                name=name.name,
                how=DISGUISES[name.evasive],
            )
            told: dict[str, Any] = {"role": role.name, "why": str(role.why), "clears": role.clears, "leave": role.leave}
            yield text.finding(words, (name.start, name.end), name=name.name, disguise=name.evasive, **told)
