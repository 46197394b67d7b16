"""IM-018."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, rule, say


@rule(
    "IM-018",
    reads=("image", "option"),
    severity="info",
    force="advice",
    stores=HANDMADE_STORES,
    source="https://global.lianlianpay.com/channel/7-21226.html",
    advice="Show the choices in a picture: the colours side by side, a sample of each lettering.",
    bad=[
        {"title": "Ring", "option.1": "Gold", "option.2": "Silver", "option.3": "Rosé", "images": ["a.jpg"]},
        {
            "title": "Sac",
            "option.1": "Rouge",
            "option.2": "Vert",
            "option.3": "Bleu",
            "images": ["a.jpg"],
            "store": "amazon.fr",
        },
    ],
    good=[
        {"title": "Ring", "option.1": "Gold", "option.2": "Silver", "option.3": "Rosé", "images": ["a.jpg", "b.jpg"]},
        {"title": "Ring", "option.1": "Gold", "option.2": "Silver", "images": ["a.jpg"], "store": "amazon.fr"},
        {"title": "Ring", "option.1": "Gold", "option.2": "Silver", "option.3": "Rosé"},
    ],
)
def check(listing: Listing, *, choices: int = 3) -> Findings:
    """Buyers may choose, and one picture cannot show it.

    Further pictures of a handmade thing should show the choices, the size and the packing. What is in them is not
    looked at: the remark is made where there are `choices` and more, and a single picture.
    """
    options = sum(1 for _ in listing.read("option"))
    if options >= choices and len(listing.images) == 1:
        yield Remark(
            say("there are {options} choices and one picture", options=options),
            "image.main",
            evidence={"value": options},
        )
