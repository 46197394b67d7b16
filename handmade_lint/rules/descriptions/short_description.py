"""DS-021."""

from ...rule import Findings, Text, rule, say


@rule(
    "DS-021",
    reads="description",
    severity="info",
    force="ours",
    hint=r"(?s)\A\s*.{0,79}\s*\Z",
    source="handmade-lint's own (no published source found)",
    advice="Tell material, size, technique and care in some sentences of your own.",
    bad=[
        "Oak bowl, oiled",
        {"description": "Bol en chêne massif, tourné et huilé à la main.", "store": "amazon.fr"},
        {"description": "楢の木の器", "store": "amazon.co.jp"},
    ],
    good=[
        "Turned from one piece of oak that fell in the storm of 2019, dried for two years and oiled three times.",
        {
            "description": "Tourné dans un seul morceau de chêne tombé pendant la tempête, séché deux ans, puis huilé.",
            "store": "amazon.fr",
        },
        {
            "description": "北海道の楢を轆轤で挽き、亜麻仁油で三回仕上げた器です。直径約二十センチ、水洗いできます。",
            "store": "amazon.co.jp",
        },
        {"title": "Oak bowl"},
    ],
)
def check(text: Text, *, least: int = 80) -> Findings:
    """The description has fewer than 80 characters.

    So short a text answers none of the questions that a shopper has about a handmade thing. In Japanese half as many
    are enough. A listing without a description is not meant. A rule of ours.
    """
    size = len(text.value.strip())
    enough = least // 2 if text.language == "ja" else least
    if size < enough:
        yield text.finding(
            say("the description has {size} characters; fewer than {enough} help nobody", size=size, enough=enough)
        )
