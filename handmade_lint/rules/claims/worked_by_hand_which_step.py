"""RE-026."""

import re

from ...rule import Findings, Text, rule, say

_TERM = re.compile(r"(?<!\w)lavorat[oaie] a mano(?!\w)", re.IGNORECASE)
_STEP = re.compile(
    r"(?<!\w)(?:cucit|tagliat|modellat|tornit|intagliat|dipint|ricamat|tessut|filat|forgiat|decorat|smaltat"
    r"|soffiat|intrecciat|scolpit"
    r"|incis|martellat|levigat|lucidat|saldat|cesellat|stampat|tint|assemblat|rifinit|conciat|pressat)[oaie](?!\w)"
    r"|(?<!\w)(?:uncinetto|ferri|telaio|tornio|colombino|traforo|tombolo|chiacchierino|macramè|lavabo"
    r"|punto croce)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "RE-026",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="law",
    stores=["amazon.it"],
    languages=["it"],
    source="MAP circular 168/2003 (Italy)",
    advice="Say which steps are done by hand: 'cucito a mano, tagliato a macchina'.",
    needs=["lavorat"],
    bad=["Borsa lavorata a mano", {"title": "Cuscino", "description": "Un cuscino di lino lavorato a mano."}],
    good=[
        "Borsa cucita a mano, tagliata a macchina",
        "Sciarpa lavorata a mano all'uncinetto",
        {"title": "Vaso", "description": "Lavorato a mano: tornito e smaltato nel nostro laboratorio"},
        {"title": "Maglione lavorato ai ferri"},
    ],
)
def check(text: Text) -> Findings:
    """'Lavorato a mano' does not say which step is done by hand.

    An Italian ministry's circular of 2003 takes the phrase for misleading where only small steps are done by hand.
    Where the same text names a step or a technique it is not meant.
    """
    if _STEP.search(text.value):
        return
    for found in text.find(_TERM):
        yield text.finding(
            say("'{match}' does not say which steps are done by hand", match=found.group()), found.span()
        )
