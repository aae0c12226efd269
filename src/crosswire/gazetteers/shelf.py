"""The folder of the lists that a user added: each one file, and the order in which they win."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from crosswire.gazetteers import geonames, own, whosonfirst
from crosswire.gazetteers.errors import ListError
from crosswire.gazetteers.found import Found
from crosswire.gazetteers.settle import Settler
from crosswire.gazetteers.writing import Row, write
from crosswire.resolve.gazetteer import BUILT_IN, Index, Layer
from crosswire.resolve.places import Gazetteer

ENDING = ".gazetteer.sqlite"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A list as it stands on the shelf; ``own`` lists win over all others."""

    name: str
    path: Path
    origin: str
    credit: str
    added: str
    places: int
    names: int
    own: bool


class Shelf:
    """The lists in one folder; a folder that is not there is an empty shelf."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lists(self) -> list[Shelved]:
        """The lists, the one that wins first: the user's own, then by name."""
        found = [self._shelved(path) for path in sorted(self.folder.glob(f"*{ENDING}"))]
        return sorted(found, key=lambda shelved: (not shelved.own, shelved.name))

    def paths(self) -> tuple[Path, ...]:
        """The files, in the order in which they win, for ``Gazetteer.open``."""
        return tuple(shelved.path for shelved in self.lists())

    def open(self) -> Gazetteer:
        """The built-in gazetteer with these lists before it. Raises GazetteerError."""
        return Gazetteer.open(*self.paths())

    def add(self, path: Path, name: str | None = None, country: str | None = None) -> Shelved:
        """Add a file's places, or put them in the place of an earlier list of that name.

        ``path`` is a GeoNames dump (text or zip), a Who's On First table or SQLite distribution
        (a text may be gzipped), or a CSV list of one's own. ``country`` is for a list that does
        not say it. Raises ListError where anything is wrong, and then nothing is changed.
        """
        name, kind, rows = self.check(path, name, country)
        self.folder.mkdir(parents=True, exist_ok=True)
        out = self.folder / f"{name}{ENDING}"
        write(
            rows,
            out,
            {
                "origin": path.name,
                "credit": getattr(kind, "CREDIT", ""),
                "added": datetime.now(UTC).strftime("%Y-%m-%d"),
                "own": "yes" if kind is own else "no",
            },
        )
        return self._shelved(out)

    def check(
        self, path: Path, name: str | None = None, country: str | None = None
    ) -> tuple[str, ModuleType, list[Row]]:
        """What ``add`` would add: the list's name, the module of its form, and its rows."""
        if not path.is_file():
            raise ListError(f"There is no file {path}; check the path.")
        name = self._named(name or path.name.lower().split(".")[0])
        kind, places = _read(path)
        index = Index(BUILT_IN)
        if country and not index.by_code(country.upper()):
            raise ListError(f'"{country}" is no country code of two letters, such as SY.')
        prefix = {geonames: "geonames", whosonfirst: "wof"}.get(kind, name)
        settler = Settler(index, path, prefix, country.upper() if country else None)
        rows = {row.id: row for row in settler.rows(places, own=kind is own)}
        index.close()
        if not rows:
            raise ListError(f"{path.name} holds no place that could be added.")
        return name, kind, [rows[number] for number in sorted(rows)]

    def remove(self, name: str) -> None:
        """Take a list away. Raises ListError where there is none of that name."""
        path = self.folder / f"{name}{ENDING}"
        if not NAME.fullmatch(name) or not path.exists():
            known = ", ".join(shelved.name for shelved in self.lists()) or "none"
            raise ListError(f'There is no list "{name}"; those that were added: {known}.')
        path.unlink()

    @staticmethod
    def _named(name: str) -> str:
        if not NAME.fullmatch(name):
            raise ListError(
                f'A list cannot be called "{name}"; give --as with small letters and digits.'
            )
        return name

    @staticmethod
    def _shelved(path: Path) -> Shelved:
        layer = Layer(path)
        meta = layer.meta
        layer.close()
        return Shelved(
            path.name.removesuffix(ENDING), path, meta["origin"], meta["credit"], meta["added"],
            int(meta["places"]), int(meta["names"]), meta["own"] == "yes",
        )  # fmt: skip


def _read(path: Path) -> tuple[ModuleType, list[Found]]:
    """The module that reads a file's form, and the file's places."""
    try:
        if path.suffix.lower() == ".zip":
            return geonames, list(geonames.read(path, geonames.unzipped(path)))
        if whosonfirst.is_database(path):
            return whosonfirst, list(whosonfirst.read_database(path))
        first = next(_lines(path), "")
        for kind in (whosonfirst, geonames, own):
            if kind.is_one(first):
                return kind, list(kind.read(path, _lines(path)))
    except UnicodeDecodeError as error:
        raise ListError(
            f"{path.name} is not UTF-8 text ({error.reason}); save it as UTF-8."
        ) from None
    except (EOFError, gzip.BadGzipFile):
        raise ListError(f"{path.name} is cut off or no gzip file; fetch it again.") from None
    raise ListError(
        f"{path.name} is not known: give a GeoNames dump, a Who's On First table or SQLite file, "
        f"or a list of your own ({own.FORM})."
    )


def _lines(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from file
