"""IP-037."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_LEAVE = re.compile(
    r"permission|with (?:her|his|their) (?:kind )?leave|licen[cs]e|allowed to sell|autorisation|licence"
    r"|autorisé|erlaubnis|gewerblich"
    r"|lizenz|permesso|autorizz|licenza|permiso|autoriz|licencia|許可|商用",
    re.IGNORECASE,
)
_DESIGNER = re.compile(r"\s*(?:the designer |la créatrice )?((?:[A-ZÀ-Þ][\w'’-]*\s*){1,3})")


@rule(
    "IP-037",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Name the designer's leave in the text or under [seller] licences; many give it gladly.",
    lexicons=("patterns-of-others",),
    bad=[
        {"description": "Crocheted after a pattern by Anna Lund"},
        {"description": "Cousu d'après un patron de Lise Tailor", "store": "amazon.fr"},
        {"description": "Gestrickt nach einer Anleitung von Kim Hargreaves", "store": "amazon.de"},
        {"description": "Cucito con un cartamodello di Burda", "store": "amazon.it"},
        {"description": "Tejido según un patrón de Drops", "store": "amazon.es"},
        {"description": "山田先生の型紙で縫いました", "store": "amazon.co.jp"},
    ],
    good=[
        {"description": "Crocheted after my own pattern. A pattern by hand, from the sea"},
        {"description": "Crocheted after a pattern by Anna Lund, with her kind permission"},
        {"description": "Cousu d'après un patron de ma création", "store": "amazon.fr"},
        {"description": "Gestrickt nach einer Anleitung von mir", "store": "amazon.de"},
        {"description": "型紙は渋紙を重ねて彫ります", "store": "amazon.co.jp"},
        {"description": "A pattern by Anna Lund", "seller.licences": "Anna Lund, patterns: mail of 2 May 2026"},
    ],
)
def check(text: Text) -> Findings:
    """A thing follows another designer's pattern, and no leave is named.

    Patterns for knitting and sewing often limit the sale of what is made of them. The note is our own and asks only;
    one's own pattern, and a leave in the text or the profile, are let through.
    """
    hits = lexicon("patterns-of-others").find(text.value, text.language)
    if not hits or _LEAVE.search(text.value):
        return
    licences = text.fact("seller.licences").casefold()
    for hit in hits:
        name = _DESIGNER.match(text.value, hit.end)
        if name is None and text.language != "ja":
            continue
        end = name.end(1) if name else hit.end
        designer = name.group(1) if name else text.value[hit.start : end]
        if designer.strip().casefold() not in licences:
            said = text.value[hit.start : end].rstrip()
            words = say("'{said}': does the designer let you sell what you make?", said=said)
            yield text.finding(words, (hit.start, hit.start + len(said)))
