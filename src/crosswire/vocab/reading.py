"""From YAML to rows: every key known, every value of its type, or one sentence on what to change.

Scalars are read as text and converted here, so that Norway's code ``NO`` is not a truth value.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

import yaml

from crosswire.vocab.rows import VocabularyError

Row = TypeVar("Row")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is ten times as fast


def read_table(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a YAML file, each with its position in words; a missing file has none.

    Raises VocabularyError where the file is not a list of mappings.
    """
    if not path.is_file():
        return []
    try:
        table = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 makes text alone
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise VocabularyError(f"{path}: this is not readable YAML: {reason}") from error
    if not table:
        return []
    if not isinstance(table, list):
        raise VocabularyError(f"{path}: expected a list of rows, each beginning with '- '.")
    return list(_numbered(path, table))


def _numbered(path: Path, table: list[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, raw in enumerate(table, 1):
        if not isinstance(raw, dict):
            raise VocabularyError(f"{path}: row {number} is not a mapping of keys to values.")
        label = raw.get("id") or raw.get("state") or raw.get("type") or "without id"
        yield f"{path}: row {number} ({label})", raw


def read_row(kind: type[Row], raw: Mapping[str, Any], where: str) -> Row:
    """One row as a record of a kind; raises VocabularyError with the place and the reason."""
    columns = _columns(cast("Hashable", kind))
    for key in raw:
        if key not in columns:
            raise VocabularyError(f"{where}: unknown key {key!r}; known are {', '.join(columns)}.")
    for key, (required, _) in columns.items():
        if required and not raw.get(key):
            raise VocabularyError(f"{where}: {key!r} is missing.")
    values = {
        key: _value(columns[key][1], value, f"{where}: {key!r}") for key, value in raw.items()
    }
    return kind(**values)


@cache
def _columns(kind: Any) -> dict[str, tuple[bool, Any]]:
    hints = get_type_hints(kind)
    return {column.name: (_is_required(column), hints[column.name]) for column in fields(kind)}


def _is_required(column: "Field[Any]") -> bool:
    return column.default is MISSING and column.default_factory is MISSING


def _value(hint: Any, value: Any, where: str) -> Any:
    arguments = get_args(hint)
    if Ellipsis in arguments:
        return tuple(_items(arguments[0], value, where))
    if type(None) in arguments:
        return None if value in ("", "null", "~") else _value(arguments[0], value, where)
    if not isinstance(value, str):
        raise VocabularyError(f"{where} must be a single value.")
    convert = cast("Callable[[str], Any]", {bool: _truth, date: date.fromisoformat}.get(hint, hint))
    try:
        return convert(value)
    except ValueError as error:
        raise VocabularyError(f"{where} cannot be {value!r}; it is a {_named(hint)}.") from error


def _items(hint: Any, value: Any, where: str) -> Iterator[Any]:
    for item in value if isinstance(value, list) else [value] if value else []:
        if hint is str:
            yield _value(str, item, where)
        elif isinstance(item, dict):
            yield read_row(hint, item, where)
        else:
            raise VocabularyError(f"{where} must be a list of mappings.")


def _truth(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError(value)
    return value == "true"


def _named(hint: Any) -> str:
    names = {bool: "'true' or 'false'", date: "day written as 2016-10-03", int: "whole number"}
    return names.get(hint, f"value of {getattr(hint, '__name__', hint)}")
