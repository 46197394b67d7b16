"""Build the tables of names: `python -m tools.build_names`, from tools/names and the open lists in ../shared/data.

It writes handmade_lint/lexicons/names: a table a kind, the dictionary words that look like misspelt names, and pieces
that names may be cut into. The lists of others are filtered hard: what stands in a dictionary of five languages
(pyspellchecker) is left out, single words and names of people and films count with a capital letter only, and banks,
fuel, supermarkets and services are no names that a maker would borrow.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handmade_lint.disguises import Disguises
from handmade_lint.names import COLUMNS, FOLDER, key_of, load
from handmade_lint.twins import unaccented

ROOT = Path(__file__).parents[1]
OWN = Path(__file__).parent / "names"
DATA = ROOT.parent / "shared" / "data" / "lexicons"
MOST = 2_000_000
"""Bytes that the tables may take together."""

_SMALL = frozenset(
    "a an and at by de del der des di du el et for from in la le les of on or the to und van von y".split()
)
_GOODS = {
    "clothes": "18 25", "shoes": "25", "bag": "18", "fashion_accessories": "18 25", "jewelry": "14", "watches": "14",
    "sports": "25 28", "outdoor": "18 25", "toys": "28", "baby_goods": "25 28", "games": "28", "video_games": "9 28",
    "car": "12", "motorcycle": "12", "truck": "12", "tractor": "7 12", "bicycle": "12", "caravan": "12",
    "cosmetics": "3", "perfumery": "3", "beauty": "3", "chemist": "3 5", "pharmacy": "5", "furniture": "20",
    "interior_decoration": "20 21 24", "houseware": "21", "kitchen": "21", "household_linen": "24", "bed": "20 24",
    "craft": "16 26", "fabric": "24 26", "stationery": "16", "books": "16", "art": "16", "candles": "4", "paint": "2",
    "electronics": "9", "mobile_phone": "9", "computer": "9", "hifi": "9", "camera": "9", "appliance": "7 11",
    "cafe": "30 43", "fast_food": "29 30 43", "restaurant": "43", "ice_cream": "30", "bakery": "30", "pub": "43",
    "confectionery": "30", "chocolate": "30", "coffee": "30", "tea": "30", "pastry": "30", "alcohol": "33",
    "wine": "33",
    "beverages": "32", "tobacco": "34", "pet": "28 31", "department_store": "35", "variety_store": "35",
    "gift": "16 21",
    "hotel": "43", "theme_park": "41", "musical_instrument": "15", "optician": "9", "leather": "18", "scout": "41",
    "doityourself": "8", "hardware": "8", "garden_centre": "31", "florist": "31", "nutrition_supplements": "5",
    "bathroom_furnishing": "11", "lighting": "11", "deli": "29", "dairy": "29", "cheese": "29", "cinema": "41",
    "fitness_centre": "41", "second_hand": "25", "boat": "12", "car_parts": "12", "tyres": "12", "power_tools": "7",
    "photo": "9", "carpet": "27", "curtain": "24", "music": "9 15", "anime": "28", "e-cigarette": "34", "tattoo": "44",
    "health_food": "29 30", "bbq": "11", "pottery": "21", "party": "28", "fishing": "28", "model": "28",
}  # fmt: skip
"""Kinds of shops in name-suggestion-index that are taken, and the Nice classes of what they sell."""


@dataclass
class Entry:
    """A line to be."""

    kind: str
    name: str
    source: str
    goods: str = ""
    aliases: tuple[str, ...] = ()
    languages: str = ""
    flags: str = ""


@cache
def dictionary() -> frozenset[str]:
    """Words of English, French, German, Italian and Spanish."""
    from spellchecker import SpellChecker

    words: set[str] = set()
    for language in ("en", "fr", "de", "it", "es"):
        words.update(SpellChecker(language=language).word_frequency.dictionary)
    for path in sorted((DATA / "corpora_cc0").glob("*.json")):
        if path.name.partition("__")[0] in ("animals", "materials", "objects", "plants", "technology", "words"):
            words.update(_strings(json.loads(path.read_text("utf-8"))))
    lower = {word.casefold() for word in words}
    return frozenset(lower | {unaccented(word) for word in lower})


@cache
def innocents() -> frozenset[str]:
    """Words of the dictionary, and every form that simplemma knows of words of the five languages."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    words = set(dictionary())
    factory = DefaultDictionaryFactory()
    for language in ("en", "fr", "de", "it", "es"):
        for one in factory.get_dictionary(language):
            word = one.casefold()
            if word.isalpha() and len(word) < 16:
                words.update((word, unaccented(word)))
    return frozenset(words)


def _strings(value: Any) -> Iterator[str]:
    """Every word of every text inside of a JSON value."""
    if isinstance(value, str):
        yield from re.findall(r"[^\W\d_]+", value)
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def own() -> Iterator[Entry]:
    """Our own lists (tools/names)."""
    for path in sorted(OWN.glob("*.txt")):
        goods = ""
        for line in path.read_text("utf-8").splitlines():
            if found := re.fullmatch(r"\[([\d ]*)\]", line):
                goods = found.group(1)
                continue
            for part in line.split(";"):
                if part.strip():
                    yield from _own(path.stem, part.strip(), goods)


def _own(kind: str, part: str, goods: str) -> Iterator[Entry]:
    """A name and its aliases; those that are everyday words too make an entry of their own."""
    languages = " ".join(" ".join(re.findall(r"\{([a-z ]+)\}", part)).split())
    spelled = [one.strip() for one in re.sub(r"\{[a-z ]+\}", "", part).split("=")]
    plain = "" if any(re.search(r" -$", one) for one in spelled) else "f"
    name = re.sub(r"(?: [?-])+$", "", spelled[0])
    for ambiguous in (False, True):
        some = [re.sub(r"(?: [?-])+$", "", one) for one in spelled if bool(re.search(r" \?( -)?$", one)) == ambiguous]
        if some:
            yield Entry(kind, name, "own", goods, tuple(some), languages, "a" if ambiguous else plain)


def shops() -> Iterator[Entry]:
    """Brands of name-suggestion-index."""
    for line in (DATA / "nsi_brands.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        kind = told["path"].rpartition("/")[2]
        if "name" in told and kind in _GOODS:
            name = re.sub(r"\s*\([^)]*\)", "", told.get("brand") or told["name"])
            japanese = "ja" if re.fullmatch(r"[\u30a1-\u30ff]{5,}", name) else ""
            yield Entry("consumer", name, f"nsi:{told.get('wikidata', '')}", _GOODS[kind], languages=japanese)


def icons() -> Iterator[Entry]:
    """Brands of simple-icons and gilbarbara/logos."""
    for line in (DATA / "simple_icons_brands.jsonl").read_text("utf-8").splitlines():
        yield Entry("consumer", json.loads(line)["title"], "simple-icons", "9")
    for told in json.loads((DATA / "gilbarbara_logo_names.json").read_text("utf-8")):
        yield Entry("consumer", told["name"], "gilbarbara", "9")


def corpora() -> Iterator[Entry]:
    """Lists of dariusk/corpora."""

    def of(file: str) -> Any:
        return json.loads((DATA / "corpora_cc0" / f"{file}.json").read_text("utf-8"))

    def named(file: str, *keys: str) -> Iterator[str]:
        value = of(file)
        rows = value if isinstance(value, list) else next(one for one in value.values() if isinstance(one, list))
        for row in rows:
            yield row if isinstance(row, str) else next(str(row[key]) for key in keys if key in row)

    for name in named("corporations__cars"):
        yield Entry("consumer", name, "corpora", "12")
    for name in named("music__a_list_of_guitar_manufacturers", "name"):
        yield Entry("music", name, "corpora", "15")
    for name in named("music__rock_hall_of_fame", "name"):
        yield Entry("artist", name, "corpora", "", (), "", "a")
    for name in (*named("humans__celebrities"), *named("humans__wrestlers")):
        yield Entry("artist", name, "corpora", "", (), "", "a")
    for name in (*named("humans__tolkienCharacterNames"), *named("games__pokemon", "name")):
        yield Entry("character", name, "corpora")
    for name in named("games__League_of_legends_champion_names"):
        yield Entry("character", name, "corpora", "", (), "", "a")
    for name in named("games__board_games"):
        yield Entry("game", name, "corpora", "28", (), "", "a")
    for game, told in of("games__zelda")["games"].items():
        yield Entry("game", game, "corpora", "9 28")
        for name in told["characters"]:
            yield Entry("character", name, "corpora", "", (), "", "a")
    for name in named("film-tv__tv_shows"):
        yield Entry("film", name, "corpora", "", (), "", "a")
    for name in named("film-tv__popular-movies"):
        yield Entry("film", re.sub(r"\s*\(\d+\)", "", name), "corpora", "", (), "", "a")
    for row in of("books__bestsellers")["books"]:
        yield Entry("world", row["title"], "corpora", "", (), "", "a")
    for file in ("mlb", "nba", "nfl", "nhl", "milb"):
        for name in named(f"sports__{file}_teams", "name"):
            yield Entry("team", name, "corpora")
    for file in ("epl_teams", "laliga_teams", "serieA"):
        for name in named(f"sports__football__{file}", "name"):
            yield Entry("team", name, "corpora", "", (), "", "a")
    for name in named("corporations__newspapers"):
        yield Entry("consumer", name, "corpora", "16")


def comics() -> Iterator[Entry]:
    """Characters of comics: 'Spider-Man (Peter Parker)' is two names."""
    for file in ("dc", "marvel"):
        with (DATA / f"comic_characters_{file}_20plus.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                name = row["name"].replace('\\"', '"').replace('"', "")
                outer, _, inner = name.partition(" (")
                yield Entry("character", outer, "fivethirtyeight", "", (), "", "a")
                inner = inner.rstrip(")")
                if inner and not re.search(r"Earth|\d|New|Universe|Character|Clone|Team", inner):
                    yield Entry("character", inner, "fivethirtyeight", "", (), "", "a")


def films() -> Iterator[Entry]:
    """Titles of films since 1960."""
    with (DATA / "us_movie_titles.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["year"] >= "1960":
                yield Entry("film", row["title"], "prust", "", (), "", "a")


_NO_NAME = frozenset(
    "hotel hotels cafe café coffee restaurant pizza burger sushi grill kitchen bar bakery bäckerei boulangerie pharmacy"
    " apotheke pharmacie farmacia clinic group store stores shop market house home kids baby studio online services"
    " service company international global national united states city center centre park club ltd inc corp"
    " gmbh".split()
)


def compound(word: str) -> bool:
    """Whether a word is two words of a dictionary in one ('dreamcatcher')."""
    cuts = range(4, len(word) - 3)
    return any(word[:at] in dictionary() and word[at:] in dictionary() for at in cuts)


def keep(entry: Entry) -> bool:
    """Whether a name of a list of others is one that a text cannot hold by chance; sets its flag."""
    name = entry.name.strip()
    words = key_of(name).split()
    letters = "".join(words)
    if entry.languages == "ja":
        return len(name) > 5 and not {"29", "30", "43"} & set(entry.goods.split())
    if (
        len(name) > 60
        or len(letters) < 5
        or not re.fullmatch(r"[\x21-\x7e\u00a1-\u024f ’]+", name)
        or letters.isdigit()
    ):
        return False
    if sum(map(str.isdigit, letters)) > len(letters) // 2:
        return False
    content = [word for word in words if word not in _SMALL]
    strange = [word for word in content if word not in dictionary() and unaccented(word) not in dictionary()]
    strange = [
        word for word in strange if not word.isdigit() and len(word) > 2 and word.rstrip("s") not in dictionary()
    ]
    if len(content) == 1:
        entry.flags = "a"
        if entry.kind != "consumer" and compound(content[0]):
            return False
        return bool(strange) and len(content[0]) >= (6 if entry.kind in ("film", "game") else 5)
    if entry.kind == "team":
        return len(content) > 1
    if not any(len(word) > 3 for word in strange):
        return False
    distinct = [word for word in content if word not in _NO_NAME]
    if len(distinct) == 1 and len(content) > 1:
        entry.flags = "a"
    return bool(distinct)


def gather() -> list[Entry]:
    """All names, each spelling once; earlier sources first."""
    entries: list[Entry] = []
    taken: set[tuple[str, str]] = set()
    for entry in own():
        spelled = [one for one in dict.fromkeys(entry.aliases) if key_of(one) or not one.isascii()]
        fresh = [one for one in spelled if (key_of(one), entry.languages) not in taken]
        if not fresh:
            continue
        if entry.name not in fresh:
            entry.name = fresh[0]
        taken.update((key_of(one), entry.languages) for one in fresh)
        fresh += [bare for one in fresh if (bare := unaccented(one)) != one and _plain(bare, entry)]
        entry.aliases = tuple(one for one in dict.fromkeys(fresh) if one != entry.name)
        entries.append(entry)
    seen = {key for key, _ in taken}
    for source in (shops, comics, icons, corpora, films):
        for entry in source():
            entry.name = " ".join(entry.name.split())
            key = key_of(entry.name)
            if key not in seen and unaccented(key) not in seen and keep(entry):
                seen.update((key, unaccented(key)))
                entries.append(entry)
    return entries


def _plain(bare: str, entry: Entry) -> str:
    """The key of a spelling without accents; '' where that is a word, or where the name is ambiguous or Japanese."""
    if entry.flags == "a" or not bare.isascii() or key_of(bare) in dictionary():
        return ""
    return key_of(bare)


def write(entries: Iterable[Entry]) -> None:
    """Write the tables."""
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    for old in FOLDER.glob("*.tsv"):
        old.unlink()
    for kind, some in sorted(kinds.items()):
        lines = ["\t".join(COLUMNS)]
        for entry in sorted(some, key=lambda one: (one.source != "own", one.name.casefold())):
            lines.append(
                "\t".join(
                    (entry.name, "|".join(entry.aliases), entry.languages, entry.goods, entry.flags, entry.source)
                )
            )
        (FOLDER / f"{kind}.tsv").write_text("\n".join(lines) + "\n", "utf-8")


@cache
def shares() -> dict[str, float]:
    """Of each word of the five languages, its share of the words of texts in its language, at most."""
    from spellchecker import SpellChecker

    counts: dict[str, float] = {}
    for language in ("en", "fr", "de", "it", "es"):
        known: Any = SpellChecker(language=language).word_frequency
        for word in known.dictionary:
            counts[word] = max(counts.get(word, 0.0), known[word] / known.total_words)
    return counts


def write_common(entries: Iterable[Entry]) -> None:
    """Write the words of names that stand in dictionaries by frequency: a name is looked up by its rarest word."""
    counts = shares()
    words = {word for entry in entries for one in (entry.name, *entry.aliases) for word in key_of(one).split()}
    head = "# Words in names, the most frequent first; written by tools/build_names.py\n"
    ordered = sorted(words & counts.keys(), key=lambda word: (-counts[word], word))
    (FOLDER / "common.txt").write_text(head + "\n".join(ordered) + "\n", "utf-8")


def write_innocent() -> None:
    """Write dictionary words that would be read as misspelt names, and the pieces of names that are no words."""
    for name in ("innocent.txt", "splits.txt"):
        (FOLDER / name).touch()
    disguises: Disguises = load().disguises
    innocent = sorted(word for word in innocents() if disguises.misleads(word))
    head = "# Words of dictionaries that look like misspelt names of others; written by tools/build_names.py\n"
    (FOLDER / "innocent.txt").write_text(head + "\n".join(innocent) + "\n", "utf-8")
    frequent = {word for word, share in shares().items() if share > 1e-6}
    pieces = []
    for word in disguises.whole():
        for at in range(2, len(word) - 1):
            one, other = word[:at], word[at:]
            rare = next((piece for piece in (other, one) if len(piece) > 2 and piece not in frequent), "")
            if rare and len(word) > 5:
                pieces.append(f"{rare}\t{one if rare == other else other}")
    head = "# Pieces of names that are no words, and the pieces beside them; written by tools/build_names.py\n"
    (FOLDER / "splits.txt").write_text(head + "\n".join(sorted(set(pieces))) + "\n", "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Build; 0, or 2 where the lists are not there or the tables come out too large."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_names", description=__doc__.partition("\n")[0])
    parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"the lists are not there: {DATA}", file=sys.stderr)
        return 2
    entries = gather()
    write(entries)
    write_common(entries)
    load.cache_clear()
    write_innocent()
    load.cache_clear()
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{len(entries)} names, {size / 1e6:.2f} MB")
    for kind in sorted({entry.kind for entry in entries}):
        print(f"  {kind:<14} {sum(entry.kind == kind for entry in entries):6}")
    return 0 if size < MOST else 2


if __name__ == "__main__":
    raise SystemExit(main())
