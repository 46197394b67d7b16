"""HM-050."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_ISSUER = re.compile(
    r"\b(?:signed|by me|by us|by the|from me|from the|from our|my|mine|our|artist\w*|issued|author\w* of|maker\w*"
    r"|studio|i sign|numbered and signed"
    r"|signée?s?|par|mon|notre|l'artiste|artiste|atelier|délivrée?s?|de ma main|je signe|auteure?|créatrice|créateur"
    r"|signiert\w*|handsigniert\w*|unterschrieben\w*|unterzeichnet\w*|von mir|von uns|künstler\w*|ausgestellt"
    r"|mein\w*|unser\w*|werkstatt"
    r"|firmat[oaie]|da me|dell'artista|dall'artista|dell'autore|dell'autrice|mio|nostro|rilasciat[oaie]|laboratorio"
    r"|bottega"
    r"|firmad[oa]s?|por|del artista|de la artista|del autor|mi|nuestro|emitid[oa]s?|taller)\b|作家|署名|サイン",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\n•]")


@rule(
    "HM-050",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    stores=[],
    lexicons=["authenticity-certificates"],
    source="handmade-lint's own (no published source found)",
    advice="Say who signs the certificate.",
    bad=[
        {"bullet.1": "Comes with COA", "store": "amazon.com"},
        {"bullet.1": "Livré avec certificat d'authenticité", "store": "amazon.fr"},
        {"bullet.1": "Mit Echtheitszertifikat", "store": "amazon.de"},
        {"bullet.1": "Con certificato di autenticità", "store": "amazon.it"},
        {"bullet.1": "Con certificado de autenticidad", "store": "amazon.es"},
    ],
    good=[
        {"bullet.1": "With a certificate of authenticity signed by me", "store": "amazon.com"},
        {"bullet.1": "Certificat d'authenticité signé par l'artiste", "store": "amazon.fr"},
        {"bullet.1": "Mit von mir unterschriebenem Echtheitszertifikat", "store": "amazon.de"},
        {"bullet.1": "No certificate of authenticity is needed", "store": "amazon.com"},
        {"bullet.1": "Un savon à l'huile de coco, sans certificat d'authenticité", "store": "amazon.fr"},
    ],
)
def check(text: Text) -> Findings:
    """A certificate of authenticity, and the sentence does not say whose.

    Nothing is published on such certificates for Handmade. A certificate is worth what its issuer is; the rule asks who
    that is, and says nothing more.
    """
    value = text.value
    for hit in lexicon("authenticity-certificates").find(value, text.language):
        before = _SENTENCE_END.split(value[: hit.start])[-1]
        after = _SENTENCE_END.split(value[hit.end :])[0]
        if not _ISSUER.search(before) and not _ISSUER.search(after):
            words = say("'{match}': it is not said who signs it", match=value[hit.start : hit.end])
            yield text.finding(words, (hit.start, hit.end))
