"""Which country a cell means: ISO 3166 codes, and names as the six languages write them; who issued a barcode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .expressions import expression

_NAMES = """
AT: austria, österreich, autriche, オーストリア
AU: australia, australie, australien, オーストラリア
BD: bangladesh, バングラデシュ
BE: belgium, belgique, belgien, belgio, bélgica, ベルギー
BG: bulgaria, bulgarie, bulgarien
BR: brazil, brasil, brésil, brasilien, brasile, ブラジル
CA: canada, canadá, kanada, カナダ
CH: switzerland, suisse, schweiz, svizzera, suiza, スイス
CN: china, chine, cina, people's republic of china, p.r. china, prc, p.r.c., volksrepublik china, mainland china, 中国
CZ: czechia, czech republic, tchéquie, tschechien, repubblica ceca, chequia
DE: germany, allemagne, deutschland, germania, alemania, ドイツ
DK: denmark, danemark, dänemark, danimarca, dinamarca, デンマーク
ES: spain, espagne, spanien, spagna, españa, スペイン
FI: finland, finlande, finnland, finlandia, フィンランド
FR: france, frankreich, francia, フランス
GB: united kingdom, uk, great britain, england, scotland, wales, northern ireland, royaume-uni, angleterre, écosse,
  vereinigtes königreich, großbritannien, grossbritannien, schottland, regno unito, inghilterra, scozia, reino unido,
  inglaterra, escocia, イギリス, 英国
GR: greece, grèce, griechenland, grecia, ギリシャ
HK: hong kong, hongkong, 香港
HU: hungary, hongrie, ungarn, ungheria, hungría
ID: indonesia, indonésie, indonesien, インドネシア
IE: ireland, irlande, irland, irlanda, アイルランド
IN: india, inde, indien, インド
IT: italy, italie, italien, italia, イタリア
JP: japan, japon, giappone, japón, 日本
KR: south korea, korea, corée du sud, südkorea, corea del sud, corea del sur, 韓国
MA: morocco, maroc, marokko, marocco, marruecos, モロッコ
MX: mexico, méxico, mexique, mexiko, messico, メキシコ
MY: malaysia, malaisie, マレーシア
NL: netherlands, the netherlands, holland, pays-bas, niederlande, paesi bassi, olanda, países bajos, オランダ
NO: norway, norvège, norwegen, norvegia, noruega
NP: nepal, népal, ネパール
PH: philippines, philippinen, filippine, filipinas, フィリピン
PK: pakistan, pakistán, パキスタン
PL: poland, pologne, polen, polonia, ポーランド
PT: portugal, portogallo, ポルトガル
RO: romania, roumanie, rumänien, rumanía
SE: sweden, suède, schweden, svezia, suecia, スウェーデン
SG: singapore, singapour, singapur, シンガポール
TH: thailand, thaïlande, thailandia, tailandia, タイ
TR: turkey, türkiye, turquie, türkei, turchia, turquía, トルコ
TW: taiwan, taïwan, taiwán, 台湾
UA: ukraine, ucraina, ucrania, ウクライナ
US: united states, united states of america, usa, u.s.a., u.s., états-unis, vereinigte staaten, stati uniti,
  estados unidos, アメリカ
VN: vietnam, viet nam, viêt nam, ベトナム
"""
_ENTRY = expression(r"^([A-Z]{2}): ((?:.|\n  )*)$", re.MULTILINE)


def country(value: str) -> str:
    """The ISO 3166 code of the country that a cell names ('Made in China', 'cn', 'Chine'); '' where it is not known."""
    plain = re.sub(r"^(?:made in|fabriqué en|hergestellt in|prodotto in|hecho en)\s+", "", value.strip().casefold())
    return _codes().get(plain.replace("’", "'"), "")


@cache
def _codes() -> Mapping[str, str]:
    codes = {}
    for code, names in _ENTRY.findall(_NAMES):
        codes[code.casefold()] = code
        codes.update(dict.fromkeys(re.split(r",\s*", names), code))
    return codes


_PREFIXES = (
    (0, 139, "US"), (300, 379, "FR"), (380, 380, "BG"), (400, 440, "DE"), (450, 459, "JP"), (471, 471, "TW"),
    (489, 489, "HK"),
    (490, 499, "JP"), (500, 509, "GB"), (520, 521, "GR"), (539, 539, "IE"), (540, 549, "BE"), (560, 560, "PT"),
    (570, 579, "DK"),
    (590, 590, "PL"), (594, 594, "RO"), (599, 599, "HU"), (611, 611, "MA"), (640, 649, "FI"), (680, 681, "CN"),
    (690, 699, "CN"),
    (700, 709, "NO"), (730, 739, "SE"), (750, 750, "MX"), (754, 755, "CA"), (760, 769, "CH"), (789, 790, "BR"),
    (800, 839, "IT"),
    (840, 849, "ES"), (859, 859, "CZ"), (868, 869, "TR"), (870, 879, "NL"), (880, 881, "KR"), (885, 885, "TH"),
    (888, 888, "SG"),
    (890, 890, "IN"), (893, 893, "VN"), (896, 896, "PK"), (899, 899, "ID"), (900, 919, "AT"), (930, 939, "AU"),
    (955, 955, "MY"),
)  # fmt: skip
"""GS1 prefixes: first, last, country of the office that issues such numbers (gs1.org, company prefix)."""


def barcode_country(digits: str) -> str:
    """The ISO 3166 code of the office that issued an EAN-13, UPC-A or GTIN-14; '' where it is not known.

    Codes for use within a shop (20 to 29), for books and for coupons were issued by none.
    """
    prefix = int(digits.rjust(13, "0")[-13:][:3])
    return next((code for low, high, code in _PREFIXES if low <= prefix <= high), "")
