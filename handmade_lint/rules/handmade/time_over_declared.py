"""HM-023."""

from ...rule import HANDMADE_STORES, TIMES, Findings, Text, making_times, rule, say


@rule(
    "HM-023",
    reads=("title", "bullet", "description", "highlights", "personalisation"),
    stores=HANDMADE_STORES,
    needs=TIMES,
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201835090&language=en_US",
    advice="Raise the production time to the most that the text promises, customisation included.",
    bad=[
        {"production_days": "5", "description": "Please allow 10 more days for engraving"},
        {"production_days": "5", "description": "Handmade in 2 weeks"},
        {"production_days": "5", "bullet.1": "Délai de fabrication : 10 jours", "store": "amazon.fr"},
        {"production_days": "3", "bullet.1": "Comptez 3 jours de plus pour la gravure", "store": "amazon.fr"},
        {"production_days": "5", "description": "Anfertigung dauert 2 bis 3 Wochen", "store": "amazon.de"},
        {"production_days": "5", "description": "Tempo di realizzazione: 2 settimane", "store": "amazon.it"},
        {"production_days": "5", "description": "Tiempo de elaboración de 15 días", "store": "amazon.es"},
    ],
    good=[
        {"production_days": "10", "description": "Made in 7 days"},
        {"production_days": "5", "description": "Returns within 30 days; delivery takes 2 weeks"},
        {"production_days": "5", "description": "The soap is cured for 6 weeks"},
        {"description": "Handmade in 2 weeks"},
        {"production_days": "14", "bullet.1": "Réalisé sous 10 jours, gravure comprise", "store": "amazon.fr"},
        {"production_days": "3", "bullet.1": "Livraison en 10 jours", "store": "amazon.fr"},
        {"production_days": "14", "description": "Fertig in 2 Wochen", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """The text promises a longer making time than the column tells.

    The production time must already hold what customisation takes: days that come on top of it are days that are
    missing. Weeks are counted as 7 days and months as 30; times of posting, returns, drying and curing are not meant.
    """
    declared = text.fact("production_days").strip()
    if not declared.isdecimal():
        return
    for time in making_times(text.value):
        words = text.value[time.start : time.end]
        if time.extra:
            told = say(
                "'{words}' come on top of the production time of {declared} days, which should hold them",
                words=words,
                declared=declared,
            )
        elif time.days > int(declared):
            told = say("'{words}' is more than the production time of {declared} days", words=words, declared=declared)
        else:
            continue
        yield text.finding(told, (time.start, time.end), days=time.days, declared=int(declared))
