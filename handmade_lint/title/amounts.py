"""Expressions of what a title counts and measures: sizes, quantities, finenesses."""

from __future__ import annotations

import re
from functools import cache

_NUMBER = r"\d+(?:[.,/]\d+)?(?:\s?[½¼¾])?"
_UNIT = (
    r"(?:(?:cm|mm|dm|m|km|inch(?:es)?|in(?=\s*(?:[x×,;|/)\-–]|$|tall\b|wide\b|long\b|high\b|deep\b|round\b|square\b|diam))"
    r"|ft|feet|foot|yds?|yards?|oz|fl\.?\s?oz|ounces?|lbs?|pounds?|kg|gr?|grams?|grammes?|gramm|grammi|gramos|ml|cl|dl"
    r"|l|lit(?:er|re)s?|litri|litros?|gallons?|pouces?|zoll|pollici|pulgadas?|met(?:er|re)s?|mètres?|metri|metros?"
    r"|centim(?:eters?|etres?|ètres?|etri|etros?)|mesh|tog|(?:\"|″|”|'')(?!\w))(?!\w))"
)
_SIZE_WORD = r"(?:(?:ring|shoe|eu|us|uk)\s)?(?:size|taille|größe|gr\.|taglia|talla|misura|pointure|t\.)"
_MEASURE = rf"{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?"
SIZE = rf"""
    (?:(?:Ø|ø|ca\.?|circa|approx\.?|about|env\.?|environ|aprox\.?|up\sto|diam\.?|diameter|diamètre|diametro|diámetro
        |durchmesser|hauteur|longueur|largeur|altezza|lunghezza|larghezza|altura|largo|ancho|höhe|länge|breite
        |[hwdl]\.?)\s?(?:de\s|:\s?)?)*
    (?<![\w.,])
    (?:
        {_MEASURE}\s?{_UNIT}?(?:\s?(?:[x×]|by|par|auf)\s?{_MEASURE}[\s-]?{_UNIT}?){{1,3}}(?!\w)
      | {_MEASURE}[\s-]?{_UNIT}
      | (?:{_SIZE_WORD}\s)?\d{{1,2}}\s?[-–/]\s?\d{{1,2}}\s?
        (?:months?|mths?|mois|monate|mesi|meses|years?|yrs?|ans|jahre|anni|años)\b
      | (?:{_SIZE_WORD}\s)?\d{{1,2}}\s?(?:months?|mois|monate|mesi|meses)\b
      | {_SIZE_WORD}\s(?:[xsml]{{1,4}}(?:[/-][xsml]{{1,4}})?|\d{{1,3}}(?:[.,/–-]\d{{1,3}})?|unique|unica|única)\b
      | one\ssize(?:\sfits\s(?:all|most))? | einheitsgröße | taglia\sunica | talla\súnica | taille\sunique
      | (?:eu|us|uk|fr|it|de)\s\d{{1,2}}(?:[.,]5)?(?:\s?[/–-]\s?\d{{1,2}})?\b
      | (?:din\s?|format\s)?a[0-7]\b(?!\.)
      | (?:queen|king|twin|full|single|double)[\s-]size\b
      | [sml](?:\s?[,/&+]\s?x{{0,3}}[sml]\b)+
      | (?:x{{1,4}}[sl]|[2-6]xl|xs|s/m|m/l|l/xl|xs/s|s-m|m-l|s-xl|xs-xl)\b
    )
    (?:\s(?:wide|long|tall|high|deep|round|square|(?:in\s)?diameter|de\sdiamètre|de\slong(?:ueur)?|de\slarge(?:ur)?
        |de\shaut(?:eur)?|hoch|breit|lang|tief|durchmesser|di\sdiametro|di\slunghezza|di\saltezza|de\sdiámetro|de\slargo
        |de\salto|de\sancho|de\slongitud)\b)?
    """
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze"
    r"|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|due|tre|quattro|cinque|sei|otto|dieci|dodici|dos|tres|cuatro|cinco|seis"
    r"|ocho|diez|doce)"
)
QUANTITY = rf"""(?<![\w.,])(?:
        (?:sets?|packs?|lots?|bundles?|box(?:es)?|bags?|pairs?|collection|pieces?|job\slot)\sof\s{_COUNT}(?:\s(?:pieces|pcs))?
      | (?:lots?|ensemble|jeu|set|paquet|pack|série|kit|coffret|boîte)\sde\s{_COUNT}(?:\spièces)?
      | (?:set|pack|packung|satz)\s(?:mit|aus|von|à)\s{_COUNT}(?:\s(?:stück|teilen))?
      | {_COUNT}er[\s-]?(?:set|pack|packung|satz|pärchen)
      | (?:zweier|dreier|vierer|fünfer|sechser)[\s-]?(?:set|pack)
      | \d+[\s-]?teilig(?:e[srnm]?)?(?:\sset)?
      | (?:set|confezione|pacco|lotto|coppia|kit|servizio|scatola)\s(?:di|da)\s{_COUNT}(?:\spezzi)?
      | (?:juego|lote|pack|set|conjunto|paquete|caja|kit)\sde\s{_COUNT}(?:\s(?:piezas|unidades))?
      | {_COUNT}[\s-]?(?:packs?|pcs?|pieces?|pk|count|pièces|stück|stk\.?|teile|pezzi|piezas|unidades|uds)
      | par\s\d+ | x\s?\d+ | \d+\s?x(?=\s[^\W\d])
      | \d+(?:個|枚|本|点|組|客)(?:セット|組|入り|入)?
    )(?!\w)"""
FINENESS = (
    r"(?<![\w.,])(?:(?:925|999|950|958|916|750|585|417|375|333)(?:er)?|\d{1,2}\s?(?:k|kt|ct|carats?|karat|carati|quilates))"
    r"(?!\w)"
)


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A long expression, compiled when the first title is read."""
    return re.compile(source, re.VERBOSE | re.IGNORECASE)
