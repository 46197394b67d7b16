"""handmade_lint: a linter for the catalogues of people who sell handmade goods.

>>> from handmade_lint import check
>>> report = check(["catalogue.csv"], store="amazon.fr")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
GUIDE = "2026-11-23"
"""Day (ISO) on which the guide that the rules follow was compiled."""

__all__ = ["GUIDE", "Finding", "Listing", "Report", "Rule", "__version__", "check"]

if TYPE_CHECKING:
    from .finding import Finding
    from .listing import Listing
    from .report import Report
    from .rule import Rule
    from .run import check

_WHERE = {"Finding": "finding", "Listing": "listing", "Report": "report", "Rule": "rule", "check": "run"}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_WHERE[name]}", __name__), name)
