"""DS-011, with DS-012: 'for a limited time' in prose on nature is no offer."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_TRADE = re.compile(
    r"\b(?:availab|order|buy|purchas|offer|sale\b|sold|price|shop|stock|deliver|deadline|closed|disponib|command|achet|offre|"
    r"vente|prix|boutique|livr|fermé|erhältlich|verfügbar|bestell|kauf|angebot|preis|liefer|versand|geschlossen|ordin|"
    r"acquist|offert|prezz|negozio|consegn|chius|pedid|pide|compr|oferta|preci|tienda|entrega|cerrad)\w*|販売|購入|注文|価格",
    re.IGNORECASE,
)
_CRAFT = re.compile(
    r"\b(?:wash|dry|dried|oil|wax|soak|water|fired?\b|glaz|dye|knit|bloom|flower|bird|grow|dip|lav(?:er|ez|are|ar)\b|sèch|"
    r"séch|huil|cuit|cuis|arros|fleur|oiseau|wasch|trockn|ölen|ölt|gieß|blüh|vogel|vögel|brenn|asciug|fioris|uccell|seca|"
    r"riega|florec|pájaro)\w*|洗|乾|焼|咲",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"this (?:week|month)|cette semaine|ce mois|diese woche|diesen monat|quest[ao] (?:settimana|mese)"
    r"|est[ea] (?:semana|mes)"
    r"|今週|今月",
    re.IGNORECASE,
)
"""Spans of time that any story may tell."""
_BRIEF = re.compile(r"limited time|durée limitée|temps limité|begrenzte|kurze zeit|limitato|limitado", re.IGNORECASE)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|"
    r"november|december|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|"
    r"februar|märz|juni|juli|oktober|dezember|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|"
    r"ottobre|dicembre|enero|febrero|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|christmas eve)\b"
)
_UNTIL = re.compile(
    r"\b(?:before|by|until|till|avant|jusqu['’]au|bis(?: zum)?|vor dem|entro(?: il)?|fino al|antes del?|hasta el)\s+"
    r"(?:the |le )?(?:\d{1,2}(?:st|nd|rd|th|er|\.)?(?: of| de)?[ -]?" + _MONTH + r"|" + _MONTH + r" \d{1,2}\b|"
    r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?(?!\d))|\d{1,2}月\d{1,2}日まで",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:new (?:for|in)|nouveauté|neuheit|neu|novità|novedad)\s+20[2-3]\d\b", re.IGNORECASE)
_STOP = re.compile(r"[!?\n|•。！]|\.(?!\d)(?=\s|$)")


_BEFORE = (
    *(
        "before",
        "before the",
        "by",
        "by the",
        "until",
        "until the",
        "till",
        "till the",
        "avant",
        "avant le",
        "jusqu'au",
    ),
    *("bis", "bis zum", "vor dem", "entro", "entro il", "fino al", "antes de", "antes del", "hasta el"),
)
_BEGINNINGS = (
    *"0123456789",
    *(
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "fév",
        "avr",
        "mai",
        "jui",
        "aoû",
    ),
    *("déc", "mär", "okt", "dez", "gen", "mag", "giu", "lug", "ago", "set", "ott", "dic", "ene", "abr", "christmas"),
)
"""How a day or a month begins."""


@rule(
    "DS-011",
    reads="description",
    lexicons=("dated-statements",),
    needs=(
        *(f"|{before} {beginning}" for before in _BEFORE for beginning in _BEGINNINGS),
        *("日まで", "new for 20", "new in 20", "nouveauté 20", "neuheit 20", "|neu 20", "novità 20", "novedad 20"),
    ),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://blog.calvendo.de/tag/metadaten",
    ),
    advice="Leave it out: the text should be as true in a year as it is today.",
    bad=[
        "Order before 10 December for Christmas",
        "Available for a limited time only",
        "Last chance! This glaze will not come again",
        {"description": "Commandez avant le 10 décembre pour Noël", "store": "amazon.fr"},
        {"description": "Offre à durée limitée, jusqu'à épuisement des stocks", "store": "amazon.fr"},
        {"description": "Bestellungen bis zum 10. Dezember kommen rechtzeitig an", "store": "amazon.de"},
        {"description": "Nur für begrenzte Zeit erhältlich", "store": "amazon.de"},
        {"description": "Ordina entro il 10 dicembre", "store": "amazon.it"},
        {"description": "Pedidos hasta el 10 de diciembre", "store": "amazon.es"},
        {"description": "期間限定の色です", "store": "amazon.co.jp"},
        {"description": "Der Falter blüht auf für begrenzte Zeit", "store": "amazon.de"},
    ],
    good=[
        "Made for winter, a limited edition of 30. Still used today, as in the 12th century",
        "Soak it this week and the next, then dry it slowly",
        "Fired on 10 December 2019; from wood felled before 1 March",
        {
            "description": "Fait pour l'hiver, édition limitée, nouvelle couleur, toujours utilisé aujourd'hui",
            "store": "amazon.fr",
        },
        {"description": "Eine neue Form, heute wie vor hundert Jahren gebrannt", "store": "amazon.de"},
        {"description": "Edizione limitata, pensata per l'inverno", "store": "amazon.it"},
        {"description": "Un regalo para el año nuevo y para hoy", "store": "amazon.es"},
        {
            "description": "Cette semaine-là il avait neigé et le tas de bois dormait encore dehors",
            "store": "amazon.fr",
        },
        "It was found in a drawer by my sister, and this week it turns a hundred years old",
        {"description": "Diese Woche im Jahr 1981 schneite es im Tal, und niemand kam hinauf", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """The description says something that will soon not be true.

    Amazon's detail page rules bar dated, time-bound statements. Dates are meant where the sentence speaks of ordering,
    phrases such as 'last chance' everywhere, save in sentences on making or care. 'For a limited time' in prose that
    offers nothing ('it blooms for a limited time') is a hint only, since the store's own search for such words is known
    to hit it. 'This week' is meant in company of a word of trade only. A limited
    edition is a fact, and 'new' or 'today' are ordinary words in running text. Few of the words
    are Amazon's own; all others are said as a hint, too.
    """
    for hit in lexicon("dated-statements").find(text.value, text.language):
        sentence = _sentence(text.value, hit.start, hit.end)
        trade = _TRADE.search(sentence) is not None or len(sentence.split()) < 6
        brief = _BRIEF.search(text.value[hit.start : hit.end]) is not None
        if _CRAFT.search(sentence) and not trade and not brief:
            continue
        if _WEEKS.search(text.value[hit.start : hit.end]) and not trade:
            continue
        soft = not hit.sourced or (brief and not trade)
        said = text.value[hit.start : hit.end]
        yield text.finding(
            say("'{said}' will soon not be true", said=said), (hit.start, hit.end), severity="info" if soft else None
        )
    for found in text.find(_UNTIL):
        if _TRADE.search(_sentence(text.value, *found.span())):
            yield text.finding(say("'{match}' is a date that will pass", match=found.group()), found.span())
    for found in text.find(_YEAR):
        yield text.finding(say("'{match}' will soon not be true", match=found.group()), found.span(), severity="info")


def _sentence(value: str, start: int, end: int) -> str:
    before = _STOP.split(value[max(0, start - 200) : start])[-1]
    after = _STOP.split(value[end : end + 200])[0]
    return before + value[start:end] + after
