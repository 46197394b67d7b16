"""TI-037."""

import re

from ...rule import Findings, Text, rule, say

_DOUBLE = r"(?:\s*[|,;–—]|\s+[/-]+)(?:\s*[|,;–—]|\s+[|/,;–—-])+\s*"


@rule(
    "TI-037",
    reads="title",
    severity="info",
    force="ours",
    hint=r"[|,;:–—/-]\s*[|,;:–—/-]|\A[\s|,;:/–—-]|[|,;:/–—-]\s*\Z|\(\s*\)|\d#| {2}",
    source="handmade-lint's own (no published source found)",
    advice="Take the left-over out.",
    bad=[
        {"title": "Bowl -- | 1#", "cure": "Bowl"},
        {"title": "Oak Bowl,, Oiled", "cure": "Oak Bowl, Oiled"},
        {"title": "Bol  en chêne -", "store": "amazon.fr", "cure": "Bol en chêne"},
        {"title": "- Schale aus Eiche ()", "store": "amazon.de", "cure": "Schale aus Eiche"},
        {"title": "Ciotola | | in legno", "store": "amazon.it", "cure": "Ciotola | in legno"},
    ],
    good=[
        "Oak Bowl - 25 cm",
        {"title": "Bol en chêne – 25 cm, huilé (fait main)", "store": "amazon.fr"},
        "Black/White Mug, 3/4 Sleeve, and/or Print",
        "Two-Tone Hand-thrown Mug, 10-12 cm",
        {"title": "Hals- und Armkette, Kinder-/Babymütze", "store": "amazon.de"},
        "Style #4301 Mug",
        {"title": "手作りの器、楢 - 25cm", "store": "amazon.co.jp"},
        "Kitchen Sign: Est. 1987 ...",
        {"title": "Vorder-, Rück- und Seitentasche, Leder", "store": "amazon.de"},
    ],
)
def check(title: Text) -> Findings:
    """A mark of a template was left in the title.

    Two spaces, two separators in a row, a separator at either end, empty brackets or a variant's number such as '1#'
    show that the title was put together by a machine and nobody read it. Nobody publishes this as a rule; it is ours.
    """
    value = title.value
    code = r"(?<![\w#])\d{1,2}#(?!\w)"
    ends = rf"^[\s|,;:/–—-]*[|,;:/–—-]\s+|(?:{_DOUBLE}|\s*[|,;:/–—-]\s*|\s+{code}|\s*\(\s*\))+$"
    for found in re.finditer(
        rf"{ends}|(?P<double>{_DOUBLE})|(?P<brackets>\s*\(\s*\))|{code}|(?P<spaces>(?<=\S) {{2,}}(?=\S))", value
    ):
        mark = found.group().strip()
        if not mark and not found.group("spaces"):
            continue
        instead = ""
        if found.group("double"):
            instead = next(sign for sign in mark if not sign.isspace()) if "," in mark or ";" in mark else mark[-1]
            instead = f"{instead} " if instead in ",;" else f" {instead} "
        elif found.group("spaces"):
            instead = " "
        words = say("'{mark}' is left over", mark=mark) if mark else say("two spaces stand here")
        yield title.finding(words, found.span(), fix=instead, safe=not mark)
