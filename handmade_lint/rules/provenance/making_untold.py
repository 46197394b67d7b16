"""MP-022."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say


@rule(
    "MP-022",
    reads=("title", "highlights", "bullet", "description", "material", "tag", "production_method"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Say in one sentence how you make it: thrown, forged, sewn, knitted; that clears the hint.",
    lexicons=("handmade-words",),
    bad=[
        {
            "title": "Handmade necklace, unique and high quality",
            "description": "This exquisite handmade necklace is a perfect gift for your mother, your wife or your "
            "best friend. It goes with every dress and every occasion and makes a fashionable statement at any party.",
        },
        {
            "title": "Sac fait main unique, haute qualité",
            "description": "Ce sac exquis est un cadeau idéal pour votre mère, votre femme ou votre meilleure amie. "
            "Il va avec toutes les tenues et toutes les occasions et suit la tendance de cette saison comme de la "
            "suivante.",
            "store": "amazon.fr",
        },
        {
            "title": "Handgemachte Kette, einzigartig und hochwertig",
            "description": "Diese exquisite Kette ist ein perfektes Geschenk für Mutter, Frau oder beste Freundin. "
            "Sie passt zu jedem Kleid und zu jedem Anlass und ist ein modisches Zeichen auf jeder Feier im ganzen "
            "Jahr.",
            "store": "amazon.de",
        },
    ],
    good=[
        {
            "title": "Handmade bowl, unique and high quality",
            "description": "This exquisite bowl was thrown on the wheel and glazed twice, a perfect gift for your "
            "mother, your wife or your best friend. It goes with every table and every occasion and makes a "
            "statement.",
        },
        {"title": "Handmade necklace, unique", "description": "A perfect gift."},
        {
            "title": "Sac fait main unique, haute qualité",
            "description": "Ce sac exquis est cousu dans un lin épais, un cadeau idéal pour votre mère, votre femme "
            "ou votre meilleure amie. Il va avec toutes les tenues et toutes les occasions et suit la tendance.",
            "store": "amazon.fr",
        },
        {
            "title": "Handmade necklace, unique and high quality",
            "production_method": "Strung bead by bead at my table",
            "description": "This exquisite handmade necklace is a perfect gift for your mother, your wife or your "
            "best friend. It goes with every dress and every occasion and makes a fashionable statement at any party.",
        },
    ],
)
def check(listing: Listing, *, praise: int = 3, words: int = 30) -> Findings:
    """A long text says 'handmade' with much praise and never says how.

    Whoever makes a thing mostly tells how, if only by a verb; texts that were taken over praise instead. Short texts
    say nothing, and shy makers exist: a weak hint of our own, asked as a question.
    """
    if listing.get("production_method"):
        return
    texts = [
        (field, value)
        for read in ("title", "highlights", "bullet", "description")
        for field, value in listing.read(read)
    ]
    said = [(f, hit) for f, value in texts for hit in lexicon("handmade-words").find(value, listing.language)]
    if not said:
        return
    praised = {
        value[hit.start : hit.end].casefold()
        for _, value in texts
        for hit in lexicon("weak-praise").find(value, listing.language)
    }
    whole = "\n".join(value for _, value in texts)
    length = len(whole) // 2 if listing.language == "ja" else len(re.findall(r"\w+", whole))
    told = [value for read in ("material", "tag") for _, value in listing.read(read)]
    how = any(lexicon("techniques").find(value, listing.language) for value in [whole, *told])
    if len(praised) >= praise and length >= words and not how:
        field, hit = said[0]
        yield Remark(
            say(
                "a hint of ours: the listing says '{match}' and never how; how do you make it? One verb would clear it",
                match=listing.get(field)[hit.start : hit.end],
            ),
            field,
            (hit.start, hit.end),
            evidence={"praise": sorted(praised), "words": length},
        )
