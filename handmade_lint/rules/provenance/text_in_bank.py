"""MP-103."""

import json

from ...rule import Findings, Listing, Remark, rule, say

_ENTRY = {"bank": "wholesale", "kind": "supplier", "entry": 3, "share": 0.9, "text": "Elegant ring", "source": "x.csv"}


@rule(
    "MP-103",
    reads=("description", "bank.texts"),
    filled=("bank.texts",),
    force="ours",
    stores=(),
    source=("naturalgorgeousdotcom, 2012: signs of resale on Etsy", "semantics3.com/blog/how-to-save-etsy"),
    advice="Tell in your own words how the thing is made; if they took your text, keep the proof of when you wrote it.",
    bad=[
        {"description": "Elegant ring of silver", "bank.texts": json.dumps([_ENTRY])},
        {"description": "Bague", "bank.texts": json.dumps([{**_ENTRY, "kind": "protected"}]), "store": "amazon.fr"},
    ],
    good=[
        {"description": "Elegant ring of silver"},
        {"description": "Elegant ring of silver", "bank.texts": json.dumps([{**_ENTRY, "kind": "own"}])},
    ],
)
def check(listing: Listing) -> Findings:
    """The description is a near copy of a text in a bank.

    Banks are looked up with `--bank`: texts of suppliers, or protected ones. Who wrote it first cannot be told from
    the text, so that it is for a person to look at.
    """
    for near in json.loads(listing.get("bank.texts") or "[]"):
        if near["kind"] in ("supplier", "protected"):
            yield Remark(
                say(
                    "the description is nearly that of {source} in the bank '{bank}'; did they take yours?",
                    source=near["source"] or near["text"],
                    bank=near["bank"],
                ),
                "description",
                evidence=near,
            )
            return
