"""IP-015."""

from ...rule import Findings, Text, named, rule, say


@rule(
    "IP-015",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="warning",
    force="ours",
    source="answers.justia 1030080",
    advice="Name the old book and its drawings ('rabbit print after a plate of 1902'), or take the name out.",
    lexicons=("old-characters",),
    bad=[
        "Peter Rabbit print",
        {"title": "Mobile Winnie l'ourson en feutrine", "store": "amazon.fr"},
        {"title": "Peter Hase Spieluhr", "store": "amazon.de"},
        {"title": "Maschera di Zorro in cuoio", "store": "amazon.it"},
        {"title": "ピーターラビットの刺繍", "store": "amazon.co.jp"},
    ],
    good=[
        "Rabbit print with a blue jacket",
        "Alice in Wonderland tea cosy after Tenniel",
        {"title": "Mobile lapin et ourson en feutrine, doudou Pierre", "store": "amazon.fr"},
        {"title": "Broche zorro rojo de fieltro", "store": "amazon.es"},
        {"title": "Rope for a tarzan swing"},
    ],
)
def check(text: Text) -> Findings:
    """A text names an old figure whose name is a live mark.

    The book may be free, while a firm holds the name as a mark or a film's drawing of the figure; which part you use
    decides. This is a reading of our own of what lawyers answer in public. Alice without Disney, and words that are
    also plain (a fox is a 'zorro' in Spanish), are let through.
    """
    for name in named(text, ["old-characters"]):
        words = name.says(say("is out of copyright in part, but a live mark: do you use the old book's figure only?"))
        yield text.finding(words, name.span, severity=name.severity("warning"), **name.evidence)
