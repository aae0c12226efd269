"""How an incident came to read as it does: what each run and decision changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from crosswire.exports.report_view import sides_words, toll_words, type_words, where_words
from crosswire.reckoning import count_origins
from crosswire.records import Incident, Who
from crosswire.rows import IncidentRow, PastIncident
from crosswire.web.words import days_words, grouped


@dataclass(frozen=True, slots=True)
class Turn:
    """A value before and after, each empty where there was none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became otherwise at one moment."""

    at: datetime
    turns: tuple[Turn, ...]


def changes(past: Sequence[PastIncident], now: IncidentRow) -> list[Change]:
    """The changes of an incident, the latest first; what reads the same in words is none."""
    read = [_in_words(each.incident, each.claims) for each in past]
    read.append(_in_words(now.incident, len(now.claims)))
    made = (
        Change(each.until, tuple(_turns(before, after)))
        for each, (before, after) in zip(past, pairwise(read), strict=True)
    )
    return [each for each in made if each.turns][::-1]


def _turns(before: dict[str, str], after: dict[str, str]) -> Iterator[Turn]:
    for field in dict.fromkeys((*before, *after)):
        if before.get(field, "") != after.get(field, ""):
            yield Turn(field, before.get(field, ""), after.get(field, ""))


def _in_words(incident: Incident, claims: int) -> dict[str, str]:
    when = incident.date
    return {
        "type": type_words(incident.type),
        "status": str(incident.status),
        "place": where_words(incident.place),
        "day": days_words(when.start if when else None, when.end if when else None),
        "sides": sides_words(incident.side_a, incident.side_b),
        **dict(_people(incident)),
        "grade": str(incident.grade),
        "responsibility": str(incident.responsibility),
        "origins": grouped(count_origins(incident)),
        "articles": grouped(incident.articles),
        "claims": grouped(claims),
    }


def _people(incident: Incident) -> Iterator[tuple[str, str]]:
    for toll in incident.casualties:
        who = "" if toll.who is Who.UNKNOWN else f", {toll.who}"
        yield f"{toll.outcome}{who}", toll_words(toll) or "number not told"
