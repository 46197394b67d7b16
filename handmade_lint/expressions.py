"""Regular expressions that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Expression:
    """Stands for a compiled expression; each of its methods is looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """Like re.compile, later. A wrong expression raises re.error at its first use."""
    return cast("re.Pattern[str]", _Expression(source, flags))
