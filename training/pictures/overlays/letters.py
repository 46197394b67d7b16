"""Lines of letters to put into pictures: many scripts, many fonts, as masks; fonts and scripts kept for the judging."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

HEIGHT = 56
"""Pixels of a line as it is drawn, before it is scaled."""
PARTS = ("train", "test")
_HELD_OUT = 4
"""One family of fonts in so many is kept for the judging."""

_LATIN = (
    "sale|new|best seller|handmade|free shipping|limited edition|50% off|-20%|€ 29,90|$19.99|£12|only 3 left|gift|"
    "hot|top quality|100% cotton|made in italy|eco friendly|size m|30 cm|12 x 18 cm|shop now|order today|since 1982|"
    "follow us|contact@atelier.example|www.oakline.example|+33 6 12 34 56 78|@studio.lune|tel. 0171 555 23|"
    "fait main|livraison gratuite|nouveauté|soldes|prix réduit|cadeau idéal|édition limitée|qualité supérieure|"
    "handgemacht|kostenloser versand|neu|angebot|jetzt kaufen|größe l|nur heute|fatto a mano|spedizione gratuita|"
    "novità|offerta|regalo|hecho a mano|envío gratis|nuevo|oferta|regalo perfecto|pure wool|silver 925|oak & clay|"
    "mum|happy birthday|anna|love|est. 2019|ceramic mug|soy candle|lavender|honey|studio|© lune photo|sample|"
    "approved|warranty 2 years|bestseller 2024|no. 1|premium|original|details|front|back|wash at 30°|dishwasher safe"
).split("|")
_SCRIPTS: dict[str, tuple[str, str]] = {
    "cyrillic": ("абвгдежзиклмнопрстуфхцчшщыэюя", "ru"),
    "greek": ("αβγδεζηθικλμνξοπρστυφχψω", "el"),
    "arabic": ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ar"),
    "hebrew": ("אבגדהוזחטיכלמנסעפצקרשת", "he"),
    "devanagari": ("अआइईउऊएऐओकखगघचछजटठडढणतथदधनपफबभमयरलवशषसह", "hi"),
    "han": ("新品包邮手工制作高质量厂家直销热卖正特价限时优惠现货批发尺寸颜色材料天然木陶瓷银", "zh-cn"),
    "kana": (
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもアイウエオカキクケコサシスセソ手作品送料無料",
        "ja",
    ),
    "hangul": ("가나다라마바사아자차카타파하수제품무료배송신상할인", "ko"),
    "thai": ("กขคงจฉชซญดตถทนบปผฝพฟภมยรลวศสหอ", "th"),
    "georgian": ("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "ka"),
    "armenian": ("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ", "hy"),
    "bengali": ("অআইঈউঊএঐওকখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহ", "bn"),
}
TEST_SCRIPTS = ("thai", "georgian", "armenian", "bengali")
"""Scripts that no training picture holds."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font's file, and the number of the face in it."""

    path: str
    number: int
    family: str


def part_of(family: str) -> str:
    """Whether a family of fonts is learnt from or kept for the judging."""
    first = family.casefold().split(",")[0].split()
    name = " ".join(first[:2])  # 'Noto Sans', 'DejaVu Sans': all weights and widths together
    return PARTS[sha256(name.encode()).digest()[0] % _HELD_OUT == 0]


@cache
def faces(script: str, part: str) -> tuple[Face, ...]:
    """The fonts of this machine that write a script, of one part. Families of other parts are other fonts."""
    language = "en" if script == "latin" else _SCRIPTS[script][1]
    told = subprocess.run(
        ["fc-list", f":lang={language}:scalable=True", "--format", "%{file}\t%{index}\t%{family}\n"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = set()
    for line in told.splitlines():
        path, number, family = line.split("\t")
        if int(number) < 1 << 16 and "Emoji" not in family and "Math" not in family:
            found.add(Face(path, int(number), family))
    ordered = sorted(found, key=lambda one: (one.family, one.path, one.number))
    whole = (
        script != "latin"
    )  # few families write other scripts: there the script itself is held out, or CJK's by weight
    kept = [one for one in ordered if whole or part_of(one.family) == part]
    by_family: dict[str, list[Face]] = {}
    for one in kept:
        by_family.setdefault(one.family, []).append(one)
    return tuple(face for family in by_family.values() for face in family[:4])


def words(random: Random, script: str, most: int = 4) -> str:
    """What may stand in a picture: a phrase of shops, or letters of the script at chance."""
    if script == "latin":
        if random.random() < 0.75:
            text = random.choice(_LATIN)
        else:
            letters = "aaabcdeeeefghiiijklmnooopqrsttuvwxyzéèàüöñ0123456789"
            text = " ".join(
                "".join(random.choice(letters) for _ in range(random.randint(2, 9)))
                for _ in range(random.randint(1, most))
            )
        return random.choice((str.upper, str.title, str.lower, str.upper, str))(text)
    letters = _SCRIPTS[script][0]
    spaced = script not in ("han", "kana", "thai")
    parts = [
        "".join(random.choice(letters) for _ in range(random.randint(2, 7))) for _ in range(random.randint(1, most))
    ]
    return (" " if spaced else "").join(parts)[:28]


def scripts(part: str) -> Sequence[str]:
    """Scripts of a part, the commonest more than once."""
    if part == "test":
        return ("latin",) * 8 + TEST_SCRIPTS + ("han", "kana")
    return ("latin",) * 14 + tuple(name for name in _SCRIPTS if name not in TEST_SCRIPTS) + ("han", "han", "kana")


def drawn(random: Random, part: str, text: str = "", script: str = "") -> Any:
    """(HEIGHT-ish, width) bytes: how much each pixel is ink, cut close."""
    for _ in range(20):
        chosen = script or random.choice(scripts(part))
        face = random.choice(faces(chosen, part))
        try:
            font = ImageFont.truetype(face.path, HEIGHT, index=face.number)
            line = text or words(random, chosen)
            left, top, right, bottom = font.getbbox(line)
            if not 8 < right - left < 2200 or not 8 < bottom - top < 200:
                continue
            picture = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
            ImageDraw.Draw(picture).text((2 - left, 2 - top), line, fill=255, font=font)
        except (OSError, ValueError):
            continue
        ink = np.asarray(picture)
        if (ink > 128).mean() > 0.02:
            return ink
    raise LookupError(f"no font here draws {script or part}")


class Lines:
    """A stock of lines, renewed little by little: drawing one takes longer than laying it into a picture."""

    def __init__(self, random: Random, part: str, count: int) -> None:
        self._random, self._part = random, part
        self._stock = [drawn(random, part) for _ in range(count)]

    def __call__(self) -> Any:
        """One of them."""
        at = self._random.randrange(len(self._stock))
        if self._random.random() < 0.05:
            self._stock[at] = drawn(self._random, self._part)
        return self._stock[at]

    def block(self) -> Any:
        """Several lines, one below another, as one mask."""
        random = self._random
        some = [self() for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5)))]
        width = min(1400, max(one.shape[1] for one in some))
        gap = random.randint(6, 30)
        rows = []
        align = random.choice((0.0, 0.5, 0.5, 1.0))
        for one in some:
            cut = one[:, :width]
            free = width - cut.shape[1]
            left = round(free * align)
            rows.append(np.pad(cut, ((0, gap), (left, free - left))))
        return np.concatenate(rows)[:-gap]
