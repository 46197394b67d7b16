"""MP-025, with MP-026: what is denied ('not sourced by others') is not meant."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_ELSE = re.compile(
    r"someone[_ ]else|another (?:company|person|maker)|(?:hand[- ]?picked|sourced) by|quelqu'un d'autre"
    r"|autre entreprise|jemand anders|jemand anderes|anderes unternehmen|qualcun altro|un'altra azienda"
    r"|otra persona|otra empresa",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no|pas|jamais|nicht|nie|non|mai|nunca)\b", re.IGNORECASE)


@rule(
    "MP-025",
    reads=("who_made", "production_partner"),
    severity="error",
    force="ours",
    stores=(),
    source=(
        "https://www.etsy.com/openapi/generated/oas/3.0.0.json",
        "channelx.world and entrepreneur.com on Etsy's Creativity Standards",
    ),
    advice="List only what you make yourself; if the column is wrong, correct it and keep photos of how you make it.",
    bad=[
        {"who_made": "someone_else"},
        {"who_made": "Quelqu'un d'autre", "store": "amazon.fr"},
        {"who_made": "Sourced by me in Bali"},
    ],
    good=[
        {"who_made": "i_did"},
        {"who_made": "Moi-même, pas quelqu'un d'autre", "store": "amazon.fr"},
        {"who_made": "collective"},
        {"who_made": "I did, never sourced by others"},
    ],
)
def check(listing: Listing) -> Findings:
    """The catalogue itself says that someone else made the product.

    Handmade is for what the maker designs and makes. This reads a declared column and nothing else, which is why it
    may be an error; it would be cleared by correcting the column.
    """
    for field in ("who_made", "production_partner"):
        for key, value in listing.read(field):
            found = _ELSE.search(value)
            if found and not _DENIED.search(value[: found.start()]):
                yield Remark(say("'{value}' says that someone else made it", value=value), key, found.span())
