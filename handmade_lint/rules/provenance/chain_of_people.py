"""MP-036."""

import re

from ...rule import Findings, Text, rule, say

_PEOPLE = {
    "en": "women woman men man girls girl boys boy ladies lady kids children teens mom mum dad wife husband girlfriend "
    "boyfriend sister brother friends grandma grandpa him her unisex",
    "fr": "femme femmes homme hommes fille filles garçon garçons dames enfants ado ados maman papa épouse mari copine "
    "copain sœur frère amie amies mamie papi elle lui unisexe",
    "de": "frauen frau damen dame männer mann herren mädchen jungen kinder teenager mama papa ehefrau ehemann freundin "
    "freund schwester bruder oma opa sie ihn unisex",
    "it": "donna donne uomo uomini ragazza ragazze ragazzo ragazzi signora signore bambini mamma papà moglie marito "
    "fidanzata fidanzato sorella fratello amica nonna nonno lei lui unisex",
    "es": "mujer mujeres hombre hombres chica chicas chico chicos señora señoras niños niñas mamá papá esposa esposo "
    "novia novio hermana hermano amiga abuela abuelo ella él unisex",
}
_WORDS = {language: frozenset(words.split()) for language, words in _PEOPLE.items()}


@rule(
    "MP-036",
    reads="title",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    languages=tuple(_PEOPLE),
    hint=r"\w+\W+\w+\W+\w+\W+\w+\W+\w+",
    advice="Say in the title what it is; whom it suits belongs into the bullets or nowhere.",
    bad=[
        "Fashion bracelet for women men girls boys teens",
        {"title": "Bracelet pour femme homme fille garçon maman", "store": "amazon.fr"},
        {"title": "Armband für Damen Herren Mädchen Jungen Freundin", "store": "amazon.de"},
        {"title": "Bracciale per donna uomo ragazza ragazzo mamma", "store": "amazon.it"},
        {"title": "Pulsera para mujer hombre chica chico mamá", "store": "amazon.es"},
    ],
    good=[
        "Bracelet for women and men, braided leather",
        "Knitted hats for him, her and the kids",
        {"title": "Bracelet femme, cadeau pour maman", "store": "amazon.fr"},
        {"title": "Armband für Damen und Herren", "store": "amazon.de"},
    ],
)
def check(title: Text, *, people: int = 4) -> Findings:
    """A title lists everybody whom the thing might be given to.

    Titles of wholesale catalogues end in such chains, and many makers have copied the habit: a weak hint of our own.
    Four and more sorts of people are meant.
    """
    known = _WORDS[title.language]
    said = [word for word in re.findall(r"[^\W\d_]+", title.value.casefold()) if word in known]
    if len(set(said)) >= people:
        yield title.finding(
            say(
                "a hint of ours: the title names {said} sorts of people ({fromkeys}); is it an old "
                "habit? A title in plain words would clear it",
                said=len(set(said)),
                fromkeys=", ".join(dict.fromkeys(said)),
            ),
            people=sorted(set(said)),
        )
