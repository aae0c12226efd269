"""Incidents, articles, outlets and speakers as the rows of the workbench's lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from crosswire.reckoning import Range, count_origins, people
from crosswire.records import (
    Article,
    EventType,
    Grade,
    Outcome,
    Party,
    Responsibility,
    Role,
    SpeakerKind,
    Status,
)
from crosswire.review import Question
from crosswire.rows import ClaimRow, Counts, IncidentCard, IncidentRow, Need, Review, SpeakerCard
from crosswire.store.codec import dumps
from crosswire.store.folding import LONGEST, fold, folded_text, name_words, short
from crosswire.store.schema_lists import NO_DAY
from crosswire.store.tables import Row, words

GRADES = tuple(reversed(Grade))  # by their rank
JOINT = "; "
SIDES = (Role.SIDE_A, Role.SIDE_B)
ACTOR, OUTLET, PLACE = "actor", "outlet", "place"
PRESSING = {need: len(Need) - at for at, need in enumerate(Need)}
Name = tuple[str, str, str]  # kind, folded words, reference: what makes two names one


# --- incidents -------------------------------------------------------------------------------
def card_row(key: int, row: IncidentRow, review: Review) -> Row:
    """An incident's card under its number."""
    incident, place = row.incident, row.incident.place
    return {
        "key": key,
        "id": incident.id,
        "type": incident.type.value,
        "status": incident.status.value,
        "rank": GRADES.index(incident.grade),
        "responsibility": incident.responsibility.value,
        "review": review.value,
        "place": words(place.name) if place else "",
        "place_id": short(place.gazetteer_id) if place else None,
        "country": short(place.country) if place else None,
        "admin1": short(place.admin1) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "where_prec": place.where_prec if place else None,
        "day": to_day(incident.date.start if incident.date else None),
        "day_end": to_day(incident.date.end if incident.date else None),
        "date_prec": incident.date.date_prec if incident.date else None,
        **_range_columns("killed", people(row, Outcome.KILLED)),
        **_range_columns("injured", people(row, Outcome.INJURED)),
        **_range_columns("displaced", people(row, Outcome.DISPLACED)),
        **_range_columns("captured", people(row, Outcome.CAPTURED)),
        "side_a": words(_side(incident.side_a)),
        "side_b": words(_side(incident.side_b)),
        "origins": count_origins(incident),
        "articles": incident.articles,
        "claims": len(incident.claim_ids),
        "reason": words(incident.reason),
    }


def card_of(row: Any) -> IncidentCard:
    """The card that ``card_row`` wrote."""
    values = {name: getattr(row, name) for name in _SAME}
    return IncidentCard(
        **values,
        type=EventType(row.type),
        status=Status(row.status),
        grade=GRADES[row.rank],
        responsibility=Responsibility(row.responsibility),
        date_start=from_day(row.day),
        date_end=from_day(row.day_end),
        review=Review(row.review),
    )


_OTHERWISE = {"type", "status", "grade", "responsibility", "date_start", "date_end", "review"}
_SAME = [name for name in IncidentCard.__dataclass_fields__ if name not in _OTHERWISE]


def to_day(day: date | None) -> int:
    """A day as the lists keep it."""
    return day.toordinal() if day else NO_DAY


def from_day(number: int) -> date | None:
    """The day that ``to_day`` wrote."""
    return None if number == NO_DAY else date.fromordinal(number)


def _range_columns(stem: str, found: Range) -> Row:
    return {f"{stem}_{end}": getattr(found, end) for end in ("low", "best", "high")}


def _side(parties: Sequence[Party]) -> str:
    return JOINT.join(party.name for party in parties)


def names_of(row: IncidentRow) -> dict[Name, str]:
    """The names of an incident, as written: its parties and its claims', its outlets, its place."""
    incident = row.incident
    told = [p for c in row.claims for p in c.resolution.parties if p.role in SIDES]
    found = {_name(ACTOR, p.name, p.actor_id): p.name for p in (*reversed(told), *_parties(row))}
    outlets = [claim.article.outlet for claim in row.claims if claim.article.outlet]
    found |= {_name(OUTLET, outlet): outlet for outlet in outlets}
    if incident.place:
        found[_name(PLACE, incident.place.name, incident.place.gazetteer_id)] = incident.place.name
    return {name: written for name, written in found.items() if name[1].strip()}


def _parties(row: IncidentRow) -> tuple[Party, ...]:
    return (*row.incident.side_a, *row.incident.side_b)


def _name(kind: str, name: str, reference: str | None = None) -> Name:
    return kind, name_words(name), short(reference) or ""


def text_of(row: IncidentRow) -> str:
    """What a search for words finds an incident by: its folded words, each once."""
    told = [row.incident.place.name if row.incident.place else ""]
    told += [party.name for party in _parties(row)]
    for claim in row.claims:
        told += [claim.article.title, claim.claim.quote.quote, claim.article.outlet or ""]
        told += [party.name for party in claim.resolution.parties]
        told += [place.name for place in claim.resolution.places]
    return folded_text(told)


def question_row(item: str, question: Question, other: str | None = None) -> Row:
    """Why something needs a person; whether that is its first need is told when all are there."""
    return {
        "id": item,
        "need": question.need.value,
        "pressing": PRESSING[question.need],
        "weight": question.weight,
        "first": False,
        "reason": words(question.reason),
        "other": other,
    }


def article_row(key: int, article: Article, stories: int) -> Row:
    """An article under its number; its claims and incidents are counted when they are there."""
    return {
        "key": key,
        "id": article.id,
        "day": to_day(article.published_at),
        "outlet": short(article.outlet),
        "stories": stories,
        "claims": 0,
        "incidents": 0,
    }


# --- speakers --------------------------------------------------------------------------------
def speaker_rows(claims: Iterable[ClaimRow]) -> list[Row]:
    """Everyone who speaks, by the roster's id, else by the folded words."""
    by_id: dict[str, list[tuple[ClaimRow, str, str | None]]] = {}
    for row in claims:
        for key, name, actor in _speakers(row):
            by_id.setdefault(key, []).append((row, name, actor))
    return [_speaker_row(key, said) for key, said in sorted(by_id.items())]


def _speakers(row: ClaimRow) -> Iterator[tuple[str, str, str | None]]:
    speaker = row.claim.speaker
    if speaker is None:
        return
    parties = [party for party in row.resolution.parties if party.role is Role.SPEAKER]
    known = [party for party in parties if party.actor_id]
    if known:
        yield known[0].actor_id or "", known[0].name, known[0].actor_id
    elif key := " ".join(fold(speaker.words.quote)):
        yield f"words:{key}"[:LONGEST], speaker.words.quote, None


def _speaker_row(key: str, said: Sequence[tuple[ClaimRow, str, str | None]]) -> Row:
    rows = [row for row, _, _ in said]
    kinds = Counter(row.claim.speaker.kind for row in rows if row.claim.speaker)
    card = SpeakerCard(
        name=counted(name for _, name, _ in said)[0][0],
        actor_id=said[0][2],
        kind=SpeakerKind(counted(kinds.elements())[0][0]),
        claims=len(rows),
        articles=len({row.article.id for row in rows}),
        incidents=len({row.incident_id for row in rows if row.incident_id}),
        outlets=counted(row.article.outlet for row in rows if row.article.outlet),
    )
    return {"id": words(key), "claims": card.claims, "record": dumps(card)}


def counted(values: Iterable[str]) -> Counts:
    """Each value and how often it came, the most frequent first, equals by name."""
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
