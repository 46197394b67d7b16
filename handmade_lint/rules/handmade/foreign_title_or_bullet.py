"""HM-029."""

from ...rule import (
    HANDMADE_STORES,
    LANGUAGE_NAMES,
    STORE_LANGUAGES,
    Findings,
    Listing,
    Remark,
    guess_language,
    rule,
    say,
    speaks_language,
)


@rule(
    "HM-029",
    reads=("title", "highlights", "bullet"),
    severity="error",
    stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.it/gp/help/external/G7TEMLUGAH27UDS9",
        "https://global.lianlianpay.com/channel/7-21224.html",
        "https://sellercentral.amazon.de/gp/help/external/G201817850?language=de_DE",
    ),
    advice="Translate the text; customer service must speak the store's language, too.",
    bad=[
        {"title": "Bowl of oak for the bread and the fruit of your table", "store": "amazon.fr"},
        {"bullet.1": "Turned by hand from one piece of oak and oiled with linseed oil", "store": "amazon.de"},
        {"bullet.1": "Tourné à la main dans un seul morceau de chêne et huilé", "store": "amazon.com"},
    ],
    good=[
        {"title": "Bol en chêne pour le pain et les fruits de la table", "store": "amazon.fr"},
        {"title": "Bracelet « The Queen of the Night » en argent", "store": "amazon.fr"},
        {"title": "Pendentif Home is where the heart is, gravé à la main pour une amie", "store": "amazon.fr"},
        {"title": "Oak Bowl", "store": "amazon.de"},
        {"bullet.1": "Stimmung: d, a, d, Mensur 62 cm", "store": "amazon.de"},
        {"bullet.1": "Neck: ribbed band, no hood, no cords, no drawstrings"},
        {"bullet.1": "Tourné à la main dans un seul morceau de chêne", "store": "amazon.ca", "language": "fr"},
    ],
)
def check(listing: Listing, *, letters: int = 20, margin: float = 0.4) -> Findings:
    """A title or bullet point is in another language than the store's.

    Listing text in Handmade must be in the store's official language. The language is guessed by function words; only a
    clear lead is said, and quoted words and short texts are let through.
    """
    wanted = STORE_LANGUAGES.get(listing.store, "")
    if not wanted:
        return
    for read in ("title", "highlights", "bullet"):
        for field, value in listing.read(read):
            if len(value) < letters or speaks_language(value, wanted):
                continue
            code, lead = guess_language(value)
            if code and code not in (wanted, listing.language) and lead >= margin:
                asked = LANGUAGE_NAMES.get(wanted, wanted)
                words = say(
                    "the text seems to be {language}; {store} asks for {asked}",
                    language=LANGUAGE_NAMES[code],
                    store=listing.store,
                    asked=asked,
                )
                yield Remark(words, field, evidence={"language": code, "lead": round(lead, 2)})
