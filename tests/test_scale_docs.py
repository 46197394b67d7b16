"""The queries of docs/scale.md answer what they say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from benchmarks.catalogue import write
from handmade_lint.api import write as save
from handmade_lint.run import check

DOCS = Path(__file__).parents[1] / "docs" / "scale.md"


def test_the_queries_of_the_docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs pip install duckdb")
    pytest.importorskip("pyarrow", reason="needs pip install 'handmade-lint[parquet]'")
    report = check([write(tmp_path / "goods.csv", 300, seed=4)])
    save(report, tmp_path / "findings.jsonl")
    save(report, tmp_path / "findings.parquet")
    monkeypatch.chdir(tmp_path)
    queries = re.findall(r"```sql\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    by_rule, by_listing, by_store, by_line = (duckdb.sql(query).fetchall() for query in queries)
    counted = {(code, severity): findings for code, severity, findings, _ in by_rule}
    wanted = Counter((one.code, one.severity) for one in report.findings)
    assert len(counted) > 5
    assert counted.items() <= wanted.items()
    errors: dict[str, set[str]] = {}
    for one in report.findings:
        if one.severity == "error":
            errors.setdefault(one.sku, set()).add(one.code)
    quality = {one.sku: one.score.quality for one in report.entries}
    assert [(sku, sorted(errors[sku]), quality[sku]) for sku, _, _ in by_listing] == by_listing
    assert len(by_listing[0][1]) == max(map(len, errors.values()))
    stores = {one.store for one in report.entries}
    assert {store for store, *_ in by_store} == stores
    for store, listings, average, asked in by_store:
        mine = [one.score for one in report.entries if one.store == store]
        assert listings == len(mine)
        assert average == pytest.approx(mean(one.quality for one in mine), abs=0.06)
        assert asked == pytest.approx(mean(one.mass_produced_band != "quiet" for one in mine), abs=0.001)
    assert dict(by_line).items() <= Counter(one.code for one in report.findings).items()
