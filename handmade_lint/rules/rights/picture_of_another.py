"""IP-028."""

from ...rule import Findings, Images, rule, say

_ENTRY = {
    "bank": "prints",
    "kind": "protected",
    "same": "edited",
    "distance": 8,
    "chance": 1e-20,
    "picture": "heron.jpg",
}


@rule(
    "IP-028",
    reads=("matches",),
    stores=(),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201361070",
    advice="If the work is yours or licensed, keep the proof at hand; else take the picture, and the goods, down.",
    bad=[
        {"matches": (_ENTRY,)},
        {"matches": ({**_ENTRY, "same": "file", "distance": 0, "note": "poster of 1931"},), "store": "amazon.fr"},
    ],
    good=[{}, {"matches": ({**_ENTRY, "kind": "own"},)}, {"matches": ({**_ENTRY, "kind": "supplier"},)}],
)
def check(images: Images) -> Findings:
    """A picture is like a work in a bank of protected ones.

    Artwork of others needs their leave, on goods as in pictures. Banks are looked up with `--bank`; what is found is
    for a person to look at, side by side: the seller may be the artist, or have a licence, and a bank may be wrong.
    """
    for picture in images:
        for match in picture["matches"] or ():
            if match["kind"] == "protected":
                about = match.get("note") or match.get("source") or match["picture"] or say("an entry without a name")
                yield picture.finding(
                    say(
                        "this may be a work that the bank '{bank}' holds as protected: {about}; compare the two",
                        bank=match["bank"],
                        about=about,
                    ),
                    same_as=match["picture"],
                    **match,
                )
                break
