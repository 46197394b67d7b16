"""KW-014."""

import re
from collections.abc import Mapping

from ...rule import Edit, Findings, Fix, Remark, Text, Word, rule, say

_ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("", "s"),
        ("s", "ses"),
        ("x", "xes"),
        ("z", "zes"),
        ("ch", "ches"),
        ("sh", "shes"),
        ("y", "ies"),
        ("f", "ves"),
        ("fe", "ves"),
    ),
    "fr": (("", "s"), ("u", "ux"), ("al", "aux"), ("ail", "aux")),
    "de": (("", "e"), ("", "n"), ("", "en"), ("", "er"), ("", "s"), ("in", "innen"), ("nis", "nisse")),
    "it": (("a", "e"), ("o", "i"), ("e", "i"), ("io", "i"), ("ca", "che"), ("ga", "ghe"), ("co", "chi"), ("go", "ghi")),
    "es": (("", "s"), ("", "es"), ("z", "ces"), ("ón", "ones"), ("án", "anes"), ("és", "eses"), ("ín", "ines")),
}
"""Endings of singular and plural."""
_UMLAUT = str.maketrans("aou", "äöü")
_PIECE = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans("äöüóáéí", "aouoaei")
_APART: Mapping[str, frozenset[str]] = {
    "en": frozenset("glass cloth good short new arm custom pant mean check draw".split()),
    "fr": frozenset("fil cour ver mar tapi ma ta relais bra corp pui four".split()),
    "de": frozenset(
        """
        gold leine wolle seide eiche buche birke linde esche kiefer fichte tanne topf druck mal back koch steine leder
        kupfer bronze platin ton bau kork schal hand rund rot grün blau grau braun lang kurz groß klein schwarz weiß
        """.split()
    ),
    "it": frozenset("sala pala colla palla cappello capello moda posto porto pesca".split()),
    "es": frozenset("mono pas ante lente".split()),
}
"""Words whose would-be plural is another word or an adjective: fil and fils, gold and golden, Leine and Leinen."""


@rule(
    "KW-014",
    reads="keywords",
    severity="info",
    force="advice",
    languages=("en", "fr", "de", "it", "es"),
    source="https://sellercentral.amazon.com/gp/help/external/G23501",
    advice="Keep one of the two; search finds both.",
    bad=[
        {"keywords": "bowl oak bowls", "cure": "bowl oak"},
        {"keywords": "bijoux argent bijou femme", "store": "amazon.fr", "cure": "bijoux argent femme"},
        {"keywords": "kette silber ketten", "store": "amazon.de", "cure": "kette silber"},
        {"keywords": "korb weide körbe", "store": "amazon.de"},
        {"keywords": "ciotola legno ciotole", "store": "amazon.it"},
        {"keywords": "cojín lino cojines", "store": "amazon.es"},
    ],
    good=[
        "glass bowl reading glasses news cloth clothes",
        {"keywords": "fil laine cadeau fils cours", "store": "amazon.fr"},
        {"keywords": "gold ring goldene leine leinen topf töpfer wolle wollen", "store": "amazon.de"},
        {"keywords": "sala sale pepe legno", "store": "amazon.it"},
    ],
)
def check(text: Text) -> Findings:
    """The search terms hold both the singular and the plural of a word.

    Amazon advises one of them, since search finds the other. Only regular plurals are known here, and pairs that are
    two words (glass and glasses, fil and fils) are let through.
    """
    suspects = _suspects(text.value.casefold())
    if not suspects:
        return
    endings = _ENDINGS[text.language]
    apart = _APART[text.language]
    first: dict[str, Word] = {}
    for word in text.words:
        first.setdefault(word.casefold(), word)
    for plain in list(first):
        if plain.translate(_PLAIN) not in suspects or len(plain) < 3 or plain in apart or not plain.isalpha():
            continue
        for many in _plurals(plain, endings, text.language):
            if many in first and many != plain:
                one, other = sorted((first[plain], first[many]), key=lambda word: word.span)
                edits = (_without(text, other),)
                yield Remark(
                    say("'{one}' and '{other}' are one to search", one=one, other=other),
                    text.field,
                    other.span,
                    Fix(edits, False),
                )
                break


def _suspects(plain: str) -> set[str]:
    """Words, without accents, that begin as another does: two letters alike, of a word of six and more three."""
    words = list(set(_PIECE.findall(plain if plain.isascii() else plain.translate(_PLAIN))))
    two, three = [word[:2] for word in words], [word[:3] for word in words]
    return {word for word in words if (three.count(word[:3]) if len(word) > 5 else two.count(word[:2])) > 1}


def _plurals(word: str, endings: tuple[tuple[str, str], ...], language: str) -> set[str]:
    forms = {word[: len(word) - len(old)] + new for old, new in endings if word.endswith(old)}
    if language == "de":
        for at in range(len(word) - 1, -1, -1):
            if word[at] in "aou" and word[at - 1 : at + 1] not in ("au", "eu"):
                bent = word[:at] + word[at].translate(_UMLAUT) + word[at + 1 :]
                forms |= {bent, bent + "e", bent + "er"}
                break
    return {form for form in forms if len(form) > 3}


def _without(text: Text, word: Word) -> Edit:
    start, end = word.span
    before = text.value[:start]
    if text.value[end : end + 1] == " ":
        end += 1
    elif before.endswith(" "):
        start = len(before.rstrip(" "))
    return Edit(text.field, start, end, "")
