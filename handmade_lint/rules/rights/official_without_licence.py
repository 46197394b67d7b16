"""IP-030."""

from ...rule import OTHER_KINDS, OTHERS, Findings, Text, apart, lexicon, named, rule, say


@rule(
    "IP-030",
    reads=("title", "highlights", "bullet", "description"),
    severity="warning",
    force="ours",
    source=(
        "lawschool.ekris.org; amazonsellerslawyer.com, chapter 6",
        "handmade-lint's own (no published source found)",
    ),
    advice="Name the licence or the invoice under [seller] licences, or drop the word.",
    lexicons=("official-words",),
    bad=[
        "Official Marvel Comics bookmark",
        {"title": "Bracelet sous licence officielle Harry Potter", "store": "amazon.fr"},
        {"title": "Offizielle FIFA Holzfigur", "store": "amazon.de"},
        {"title": "Portachiavi ufficiale Juventus FC", "store": "amazon.it"},
        {"title": "Cojín oficial Real Madrid", "store": "amazon.es"},
        {"title": "公式ポケモンブローチ", "store": "amazon.co.jp"},
    ],
    good=[
        "Genuine leather case for iPhone, original design",
        {"title": "Étui en cuir véritable pour Kindle, création originale", "store": "amazon.fr"},
        {"title": "Ball in official size", "description": "Authentic Shetland wool"},
        {"title": "Official Marvel Comics bookmark", "seller.licences": "Marvel Comics: 2026-12"},
        {"title": "Echtes Leder, Hülle für iPad", "store": "amazon.de"},
    ],
)
def check(text: Text, *, words: int = 4) -> Findings:
    """A text calls another firm's name official, licensed or genuine, and no licence is known.

    Such words claim a tie to the owner, the one thing that even a lawful mention may not suggest. The rule is our own;
    a licence in the seller's profile silences it, and a word that speaks of leather, size or design is not meant.
    """
    value = text.value
    claims = lexicon("official-words").find(value, text.language)
    for name in named(text, OTHERS, kinds=OTHER_KINDS) if claims else ():
        if name.part == "fits":
            continue
        for claim in claims:
            if apart(value, (claim.start, claim.end), name.span) < (words if claim.end <= name.start else 2):
                ends = min(claim.start, name.start), max(claim.end, name.end)
                said = value[claim.start : claim.end]
                yield text.finding(
                    say("'{said}' claims a tie to '{name}', and no licence is named", said=said, name=name.name),
                    ends,
                    name=name.name,
                )
                break
