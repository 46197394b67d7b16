"""IP-021."""

import re

from ...rule import Findings, Text, rule, say

_NAME = re.compile(r"(?<!\w)harris[\s-]+tweed(?!\w)", re.IGNORECASE)
_MANNER = re.compile(
    r"[\s-]*(?:style|type|look|like|inspired|effect|stil|optik|imitat)(?!\w)", re.IGNORECASE
)  # fmt: skip
_BEFORE = re.compile(r"(?:style|façon|esprit|imitation|stile|tipo|estilo)\s{1,3}$", re.IGNORECASE)
_PROOF = re.compile(
    r"\blabel|\borb\b|certifi|certificat|étiquette|etikett|zertifi|etichett|etiqueta|\bauthority\b|ラベル|証明",
    re.IGNORECASE,
)


@rule(
    "IP-021",
    reads=("title", "highlights", "bullet", "description"),
    severity="warning",
    force="law",
    source="harristweed.org; ipso-jure 2012; BBC 39627877",
    advice="Use certified cloth only, write 'Harris Tweed', and say the number of its label or show the label.",
    needs=("harris",),
    bad=[
        "Harris Tweed style bag",
        {"title": "Sac en harris tweed et cuir", "store": "amazon.fr"},
        {"title": "Tasche in Harris-Tweed-Optik", "store": "amazon.de"},
    ],
    good=[
        "Bag in Harris Tweed, label photo",
        {"title": "Bag in Harris Tweed", "description": "Each length carries the Orb label of the Authority"},
        {"description": "Sac en Harris Tweed, étiquette numérotée cousue à l'intérieur", "store": "amazon.fr"},
        {"title": "Tweed bag by Harris & Daughters"},
        {"title": "Bag in Harris Tweed", "seller.licences": "Harris Tweed labels 0811-0830"},
    ],
)
def check(text: Text) -> Findings:
    """A text says Harris Tweed without its label.

    The name is a certification mark with an act of parliament behind it: for cloth woven in the Outer Hebrides and
    stamped. 'Style' and 'type' are a misuse; the plain name is a question for the label, which is said as a note.
    """
    names = list(text.find(_NAME))
    if not names:
        return
    listing = text.listing
    told = "\n".join([*listing.texts.values(), text.fact("seller.licences")])
    proved = _PROOF.search(told) or "harris tweed" in text.fact("seller.licences").casefold()
    for found in names:
        manner = _MANNER.match(text.value, found.end())
        if manner:
            span = found.start(), manner.end()
            yield text.finding(
                say("'{value}' uses the mark for cloth that is not certified", value=text.value[span[0] : span[1]]),
                span,
            )
        elif _BEFORE.search(text.value, max(0, found.start() - 24), found.start()):
            yield text.finding(
                say("'{match}' is used for a style; it is a mark for certified cloth", match=found.group()),
                found.span(),
            )
        elif not proved:
            words = say("'{match}' is for certified cloth: which number is on its label?", match=found.group())
            yield text.finding(words, found.span(), severity="info")
        elif found.group() != "Harris Tweed" and not found.group().isupper():
            yield text.finding(
                say("write 'Harris Tweed', not '{match}'", match=found.group()), found.span(), severity="info"
            )
