"""IP-008."""

import re

from ...rule import Findings, Text, lexicon, rule, say


@rule(
    "IP-008",
    reads=("title", "highlights", "bullet", "description"),
    severity="error",
    lexicons=("likeness-phrases",),
    source=(
        "https://wp-ecommerce.org/index-5853.html",
        "https://m.media-amazon.com/images/G/01/AmazonStores/Help/en/Content_acceptance_policy.html",
    ),
    advice="Describe your own thing; leave the other firm's name out.",
    bad=[
        "Charm bracelet similar to Pandora",
        {"description": "Un bol mieux que chez IKEA", "store": "amazon.fr"},
        {"bullet.1": "Besser als Moleskine", "store": "amazon.de"},
    ],
    good=[
        "Slim charm bracelet",
        {"description": "Un bol similaire à celui de la photo, compatible avec Thermomix", "store": "amazon.fr"},
        {"description": "Better than plastic. Fits Moleskine notebooks"},
        {"description": "Looks like Pandora's box, holds tea"},
    ],
)
def check(text: Text, *, words: int = 4) -> Findings:
    """The text compares the product with another firm's brand.

    'Similar to', 'better than' and 'alternative to' draw on that firm's name. Only a brand within four words behind
    such a phrase, in the same sentence, is meant.
    """
    likened = lexicon("likeness-phrases").find(text.value, text.language)
    for hit in lexicon("brand-names").find(text.value, text.language) if likened else ():
        for phrase in likened:
            between = text.value[phrase.end : hit.start] if phrase.end <= hit.start else "."
            if not re.search(r"[.!?\n]", between) and len(re.findall(r"\w+", between)) < words:
                name = text.value[hit.start : hit.end]
                yield text.finding(
                    say("the text compares the product with '{name}'", name=name), (phrase.start, hit.end)
                )
                break
