"""Records to JSON and back, by their type hints, without loss.

Works for any dataclass of strings, numbers, enums, days, times, bytes, tuples, optional values and
other dataclasses, so that the store need not know the records of the rooms that it keeps rows for.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Convert = Callable[[Any], Any]

SURROGATE = re.compile("[\ud800-\udfff]")  # left in text by broken bytes; UTF-8 has no room for it
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
PLAIN = (str, int, float, bool, NoneType)


def dumps(record: Any) -> str:
    """A record as one line of JSON, every field by name, the same text for the same record."""
    kind: Any = type(record)
    text = _ENCODER.encode(_writer(kind)(record))
    if text.isascii():
        return text
    return SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def loads(kind: type[Record], text: str) -> Record:
    """The record of this kind that ``dumps`` wrote; a field added since has its default.

    Raises ValueError where the text is not a record of this kind.
    """
    hashable: Any = kind
    try:
        record: Record = _reader(hashable)(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not a stored {kind.__name__}: {text[:80]}") from error
    return record


@cache
def _writer(kind: Any) -> Convert:
    if kind in PLAIN:
        return _same
    if get_origin(kind) in (Union, UnionType):
        return _optional(_writer(_only_member(kind)))
    if get_origin(kind) is tuple:
        return _sequence(*_members(kind, _writer), list)
    if is_dataclass(kind):
        return _dataclass_writer(kind)
    return _leaf(kind)[0]


@cache
def _reader(kind: Any) -> Convert:
    if kind in PLAIN:
        return _same
    if get_origin(kind) in (Union, UnionType):
        return _optional(_reader(_only_member(kind)))
    if get_origin(kind) is tuple:
        return _sequence(*_members(kind, _reader), tuple)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    return _leaf(kind)[1]


def _same(value: Any) -> Any:
    return value


def _leaf(kind: Any) -> tuple[Convert, Convert]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), kind
    if kind is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if kind is date:
        return date.isoformat, date.fromisoformat
    if kind is bytes:
        return (lambda value: base64.b64encode(value).decode("ascii")), base64.b64decode
    raise TypeError(f"the store cannot keep a value of type {kind}")


def _only_member(kind: Any) -> Any:
    members = [member for member in get_args(kind) if member is not NoneType]
    if len(members) != 1:
        raise TypeError(f"the store cannot keep a value of several types: {kind}")
    return members[0]


def _optional(convert: Convert) -> Convert:
    if convert is _same:
        return _same
    return lambda value: None if value is None else convert(value)


def _members(kind: Any, of: Callable[[Any], Convert]) -> tuple[Convert | None, list[Convert]]:
    """One converter for all of a ``tuple[X, ...]``, or one each for a ``tuple[X, Y]``."""
    members = get_args(kind)
    if len(members) == 2 and members[1] is ...:
        return of(members[0]), []
    return None, [of(member) for member in members]


def _sequence(each: Convert | None, fixed: list[Convert], make: Convert) -> Convert:
    if each is _same:
        return make
    if each is not None:
        return lambda values: make([each(value) for value in values])
    return lambda values: make(
        [convert(value) for convert, value in zip(fixed, values, strict=True)]
    )


# Most fields of most records are plain, and millions are written and read: these two are the
# innermost loops of a rebuild, and so call nothing for such a field.
def _dataclass_writer(kind: Any) -> Convert:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    others = [(name, convert) for name in names if (convert := _writer(hints[name])) is not _same]

    def write(record: Any) -> dict[str, Any]:
        values = {name: getattr(record, name) for name in names}
        for name, convert in others:
            values[name] = convert(values[name])
        return values

    return write


def _dataclass_reader(kind: Any) -> Convert:
    hints = get_type_hints(kind)
    others = [
        (field.name, convert)
        for field in fields(kind)
        if (convert := _reader(hints[field.name])) is not _same
    ]
    known = {field.name for field in fields(kind)}

    def read(values: Any) -> Any:
        if not known.issuperset(values):  # a field of a newer version
            values = {name: value for name, value in values.items() if name in known}
        for name, convert in others:
            if name in values:
                values[name] = convert(values[name])
        return kind(**values)  # TypeError for a record of another kind

    return read
