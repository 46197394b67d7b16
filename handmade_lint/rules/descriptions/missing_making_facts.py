"""DS-020."""

import re
from collections.abc import Mapping
from functools import cache

from ...rule import Findings, Listing, Remark, guess_language, lexicon, rule, say, say_all, speaks_language

_MEASURE = re.compile(
    r"\d(?:\s?(?:x|×|by|sur)\s?\d|[\d.,]*\s?(?:mm|cm|m|km|in|inch(?:es)?|ft|feet|yards?|g|kg|oz|lbs?|ml|cl|l|lit(?:er|re)s?|ounces?|pounds?|"
    r"grams?|grammes?|gramm|zoll|pollici|pulgadas|pouces|ミリ|センチ|グラム)(?!\w)|\s?[\"″])",
    re.IGNORECASE,
)
_NAMED_SIZE = re.compile(
    r"\b(?:sizes?|taille|größe|taglia|talla)\s*:?\s*(?:one size|unique|XS|S|M|L|XL|\d)", re.IGNORECASE
)
_SIZE_WORDS = ("size", "taille", "größe", "grösse", "taglia", "talla")
_SHORT = 400
"""Characters below which a text is looked at first: titles and bullet points mostly tell enough."""
_JAPANESE_SIZES = ("ミリ", "センチ", "グラム", "リットル", "サイズ")
_WORD = re.compile(r"\w+")
_ELSEWHERE = frozenset(["bullet", "material", "size", "highlights"])
"""Columns in which the facts may stand; a table without any of them does not hold the whole page."""
_LEXICONS = {"material": "told-materials", "technique": "making-words", "care": "care-advice"}
_NAMES = {"material": say("material"), "size": say("size"), "technique": say("technique"), "care": say("care")}


@rule(
    "DS-020",
    reads=("description", "bullet", "title", "highlights", "material", "size"),
    severity="info",
    force="ours",
    languages=("en", "fr", "de", "it", "es", "ja"),
    source=("handmade-lint's own (no published source found)", "Amazon Handmade eligibility and policy"),
    advice="Add a sentence on each: what of, how big, how made, how to care for it.",
    bad=[
        {
            "title": "Bowl",
            "columns": ["bullet"],
            "description": "A lovely thing for your home and for people whom you love.",
        },
        {
            "title": "Bol",
            "columns": ["bullet"],
            "description": "Un bel objet pour la maison, à offrir ou à garder.",
            "store": "amazon.fr",
        },
        {
            "title": "Schale",
            "columns": ["bullet"],
            "description": "Ein schönes Stück Eiche für Ihr Zuhause.",
            "store": "amazon.de",
        },
        {
            "title": "Ciotola in legno",
            "columns": ["bullet"],
            "description": "Un bell'oggetto per la casa.",
            "store": "amazon.it",
        },
        {
            "title": "Cuenco de madera",
            "columns": ["bullet"],
            "description": "Un bonito objeto para el hogar.",
            "store": "amazon.es",
        },
        {
            "title": "木製の器",
            "columns": ["bullet"],
            "description": "毎日の暮らしに。贈り物にも。",
            "store": "amazon.co.jp",
        },
    ],
    good=[
        {"title": "Oak bowl", "description": "Turned by hand, 20 cm wide."},
        {"title": "Bol en chêne", "description": "Tourné à la main. Laver à la main.", "store": "amazon.fr"},
        {"title": "Eichenschale", "description": "Gedrechselt, 20 cm, Handwäsche", "store": "amazon.de"},
        {"title": "Ciotola", "bullet.1": "Legno di quercia", "bullet.2": "Tornita, 20 cm", "store": "amazon.it"},
        {"title": "Cuenco de madera", "description": "Torneado a mano, 20 cm", "store": "amazon.es"},
        {"title": "楢の器", "description": "轆轤で挽き、直径20センチ", "store": "amazon.co.jp"},
        {"title": "Bowl", "material.1": "Oak", "size": "20 cm", "description": "Turned on a lathe for your home."},
        {"title": "Oak bowl, a listing without any text"},
        {"title": "Bowl", "description": "A lovely thing, in a table that has no column for anything else."},
        {
            "title": "Raku vase",
            "description": "This vase is thrown on the wheel and fired with leaves. It is 18 cm high.",
            "bullet.1": "Stoneware",
            "store": "amazon.fr",
        },
    ],
)
def check(listing: Listing, *, least: int = 3) -> Findings:
    """The texts tell fewer than three of four facts: material, size, technique, care.

    A standard for descriptions of handmade goods is said to exist but was not found; these four facts stand in for it.
    Title, bullet points and description are read together, and the columns of material and size count. A table that has
    none of these columns does not show the whole page, and is not judged; a text in another language than that of its
    store is read in its own. A rule of ours.
    """
    if not _ELSEWHERE & listing.columns:
        return
    texts = [value for name in ("description", "bullet", "highlights") for _, value in listing.read(name)]
    if not texts:
        return
    texts.append(listing.get("title"))
    everything = "\n".join(texts)
    language = listing.language
    if not speaks_language(everything, language):
        guessed = guess_language(everything[:2000])[0]
        language = guessed or language
    told = {
        "material": any(True for _ in listing.read("material")),
        "size": bool(listing.get("size")),
        "technique": False,
        "care": False,
    }
    short = [text for text in texts if len(text) < _SHORT]
    _tell(told, " ".join(short).casefold().split(), language)
    told["size"] = told["size"] or _sized(short)
    if sum(told.values()) >= least:
        return
    plain = everything.casefold()
    _tell(told, plain.split(), language)
    if sum(told.values()) >= least:
        return
    told["size"] = told["size"] or _sized(texts)
    if sum(told.values()) >= least:
        return
    _tell(told, _WORD.findall(plain), language)
    if sum(told.values()) >= least:
        return
    for name, known in _LEXICONS.items():
        told[name] = told[name] or any(lexicon(known).find(text, language) for text in texts)
    missing = [words for name, words in _NAMES.items() if not told[name]]
    if len(_NAMES) - len(missing) < least:
        field = "description" if listing.get("description") else "bullet.1"
        yield Remark(say("nothing is told on {missing}", missing=say_all(missing)), field)


def _tell(told: dict[str, bool], words: list[str], language: str) -> None:
    """Mark the facts that one of some words tells."""
    for facts in set(map(_plain_words(language).get, words)):
        told.update(dict.fromkeys(facts or (), True))


def _sized(texts: list[str]) -> bool:
    """Whether one of some texts tells a size or weight."""
    return any(
        _MEASURE.search(text)
        or (any(word in text.casefold() for word in _SIZE_WORDS) and _NAMED_SIZE.search(text))
        or (not text.isascii() and any(sign in text for sign in _JAPANESE_SIZES))
        for text in texts
    )


@cache
def _plain_words(language: str) -> Mapping[str, frozenset[str]]:
    """Words that alone tell a fact, and the facts that they tell."""
    tells: dict[str, set[str]] = {}
    for fact, known in _LEXICONS.items():
        for term in lexicon(known).terms(language):
            if term.isalpha():
                tells.setdefault(term, set()).add(fact)
    return {word: frozenset(facts) for word, facts in tells.items()}
