"""What was left out of a cell when it was read (control characters, bytes of no encoding) stays when it is changed."""

from __future__ import annotations

from difflib import SequenceMatcher

from .delimited import clean


def carried(raw: str, old: str, new: str) -> str | None:
    """The cell `raw`, read as `old`, after it was changed into `new`; None where it was read in another way."""
    if raw == old:
        return new
    places = [at for at, letter in enumerate(raw) if clean(letter, "", 0)[0]]
    if len(places) != len(old) or clean(raw, "", 0)[0] != old:
        return None
    pieces = [raw[: places[0]] if places else raw]
    places.append(len(raw))
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kept = raw[places[first] : places[last]]
        if kind != "equal":
            pieces.append(new[begin:end])
            kept = "".join(letter for letter in kept if not clean(letter, "", 0)[0])
        pieces.append(kept)
    return "".join(pieces)
