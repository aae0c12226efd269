"""Publishing dates as records, feeds and sidecars write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?$")
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
NAMED = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[a-z]{3,9})\.?,?\s+(?P<y1>\d{4})"
    r"|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4}))(?!\d)",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SECONDS_OF_2100 = 4_102_444_800  # above it, a number of seconds is one of milliseconds
SECONDS_OF_1990 = 631_152_000  # below it, a number is a year, or no date at all


def parse_date(value: Any) -> date | None:
    """The day that a value names, in its own time zone; None where it names none for certain.

    Read are ISO 8601, RFC 822, ``20170405``, ``5 April 2017``, ``April 5, 2017``, ``05.04.2017``,
    and seconds or milliseconds since 1970. ``03/04/2017`` may be March or April: it is None.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _of_day(str(value)) or _of_number(float(value))
    text = str(value).strip()
    return _of_day(text) or _named(text) or _rfc822(text) or _digits(text)


def month_of(name: str) -> int | None:
    """The number of a month by its English name or abbreviation."""
    short = name[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else None


def make_date(year: int, month: int | None, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None


def _of_day(text: str) -> date | None:
    if found := ISO.match(text) or COMPACT.match(text):
        year, month, day = (int(part) for part in found.groups())
        return make_date(year, month, day)
    if found := DAY_FIRST.match(text):
        day, month, year = (int(part) for part in found.groups())
        return make_date(year, month, day)
    if found := SLASHED.match(text):
        first, second, year = (int(part) for part in found.groups())
        readings = {make_date(year, first, second), make_date(year, second, first)} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def _named(text: str) -> date | None:
    for found in NAMED.finditer(text):
        parts = found.groupdict()
        month = month_of(parts["m1"] or parts["m2"])
        day = make_date(int(parts["y1"] or parts["y2"]), month, int(parts["d1"] or parts["d2"]))
        if day:
            return day
    return None


def _rfc822(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def _digits(text: str) -> date | None:
    return _of_number(float(text)) if text.isdecimal() else None


def _of_number(number: float) -> date | None:
    seconds = number / 1000 if number > SECONDS_OF_2100 else number
    if not SECONDS_OF_1990 < seconds < SECONDS_OF_2100:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()
