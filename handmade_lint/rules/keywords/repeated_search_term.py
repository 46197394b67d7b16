"""KW-012."""

from ...rule import Edit, Findings, Fix, Listing, Remark, Text, Word, rule, say_many


@rule(
    "KW-012",
    reads="keywords",
    severity="info",
    force="advice",
    source="https://sellercentral.amazon.com/gp/help/external/G23501",
    advice="Say each word once; the order does not matter to search.",
    bad=[
        {"keywords": "bowl oak bowl", "cure": "bowl oak"},
        {"keywords": "bol chêne, bol pain, Bol bois", "store": "amazon.fr", "cure": "bol chêne, pain, bois"},
        {"keywords": "oak bowl", "keywords.2": "bread bowl"},
    ],
    good=[
        "oak bowl bread bowls",
        {"keywords": "bol bols chêne", "store": "amazon.fr"},
        {"keywords": "木の器 木の皿", "store": "amazon.co.jp"},
    ],
)
def check(listing: Listing) -> Findings:
    """A word stands in the search terms more than once.

    Amazon advises against it: the second time is not searched, and takes room from another word. All columns of search
    terms count together.
    """
    if listing.language == "ja":
        return
    words = " ".join([value for _, value in listing.read("keywords")])
    if not words or not Text(listing, "keywords", words).repeats:
        return
    seen: set[str] = set()
    for field, value in listing.read("keywords"):
        text = Text(listing, field, value)
        again: list[Word] = []
        for word in text.words:
            plain = word.casefold()
            if plain in seen and len(plain) > 1:
                again.append(word)
            seen.add(plain)
        if again:
            named = ", ".join(dict.fromkeys(f"'{word.casefold()}'" for word in again))
            edits = tuple(_without(text, word) for word in again)
            words = say_many(
                "{named} stands there more than once",
                "{named} stand there more than once",
                len({word.casefold() for word in again}),
                named=named,
            )
            yield Remark(words, field, again[0].span, Fix(edits))


def _without(text: Text, word: Word) -> Edit:
    start, end = word.span
    if text.value[end : end + 1] == " ":
        return Edit(text.field, start, end + 1, "")
    while start > 0 and text.value[start - 1] == " ":
        start -= 1
    return Edit(text.field, start, end, "")
