"""The column lists of ``docs/exports.md``, written from the code.

    python -m crosswire.exports.documentation docs/exports.md

rewrites what stands between the two markers; a test fails where the file says something else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from crosswire.exports import acled, jsonl, ucdp
from crosswire.exports.datapackage import table_fields
from crosswire.exports.tables import TABLES

BEGIN, END = "<!-- columns: begin -->", "<!-- columns: end -->"


def column_lists() -> str:
    """Every column of every table and scheme, as Markdown."""
    parts = [
        _list(f"`{what}`: csv, xlsx, parquet", table_fields(columns))
        for what, columns in TABLES.items()
    ]
    parts.append(_list("`claims`: jsonl, the keys of a line", jsonl.fields("claims")))
    parts.append(_list("`acled`", table_fields(acled.COLUMNS)))
    parts.append(_list("`acled`, the second file `NAME_changes.csv`", table_fields(acled.CHANGES)))
    parts.append(_list("`ucdp`", table_fields(ucdp.COLUMNS)))
    return "\n".join(parts)


def with_lists(page: str) -> str:
    """A page whose part between the markers is what the code says.

    Raises ValueError where a marker is missing.
    """
    before, found, rest = page.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise ValueError(f"the page needs the lines {BEGIN} and {END} around its column lists")
    return f"{before}{BEGIN}\n{column_lists()}\n{END}{after}"


def _list(title: str, fields: Iterable[dict[str, str]]) -> str:
    rows = [
        f"| `{each['name']}` | {each['type']} | {_cell(each['description'])} |" for each in fields
    ]
    return "\n".join(
        [f"### {title}", "", "| column | type | meaning |", "| --- | --- | --- |", *rows, ""]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: Sequence[str]) -> None:
    """Rewrite the column lists of the file named."""
    path = Path(arguments[0])
    path.write_text(with_lists(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
