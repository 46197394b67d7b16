"""HM-030."""

from ...rule import HANDMADE_STORES, STORE_LANGUAGES, Findings, Seller, guess_language, rule, say


@rule(
    "HM-030",
    reads="seller.about",
    stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.it/gp/help/external/G7TEMLUGAH27UDS9",
        "https://global.lianlianpay.com/channel/7-21224.html",
    ),
    advice="Translate the story; picture, name and address are copied from country to country, the texts are not.",
    bad=[
        {
            "seller.about": "I make bowls and spoons of oak in a small workshop by the sea, and I oil each of them",
            "store": "amazon.fr",
        },
        {"seller.about": "Je tourne des bols et des cuillères dans un petit atelier au bord de la mer"},
    ],
    good=[
        {"seller.about": "Je tourne des bols et des cuillères dans un petit atelier", "store": "amazon.fr"},
        {"seller.about": "I make bowls and spoons of oak in a small workshop by the sea"},
        {"seller.about": "Atelier Brume, Rennes", "store": "amazon.de"},
    ],
)
def check(seller: Seller, *, letters: int = 40, margin: float = 0.4) -> Findings:
    """The story of the shop is in another language than the store's.

    There is one profile for each country. Picture, name and short address are copied over, but the story must be
    translated. Where a run is for several stores, a story in the language of any one of them is let through.
    """
    about = seller.get("about")
    if len(about) < letters:
        return
    wanted = sorted({STORE_LANGUAGES[store] for store in seller.stores})
    code, lead = guess_language(about)
    if code and code not in wanted and lead >= margin:
        words = say("the story seems to be '{code}', the store is '{wanted}'", code=code, wanted=", ".join(wanted))
        yield seller.finding("about", words, language=code, lead=round(lead, 2))
