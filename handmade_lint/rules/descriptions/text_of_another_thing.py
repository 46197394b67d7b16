"""DS-016."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from ...rule import Findings, Text, rule, say

_KINDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "mugs?|cups?|teacups?|tumblers?",
        "plates?|dinner plates?|saucers?",
        "vases?",
        "candles?",
        "soaps?|soap bars?",
        "necklaces?",
        "bracelets?|bangles?",
        "earrings?",
        "rings?",
        "scar(?:f|ves)",
        "hats?|beanies?",
        "socks?",
        "mittens?|gloves?",
        "blankets?|throws?",
        "cushions?|pillows?",
        "wallets?",
        "belts?",
        "clocks?",
        "lamps?",
        "spoons?",
        "coasters?",
        "aprons?",
        "notebooks?|journals?",
    ),
    "fr": (
        "tasses?|mugs?",
        "assiettes?|soucoupes?",
        "vases?",
        "bougies?",
        "savons?",
        "colliers?|sautoirs?",
        "bracelets?|joncs?",
        "boucles d['’]oreilles?",
        "bagues?",
        "écharpes?|foulards?",
        "bonnets?|chapeaux?|bérets?",
        "chaussettes?",
        "moufles?|gants?|mitaines?",
        "couvertures?|plaids?",
        "coussins?",
        "portefeuilles?",
        "ceintures?",
        "horloges?|pendules?",
        "lampes?",
        "cuillères?",
        "dessous de verres?|sous-verres?",
        "tabliers?",
        "carnets?|cahiers?",
    ),
    "de": (
        "tassen?|becher|bechern",
        "teller|tellern|untertassen?",
        "vasen?",
        "kerzen?",
        "seifen?",
        "halsketten?|ketten?|colliers?",
        "armb(?:and|änder|ändern)|armreife?n?",
        "ohrringen?|ohrringe|ohrstecker|ohrhänger",
        "ringe?n?",
        "schals?|halstuch|halstücher",
        "mützen?|hüte?|hut",
        "socken?|strümpfe",
        "handschuhe?n?|fäustlinge?n?",
        "decken?|kuscheldecken?",
        "kissen",
        "geldbörsen?|geldbeutel|brieftaschen?",
        "gürteln?|gürtel",
        "uhren?|wanduhren?",
        "lampen?|leuchten?",
        "löffeln?|löffel",
        "untersetzern?|untersetzer",
        "schürzen?",
        "notizb(?:uch|ücher|üchern)",
    ),
    "it": (
        "tazz[ae]|tazzin[ae]",
        "piatt[oi]|piattin[oi]",
        "vas[oi]",
        "candel[ae]",
        "sapon[ei]|saponett[ae]",
        "collan[ae]",
        "bracciale|bracciali|braccialett[oi]",
        "orecchin[oi]",
        "anell[oi]",
        "sciarp[ae]",
        "cappell[oi]|berrett[oi]",
        "calz[ae]|calzin[oi]",
        "guant[oi]|muffol[ae]",
        "copert[ae]|plaid",
        "cuscin[oi]",
        "portafogl[io]+",
        "cintur[ae]|cinture",
        "orolog[io]+",
        "lampad[ae]",
        "cucchia[io]+",
        "sottobicchier[ei]",
        "grembiul[ei]",
        "quadern[oi]|taccuin[oi]",
    ),
    "es": (
        "tazas?",
        "platos?|platillos?",
        "jarrón|jarrones|floreros?",
        "velas?",
        "jabón|jabones",
        "collar|collares",
        "pulseras?|brazaletes?",
        "pendientes",
        "anillos?",
        "bufandas?|pañuelos?",
        "gorros?|sombreros?",
        "calcetín|calcetines",
        "guantes?|manoplas?",
        "mantas?",
        "cojín|cojines",
        "carteras?|billeteras?",
        "cinturón|cinturones",
        "reloj|relojes",
        "lámparas?",
        "cucharas?",
        "posavasos",
        "delantal|delantales",
        "cuadernos?|libretas?",
    ),
}
"""Kinds of goods that are not each other, in the same order in each language."""
_FIRST = frozenset(["boucles", "dessous"])
"""First words of kinds that cannot be told by one word."""
_NOT_ITSELF = re.compile(
    r"\b(?:sets?|kit|box\w*|holders?|stands?|racks?|trees?|hooks?|case|cosy|cozy|rest|mats?|tray|dish|pattern|mould|mold|and|with|for|"
    r"coffret|boîte|porte\w*|support|présentoir|lot|ensemble|parure|avec|pour|et|moule|patron|box|ständer|"
    r"halter\w*|schale|mit|für|und|form|scatola|supporto|con|per|e|stampo|juego|conjunto|caja|soporte|colgador|para|y|molde)\b|&|\+",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)
def _may_name(word: str, language: str) -> bool:
    """Whether a word without spaces names a kind of goods, or begins the name of one."""
    begins = re.sub(r"^\W+", "", word.casefold()) in _FIRST
    return begins or any(kind.search(word) for kind in _patterns(language))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-])(?:{kind})(?![\w-])", re.IGNORECASE) for kind in _KINDS[language])


@cache
def _beginnings(language: str) -> tuple[tuple[str, ...], ...]:
    """Of each kind, letters of which some stand, case left aside, in whatever names it."""
    return tuple(tuple(map(_beginning, kind.split("|"))) for kind in _KINDS[language])


def _beginning(name: str) -> str:
    letters = re.match(r"[^\W\d_]*", name)
    assert letters is not None
    end = letters.end()
    return name[: end - 1 if name[end : end + 1] in ("?", "*") else end].casefold()


@rule(
    "DS-016",
    reads=("description",),
    languages=tuple(_KINDS),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
    advice="Write a text for this product, and for it only.",
    bad=[
        {
            "title": "Blue Stoneware Mug",
            "description": "These plates are thrown by hand. Each plate is glazed twice.",
        },
        {
            "title": "Tasse en grès bleu",
            "description": "Une assiette tournée à la main. Chaque assiette est émaillée deux fois.",
            "store": "amazon.fr",
        },
        {
            "title": "Halskette aus Silber",
            "description": "Diese Ohrringe sind handgemacht. Die Ohrringe wiegen 3 g.",
            "store": "amazon.de",
        },
        {
            "title": "Candela di cera d'api",
            "description": "Il sapone è fatto a freddo; un sapone per le mani.",
            "store": "amazon.it",
        },
        {
            "title": "Taza de gres azul",
            "description": "Estos platos son de gres. Cada plato es único.",
            "store": "amazon.es",
        },
    ],
    good=[
        {"title": "Blue Stoneware Mug", "description": "This mug goes with my plates. The plates are sold singly."},
        {"title": "Blue Stoneware Mug", "description": "Thrown by hand; goes with my plates."},
        {"title": "Oak Mug Rack", "description": "Holds cups above your plates. Keeps plates dry."},
        {"title": "Ring and Necklace Set", "description": "The bracelet is not included; see the bracelet page."},
        {
            "title": "Tasse en grès bleu",
            "description": "Tournée à la main, assortie à mes assiettes.",
            "store": "amazon.fr",
        },
        {
            "title": "Support pour tasses en chêne",
            "description": "Garde vos assiettes au sec. Les assiettes tiennent debout.",
            "store": "amazon.fr",
        },
    ],
)
def check(text: Text, *, times: int = 2) -> Findings:
    """The description seems to be that of another kind of product.

    Amazon asks for texts on this product and only it. Whether a text is true cannot be read from it; found is only the
    plain case that the title names one of some common kinds of goods, and the description never does, but names another
    kind at least twice. Sets, holders and things for or with others are let through. How it is found is ours.
    """
    title = text.fact("title")
    if not any(_may_name(word, text.language) for word in title.split()) or _NOT_ITSELF.search(title):
        return
    kinds, beginnings = _patterns(text.language), _beginnings(text.language)
    named = [number for number, kind in enumerate(kinds) if kind.search(title)]
    if len(named) != 1:
        return
    plain = text.value.casefold()
    told = [any(beginning in plain for beginning in known) for known in beginnings]
    if told[named[0]] and kinds[named[0]].search(text.value):
        return
    for number, kind in enumerate(kinds):
        found = list(text.find(kind)) if number != named[0] and told[number] else []
        if len(found) >= times:
            thing = kinds[named[0]].search(title)
            yield text.finding(
                say(
                    "the text is on '{match}', the title on '{match_2}'",
                    match=found[0].group(),
                    match_2=thing.group() if thing else title,
                ),
                found[0].span(),
            )
            return
