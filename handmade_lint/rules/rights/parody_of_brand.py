"""IP-032."""

from ...rule import OTHERS, Findings, Text, apart, lexicon, named, rule, say


@rule(
    "IP-032",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    source=("handmade-lint's own (no published source found)", "shopkeepsentry; shieldmyshop"),
    advice="Ask somebody who knows the law before you list it; a tool cannot tell a parody.",
    lexicons=("parody-words",),
    bad=[
        "Parody tee of Star Wars",
        {"title": "T-shirt parodie Chanel", "store": "amazon.fr"},
        {"title": "Rolex Parodie aus Holz", "store": "amazon.de"},
        {"title": "Parodia di Gucci, spilla", "store": "amazon.it"},
    ],
    good=[
        "Joke tee with a cat",
        {"title": "T-shirt parodie des contes de grand-mère", "store": "amazon.fr"},
        {"description": "A parody of my own older prints. The case fits iPhone"},
        {"title": "Parody tee of Star Wars", "seller.licences": "Star Wars: 2026-2"},
    ],
)
def check(text: Text, *, words: int = 6) -> Findings:
    """A text calls upon parody or fair use beside a name.

    Both are defences before a court, not a leave, and marketplaces do not try them. The note is our own and says
    nothing on the case; a joke without a name is not meant.
    """
    value = text.value
    pleas = lexicon("parody-words").find(value, text.language)
    for name in named(text, OTHERS) if pleas else ():
        for plea in pleas if name.part == "plain" else ():
            if apart(value, (plea.start, plea.end), name.span) < words:
                ends = min(plea.start, name.start), max(plea.end, name.end)
                said = value[plea.start : plea.end]
                yield text.finding(
                    say("'{said}' will not stop a notice about '{name}'", said=said, name=name.name),
                    ends,
                    name=name.name,
                )
                break
