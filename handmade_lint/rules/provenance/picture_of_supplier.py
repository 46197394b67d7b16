"""MP-101: MP-001 by what pictures show."""

from ...rule import Findings, Images, rule, say

_ENTRY = {
    "bank": "wholesale",
    "kind": "supplier",
    "same": "edited",
    "distance": 8,
    "chance": 1e-20,
    "picture": "ring.jpg",
}


@rule(
    "MP-101",
    reads=("matches",),
    force="ours",
    stores=(),
    source=("naturalgorgeousdotcom 2012", "sofianehamaidi.fr"),
    advice="Keep the original file with its date, photos of the making and invoices of materials; they clear it.",
    bad=[
        {"matches": (_ENTRY,)},
        [{}, {"matches": ({**_ENTRY, "same": "file", "source": "https://example.com/1"},), "store": "amazon.fr"}],
    ],
    good=[{}, {"matches": ({**_ENTRY, "kind": "protected"},)}, {"matches": ({**_ENTRY, "kind": "own"},)}],
)
def check(images: Images) -> Findings:
    """A picture is like one of a supplier.

    Goods that are bought in often keep their supplier's picture. It may just as well be a real maker's photo that a
    factory took: a hint of our own, never a proof, for a person who compares both. Banks are looked up with `--bank`.
    """
    for picture in images:
        for match in picture["matches"] or ():
            if match["kind"] == "supplier":
                about = match.get("source") or match.get("note") or match["picture"] or say("an entry without a name")
                yield picture.finding(
                    say(
                        "a hint of ours: a supplier shows this picture ({about}); did they take your photo? "
                        "The original file would clear it",
                        about=about,
                    ),
                    same_as=match["picture"],
                    **match,
                )
                break
