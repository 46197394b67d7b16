"""What the commands answer with one sentence and status 2."""

from __future__ import annotations

import errno

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says of a disk, a quota or a file that is full."""


class Refusal(Exception):
    """What was asked cannot be done: one sentence that says why and names the mend."""


class Moved(Refusal):
    """A file is not where it was, or not as it was; where it was asked for elsewhere, it may still be here."""
