"""DS-023."""

import re

from ...rule import Findings, Text, rule, say

_DAMAGE = re.compile(
    r"(?:Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œžš›˜“”¢¦¡ ]?"
    r"|Â[\xa0-\xbf]|ðŸ[\x80-\xbf€-™‘’“”œžŸŽ]{1,2})+|\ufffd+"
)


@rule(
    "DS-023",
    reads=("title", "highlights", "bullet", "description", "keywords", "tag", "material", "personalisation", "option"),
    severity="warning",
    force="ours",
    stores=(),
    needs=("ã", "â", "ð", "\ufffd"),
    source="RULES.md DS-023 (no published source)",
    advice="Type the characters anew, or export the file again as UTF-8.",
    bad=[
        {"title": "Bol en chÃªne massif", "store": "amazon.fr", "cure": "Bol en chêne massif"},
        {"description": "A maker‚s mark: itâ€™s oak", "cure": "A maker‚s mark: it’s oak"},
        {"title": "Cr\ufffdme bowl"},
        {"title": "SchÃ¶ne GrÃ¼ÃŸe", "store": "amazon.de", "cure": "Schöne Grüße"},
    ],
    good=[
        {"title": "Bol crème brûlée, pâte à sel, Â la carte", "store": "amazon.fr"},
        {"title": "MAÇÃ de lã, edição SÃO", "store": "etsy"},
        {"title": "Château d’Yquem – « bol » à 20 °C", "store": "amazon.fr"},
    ],
)
def check(text: Text) -> Findings:
    """Characters were damaged: 'Ã©' stands where 'é' was meant.

    It happens when a file is saved in one encoding and opened in another. Shoppers see it, and search does not find the
    word. Where the damage can be undone with certainty a fix is offered; the sign � has lost what it was.
    """
    for found in text.find(_DAMAGE):
        damaged = found.group()
        yield text.finding(say("'{damaged}' is a damaged character", damaged=damaged), found.span(), fix=_undo(damaged))


def _undo(damaged: str) -> str | None:
    raw = bytearray()
    for letter in damaged:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return None
            raw.append(ord(letter))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
