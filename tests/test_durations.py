"""Making times in running text: promises are read, everything else that has days in it is not."""

from __future__ import annotations

import re

import pytest

from handmade_lint.durations import TIMES, making_times
from handmade_lint.lexicon import fold


@pytest.mark.parametrize(
    ("text", "words", "days", "extra"),
    [
        ("made to order, 8-10 weeks", "8-10 weeks", 70, False),
        ("Handmade in 7 days", "7 days", 7, False),
        ("allow 10 more days for engraving", "10 more days", 10, True),
        ("Ready to ship in 2 weeks", "2 weeks", 14, False),
        ("It takes two months to make", "two months", 60, False),
        ("Turnaround: 12 weeks", "12 weeks", 84, False),
        ("Please allow an additional 5 days", "5 days", 5, True),
        ("Réalisé sur commande, comptez 6 à 8 semaines", "6 à 8 semaines", 56, False),
        ("Prévoir 5 jours supplémentaires pour la gravure", "5 jours supplémentaires", 5, True),
        ("Délai de fabrication : 10 jours", "10 jours", 10, False),
        ("Die Anfertigung dauert 6 bis 8 Wochen", "6 bis 8 Wochen", 56, False),
        ("Tempo di realizzazione: 5 settimane", "5 settimane", 35, False),
        ("Tiempo de elaboración de 15 días", "15 días", 15, False),
    ],
)
def test_promises_are_read(text: str, words: str, days: int, extra: bool) -> None:
    """The most that is told counts, and what comes on top is known as such."""
    (time,) = making_times(text)
    assert (text[time.start : time.end], time.days, time.extra) == (words, days, extra)
    assert any(re.search(rf"{time.strip('|')}(?!\w)", fold(text)[0]) for time in TIMES)


@pytest.mark.parametrize(
    "text",
    [
        "30-day returns",
        "Soap cured for 6 weeks",
        "Please allow 3 weeks for delivery",
        "It took me 3 months to knit",
        "Takes six weeks to cure",
        "Made to order in my studio; ships in 3 months",
        "A blanket for a 3 months old",
        "An advent calendar, made in wood with 24 days",
        "Made in 3 sizes, for a week of meals",
        "Livraison en 3 semaines",
        "Savon séché pendant 2 mois",
        "Sur commande, livré en 3 semaines",
        "Versand in 5 Tagen",
        "Lieferzeit 3 Wochen",
        "Consegna in 10 giorni",
        "Envío en 15 días",
        "Candle that burns for 3 days",
        "Étiquettes pour les 7 jours de la semaine",
    ],
)
def test_other_times_are_not(text: str) -> None:
    """Posting, returns, curing, ages and the past are no making times."""
    assert not list(making_times(text))
