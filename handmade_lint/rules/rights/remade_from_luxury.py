"""IP-023."""

from ...rule import Findings, Text, apart, lexicon, named, rule, say


@rule(
    "IP-023",
    reads=("title", "highlights", "bullet", "description"),
    severity="warning",
    force="ours",
    stores=["amazon.com", "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.ie", "amazon.nl"],
    source="thefashionlaw.com",
    advice="Use parts that carry no mark, and do not name the firm; courts have stopped makers of such goods.",
    lexicons=("remade-words",),
    bad=[
        "Upcycled Louis Vuitton key fob",
        {"title": "Collier bouton Chanel surcyclé", "store": "amazon.fr"},
        {"title": "Upgecycelte Tasche aus Gucci Stoff", "store": "amazon.de"},
        {"title": "Portachiavi Prada, riciclo creativo", "store": "amazon.it"},
        {"title": "Colgante Chanel reciclado", "store": "amazon.es"},
    ],
    good=[
        "Upcycled denim key fob",
        {"title": "Collier bouton ancien surcyclé", "store": "amazon.fr"},
        {"description": "Made of recycled cotton. My cat is called Chanel"},
        {"title": "Upcycled Gucci fob", "seller.licences": "Gucci: letter"},
    ],
)
def check(text: Text, *, words: int = 6) -> Findings:
    """Parts of a luxury brand's goods are made into something new, and the brand is named.

    Owners sued makers in the United States and the Union and the cases ended against the makers or in settlements. This
    is our own reading of press reports, no rule of a marketplace.
    """
    remade = lexicon("remade-words").find(text.value, text.language)
    for name in named(text, ["clothing-brands", "makers-on-goods"]) if remade else ():
        if any(apart(text.value, (hit.start, hit.end), name.span) < words for hit in remade):
            yield text.finding(say("remade from goods of '{name}' and named so", name=name.name), name.span)
