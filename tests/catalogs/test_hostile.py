"""Files made to hurt: they cost no more than their size."""

from __future__ import annotations

import io
import time
import tracemalloc

import pytest

from handmade_lint.catalogs import UnreadableInput, open_catalog

from .reading import read, refused

LARGE = 1_200_000


def seconds(content: bytes) -> float:
    """Time to read or refuse a file."""
    began = time.perf_counter()
    try:
        for table in open_catalog(io.BytesIO(content), name="test"):
            for _ in table:
                pass
    except UnreadableInput:
        pass
    return time.perf_counter() - began


@pytest.mark.parametrize(
    "content",
    [
        b"x" * LARGE,
        b'sku,title\nA1,"' + b"x, " * (LARGE // 3),
        b"sku,title\nA1," + b"x" * LARGE + b"\n",
        b"sku,title\n" + b'A1,"\n' * (LARGE // 60),
        b"sku,title\n" + b'A1,"Oak\n' * (LARGE // 60),
        b"sku,title\n" + b'"' * (LARGE // 6),
        b"sku,title\n" + b'A1,"x\n' + b"A2,y\n" * (LARGE // 30),
        b"sku,title,images\nA1,Bowl,x" + b" " * LARGE + b"y\n",
        b'Handle,Title,Body (HTML)\nA1,Bowl,"' + b"<p " * (LARGE // 12) + b'"\n',
        b'Handle,Title,Body (HTML)\nA1,Bowl,"' + b"&#x1" * (LARGE // 12) + b'"\n',
        b'Handle,Title,Body (HTML)\nA1,Bowl,"' + b"<!--<script>" * (LARGE // 24) + b'"\n',
        b"[" * LARGE,
        b'{"a":' * (LARGE // 10),
        b'[{"title":"' + b"x" * LARGE + b'"}]',
        b"\xff" * (LARGE // 3),
        b"\r" * LARGE + b"sku,title\rA1,Bowl\r",
        b"," * LARGE,
    ],
    ids=range(17),
)
def test_time_grows_with_size_only(content: bytes) -> None:
    """A megabyte of anything takes seconds at most."""
    assert seconds(content) < 6


def test_one_long_line_is_named_shortly() -> None:
    """A message shows the beginning of what was seen."""
    assert len(refused(b"x" * LARGE)) < 400


def test_memory_of_a_row_of_separators() -> None:
    """Millions of cells in one row are not kept."""
    content = b"sku,title\nA1,Bowl\nA2," + b"x," * 1_000_000
    tracemalloc.start()
    reading = read(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reading.counts == (2, 1, 0)
    assert peak < 200_000_000
