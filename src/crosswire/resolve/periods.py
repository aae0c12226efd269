"""Periods of days: what the parts of a time expression come to, counted from an anchor."""

import re
from collections.abc import Callable
from datetime import date, timedelta

Period = tuple[date, date]
Groups = dict[str, str | None]
Resolver = Callable[[Groups, date | None], Period | None]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# First and last month, as northern news counts them.
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
_NUMERALS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
NUMBERS = {word: count for words in (_NUMERALS, _ORDINALS) for count, word in enumerate(words, 1)}
NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
FIRST_PART = {"early", "the beginning of", "the start of", "the first days of", "the first week of"}
LAST_PART = {"late", "the end of", "the last days of", "the last week of"}
# A day without a year that lies this far ahead is one to come, not one of last year.
AHEAD = timedelta(days=31)
# Months: an event to come "in March" is told in the half year before it.
HALF_A_YEAR = 6
# Attacks that news names for years to come by a day without its year: by month and day.
NAMED_ATTACKS = {("October", 7): date(2023, 10, 7), ("September", 11): date(2001, 9, 11)}
# Days that a unit counts; a month and a year are taken by the calendar.
UNIT_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0}


# --- calendar --------------------------------------------------------------------------------
def _month_of(words: str) -> int:
    return [name[:3].lower() for name in MONTHS].index(words[:3].lower()) + 1


def _weekday_of(words: str) -> int:
    return [name[:3].lower() for name in WEEKDAYS].index(words[:3].lower())


def _day_of(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _count_of(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> Period:
    """A month's first and last day; months beyond December run into the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _near(day: int, month: int, anchor: date | None, found: Groups) -> date | None:
    """The day of a month that has come last, or comes within a month; or the next one to come."""
    if anchor is None:
        return None
    back = {"last": 1, "this": 0}.get(_lower(found.get("whose")) or "")
    if back is not None:
        return _make(anchor.year - back, month, day)
    years = (anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 4)
    days = [made for year in years if (made := _make(year, month, day))]
    if found.get("coming"):
        return min((made for made in days if made >= anchor), default=None)
    return next((made for made in days if made <= anchor + AHEAD), None)


def _last_weekday(words: str, anchor: date) -> date:
    return anchor - timedelta(days=(anchor.weekday() - _weekday_of(words)) % 7)


def _third(period: Period, part: str | None) -> Period:
    """The early, middle or late third of a period; of a year the first or last quarter."""
    start, end = period
    length = (end - start).days + 1
    step = timedelta(days=length // (4 if length > 31 and part != "mid" else 3))
    if part == "the first week of":
        return start, start + timedelta(days=6)
    if part in FIRST_PART:
        return start, start + step - timedelta(days=1)
    if part in LAST_PART:
        return end - step + timedelta(days=1), end
    return (start + step, end - step) if part == "mid" else (start, end)


def _middle_or_start(period: Period, part: str | None) -> date:
    """Where "since" begins: in the middle of a month or year for "mid", else with its part."""
    start, end = period
    if part == "mid":
        return date(start.year, 7, 1) if (end - start).days > 31 else start.replace(day=15)
    return _third(period, part)[0]


def _until_anchor(period: Period, anchor: date | None, found: Groups) -> Period:
    """What is not over yet: up to the anchor where it is told as past, else from the anchor on."""
    start, end = period
    if anchor is None or not start <= anchor <= end:
        return period
    return (anchor, end) if found.get("coming") else (start, anchor)


def _months_before(day: date, count: int) -> date:
    """The same day of the month, a number of months earlier; the last one of a shorter month."""
    first, last = _month(day.year - count // 12 - 1, day.month + 12 - count % 12)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), last)


def _ordered(start: date | None, end: date | None) -> Period | None:
    return (start, end) if start and end and start <= end else None


# --- dates of the calendar -------------------------------------------------------------------
def iso(found: Groups, _: date | None) -> Period | None:
    """The day of "2016-10-03"."""
    day = _make(*(int(found[key] or 0) for key in ("year", "month", "day")))
    return (day, day) if day else None


def numeric(found: Groups, anchor: date | None) -> Period | None:
    """A day in figures; where day and month could change places, the reading near the anchor."""
    first, second, year = (int(found[key] or 0) for key in ("first", "second", "year"))
    year += 2000 if year < 100 else 0
    readings = {_make(year, second, first), _make(year, first, second)} - {None}
    days = sorted(day for day in readings if day)
    if len(days) > 1 and anchor:
        days = [day for day in days if abs(day - anchor) <= AHEAD]
    return (days[0], days[0]) if len(days) == 1 else None


def calendar(found: Groups, anchor: date | None) -> Period | None:
    """ "14 March", "March 3-5, 2016", "30 March 2015 to 2 April 2016"."""
    month, last_month = found["month"], found.get("last_month") or found["month"]
    if not month or not last_month or not found["day"]:
        return None
    day, last_day = _day_of(found["day"]), _day_of(found.get("last_day") or found["day"])
    year = int(found.get("year") or 0)
    if year:
        end = _make(year, _month_of(last_month), last_day)
    else:
        end = _near(last_day, _month_of(last_month), anchor, found)
    if end is None:
        return None
    start = _make(int(found.get("first_year") or end.year), _month_of(month), day)
    if start and start > end:
        start = _make(end.year - 1, _month_of(month), day)
    return _ordered(start, anchor if found.get("since") and anchor else end)


def named_attack(found: Groups, anchor: date | None) -> Period | None:
    """ "the October 7 attacks": of that year, in an article that knows of them."""
    month, day = found["month"] or "", _day_of(found["day"] or "0")
    known = NAMED_ATTACKS.get((MONTHS[_month_of(month) - 1], day))
    if known is None or (anchor and anchor < known):
        return calendar(found, anchor)
    return known, known


def month_alone(found: Groups, anchor: date | None) -> Period | None:
    """ "in October", "late October 2016", "last March", "between July and October"."""
    first, last = found["month"], found.get("last_month") or found["month"]
    end = _month_near(_month_of(last), found, anchor) if last else None
    if not first or not end:
        return None
    start = _month(end[0].year, _month_of(first))
    if start[0] > end[0]:
        start = _month(end[0].year - 1, _month_of(first))
    part = _lower(found.get("part"))
    if found.get("since") and anchor:
        return _ordered(_middle_or_start(start, part), anchor)
    return _until_anchor(_third((start[0], end[1]), part), anchor, found)


def _month_near(month: int, found: Groups, anchor: date | None) -> Period | None:
    if found.get("year"):
        return _month(int(found["year"] or 0), month)
    if anchor is None:
        return None
    back = {"last": 1, "this": 0}.get(_lower(found.get("whose")) or "")
    if back is not None:
        return _month(anchor.year - back, month)
    which, ahead = _lower(found.get("which")), (month - anchor.month) % 12
    if which == "next" or (found.get("coming") and ahead <= HALF_A_YEAR):
        return _month(anchor.year, anchor.month + (ahead or 12 * (which == "next")))
    return _month(anchor.year - (month > anchor.month), month)


def year(found: Groups, anchor: date | None) -> Period | None:
    """ "in 2014", "early 2015", "since 2011"."""
    first = int(found["year"] or 0)
    last = int(found.get("last_year") or first)
    whole = _ordered(date(first, 1, 1), date(last, 12, 31))
    part = _lower(found.get("part"))
    if whole and found.get("since"):
        return _ordered(_middle_or_start(whole, part), anchor)
    return whole and _until_anchor(_third(whole, part), anchor, found)


def season(found: Groups, anchor: date | None) -> Period | None:
    """ "last summer", "in the spring of 2016": the latest begun; "last", ended."""
    first, last = SEASONS[(found["season"] or "").lower()]
    length = (last - first) % 12
    if found["year"]:
        year = int(found["year"])
        return _month(year, first)[0], _month(year, first + length)[1]
    if anchor is None:
        return None
    ends = [_month(anchor.year - back, first + length)[1] for back in (0, 1, 2)]
    begins = [_month(anchor.year - back, first)[0] for back in (0, 1, 2)]
    past = [period for period in zip(begins, ends, strict=True) if period[0] <= anchor]
    if _lower(found["which"]) == "last":
        past = [period for period in past if period[1] < anchor]
    return past[0]


# --- dates that count from the anchor --------------------------------------------------------
def weekday(found: Groups, anchor: date | None) -> Period | None:
    """ "on Monday", "last Tuesday", "since Saturday": the last such day or the next."""
    if anchor is None or not found["weekday"]:
        return None
    day = _last_weekday(found["weekday"], anchor)
    which = (_lower(found.get("which")) or "").split()
    begun = bool(found.get("since"))  # what has gone on since Tuesday has begun, planned or not
    ahead = not begun and ({"next", "coming"} & set(which) or found.get("coming"))
    if ahead and (day < anchor or "next" in which) and "last" not in which:
        day += timedelta(days=7)
    if "last" in which and day == anchor:
        day -= timedelta(days=7)
    return (day, anchor) if begun else (day, day)


def weekdays(found: Groups, anchor: date | None) -> Period | None:
    """ "between Monday and Wednesday": the last Wednesday, and the Monday before it."""
    if anchor is None or not found["weekday"] or not found["last_weekday"]:
        return None
    end = _last_weekday(found["last_weekday"], anchor)
    return _last_weekday(found["weekday"], end), end


def named_day(found: Groups, anchor: date | None) -> Period | None:
    """ "yesterday", "tonight", "overnight": a night belongs to the day that it begins on."""
    words = re.sub(r"\s+", " ", (found["named"] or "").lower())
    back = {"yesterday": 1, "last night": 1, "day before yesterday": 2, "tomorrow": -1}
    shift = next((days for key, days in sorted(back.items()) if words.endswith(key)), 0)
    if anchor is None:
        return None
    if "yesterday" in words and "before" not in words:
        shift = 1
    if "overnight" in words:
        return anchor - timedelta(days=1), anchor
    day = anchor - timedelta(days=shift)
    return day, day


def past(found: Groups, anchor: date | None) -> Period | None:
    """ "the past week", "over the last 24 hours": whole days that end on the anchor."""
    if anchor is None:
        return None
    count = _count_of(found["count"]) if found["count"] else 1
    unit = _lower(found["unit"]) or "day"
    if unit in {"month", "year"}:
        return _months_before(anchor, count * (12 if unit == "year" else 1)), anchor
    days = count * UNIT_DAYS[unit]
    return (anchor - timedelta(days=round(days) - (unit != "hour")), anchor) if days >= 1 else None


def ago(found: Groups, anchor: date | None) -> Period | None:
    """ "two days ago" is that day; months and years ago are that month and that year."""
    unit = _lower(found["unit"]) or "day"
    if anchor is None:
        return None
    count = _count_of(found["count"] or "1")
    if unit == "year":
        return date(anchor.year - count, 1, 1), date(anchor.year - count, 12, 31)
    if unit == "month":
        return _month(anchor.year - 1, anchor.month + 12 - count)
    day = anchor - timedelta(days=round(count * UNIT_DAYS[unit]))
    if unit == "week":
        return day - timedelta(days=3), day + timedelta(days=3)
    return day, day


def running(found: Groups, anchor: date | None) -> Period | None:
    """ "for a fourth day": that day and the three before it."""
    if anchor is None or _lower(found["unit"]) != "day":
        return None
    return anchor - timedelta(days=_count_of(found["count"] or "1") - 1), anchor


def unit(found: Groups, anchor: date | None) -> Period | None:
    """ "this week", "last month", "next year": what is not over yet ends on the anchor."""
    if anchor is None:
        return None
    step = {"this": 0, "current": 0, "next": 1, "coming": 1}.get(_lower(found["which"]) or "", -1)
    unit = _lower(found["unit"])
    if unit == "week":
        start = anchor - timedelta(days=anchor.weekday() - 7 * step)
        period = start, start + timedelta(days=6)
    elif unit == "month":
        period = _month(anchor.year - 1, anchor.month + 12 + step)
    elif unit == "year":
        period = date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)
    else:
        return None
    if step == 0:
        return _until_anchor(period, anchor, found)
    return _third(period, _lower(found["part"]))


def weekend(found: Groups, anchor: date | None) -> Period | None:
    """ "over the weekend": the last one that has begun."""
    if anchor is None:
        return None
    saturday = _last_weekday("Saturday", anchor)
    if _lower(found["which"]) in {"next", "coming"}:
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _lower(words: str | None) -> str | None:
    return re.sub(r"\s+", " ", words.lower()) if words else None
