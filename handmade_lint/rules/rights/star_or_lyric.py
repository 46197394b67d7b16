"""IP-014."""

from ...rule import Findings, Text, named, rule, say


@rule(
    "IP-014",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="error",
    source=("avclub, bustle, fastcompany 2015", "unanswered.io; merchguard; logoverify; crafters.market"),
    advice="Take the name, face or line out, or name the leave under [seller] licences.",
    lexicons=("stars-and-lyrics",),
    names=True,
    bad=[
        "Taylor Swift lyric bracelet",
        {"title": "Portrait de Frida Kahlo brodé", "store": "amazon.fr"},
        {"title": "Kissen Marilyn Monroe", "store": "amazon.de"},
        {"title": "Spilla Bob Ross in feltro", "store": "amazon.it"},
        {"title": "Pendientes de Dolly Parton", "store": "amazon.es"},
        {"title": "テイラー・スウィフトのブレスレット", "store": "amazon.co.jp"},
    ],
    good=[
        "Friendship bracelet with letters",
        "Custom name necklace: Taylor, Harry, Dolly, Elvis",
        "BTS: behind the scenes of my pottery. A swift, taylored to fly",
        {"title": "Collier prénom Frida, portrait d'une inconnue", "store": "amazon.fr"},
        {"title": "Bob Ross brush rest", "seller.licences": "Bob Ross Inc., letter of 2026"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a musician or another famous person, or quotes a registered line.

    Names, faces and slogans of stars are protected by marks and by the right to one's likeness, some long after death.
    How often they are reported is known through third parties only, so look at the case before you trust the word
    'error'. Given names alone are never meant.
    """
    for name in named(text, ["stars-and-lyrics"], kinds=["music", "artist"]):
        words = name.says(say("is a famous person's name or line: may you use it?"))
        yield text.finding(words, name.span, severity=name.severity("error"), **name.evidence)
