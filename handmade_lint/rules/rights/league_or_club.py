"""IP-012."""

from ...rule import Findings, Text, named, rule, say


@rule(
    "IP-012",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="error",
    source="unanswered.io; merchguard; logoverify; crafters.market",
    advice="Take the name out ('football wreath'), or name the licence under [seller] licences.",
    lexicons=("leagues-and-clubs",),
    names=True,
    bad=[
        "NFL wreath",
        {"title": "Écharpe tricotée Olympique de Marseille", "store": "amazon.fr"},
        {"title": "Holzschild Borussia Dortmund", "store": "amazon.de"},
        {"title": "Portachiavi Juventus FC in pelle", "store": "amazon.it"},
        {"title": "Cojín Real Madrid", "store": "amazon.es"},
    ],
    good=[
        "Football wreath in red and white",
        "Dallas skyline print with cowboys, giants, bears, eagles and lions",
        {
            "title": "Écharpe tricotée aux couleurs de Marseille, pour la coupe du monde des mamies",
            "store": "amazon.fr",
        },
        {"title": "NHL puck holder", "seller.licences": "NHL: licence 77"},
        {"description": "La liga lleva un hilo azul", "store": "amazon.es"},
        "A super bowl for soup; the Florida panthers of my youth",
    ],
)
def check(text: Text) -> Findings:
    """A text names a league, a cup or a club.

    Leagues and clubs license their names and send many notices; this is known through third parties only, so look at
    the case before you trust the word 'error'. It is said more softly outside amazon.com, and for club names of our own
    list. Towns, animals and trades alone are never meant.
    """
    for name in named(text, ["leagues-and-clubs"], kinds=["team"]):
        words = name.says(say("belongs to a league or club: does it let you use it?"))
        grave = name.severity("error" if text.store == "amazon.com" else "warning")
        yield text.finding(words, name.span, severity=grave, **name.evidence)
