"""PE-004."""

import re

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say

_AMOUNT = re.compile(
    r"\(?\+?\s?(?:[$€£¥]\s?\d+(?:[.,]\d{1,2})?"
    r"|\d+(?:[.,]\d{1,2})?\s?(?:[$€£¥円]|(?:eur|euros?|usd|gbp|dollars?)\b))\)?"
    r"|\(\s?\+\s?\d+(?:[.,]\d{1,2})?\s?\)"
    r"|\b(?:surcharge|extra charge|extra cost|additional cost|supplément|surcoût|aufpreis|mehrpreis|zuschlag"
    r"|supplemento|sovrapprezzo|suplemento|recargo)\b|追加料金|別料金",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:no|without|sans|ohne|kein|senza|nessun|sin)\s+\w*\s*$"
    r"|[$€£¥]\s?0(?:[.,]0+)?\)?$|(?<![\d.,])0(?:[.,]0+)?\s?(?:[€£$]|eur|euros?)\)?$",
    re.IGNORECASE,
)


@rule(
    "PE-004",
    reads=("option", "personalisation"),
    stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.de/gp/help/external/G201817850?language=de_DE",
        "https://global.lianlianpay.com/channel/9-21270.html",
    ),
    advice="Make a variation or a product of its own of whatever changes price or look.",
    bad=[
        {"option.1": "oak", "option.2": "marble (+80)"},
        {"option.1": "Gravure dos (+ 5 €)", "store": "amazon.fr"},
        {"option.1": "Goldfaden, Aufpreis 4,50 EUR", "store": "amazon.de"},
        {"personalisation.1": "Gift box for $5"},
        {"personalisation.1": "Essence de bois", "store": "amazon.fr"},
        {"personalisation.1": "Dimensioni", "store": "amazon.it"},
        {"personalisation.1": "Tipo de madera", "store": "amazon.es"},
    ],
    good=[
        {"personalisation.1": "Engraved initials", "option.1": "A + B"},
        {"personalisation.1": "Ring size", "option.1": "size 7 (+ 2 letters)"},
        {"personalisation.1": "Taille de police", "option.1": "Date + prénom (12)", "store": "amazon.fr"},
        {"personalisation.1": "Gravur ohne Aufpreis", "option.1": "Herz (+ 0 €)", "store": "amazon.de"},
        {"personalisation.1": "Weight", "option.1": "10 pounds"},
        {"personalisation.1": "Fadenfarbe", "option.1": "Gold", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """A choice changes the price, or what the product is.

    Customisations are for what barely changes look and price; the rest belongs into variations or products of its own.
    Said are prices in labels and choices, and softly labels that ask for size or material and nothing else, which may
    be small matters; sizes of rings or letters are not meant.
    """
    for found in text.find(_AMOUNT):
        if not _FREE.search(text.value[: found.end()]):
            yield text.finding(say("'{match}' is a price in a choice", match=found.group().strip()), found.span())
    if text.field.startswith("personalisation"):
        label = text.value.strip(" :?*")
        for hit in lexicon("size-or-material-labels").find(text.value, text.language):
            if text.value[hit.start : hit.end] == label:
                words = say("'{label}' as a choice: if it changes look or price, it is a variation", label=label)
                yield text.finding(words, (hit.start, hit.end), severity="info")
