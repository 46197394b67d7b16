"""KW-010."""

from ...rule import Edit, Findings, Fix, Remark, Text, rule, say


@rule(
    "KW-010",
    reads="keywords",
    severity="info",
    force="advice",
    hint=r"[^\W\d_a-zß-öø-ÿœぁ-んァ-ヶ一-龠ー]",
    source="https://sellercentral.amazon.com/gp/help/external/G23501",
    advice="Write search terms in lower case.",
    bad=[
        {"keywords": "Oak Bowl bread", "cure": "oak bowl bread"},
        {"keywords": "bol Élan CHÊNE", "store": "amazon.fr", "cure": "bol élan chêne"},
    ],
    good=[
        "oak bowl 925 2x4",
        {"keywords": "bol chêne œuvre", "store": "amazon.fr"},
        {"keywords": "木の器", "store": "amazon.co.jp"},
    ],
)
def check(text: Text) -> Findings:
    """Search terms are written with capitals.

    Amazon advises lower case: capitals change nothing in search, and lower case keeps repeats in sight.
    """
    loud = [word for word in text.words if word != word.lower() and len(word) == len(word.lower())]
    if loud:
        edits = tuple(Edit(text.field, *word.span, word.lower()) for word in loud)
        yield Remark(say("capitals are of no use in search terms"), text.field, loud[0].span, Fix(edits))
