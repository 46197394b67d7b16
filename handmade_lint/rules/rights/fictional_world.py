"""IP-011."""

from ...rule import Findings, Text, named, rule, say


@rule(
    "IP-011",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="error",
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201361070",
        "unanswered.io; merchguard; logoverify; crafters.market",
    ),
    advice="Take the name and the figure out, or name the owner's licence under [seller] licences.",
    lexicons=("fictional-worlds",),
    names=True,
    bad=[
        "Hogwarts candle",
        {"title": "Doudou Stitch au crochet", "store": "amazon.fr"},
        {"title": "Herr der Ringe Buchstütze aus Eiche", "store": "amazon.de"},
        {"bullet.1": "Orecchini di Hello Kitty", "store": "amazon.it"},
        {"title": "Taza de Super Mario", "store": "amazon.es"},
        {"title": "トトロのブローチ", "store": "amazon.co.jp"},
    ],
    good=[
        "Wizard candle with a wand and an elf",
        {
            "description": "Cross stitch kit for Wednesday evenings; frozen flowers, a marvel to look at. Mario and "
            "Alice made it"
        },
        {"title": "Trousse au point mousse, motif reine des neiges et dragon", "store": "amazon.fr"},
        {"description": "Io lego ogni mazzo con lo spago; un encanto di bouquet", "store": "amazon.it"},
        {"title": "Hogwarts candle", "seller.licences": "Harry Potter and Hogwarts: licence 2026-031"},
        {"title": "Moana, ocean print; Bluey grey glaze", "brand": "Moana"},
        {"description": "For the doctor who delivered my son. Stranger things have happened"},
        {"description": "Une taverne de hobbits en laine ? Non, une maison de souris", "store": "amazon.fr"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a film, series, book, game or toy, or one of its figures.

    Their owners watch marketplaces closely, and 'handmade' or 'fan' is no leave. Amazon's policy on intellectual
    property bars it; which names are reported most is known through third parties. A name is a question, not a
    verdict: the row waits until you say what part the name plays. Words with a plain sense (stitch, frozen, mario,
    wednesday, bluey, moana) count together with the world's other names only; names made
    of plain words (Stranger Things) only when written with capitals.
    """
    for name in named(text, ["fictional-worlds"], kinds=["character", "world", "film", "game"]):
        words = name.says(say("belongs to a film, book or game: does its owner let you use it?"))
        yield text.finding(words, name.span, severity=name.severity("error"), **name.evidence)
