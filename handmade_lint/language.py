"""Which of the six languages a text is written in, by its function words; no model, and no answer when in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .expressions import expression
from .said import say

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        [
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "but",
            "by",
            "can",
            "each",
            "for",
            "from",
            "has",
            "have",
            "i",
            "in",
            "into",
            "is",
            "it",
            "its",
            "made",
            "my",
            "no",
            "nor",
            "not",
            "of",
            "off",
            "on",
            "onto",
            "or",
            "our",
            "over",
            "per",
            "so",
            "that",
            "the",
            "these",
            "this",
            "to",
            "up",
            "via",
            "was",
            "which",
            "will",
            "with",
            "without",
            "yet",
            "you",
            "your",
        ]
    ),
    "fr": frozenset(
        [
            "à",
            "au",
            "aux",
            "avec",
            "ce",
            "ces",
            "cette",
            "chez",
            "dans",
            "de",
            "des",
            "du",
            "elle",
            "en",
            "est",
            "et",
            "fait",
            "il",
            "je",
            "l",
            "la",
            "le",
            "les",
            "leur",
            "mais",
            "mes",
            "mon",
            "ni",
            "nos",
            "notre",
            "nous",
            "ou",
            "où",
            "par",
            "pas",
            "pour",
            "qui",
            "sans",
            "se",
            "ses",
            "son",
            "sont",
            "sur",
            "un",
            "une",
            "vers",
            "vos",
            "votre",
            "vous",
            "d",
            "qu",
        ]
    ),
    "de": frozenset(
        [
            "ab",
            "als",
            "am",
            "an",
            "auf",
            "aus",
            "bei",
            "bis",
            "das",
            "dem",
            "den",
            "der",
            "des",
            "die",
            "durch",
            "ein",
            "eine",
            "einem",
            "einen",
            "einer",
            "eines",
            "für",
            "gegen",
            "ich",
            "im",
            "in",
            "ins",
            "ist",
            "kann",
            "mein",
            "meine",
            "mit",
            "nach",
            "nicht",
            "oder",
            "ohne",
            "seit",
            "sich",
            "sie",
            "sind",
            "sowie",
            "um",
            "und",
            "unser",
            "unter",
            "vom",
            "von",
            "vor",
            "werden",
            "wird",
            "zu",
            "zum",
            "zur",
            "über",
        ]
    ),
    "it": frozenset(
        [
            "a",
            "ad",
            "ai",
            "al",
            "alla",
            "alle",
            "allo",
            "anche",
            "che",
            "con",
            "col",
            "da",
            "dai",
            "dal",
            "dalla",
            "dei",
            "del",
            "della",
            "delle",
            "dello",
            "di",
            "e",
            "è",
            "ed",
            "fra",
            "gli",
            "i",
            "il",
            "in",
            "la",
            "le",
            "lo",
            "ma",
            "mia",
            "mio",
            "ne",
            "nei",
            "nel",
            "nella",
            "non",
            "o",
            "ogni",
            "per",
            "più",
            "questa",
            "questo",
            "sono",
            "sua",
            "suo",
            "senza",
            "si",
            "su",
            "sui",
            "sul",
            "sulla",
            "tra",
            "un",
            "una",
            "uno",
            "l",
        ]
    ),
    "es": frozenset(
        [
            "a",
            "al",
            "ante",
            "bajo",
            "cada",
            "como",
            "con",
            "contra",
            "de",
            "del",
            "desde",
            "e",
            "el",
            "en",
            "entre",
            "es",
            "esta",
            "este",
            "está",
            "hacia",
            "hasta",
            "la",
            "las",
            "lo",
            "los",
            "mi",
            "muy",
            "no",
            "o",
            "para",
            "pero",
            "por",
            "puede",
            "que",
            "se",
            "sin",
            "sobre",
            "son",
            "su",
            "sus",
            "tras",
            "un",
            "una",
            "unos",
            "y",
        ]
    ),
}
"""Words that hold a sentence together (LEXICON list 22, with the commonest verbs and pronouns)."""

_OWNERS: Mapping[str, tuple[str, ...]] = {
    word: tuple(code for code, known in FUNCTION_WORDS.items() if word in known)
    for word in frozenset().union(*FUNCTION_WORDS.values())
}
CAPITALS = frozenset(
    """
    CM MM KM DM KG MG ML CL OZ LB LBS FT GSM DPI RPM XS XXS XL XXL XXXL XXXXL CZ PU PVC PLA PETG ABS PTFE LED OLED USB
    HDMI NFC UV MDF HDF HPL EVA TPU PET PP PE BPA DIN ISO CE UKCA FSC PEFC GOTS OEKO OEKOTEX TEX REACH ROHS ASTM CPSIA
    ANSI EUDR UK USA US EU UE FR JP NYC DIY RSVP OOAK FAQ NB PS TV PC CD DVD LP VHS DSLR JPEG PDF SVG RGB CMYK RAL DMC
    AWG SWG ISBN NASA NATO UNESCO LGBT LGBTQ SPF WLAN HEPA QWERTY AZERTY QWERTZ AAA AA MIDI EAN SKU DNA
    II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXIII
    """.split()
)
"""Words that are written in capitals without shouting: units, sizes, materials, marks of standards, countries, numerals
(LEXICON list 27)."""

_QUOTED = expression(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"|『[^』]*』|「[^」]*」")
_QUOTES = ("«", "“", "„", '"', "『", "「")
_VOTES: Mapping[str, tuple[tuple[str, float], ...]] = {
    word: tuple((code, 1 / len(owners)) for code in owners) for word, owners in _OWNERS.items()
}
"""What a function word says for each language that has it."""
_WORD = expression(r"[^\W\d_]+")
_HEARD = expression(r"(?!\b[dl]\b(?!['’]))[^\W\d_]+")
_LONE = expression(r"\b[dl]\b(?!['’])")
"""A lone d or l, which is a word only where it is elided, and else a litre or a note."""
_KANA = expression(r"[\u3040-\u30ff\uff66-\uff9f]")
_LETTER = expression(r"[^\W\d_]")
_ACCENTS: Mapping[str, frozenset[str]] = {
    "fr": frozenset("éèêçàùœîôûâ"),
    "de": frozenset("äöüß"),
    "it": frozenset("èàòùìé"),
    "es": frozenset("ñáíóúé"),
}
_TELLING: Mapping[str, str] = {
    "en": "after before where when every than then this there them",
    "fr": "chaque après avant où quand puis cette comme depuis très est jusqu'à j'ai c'est",
    "de": "nach vor wenn dann jedes jede sehr auch noch schon bevor liegt wird sind hat",
    "it": "ogni poi più che sono mio mia prima dopo anche fino così quando nella degli è ho",
    "es": "cada muy donde cuando después hasta también más qué está los las y el antes",
}
"""Other words by which a language is known: they hold sentences together, and none is a word of the other five."""
_OWN: Mapping[str, frozenset[str]] = {
    code: frozenset(word for word in known if len(_OWNERS[word]) == 1) | frozenset(_TELLING.get(code, "").split())
    for code, known in FUNCTION_WORDS.items()
}
"""Words that no other of the languages has."""
NAMES: Mapping[str, str] = {
    "en": say("English"),
    "fr": say("French"),
    "de": say("German"),
    "it": say("Italian"),
    "es": say("Spanish"),
    "ja": say("Japanese"),
}


def speaks(text: str, language: str) -> bool:
    """Whether a text is plainly in a language: it has at least two function words of its own, and one in 25 words.

    Of a long text the beginning and the end are looked at. Quick, and False where it cannot tell; `guess` then looks at
    all languages and the whole text.
    """
    words = (text if len(text) < 600 else f"{text[:250]} {text[-250:]}").casefold().split()
    return len(_OWN.get(language, frozenset()).intersection(words)) >= max(2, len(words) / 25)


@lru_cache(maxsize=1024)
def guess(text: str) -> tuple[str, float]:
    """Guess the language of a text.

    Returns:
        (code, margin): ISO 639-1 code of one of LANGUAGES, or '' when no language leads clearly; the margin (0 to 1) is
        the share of function words by which the first leads the second. Words that several languages share count a
        part for each; quotations do not count.
    """
    if any(mark in text for mark in _QUOTES):
        text = _QUOTED.sub(" ", text) if len(_QUOTED.sub("", text)) > 10 else text
    if not text.isascii() and _KANA.search(text):
        letters = len(_LETTER.findall(text))
        if letters and len(_KANA.findall(text)) / letters > 0.15:
            return "ja", 1.0
    plain = text.casefold()
    words = _WORD.findall(plain)
    lone = len(_LONE.findall(plain)) if "d" in words or "l" in words else 0
    if len(words) == lone:
        return "", 0.0
    if lone:
        words = _HEARD.findall(plain)
    ascii_only = plain.isascii()
    votes = dict.fromkeys(FUNCTION_WORDS, 0.0)
    for word in [word for word in words if word in _VOTES or not (ascii_only or word.isascii())]:
        for code, share in _VOTES.get(word, ()):
            votes[code] += share
        if not (ascii_only or word.isascii()):
            for code, accents in _ACCENTS.items():
                if not accents.isdisjoint(word):
                    votes[code] += 0.25
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])
    (first, most), (_, next_most) = ranked[:2]
    total = sum(votes.values())
    if most < 2 or most < 1.5 * next_most:
        return "", 0.0
    return first, (most - next_most) / total


_NOT_WORD = expression(r"[\W_]+")
_DIGITS = expression(r"\d+")


@lru_cache(maxsize=1024)
def shingles(text: str) -> frozenset[str]:
    """Every stretch of four characters of a text, case and marks left aside: what likeness compares."""
    plain = _NOT_WORD.sub(" ", text.casefold()).strip()
    return frozenset(plain[start : start + 4] for start in range(max(1, len(plain) - 3))) if plain else frozenset()


def likeness(one: str, other: str) -> float:
    """How alike two texts are: the share of their shingles that both have (0 to 1).

    Two texts that differ in a number are 0: sizes, weights and counts make statements different that read alike. So are
    texts of which one is much longer.
    """
    if 10 * min(len(one), len(other)) < 7 * max(len(one), len(other)):
        return 0.0
    if sorted(_DIGITS.findall(one)) != sorted(_DIGITS.findall(other)):
        return 0.0
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second) if first and second else 0.0


_ENDS = 12
"""Words at either end of a short text of which texts that are alike nearly always share one run."""
_LONG = 600
"""Characters from which on a text is long, and its ends are twice as many words: habits of speech fill no more."""


def ends(text: str) -> tuple[str, str]:
    """The first and the last words of a text, case and spaces left aside.

    Texts that are alike nearly always share one of the two, so that they are found by equal keys.
    """
    words, reach = (2 * _ENDS, 480) if len(text) > _LONG else (_ENDS, 240)
    first, last = text[:reach].casefold().split(None, words), text[-reach:].casefold().rsplit(None, words)
    return " ".join(first[:words]), " ".join(last[-words:])
