"""IM-030."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_VIEW = re.compile(r"[\w-]{2,40}\.(?:MAIN|SWCH|PT\d\d|FACT|IN\d\d)\.(?:jpe?g|tiff?|gif|png)", re.IGNORECASE)


@rule(
    "IM-030",
    reads="image",
    severity="off",
    force="advice",
    source="teamsifatsabbir: image guide",
    advice="Name it by product and view: SKU.MAIN.jpg, SKU.PT01.jpg.",
    bad=[
        {"title": "Oak bowl", "images": ["IMG 001.JPG"]},
        {"title": "Bol en chêne", "images": ["A1.MAIN.jpg", "bol.jpg"], "store": "amazon.fr"},
    ],
    good=[
        {"title": "Oak bowl", "images": ["A1.MAIN.jpg", "A1.PT01.jpg"]},
        {"title": "Bol en chêne", "images": ["https://example.com/photos/1.jpg"], "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """The file's name does not tell product and view.

    An older way of uploading tells pictures by their names. Addresses on the web need none. Off unless it is asked for.
    """
    for ref in listing.images:
        name = re.split(r"[/\\]", ref.uri)[-1]
        if "://" not in ref.uri and not _VIEW.fullmatch(name):
            yield Remark(
                say("the name '{name}' tells neither product nor view", name=name),
                f"image.{ref.role}",
                listing=listing,
                image=ref.uri,
            )
