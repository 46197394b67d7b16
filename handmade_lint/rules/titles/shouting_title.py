"""TI-014, with TI-016: brands that are written in capitals do not trip it."""

import re

from ...rule import Findings, Severity, Text, Word, rule, say

_ALLOWED = frozenset(
    """
    XXXL XXXXL SWAROVSKI HDPE LDPE NYLON EUDR UKCA GOTS OEKO OEKOTEX ISBN NASA UNESCO ANSI ASTM ROHS REACH RSVP OOAK
    TARDIS NATO MIDI DINA SPF50 PETG WLAN HEPA PTFE NYPD FDNY RIFF JPEG LGBT LGBTQ LGBTQIA DSLR
    OLED HDMI QWERTY AZERTY QWERTZ VIII XIII XVII XVIII XXIII
    """.split()
)

_LETTERED = re.compile(
    r"\b(?:signs?|letters?|lettering|banners?|bunting|plaques?|garlands?|patch|stamps?|marquee|letterboard|schild\w*|schriftzug\w*|buchstaben"
    r"|panneaux?|lettres?|enseigne|plaque|insegna|targa|scritta|letrero|cartel|letras?)\b",
    re.IGNORECASE,
)
"""Things on which words are lettered."""


@rule(
    "TI-014",
    reads="title",
    hint=r"[^\W\d_a-zß-öø-ÿœぁ-んァ-ヶ一-龠ー]{2}",
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Write words with a capital first letter only; fill in the brand column if the capitals are your brand's.",
    bad=[
        {"title": "HANDMADE oak bowl", "cure": "Handmade oak bowl"},
        {"title": "BOL EN CHÊNE fait main", "store": "amazon.fr", "cure": "BOL EN Chêne fait main"},
        {"title": "KNOTT oak BOWL", "brand": "Knott", "cure": "KNOTT oak Bowl"},
        {"title": "Oak bowl SOLID WOOD LARGE", "cure": "Oak bowl Solid Wood Large"},
    ],
    good=[
        "Handmade oak bowl, XXL, 925, MDF free, DIY",
        {"title": "KNOTT oak bowl", "brand": "KNOTT"},
        {"title": "KNOTT & SONS oak bowl", "brand": "Knott & Sons Ltd"},
        {"title": "Étui iPhone en cuir, fabriqué en UE, OEKO-TEX", "store": "amazon.fr"},
        "Louis XVIII style chair",
        {"title": "行灯 和紙 LED用 高さ18cm", "store": "amazon.co.jp"},
    ],
)
def check(title: Text, *, letters: int = 4, allow: tuple[str, ...] = ()) -> Findings:
    """Words of the title are in capitals.

    Amazon asks for titles that do not shout, and capitals read slower. Short words, sizes, units, marks of standards
    and the brand are let through; `allow` takes more. One word in capitals on a sign or a banner is probably what is
    written there, and said as a hint.
    """
    brand = title.fact("brand").casefold()
    kept = _ALLOWED | {word.upper() for word in allow}
    run: list[Word] = []
    for word in [*title.words, None]:
        loud = word is not None and _loud(word, letters, kept) and word.casefold() not in brand
        if word is not None and loud and (not run or title.value[run[-1].span[1] : word.span[0]].isspace()):
            run.append(word)
            continue
        if run:
            span = run[0].span[0], run[-1].span[1]
            shout = title.value[slice(*span)]
            calm = "".join(part.capitalize() if part.isalpha() else part for part in _parts(shout))
            lettered = len(run) == 1 and _LETTERED.search(title.value) is not None
            soft: Severity | None = "info" if lettered else None
            yield title.finding(say("'{shout}' is in capitals", shout=shout), span, fix=calm, safe=False, severity=soft)
        run = [word] if word is not None and loud else []


def _loud(word: str, letters: int, kept: frozenset[str] | set[str]) -> bool:
    latin = re.sub(r"[\u3040-\u30ff\u4e00-\u9fff]+", "", word)  # LED用 is LED with a Japanese ending
    if latin != word:
        word = Word(latin)
    return word.isupper() and word.isalpha() and len(word) >= letters and word not in kept


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for letter in text:
        if parts and parts[-1].isalpha() == letter.isalpha():
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts
