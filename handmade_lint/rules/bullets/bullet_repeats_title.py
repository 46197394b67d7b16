"""BU-021."""

from ...rule import Findings, Listing, Remark, likeness, rule, say


@rule(
    "BU-021",
    reads="bullet",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Say what the title has no room for.",
    bad=[
        {"title": "Oak Bread Bowl, 20 cm", "bullet.1": "Oak bread bowl 20 cm"},
        {"title": "Bol à pain en chêne massif", "bullet.1": "Bol à pain en chêne massif.", "store": "amazon.fr"},
    ],
    good=[
        {"title": "Oak Bread Bowl, 20 cm", "bullet.1": "Oak bread bowl for a loaf of one kilogram"},
        {
            "title": "Bol à pain en chêne massif, 20 cm",
            "bullet.1": "Bol à pain en chêne massif, 25 cm",
            "store": "amazon.fr",
        },
        {"bullet.1": "Oak bread bowl"},
    ],
)
def check(listing: Listing, *, similarity: float = 0.9) -> Findings:
    """A bullet point only repeats the title.

    Shoppers have read the title already. Case and marks do not count; a bullet point that adds or changes a fact is not
    meant. A rule of ours.
    """
    title = listing.get("title")
    least, most = 0.69 * len(title), len(title) / 0.69
    for key, value in listing.read("bullet") if title else ():
        if least <= len(value) <= most and likeness(title, value) > similarity:
            yield Remark(say("the bullet point repeats the title"), key, (0, len(value)))
