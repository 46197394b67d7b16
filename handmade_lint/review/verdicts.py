"""What a reviewer can say of an item, why, and what several looks at it add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..said import say


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the decisions."""

    code: str
    key: str
    label: str
    done: str
    """What is said of it afterwards."""
    true_find: bool | None
    """Whether the flag was right: True, False, or None where that is not said."""
    clauses: bool = True
    """Whether a notice goes to the maker."""


VERDICTS: Mapping[str, Verdict] = {
    one.code: one
    for one in (
        Verdict("allow", "a", say("Allow"), say("Allowed"), False, clauses=False),
        Verdict("proof", "p", say("Ask for proof"), say("Proof asked for"), True),
        Verdict("remove", "r", say("Remove"), say("Removed"), True),
        Verdict("ip", "i", say("IP complaint"), say("Handed on as an IP complaint"), True),
        Verdict("unsure", "n", say("Not sure"), say("Not sure"), None, clauses=False),
    )
}

REASONS: Mapping[str, str] = {
    "mass-produced": say("Looks mass-produced"),
    "bought-in": say("Bought in, not made by the seller"),
    "not-eligible": say("Not admitted to Handmade"),
    "others-mark": say("Somebody's trade mark"),
    "others-work": say("Somebody's work or character"),
    "copied": say("Text or pictures of another shop"),
    "claim": say("A claim without its proof"),
    "restricted": say("Restricted or forbidden goods"),
    "misleading": say("Misleads about the goods"),
    "picture": say("Pictures break the rules"),
    "makers-proof": say("The maker's proof is enough"),
    "rule-wrong": say("The rule is wrong here"),
    "other": say("Other (see the note)"),
}
"""Reason codes; notices hold a sentence for each but the last three."""

OF_GROUP: Mapping[str, str] = {
    "provenance": "mass-produced",
    "handmade": "not-eligible",
    "rights": "others-mark",
    "claims": "claim",
    "images": "picture",
    "catalogue": "misleading",
    "channels": "not-eligible",
    "profile": "misleading",
}
"""Group of a rule → the reason that its findings suggest."""

WAITING = ("open", "second", "split")
STATES: Mapping[str, str] = {
    "open": say("Open"),
    "second": say("Waits for a second look"),
    "split": say("Two looks differ"),
    "decided": say("Decided"),
    "appealed": say("Appealed"),
}


def settle(looks: Sequence[str], again: bool) -> tuple[str, str | None]:
    """State and outcome of an item.

    Args:
        looks: verdicts of different reviewers, in order.
        again: whether the item was chosen for a blind second look.

    A reviewer who is not sure calls a second one; where two differ, a third has the last word.
    """
    if not looks:
        return "open", None
    if len(looks) == 1:
        return ("second", None) if again or looks[0] == "unsure" else ("decided", looks[0])
    if len(looks) == 2 and looks[0] != looks[1] and looks[0] != "unsure":
        return "split", None
    return "decided", looks[-1]
