"""IP-001."""

from ...rule import HANDMADE_STORES, Findings, Text, named, rule, say


@rule(
    "IP-001",
    reads=("title", "highlights", "bullet", "description"),
    severity="error",
    stores=HANDMADE_STORES,
    source="https://global.lianlianpay.com/channel/7-21201.html",
    advice="Take the name out, or name the owner's written leave under [seller] licences.",
    lexicons=("clothing-brands",),
    names=True,
    bad=[
        "Painted Converse with sunflowers",
        {"title": "Baskets Vans personnalisées, fleurs peintes à la main", "store": "amazon.fr"},
        {"bullet.1": "Kette mit Anhänger aus einem Louis Vuitton Knopf", "store": "amazon.de"},
        {"title": "Scarpe Converse dipinte a mano", "store": "amazon.it"},
        {"title": "Bolso con parche Gucci", "store": "amazon.es"},
    ],
    good=[
        "Canvas shoes, painted with sunflowers",
        {"description": "We converse with every customer and load two vans each week. Room sign with the name Levi's"},
        {"title": "Statue d'Hermès, dieu messager, en plâtre patiné", "store": "amazon.fr"},
        {"title": "Replica of a Gucci bag in felt"},
        {"title": "Gucci Enamel Mug", "seller.licences": "Gucci: letter of 3 May 2026"},
        {"title": "Figur der Göttin Nike aus Ton", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a maker of shoes, denim or fashion.

    Amazon's guide for handmade clothing, known through a copy, wants the owner's written leave for such names in title
    and description. A name is a question, not a verdict: the row waits until you say what part the name plays. Names of
    what the thing fits or is made of are said as a note; names that are also plain words, given names or gods count
    beside a word for shoes or clothes only. A name of which a copy is offered is IP-002's.
    """
    for name in named(text, ["clothing-brands"], kinds=["luxury", "designer"], things=True):
        words = name.says(say("is a firm's name: does its owner let you use it?"))
        yield text.finding(words, name.span, severity=name.severity("error"), **name.evidence)
