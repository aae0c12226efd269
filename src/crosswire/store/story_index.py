"""What stories were found by, kept as arrays in pieces that both databases take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select

from crosswire.store.schema import story_index
from crosswire.store.tables import Row

Arrays = Mapping[str, NDArray[Any]]
# Of a million articles one array has half a gigabyte, which is the half of what SQLite keeps in one
# value by default, and of what PostgreSQL does at all.
PIECE = 2**24


def write_index(connection: Connection, arrays: Arrays) -> None:
    """Keep these arrays in place of those that were kept."""
    connection.execute(story_index.delete())
    for name, array in arrays.items():
        for row in _pieces(name, array):
            connection.execute(insert(story_index), row)


def read_index(connection: Connection) -> dict[str, NDArray[Any]]:
    """The arrays that are kept, by name; none where nothing is."""
    wanted = select(story_index).order_by(story_index.c.name, story_index.c.part)
    pieces: dict[str, list[NDArray[Any]]] = defaultdict(list)
    for row in connection.execute(wanted):
        pieces[row.name].append(np.frombuffer(row.data, dtype=row.kind))
    return {name: np.concatenate(some) for name, some in pieces.items()}


def _pieces(name: str, array: NDArray[Any]) -> Iterator[Row]:
    """An array's rows in pieces; without a row it is one piece, so that its kind is kept too."""
    kind = f"{array.shape[1:]}{array.dtype.str}"  # of a row, as numpy reads it
    step = max(PIECE // np.dtype(kind).itemsize, 1)
    for part, start in enumerate(range(0, max(len(array), 1), step)):
        data = array[start : start + step].tobytes()
        yield {"name": name, "part": part, "kind": kind, "data": data}
