"""HM-033."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, rule, say

_BY_AMAZON = ("amazon", "afn", "fba", "fulfilled by amazon", "expédié par amazon", "versand durch amazon")


@rule(
    "HM-033",
    reads=("fulfilment", "personalisation", "personalisation_kind", "option"),
    severity="error",
    stores=HANDMADE_STORES,
    filled=("fulfilment",),
    source=(
        "https://sellercentral.amazon.de/gp/help/external/G201817850?language=de_DE",
        "scribd 509644108, notes on the template of Amazon Custom",
    ),
    advice="Send personalised goods yourself, or take the customisation off.",
    bad=[
        {"title": "Schale", "fulfilment": "AMAZON_EU", "personalisation.1": "Name", "store": "amazon.de"},
        {"title": "Bol", "fulfilment": "AMAZON_EU", "personalisation.1": "Prénom à graver", "store": "amazon.fr"},
        {"title": "Bowl", "fulfilment": "AFN", "personalisation_kind.1": "Text"},
    ],
    good=[
        {"title": "Schale", "fulfilment": "DEFAULT", "personalisation.1": "Name", "store": "amazon.de"},
        {"title": "Bol", "fulfilment": "AMAZON_EU", "store": "amazon.fr"},
        {"title": "Bol", "fulfilment": "MFN", "personalisation.1": "Prénom", "store": "amazon.fr"},
        {"title": "Bowl", "personalisation.1": "Name"},
    ],
)
def check(listing: Listing) -> Findings:
    """A personalised product is sent by Amazon.

    The German page bars it; that it holds for the other stores with Handmade is likely, and said there as a warning.
    """
    sent = listing.get("fulfilment").strip()
    if not sent.casefold().startswith(_BY_AMAZON):
        return
    if any(True for name in ("personalisation", "personalisation_kind", "option") for _ in listing.read(name)):
        words = say("a personalised product cannot be sent by Amazon ('{sent}')", sent=sent)
        yield Remark(words, "fulfilment", severity=None if listing.store == "amazon.de" else "warning")
