"""BU-001."""

from ...rule import Findings, Listing, Remark, rule, say, say_many

_PARENT = frozenset(["parent", "parent article", "variation parent"])
_NO_TEXT = frozenset(["delete", "partialupdate", "partial_update", "partial update", "patch", "deleted"])


@rule(
    "BU-001",
    reads=("bullet", "title", "parentage", "status"),
    force="advice",
    source=(
        "https://www.skills.sh/kuudoai/skills/amazon-sp-listing-optimizer",
        "amazonlistingaudit.com/policy/bullet-point-guidelines",
    ),
    advice="Write three to five bullet points: what it is made of, how big, how made, what for, how to care for it.",
    bad=[
        {"bullet.1": "Turned from one piece of oak"},
        {"bullet.1": "Chêne massif", "bullet.2": "Tourné à la main", "store": "amazon.fr"},
        {"title": "Eichenschale", "columns": ["bullet"], "store": "amazon.de"},
        {f"bullet.{n}": f"Fact number {n} about the bowl" for n in range(1, 8)},
    ],
    good=[
        {"bullet.1": "Turned from one piece of oak", "bullet.2": "20 cm wide", "bullet.3": "Oiled with linseed oil"},
        {f"bullet.{n}": f"Cinq faits, le numéro {n}" for n in range(1, 6)} | {"store": "amazon.fr"},
        {"title": "Oak bowl, a catalogue without a column for bullet points"},
        {"title": "Oak bowl", "columns": ["bullet"], "parentage": "Parent"},
        {"columns": ["title", "bullet"], "status": "PartialUpdate"},
    ],
)
def check(listing: Listing, *, least: int = 3, most: int = 5) -> Findings:
    """The listing has fewer than three bullet points, or more than five.

    Three to five are what guides advise; some categories of the store take more, which `most` allows. A catalogue
    without a column for bullet points, the parent of variations, and rows that only change a price are not meant.
    """
    count = len(list(listing.read("bullet")))
    if count > most:
        yield Remark(
            say("{count} bullet points; {most} are advised at most", count=count, most=most), f"bullet.{most + 1}"
        )
        return
    if count >= least or "bullet" not in listing.columns:
        return
    if listing.get("parentage").strip().casefold() in _PARENT or listing.get("status").strip().casefold() in _NO_TEXT:
        return
    if count or listing.get("title"):
        yield Remark(
            say_many(
                "{n} bullet point; {least} are advised at least",
                "{n} bullet points; {least} are advised at least",
                count,
                least=least,
            )
            if count
            else say("no bullet points; {least} are advised at least", least=least),
            "bullet.1",
        )
