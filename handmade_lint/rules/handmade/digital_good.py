"""HM-011."""

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say

_YES = frozenset(
    ["yes", "true", "1", "digital", "download", "y", "oui", "ja", "wahr", "sì", "si", "sí", "vero", "verdadero", "vrai"]
)


@rule(
    "HM-011",
    reads=("title", "is_digital", "bullet", "description", "highlights"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=("digital-goods", "digital-delivery"),
    filled=("is_digital",),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
    ),
    advice="Leave it out of Handmade, or list the printed thing and say that it is posted.",
    bad=[
        "Instant download PDF pattern, knitted hat",
        {"title": "Oak bowl", "is_digital": "true"},
        {"title": "Wedding sign", "description": "This is a digital file. No physical item will be sent."},
        {"title": "Patron PDF à télécharger, robe d'été", "store": "amazon.fr"},
        {"title": "Affiche forêt", "description": "Aucun objet physique ne sera envoyé", "store": "amazon.fr"},
        {"title": "Schnittmuster PDF Sofort-Download Rock", "store": "amazon.de"},
        {"title": "Cartamodello PDF da scaricare", "store": "amazon.it"},
        {"title": "Lámina imprimible del bosque", "store": "amazon.es"},
    ],
    good=[
        "Printed recipe cards, posted in a box",
        {"title": "Digital print on cotton, cushion cover", "description": "No digital item: a cushion is posted"},
        {"title": "Sleeve for ebook reader, wool felt", "is_digital": "false"},
        {"title": "Knitted hat", "description": "The PDF pattern of this hat is in my other listings"},
        {"title": "Bloc de bois à imprimer, tampon pour tissu", "store": "amazon.fr"},
        {"title": "Affiche imprimée et postée", "description": "Pas de fichier à télécharger", "store": "amazon.fr"},
        {"title": "Hülle für eBook Reader aus Filz", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """The goods are a file to be downloaded.

    Digital goods are out of Handmade. The column that says so is an error, since that is declared; words are ours and
    said as a warning: names of files in the title, and in other texts only the statement that a file is sent.
    """
    value = text.value
    if text.field == "is_digital":
        if value.strip().casefold() in _YES:
            yield text.finding(say("the column says that it is digital ('{value}')", value=value), (0, len(value)))
        return
    for hit in lexicon("digital-goods" if text.field == "title" else "digital-delivery").find(value, text.language):
        if text.inscribed(hit.start, hit.end):
            continue
        words = say("'{match}' is a file, not a thing", match=value[hit.start : hit.end])
        yield text.finding(words, (hit.start, hit.end), severity="warning")
