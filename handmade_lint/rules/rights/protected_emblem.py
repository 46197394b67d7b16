"""IP-016."""

import re

from ...rule import Findings, Text, named, rule, say

_EMBLEM = re.compile(
    r"emblem|logo|insignia|seal|crest|badge|symbol|rings|emblème|écusson|insigne|anneaux|sceau|abzeichen|wappen|ringe|siegel"
    r"|stemma|emblema|cerchi|scudetto|escudo|aros|anillos|insignia|sello|マーク|ロゴ|徽章",
    re.IGNORECASE,
)


@rule(
    "IP-016",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="error",
    force="law",
    source=("cuttingforbusiness.com/?p=18769", "handmade-lint's own (no published source found)"),
    advice="Take the emblem out, or name the licence (the US forces have a programme) under [seller] licences.",
    lexicons=("emblems",),
    bad=[
        "Marine Corps emblem sign",
        {"title": "Broche anneaux olympiques", "store": "amazon.fr"},
        {"title": "Holzschild Deutsches Rotes Kreuz", "store": "amazon.de"},
        {"title": "Spilla Croce Rossa Italiana", "store": "amazon.it"},
        {"title": "Llavero aros olímpicos", "store": "amazon.es"},
        {"title": "オリンピックのピンバッジ", "store": "amazon.co.jp"},
    ],
    good=[
        "Anchor sign; set of five rings; red cross stitch heart",
        "Driftwood from the Olympic Peninsula, US navy blue",
        {"title": "Broche cinq anneaux, étoile et croix rouge au point de croix", "store": "amazon.fr"},
        {"title": "Cesta nasa de pescador en mimbre", "store": "amazon.es"},
        {"title": "US Army sign", "seller.licences": "US Army: hobbyist licence 12"},
    ],
)
def check(text: Text) -> Findings:
    """A text names an emblem that the law protects: the Olympic rings, forces, seals of states, the Red Cross.

    Statutes bar their use on goods whatever a seller means; which names crafters meet is known through third parties,
    and the Red Cross is of our own knowledge. Beside a word for an emblem it is said as an error on amazon.com; a bare
    name, and every other store, one step more softly.
    """
    for name in named(text, ["emblems"]):
        around = text.value[max(0, name.start - 20) : name.end + 20]
        grave = name.severity("error" if text.store == "amazon.com" and _EMBLEM.search(around) else "warning")
        words = name.says(say("is protected by law: do you hold leave?"))
        yield text.finding(words, name.span, severity=grave, **name.evidence)
