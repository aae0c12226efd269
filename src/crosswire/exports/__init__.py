"""Column names and file formats, one module a format, and the report; no queries.

``EXPORTERS[form](what, rows, path, lookups)`` writes rows of the store's views to ``path``, with
what belongs beside it, and returns the paths that it wrote. ``what`` is a key of ``tables.TABLES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from crosswire.exports import acled, csv, geojson, gpkg, jsonl, parquet, ucdp, xlsx
from crosswire.exports.lookups import Lookups

Exporter = Callable[[str, Iterable[Any], Path, Lookups], list[Path]]

EXPORTERS: dict[str, Exporter] = {
    "jsonl": jsonl.export,
    "csv": csv.export,
    "xlsx": xlsx.export,
    "parquet": parquet.export,
    "geojson": geojson.export,
    "gpkg": gpkg.export,
    "acled": acled.export,
    "ucdp": ucdp.export,
}
# The ending of a file's name where it is not the format's own name.
ENDINGS = {"acled": "csv", "ucdp": "csv"}
