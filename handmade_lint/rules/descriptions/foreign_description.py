"""DS-017."""

from ...rule import LANGUAGE_NAMES, STORE_LANGUAGES, Findings, Text, guess_language, rule, say, speaks_language

_TWO = frozenset(["amazon.com.be"])
"""Stores that take a second language which is not told apart here."""


@rule(
    "DS-017",
    reads="description",
    severity="error",
    source=(
        "https://sellercentral.amazon.de/gp/help/external/help.html?itemID=200390640&language=de_DE&ref=efph_200390640_relt_F9K4BWLZXRPC62U",
        "https://sellercentral.amazon.it/gp/help/external/G7TEMLUGAH27UDS9",
    ),
    advice="Translate the text; do not leave it to the store's machine.",
    bad=[
        {"description": "This bowl was turned by hand from one piece of oak and oiled.", "store": "amazon.it"},
        {"description": "This bowl was turned by hand from one piece of oak and oiled.", "store": "amazon.fr"},
        {"description": "Ce bol est tourné à la main dans un seul morceau de chêne et huilé.", "store": "amazon.com"},
    ],
    good=[
        {"description": "Questa ciotola è tornita a mano da un pezzo di quercia.", "store": "amazon.it"},
        {
            "description": "Bol « Made with love », tourné à la main dans un seul morceau de chêne.",
            "store": "amazon.fr",
        },
        {"description": "Oak bowl, 20 cm", "store": "amazon.fr"},
        {"description": "Esta tigela é feita de uma peça de madeira que não se repete", "store": "amazon.com.br"},
        {"description": "De kom is met de hand gedraaid in een stuk en is geolied", "store": "amazon.nl"},
        {
            "description": "Ce bol est tourné à la main dans un seul morceau de chêne.",
            "store": "amazon.ca",
            "language": "fr",
        },
        {"description": "Dieser Ring ist aus Silber. This ring is a gift.", "store": "amazon.de"},
    ],
)
def check(text: Text, *, letters: int = 20, margin: float = 0.4) -> Findings:
    """The description is in another language than the store's.

    Amazon asks for the language of the store in every text. The language is guessed by function words, and only a clear
    lead is said; texts shorter than `letters` and those of two languages are let through. amazon.ca takes French, too;
    stores whose language is not among the six that can be told apart are not judged.
    """
    wanted = STORE_LANGUAGES.get(text.store, "")
    if wanted not in LANGUAGE_NAMES or text.store in _TWO:
        return
    if len(text.value) < letters or speaks_language(text.value, wanted):
        return
    code, lead = guess_language(text.value)
    if code and code not in (wanted, text.language) and lead >= margin:
        words = say(
            "the text seems to be {language}; {store} asks for {wanted}",
            language=LANGUAGE_NAMES[code],
            store=text.store,
            wanted=LANGUAGE_NAMES.get(wanted, wanted),
        )
        yield text.finding(words, language=code, lead=round(lead, 2))
