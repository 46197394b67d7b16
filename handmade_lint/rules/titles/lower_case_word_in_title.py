"""TI-015, with TI-033 and TI-034: titles in other languages than English are not judged."""

import re

from ...rule import Edit, Findings, Fix, Remark, Text, Word, guess_language, hanging, rule, say_many

_SMALL = re.compile(
    r"(?:x|cm|mm|m|km|in|inch|inches|ft|oz|lb|lbs|kg|g|mg|ml|cl|l|pcs|ct|k|kt|w|hr|hrs|mths|yrs|st|nd|rd|th|vs|aka|de|du|la|le|les|los|las|el|il|lo"
    r"|van|von|der|del|di|da|y|et|en|than|if|between|around|about|under|through|like|inside|against|not|no|be|when|who|all"
    r"|me|us|he|she|they|them|your|their|his|her)"
)


@rule(
    "TI-015",
    reads="title",
    severity="info",
    force="advice",
    stores=["amazon.com", "amazon.ca", "amazon.co.uk"],
    languages=["en"],
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Begin each word with a capital, except articles, conjunctions and prepositions.",
    bad=[
        {"title": "mug with blue glaze", "cure": "Mug with Blue Glaze"},
        {"title": "Oakline bread Bowl, hand-turned", "cure": "Oakline Bread Bowl, Hand-turned"},
        {"title": "Women's wool hat, 25 cm", "cure": "Women's Wool Hat, 25 cm"},
    ],
    good=[
        "Mug with Blue Glaze",
        {"title": "knott Wool Hat", "brand": "knott"},
        "Leather Sleeve for iPhone and eBook Reader, 14k Gold, 25 cm x 3 in",
        {"title": "Bol en chêne huilé", "store": "amazon.ca", "language": "fr"},
        {"title": "Schale aus Eiche, geölt", "store": "amazon.com", "language": "de"},
        "Hand-turned Oak Bowl for Mum's Kitchen, Set of 2",
        "Café au Lait Bowl, Crème de la Crème Print",
        {
            "title": "Vaso in ceramica Wabi Sabi Raku",
            "description": "Questo vaso è stato fatto al tornio e cotto nel forno, con le crepe del Raku.",
        },
    ],
)
def check(title: Text) -> Findings:
    """A word of the title begins with a small letter.

    Amazon's title tips for English stores want each word to begin with a capital, except articles, conjunctions and
    prepositions. Other languages are not judged: French, Italian and Spanish titles are sentences, German ones write
    nouns large and the rest small, and nothing published asks otherwise. Units, the brand as it is written and words
    such as 'iPhone' are let through.
    """
    idle = hanging("en")
    brand = title.fact("brand")
    small = [word for word in title.words if _small(word) and word.casefold() not in idle and word not in brand]
    small = [word for word in small if not _foreign(title, word)]
    if not small or any(
        guess_language(text)[0] not in ("", "en") for text in (title.value, title.fact("description")[:1000])
    ):
        return
    different = [f"'{word}'" for word in dict.fromkeys(small)]
    named = ", ".join(different[:5]) + (", …" if len(different) > 5 else "")
    edits = tuple(Edit(title.field, word.span[0], word.span[0] + 1, word[0].upper()) for word in small)
    yield Remark(
        say_many(
            "{named} begins with a small letter", "{named} begin with a small letter", len(different), named=named
        ),
        title.field,
        small[0].span,
        Fix(edits, safe=False),
    )


def _small(word: Word) -> bool:
    return word.isascii() and word[0].islower() and word.islower() and not _SMALL.fullmatch(word) and len(word) > 1


def _foreign(title: Text, word: Word) -> bool:
    """Whether it stands in a French or Italian phrase, or behind a hyphen or a dot."""
    start = word.span[0]
    if start and title.value[start - 1] in "-.&/'’@_":
        return True
    around = re.findall(r"\w+", title.value[max(0, start - 12) : word.span[1] + 12])
    return any(not one.isascii() for one in around)
