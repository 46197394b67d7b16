"""IM-014."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-014",
    reads=("mode", "icc"),
    severity="info",
    force="ours",
    source=(
        "changethisfile.com: Amazon image specification",
        "teamsifatsabbir: image guide",
        "https://www.diariosigloxxi.com/texto-diario/mostrar/4085960/marketplaces-todas-exigencias-imagenes-producto-orbitvu",
    ),
    advice="Export the picture as sRGB ('for the web').",
    bad=[
        {"mode": "CMYK", "icc": ""},
        {"mode": "RGB", "icc": "Adobe RGB", "store": "amazon.fr"},
        {"mode": "RGB", "icc": "corrupt"},
    ],
    good=[
        {"mode": "RGB", "icc": "sRGB"},
        {"mode": "RGB", "icc": "", "store": "amazon.fr"},
        {"mode": "L", "icc": "grey"},
        {"mode": "RGB", "icc": "Display P3"},
        {"mode": "RGB", "icc": "other"},
    ],
)
def check(images: Images, *, profiles: tuple[str, ...] = ("Adobe RGB", "corrupt")) -> Findings:
    """The picture's colours are not sRGB.

    What is stored as CMYK or Adobe RGB, or with a profile that is broken, may be shown pale or in other colours.
    Sources disagree on what Amazon takes; sRGB is safe everywhere. Display P3, which telephones write, is so near to
    sRGB that nobody is bothered with it unless `profiles` says so.
    """
    odd = images["mode"] == "CMYK"
    for name in profiles:
        odd = odd | (images["icc"] == name)
    for picture in images.where(odd):
        if picture["mode"] == "CMYK":
            yield picture.finding(say("the picture's colours are CMYK, made for print; sRGB is safe"), "mode")
        else:
            profile = picture["icc"]
            damaged = say("the picture's colour profile is damaged; sRGB is safe")
            other = say("its colours are {profile}; sRGB is safe", profile=profile)
            yield picture.finding(damaged if profile == "corrupt" else other, "icc")
