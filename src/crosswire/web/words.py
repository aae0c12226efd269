"""Values as the pages say them; what the report says too is said with its own functions."""

from __future__ import annotations

from datetime import UTC, date, datetime

from crosswire.exports.calendar import full, stretch
from crosswire.exports.report_claims import WEB
from crosswire.exports.report_view import PRECISION


def days_words(first: date | None, last: date | None) -> str:
    """An event's day or period; in words where no text tells it."""
    return stretch(first, last) if first else "day not told"


def killed_words(low: int | None, best: int | None, high: int | None) -> str:
    """A number of people killed with its range: "12 (8–14)", "30 or more"; empty where none is."""
    if best is None:
        return ""
    if high is None:
        return f"{best:,} or more"
    if low == high:
        return f"{best:,}"
    return f"{best:,} ({low or 0:,}–{high:,})"


def precision_words(where_prec: int | None) -> str:
    """How precisely a place is known, where that is not exactly."""
    return PRECISION.get(where_prec or 7, "")


def grouped(number: int) -> str:
    """A number with its thousands parted."""
    return f"{number:,}"


def link(url: str | None) -> str:
    """An address that may be opened: of the web, else none."""
    return url if url and url.startswith(WEB) else ""


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago something was done; the day, where that is over a week."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    for size, most, name in ((60, 60, "minute"), (3600, 24, "hour"), (86400, 7, "day")):
        count = int(seconds // size)
        if count < 1:
            return "just now"
        if count < most:
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return full(moment.date())
