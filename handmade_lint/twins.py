"""Letters that look like Latin ones, and signs that stand for letters: our own short list, after case folding.

The idea is that of Unicode's confusables (UTS 39); the pairs were chosen by us for what a seller can type.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

_LOOKS = {
    "a": "аαɑᴀａǻ", "b": "вьβʙƅ", "c": "сϲᴄƈς", "d": "ԁɗᴅđ", "e": "еєεᴇɛҽ", "f": "ƒғꜰ", "g": "ɡɢǥց", "h": "һнηʜħհ",
    "i": "іιɩɪıӏ¡", "j": "јᴊɉ", "k": "кκᴋƙ", "l": "ӏłʟɭ", "m": "мμᴍɱ", "n": "пηνɴŋոи", "o": "оοσøᴏօө", "p": "рρᴘþ",
    "q": "ԛզ", "r": "гʀɾя", "s": "ѕꜱʂ", "t": "тτᴛŧ", "u": "υμᴜսʋ", "v": "νѵᴠ", "w": "ԝωᴡшѡ", "x": "хχ×", "y": "уυγʏүყ",
    "z": "ζᴢƶʐ",
}  # fmt: skip
_LEET = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il", "€": "e", "£": "l", "+": "t",
}  # fmt: skip
SIGNS = "@$!|*€£+"
"""Signs that may stand for a letter inside of a word ('*' for any)."""
_MOST = 24
"""Readings of one word that are tried."""


@cache
def _options() -> dict[str, str]:
    options: dict[str, str] = {}
    for latin, others in _LOOKS.items():
        for other in others:
            options[other] = options.get(other, "") + latin
    for number in range(26):
        for first in (0x1F150, 0x1F170, 0x1F1E6):
            options[chr(first + number)] = chr(ord("a") + number)
    return options


def unaccented(word: str) -> str:
    """A word without the marks on its letters."""
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def latin(word: str) -> list[str]:
    """How a folded word with letters of other scripts or with marks may be read in plain Latin letters; [] if not."""
    known = _options()
    choices = []
    for letter in unaccented(word):
        choice = letter if letter.isascii() else known.get(letter, "")
        if not choice:
            return []
        choices.append(choice)
    return _spelled(choices)


def letters(word: str) -> list[str]:
    """How a folded word with digits and signs in place of letters may be read; '*' is kept."""
    return _spelled([_LEET.get(letter, letter) for letter in word])


def _spelled(choices: list[str]) -> list[str]:
    count = 1
    for at, choice in enumerate(choices):
        count *= len(choice)
        if count > _MOST:
            choices = [*choices[:at], *(one[0] for one in choices[at:])]
            break
    return ["".join(one) for one in product(*choices)]
