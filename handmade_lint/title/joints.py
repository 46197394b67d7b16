"""Words that join the parts of a title, by language."""

from __future__ import annotations

from collections.abc import Mapping

FOR: Mapping[str, frozenset[str]] = {
    "en": frozenset(["for"]),
    "fr": frozenset(["pour"]),
    "de": frozenset(["für", "zum", "zur"]),
    "it": frozenset(["per"]),
    "es": frozenset(["para"]),
}
WITH: Mapping[str, frozenset[str]] = {
    "en": frozenset(["with", "without", "w/"]),
    "fr": frozenset(["avec", "sans"]),
    "de": frozenset(["mit", "ohne"]),
    "it": frozenset(["con", "senza"]),
    "es": frozenset(["con", "sin"]),
}
OF: Mapping[str, frozenset[str]] = {
    "en": frozenset(["of", "in", "from", "out"]),
    "fr": frozenset(["en", "de", "du", "d'", "au", "aux"]),
    "de": frozenset(["aus", "in", "von"]),
    "it": frozenset(["in", "di", "d'", "da", "al", "alla", "all'"]),
    "es": frozenset(["de", "en"]),
}
IN = frozenset(["in", "en"])
"""Of these, what may stand before a colour."""
OF_ITSELF = frozenset(["of", "de", "du", "d'", "di", "von"])
"""Prepositions that hang a stuff on the word before them: 'oiled with the oil of flax'."""
AND: Mapping[str, frozenset[str]] = {
    "en": frozenset(["and", "or", "&", "+"]),
    "fr": frozenset(["et", "ou", "&", "+"]),
    "de": frozenset(["und", "oder", "&", "+"]),
    "it": frozenset(["e", "ed", "o", "&", "+"]),
    "es": frozenset(["y", "e", "o", "u", "&", "+"]),
}
BY = frozenset(["by", "par", "von", "di", "de", "from"])
MADE = frozenset(
    """
    made crafted built cut carved turned
    fait faite faits faites fabriqué fabriquée fabriqués fabriquées réalisé réalisée réalisés réalisées
    gefertigt hergestellt gemacht fatto fatta fatti fatte realizzato realizzata realizzati realizzate
    hecho hecha hechos hechas fabricado fabricada elaborado elaborada
    """.split()
)
STUFF_FIRST = frozenset(["en", "de", ""])
"""Languages in which the stuff stands in front of the thing made of it."""
