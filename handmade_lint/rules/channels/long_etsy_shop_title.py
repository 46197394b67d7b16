"""XC-011."""

from ...rule import Findings, Seller, rule, say


@rule(
    "XC-011",
    reads=("seller.shop_title", "seller.shop_sections"),
    severity="info",
    stores=["etsy"],
    source=(
        "https://www.etsy.com/openapi/generated/oas/3.0.0.json",
        "help.etsy.com article 360000336307 (as quoted)",
    ),
    advice="Shorten the title; join sections that hold like things.",
    bad=[
        {"seller.shop_title": "Hand turned bowls, boards and spoons of oak, ash and walnut from the Wye valley"},
        {"seller.shop_title": "Bols", "seller.shop_sections": "Planches à découper en chêne\nBols", "language": "fr"},
        {"seller.shop_title": "Oakline", "seller.shop_sections": "\n".join(f"Bowls {n}" for n in range(21))},
    ],
    good=[
        {"seller.shop_title": "Oakline: bowls turned in the Wye valley"},
        {"seller.shop_title": "Bols tournés", "seller.shop_sections": "Bols\nPlanches à découper", "language": "fr"},
    ],
)
def check(seller: Seller, *, characters: int = 55, sections: int = 20, section_characters: int = 24) -> Findings:
    """The shop's title is too long for Etsy, or its sections are too long or too many.

    Etsy takes 55 characters for the shop's title, and twenty sections of 24 characters each.
    """
    title, names = seller.get("shop_title").strip(), seller.lines("shop_sections")
    if len(title) > characters:
        yield seller.finding(
            "shop_title",
            say(
                "the shop's title has {title} characters; Etsy takes {characters}",
                title=len(title),
                characters=characters,
            ),
        )
    if len(names) > sections:
        yield seller.finding(
            "shop_sections",
            say("there are {names} sections; Etsy takes {sections}", names=len(names), sections=sections),
        )
    for name in names:
        if len(name) > section_characters:
            words = say(
                "the section '{name}' has {name_2} characters; Etsy takes {section_characters}",
                name=name,
                name_2=len(name),
                section_characters=section_characters,
            )
            yield seller.finding("shop_sections", words)
