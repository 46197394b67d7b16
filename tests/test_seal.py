"""What is loaded as Python's own values was sealed on this machine."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint import seal
from handmade_lint.refusal import Refusal
from handmade_lint.seal import sealed, unsealed
from tests.review.conftest import rows, screened


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_breaks_the_seal(data: bytes, at: int, change: int) -> None:
    told = sealed(data)
    assert unsealed(told) == data
    at %= len(told)
    with pytest.raises(Refusal, match="another machine"):
        unsealed(told[:at] + bytes([told[at] ^ change]) + told[at + 1 :])


def test_the_key_is_the_users_alone_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    seal._key.cache_clear()
    told = sealed(b"batch")
    seal._key.cache_clear()
    assert unsealed(told) == b"batch"
    (file,) = (tmp_path / "handmade-lint" / "seal").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.unlink()
    seal._key.cache_clear()
    with pytest.raises(Refusal):
        unsealed(told)
    seal._key.cache_clear()


def test_a_strangers_unfinished_queue_is_refused(tmp_path: Path) -> None:
    """Its batches could hold anything; nothing of them is loaded."""
    store = screened(tmp_path, rows(20))
    path = store.path
    store.db.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE batches SET keeping = ?", (b"\0" * 64,))
    db.execute("UPDATE sources SET done = 0")
    db.commit()
    db.close()
    with pytest.raises(Refusal, match="another machine"):
        screened(tmp_path, rows(20))
