"""HM-013."""

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say


@rule(
    "HM-013",
    reads="title",
    stores=HANDMADE_STORES,
    lexicons=["electronic-goods"],
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
    ),
    advice="List the device outside Handmade; if it is a stand or sleeve for one, begin the title with that word.",
    bad=[
        "Bluetooth speaker in walnut",
        "Wireless charger of oak with an engraved name",
        {"title": "Enceinte Bluetooth en noyer", "store": "amazon.fr"},
        {"title": "Clé USB en bois gravée", "store": "amazon.fr"},
        {"title": "Bluetooth-Lautsprecher aus Nussbaum", "store": "amazon.de"},
        {"title": "Chiavetta USB in legno d'ulivo", "store": "amazon.it"},
        {"title": "Altavoz Bluetooth de nogal", "store": "amazon.es"},
    ],
    good=[
        "Oak phone stand with room for the cable",
        "Passive speaker of beech for a phone, no electricity",
        "Walnut stand for Bluetooth speaker",
        "Leather smartwatch strap",
        "Bluetooth speaker sticker sheet",
        {"title": "Support pour enceinte Bluetooth en chêne", "store": "amazon.fr"},
        {"title": "Coffret clé USB en bois pour photographe", "store": "amazon.fr"},
        {"title": "Bracelet pour montre connectée en cuir", "store": "amazon.fr"},
        {"title": "Tasche für Powerbank aus Filz", "store": "amazon.de"},
        {"title": "Cinturino per smartwatch in pelle", "store": "amazon.it"},
    ],
)
def check(title: Text) -> Findings:
    """The goods are electronic.

    Electronics are out of Handmade; a Chinese copy of the page names televisions and audio. Lamps are not meant, nor
    are sleeves, straps and stands for devices. The words are ours and said as a note.
    """
    hits = lexicon("electronic-goods").find(title.value, title.language)
    if hits and not lexicon("likenesses").find(title.value, title.language):
        start, end = hits[0].start, hits[0].end
        yield title.finding(
            say("'{match}' is an electronic device", match=title.value[start:end]), (start, end), severity="info"
        )
