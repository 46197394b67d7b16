"""IP-013."""

from ...rule import Findings, Text, named, rule, say


@rule(
    "IP-013",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="warning",
    stores=["amazon.com"],
    source="unanswered.io; merchguard; logoverify; crafters.market",
    advice="Take the name out ('college colours'), or name the licence under [seller] licences.",
    lexicons=("colleges",),
    names=True,
    bad=["UGA Bulldogs tumbler", {"bullet.1": "Door hanger for Chi Omega sisters"}],
    good=[
        "Tumbler in college colours with a bulldog",
        "Georgia peach tumbler",
        "Alpha and omega cross; tiger, gator and wildcat prints",
        {"title": "Auburn Tigers wreath", "seller.licences": "Auburn Tigers: crafter's licence 2026"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a college team, a fraternity or a sorority.

    Colleges license their names, many with a cheap licence for crafters; known through third parties only. Names of our
    own list are said as a note. Places, animals and colours alone are never meant.
    """
    for name in named(text, ["colleges"], kinds=["university"]):
        words = name.says(say("belongs to a college or society: does it let you use it?"))
        yield text.finding(words, name.span, severity=name.severity("warning"), **name.evidence)
