"""Many texts at once: folded as each alone, and shapes that hold wherever their expression matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint import letters
from handmade_lint.letters import END, Letters
from handmade_lint.lexicon import folded
from handmade_lint.rules import load
from handmade_lint.shapes import required_shapes

ODD = ["ß", "™", "…", "ﬁ", "é", "e\u0301", " - ", " – ", "  ", "\u00a0 ", "’", "É", "💍", "Ｅ", "\t", "ｶﾞ", "\x00", END]
TEXTS = st.lists(st.lists(st.sampled_from(ODD) | st.text(max_size=8), max_size=6).map("".join), min_size=1, max_size=9)
HINTS = sorted({rule.hint for rule in load().values() if rule.hint})
SHAPED = [hint for hint in HINTS if required_shapes(hint)]


@given(TEXTS)
@settings(max_examples=300)
def test_together_as_each_alone(texts: list[str]) -> None:
    before = letters.FEW
    try:
        letters.FEW = 0
        text, ends = Letters(texts).folded()
    finally:
        letters.FEW = before
    starts = [0, *ends]
    found = [text[start : end - 1] for start, end in zip(starts, ends, strict=False)]
    plain = [re.sub("[\ud800-\udfff]", "\ufffd", folded(one.replace(END, "\x01"))) for one in texts]
    assert found == plain


def test_some_hints_have_shapes() -> None:
    assert required_shapes(r"\d{5}") == frozenset(["00000"])
    assert required_shapes(r"[A-Z]-?\d{3}") == frozenset(["A000", "A.000"])
    assert required_shapes(r"\d+") is None
    assert len(SHAPED) > 2


@pytest.mark.parametrize("hint", SHAPED)
@given(st.data())
@settings(max_examples=60)
def test_a_match_holds_a_shape(hint: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(hint)))
    together = Letters([text])
    kinds, _ = together.kinds()
    shapes = required_shapes(hint) or frozenset()
    assert together.beyond() or any(shape.encode() in kinds for shape in shapes)
