"""XC-014."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_YES = re.compile(r"\s*(?:yes|true|1|y|x|oui|vrai|ja|wahr|sì|si|vero|sí|verdadero|はい|made with ai)\s*", re.IGNORECASE)
_THINGS = re.compile(
    r"\b(?:mug|shirt|journal|notebook|poster|sticker|tasse|carnet|affiche|becher|notizbuch|tazza|quaderno|taza|cuaderno)s?\b",
    re.IGNORECASE,
)


@rule(
    "XC-014",
    reads=("title", "description", "ai_made", "tag"),
    stores=["etsy"],
    source=(
        "channelx.world and entrepreneur.com on Etsy's Creativity Standards",
        "printify help on Etsy's Creativity Standards",
        "rewarx.com/blogs/etsy-sellers-flagged-ai-photos",
    ),
    advice="Say in the description that the design was made with AI tools; do not sell prompts.",
    bad=[
        {"title": "Cat portrait print", "description": "A cat in a ruff.", "ai_made": "yes"},
        {"title": "Portrait de chat", "description": "Un chat en fraise.", "ai_made": "oui", "language": "fr"},
        {"title": "100 Midjourney prompts for cats"},
        {"title": "Pack de prompts pour chats", "language": "fr"},
    ],
    good=[
        {"title": "Cat portrait print", "description": "Designed by me with AI tools.", "ai_made": "yes"},
        {"title": "Portrait de chat", "description": "Dessin créé avec l'IA.", "ai_made": "oui", "language": "fr"},
        {"title": "Journal prompts for a calm mind, printed cards"},
        {"title": "Cat portrait, oil on canvas", "description": "Painted by me.", "ai_made": "no"},
        {"title": "ChatGPT prompts mug for programmers"},
        {"title": "Oak bowl", "description": "Turned by me."},
    ],
)
def check(listing: Listing) -> Findings:
    """Art made by a machine is not disclosed, or prompts are sold.

    Etsy's standards want the use of AI told in the description and bar bundles of prompts; known through press and
    tools only. That a design was made so is not guessed: it must stand in a column of the catalogue.
    """
    texts = [(field, value) for name in ("title", "description", "tag") for field, value in listing.read(name)]
    language = listing.language
    declared = listing.get("ai_made")
    if _YES.fullmatch(declared) and not any(
        lexicon("ai-disclosures").find(value, language) for field, value in texts if not field.startswith("tag")
    ):
        yield Remark(say("the design is declared as made with AI, but the text does not say so"), "ai_made")
    title = listing.get("title")
    for hit in lexicon("prompt-bundles").find(title, language) if not _THINGS.search(title) else ():
        words = title[hit.start : hit.end]
        yield Remark(say("'{words}': Etsy bars the sale of prompts", words=words), "title", (hit.start, hit.end))
