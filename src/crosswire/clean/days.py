"""Days as articles print them above their text."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[.,]?\s+)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TIME = (
    r"(?:,?\s+(?:at\s+\d{1,2}[:.]?\d{2}|\d{1,2}:\d{2}|\d{4}(?=\s*(?:UTC|GMT)))"
    r"(?:\s*(?:UTC|GMT)[+-]?\d*)?)?"
)
WITH_YEAR = (
    rf"{_WEEKDAY}(?:\d{{1,2}}{_ORDINAL}\s+{_MONTH},?\s+{_YEAR}|{_MONTH}\s+\d{{1,2}}{_ORDINAL},?\s+{_YEAR}"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}|{_YEAR}-\d\d-\d\d(?!\d)){_TIME}"
)
NO_YEAR = rf"{_WEEKDAY}(?:\d{{1,2}}{_ORDINAL}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}{_ORDINAL}(?!\d))"
DAY = rf"(?:{WITH_YEAR}|{NO_YEAR})"

NAME = re.compile(_MONTH, re.IGNORECASE)
NUMBERS = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def read_day(words: str, near: date | None) -> date | None:
    """The day that printed words name.

    A missing year is the one that brings the day closest to ``near``, the publishing day; so is
    the order of day and month in "03-04-2017". Without ``near``, neither is guessed.
    """
    if found := ISO.search(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMERIC.search(words):
        return _numeric(int(found[1]), int(found[3]), int(found[4]), found[2], near)
    month, number = NAME.search(words), NUMBERS.search(words)
    if not month or not number:
        return None
    number_of_month, day = MONTHS.index(month[0][:3].lower()) + 1, int(number[0])
    if year := re.search(_YEAR, words):
        return _date(int(year[0]), number_of_month, day)
    return (
        _closest([_date(near.year + step, number_of_month, day) for step in (-1, 0, 1)], near)
        if near
        else None
    )


def _numeric(first: int, second: int, year: int, mark: str, near: date | None) -> date | None:
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if day_first == month_first or not (day_first and month_first):
        return day_first or month_first
    if mark == ".":  # nobody who writes points puts the month first
        return day_first
    return _closest([day_first, month_first], near)


def _closest(days: list[date | None], near: date | None) -> date | None:
    known = [day for day in days if day]
    return min(known, key=lambda day: abs(day - near), default=None) if near else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
