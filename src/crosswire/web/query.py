"""The filters in an address, both ways: every list, map and file of one address shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from crosswire.records import EventType, Grade, Responsibility, Status
from crosswire.rows import Order, Review, Search

Code = TypeVar("Code", bound=StrEnum)
MOST = 200  # letters of a filter's words
EVERYTHING = Search()


def read(given: QueryParams) -> Search:
    """The filters of an address. Raises ValueError with one sentence on what cannot be read.

    Several values of ``type``, ``status`` and ``grade`` mean any of them; an empty value filters
    nothing, as forms send it.
    """
    return Search(
        since=_day(given, "since"),
        until=_day(given, "until"),
        country=_country(given),
        admin1=_words(given, "admin1") or None,
        types=_codes(given, "type", EventType),
        statuses=_codes(given, "status", Status),
        grades=_codes(given, "grade", Grade),
        responsibility=next(iter(_codes(given, "responsibility", Responsibility)), None),
        actor=_words(given, "actor"),
        outlet=_words(given, "outlet"),
        place=_words(given, "place"),
        min_origins=_count(given, "origins"),
        min_killed=_count(given, "killed"),
        review=next(iter(_codes(given, "review", Review)), None),
        text=_words(given, "text"),
        bbox=_box(given),
    )


def order_of(given: QueryParams) -> Order:
    """The order of an address's list; the newest first where it names none."""
    return next(iter(_codes(given, "order", Order)), Order.NEWEST)


def write(search: Search, **more: str) -> str:
    """The address's query of these filters, with what else it is to carry, in one fixed order."""
    pairs = [*_pairs(search), *((name, value) for name, value in more.items() if value)]
    return urlencode(pairs)


def without(search: Search, name: str) -> Search:
    """The filters less one, by its name in ``Search``."""
    return replace(search, **{name: getattr(EVERYTHING, name)})


def active(search: Search) -> list[tuple[str, str]]:
    """The filters that are set: their name in ``Search``, and how a chip says them."""
    return [
        (each.name, SAID[each.name](getattr(search, each.name)))
        for each in fields(search)
        if getattr(search, each.name) != getattr(EVERYTHING, each.name)
    ]


def _pairs(search: Search) -> Iterator[tuple[str, str]]:
    for each in fields(search):
        value = getattr(search, each.name)
        if value == getattr(EVERYTHING, each.name):
            continue
        name = NAMES.get(each.name, each.name)
        if each.name == "bbox":
            yield name, ",".join(f"{edge:g}" for edge in value)
        elif isinstance(value, tuple):
            yield from ((name, str(one)) for one in value)
        else:
            yield name, value.isoformat() if isinstance(value, date) else str(value)


NAMES = {  # in an address, where it is another than in Search
    "types": "type",
    "statuses": "status",
    "grades": "grade",
    "min_origins": "origins",
    "min_killed": "killed",
}


def _any(values: tuple[str, ...]) -> str:
    return " or ".join(str(value).replace("_", " ") for value in values)


SAID: dict[str, Callable[[Any], str]] = {
    "since": lambda day: f"from {day.isoformat()}",
    "until": lambda day: f"until {day.isoformat()}",
    "country": str,
    "admin1": str,
    "types": _any,
    "statuses": _any,
    "grades": _any,
    "responsibility": lambda value: f"responsibility {value}",
    "actor": lambda words: f"party: {words}",
    "outlet": lambda words: f"outlet: {words}",
    "place": lambda words: f"place: {words}",
    "min_origins": lambda least: f"{least} or more origins",
    "min_killed": lambda least: f"{least} or more killed",
    "review": str,
    "text": lambda words: f"“{words}”",
    "bbox": lambda box: "in the map's frame",
}


# --- values ----------------------------------------------------------------------------------
def _words(given: QueryParams, name: str) -> str:
    words = " ".join(given.get(name, "").split())
    if len(words) > MOST:
        raise ValueError(f"The filter {name} has at most {MOST} letters.")
    return words


def _day(given: QueryParams, name: str) -> date | None:
    text = _words(given, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f'"{text}" is not a day; write {name} as 2017-04-05.') from None


def _country(given: QueryParams) -> str | None:
    code = _words(given, "country")
    if code and not (len(code) == 2 and code.isalpha()):
        raise ValueError(f'"{code}" is not a country\'s code; write two letters, such as SY.')
    return code.upper() or None


def _codes(given: QueryParams, name: str, kind: type[Code]) -> tuple[Code, ...]:
    values = {value for value in given.getlist(name) if value}
    unknown = sorted(values - {each.value for each in kind})
    if unknown:
        known = ", ".join(each.value for each in kind)
        raise ValueError(f'There is no {name} "{unknown[0]}"; there are {known}.')
    return tuple(each for each in kind if each.value in values)


def _count(given: QueryParams, name: str) -> int:
    text = _words(given, name)
    if text and not (text.isascii() and text.isdigit() and len(text) < 8):
        raise ValueError(f'"{text}" is no number of {name}; write one such as 2.')
    return int(text or 0)


def _box(given: QueryParams) -> tuple[float, float, float, float] | None:
    text = _words(given, "bbox")
    if not text:
        return None
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError:
        raise ValueError("Write bbox as west,south,east,north in degrees.") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("Write bbox as west,south,east,north in degrees.")
    return west, south, east, north
