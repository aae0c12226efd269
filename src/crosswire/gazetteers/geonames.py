"""GeoNames' dumps: ``SY.txt`` or ``SY.zip`` as its server gives them, nineteen columns a line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from crosswire.gazetteers.errors import Fault, ListError
from crosswire.gazetteers.found import Found, degrees, readable

COLUMNS = 19
CREDIT = "GeoNames.org, CC BY 4.0"
MOST_BYTES = 4_000_000_000  # unpacked; the world's dump has about half of it
# By feature class, and by code where the class says too little; what is not here is left out.
CLASSES = {"P": "PPL", "S": "SITE", "T": "LAND", "V": "LAND", "H": "SEA", "R": "LN"}
CODES = {
    "PPLC": "PPLC", "PPLH": "", "PPLQ": "", "PPLW": "", "STM": "LN", "STMI": "LN", "WAD": "LN",
    "CNL": "LN", "OILF": "SITE", "CMPRF": "PPL", "CMP": "PPL", "ADM2": "ADM2", "RGN": "RGN",
    "AREA": "RGN", "MILB": "SITE", "WLL": "", "WLLS": "", "HTL": "", "TMB": "", "RUIN": "SITE",
}  # fmt: skip


def is_one(first: str) -> bool:
    """Whether a file's first line is one of a GeoNames dump."""
    cells = first.split("\t")
    return len(cells) == COLUMNS and cells[0].isdigit()


def read(path: Path, lines: Iterator[str]) -> Iterator[Found]:
    """The places of a dump that news may name. Raises ListError with every line that is wrong."""
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = line.rstrip("\n").split("\t")
        try:
            found = _place(number, cells)
        except ValueError as error:
            faults.append((number, str(error)))
            continue
        if found and not faults:
            yield found
    if faults:
        raise ListError.of_lines(path, faults)


def _place(number: int, cells: list[str]) -> Found | None:
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns, where a GeoNames dump has {COLUMNS}")
    if not cells[0].isdigit():
        raise ValueError(f'"{cells[0]}" is no GeoNames id')
    lat, lon = degrees(cells[4], cells[5])
    if not (len(cells[8]) == 2 and cells[8].isalpha()):
        raise ValueError(f'"{cells[8]}" is no country code of two letters')
    if not cells[14].isdigit():
        raise ValueError(f'the population "{cells[14]}" is no whole number')
    feature = CODES.get(cells[7], CLASSES.get(cells[6], ""))
    names = tuple(readable([cells[1], cells[2], *cells[3].split(",")]))
    if not feature or not names:
        return None
    unit = f"{cells[8]}.{cells[10]}" if cells[10] not in ("", "00") else None
    population = int(cells[14]) if feature.startswith(("PPL", "ADM")) else 0
    return Found(
        number, cells[0], names, feature, lat, lon, cells[8], unit, int(cells[0]), population
    )


def unzipped(path: Path) -> Iterator[str]:
    """The lines of the one text in a zip file that is no readme."""
    try:
        with zipfile.ZipFile(path) as box:
            every = [i for i in box.infolist() if i.filename.lower().endswith(".txt")]
            texts = [i for i in every if "readme" not in i.filename.lower()]
            if len(texts) != 1:
                raise ListError(
                    f"{path.name} holds {len(texts)} texts; give a zip file with one list."
                )
            if texts[0].file_size > MOST_BYTES:
                raise ListError(f"{path.name} would unpack to more than 4 GB; it is no country's.")
            with box.open(texts[0]) as file:
                yield from io.TextIOWrapper(file, "utf-8")
    except zipfile.BadZipFile:
        raise ListError(f"{path.name} is no zip file, or was cut off; download it again.") from None
