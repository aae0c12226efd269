"""A column of a flat table: name, type, meaning, and how it is read from a row.

Names are snake_case, days ISO 8601, unknown is empty; several values of one cell are joined by
``" | "``. What a flat cell cannot hold (spans, nested numbers) is in the JSON Lines form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from crosswire.exports.lookups import Lookups
from crosswire.records import Place

JOINT = " | "
Value = str | int | float | bool | date | datetime | None


class Kind(StrEnum):
    """A column's type, by the names of Frictionless Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``value`` reads it from a row; ``long`` text is left out of spreadsheets."""

    name: str
    kind: Kind
    description: str
    value: Callable[[Any, Lookups], Value]
    long: bool = False


def joined(texts: Iterable[str | None]) -> str | None:
    """Several values as one cell, or None where there is none."""
    return JOINT.join(text for text in texts if text) or None


def main_place(places: Iterable[Place]) -> Place | None:
    """The most precise of a claim's places, the first among equals."""
    return min(places, key=lambda place: place.rank, default=None)


def text(name: str, description: str, value: Callable[[Any], Value], long: bool = False) -> Column:
    """A column of text; ``long`` text is left out of spreadsheets."""
    return Column(name, Kind.STRING, description, lambda row, _: value(row), long)


def whole(name: str, description: str, value: Callable[[Any], Value]) -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.INTEGER, description, lambda row, _: value(row))


def real(name: str, description: str, value: Callable[[Any], Value]) -> Column:
    """A column of numbers with decimals."""
    return Column(name, Kind.NUMBER, description, lambda row, _: value(row))


def day(name: str, description: str, value: Callable[[Any], Value]) -> Column:
    """A column of days."""
    return Column(name, Kind.DATE, description, lambda row, _: value(row))


def place_columns(place: Callable[[Any], Place | None]) -> tuple[Column, ...]:
    """The eight columns that every table uses for a place."""

    def of(attribute: str) -> Callable[[Any], Value]:
        return lambda row: getattr(place(row), attribute) if place(row) else None

    return (
        text("place", "Name of the place in the gazetteer, else as written.", of("name")),
        text("gazetteer_id", "Id of the place in the gazetteer.", of("gazetteer_id")),
        real("latitude", "WGS 84 degrees; read with where_prec.", of("latitude")),
        real("longitude", "WGS 84 degrees; read with where_prec.", of("longitude")),
        text("country", "ISO 3166-1 alpha-2 code.", of("country")),
        text("admin1", "First-order unit.", of("admin1")),
        text("admin2", "Second-order unit.", of("admin2")),
        whole(
            "where_prec",
            "UCDP GED: 1 exact, 2 near, 3 second-order unit, 4 first-order unit, 5 line or area, "
            "6 country, 7 international.",
            of("where_prec"),
        ),
    )


def date_columns(when: Callable[[Any], Any]) -> tuple[Column, ...]:
    """The three columns that every table uses for the day or period of an event."""

    def of(attribute: str) -> Callable[[Any], Value]:
        return lambda row: getattr(when(row), attribute) if when(row) else None

    return (
        day("date_start", "First possible day; empty where no text tells the day.", of("start")),
        day("date_end", "Last possible day.", of("end")),
        whole(
            "date_prec",
            "UCDP GED: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more.",
            of("date_prec"),
        ),
    )


def cells(columns: Iterable[Column], row: Any, lookups: Lookups) -> list[Value]:
    """A row's values in the order of the columns; an empty text is unknown."""
    return [None if (value := column.value(row, lookups)) == "" else value for column in columns]
