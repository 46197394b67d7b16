"""KW-015."""

import re

from ...rule import FUNCTION_WORDS, Findings, Text, rule, say


@rule(
    "KW-015",
    reads="keywords",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Use the room for other words that shoppers may type.",
    bad=[
        {"title": "Oak Bread Bowl with a Lid", "keywords": "oak bread bowl lid"},
        {"title": "Bol à pain en chêne massif", "keywords": "bol pain chêne massif cuisine", "store": "amazon.fr"},
        {"title": "Schale aus Eiche für Brot", "keywords": "schale eiche brot", "store": "amazon.de"},
    ],
    good=[
        {"title": "Oak Bread Bowl with a Lid", "keywords": "loaf keeper proofing dish farmhouse bowl"},
        {
            "title": "Bol à pain en chêne massif",
            "keywords": "panière corbeille levée cuisine bol",
            "store": "amazon.fr",
        },
        {"title": "Bol à pain", "keywords": "à pain", "store": "amazon.fr"},
        {"title": "木の器 楢", "keywords": "木の器 楢", "store": "amazon.co.jp"},
        {"keywords": "oak bread bowl lid"},
    ],
)
def check(text: Text, *, words: int = 3, share: float = 0.5) -> Findings:
    """Half of the search terms, and at least three words, stand in the title already.

    Words of the title are searched anyhow, so that repeating them takes room and adds nothing. A rule of ours; Japanese
    is not judged, since its words are not told apart here.
    """
    if text.language == "ja":
        return
    both = set(re.findall(r"\w+", text.value.casefold())).intersection(
        re.findall(r"\w+", text.fact("title").casefold())
    )
    if len(both) < words:
        return
    idle = FUNCTION_WORDS.get(text.language, frozenset())
    title = {word.casefold() for word in Text(text.listing, "title", text.fact("title")).words} - idle
    own = {word.casefold(): word for word in text.words if word.casefold() not in idle}
    again = [word for plain, word in own.items() if plain in title]
    if len(again) >= words and len(again) >= share * len(own):
        named = ", ".join(f"'{word}'" for word in again)
        yield text.finding(say("{named} stand in the title already", named=named), again[0].span)
