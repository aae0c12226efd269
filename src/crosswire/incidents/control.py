"""Who claims to hold a place, and since when: per place a timeline of states, doubt kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.incidents.agreement import PlaceKey, key_of
from crosswire.incidents.telling import Telling
from crosswire.records import (
    Control,
    ControlState,
    EventType,
    Grade,
    Incident,
    Party,
    Place,
    Role,
    Status,
)
from crosswire.vocab.names import name_tokens
from crosswire.vocab.phrases import FILLERS

FOUGHT = frozenset({EventType.ARMED_CLASH, EventType.SIEGE})
MOVED = frozenset({EventType.TERRITORY_GAINED, EventType.TERRITORY_TRANSFER})
HOLDING = FOUGHT | MOVED
# UCDP's where_prec of a town or a place near it: a province does not change hands in a day.
TOWN = 2


@dataclass(frozen=True, slots=True)
class _Holder:
    """A party that is said to hold a place."""

    key: str
    name: str
    actor_id: str | None


def control(incidents: Sequence[Incident], tellings: Sequence[Telling] = ()) -> list[ControlState]:
    """The states of each place, by place, in the order of days.

    A gain, or a transfer to a named party, makes a holder: ``held`` where origins of more than one
    side or without a side say so (or the losing side itself), ``claimed`` where one origin or one
    side alone does, ``contested`` where it is denied or claims name rival holders (``tellings`` of
    the incidents show them), ``unknown`` where nobody is named. A clash or a siege makes it
    ``contested`` until the next gain. Only what is said to have occurred counts, only with a known
    day, and only at places as precise as a town.
    """
    told = {telling.claim.id: telling for telling in tellings}
    by_place: dict[PlaceKey, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if tells_control(incident) and incident.place:
            by_place[key_of(incident.place)].append(incident)
    states = []
    for _, found in sorted(by_place.items(), key=lambda item: item[0]):
        states += _timeline(found, told)
    return states


def state_of_day(
    incidents: Sequence[Incident], before: ControlState | None, tellings: Sequence[Telling] = ()
) -> ControlState:
    """The state that one day's incidents leave a place in, after the state ``before``.

    All of them tell of its control (``tells_control``), of one day and one place.
    """
    day = next(incident.date.start for incident in incidents if incident.date)
    told = {telling.claim.id: telling for telling in tellings}
    ordered = sorted(incidents, key=lambda one: one.id)
    return _state(day, ordered, [before] if before else [], told)


def says_the_same(state: ControlState, other: ControlState | None) -> bool:
    """Whether two states name the same holder, and are as sure of it."""
    return other is not None and (other.state, other.holder) == (state.state, state.holder)


def is_repeated(state: ControlState, before: ControlState | None) -> bool:
    """Whether a state adds nothing to the one before it, so that it is not told again.

    One side's claim for who is held to hold the place already makes that no less sure.
    """
    if before is None or says_the_same(state, before):
        return before is not None
    surer = (before.state, state.state) == (Control.HELD, Control.CLAIMED)
    return surer and before.holder == state.holder


def tells_control(incident: Incident) -> bool:
    """Whether an incident says anything of who holds its place."""
    happened = incident.status in (Status.OCCURRED, Status.ONGOING)
    exact = incident.place is not None and incident.place.where_prec <= TOWN
    dated = incident.date is not None
    return happened and exact and dated and incident.type in HOLDING


def _timeline(incidents: Sequence[Incident], told: dict[str, Telling]) -> list[ControlState]:
    """The states of one place; one that says the same as the one before it is not repeated."""
    by_day: dict[date, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.date:
            by_day[incident.date.start].append(incident)
    states: list[ControlState] = []
    for day in sorted(by_day):
        state = _state(day, sorted(by_day[day], key=lambda one: one.id), states, told)
        if not is_repeated(state, states[-1] if states else None):
            states.append(state)
    return states


def _state(
    day: date, found: Sequence[Incident], before: Sequence[ControlState], told: dict[str, Telling]
) -> ControlState:
    """The state that one day's incidents leave a place in; a gain outweighs the day's fighting."""
    moves = [incident for incident in found if incident.type in MOVED] or list(found)
    holders = list({h.key: h for one in moves for h in _holders(one, told)}.values())
    state = _kind(moves, holders)
    holder = holders[0] if state in (Control.HELD, Control.CLAIMED) else None
    origins = sorted({o.name for one in moves for o in one.origins if o.known})
    return ControlState(
        place=_place(moves),
        since=day,
        state=state,
        holder=holder.name if holder else None,
        holder_id=holder.actor_id if holder else None,
        incident_ids=tuple(one.id for one in moves),
        origins=tuple(origins),
        reason=_reason(state, holders, origins, before),
    )


def _place(incidents: Sequence[Incident]) -> Place:
    return next(incident.place for incident in incidents if incident.place)


def _kind(moves: Sequence[Incident], holders: Sequence[_Holder]) -> Control:
    if moves[0].type in FOUGHT or len(holders) > 1:
        return Control.CONTESTED
    if any(incident.grade is Grade.CONTESTED for incident in moves):
        return Control.CONTESTED
    if not holders:
        return Control.UNKNOWN
    return Control.HELD if any(_is_shared(incident) for incident in moves) else Control.CLAIMED


def _is_shared(incident: Incident) -> bool:
    """Whether more than one side says so: an admission, or origins that share no one side."""
    if incident.grade is Grade.ESTABLISHED:
        return True
    known = [origin for origin in incident.origins if origin.known]
    sides = {origin.side for origin in known}
    return len(known) > 1 and not (len(sides) == 1 and None not in sides)


def _holders(incident: Incident, told: dict[str, Telling]) -> Iterator[_Holder]:
    """The parties that an incident, or any of its claims, puts in control; known ones win.

    A gain puts its doer in control, a transfer the party that it is handed to.
    """
    if incident.type not in MOVED:
        return
    role = Role.SIDE_A if incident.type is EventType.TERRITORY_GAINED else Role.SIDE_B
    parties = list(incident.side_a if role is Role.SIDE_A else incident.side_b)[:1]
    for claim in incident.claim_ids:
        telling = told.get(claim)
        if telling and telling.happened and telling.claim.type is incident.type:
            parties += [party for party in telling.parties(role)[:1] if party.actor_id]
    yield from _each(parties)


def _each(parties: Sequence[Party]) -> Iterator[_Holder]:
    known = [party for party in parties if party.actor_id]
    known = known or [party for party in parties if _names_someone(party)]
    seen: set[str] = set()
    for party in known:
        key = party.actor_id or party.name.casefold()
        if key not in seen:
            seen.add(key)
            yield _Holder(key, party.name, party.actor_id)


def _names_someone(party: Party) -> bool:
    """Whether words can stand alone: "its forces" and "both sides" name no holder of a place."""
    first = name_tokens(party.words.quote)[:1]
    return bool(first) and first[0].lower() not in FILLERS


def _reason(
    state: Control,
    holders: Sequence[_Holder],
    origins: Sequence[str],
    before: Sequence[ControlState],
) -> str:
    who = " and ".join(sorted(holder.name for holder in holders))
    per = " and ".join(origins) if origins else "outlets that the vocabulary does not know"
    said = {
        Control.HELD: f"held by {who}, per {per}",
        Control.CLAIMED: f"claimed for {who} by one side alone, per {per}",
        Control.CONTESTED: f"contested: {who or 'fighting'}, per {per}",
        Control.UNKNOWN: f"changed hands, to nobody named, per {per}",
    }[state]
    last = before[-1] if before else None
    held = f"; {last.state} by {last.holder} before" if last and last.holder else ""
    return said + held
