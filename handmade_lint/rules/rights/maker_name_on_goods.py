"""IP-017."""

from ...rule import HANDMADE_STORES, Findings, Text, named, rule, say


@rule(
    "IP-017",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="warning",
    source=("unanswered.io; merchguard; logoverify; crafters.market", "cuttingforbusiness.com/?p=18769"),
    advice="Take the name out ('tractor sign'); where the thing fits theirs, write 'for' or 'fits' before the name.",
    lexicons=("makers-on-goods", "clothing-brands"),
    names=True,
    bad=[
        "John Deere sign",
        {"title": "Mug Starbucks personnalisé", "store": "amazon.fr"},
        {"title": "Holzschild Harley-Davidson", "store": "amazon.de"},
        {"title": "Orologio da parete logo Ford", "store": "amazon.it"},
        {"title": "Pulsera Pandora de plata", "store": "amazon.es"},
        {"title": "スタバ タンブラー 名入れ", "store": "amazon.co.jp"},
        {"title": "Nike keyring", "store": "amazon.in"},
    ],
    good=[
        "Tractor sign; jeep track print; box of Pandora; vans on the road to Hartford",
        "Tiffany-style lamp, Tiffany technique",
        {"title": "Lampe Tiffany en vitrail, bocal de pandore", "store": "amazon.fr"},
        {"title": "Foto nach Cartier-Bresson, Guinness-Buch der Rekorde", "store": "amazon.de"},
        {"title": "Guinness tap handle", "seller.licences": "Guinness: 2026-4"},
        {"description": "A red bull stood in the road, mountain dew on the windshield"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a maker of vehicles, drinks, tools or jewels.

    Such names are often put on signs, tumblers and tags, and their owners report them; known through third parties
    only. A name after 'for' or 'fits' is said as a note. Words with a plain sense (jeep, ford, vans, stanley, tiffany,
    pandora) count beside the firm's own things only. Names of fashion are judged by IP-001 in Handmade stores.
    """
    lists = ["makers-on-goods"] if text.store in HANDMADE_STORES else ["makers-on-goods", "clothing-brands"]
    kinds = ["consumer"] if text.store in HANDMADE_STORES else ["consumer", "luxury", "designer"]
    for name in named(text, lists, kinds=kinds, things=True):
        words = name.says(say("is a firm's name: does its owner let you put it on goods?"))
        yield text.finding(words, name.span, severity=name.severity("warning"), **name.evidence)
