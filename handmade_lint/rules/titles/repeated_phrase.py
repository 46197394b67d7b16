"""TI-012."""

from ...rule import FUNCTION_WORDS, Findings, Text, Word, rule, say


@rule(
    "TI-012",
    reads="title",
    severity="info",
    force="ours",
    languages=("en", "fr", "de", "it", "es"),
    source="https://www.onlinehaendler-news.de/amazon/marktplatz/amazon-anforderungen-produkttitel",
    advice="Say it once; the room is better used for size or finish.",
    bad=[
        "Gift Box, Oak Gift Box",
        {"title": "Boîte à bagues, boîte à bagues en noyer", "store": "amazon.fr"},
        {"title": "Silberne Kette mit Herz, silberne Kette mit Stern", "store": "amazon.de"},
        {"title": "Ciotola in legno d'ulivo, tagliere in legno d'ulivo", "store": "amazon.it"},
        {"title": "Taza de cerámica azul, regalo taza de cerámica", "store": "amazon.es"},
    ],
    good=[
        "Gift Box in Oak",
        "Hand in Hand Ring, Side by Side",
        "Oak Box for a Ring, Ring Box",
        {"title": "Lot de 2 bols en grès, bol en grès", "store": "amazon.fr"},
        {"title": "Schale 20 x 5 cm, Deckel 20 x 5 cm", "store": "amazon.de"},
        {"title": "New York New York Print", "brand": "New York"},
        {"title": "Bol en chêne et cuillère en chêne", "store": "amazon.fr"},
    ],
)
def check(title: Text) -> Findings:
    """A phrase of two words or more stands in the title twice.

    Amazon's policy counts words (TI-011); German and Chinese summaries of it read it as covering phrases too. That is a
    third party's reading, hence a hint of ours. A phrase has at least two words beside articles and prepositions.
    """
    if not title.repeats:
        return
    idle = FUNCTION_WORDS.get(title.language, frozenset())
    words = [word for word in title.words if not word[0].isdigit()]
    plain = [word.casefold().replace("’", "'") for word in words]
    brand = title.fact("brand").casefold()
    last = -1
    for n in range(len(words)):
        if n <= last or plain[n] in idle:
            continue
        length, first = max(((_same(title, words, plain, m, n), m) for m in range(n)), default=(0, 0))
        while length and plain[n + length - 1] in idle:
            length -= 1
        said = [word for word in plain[n : n + length] if word not in idle and len(word) > 2]
        if len(said) < 2 or " ".join(plain[n : n + length]) in brand:
            continue
        span = words[n].span[0], words[n + length - 1].span[1]
        before = title.value[words[first].span[0] : words[first + length - 1].span[1]]
        yield title.finding(say("'{value}' repeats '{before}'", value=title.value[slice(*span)], before=before), span)
        last = n + length - 1


def _same(title: Text, words: list[Word], plain: list[str], first: int, second: int) -> int:
    """How many words from `first` on also stand from `second` on, within one phrase and without overlap."""
    length = 0
    while second + length < len(words) and first + length < second and plain[first + length] == plain[second + length]:
        if length and any(_parted(title, words[at + length - 1], words[at + length]) for at in (first, second)):
            break
        length += 1
    return length


def _parted(title: Text, before: Word, word: Word) -> bool:
    gap = title.value[before.span[1] : word.span[0]]
    return any(sign in gap for sign in ",;:|/()–—") or " - " in gap
