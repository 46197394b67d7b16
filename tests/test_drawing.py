"""The drawing of the house is that of today, and the last results of benchmarks are what pages tell."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import drawing, results

ROOT = Path(__file__).parents[1]


def test_the_drawing_is_of_today() -> None:
    assert drawing.PICTURE.read_text("utf-8") == drawing.draw(drawing.arrows()), "run: python -m tools.drawing"
    ElementTree.fromstring(drawing.PICTURE.read_text("utf-8"))


def test_every_module_is_in_one_room() -> None:
    modules = {path.stem for path in (ROOT / "handmade_lint").glob("*.py")}
    modules |= {path.parent.name for path in (ROOT / "handmade_lint").glob("*/__init__.py")}
    members = [one for names in drawing.ROOMS.values() for one in names]
    assert sorted(members) == sorted(set(members))
    assert modules - set(members) == set()
    assert {name for names in drawing.FLOORS for name in names} == set(drawing.ROOMS)
    with pytest.raises(KeyError):
        drawing.room_of("stranger")


def test_lines_lead_down_and_say_nothing_twice() -> None:
    table = {"cli": ("run",), "run": ("pipeline",), "pipeline": ("listing", "said"), "listing": ()}
    assert drawing.lines(table) == {("command line", "a run"), ("a run", "pipeline"), ("pipeline", "values")}
    table["cli"] = ("run", "pipeline")
    assert len(drawing.lines(table)) == 3


# ---- results


def test_a_result_is_read_from_what_a_benchmark_prints() -> None:
    line = json.dumps(
        {
            "machine": {"cpu": "X", "cores": 2, "click": "8"},
            "seed": 1,
            "quick": True,
            "figures": {"quiet.a.b": {"value": 0.5, "unit": "%", "limit": 1}, "other.a": {"value": 1, "unit": "s"}},
            "failed": {},
        }
    )
    made = results.result("quiet", ["a table\n", line + "\n"], date(2026, 11, 24))
    assert made["figures"] == {"a.b": {"value": 0.5, "unit": "%"}}
    assert made["machine"] == {"cpu": "X", "cores": 2}
    assert (made["day"], made["quick"]) == ("2026-11-24", True)
    for wrong in (["nothing"], [line.replace('"failed": {}', '"failed": {"quiet": "x"}')]):
        with pytest.raises(results.Unfit):
            results.result("quiet", wrong, date(2026, 11, 24))
    with pytest.raises(results.Unfit, match="no figure of rights"):
        results.result("rights", [line], date(2026, 11, 24))


@pytest.mark.parametrize("name", results.SHOWN)
def test_readme_tells_the_last_result(name: str) -> None:
    row = next(
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if f"python -m benchmarks {name}`" in line
    )
    said = row.rstrip(" |").rpartition("| ")[2]
    assert said == (results.cell(name) or "yours")
    assert results.cell(name) or name not in results.results()
    assert re.search(r"\d", said) or said == "yours"
