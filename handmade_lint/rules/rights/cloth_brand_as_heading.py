"""IP-022."""

import re

from ...rule import Findings, Text, named, rule, say

_FIBRE = frozenset({"gore tex", "gore-tex", "cordura", "thinsulate", "kevlar", "lycra"})
_MADE_OF = re.compile(
    r"(?<!\w)(?:made|sewn|cut|from|with|of|in|using|lined|en|avec|dans|doublée?|aus|mit|in|di|con|de|in)(?!\w)[^.,;!?\n|]{0,24}$",
    re.IGNORECASE,
)


@rule(
    "IP-022",
    reads="title",
    severity="warning",
    force="ours",
    source=(
        "copyrightforcrafters.com; tabberone.com; elainesearer.com",
        "mama-marche.club/creema-kinshi; handmade-press.com; saita-puls.com/38548",
    ),
    advice="Name the thing first and the cloth after 'made from', keep the invoice, and say that you are not the firm.",
    lexicons=("cloth-brands",),
    names=True,
    bad=[
        "Liberty bag with zip",
        {"title": "Robe Liberty fleurie pour bébé", "store": "amazon.fr"},
        {"title": "Liberty-Kleid für Mädchen", "store": "amazon.de"},
        {"title": "Bolso Liberty de flores", "store": "amazon.es"},
        {"title": "リバティバッグ 花柄", "store": "amazon.co.jp"},
        "Cordura dog lead",
    ],
    good=[
        "Drawstring bag made from Liberty cotton",
        "Statue of Liberty print; Liberty, a name sign",
        {"title": "Barrette fleurie en tissu Liberty", "store": "amazon.fr"},
        {"title": "Mädchenkleid aus Liberty-Stoff", "store": "amazon.de"},
        "Dog lead of Cordura and leather",
        {"title": "Liberty bag", "seller.licences": "Liberty: trade account"},
    ],
)
def check(title: Text) -> Findings:
    """A title makes the name of a cloth's maker a heading of the product.

    In the United States a thing may be made of branded cloth if the notice is clear; elsewhere that is contested, and
    Japan is stricter. The reading taken here is our own: 'made from' the cloth is let through, 'Liberty bag' is a
    warning, and a branded fibre is meant only where it begins the title.
    """
    for name in named(title, ["cloth-brands"], kinds=["material-mark"]):
        before = title.value[: name.start]
        if name.name.casefold() in _FIBRE:
            if not re.search(r"\w", before):
                words = say("the title begins with '{name}', the mark of a cloth's maker", name=name.name)
                yield title.finding(words, name.span, severity="info")
        elif not _MADE_OF.search(before):
            words = say("'{name}' makes the cloth's maker a heading of your product", name=name.name)
            yield title.finding(words, name.span, severity=name.severity("warning"), **name.evidence)
