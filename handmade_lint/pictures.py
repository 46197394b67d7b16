"""When the main pictures of two listings are the same: by address, by file, or by what they show (PDQ).

Both are told as facts of a listing: 'image.main' is the address, 'image.main.digest' and 'image.main.pdq' are hashes
in hexadecimal, as far as the pictures were looked at.
"""

from __future__ import annotations

from .listing import Listing

BITS = 12
"""Of PDQ's 256, in which the same picture may differ after another scaling or saving. PDQ's authors take up to 31 for
a match; on white grounds unlike products come nearer to one another than photographs of the world."""
QUALITY = 50
"""PDQ's own measure (0 to 100) of how much there is to see, below which its authors trust no hash."""
_BANDS = 8


def picture_keys(listing: Listing) -> tuple[str, ...]:
    """What listings with the same main picture share at least one of: groups that are worth comparing.

    PDQ is cut into 8 bands of 32 bits. Of hashes that differ in up to 7 bits one band is always the same, and of those
    that differ in 12 nearly always.
    """
    uri = listing.get("image.main")
    if not uri:
        return ()
    keys = [f"uri {_address(listing)}"]
    digest, pdq = listing.get("image.main.digest"), _pdq(listing)
    if digest:
        keys.append(f"file {digest}")
    if pdq:
        size = len(pdq) // _BANDS
        keys += [f"pdq {band} {pdq[band * size : (band + 1) * size]}" for band in range(_BANDS)]
    return tuple(keys)


def same_picture(one: Listing, other: Listing) -> bool:
    """Whether two listings show the same main picture."""
    if _address(one) == _address(other):
        return True
    digest = one.get("image.main.digest")
    if digest and digest == other.get("image.main.digest"):
        return True
    mine, its = _pdq(one), _pdq(other)
    return bool(mine and its) and (int(mine, 16) ^ int(its, 16)).bit_count() <= BITS


def _address(listing: Listing) -> str:
    """The address of the main picture; a file's name is told with its catalogue, since others may use it, too."""
    uri = listing.get("image.main")
    return uri if "://" in uri else f"{listing.origin.file}\n{uri}"


def _pdq(listing: Listing) -> str:
    return listing.get("image.main.pdq") if float(listing.get("image.main.pdq_quality") or 0) >= QUALITY else ""
