"""HM-049."""

from ...rule import Findings, Text, lexicon, rule, say


@rule(
    "HM-049",
    reads=("title", "highlights", "bullet", "description"),
    force="ours",
    stores=[],
    lexicons=["only-one-made"],
    source="handmade-lint's own (no published source found)",
    advice="Set the stock to 1, or say that each piece differs from the others.",
    bad=[
        {"title": "One of a kind bowl", "quantity": "40", "store": "amazon.com"},
        {"title": "Bol en grès, pièce unique", "quantity": "12", "store": "amazon.fr"},
        {"title": "Schale, Unikat", "quantity": "5", "store": "amazon.de"},
        {"title": "Ciotola, pezzo unico", "quantity": "5", "store": "amazon.it"},
        {"title": "Cuenco, pieza única", "quantity": "5", "store": "amazon.es"},
        {"title": "一点もの 茶碗", "quantity": "5", "store": "amazon.co.jp"},
    ],
    good=[
        {"title": "One of a kind bowl", "quantity": "1", "store": "amazon.com"},
        {"title": "Bowl", "description": "Each bowl is one of a kind", "quantity": "40", "store": "amazon.com"},
        {"title": "Bol", "description": "Chaque bol est une pièce unique", "quantity": "40", "store": "amazon.fr"},
        {"title": "One of a kind bowl", "store": "amazon.com"},
        {"title": "Schale", "description": "Jede Schale ist ein Unikat", "quantity": "9", "store": "amazon.de"},
        {"title": "Tasse pour une maîtresse unique", "quantity": "9", "store": "amazon.fr"},
        {"title": "Kalimba", "bullet.1": "Cassa: scavata da un pezzo unico", "quantity": "5", "store": "amazon.it"},
        {
            "title": "Cuillère",
            "bullet.1": "Taillée dans une pièce unique de bois",
            "quantity": "5",
            "store": "amazon.fr",
        },
    ],
)
def check(text: Text) -> Findings:
    """The only one of its kind, and more than one in stock.

    This compares the listing's own words and number. 'Each is one of a kind' says that no two are alike, which is true
    of handwork, and is not meant.
    """
    quantity = text.fact("quantity").strip()
    if not quantity.isdecimal() or int(quantity) <= 1:
        return
    for hit in lexicon("only-one-made").find(text.value, text.language):
        words = say("'{match}', but {quantity} are in stock", match=text.value[hit.start : hit.end], quantity=quantity)
        yield text.finding(words, (hit.start, hit.end))
