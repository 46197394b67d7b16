"""IP-024, with IP-026: a mark protects in its own class of goods only."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_CLOTHES = (
    r"baby|clothing|apparel|bodysuit|romper|cotton|shirt|snap|newborn|toddler|bébé|naissance|kleidung"
    r"|strampler|neonato|bebé|ropa"
)
_PLAIN = {
    "onesie": (_CLOTHES, "baby bodysuit"),
    "koozie": ("", "can cooler"),
    "hula hoop": ("", "hoop"),
    "crock pot": ("", "slow cooker"),
    "frisbee": ("", "flying disc"),
    "ping pong": ("", "table tennis"),
    "bubble wrap": ("", "air cushion wrap"),
    "chapstick": ("balm|lip|wax|holder|keychain|keyring|key ring|pouch|cosy|cozy", "lip balm"),
    "x acto": ("", "craft knife"),
    "popsicle": ("stick|mold|mould|holder|sleeve|ice pop|frozen|treat|cream", "ice pop, craft stick"),
    "q tip": ("", "cotton swab"),
    "rollerblade": ("", "inline skate"),
    "realtor": ("", "estate agent"),
    "scotch tape": ("", "clear tape"),
    "shabby chic": (
        "furniture|frame|home|decor|lamp|cushion|pillow|quilt|textile|table|chair|shelf|mirror|sign",
        "distressed",
    ),
    "velcro": ("", "hook and loop, bande auto-agrippante, Klettband, chiusura a strappo, cierre adhesivo"),
    "thermos": ("", "vacuum flask, bouteille isotherme, Isolierflasche"),
    "jacuzzi": ("", "hot tub"),
    "biro": ("", "ballpoint pen"),
    "tupper": ("", "storage box, boîte, Vorratsdose"),
    "plexigl": ("", "acrylic glass, verre acrylique, Acrylglas"),
    "styrofoam": ("", "foam"),
    "mod podge": ("", "decoupage glue"),
    "sharpie": ("", "marker pen"),
    "kleenex": ("", "tissue, mouchoir, Taschentuch"),
    "post it": ("", "sticky note, note adhésive, Haftnotiz"),
    "band aid": ("", "plaster"),
    "teflon": ("", "non-stick coating"),
    "k way": ("", "coupe-vent"),
    "frigidaire": ("", "frigo"),
    "stylo bic": ("", "stylo"),
    "scotch": ("", "ruban adhésif"),
    "sopalin": ("", "essuie-tout"),
    "tempo": ("", "Taschentuch"),
    "tesa": ("", "Klebeband"),
    "edding": ("", "Filzstift"),
    "zewa": ("", "Küchenrolle"),
    "labello": ("", "Lippenpflege"),
    "scottex": ("", "carta assorbente"),
    "pongo": ("", "plastilina"),
    "tiritas": ("", "apósito"),
    "chupa chups": ("", "piruleta"),
}


@rule(
    "IP-024",
    reads=("title", "highlights", "bullet"),
    severity="info",
    force="ours",
    source=(
        "erikpelton.com; rd.com; economicjournalmag.com",
        "shieldmyshop.com; shootingstarsvg.com",
        "flyingresearch.net",
    ),
    advice="Use the plain word; the mark is only worth a thought for goods of its own kind.",
    lexicons=("everyday-marks",),
    bad=[
        "Onesie with fox, organic cotton, newborn",
        {"bullet.1": "Fermeture par velcro cousu", "store": "amazon.fr"},
        {"title": "Hülle für Tempo-Taschentücher", "store": "amazon.de"},
        {"title": "Portachiavi porta post-it in feltro", "store": "amazon.it"},
        {"title": "Estuche de tiritas", "store": "amazon.es"},
    ],
    good=[
        "Baby bodysuit with fox",
        "Onesie, the grey donkey: felted figure",
        {"title": "Body bébé renard, tempo du métronome, verre de scotch", "store": "amazon.fr"},
        {"title": "Metronom Tempo, Uhu aus Filz", "store": "amazon.de"},
        {"title": "Moka in ceramica, bimbo e cane", "store": "amazon.it"},
        {"title": "Shabby chic frame", "seller.licences": "Shabby Chic: dealer's leave"},
    ],
)
def check(text: Text) -> Findings:
    """A title or bullet point uses a word that is somebody's mark.

    Onesie, Velcro or Frisbee are everyday words that firms still defend, each for goods of its own class; the same word
    elsewhere is free. Amazon asks nothing of the kind: the note is our own. Words that are mostly used in a plain sense
    (tempo, moka, spin, thankful) are left out or count in one phrase only.
    """
    licences = text.fact("seller.licences").casefold()
    brand = text.fact("brand").casefold()
    seen = set()
    about = "\n".join([*text.listing.texts.values(), text.fact("product_type"), text.fact("category")])
    for hit in lexicon("everyday-marks").find(text.value, text.language):
        word = text.value[hit.start : hit.end]
        folded = re.sub(r"[-\s]+", " ", word.casefold())
        entry = next((value for key, value in _PLAIN.items() if key in folded or key.replace(" ", "") in folded), None)
        if entry is None or folded in seen or word.casefold() in licences or word.casefold() in brand:
            continue
        goods, plain = entry
        if goods and not re.search(rf"(?<!\w)(?:{goods})", about.replace(word, ""), re.IGNORECASE):
            continue
        seen.add(folded)
        yield text.finding(
            say("'{word}' is a mark for such goods; a plain word is: {plain}", word=word, plain=plain),
            (hit.start, hit.end),
        )
