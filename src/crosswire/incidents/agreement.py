"""What an incident's claims agree on, field by field, and the versions where they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from crosswire.incidents.casualties import rival_tolls
from crosswire.incidents.facts import place_key
from crosswire.incidents.origins import Evidence, Vote
from crosswire.incidents.telling import Telling
from crosswire.records import (
    Disagreement,
    EventType,
    Party,
    Place,
    Role,
    Status,
    Version,
    When,
)
from crosswire.vocab.bodies import STATE
from crosswire.vocab.names import name_tokens
from crosswire.vocab.phrases import IRREGULARS

Value = TypeVar("Value", bound=Hashable)
PlaceKey = tuple[str, str, str]  # country, first-order unit, comparable name or gazetteer id
Period = tuple[date, date]

# A claim that lists so many places names no one place; fewer are a place and what it lies in.
LISTED = 3
EXACT = 2  # UCDP's where_prec of a place that is named or lies near a named one


def best(votes: Mapping[Value, Vote]) -> list[Value]:
    """The values with the most votes of known origins, then of all: more than one where equal."""
    most = max(votes.values(), default=None)
    return [value for value, vote in votes.items() if vote == most]


def agreed_type(evidence: Evidence) -> EventType:
    """The best supported type; of equals the one that was told first."""
    return best(evidence.votes(lambda t: (t.claim.type,)))[0]


def agreed_status(evidence: Evidence) -> Status:
    """Whether it happened, per all claims: what some say has happened is not only planned.

    Occurred or going on, as more origins say; else planned, else possible, else denied.
    """
    told = {t.claim.status for t in evidence.tellings}
    if told & {Status.OCCURRED, Status.ONGOING}:
        return min(best(evidence.votes(lambda t: (t.claim.status,))), key=list(Status).index)
    return next(status for status in Status if status in told)


def agreed_date(evidence: Evidence) -> When | None:
    """The best supported day, or the narrowest period; of equals the period that holds them all."""
    told = [t.resolution.date for t in evidence.counted() if t.resolution.date]
    if not told:
        return None
    precise = min(when.date_prec for when in told)

    def periods_of(telling: Telling) -> Iterator[Period]:
        when = telling.resolution.date
        if when and when.date_prec == precise:
            yield when.start, when.end

    periods = best(evidence.votes(periods_of))
    if len(periods) == 1:
        return next(when for when in told if (when.start, when.end) == periods[0])
    start, end = min(p[0] for p in periods), max(p[1] for p in periods)
    return When(start, end, _date_prec((end - start).days + 1))


def agreed_place(evidence: Evidence) -> Place | None:
    """The most precise place that origins agree on.

    Of two equally good ones it is the smallest unit that holds both, with that unit's precision and
    without coordinates: a point between two villages is neither.
    """
    main = {t.claim.id: place for t in evidence.counted() if (place := main_place(t))}
    if not main:
        return None
    precise = min(place.rank for place in main.values())

    def keys_of(telling: Telling) -> Iterator[PlaceKey]:
        place = main.get(telling.claim.id)
        if place and place.rank == precise:
            yield key_of(place)

    keys = set(best(evidence.votes(keys_of)))
    chosen: dict[PlaceKey, Place] = {}
    for place in main.values():
        if place.rank == precise and key_of(place) in keys:
            chosen.setdefault(key_of(place), place)
    return common_unit(list(chosen.values()))


def main_place(telling: Telling) -> Place | None:
    """The place of a claim: the first of its most precise ones, or the unit of a list of them."""
    known = [place for place in telling.resolution.places if place.country]
    if not known:
        return None
    precise = [p for p in known if p.rank == min(q.rank for q in known)]
    if len({key_of(place) for place in precise}) >= LISTED:
        return common_unit(precise)
    return precise[0]


def key_of(place: Place) -> PlaceKey:
    """What makes two places one: the gazetteer's id, else country, unit and comparable name."""
    if place.gazetteer_id:
        return place.country or "", place.admin1 or "", place.gazetteer_id
    return place.country or "", place.admin1 or "", place_key(place.name)


def common_unit(places: Sequence[Place]) -> Place | None:
    """The smallest unit that holds all places; one place is its own, None across countries."""
    first = places[0]
    if len({key_of(place) for place in places}) == 1:
        return first
    names = " and ".join(sorted({place.name for place in places}))
    if len({place.country for place in places}) > 1:
        return None
    country, admin1, admin2 = first.country, first.admin1, first.admin2
    reason = f"the smallest unit that holds {names}, which are equally well supported"
    if admin1 and len({place.admin1 for place in places}) == 1:
        same = bool(admin2) and len({place.admin2 for place in places}) == 1
        name, inner, precision = (admin2, admin2, 3) if same else (admin1, None, 4)
        return Place(
            name or admin1, first.words, country=country, admin1=admin1, admin2=inner,
            where_prec=precision, reason=reason,
        )  # fmt: skip
    return Place(country or "", first.words, country=country, where_prec=6, reason=reason)


def agreed_parties(evidence: Evidence, role: Role) -> tuple[Party, ...]:
    """The best supported party in a role, and those that half of its claims name beside it."""
    votes = evidence.votes(lambda t: party_keys(t, role))
    if not votes:
        return ()
    known = {value: vote for value, vote in votes.items() if value[0]} or votes
    winner = best(known)[0]
    claims = [t for t in evidence.counted() if winner in party_keys(t, role)]
    found: dict[tuple[bool, str], list[Party]] = defaultdict(list)
    for telling in claims:
        for key, party in zip(party_keys(telling, role), telling.parties(role), strict=True):
            found[key].append(party)
    return tuple(p[0] for key, p in found.items() if key == winner or 2 * len(p) >= len(claims))


def party_keys(telling: Telling, role: Role) -> list[tuple[bool, str]]:
    """What makes two parties of claims one: the roster's id (True), else their words (False)."""
    return [
        (True, p.actor_id) if p.actor_id else (False, p.name.casefold())
        for p in telling.parties(role)
    ]


def irregulars(telling: Telling) -> str | None:
    """The words for its doers, where they are armed men of no state and of no name."""
    doers = telling.parties(Role.SIDE_A)
    words = (word for party in doers for word in name_tokens(party.words.quote))
    if any(party.actor_id for party in doers) or IRREGULARS.isdisjoint(words):
        return None
    return " and ".join(sorted({party.name for party in doers}))


def find_disagreements(evidence: Evidence, kind: EventType) -> tuple[Disagreement, ...]:
    """The fields on which claims that it happened differ, each with its versions."""
    found = [
        _versions(evidence, "type", lambda t: str(t.claim.type)),
        _versions(evidence, "date", _day),
        _versions(evidence, "place", _exact_name),
        _versions(evidence, "side_a", lambda t: _doers(evidence, t)),
    ]
    if kind in (EventType.ARMED_CLASH, EventType.AGREEMENT, EventType.TALKS):
        found.pop()  # which party is named first is no version of what happened
    return (*(one for one in found if one), *rival_tolls(evidence), *_denials(evidence))


def _versions(
    evidence: Evidence, field: str, value_of: Callable[[Telling], str | None]
) -> Disagreement | None:
    told: dict[str, list[str]] = defaultdict(list)
    for telling in evidence.tellings:
        value = value_of(telling) if telling.happened else None
        if value:
            told[value].append(telling.claim.id)
    versions = (Version(value, tuple(sorted(told[value]))) for value in sorted(told))
    return Disagreement(field, tuple(versions)) if len(told) > 1 else None


def _denials(evidence: Evidence) -> Iterator[Disagreement]:
    happened = tuple(sorted(t.claim.id for t in evidence.tellings if t.happened))
    denials = (t.claim.id for t in evidence.tellings if t.claim.status is Status.DENIED)
    denied = tuple(sorted(denials))
    if happened and denied:
        yield Disagreement("status", (Version("happened", happened), Version("denied", denied)))


def _day(telling: Telling) -> str | None:
    when = telling.resolution.date
    return when.start.isoformat() if when and when.date_prec == 1 else None


def _exact_name(telling: Telling) -> str | None:
    """The one place of a claim, where it is precise: a unit and a town in it do not differ."""
    place = main_place(telling)
    if not place or place.where_prec > EXACT:
        return None
    return f"{place.name}, {place.admin1}" if place.admin1 else place.name


def _doers(evidence: Evidence, telling: Telling) -> str | None:
    """The doers that the roster knows; "terrorists" too, where others name the army of a state."""
    names = {actor.name for actor in evidence.actors(telling)}
    if names:
        return " and ".join(sorted(names))
    others = (actor for t in evidence.tellings for actor in evidence.actors(t))
    return irregulars(telling) if any(actor.kind in STATE for actor in others) else None


def _date_prec(days: int) -> int:
    """UCDP GED's date_prec of a period: a day, two to six, a week, up to a month, more."""
    return next((prec for most, prec in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)
