"""Kinds that are mostly letters: text cards, size charts, screens; and marks alone. Drawn with Pillow."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from . import photos, sources
from .grounds import Pixels, colour, plain, size
from .shapes import mask
from .sources import Side

_WORDS = (
    "handmade with care free shipping thank you size small medium large chest waist length colour please note allow "
    "days made to order returns accepted five stars new in wool linen silver leather oak ceramic mug ring order now "
    "read before fait main livraison offerte merci taille poitrine longueur couleur avis cadeau bois argent cuir "
    "commande sur mesure handgemacht versand danke grösse brust taille länge farbe geschenk holz silber leder "
    "bestellung hinweis pflege fatto a mano spedizione grazie taglia torace lunghezza colore regalo legno argento "
    "pelle hecho a mano envío gracias talla pecho largo color regalo madera plata cuero how to measure care wash "
    "cold do not bleach dimensions weight "
).split()


@cache
def _font(path: Path, points: int) -> Any:
    return ImageFont.truetype(str(path), points)


def _words(random: Random, least: int, most: int) -> str:
    words = " ".join(random.choice(_WORDS) for _ in range(random.randint(least, most)))
    return words.upper() if random.random() < 0.2 else words.capitalize() if random.random() < 0.7 else words


class Sheet:
    """A picture that is written on."""

    def __init__(self, random: Random, side: Side, ground: Pixels) -> None:
        self.random = random
        self.picture = Image.fromarray(np.ascontiguousarray(ground[:, :, ::-1]))
        self.draw = ImageDraw.Draw(self.picture)
        self.width, self.height = self.picture.size
        files = sources.typefaces(side)
        self.face, self.other = random.choice(files), random.choice(files)

    def write(self, at: tuple[float, float], words: str, points: float, ink: tuple[int, int, int], **more: Any) -> int:
        """Words with their left top corner there (or as `anchor` says); how wide they are."""
        font = _font(more.pop("face", self.face), max(5, round(points)))
        try:
            self.draw.text(at, words, ink[::-1], font, **more)
            return round(self.draw.textlength(words, font))
        except (OSError, ValueError):
            return 0

    def box(self, corners: tuple[float, float, float, float], fill: Any = None, line: Any = None, **more: Any) -> None:
        """A rectangle, its corners round where `radius` is given."""
        left, top, right, bottom = corners
        if right > left and bottom > top:
            radius = min(more.pop("radius", 0), (right - left) / 2, (bottom - top) / 2)
            ink = None if fill is None else tuple(fill[::-1])
            rim = None if line is None else tuple(line[::-1])
            self.draw.rounded_rectangle(corners, radius, ink, rim, **more)

    def lay(self, pixels: Pixels, corners: tuple[float, float, float, float]) -> None:
        """A picture stretched into a box."""
        left, top, right, bottom = map(round, corners)
        if right - left > 3 and bottom - top > 3:
            small = cv2.resize(pixels, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
            self.picture.paste(Image.fromarray(np.ascontiguousarray(small[:, :, ::-1])), (left, top))

    @property
    def pixels(self) -> Pixels:
        """As BGR."""
        return np.ascontiguousarray(np.array(self.picture)[:, :, ::-1])


def _ink_on(random: Random, ground: Any) -> tuple[int, int, int]:
    """A colour that is well apart from the ground in luma."""
    level = float(np.mean(ground))
    for _ in range(12):
        ink = colour(random, 0.75, 1.0) if level < 110 else colour(random, 0.0, 0.45)
        if abs(float(np.dot(ink, (0.114, 0.587, 0.299))) - level) > 80:
            return ink
    return (255, 255, 255) if level < 128 else (0, 0, 0)


def text_card(random: Random, side: Side) -> Pixels:
    """A saying, a notice, a list of facts: letters on one colour, on a frame, seldom on a dimmed photograph."""
    wide, high = size(random)
    ground = plain(random, wide, high, pale=random.random() < 0.6)
    if random.random() < 0.15:
        photo = cv2.GaussianBlur(cv2.resize(photos.setting(random, side), (wide, high)), (0, 0), random.uniform(2, 8))
        ground = cv2.addWeighted(photo, 0.35, ground, 0.65, 0)
    sheet, ink = Sheet(random, side, ground), _ink_on(random, ground)
    if random.random() < 0.4:
        rim = random.randint(4, 24)
        sheet.box(
            (rim, rim, wide - rim, high - rim), None, ink, width=random.randint(1, 5), radius=random.choice((0, 20))
        )
    lines = random.randint(2, 13)
    centred = random.random() < 0.6
    title = random.random() < 0.7
    step = high * random.uniform(0.6, 0.84) / (lines + title)
    top = (high - step * (lines + title)) / 2
    for number in range(lines + title):
        first = number == 0 and title
        points = min(step * (0.8 if first else random.uniform(0.5, 0.62)), wide / 9)
        words = _words(random, 1, 3) if first else _words(random, 2, 8)
        words = words[: max(4, int(wide * 0.86 / (points * 0.52)))]
        at = (wide / 2 if centred else wide * 0.08, top + step * (number + 0.5))
        if not centred and not first and random.random() < 0.3:
            words = random.choice("•✓-★1") + " " + words
        face = sheet.other if first else sheet.face
        sheet.write(at, words, points, ink, anchor="mm" if centred else "lm", face=face)
    if random.random() < 0.2:
        _marks_small(random, side, sheet, ink)
    return sheet.pixels


def _marks_small(random: Random, side: Side, sheet: Sheet, ink: tuple[int, int, int]) -> None:
    cover = mask(random.choice(sources.marks(side)), 40)
    for left in range(30, sheet.width - 40, max(60, sheet.width // 4)):
        sheet.picture.paste(Image.new("RGB", (40, 40), ink[::-1]), (left, sheet.height - 46), Image.fromarray(cover))


def chart(random: Random, side: Side) -> Pixels:
    """A table of sizes, with a drawing of what is measured beside it, or an outline with measures."""
    wide, high = size(random)
    pale = random.random() < 0.85
    ground = np.full((high, wide, 3), 255, np.uint8) if random.random() < 0.5 else plain(random, wide, high, pale=pale)
    sheet, ink = Sheet(random, side, ground), _ink_on(random, ground)
    accent = colour(random, 0.2, 0.9)
    top = high * random.uniform(0.03, 0.1)
    if random.random() < 0.8:
        title = random.choice(
            (
                "SIZE CHART",
                "Size guide",
                "Guide des tailles",
                "Grössentabelle",
                "Guida alle taglie",
                "Tabla de tallas",
                "Measurements",
                "TAILLES",
                "cm / inch",
            )
        )
        sheet.write(
            (wide / 2, top + high * 0.05), title, high * random.uniform(0.05, 0.09), ink, anchor="mm", face=sheet.other
        )
        top += high * 0.13
    bottom = high * random.uniform(0.8, 0.97)
    if random.random() < 0.4:
        middle = top + (bottom - top) * random.uniform(0.35, 0.6)
        _outline(random, sheet, (wide * 0.1, top, wide * 0.9, middle), ink)
        top = middle + high * 0.02
        if random.random() < 0.25:
            return sheet.pixels
    columns, rows = random.randint(2, 7), random.randint(3, 11)
    left, right = wide * random.uniform(0.02, 0.1), wide * random.uniform(0.9, 0.98)
    across, down = (right - left) / columns, (bottom - top) / rows
    points = min(down * 0.55, across * 0.27)
    lines = random.random() < 0.8
    banded = random.random() < 0.5
    for row in range(rows):
        for column in range(columns):
            x, y = left + across * column, top + down * row
            fill = accent if row == 0 else (235, 235, 235) if banded and row % 2 and pale else None
            sheet.box((x, y, x + across, y + down), fill, ink if lines else None)
            if row == 0:
                words = random.choice(
                    ("Size", "Chest", "Waist", "Length", "Taille", "EU", "US", "UK", "cm", "in", "Hip")
                )
            elif column == 0:
                words = random.choice(("XS", "S", "M", "L", "XL", "XXL", "3XL", "36", "38", "40", "2T", "10-12"))
            else:
                words = str(random.choice((random.randint(10, 140), round(random.uniform(3, 60), 1))))
            shade = _ink_on(random, np.array(accent)) if row == 0 else ink
            sheet.write((x + across / 2, y + down / 2), words, points, shade, anchor="mm")
    return sheet.pixels


def _outline(random: Random, sheet: Sheet, box: tuple[float, float, float, float], ink: tuple[int, int, int]) -> None:
    """A plain outline of a thing with arrows and measures."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    x0, x1 = left + width * random.uniform(0.1, 0.35), right - width * random.uniform(0.1, 0.35)
    y0, y1 = top + height * 0.08, bottom - height * 0.18
    kind = random.randint(0, 3)
    pen = random.randint(1, 4)
    line = ink[::-1]
    if kind == 0:
        shoulder = (x1 - x0) * 0.22
        points = [
            (x0 + shoulder, y0),
            (x1 - shoulder, y0),
            (x1, y0 + height * 0.25),
            (x1 - shoulder / 2, y0 + height * 0.33),
            (x1 - shoulder, y0 + height * 0.25),
            (x1 - shoulder, y1),
            (x0 + shoulder, y1),
            (x0 + shoulder, y0 + height * 0.25),
            (x0 + shoulder / 2, y0 + height * 0.33),
            (x0, y0 + height * 0.25),
        ]
        sheet.draw.line([*points, points[0]], line, pen)
    elif kind == 1:
        sheet.box((x0, y0, x1, y1), None, ink, width=pen, radius=random.choice((0, 10, 60)))
    else:
        sheet.draw.ellipse((x0, y0, x1, y1), None, line, pen)
    sheet.draw.line([(x0, y1 + height * 0.08), (x1, y1 + height * 0.08)], line, 1)
    sheet.draw.line([(x1 + width * 0.04, y0), (x1 + width * 0.04, y1)], line, 1)
    unit = random.choice((" cm", " mm", '"', " in"))
    sheet.write(((x0 + x1) / 2, y1 + height * 0.13), f"{random.randint(4, 90)}{unit}", height * 0.1, ink, anchor="mm")
    sheet.write((x1 + width * 0.06, (y0 + y1) / 2), f"{random.randint(4, 90)}{unit}", height * 0.1, ink, anchor="lm")


def screen(random: Random, side: Side) -> Pixels:
    """A screen of a telephone or a computer: bars, buttons, fields, lists, pictures in a grid."""
    phone = random.random() < 0.45
    wide, high = (
        (round(448 * random.uniform(0.45, 0.58)), 448) if phone else (448, round(448 * random.uniform(0.5, 0.75)))
    )
    dark = random.random() < 0.2
    ground = (30, 26, 24) if dark else random.choice(((255, 255, 255), (255, 255, 255), (245, 245, 245)))
    ink, faint = ((235, 235, 235), (70, 66, 64)) if dark else ((40, 40, 40), (222, 222, 222))
    sheet = Sheet(random, side, np.full((high, wide, 3), ground, np.uint8))
    accent = colour(random, 0.4, 0.95)
    unit = wide / 40 if phone else high / 32
    top = _bars(random, sheet, phone, unit, accent, ink, faint)
    left = 0.0
    if not phone and random.random() < 0.5:
        left = wide * random.uniform(0.14, 0.28)
        sheet.box((0, top, left, high), faint if random.random() < 0.5 else None, faint)
        for row in range(random.randint(4, 14)):
            sheet.write((unit, top + unit * (1 + 1.9 * row)), _words(random, 1, 2)[:14], unit * 0.9, ink)
    if phone and random.random() < 0.6:
        sheet.box((0, high - unit * 3.2, wide, high), ground, faint)
        for place in range(5):
            x = wide * (place + 0.5) / 5
            sheet.draw.ellipse((x - unit * 0.7, high - unit * 2.4, x + unit * 0.7, high - unit), None, ink[::-1], 2)
        high -= round(unit * 3.2)
    area = (left + unit, top + unit, wide - unit, high - unit * 0.5)
    random.choice((_shop, _shop, _list, _article, _form, _chat, _product))(sheet, side, area, unit, accent, ink, faint)
    return sheet.pixels


def _bars(random: Random, sheet: Sheet, phone: bool, unit: float, accent: Any, ink: Any, faint: Any) -> float:
    top = 0.0
    if phone:
        sheet.write((unit, unit * 0.4), f"{random.randint(0, 23)}:{random.randint(10, 59)}", unit * 1.2, ink)
        sheet.box((sheet.width - unit * 4, unit * 0.6, sheet.width - unit * 1.6, unit * 1.6), ink, None, radius=2)
        top = unit * 2.3
    elif random.random() < 0.75:
        sheet.box((0, 0, sheet.width, unit * 1.7), faint)
        for button in range(3):
            x = unit * (0.9 + 1.4 * button)
            shade = ((90, 95, 250), (60, 190, 250), (80, 200, 90))[button] if random.random() < 0.6 else ink
            sheet.draw.ellipse((x - unit * 0.35, unit * 0.5, x + unit * 0.35, unit * 1.2), shade[::-1])
        sheet.box((unit * 6, unit * 0.3, sheet.width * 0.4, unit * 1.7), None, ink, radius=3)
        sheet.box((unit * 2, unit * 2, sheet.width - unit * 4, unit * 3.3), None, faint, radius=8)
        sheet.write(
            (unit * 3, unit * 2.2), "https://" + random.choice(_WORDS) + ".com/" + random.choice(_WORDS), unit, ink
        )
        top = unit * 3.8
    if random.random() < 0.8:
        sheet.box((0, top, sheet.width, top + unit * 2.6), accent if random.random() < 0.7 else None, faint)
        shade = _ink_on(random, np.array(accent))
        sheet.write((unit, top + unit * 0.5), _words(random, 1, 2)[:16], unit * 1.5, shade, face=sheet.other)
        sheet.box(
            (sheet.width * 0.4, top + unit * 0.5, sheet.width * 0.8, top + unit * 2.1), (255, 255, 255), faint, radius=6
        )
        top += unit * 2.6
    return top


def _shop(sheet: Sheet, side: Side, area: Any, unit: float, accent: Any, ink: Any, faint: Any) -> None:
    left, top, right, bottom = area
    columns = sheet.random.randint(2, 3) if right - left < 260 else sheet.random.randint(3, 5)
    step = (right - left) / columns
    tall = step * sheet.random.uniform(0.8, 1.1)
    y = top
    while y < bottom - unit * 3:
        for column in range(columns):
            x = left + column * step
            sheet.lay(photos.thing(sheet.random, side), (x, y, x + step - unit * 0.6, min(bottom, y + tall)))
            sheet.write(
                (x, y + tall + unit * 0.2), _words(sheet.random, 2, 4)[: int(step / unit * 1.6)], unit * 0.85, ink
            )
            sheet.write((x, y + tall + unit * 1.4), f"€ {sheet.random.randint(3, 250)}.00", unit, accent)
        y += tall + unit * 3.4


def _list(sheet: Sheet, side: Side, area: Any, unit: float, accent: Any, ink: Any, faint: Any) -> None:
    left, top, right, bottom = area
    tall, y = unit * sheet.random.uniform(2.2, 4.5), top
    pictured = sheet.random.random() < 0.5
    while y < bottom - tall:
        x = left
        if pictured:
            sheet.lay(photos.thing(sheet.random, side), (x, y, x + tall * 0.85, y + tall * 0.85))
            x += tall
        sheet.write((x, y + tall * 0.1), _words(sheet.random, 2, 6)[: int((right - x) / unit * 1.3)], unit * 1.1, ink)
        sheet.write(
            (x, y + tall * 0.5), _words(sheet.random, 3, 9)[: int((right - x) / unit * 1.5)], unit * 0.8, accent
        )
        sheet.draw.line([(left, y + tall * 0.94), (right, y + tall * 0.94)], faint[::-1], 1)
        y += tall


def _article(sheet: Sheet, side: Side, area: Any, unit: float, accent: Any, ink: Any, faint: Any) -> None:
    left, top, right, bottom = area
    sheet.write(
        (left, top), _words(sheet.random, 2, 5)[: int((right - left) / unit)], unit * 1.9, ink, face=sheet.other
    )
    y = top + unit * 3
    if sheet.random.random() < 0.5:
        tall = (bottom - top) * sheet.random.uniform(0.2, 0.45)
        sheet.lay(photos.setting(sheet.random, side), (left, y, right, y + tall))
        y += tall + unit
    while y < bottom - unit:
        last = sheet.random.random() < 0.2
        words = _words(sheet.random, 12, 20)[: int((right - left) / unit * (0.8 if last else 1.9))]
        sheet.write((left, y), words, unit, ink)
        y += unit * (2.4 if last else 1.5)


def _form(sheet: Sheet, side: Side, area: Any, unit: float, accent: Any, ink: Any, faint: Any) -> None:
    left, top, right, bottom = area
    y = top
    while y < bottom - unit * 5:
        sheet.write((left, y), _words(sheet.random, 1, 3)[:24], unit, ink)
        sheet.box(
            (left, y + unit * 1.4, left + (right - left) * sheet.random.uniform(0.4, 1), y + unit * 3.2),
            None,
            faint,
            radius=4,
        )
        y += unit * 4
    sheet.box((left, y, left + unit * 8, y + unit * 2.2), accent, None, radius=5)
    sheet.write(
        (left + unit, y + unit * 0.5), _words(sheet.random, 1, 1), unit, _ink_on(sheet.random, np.array(accent))
    )


def _chat(sheet: Sheet, side: Side, area: Any, unit: float, accent: Any, ink: Any, faint: Any) -> None:
    left, top, right, bottom = area
    y = top
    while y < bottom - unit * 3:
        own = sheet.random.random() < 0.5
        width, lines = (right - left) * sheet.random.uniform(0.35, 0.75), sheet.random.randint(1, 3)
        x = right - width if own else left
        tall = unit * (1 + 1.4 * lines)
        sheet.box((x, y, x + width, y + tall), accent if own else faint, None, radius=8)
        for line in range(lines):
            words = _words(sheet.random, 3, 8)[: int(width / unit * 1.5)]
            shade = _ink_on(sheet.random, np.array(accent)) if own else ink
            sheet.write((x + unit * 0.6, y + unit * (0.4 + 1.4 * line)), words, unit, shade)
        y += tall + unit * 0.8


def _product(sheet: Sheet, side: Side, area: Any, unit: float, accent: Any, ink: Any, faint: Any) -> None:
    left, top, right, bottom = area
    beside = right - left > 260
    split = (left + (right - left) * 0.5, bottom) if beside else (right, top + (bottom - top) * 0.5)
    sheet.lay(photos.thing(sheet.random, side), (left, top, split[0] - unit, split[1]))
    x, y = (split[0], top) if beside else (left, split[1] + unit)
    sheet.write((x, y), _words(sheet.random, 2, 4)[: int((right - x) / unit * 0.9)], unit * 1.6, ink, face=sheet.other)
    sheet.write((x, y + unit * 2.2), "★★★★☆  € " + str(sheet.random.randint(5, 300)), unit * 1.2, accent)
    sheet.box((x, y + unit * 4, x + unit * 10, y + unit * 6), accent, None, radius=10)
    y += unit * 7
    while y < bottom - unit:
        sheet.write((x, y), _words(sheet.random, 8, 14)[: int((right - x) / unit * 1.8)], unit * 0.9, ink)
        y += unit * 1.4


def logo(random: Random, side: Side) -> Pixels:
    """A mark alone on one colour, perhaps with a name in letters; or a maker's name in letters only."""
    wide, high = size(random)
    ground = np.full((high, wide, 3), 255, np.uint8) if random.random() < 0.55 else plain(random, wide, high)
    sheet, ink = Sheet(random, side, ground), _ink_on(random, ground)
    kind = random.random()
    longest = round(min(wide, high) * random.uniform(0.35, 0.9))
    middle = high / 2
    if kind < 0.8:
        named = kind < 0.35
        longest = round(longest * (0.6 if named else 1))
        cover = Image.fromarray(mask(random.choice(sources.marks(side)), longest))
        top = round((high - longest) / 2 - (high * 0.12 if named else 0))
        sheet.picture.paste(Image.new("RGB", cover.size, ink[::-1]), ((wide - longest) // 2, max(0, top)), cover)
        middle = max(0, top) + longest + high * 0.1
        if not named:
            return sheet.pixels
    words = random.choice(_WORDS).capitalize() + random.choice(
        ("", "", " & " + random.choice(_WORDS).capitalize(), " Co.")
    )
    points = min(wide / (0.62 * len(words)), high * (0.13 if kind < 0.8 else 0.4)) * random.uniform(0.6, 0.95)
    sheet.write((wide / 2, middle), words, points, ink, anchor="mm", face=sheet.other)
    if kind >= 0.8 and random.random() < 0.6:
        sheet.write((wide / 2, middle + points), _words(random, 1, 3).upper(), points * 0.3, ink, anchor="mm")
        if random.random() < 0.4:
            radius = min(wide, high) * 0.46
            box = (wide / 2 - radius, high / 2 - radius, wide / 2 + radius, high / 2 + radius)
            sheet.draw.ellipse(box, None, ink[::-1], random.randint(2, 6))
    return sheet.pixels
