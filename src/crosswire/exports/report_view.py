"""What the report says of each incident, in words and numbers, before any page is laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire import reckoning
from crosswire.exports.calendar import when_words
from crosswire.exports.events import events
from crosswire.exports.lookups import country
from crosswire.exports.report_claims import Voice, voices
from crosswire.records import (
    Disagreement,
    Dropped,
    EventType,
    Grade,
    Outcome,
    Party,
    Place,
    Toll,
)
from crosswire.rows import IncidentRow

TYPE = EventType
# The five shapes of the map, by what an event is.
FAMILIES: dict[str, frozenset[EventType]] = {
    "strike": frozenset(
        {TYPE.AIR_STRIKE, TYPE.SHELLING, TYPE.BOMBING, TYPE.SUICIDE_BOMBING, TYPE.CHEMICAL_ATTACK}
    ),
    "fighting": frozenset(
        {TYPE.ARMED_CLASH, TYPE.TERRITORY_GAINED, TYPE.TERRITORY_TRANSFER, TYPE.SIEGE}
    ),
    "people": frozenset(
        {TYPE.ATTACK_ON_CIVILIANS, TYPE.ABDUCTION, TYPE.SEXUAL_VIOLENCE, TYPE.ARREST}
    ),
    "crowd": frozenset({TYPE.PROTEST, TYPE.RIOT}),
}
OTHER_FAMILY = "other"
PRECISION = {
    2: "near the place named",
    3: "district level",
    4: "province level",
    5: "area or line",
    6: "country level",
    7: "no place told",
}
OUTCOMES = tuple(Outcome)
BAR = 200.0  # pixels of a range bar
GRADES = tuple(Grade)
MOST_REASONS = 12  # rows of "what was not used"; the rest is one sum


@dataclass(frozen=True, slots=True)
class RangeBar:
    """A casualty number: its words, and its place on a bar of ``BAR`` pixels."""

    label: str
    words: str
    low: float
    best: float
    high: float
    open: bool


@dataclass(frozen=True, slots=True)
class Rival:
    """A field on which claims differ: each value, and who tells it."""

    field: str
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident of the report; ``number`` is its place in it and its mark on the map."""

    number: int
    id: str
    headline: str
    family: str
    status: str
    when: str
    first: date | None
    place: Place | None
    where: str
    precision: str
    sides: str
    killed: str
    dead: int
    grade: str
    responsibility: str
    reason: str
    origins: int
    articles: int
    bars: tuple[RangeBar, ...]
    rivals: tuple[Rival, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A reason why records were not used, and how many there were."""

    room: str
    reason: str
    hint: str
    count: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The report's incidents: those that happened, those only told of, and totals of a period."""

    happened: tuple[Entry, ...]
    untold: tuple[Entry, ...]
    totals: tuple[Entry, ...]


def parts(rows: Iterable[IncidentRow]) -> Parts:
    """Incidents in order of day, numbered through; the undated follow the dated."""
    ordered = sorted(rows, key=_order)
    happened = {row.incident.id for row in events(ordered)}
    entries = [entry(row, number) for number, row in enumerate(_through(ordered, happened), 1)]
    totals = {r.incident.id for r in ordered if r.incident.type is TYPE.CASUALTIES_REPORT}
    rest = [each for each in entries if each.id not in happened]
    return Parts(
        tuple(each for each in entries if each.id in happened),
        tuple(each for each in rest if each.id not in totals),
        tuple(each for each in rest if each.id in totals),
    )


def entry(row: IncidentRow, number: int) -> Entry:
    """One incident in words."""
    incident = row.incident
    killed = reckoning.people(row, Outcome.KILLED)
    where = where_words(incident.place)
    kind = type_words(incident.type)
    return Entry(
        number=number,
        id=incident.id,
        headline=f"{kind} · {where}" if where else kind,
        family=family(incident.type),
        status=str(incident.status),
        when=when_words(incident.date),
        first=incident.date.start if incident.date else None,
        place=incident.place,
        where=where or "place not told",
        precision=PRECISION.get(incident.place.where_prec, "") if incident.place else "",
        sides=sides_words(incident.side_a, incident.side_b),
        killed=range_words(killed),
        dead=killed.best or 0,
        grade=str(incident.grade),
        responsibility=str(incident.responsibility),
        reason=incident.reason,
        origins=reckoning.count_origins(incident),
        articles=incident.articles,
        bars=tuple(_bars(row)),
        rivals=tuple(_rival(each, row) for each in incident.disagreements),
        voices=tuple(voices(row)),
    )


def type_words(kind: EventType) -> str:
    """An event type as a heading: "air_strike" is "Air strike"."""
    return str(kind).replace("_", " ").capitalize()


def family(kind: EventType) -> str:
    """The shape of an event type's mark."""
    return next((name for name, types in FAMILIES.items() if kind in types), OTHER_FAMILY)


def where_words(place: Place | None) -> str:
    """Place, first-order unit and country, each once."""
    if place is None:
        return ""
    names = (place.name, place.admin1, country(place.country).name)
    return ", ".join(dict.fromkeys(name for name in names if name))


def sides_words(side_a: Sequence[Party], side_b: Sequence[Party]) -> str:
    """Who against whom, as far as it is told."""
    first = ", ".join(dict.fromkeys(party.name for party in side_a))
    second = ", ".join(dict.fromkeys(party.name for party in side_b))
    if first and second:
        return f"{first} → {second}"
    return first or (f"not told → {second}" if second else "")


def range_words(found: reckoning.Range) -> str:
    """Low to high with the best number, each once: "11–14, best 14", "at least 30"."""
    if not found.told:
        return ""
    if found.best is None:
        return "number not told"
    if found.high is None:
        return f"at least {found.low if found.low is not None else found.best}"
    if found.low == found.high:
        return str(found.best)
    return f"{found.low}–{found.high}, best {found.best}"


def toll_words(toll: Toll) -> str:
    """A number of people of one class with its range; empty where no claim gives a number."""
    best = toll.best if toll.best is not None else toll.low
    return range_words(reckoning.Range(toll.low, best, toll.high, True)) if best is not None else ""


def grade_counts(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Incidents by grade, best first, the empty grades too."""
    counts = Counter(each.grade for each in entries)
    return [(str(grade), counts[grade]) for grade in GRADES]


def refused(dropped: Iterable[Dropped]) -> list[Refused]:
    """Drops by room and reason, the most frequent first; beyond the first dozen as one sum."""
    groups: dict[tuple[str, str], list[Dropped]] = {}
    for each in dropped:
        groups.setdefault((each.room, each.reason), []).append(each)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    shown = [
        Refused(room, reason, min(each.hint for each in found), len(found))
        for (room, reason), found in ordered[:MOST_REASONS]
    ]
    rest = sum(len(found) for _, found in ordered[MOST_REASONS:])
    return [*shown, Refused("", "other reasons", "", rest)] if rest else shown


def _order(row: IncidentRow) -> tuple[date, str]:
    when = row.incident.date
    return (when.start if when else date.max), row.incident.id


def _through(rows: Sequence[IncidentRow], happened: set[str]) -> list[IncidentRow]:
    """In the order of the report's sections, so that each one's numbers run without a gap."""

    def section(row: IncidentRow) -> int:
        if row.incident.id in happened:
            return 0
        return 2 if row.incident.type is TYPE.CASUALTIES_REPORT else 1

    return sorted(rows, key=section)


def _bars(row: IncidentRow) -> Iterable[RangeBar]:
    found = [(outcome, reckoning.people(row, outcome)) for outcome in OUTCOMES]
    told = [(outcome, each) for outcome, each in found if each.best is not None]
    most = max((max(each.high or 0, each.best or 0) for _, each in told), default=0) or 1
    if any(each.high is None for _, each in told):
        most = most * 4 // 3 + 1  # room for the dashes that say "or more"
    for outcome, each in told:
        low, best = each.low or 0, each.best or 0
        high = each.high if each.high is not None else most
        yield RangeBar(
            str(outcome).capitalize(),
            range_words(each),
            low / most * BAR,
            best / most * BAR,
            high / most * BAR,
            each.high is None,
        )
        if outcome is Outcome.KILLED:
            yield from _class_bars(row, most)


def _class_bars(row: IncidentRow, most: int) -> Iterable[RangeBar]:
    """The killed by class, where the claims tell a class."""
    for toll in row.incident.casualties:
        if toll.outcome is Outcome.KILLED and str(toll.who) != "unknown":
            words = toll_words(toll)
            if words:
                low, best = toll.low or 0, toll.best or toll.low or 0
                ends = [min(each, most) / most * BAR for each in (low, best, toll.high or most)]
                yield RangeBar(
                    f"of them {toll.who}", words, ends[0], ends[1], ends[2], toll.high is None
                )


def _rival(found: Disagreement, row: IncidentRow) -> Rival:
    names = {each: origin.name for origin in row.incident.origins for each in origin.claim_ids}
    versions = []
    for version in found.versions:
        who = dict.fromkeys(names[each] for each in version.claim_ids if each in names)
        said = ", ".join(who) or f"{len(version.claim_ids)} claims"
        versions.append((version.value.replace("_", " "), said))
    return Rival(found.field.replace("_", " "), tuple(versions))
