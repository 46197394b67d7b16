"""The queries of docs/scale.md answer what they say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.catalogue import write
from handmade_lint.api import write as save
from handmade_lint.run import check

DOCS = Path(__file__).parents[1] / "docs" / "scale.md"


def test_the_queries_of_the_docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs pip install duckdb")
    report = check([write(tmp_path / "goods.csv", 300, seed=4)])
    save(report, tmp_path / "findings.jsonl")
    monkeypatch.chdir(tmp_path)
    by_rule, by_listing = re.findall(r"```sql\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    counted = {(code, severity): findings for code, severity, findings, _ in duckdb.sql(by_rule).fetchall()}
    wanted = Counter((one.code, one.severity) for one in report.findings)
    assert len(counted) > 5
    assert counted.items() <= wanted.items()
    errors: dict[str, set[str]] = {}
    for one in report.findings:
        if one.severity == "error":
            errors.setdefault(one.sku, set()).add(one.code)
    worst = duckdb.sql(by_listing).fetchall()
    assert [(sku, sorted(errors[sku])) for sku, _ in worst] == [(sku, codes) for sku, codes in worst]
    assert len(worst[0][1]) == max(map(len, errors.values()))
