"""How long a text says that making takes: 'made to order, 8-10 weeks', 'prêt en 3 semaines', in five languages.

Only promises are read: a stretch of time beside words of making or waiting. Times of posting, returning, curing and
drying, and what is told of the past ('it took me a month'), are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .expressions import expression

_DAYS = {
    "day": 1, "days": 1, "jour": 1, "jours": 1, "tag": 1, "tage": 1, "tagen": 1, "giorno": 1, "giorni": 1, "día": 1,
    "días": 1, "dia": 1, "dias": 1, "werktag": 1, "werktage": 1, "werktagen": 1, "arbeitstage": 1, "arbeitstagen": 1,
    "week": 7, "weeks": 7, "semaine": 7, "semaines": 7, "woche": 7, "wochen": 7, "settimana": 7, "settimane": 7,
    "semana": 7, "semanas": 7,
    "month": 30, "months": 30, "mois": 30, "monat": 30, "monate": 30, "monaten": 30, "mese": 30, "mesi": 30, "mes": 30,
    "meses": 30,
}  # fmt: skip
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "one a an une un eine einen eine una uno",
            "two deux zwei due dos",
            "three trois drei tre tres",
            "four quatre vier quattro cuatro",
            "five cinq fünf cinque cinco",
            "six six sechs sei seis",
            "seven sept sieben sette siete",
            "eight huit acht otto ocho",
            "nine neuf neun nove nueve",
            "ten dix zehn dieci diez",
            "eleven onze elf undici once",
            "twelve douze zwölf dodici doce",
        ),
        1,
    )
    for word in words.split()
}
_BETWEEN = "more additional extra further weitere zusätzliche ulteriori working business full whole".split()
TIMES = tuple(f"{word} {unit}|" for unit in _DAYS for word in (*"0123456789", *_NUMBERS, *_BETWEEN))
"""Beginnings of which one stands, in folded form, in every text that tells a time; the bar ends a word."""
_MADE_IN = expression(
    r"(?:\b(?:(?:hand)?(?:made|crafted|knitted|sewn|turned|built)(?: by hand)?|ready(?: to (?:ship|post))?|completed"
    r"|finished)"
    r" (?:in|within|after)|\btakes?(?: me)?|\b(?:fabriqu|réalis|confectionn)\w+ (?:en|sous|dans)|\bfaite?s? (?:en|sous)"
    r"|\bprête?s? (?:en|sous|dans)|\bil faut|\b(?:an|her)?gefertigt in|\bfertig in|\bpront[oaie] in"
    r"|\brealizzat[oaie] in"
    r"|\blist[oa]s? en|\bhech[oa]s? en|\belaborad[oa]s? en|\btarda(?:mos)?)"
    r"\s*(?:about|around|approximately|approx\.?|only|just|up to|environ|à peine|etwa|ca\.?|circa|unos|unas"
    r"|aproximadamente)?\s*$",
    re.IGNORECASE,
)
_WAITING = expression(
    r"\bmade to order|\bmade on order|\ballow\b|\bturn ?around|\b(?:production|processing|making|lead|wait(?:ing)?"
    r"|crafting) time"
    r"|\bwaiting list|\badds?\b|\bsur commande|\bdélais? de (?:fabrication|réalisation|confection|création|production)"
    r"|\bcompte[rz]\b|\bprévoi[rz]\b|\bprévoyez|\btemps de (?:fabrication|réalisation)|\bajoute[rz]\b"
    r"|\bauf bestellung|\b(?:herstellungs|fertigungs|produktions|bearbeitungs)(?:zeit|dauer)|\banfertigung"
    r"|\bherstellung dauert"
    r"|\bbitte (?:rechnen|planen)|\bzuzüglich|\bsu ordinazione|\btemp[oi] di (?:produzione|realizzazione"
    r"|lavorazione)|\boccorrono"
    r"|\bservono|\baggiung\w+|\bpor encargo|\bbajo pedido|\btiempo de (?:fabricación|elaboración|producción"
    r"|confección)|\bañad\w+",
    re.IGNORECASE,
)
_BEFORE = (
    *("made", "crafted", "knitted", "sewn", "turned", "built", "ready", "completed", "finished", "take", "fabriqu"),
    *("réalis", "confectionn", "fait", "prêt", "il faut", "gefertigt", "fertig in", "pront", "realizzat", "list"),
    *("hech", "elaborad", "tarda", "allow", "turn", " time", "add", "commande", "délai", "compte", "prévo", "temps de"),
    *("ajoute", "bestellung", "zeit", "dauer", "anfertigung", "bitte", "zuzüglich", "ordinazione", "temp", "occorrono"),
    *("servono", "aggiung", "encargo", "pedido", "tiempo", "añad"),
)
"""Of which one stands in whatever _MADE_IN or _WAITING matches."""
_MAKING_AFTER = expression(
    r"\W{0,3}(?:to (?:make|knit|sew|complete|finish|produce|craft|carve|weave|engrave|be made)|for (?:me"
    r"|us) to (?:make|knit|sew|carve"
    r"|weave|engrave|complete)|for (?:production|making|engraving|customi[sz]ation|personali[sz]ation)|turn ?around"
    r"|lead time"
    r"|production time|processing time"
    r"|de (?:fabrication|réalisation|confection|travail|délai|production)|pour (?:la fabrication|la réalisation"
    r"|la confection|la gravure"
    r"|la personnalisation|fabriquer|réaliser|graver|tricoter|coudre)"
    r"|(?:für die )?(?:herstellung|anfertigung|gravur|fertigung|produktionszeit|bearbeitungszeit)"
    r"|(?:di|per la) (?:lavorazione|produzione|realizzazione|incisione|personalizzazione)|per realizzar\w+"
    r"|(?:de|para (?:la|el|su)) (?:fabricación|elaboración|confección|producción|grabado|personalización))",
    re.IGNORECASE,
)
_EXTRA = expression(
    r"\b(?:more|additional|extra|longer|further|plus|supplémentaires?|de plus|en plus|zusätzlich\w*|zuzüglich"
    r"|weitere[nr]?|länger"
    r"|in più|aggiuntiv\w+|ulterior\w+|adicional\w*|de más|add|adds|ajoute[rz]|aggiung\w+|añad\w+)\b",
    re.IGNORECASE,
)
_NOT_MAKING = expression(
    r"\b(?:ship(?:ping|s|ped|ment)?|deliver\w*|post(?:age|al|ed)?|arriv\w*|transit|return\w*|refund\w*|exchang\w*"
    r"|cur(?:e|ed|es|ing)"
    r"|dr(?:y|ied|ies|ying)|age[ds]?|ag(?:e)?ing|matur\w*|season\w*|grow\w*|last(?:s|ed|ing)?|burn\w*|old|warranty"
    r"|guarantee|took"
    r"|wear|worn|break in|ferment\w*|rest(?:ed|s|ing)?|before (?:the )?event|in advance|fade\w*|soften"
    r"|livr\w+|expédi\w+|envoi|envoy\w+|retour\w*|rembours\w+|échang\w+|cure|séch\w+|sèch\w+|vieilli\w*|matur\w+"
    r"|garantie|dur(?:e|ée|er)"
    r"|brûl\w+|repos\w*|affin\w+|a pris|m'a"
    r"|versand\w*|verschick\w*|liefer\w*|rückgabe\w*|umtausch|getrocknet|trockn\w*|reif\w*|gelager\w*|garantie|hält"
    r"|brenn\w*|gedauert"
    r"|sped\w+|consegn\w+|res[oi]|rimbors\w+|stagionat\w*|asciug\w*|essicc\w*|matur\w+|dura|garanzia"
    r"|env[ií]\w*|entreg\w+|devoluci\w+|reembols\w+|secad\w*|sec\w+|curad\w+|garantía|reposo)\b",
    re.IGNORECASE,
)
_READY = expression(r"\bready to (?:ship|post)", re.IGNORECASE)
_REACH = 64
"""Characters on either side of a unit within which its number and what follows it stand."""
_UNITS = (
    *("day", "jour", "tag", "giorn", "día", "dia", "werktag", "arbeitstag", "week", "semain", "woche", "settiman"),
    *("seman", "month", "mois", "monat", "mes"),
)
"""What units begin with."""
_CLAUSE_END = expression(r"[.!?;\n•|]|\bthen\b|\bpuis\b|\bdann\b|\bpoi\b|\bluego\b")


@dataclass(frozen=True, slots=True)
class MakingTime:
    """A time that a text promises for making."""

    start: int
    end: int
    days: int
    """The most that is told, in days; weeks have 7, months 30."""
    extra: bool
    """Whether it comes on top of another time."""


@lru_cache(maxsize=64)
def making_times(text: str) -> tuple[MakingTime, ...]:
    """The making times that a text promises, in order."""
    return tuple(_times(text))


def _durations(text: str) -> Iterator[re.Match[str]]:
    """Stretches of time, looked for around the units only, which is quicker than everywhere."""
    plain = text.lower()
    if len(plain) != len(text):
        yield from _duration().finditer(text)
        return
    places = set()
    for unit in _UNITS:
        at = plain.find(unit)
        while at >= 0:
            if at and (plain[at - 1] == "-" or plain[at - 1].isspace()):
                places.add(at)
            at = plain.find(unit, at + 1)
    done = 0
    for at in sorted(places):
        start = max(done, at - _REACH)
        while start > done and not plain[start - 1].isspace():
            start -= 1
        for found in _duration().finditer(text, start, min(len(text), at + _REACH)):
            if found.start("unit") <= at:
                done = found.end()
                yield found


def _times(text: str) -> Iterator[MakingTime]:
    for found in _durations(text):
        before = _CLAUSE_END.split(text[max(0, found.start() - 60) : found.start()])[-1]
        after = _CLAUSE_END.split(text[found.end() : found.end() + 45])[0]
        near = before.casefold()
        told = any(word in near for word in _BEFORE)
        if not ((told and (_MADE_IN.search(before) or _WAITING.search(before[-45:]))) or _MAKING_AFTER.match(after)):
            continue
        if _NOT_MAKING.search(_READY.sub("", before)) or _NOT_MAKING.search(after[:30]):
            continue
        extra = bool(_EXTRA.search(found.group()) or _EXTRA.search(before[-20:]) or _EXTRA.match(after.lstrip(" ,")))
        number = (found.group("most") or found.group("least")).casefold()
        count = int(number) if number.isdecimal() else _NUMBERS[number]
        yield MakingTime(found.start(), found.end(), count * _DAYS[found.group("unit").casefold()], extra)


@cache
def _duration() -> re.Pattern[str]:
    number = rf"\d{{1,3}}|{'|'.join(sorted(set(_NUMBERS), key=lambda word: -len(word)))}"
    return re.compile(
        rf"(?<![\w.,])(?P<least>{number})(?:\s*(?:-|–|—|to|à|bis|a|o|or|ou|oder|e)\s*(?P<most>{number}))?(?:[^\S\n]|-)"
        rf"(?:(?:{'|'.join(_BETWEEN)})[^\S\n]){{0,2}}"
        rf"(?P<unit>{'|'.join(sorted(_DAYS, key=lambda word: -len(word)))})(?!\w)"
        r"(?:\s(?:supplémentaires?|de plus|en plus|extra|longer|more|in più|aggiuntivi|adicionales|de más|länger)\b)?",
        re.IGNORECASE,
    )
