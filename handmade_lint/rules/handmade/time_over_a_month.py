"""HM-024."""

from ...rule import HANDMADE_STORES, TIMES, Findings, Text, making_times, rule, say


@rule(
    "HM-024",
    reads=("title", "bullet", "description", "highlights", "personalisation"),
    stores=HANDMADE_STORES,
    needs=TIMES,
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201835090&language=en_US",
    advice="List only what you can make within 30 days, or make a stock beforehand.",
    bad=[
        {"description": "Made to order, 8-10 weeks"},
        {"description": "The current waiting list: 2 months"},
        {"description": "Réalisé sur commande, comptez 6 à 8 semaines", "store": "amazon.fr"},
        {"bullet.1": "Délai de confection : 2 mois", "store": "amazon.fr"},
        {"description": "Auf Bestellung, Anfertigung in 6 Wochen", "store": "amazon.de"},
        {"description": "Su ordinazione, 6 settimane di lavorazione", "store": "amazon.it"},
        {"description": "Por encargo, tiempo de confección de 2 meses", "store": "amazon.es"},
    ],
    good=[
        {"description": "Ready in 3 weeks"},
        {"description": "The pattern took me two months to draw"},
        {"description": "Soap, cured for 8 weeks before it is sold"},
        {"description": "Burns for 3 months of evenings"},
        {"description": "Prêt en 3 semaines", "store": "amazon.fr"},
        {"description": "Cuir tanné pendant 6 mois, sur commande", "store": "amazon.fr"},
        {"description": "Das Holz wurde 2 Jahre und 3 Monate getrocknet", "store": "amazon.de"},
    ],
)
def check(text: Text, *, days: int = 30) -> Findings:
    """The text promises a making time beyond the ceiling of 30 days.

    Amazon's page on production time sets the ceiling. Weeks are counted as 7 days and months as 30; what is told of the
    past, and times of posting, drying and curing, are not meant.
    """
    for time in making_times(text.value):
        if time.days > days:
            words = say(
                "'{match}' is more than the {days} days that making may take",
                match=text.value[time.start : time.end],
                days=days,
            )
            yield text.finding(words, (time.start, time.end), days=time.days)
