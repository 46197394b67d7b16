"""`new-rule`: a rule to begin with, whose cases hold as they are."""

from __future__ import annotations

import re
from pathlib import Path

from .config import ConfigError
from .said import say

_TABLE = """\
code = "{code}"
kind = "pattern"            # or terms, limit, field: CONTRIBUTING.md of handmade-lint says what each can do
severity = "warning"        # error, warning, info
force = "ours"              # whose rule it is: published by the marketplace, law, its advice, or ours
reads = ["title"]           # title, bullet, description, keywords, tag, brand, price, …
patterns = ['\\bTODO\\b']
message = "'{{match}}' was left over"
advice = "Write what was to stand there."
doc = \"\"\"
A note to oneself is left in the text.

Shoppers see it. Say here why it matters, and to whom.
\"\"\"
source = "our own"
# Each bad case must be found, each good one must not; choose good ones that tempt.
bad = ["Oak bowl TODO", "TODO: name of the cup"]
good = ["Oak bowl", "Toddler's bowl of oak"]
"""

_CODE = '''\
"""{code}."""

from handmade_lint.rule import Findings, Text, rule


@rule(
    "{code}",
    reads="title",
    severity="warning",
    force="ours",
    source="our own",
    advice="Write what was to stand there.",
    bad={{"Oak bowl TODO": "Oak bowl", "Cup TODO": "Cup"}},
    good=["Oak bowl", "Toddler's bowl of oak"],
)
def check(title: Text, *, words: tuple[str, ...] = ("TODO",)) -> Findings:
    """A note to oneself is left in the text.

    Shoppers see it. Say here why it matters, and to whom.
    """
    for word in words:
        for found in title.find(rf"\\s*\\b{{word}}\\b"):
            yield title.finding(f"'{{word}}' was left over", found.span(), fix="")
'''


def write(code: str, name: str, folder: Path, *, as_code: bool) -> Path:
    """Write a rule's file and return its path.

    Args:
        code: of the rule, such as XX-001.
        name: of the rule, such as left-over-note.
        folder: of rules; made if it is not there.
        as_code: a Python function instead of a table.

    Raises:
        ConfigError: code or name cannot be one, or the file is there or cannot be written.
    """
    if not re.fullmatch(r"[A-Z]{2,6}-\d{1,4}", code):
        raise ConfigError(say("'{code}' is no code; write capitals, a hyphen and a number, such as XX-001", code=code))
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name):
        raise ConfigError(
            say("'{name}' is no name; write small letters and hyphens, such as left-over-note", name=name)
        )
    path = folder / f"{name.replace('-', '_')}.{'py' if as_code else 'toml'}"
    try:
        if path.exists():
            raise ConfigError(say("'{path}' is there already; --name calls the new rule otherwise", path=path))
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text((_CODE if as_code else _TABLE).format(code=code), "utf-8")
    except OSError as fault:
        raise ConfigError(say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)) from None
    return path
