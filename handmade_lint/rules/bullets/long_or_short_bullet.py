"""BU-002."""

from ...rule import Findings, Text, rule, say


@rule(
    "BU-002",
    reads="bullet",
    force="advice",
    hint=r"(?s)\A\s*.{0,9}\s*\Z|.{256}",
    source=(
        "https://www.skills.sh/kuudoai/skills/amazon-sp-listing-optimizer",
        "amazonlistingaudit.com/policy/bullet-point-guidelines",
        "godatafeed.com disapproval code 8102",
    ),
    advice="Say one fact in one sentence; move the story into the description.",
    bad=[
        "Oak " * 130,
        "Oak bowl",
        {
            "bullet.1": "Chaque bol est tourné dans mon atelier de Rennes, dans le tronc d'un seul arbre tombé pendant "
            "la tempête, puis séché deux ans sous abri, poncé à la main avec des grains de plus en plus fins, huilé "
            "trois fois à l'huile de lin et frotté à la laine jusqu'à ce que le bois prenne un doux éclat de satin",
            "store": "amazon.fr",
        },
    ],
    good=[
        "Turned from one piece of oak and oiled three times with linseed oil; the grain of each bowl differs",
        {"bullet.1": "En chêne massif, huilé", "store": "amazon.fr"},
        {"bullet.1": "楢の木の器", "store": "amazon.co.jp"},
        "100% wool, undyed",
    ],
)
def check(bullet: Text, *, least: int = 10, most: int = 255, ceiling: int = 500) -> Findings:
    """A bullet point is shorter than 10 characters, or longer than 255.

    The newest tools say 10 to 255, others 250, older ones 500: between `most` and `ceiling` this is a hint, beyond it a
    warning. Japanese says more in fewer characters and is not judged for shortness.
    """
    size = len(bullet.value.strip())
    if size > most:
        message = say("the bullet point has {size} characters; {most} are advised", size=size, most=most)
        span = most, len(bullet.value)
        yield bullet.finding(message, span, severity="info" if size <= ceiling else None)
    elif size < least and bullet.language != "ja":
        yield bullet.finding(
            say("the bullet point has {size} characters; {least} are advised at least", size=size, least=least)
        )
