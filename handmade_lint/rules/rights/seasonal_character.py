"""IP-018."""

from ...rule import Findings, Text, named, rule, say


@rule(
    "IP-018",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="error",
    source="unanswered.io; merchguard; logoverify; crafters.market",
    advice="Take the name and the figure out ('elf doll'), or name the licence under [seller] licences.",
    lexicons=("seasonal-characters",),
    bad=[
        "Elf on the Shelf outfit",
        {"title": "Peluche la chenille qui fait des trous", "store": "amazon.fr"},
        {"title": "Raupe Nimmersatt Mobile aus Filz", "store": "amazon.de"},
        {"title": "Pupazzo il Grinch all'uncinetto", "store": "amazon.it"},
        {"title": "Oso Paddington tejido", "store": "amazon.es"},
        {"title": "ミッフィーのポーチ", "store": "amazon.co.jp"},
    ],
    good=[
        "Elf doll for a shelf, marshmallow chicks; don't be a grinch, hello peeps",
        "Grinch-green yarn; print of Paddington Station",
        {"title": "Lutin farceur au crochet, chenille en bois", "store": "amazon.fr"},
        {"title": "Dr. Seuss bookend", "seller.licences": "Dr. Seuss Enterprises: 2026-9"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a figure of a children's book or of a season.

    The shelf elf, the rhyming doctor's figures and the marshmallow chicks are reported in waves before feasts; known
    through third parties only, so look at the case before you trust the word 'error'. It is said more softly outside
    amazon.com.
    """
    for name in named(text, ["seasonal-characters"]):
        words = name.says(say("belongs to a book or feast's owner: does it let you use it?"))
        grave = name.severity("error" if text.store == "amazon.com" else "warning")
        yield text.finding(words, name.span, severity=grave, **name.evidence)
