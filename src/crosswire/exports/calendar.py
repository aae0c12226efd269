"""Days in English words, the same under every locale."""

from __future__ import annotations

from datetime import date

from crosswire.records import When

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_month(day: date) -> str:
    """As in "4 Mar"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_and_year(day: date) -> str:
    """As in "Mar 2031"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def full(day: date) -> str:
    """As in "4 Mar 2031"."""
    return f"{day.day} {month_and_year(day)}"


def stretch(first: date | None, last: date | None) -> str:
    """A period with what its ends share said once; an open end is said in words."""
    if first is None or last is None:
        if first:
            return f"since {full(first)}"
        return f"until {full(last)}" if last else "all days"
    if first == last:
        return full(first)
    if first.year != last.year:
        return f"{full(first)} – {full(last)}"
    if first.month != last.month:
        return f"{day_and_month(first)} – {full(last)}"
    return f"{first.day}–{full(last)}"


def when_words(when: When | None) -> str:
    """An event's day or period, and that it is not known."""
    return stretch(when.start, when.end) if when else "day not told"
