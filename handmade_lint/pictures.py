"""When the main pictures of two listings are the same: by address, by file, or by what they show (PDQ).

Both are told as facts of a listing: 'image.main' is the address, 'image.main.digest', 'image.main.pdq' and, without
margins, 'image.main.pdq_trimmed' and in eight orientations 'image.main.pdq_dihedral' are hashes in hexadecimal, as far
as the pictures were looked at.
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
    digest = listing.get("image.main.digest")
    if digest:
        keys.append(f"file {digest}")
    for hashed in dict.fromkeys((*_hashes(listing), _mirrored(listing))):
        size = len(hashed) // _BANDS
        keys += [f"pdq {band} {hashed[band * size : (band + 1) * size]}" for band in range(_BANDS) if hashed]
    return tuple(dict.fromkeys(keys))


def same_picture(one: Listing, other: Listing) -> bool:
    """Whether two listings show the same main picture, perhaps with other margins or mirrored."""
    if _address(one) == _address(other):
        return True
    digest = one.get("image.main.digest")
    if digest and digest == other.get("image.main.digest"):
        return True
    its = (*_hashes(other), _mirrored(other))
    return any(_near(a, b) for a in _hashes(one) for b in its)


def _near(mine: str, its: str) -> bool:
    return bool(mine and its) and (int(mine, 16) ^ int(its, 16)).bit_count() <= BITS


def _address(listing: Listing) -> str:
    """The address of the main picture; a file's name is told with its catalogue, since others may use it, too."""
    uri = listing.get("image.main")
    return uri if "://" in uri else f"{listing.origin.file}\n{uri}"


def _hashes(listing: Listing) -> tuple[str, ...]:
    """PDQ of the picture, and of the picture without margins, where there is enough to see."""
    if float(listing.get("image.main.pdq_quality") or 0) < QUALITY:
        return ()
    told = (listing.get(f"image.main.{name}") for name in ("pdq", "pdq_trimmed"))
    return tuple(dict.fromkeys(one for one in told if one))


_HASH, _MIRROR = 64, 5
"""Letters of a hash, and which of eight is that of the mirrored picture."""


def _mirrored(listing: Listing) -> str:
    turned = listing.get("image.main.pdq_dihedral") if _hashes(listing) else ""
    return turned[_MIRROR * _HASH : (_MIRROR + 1) * _HASH]
