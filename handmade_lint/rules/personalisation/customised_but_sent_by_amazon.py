"""PE-008."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_BY_AMAZON = re.compile(
    r"amazon(?:_\w+)?|afn|fba|fulfil(?:l?ed|lment) by amazon"
    r"|(?:expédié|versand|spedito|gestito|enviado|logística|logistica)\b.*\bamazon",
    re.IGNORECASE,
)


@rule(
    "PE-008",
    reads=("fulfilment", "personalisation", "option"),
    severity="error",
    filled=("fulfilment",),
    source=(
        "https://sellercentral.amazon.de/gp/help/external/G201817850?language=de_DE",
        "scribd 509644108 (Custom template notes)",
    ),
    advice="Send customised goods yourself: set the offer to merchant fulfilment.",
    bad=[
        {"fulfilment": "AMAZON_NA", "personalisation.1": "Name"},
        {"fulfilment": "Expédié par Amazon", "personalisation.1": "Prénom", "store": "amazon.fr"},
        {"fulfilment": "FBA", "option.1": "Red"},
    ],
    good=[
        {"fulfilment": "DEFAULT", "personalisation.1": "Name"},
        {"fulfilment": "AMAZON_EU", "title": "Bol en chêne", "store": "amazon.fr"},
        {"fulfilment": "Merchant, not Amazon", "personalisation.1": "Name"},
        {"fulfilment": "Vendeur", "personalisation.1": "Prénom", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """A customised product is to be sent by Amazon.

    What is made to order cannot lie in Amazon's warehouse: customised goods are fulfilled by the seller. That there is
    but one offer a product cannot be seen from a seller's own rows.
    """
    value = listing.get("fulfilment")
    customised = any(True for name in ("personalisation", "option") for _ in listing.read(name))
    if customised and _BY_AMAZON.fullmatch(value.strip()):
        yield Remark(say("'{value}' sends a customised product", value=value.strip()), "fulfilment", (0, len(value)))
