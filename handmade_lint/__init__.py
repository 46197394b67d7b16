"""handmade_lint: a linter for the catalogues of people who sell handmade goods.

>>> from handmade_lint import lint
>>> report = lint([{"sku": "B-1", "title": "Oak Bowl!"}], store="amazon.com", select=["TI-007"])
>>> [finding.message for finding in report.findings]
["'!' may not appear in a title"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
GUIDE = "2026-11-23"
"""Day (ISO) on which the guide that the rules follow was compiled."""

__all__ = [
    "GUIDE",
    "Config",
    "ConfigError",
    "Finding",
    "Listing",
    "NotWritten",
    "Report",
    "Rule",
    "UnreadableInput",
    "__version__",
    "lint",
    "write",
]

if TYPE_CHECKING:
    from .api import lint, write
    from .catalogs import UnreadableInput
    from .config import Config, ConfigError
    from .finding import Finding
    from .listing import Listing
    from .report import Report
    from .rule import Rule
    from .writing import NotWritten

_WHERE = {
    "Config": "config",
    "ConfigError": "config",
    "Finding": "finding",
    "Listing": "listing",
    "NotWritten": "writing",
    "Report": "report",
    "Rule": "rule",
    "UnreadableInput": "catalogs",
    "lint": "api",
    "write": "api",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_WHERE[name]}", __name__), name)
