"""IM-013."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "IM-013",
    reads="bytes",
    force="ours",
    source=(
        "changethisfile.com: Amazon image specification",
        "https://www.diariosigloxxi.com/texto-diario/mostrar/4085960/marketplaces-todas-exigencias-imagenes-producto-orbitvu",
    ),
    advice="Save it as a JPEG of quality 85 to 90, or scale it down.",
    bad=[{"bytes": 14_000_000}, {"bytes": 11_000_000, "role": "other.2", "store": "amazon.fr"}],
    good=[{"bytes": 2_000_000}, {"bytes": 10_485_760, "store": "amazon.fr"}],
)
def check(images: Images, *, on: date, megabytes: int = 0) -> Findings:
    """The file is too heavy.

    Two guides say that Amazon takes files of up to 10 MB. Not confirmed, hence a warning.
    """
    for picture in images.where(images["bytes"] > min(megabytes << 20 or 5_000_000, 5_000_000)):
        most = megabytes << 20 or limit_of("image-most-bytes", picture.listing, on)
        if most is not None and picture["bytes"] > most:
            size = picture["bytes"] / (1 << 20)
            yield picture.finding(
                say("the file has {size:.1f} MB; {most} are said to be taken", size=size, most=most >> 20),
                "bytes",
                limit=most,
            )
