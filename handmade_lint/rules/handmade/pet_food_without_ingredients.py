"""HM-046."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_INGREDIENTS = re.compile(r"\b(?:ingredients?|made (?:with|of|from)|contains?|recipe)\b", re.IGNORECASE)


@rule(
    "HM-046",
    reads=("title", "bullet", "description", "highlights"),
    stores=["amazon.com"],
    languages=["en"],
    lexicons=["pet-food"],
    source="https://global.lianlianpay.com/channel/7-21219.html",
    advice="List the ingredients, and read Amazon's food policy.",
    bad=[
        {"title": "Peanut butter dog treats", "description": "Your pup will love them"},
        {"title": "Cat treats, 100 g"},
    ],
    good=[
        {"title": "Dog treats", "description": "Ingredients: oats, pumpkin, egg"},
        {"title": "Dog treats", "bullet.1": "Made with oats and pumpkin"},
        {"title": "Dog treat pouch of waxed canvas"},
        {"title": "Dog biscuit sticker"},
    ],
)
def check(listing: Listing) -> Findings:
    """Food for pets, and no text tells its ingredients.

    In the store of the United States pet food is possible in Handmade if the food policy is met and the ingredients are
    shown. (The store of the United Kingdom bars it.)
    """
    title, language = listing.get("title"), listing.language
    hits = lexicon("pet-food").find(title, language)
    if not hits or lexicon("likenesses").find(title, language):
        return
    texts = (value for read in ("title", "bullet", "description", "highlights") for _, value in listing.read(read))
    if not any(_INGREDIENTS.search(value) for value in texts):
        start, end = hits[0].start, hits[0].end
        yield Remark(say("'{match}': no ingredients are told", match=title[start:end]), "title", (start, end))
