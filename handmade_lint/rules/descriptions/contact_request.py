"""DS-015."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_WANTED = re.compile(
    r"\b(?:sizes?|colou?rs?|pric\w*|quotes?|custom\w*|bespoke|orders?|other|different|engrav\w*|personali[sz]\w*|wholesale|"
    r"bulk|commission\w*|names?|lengths?|quantit\w+|tailles?|couleurs?|tarifs?|prix|devis|sur[ -]mesure|personnalis\w+|"
    r"autres?|différent\w*|commande\w*|gravure\w*|prénoms?|dimensions?|größen?|farben?|preise?|angebot\w*|wunsch\w*|individuell\w*|"
    r"andere\w*|sonder\w*|gravur\w*|namen?|maße?|bestell\w*|misur\w*|colori?|prezz\w*|preventiv\w*|personalizz\w*|altr[aeio]|"
    r"divers[aeio]|ordin\w*|incision\w*|nom[ei]|tallas?|tamaños?|colore?s?|precios?|presupuesto\w*|personaliz\w*|medida|otr[ao]s?|"
    r"pedidos?|encargos?|nombres?)\b|サイズ|色|価格|値段|オーダー|特注|名入れ|別注|他の",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"\b(?:damag\w*|broken|problems?|issues?|questions?|wrong|proofs?|prove|verif\w*|approv\w*|mistake\w*|lost|help|recycl\w*|"
    r"cassée?s?|abîmée?s?|problèmes?|questions?|soucis?|aide|maquettes?|épreuves?|valid\w+|défaut\w*|beschädigt\w*|kaputt\w*|"
    r"problemen?|fragen|entwurf|freigabe|hilfe|mangel|mängel|rott[aeo]|problem[ai]|domand[ae]|bozz[ae]|aiuto|difett\w*|"
    r"rot[ao]s?|preguntas?|dudas?|boceto\w*|defecto\w*|ayuda)\b|不具合|破損|ご質問|ご不明|校正",
    re.IGNORECASE,
)
_BIDDING = frozenset(
    """
    call us|write me|write to me|write to us|get in touch|schreibt mir|schreibt uns|kontaktiert mich|kontaktiert uns
    |me contacter|nous contacter|m'écrire|nous écrire|scrivermi|scriverci|contattarmi|contattarci|escribirme|escribirnos
    |contactarme|contactarnos
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Words that bid only where nobody else is the one who writes."""
_SOMEBODY = re.compile(
    r"\b(?:they|people|who|which|neighbou?rs|friends|children|kids|folks?|locals|some|others|customers|he|she|wife|husband"
    r"|sister|brother|mother|mum|mom|aunt\w*|grand\w+|daughter|son|someone|somebody|everyone|everybody|nobody"
    r"|continu\w*|fini\w*|arrêt\w*|cess\w*|aim\w*|os[eé]\w*|habitude|promis\w*|venue?s?|oubli\w*"
    r"|smess\w*|promess\w*|dej\w+|sigue\w*|sol[ií]a\w*|promet\w*)\b[^.!?;:,]{0,24}$"
    r"|\b(?:die|der|wer|sie|er|meine?|deine?|seine?|ihre?|unsere?|eine?)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[!?\n|•。！]|\.(?!\d)(?=\s|$)")


@rule(
    "DS-015",
    reads=("description", "bullet", "highlights", "title"),
    lexicons=["contact-requests"],
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://www.supplykick.com/blog/amazon-communication-guidelines-update",
        "https://support.sellerlabs.com/en/articles/883446-are-my-messages-following-amazon-s-buyer-seller-messaging-terms-of-service",
    ),
    advice="Offer the choice as a customisation field or a variation, and name its price there.",
    bad=[
        "Message me for other sizes",
        "Get in touch and I will make one",
        {"description": "Contactez-moi pour une autre couleur ou un devis", "store": "amazon.fr"},
        {"description": "Pour toute demande sur mesure, n'hésitez pas à me contacter", "store": "amazon.fr"},
        {"description": "Andere Größen: schreiben Sie mir", "store": "amazon.de"},
        {"description": "Per altre misure scrivimi", "store": "amazon.it"},
        {"description": "Para otras medidas, contáctame", "store": "amazon.es"},
        {"description": "他のサイズはお問い合わせください", "store": "amazon.co.jp"},
    ],
    good=[
        "Enter the name in the box",
        "If it arrives broken, contact me and I will send another. I send a proof; message me to approve the design",
        {"description": "Une question ? Contactez-moi, je réponds vite", "store": "amazon.fr"},
        {"description": "Bei Fragen oder Problemen schreiben Sie mir", "store": "amazon.de"},
        {"description": "Se arriva rotto contattami", "store": "amazon.it"},
        {"description": "Si llega roto, escríbeme", "store": "amazon.es"},
        "A contact lens case, soft in skin contact; a box of letters to write to Grandpa",
        "They call us the Withy Sisters in the village; my aunt and her neighbours write to me at Christmas",
        {"description": "« Écris-moi », gravé là où la main pousse le couvercle", "store": "amazon.fr"},
        {"description": "Mamie a promis de m'écrire, elle continue de m'écrire", "store": "amazon.fr"},
        {"description": "Meine Tante schreibt mir, ihrer schläft auf der Fensterbank", "store": "amazon.de"},
        {"description": 'Una cassetta rossa con su scritto "Scrivimi"', "store": "amazon.it"},
        {"description": "Un buzón de barro con la palabra «Escríbeme»", "store": "amazon.es"},
    ],
)
def check(text: Text) -> Findings:
    """The text sends customers to the seller for sizes, prices or bespoke work.

    Custom work is ordered through customisation fields. No sentence of the Handmade pages says so; the rule is drawn
    from those against contact and diverting, and the words are ours. A call to write without a word about what for is a
    hint; help with a damaged thing, questions, and the check of a custom design, which the rules on messages allow, are
    not meant.
    """
    for hit in lexicon("contact-requests").find(text.value, text.language):
        before = _STOP.split(text.value[max(0, hit.start - 160) : hit.start])[-1]
        sentence = before + _STOP.split(text.value[hit.start : hit.end + 160])[0]
        ahead = text.value[max(0, hit.start - 40) : hit.start]
        if text.inscribed(hit.start, hit.end) or (hit.term in _BIDDING and _SOMEBODY.search(before)):
            continue
        if _HELP.search(sentence) or (re.search(r"\?\s*$", ahead) and _HELP.search(ahead)):
            continue
        said = text.value[hit.start : hit.end]
        named = _WANTED.search(sentence.replace(said, " ")) is not None
        message = say("'{said}' sends customers to you instead of to a field of the page", said=said)
        yield text.finding(message, (hit.start, hit.end), severity=None if named else "info")
