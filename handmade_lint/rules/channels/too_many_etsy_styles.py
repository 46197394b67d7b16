"""XC-008."""

from ...rule import Findings, Listing, Remark, rule, say


@rule(
    "XC-008",
    reads="style",
    stores=["etsy"],
    source="https://www.etsy.com/openapi/generated/oas/3.0.0.json",
    advice="Keep the two that describe it best, in few words.",
    bad=[
        {"style.1": "rustic", "style.2": "boho", "style.3": "farmhouse"},
        {"style.1": "style campagne chic des années trente, très français", "language": "fr"},
    ],
    good=[
        {"style.1": "rustic", "style.2": "boho"},
        {"style.1": "campagne chic", "style.2": "art déco", "language": "fr"},
        {"style.1": "a" * 45},
    ],
)
def check(listing: Listing, *, most: int = 2, characters: int = 45) -> Findings:
    """There are more than two styles, or one of them is longer than 45 characters.

    Etsy's interface takes no more.
    """
    styles = list(listing.read("style"))
    if len(styles) > most:
        yield Remark(
            say("there are {styles} styles; Etsy takes {most}", styles=len(styles), most=most), styles[most][0]
        )
    for field, value in styles:
        if len(value) > characters:
            words = say(
                "the style has {value} characters; Etsy takes {characters}", value=len(value), characters=characters
            )
            yield Remark(words, field, (characters, len(value)))
