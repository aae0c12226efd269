"""A list's places beside the known ones: which are the same, and which unit holds each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from crosswire.gazetteers.errors import Fault, ListError
from crosswire.gazetteers.found import Found
from crosswire.gazetteers.writing import Row, own_id
from crosswire.resolve.choosing import distance
from crosswire.resolve.gazetteer import Entry, Index
from crosswire.resolve.romanise import bare, fold

CELL = 0.2  # degrees
AGREE = 3  # neighbours
SAME = 10.0  # km; a place of one name nearer than this is the same place
UNIT_WORDS = ("governorate", "province", "oblast", "region", "state", "district", "department")


class Settler:
    """Settles a list's places by the built-in gazetteer."""

    def __init__(self, index: Index, path: Path, prefix: str, country: str | None) -> None:
        self.index, self.path, self.prefix = index, path, prefix
        self.country = country
        self.near: dict[tuple[int, int], list[tuple[Found, Entry]]] = defaultdict(list)
        self.named: Counter[tuple[str, int]] = Counter()  # places of a name in a unit

    def rows(self, places: Sequence[Found], *, own: bool) -> Iterator[Row]:
        """The rows to be written. Raises ListError with every line whose country or unit is none.

        ``own`` says that it is the user's own list, whose places stand as they are given.
        """
        self.country = self.country or self._only_country(places)
        self._survey(places)
        faults: list[Fault] = []
        for found in places:
            try:
                row = self._own(found) if own else self._added(found)
            except ValueError as error:
                faults.append((found.line, str(error)))
                continue
            if row:
                yield row
        if faults:
            raise ListError.of_lines(self.path, faults)

    def _only_country(self, places: Sequence[Found]) -> str | None:
        """The country of a list that has one country."""
        lands = [self.index.entry(f.geonames) for f in places if f.feature == "PCLI" and f.geonames]
        codes = {land.country for land in lands if land}
        return codes.pop() if len(codes) == 1 else None

    def _survey(self, places: Sequence[Found]) -> None:
        """The places whose unit the list gives: by the cell that they stand in, and by name."""
        for found in places:
            if unit := self._unit(found, found.country or self.country):
                self.near[_cell(found)].append((found, unit))
                self.named.update((name, unit.id) for name in {fold(n) for n in found.names})

    def _around(self, found: Found) -> Entry | None:
        """The unit that the nearest places of the list agree on, where the list gives it none."""
        x, y = _cell(found)
        cells = [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        beside = [
            ((other.latitude - found.latitude) ** 2 + (other.longitude - found.longitude) ** 2,
             unit.id, unit)
            for cell in cells for other, unit in self.near.get(cell, ())
        ]  # fmt: skip
        nearest = sorted(beside)[:AGREE]
        alike = len(nearest) == AGREE and len({number for _, number, _ in nearest}) == 1
        return nearest[0][2] if alike and found.feature not in ("PCLI", "ADM1") else None

    def _own(self, found: Found) -> Row:
        land = self.index.by_code(found.country or "")
        if land is None or land.feature != "PCLI":
            raise ValueError(f'"{found.country}" is no country code of two letters, such as SY')
        unit = self._unit(found, found.country)
        if found.unit and unit is None:
            raise ValueError(
                f'"{found.unit}" is no first-order unit of {land.name}; leave it empty, or give it '
                "as `crosswire gazetteer show` prints it"
            )
        return self._row(found, found.country, unit)

    def _added(self, found: Found) -> Row | None:
        unit = self._unit(found, found.country or self.country)
        unit = unit or self._around(found)
        country = found.country or (unit.country if unit else None) or self.country
        if country is None:
            raise ValueError(
                "nothing says in which country it lies; give the list's country by --country"
            )
        known = self._known(found, country, unit)
        if known and known.latitude is not None:
            return Row(known.id, known.name, known.feature, country, others=found.names,
                       named_only=True)  # fmt: skip
        if found.feature in ("PCLI", "ADM1"):
            return None  # units that the built-in gazetteer lacks are not a place's address
        return self._row(found, country, unit, known)

    def _row(
        self, found: Found, country: str | None, unit: Entry | None, known: Entry | None = None
    ) -> Row:
        code = None if known or found.geonames else f"{self.prefix}:{found.key}"
        number = known.id if known else found.geonames or own_id(code or "")
        name = known.name if known else found.names[0]
        return Row(
            number, name, found.feature, country, found.latitude, found.longitude, code,
            unit.id if unit else None, found.population, (name, found.names[0]), found.names[1:],
        )  # fmt: skip

    def _unit(self, found: Found, country: str | None) -> Entry | None:
        """The first-order unit that the list gives, by its code, its id or its name."""
        given = found.unit
        if given is None:
            return None
        if isinstance(given, int):
            return self._first_order(self.index.entry(given))
        if self.index.by_code(given):
            return self._first_order(self.index.by_code(given))
        named = {m.entry.id: m.entry for name in _plainer(given) for m in self.index.exact(name)}
        units = [e for e in named.values() if e.feature == "ADM1" and e.country == country]
        return units[0] if len(units) == 1 else None

    @staticmethod
    def _first_order(entry: Entry | None) -> Entry | None:
        return entry if entry and entry.feature == "ADM1" else None

    def _known(self, found: Found, country: str, unit: Entry | None) -> Entry | None:
        """The built-in gazetteer's place that this is: by its id, or by its name and ground."""
        if found.geonames and (entry := self.index.entry(found.geonames)):
            return entry
        for name in map(fold, found.names):
            for match in self.index.exact(name):
                entry = match.entry
                if entry.country == country and self._same(found, name, entry, unit):
                    return entry
        return None

    def _same(self, found: Found, name: str, entry: Entry, unit: Entry | None) -> bool:
        """Whether a place of this name is the entry: what is not located, by its unit alone."""
        if entry.feature[:3] != found.feature[:3]:
            return False
        if entry.latitude is None or found.feature == "ADM2":
            only = self.named[name, unit.id if unit else 0] == 1
            return only and unit is not None and entry.admin1 == unit.id
        if found.geonames or not found.feature.startswith("PPL"):
            return False
        here = Entry(0, None, "", "", found.latitude, found.longitude, None, None, 0)
        km = distance(here, entry)
        return km is not None and km < SAME


def _cell(found: Found) -> tuple[int, int]:
    return int(found.latitude // CELL), int(found.longitude // CELL)


def _plainer(name: str) -> Iterator[str]:
    """The folds of a unit's name, with and without the word for its kind."""
    whole = fold(name)
    yield whole
    words = [w for w in whole.split() if w not in UNIT_WORDS]
    if words and bare(" ".join(words)) != bare(whole):
        yield " ".join(words)
