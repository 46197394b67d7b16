"""RE-025."""

from ...rule import Findings, Text, rule, say


@rule(
    "RE-025",
    reads=("title", "brand", "bullet", "description", "highlights", "keywords"),
    severity="error",
    force="law",
    stores=["amazon.it"],
    source=(
        "https://tg24.sky.it/economia/approfondimenti/ddl-pmi-cosa-prevede",
        "https://www.ratioquotidiano.it/sulla-rampa-di-lancio-la-riforma-della-disciplina-dellartigianato",
    ),
    advice="Say 'fatto a mano', or put your register number under [seller] it_albo_imprese_artigiane.",
    bad=[
        "Ciotola artigianale in legno d'ulivo",
        {"title": "Ciotola", "description": "Un pezzo di artigianato toscano"},
        {"title": "Ciotola artigianale", "seller.it_albo_imprese_artigiane": " "},
    ],
    good=[
        "Ciotola in legno d'ulivo, fatta a mano",
        {"title": "Ciotola artigianale", "seller.it_albo_imprese_artigiane": "TO-123456"},
        {"title": "Ciotola", "description": "Un bol artisanal", "store": "amazon.it"},
        {"title": "Ciotola cucita a mano", "description": "Intagliata da me"},
    ],
)
def check(text: Text) -> Findings:
    """The words artigianale, artigianato or artigiano are used without a register number.

    An Italian law of 2026 keeps them, in names, brands and adverts, for craft firms that are entered in the register
    and make the goods themselves; the fine is one per cent of turnover, at least 25,000 euros. The day it takes
    effect was not confirmed. Where the profile says nothing of the register it is said as a warning only.
    """
    number = text.fact("seller.it_albo_imprese_artigiane")
    if number.strip():
        return
    for found in text.find(r"(?i)(?<!\w)artigian(?:al[ei]|at[oi]|[oaie]|almente)(?!\w)"):
        words = say("'{match}' is kept for firms in the register of craft firms", match=found.group())
        yield text.finding(words, found.span(), severity=None if number else "warning")
