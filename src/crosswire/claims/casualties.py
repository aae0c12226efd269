"""The numbers of people in an event: how many, what happened to them, who they were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.claims.numbers import Number, find_numbers
from crosswire.claims.people import (
    INCLUDING,
    OUTCOME,
    Count,
    OutcomeWord,
    class_of,
    head_end,
    is_people,
    is_vague,
    outcome_of,
)
from crosswire.claims.sentences import Sentence, span_of
from crosswire.claims.uncounted import count_uncounted
from crosswire.records import Casualties, EventType, Outcome, Who
from crosswire.vocab.lexicon import load_lexicon

_BOTH = re.compile(
    r"\b(?:kill\w*|dead|martyr\w*)\s+(?:and|or|and/or)\s+(?:wound\w*|injur\w*)\b", re.IGNORECASE
)
_THINGS = re.compile(
    rf"^(?:[\s-]+\w+){{0,2}}?[\s-]+{load_lexicon().expressions['things'].pattern}", re.IGNORECASE
)
_PART = re.compile(
    r"\b(?:including|among them|among whom|of them|of whom|amongst them|them)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^\s*(?:of\s+(?:them|whom|the\s+\w+|those)|the dead)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"\bof\s+(?:them|whom)\b", re.IGNORECASE)
_AGE = re.compile(r"^,\s\d{1,2},$")
_SOMEONE = (  # "a shepherd of 60" is one person, "a group of 60" sixty
    "boy|girl|man|woman|child|baby|infant|youth|teenager|pupil|student|teacher|nurse|doctor|medic"
    "|shepherd|farmer|fisherman|driver|worker|labourer|trader|shopkeeper|guard|journalist|reporter"
    "|photographer|pensioner|widow|father|mother|grandfather|grandmother|resident|villager"
)
_AGED = re.compile(
    rf"\b(?:aged?|ages)(?:\s+(?:between|from))?\s+$|\b(?:{_SOMEONE})s?\s+of\s+$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:\w+\s+)?(?:19|20)\d\d")
_NO_ONE = re.compile(r"^no one$", re.IGNORECASE)
_HOUSEHOLDS = re.compile(r"\b(?:families|households)\b", re.IGNORECASE)
_LIVES_OF = re.compile(r"\b(?:lives|bodies|deaths|death)\s+of\s+$", re.IGNORECASE)
_AND_PEOPLE = re.compile(r"\s+(?:and|or)\s+[a-z][\w'’\-]*(?=\s+(?:were|was|are|have|had|who)\b)")
_LIGHT = re.compile(
    r"\b(?:were|was|have|has|been|had|are|others?|more|people|also|reported|confirmed)\b"
)
# Distances in characters between a number with its noun and the word that tells the outcome:
REACH = 80  # with a noun for people: a clause
NEAR_BARE = 26  # a bare number: "were confirmed and reported killed"
NEAR_NOUN = 22  # "dozens", "scores" before a noun that is no known word for people
AND_COST = 12  # what an "and" or a comma adds to the distance: two short words


def count_people(
    text: str, sentence: Sentence, triggers: Sequence[OutcomeWord] = ()
) -> list[Count]:
    """Every number of people in a sentence that was killed, injured, captured, displaced or lost.

    ``triggers`` are words that the event's type makes an outcome ("walked out" of a displacement).
    """
    told = [
        OutcomeWord(m.start(), m.end(), outcome_of(m))
        for m in OUTCOME.finditer(text, sentence.start, sentence.end)
    ]
    outcomes = told + [
        t for t in triggers if all(t.end <= o.start or o.end <= t.start for o in told)
    ]
    if not outcomes:
        return []
    out: list[Count] = []
    for number in find_numbers(text, sentence.start, sentence.end):
        count = _count(text, number, out, outcomes, sentence.end)
        if count:
            out.append(count)
    out.extend(count_uncounted(text, sentence, out))
    return sorted(out, key=lambda c: (c.casualties.words.start, c.casualties.words.end))


def _count(
    text: str, number: Number, before: Sequence[Count], outcomes: Sequence[OutcomeWord], limit: int
) -> Count | None:
    """The number as people, where something beside it says that it counts people."""
    end = head_end(text, number.end, limit)
    head = text[number.end : end]
    if counts_things(text, number, head):
        return None
    chosen = _nearest(text, number.start, end, outcomes)
    if not chosen:
        return None
    told, distance = chosen
    if not _counts_people(text, number, head, distance):
        return None
    whole = _including(text, number, before)
    outcome, anchor = (
        (whole.casualties.outcome, whole.anchor) if whole else (told.outcome, told.start)
    )
    low, high = number.low, at_most(number, head)
    if high is None and _joint(text, told, limit):
        low, outcome = None, Outcome.KILLED
    company = _company(text, end)
    who = Who.CIVILIAN if number.family else class_of(head + company)
    words = span_of(text, number.start, max(end, number.end) + len(company))
    return Count(Casualties(words, outcome, who, low, high), anchor)


def at_most(number: Number, head: str) -> int | None:
    """At most how many people; families are more people than they are families."""
    return None if _HOUSEHOLDS.search(head) and not number.family else number.high


def counts_things(text: str, number: Number, head: str) -> bool:
    """Whether a number with the words after it counts no people: things, an age, a year."""
    around = text[max(0, number.start - 3) : number.end + 1]
    if _AGED.search(text[max(0, number.start - 16) : number.start]):
        return True
    if _AGE.search(around[1:]) or _NO_ONE.search(around[:-1]):
        return True
    return not number.family and bool(_THINGS.match(head) or _is_year(text, number, head))


def _counts_people(text: str, number: Number, head: str, distance: int) -> bool:
    """A noun for people; else a bare number, or the victims of a set phrase, near the outcome."""
    if number.family or is_people(head):
        return True
    if _LIVES_OF.search(text[max(0, number.start - 20) : number.start]):
        return True
    if head.strip():
        return distance <= NEAR_NOUN and _vague(text, number)
    return distance <= NEAR_BARE


def _including(text: str, number: Number, before: Sequence[Count]) -> Count | None:
    """The number that this one is part of: "19, including six children"."""
    if not before:
        return None
    between = text[before[-1].casualties.words.end : number.start]
    return before[-1] if INCLUDING.search(between) else None


def _company(text: str, end: int) -> str:
    """The second kind of people under one number: "60 farmers and gunmen were shot"."""
    found = _AND_PEOPLE.match(text, end)
    return found.group() if found else ""


def _is_year(text: str, number: Number, head: str) -> bool:
    return not head.strip() and bool(_YEAR.fullmatch(text[number.start : number.end]))


def _vague(text: str, number: Number) -> bool:
    words = text[number.start : number.end].lower()
    return number.high is None and words.startswith(("dozens", "scores"))


def _nearest(
    text: str, start: int, end: int, outcomes: Sequence[OutcomeWord]
) -> tuple[OutcomeWord, int] | None:
    """The outcome word closest in the text, one before the number winning a tie."""
    ranked = sorted(
        ((*_distance(text, start, end, told), told) for told in outcomes),
        key=lambda r: (r[0], r[1], r[2].start),
    )
    distance, _, told = ranked[0]
    return (told, distance) if distance <= REACH else None


def _distance(text: str, start: int, end: int, told: OutcomeWord) -> tuple[int, int]:
    if told.end <= start:
        gap = text[told.end : start]
        return len(gap) + (AND_COST if re.search(r"\band\b|,", gap) else 0), 0
    gap = _LIGHT.sub("", text[end : told.start]) if told.start >= end else ""
    return len(gap.strip()), 1


def _joint(text: str, told: OutcomeWord, limit: int) -> bool:
    both = _BOTH.search(text, max(0, told.start - len("killed and/or ")), limit)
    return bool(both and both.start() <= told.start < both.end())


_KILLED_CIVILIANS = frozenset(
    {
        EventType.ATTACK_ON_CIVILIANS,
        EventType.ABDUCTION,
        EventType.ARREST,
        EventType.DISPLACEMENT,
        EventType.PROTEST,
        EventType.SEXUAL_VIOLENCE,
    }
)


def finish(text: str, counts: Sequence[Count], kind: EventType) -> tuple[Casualties, ...]:
    """A claim's numbers in the order of the text: part counts linked, bare numbers classed."""
    out: list[Casualties] = []
    seen: set[tuple[Outcome, Who, int | None, int | None]] = set()
    for count in counts:
        value = count.casualties
        key = (value.outcome, value.who, value.low, value.high)
        if key in seen and value.low != 1:
            continue
        seen.add(key)
        who = value.who
        if who is Who.UNKNOWN:
            who = _by_company(value, out, kind)
        part_of = whole_of(text, value, out)
        out.append(
            Casualties(value.words, value.outcome, who, value.low, value.high, value.side, part_of)
        )
    return tuple(out)


def _by_company(value: Casualties, before: Sequence[Casualties], kind: EventType) -> Who:
    """Bare numbers are of the class of the number before them, or of the event's usual victims."""
    if _AND_PEOPLE.search(value.words.quote + " were"):
        return Who.UNKNOWN
    if is_vague(value.words.quote):
        return Who.CIVILIAN if kind in _KILLED_CIVILIANS else Who.UNKNOWN
    if before and before[-1].part_of is None:
        return before[-1].who
    if kind is EventType.ARMED_CLASH:
        return Who.COMBATANT
    return Who.CIVILIAN if kind in _KILLED_CIVILIANS | {EventType.SHELLING} else Who.UNKNOWN


def whole_of(text: str, value: Casualties, before: Sequence[Casualties]) -> int | None:
    """The position of the earlier count that includes this one, or None."""
    for position in range(len(before) - 1, -1, -1):
        whole = before[position]
        if whole.part_of is not None or whole.outcome is not value.outcome:
            continue
        between = text[whole.words.end : value.words.start]
        after = text[value.words.end : value.words.end + 20]
        if _PART.search(between) or _OF_THEM.match(after) or _ONE_OF.search(value.words.quote):
            return position
    return None
