"""BU-016."""

import re

from ...rule import Findings, Text, rule, say


@rule(
    "BU-016",
    reads="bullet",
    hint=r"[^\W\d_a-zß-öø-ÿœぁ-んァ-ヶ一-龠ー]{2}",
    source=(
        "the detail page rules of amazon.com, as mirrored by alphadiscounters and ponloencasa",
        "godatafeed.com disapproval code 8102",
    ),
    advice="Write in small letters, with a capital first letter only.",
    bad=[
        {"bullet.1": "HAND MADE IN MY STUDIO", "cure": "Hand made in my studio"},
        {"bullet.1": "FAIT MAIN DANS MON ATELIER", "store": "amazon.fr", "cure": "Fait main dans mon atelier"},
        {"bullet.1": "ALLES VON HAND GEMACHT und geölt", "store": "amazon.de"},
    ],
    good=[
        "CARE: wash by hand",
        "MADE BY HAND: each bowl is turned from one piece",
        {"bullet.1": "COULEURS AU CHOIX : chêne, noyer", "store": "amazon.fr"},
        "Sizes S M L XL XXL, PVC, PU and BPA free, UV and LED, EU UK USA",
        "The sign reads “BEST GRANDPA IN THE WORLD” in burnt letters",
        {"bullet.1": "KNOTT AND SONS LTD oak bowl", "brand": "Knott and Sons Ltd"},
    ],
)
def check(bullet: Text, *, words: int = 4) -> Findings:
    """A bullet point shouts: four words running and more are in capitals.

    Amazon's detail page rules bar texts in capitals. Headings of up to three words are widely used and let through; a
    longer heading before a colon or dash is said as a hint. Units, sizes, marks of standards, the brand and
    inscriptions between quotation marks are not meant.
    """
    for start, end in bullet.shouts(words):
        shout = bullet.value[start:end]
        heading = not bullet.value[:start].strip("-–•* 【[(") and re.match(r"[\s\])】]*[:：|–—-]", bullet.value[end:])
        whole = bullet.value[:end].strip().isupper() and not bullet.value[:start].strip()
        calm = None
        if bullet.language != "de":
            calm = shout[0] + shout[1:].lower() if whole else shout.lower()
        message = say("'{shout}' is in capitals", shout=shout)
        yield bullet.finding(message, (start, end), fix=calm, safe=False, severity="info" if heading else None)
