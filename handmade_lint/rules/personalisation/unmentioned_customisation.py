"""PE-013."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, content_words, lexicon, rule, say

_TEXTS = ("title", "highlights", "bullet", "description", "keywords")


@rule(
    "PE-013",
    reads=("personalisation", "option", *_TEXTS),
    severity="info",
    force="ours",
    stores=HANDMADE_STORES,
    filled=("personalisation", "option"),
    source="https://global.lianlianpay.com/channel/7-21226.html",
    advice="Say in title or bullet points what can be chosen or written.",
    bad=[
        {"title": "Oak bread board", "description": "Cut from one plank.", "personalisation.1": "Family motto"},
        {"title": "Planche", "bullet.1": "Taillée dans le chêne", "personalisation.1": "Devise", "store": "amazon.fr"},
        {"title": "Brotbrett", "bullet.1": "Aus Eiche", "personalisation.1": "Sinnspruch", "store": "amazon.de"},
    ],
    good=[
        {"title": "Oak bread board", "bullet.1": "Engraved with a motto", "personalisation.1": "Family motto"},
        {"title": "Oak bread board", "personalisation.1": "Family motto"},
        {"title": "Planche", "bullet.1": "Votre devise au dos", "personalisation.1": "Devise", "store": "amazon.fr"},
        {"title": "Tasche", "bullet.1": "In zwölf Farben", "personalisation.1": "Farbe", "store": "amazon.de"},
        {"title": "Scarf", "bullet.1": "Lined with teal silk", "personalisation.1": "Lining", "option.1": "teal"},
    ],
)  # fmt: skip
def check(listing: Listing) -> Findings:
    """The product can be customised, but its texts never say so.

    Buyers who want a name on it look for those words. Known is only that Amazon's image guide wants customisation
    shown; that texts should name it is ours. Any word for choosing, or any word of the labels themselves, is enough,
    and a listing without bullet points and description is let through. Pictures are not looked at.
    """
    labels = [value for name in ("personalisation", "option") for _, value in listing.read(name)]
    texts = [value for name in _TEXTS for _, value in listing.read(name)]
    if not labels or not any(True for name in ("bullet", "description") for _ in listing.read(name)):
        return
    if any(lexicon("personalisation-words").find(text, listing.language) for text in texts):
        return
    said = {word[:4] for text in texts for word in content_words(text, listing.language)}
    if not any(word[:4] in said for label in labels for word in content_words(label, listing.language)):
        field = next(key for name in ("personalisation", "option") for key, _ in listing.read(name))
        yield Remark(say("the texts never say that this can be customised"), field)
