"""Words beside a name that tell its part: connectors and word order of six languages, as a plain rule.

`by_rule` is the baseline of `roles`: the first of its patterns that fits decides. Each pattern looks at the words in
front of the name (up to its end) or behind it (from its beginning), within the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

SENTENCE_END = re.compile(r"[.!?](?:\s|$)|[;\n|•。！？]")
_NEAR = 90
"""Characters on either side of a name that are looked at."""
_GAP = r"(?:[\W_]+[\w'’]+){0,3}?[\W_]*$"
"""Up to three words between a connector and the name."""
_SHORT = r"(?:[\W_]+(?:an?|the|some|my|your|any|old|l[ae]s?|une?|des?|d[aieu]l?|mon|ma|votre|tous|ein\w*|d[eiao][rnmsl]?|mein\w*"
_SHORT += r"|il|lo|un[oa]?|gli|mi[oa]?|tuo|el|tu|su)){0,2}[\W_]*$"
"""Articles and their like between a connector and the name."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A name and the sentence that it stands in."""

    language: str
    before: str
    """Words of the sentence in front of it."""
    written: str
    """The name as the text has it."""
    after: str
    """Words of the sentence behind it."""
    kind: str
    """Of `names`: 'luxury', 'character', …; '' where it is not known."""
    ambiguous: bool = False
    """The name is also an everyday word."""
    goods: tuple[str, ...] = ()
    """Nice classes of goods that the name matters for; () all."""


def surroundings(
    text: str, start: int, end: int, language: str, kind: str, *, ambiguous: bool = False, goods: tuple[str, ...] = ()
) -> Surroundings:
    """The sentence around a name."""
    before = SENTENCE_END.split(text[max(0, start - _NEAR) : start])[-1]
    after = SENTENCE_END.split(text[end : end + _NEAR])[0]
    return Surroundings(language, before, text[start:end], after, kind, ambiguous, goods)


# Of each role: what stands in front (F, near; N, with nothing but articles between) and what stands behind (B).
_WORDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {
        "look_alike": {
            "F": r"inspired by|in the (?:style|manner|spirit) of|after the manner of|homage to|tribute to|replicas? of|cop(?:y|ies) of|dupes? (?:for|of)|alternatives? to|looks? (?:just |a lot )?like|reminiscent of|similar to|modelled (?:after|on)|knock-?offs?|same look as|imitation|faux|fake",
            "N": r"à la|a la|very|think",
            "B": r"[\s-]*(?:inspired|style[ds]?|esque|ish|like|look ?alikes?|look|vibes?|dupes?|themed?|replicas?|knock-?offs?|type|imitation|fan[- ]made)",
        },
        "subject": {
            "F": r"fans? of|not affiliated with|unofficial|portraits? of|featuring|shaped like|costume of|figure of|logo of|quote by|embroidered with|painted with",
            "B": r"[\s-]*(?:fans?|lovers?|enthusiasts?|logo|birthday|party|costume|plush|patch|badge|nerds?|topper)",
        },
        "certified": {
            "F": r"certified(?: to| by| under)?|certification|certificate|approved by|tested (?:and approved )?(?:to|under|by)|audited (?:by|under)|standard|label of",
            "B": r"[\s-]*(?:certifi\w+|labell?ed|label|approved|standard|mark|mix|audited)",
        },
        "compatible": {
            "F": r"compatible with|fits?|fitting|suitable for|suits?|made to fit|works with|intended for|designed for|sized (?:to|for)|replaces?|holds?|accommodates|slips over|replacement (?:\w+ )?for|accessories for",
            "N": r"for|such as",
            "B": r"[\s-]*(?:cases?|sleeves?|covers?|strap|band|stand|holder|cos[yi]e?|cozy|dock|adapters?|compatible|dolls?|figures|insert|folio|owners?|is not included)",
        },
        "component": {
            "F": r"made (?:from|with|of|out of)|sewn (?:in|from|on)|cut (?:from|out of|on)|stitched with|woven with|embellished with|crystals? from|trimmed (?:in|with)|lined with|lining|upcycled (?:out of|from)|built out of|beads? from|contains|engraved on|out of old|remnants of|using",
            "N": r"with|in|from|of",
            "B": r"[\s-]*(?:crystals?|beads?|pearls?|thread|cotton|fabric|cloth|yarn|zips?|zippers?|felt|clay|fibres?|wool|jersey|flannel|denim|jeans|bricks|solids|remnants|lining|polyester)",
        },
        "place_or_style": {
            "F": r"tradition of|blown (?:on|in)|forged in|woven in|made in",
            "B": r"[\s-]*(?:glass|porcelain|lace|technique|skyline|straw|knit|yoke|tradition|jumper|cut|blade|steel|boots|wool)",
        },
    },
    "fr": {
        "look_alike": {
            "F": r"inspir\w+ (?:de|par|du|des|d)|dans (?:le style|l.esprit) d\w?|à la manière de|hommage à|clin d.œil à|imitation|répliques? d\w+|copie (?:de|conforme)|dupes? d\w+|alternative (?:abordable )?à|ressemble\w* (?:[\w'’]+ )*à|on dirait(?: du)?|même esprit que|rappelle|sosie d\w+|faux|genre|version",
            "N": r"façon|style|esprit|thème|ambiance|type|à la|look|inspiration",
            "B": r"[\s-]*(?:style|like|inspired|dupe|look)",
        },
        "subject": {
            "F": r"fans? (?:de|du|d)|amoureux (?:de|du)|sans lien avec|non officiel|portrait de|supporter (?:de|du)|forme de|figurine|costume|logo|paroles (?:de|du)|brodé|aux couleurs (?:de|du)|adore",
            "B": r"\W*(?:personnalisée?|anniversaire)",
        },
        "certified": {
            "F": r"certifi\w+|labellisée?s?|label|norme|standard|conformes? à|contrôlée? par",
            "B": r"\W*(?:certifi\w+|standard)",
        },
        "compatible": {
            "F": r"compatibles? avec|convient (?:à|aux?)|adaptée?s? (?:à|aux?)|prévue?s? pour|se glisse sur|allant aux|remplace|de rechange pour|va bien sur|taillée? pour|compatible|étui|housse|coque|support|taille",
            "N": r"pour",
            "B": r"\W*n.est pas fourni",
        },
        "component": {
            "F": r"fabriqué\w* (?:en|avec|à partir d\w)|cousue? (?:dans|en|sur)|tissée? (?:en|de)|brodée? (?:au|avec)|ornée? de|cristaux(?: de)?|perles|doublée?|doublure|fil|tissu|coton|pâte|fermeture|gravée? avec|découpée?s? (?:à|avec)|tirée? d\w+|chutes",
            "N": r"en|avec|au|du",
            "B": r"\W*(?:mates?|millefiori)",
        },
        "place_or_style": {
            "F": r"verre de|porcelaine de|dentelle(?: de)?|paille de|laine|soufflé à|forgée? à|acier de|lampe|technique|tradition de|service",
            "N": r"venue? de|bordée? de",
            "B": "",
        },
    },
    "de": {
        "look_alike": {
            "F": r"inspiriert von|im stile? von|nach art von|hommage an|angelehnt an|nachbildung d\w+|replik|kopie|dupe|alternative zu|sieht aus wie|wie|imitat|erinnert an|im geist von|frei nach|motto",
            "N": r"à la|typ|im",
            "B": r"[\s-]*(?:inspiriert\w*|stil|style|look|dupe|replik|imitat|ähnlich\w*|stimmung|feeling|doppelgänger)",
        },
        "subject": {
            "F": r"fan von|keine verbindung zu|inoffizielle\w*|porträt von|in form von|figur|kostüm|logo|liedtext von|in den farben von|liebt",
            "B": r"[\s-]*(?:fans?|logo|kuscheltier|geburtstag\w*|kostüm|figur|anhänger seit|aufnäher)",
        },
        "certified": {
            "F": r"zertifiziert(?: nach)?|zertifizierung|geprüft nach|nach|siegel|standard|kontrolliert von",
            "B": r"[\s-]*(?:zertifi\w+|siegel|zeichen|standard|label|papier|karton)",
        },
        "compatible": {
            "F": r"kompatibel (?:mit|zu)|kompatibel|passt (?:für|zu|in)?|passend (?:für|zur?|zum)|geeignet für|zubehör zu|ersatz\w+ für|funktioniert nur mit|ersetzt|größe|unterm|rutscht ins|nimmt",
            "N": r"für|fürs",
            "B": r"[\s-]*(?:hüllen?|tasche|etui|halterung|ständer|armband|case|puppen?|mappe|ist nicht im)",
        },
        "component": {
            "F": r"aus|genäht auf|gestickt mit|bestickt mit|veredelt mit|kristallen von|perlen von|garn von|futter|einfassung|gefädelt aus|graviert mit|mit dem|mit der|verschlossen mit|modelliert aus",
            "N": r"mit|in",
            "B": r"[\s-]*(?:stoffe?|kristalle\w*|perlen?|garn|resten?|steinen?|jersey|mouliné|gewebe|jeans)",
        },
        "place_or_style": {
            "F": r"porzellan aus|geblasen auf|stahl aus|geschmiedet in|spitze aus|nach art von|kante aus",
            "B": r"[\s-]*(?:glas|porzellan|spitze|technik|lampe|stroh|wolle|pullover|passe|schnitt)",
        },
    },
    "it": {
        "look_alike": {
            "F": r"ispirat[oaie] (?:a[li]?|all\w*|al mondo di)|in stile|nello stile di|alla maniera di|omaggio a|replica (?:del\w*|di)?|copia|dupe|alternativa (?:economica )?a|sembra\w*|come|imitazione|falso|ricorda|nello spirito d\w+|sosia",
            "N": r"stile|alla|tipo|tema|genere|versione|atmosfera",
            "B": r"[\s-]*(?:style|inspired|dupe)",
        },
        "subject": {
            "F": r"fan d\w+|tifos\w+ d\w+|nessun legame con|non ufficiale|ritratto di|a forma di|costume|logo|frase d\w+|parole d\w+|con i colori|adora|peluche|pupazzo",
            "B": r"",
        },
        "certified": {
            "F": r"certificat[oaie]|certificazione|marchio|standard|controllata da|etichetta",
            "B": r"\W*(?:certificat\w+|standard)",
        },
        "compatible": {
            "F": r"compatibil\w+ con|adatt[oaie] (?:a[li]?|per)|compatibile|custodia|cover|supporto|cinturino|di ricambio per|sostituisce|si infila su|scivola n\w+|misura|sotto il|funziona solo con",
            "N": r"per",
            "B": r"\W*non è incluso",
        },
        "component": {
            "F": r"cucit[oa] (?:in|su\w*)|ricam\w+ (?:con|in)|tessut[oa] (?:in)?|impreziosit\w+ da|cristalli|perline|perle|filo|fodera|cerniera|pasta|inciso con|tagliat\w+ con|ricavat\w+ da|bordo in|ritagli|in tessuto|mattoncini",
            "N": r"in|con|di",
            "B": "",
        },
        "place_or_style": {
            "F": r"vetro di|porcellana di|pizzo|paglia di|lana|soffiato a|forgiata a|acciaio di|tecnica|lampada|bordat\w+ di",
            "B": "",
        },
    },
    "es": {
        "look_alike": {
            "F": r"inspirad[oa]s? (?:en|por)|al estilo de|a la manera de|homenaje a|réplica (?:de\w*)?|copia|dupe|alternativa (?:económica )?a|parecen?|como|imitación|falso|recuerda a|en el espíritu d\w+|un guiño a|el doble d\w+",
            "N": r"estilo|tipo|a lo|temática|versión|ambiente|aire",
            "B": r"[\s-]*(?:style|inspired|dupe)",
        },
        "subject": {
            "F": r"fans? de|amantes de|aficionados|sin relación con|no oficial|retrato de|en forma de|disfraz|logo|letra de|versos de|con los colores|adora a|peluche|muñeco",
            "B": r"",
        },
        "certified": {
            "F": r"certificad[oa]s?|certificación|sello|norma|etiqueta|controlada por",
            "B": r"\W*(?:certificad\w+|estándar)",
        },
        "compatible": {
            "F": r"compatibles? con|apt[oa]s? para|adaptad[oa]s? a|compatible|funda|estuche|soporte|correa|de repuesto para|sustituye al? de|se desliza sobre|encaja en|talla|bajo la|funciona solo con",
            "N": r"para",
            "B": r"\W*no está incluido",
        },
        "component": {
            "F": r"cosid[oa] (?:en|con)|bordad[oa] (?:con|en)|tejid[oa] con|adornad\w+ con|cristales(?: de)?|cuentas|perlas|hilo|forro|cremallera|arcilla|grabado con|cortad\w+ con|hech[oa] de|ribete de|retales|tela|ladrillos",
            "N": r"con|de|en",
            "B": "",
        },
        "place_or_style": {
            "F": r"cristal de|vidrio de|porcelana de|encaje(?: de)?|paja de|lana|soplado en|forjada en|acero de|técnica|lámpara|borde de",
            "B": "",
        },
    },
    "ja": {
        "look_alike": {
            "F": r"まるで|似た",
            "B": r"\s?(?:風|っぽい|調|系|タイプ|もどき|みたい|のような|そっくり|インスパイア|モチーフ|(?:の世界観)?をイメージ|イメージ|の?レプリカ|へのオマージュ|を思わせる|を彷彿|テイスト|に似せ)",
        },
        "subject": {
            "F": r"非公式",
            "B": r"\s?(?:ファン|好き|ロゴ|の編みぐるみ|の刺繍|刺繍|の肖像|の衣装|グッズ)",
        },
        "certified": {"B": r"\s?(?:認証|認定|取得|マーク|の基準|表示|の認証|の検査|クラス)"},
        "compatible": {
            "F": r"対応機種：?",
            "B": r"[\w\s]{0,6}?(?:用|対応|互換|専用|サイズ|が入る|本体|ケース|カバー|に取り付け|を立てかけ|向け|の穴に)",
        },
        "component": {
            "F": r"素材：?|裏地は|混率",
            "B": r"\s?(?:の?生地|の?ビーズ|の?ファスナー|の糸|クリスタル|粘土|使用|のブロック|のデニム|のパール|で彫刻|で切|で縫|だけを)",
        },
        "place_or_style": {"B": r"(?:グラス|ガラス|焼|レース|織|編み|産|の伝統|の磁器|で吹い|の鋼)"},
    },
}  # fmt: skip
ORDER = ("look_alike", "subject", "certified", "compatible", "component", "place_or_style")
"""Roles whose words are looked for, in turn."""
_BY_KIND = {"certificate": "certified", "material-mark": "component"}
"""What a name of that kind mostly is, where no word tells."""


@cache
def _patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Role, side and pattern, in the order in which they are tried; English connectors count in every language."""
    spoken = [language, "en"] if language in _WORDS and language != "en" else ["en"]
    found = []
    for role in ORDER:
        for one in spoken:
            for side, words in _WORDS[one].get(role, {}).items():
                if not words:
                    continue
                edge = "" if one == "ja" else r"(?<!\w)"
                tail = {"F": _GAP if one != "ja" else r".{0,6}$", "N": _SHORT, "B": ""}[side]
                stop = "" if one == "ja" else r"(?!\w)"
                pattern = f"{words}" if side == "B" else f"{edge}(?:{words}){stop}{tail}"
                pattern = f"(?:{pattern}){stop}" if side == "B" else pattern
                found.append((role, side, re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


def signs(around: Surroundings) -> Iterator[tuple[str, str, str]]:
    """Every pattern that fits: its role, its side, and the words that it found."""
    for role, side, pattern in _patterns(around.language):
        hit = pattern.match(around.after) if side == "B" else pattern.search(around.before)
        if hit is not None:
            yield role, side, hit.group().strip()


def by_rule(around: Surroundings) -> tuple[str, str]:
    """The role that the plain rule gives, and the words (or the circumstance) that it went by."""
    told = list(signs(around))
    if around.ambiguous and around.written == around.written.lower() and around.language != "ja":
        return "ordinary_word", "written in small letters"
    for role, side, words in told:
        if (role, side) == ("compatible", "N") and not fits_something(around):
            continue
        return role, f"'{words}'"
    return _BY_KIND.get(around.kind, "subject"), f"no word beside it tells of another role ({around.kind or 'a name'})"


_FITTED = frozenset(("7", "8", "9", "12", "15", "16", "20", "21", "28"))
"""Nice classes of things that other things are made for: machines, devices, vehicles, paper, furniture, toys."""


def fits_something(around: Surroundings) -> bool:
    """Whether 'for' before such a name speaks of fitting, and not of whom a gift is for."""
    if around.kind not in ("consumer", "", "word-mark"):
        return False
    return not around.goods or any(one in _FITTED for one in around.goods)
