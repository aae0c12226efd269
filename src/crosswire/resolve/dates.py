"""Words of time to days: what "late on Tuesday" means in an article of a known day.

A weekday is the last one on or before the anchor; a month or a day of a month without a year is
the nearest that has come, or comes within a month. What is relative has no day without an anchor,
and the anchor is never taken for the day of words that do not say so.
"""

import re
from dataclasses import dataclass
from datetime import date

from crosswire.records import Span, When
from crosswire.resolve.periods import (
    FIRST_PART,
    LAST_PART,
    MONTHS,
    NUMBERS,
    SEASONS,
    WEEKDAYS,
    Groups,
    Resolver,
    ago,
    calendar,
    iso,
    month_alone,
    named_attack,
    named_day,
    numeric,
    past,
    running,
    season,
    unit,
    weekday,
    weekdays,
    weekend,
    year,
)

# --- words -----------------------------------------------------------------------------------
_ABBREVIATED = [f"{name[:3]}\\.?" for name in MONTHS if name != "May"] + [r"Sept\.?"]
_MONTH_NAMES = [*MONTHS, *(name.upper() for name in MONTHS), *_ABBREVIATED]
MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})(?![A-Za-z])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:,.]?\d)"
YEAR = r"(?:19|20)\d\d(?!\d)"
WEEKDAY = rf"(?:{'|'.join([*WEEKDAYS, *(day.upper() for day in WEEKDAYS)])}|Tues|Thurs)s?(?![a-z])"
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))})"
PART = rf"(?:{'|'.join(sorted(FIRST_PART | LAST_PART))}|mid|earlier)"
TIME = r"(?:morning|afternoon|evening|night|midnight|dawn|noon)"
TO = r"\s*(?:-|–|—|to|until|till|through|and(?:\s+into)?|into)\s*"
UNIT = r"(?P<unit>hour|day|week|month|year)s?"


# --- rules -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    resolve: Resolver


def _rule(pattern: str, resolve: Resolver) -> _Rule:
    return _Rule(re.compile(rf"(?<![\w/-])(?:{pattern})(?!\w)"), resolve)


def _any_case(pattern: str) -> str:
    return rf"(?i:{pattern})"


# "since the conflict began in", "a war that broke out in": the time runs on from there.
_SINCE_WORD = r"(?P<since>[Ss]ince\s+(?:(?:[\w'’-]+\s+){1,9}?(?:in|on|from)\s+)?)"
_BEGUN = (
    r"(?P<since>(?:that|which)\s+(?:began|started|erupted|broke\s+out)\s+"
    r"(?:(?:[\w'’-]+\s+){0,6}?in\s+)?)"
)
_SINCE = rf"{_SINCE_WORD}?"
_PART = rf"(?:(?P<part>(?i:{PART}))[\s-]+)?"
_OF_DAY = rf"(?:{WEEKDAY}(?:\s+{TIME})?,?\s+)?(?:the\s+)?"
_YEAR = rf"(?:,?\s*(?P<year>{YEAR})|\s+(?:of\s+)?(?P<whose>last|this)\s+year)?"
_FIRST_YEAR = rf"(?:,?\s*(?P<first_year>{YEAR}))?"
_NO_DAY = r"(?!\s*\d{1,2}(?!\d))"
_WHICH = r"(?:(?P<which>(?i:last|next|this|this past|past|this coming|coming))\s+)?"
_NAMED_MONTH, _NAMED_DAY = r"(?P<month>Oct(?:ober|\.)?|Sept(?:ember|\.)?)", r"(?P<day>7|11)(?:th)?"
_ATTACK = r"\s+(?:(?:[Hh]amas(?:[-–]led)?|[Tt]error(?:ist)?)\s+)?(?i:attacks?|massacre|assault)"
_M, _LM, _D, _LD = (
    rf"(?P<month>{MONTH})",
    rf"(?P<last_month>{MONTH})",
    rf"(?P<day>{DAY})",
    rf"(?P<last_day>{DAY})",
)
RULES: tuple[_Rule, ...] = (
    _rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", iso),
    _rule(
        r"(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:20|19)?\d\d)",
        numeric,
    ),
    _rule(rf"{_NAMED_MONTH}\s*{_NAMED_DAY}{_ATTACK}", named_attack),
    _rule(rf"{_NAMED_DAY}\s*(?:of\s+)?{_NAMED_MONTH}{_ATTACK}", named_attack),
    _rule(rf"{_SINCE}{_OF_DAY}{_M}\s*{_D}{_YEAR}", calendar),
    _rule(rf"{_SINCE}{_OF_DAY}{_D}\s*(?:of\s+)?{_M}{_YEAR}", calendar),
    _rule(rf"{_M}\s*{_D}{TO}{_LD}{_YEAR}", calendar),
    _rule(rf"{_D}{TO}{_LD}\s*(?:of\s+)?{_M}{_YEAR}", calendar),
    _rule(rf"{_M}\s*{_D}{_FIRST_YEAR}{TO}{_OF_DAY}{_LM}\s*{_LD}{_YEAR}", calendar),
    _rule(rf"{_D}\s*{_M}{_FIRST_YEAR}{TO}{_OF_DAY}{_LD}\s*{_LM}{_YEAR}", calendar),
    _rule(rf"{_SINCE}{_PART}{_M}(?:,|\s+of)?\s+(?P<year>{YEAR})", month_alone),
    _rule(
        rf"(?:[Ii]n|[Dd]uring|[Bb]y|[Uu]ntil)\s+{_WHICH}{_PART}{_M}{_NO_DAY}{_YEAR}", month_alone
    ),
    _rule(rf"{_SINCE_WORD}{_PART}{_M}{_NO_DAY}{_YEAR}", month_alone),
    _rule(rf"{_BEGUN}{_PART}{_M}{_NO_DAY}{_YEAR}", month_alone),
    _rule(rf"(?P<part>(?i:{PART}))[\s-]+{_M}{_NO_DAY}{_YEAR}", month_alone),
    _rule(rf"(?P<which>[Ll]ast|[Nn]ext)\s+{_M}{_NO_DAY}", month_alone),
    _rule(rf"(?:[Bb]etween|[Ff]rom)\s+{_M}{TO}{_LM}{_YEAR}", month_alone),
    _rule(rf"(?:[Ii]n|[Dd]uring|[Bb]y|[Uu]ntil)\s+{_PART}(?P<year>{YEAR})", year),
    _rule(rf"{_SINCE_WORD}{_PART}(?P<year>{YEAR})", year),
    _rule(rf"{_BEGUN}{_PART}(?P<year>{YEAR})", year),
    _rule(rf"[Tt]he\s+(?P<year>{YEAR})\s+[A-Za-z]\w+", year),
    _rule(rf"(?P<part>(?i:{PART}))[\s-]+(?P<year>{YEAR})", year),
    _rule(rf"(?:[Bb]etween|[Ff]rom)\s+(?P<year>{YEAR}){TO}(?P<last_year>{YEAR})", year),
    _rule(
        rf"(?:[Ii]n|[Dd]uring)?\s*(?:the\s+)?(?P<which>(?i:last|this|in the))\s+"
        rf"(?P<season>(?i:{'|'.join(SEASONS)}))(?:\s+of)?(?:\s+(?P<year>{YEAR}))?",
        season,
    ),
    _rule(
        rf"(?:(?P<which>(?i:in|the))\s+(?:the\s+)?)?(?P<season>(?i:{'|'.join(SEASONS)}))\s+(?:of\s+)?"
        rf"(?P<year>{YEAR})",
        season,
    ),
    _rule(
        rf"{_SINCE}(?:(?i:early|late|later|earlier|by)\s+)?(?:on\s+)?{_WHICH}(?:(?i:early|late)\s+)?"
        rf"(?P<weekday>{WEEKDAY})(?:\s+(?i:{TIME}))?",
        weekday,
    ),
    _rule(rf"(?P<weekday>{WEEKDAY})(?:\s+{TIME})?{TO}(?P<last_weekday>{WEEKDAY})", weekdays),
    _rule(
        _any_case(
            r"(?P<named>(?:the\s+)?day\s+before\s+yesterday|yesterday(?:\s+(?:morning|evening"
            r"|afternoon|night))?|(?:earlier\s+|early\s+|late\s+)?today|tonight|tomorrow"
            rf"|overnight(?!\s+(?:(?:on|into|to|from)\s+)?{WEEKDAY})"
            r"|last\s+night|this\s+(?:morning|afternoon|evening))"
        ),
        named_day,
    ),
    _rule(
        _any_case(
            rf"(?:(?:in|over|during|within|for)\s+)?(?:the\s+)?(?:past|last|previous)\s+"
            rf"(?P<count>{NUMBER})[\s-]+{UNIT}"
        ),
        past,
    ),
    _rule(
        _any_case(
            r"(?:in|over|during|within|for)\s+(?:the\s+)?(?P<count>)(?:past|last)\s+"
            r"(?P<unit>day|week|month|year)|the\s+past\s+(?P<alone>week|month|year)"
        ),
        lambda found, anchor: past(found | {"unit": found["unit"] or found["alone"]}, anchor),
    ),
    _rule(_any_case(rf"(?P<count>{NUMBER})\s+{UNIT}\s+ago"), ago),
    _rule(
        _any_case(
            rf"for\s+(?:a|the|its|their)\s+(?P<count>{NUMBER})\s+(?:straight\s+|consecutive\s+"
            rf"|successive\s+)?{UNIT}"
        ),
        running,
    ),
    _rule(
        _any_case(
            rf"(?:(?P<part>{PART})\s+)?(?P<which>this|last|next|the\s+current|the\s+coming)\s+"
            r"(?P<unit>week|month|year)"
        ),
        unit,
    ),
    _rule(
        _any_case(
            r"(?:over|at|during|on)\s+(?:the|(?P<which>last|this|next))\s+weekend|last\s+weekend"
        ),
        weekend,
    ),
)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    groups: Groups
    resolve: Resolver


def find_dates(text: str) -> list[Span]:
    """The time expressions of a text, in order and without overlaps; offsets are code points."""
    return [Span(one.start, one.end, text[one.start : one.end]) for one in _found(text)]


def resolve_date(words: Span, anchor: date | None, *, coming: bool = False) -> When | None:
    """The day or period that words tell, counted from the article's own day.

    ``coming`` says that the event is told as one to come: "on Monday" is then the next Monday.
    None where the words hold no time, or a relative one without an anchor. Of several expressions
    in one span, the most precise that resolves is taken, the first of equals.
    """
    told: Groups = {"coming": "yes" if coming else None}
    periods = [one.resolve(one.groups | told, anchor) for one in _found(words.quote)]
    known = [period for period in periods if period]
    if not known:
        return None
    start, end = min(known, key=lambda period: period[1] - period[0])
    return When(start, end, date_precision(start, end), words)


def date_precision(start: date, end: date) -> int:
    """UCDP GED's date_prec: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    limits = (1, 6, 7, 31)
    days = (end - start).days + 1
    return next((level for level, limit in enumerate(limits, 1) if days <= limit), 5)


def _found(text: str) -> list[_Found]:
    """The time expressions of a text in order: the longest where they overlap."""
    every = [
        _Found(match.start(), match.end(), match.groupdict(), rule.resolve)
        for rule in RULES
        for match in rule.pattern.finditer(text)
    ]
    taken: list[_Found] = []
    for one in sorted(every, key=lambda found: (found.start - found.end, found.start)):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda found: found.start)
