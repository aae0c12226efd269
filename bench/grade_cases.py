"""Incidents written by hand and generated ones, as tellings, and what is wrong with their grades.

A case is a list of claims without texts, in the form that `grade_cases.yaml` tells, and what is
expected of the incident that they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from crosswire.incidents import Telling, corroborate
from crosswire.records import (
    Article,
    Casualties,
    Claim,
    Credit,
    Dateline,
    EventType,
    Incident,
    Outcome,
    Party,
    Place,
    Resolution,
    Role,
    Span,
    Speaker,
    SpeakerKind,
    Status,
    Story,
    When,
    Who,
)
from crosswire.vocab import Vocabulary

CASES = Path(__file__).with_name("grade_cases.yaml")
FIRST_DAY = date(2024, 3, 1)
TOWN = Place("Kalub", Span(0, 5, "Kalub"), "kalub", 35.9, 36.7, "SY", "Idlib", "Idlib", 1)
BELOW = 100  # where the body of an article begins, in code points
TOLL = re.compile(r"(\d+)(\+|-(\d+))? (\w+) (\w+)(?: of (\d+))?")


@dataclass(frozen=True)
class Case:
    """Claims as `grade_cases.yaml` tells them, and what is expected of their incident."""

    name: str
    claims: Sequence[Mapping[str, Any]]
    expect: Mapping[str, Any]
    type: str = "air_strike"


def written_cases(path: Path = CASES) -> list[Case]:
    """The cases written by hand."""
    rows = yaml.safe_load(path.read_text("utf-8"))
    return [
        Case(row["case"], row["claims"], row["expect"], row.get("type", Case.type)) for row in rows
    ]


def wrong(case: Case, vocabulary: Vocabulary) -> list[str]:
    """What is not as the case expects it, one phrase each; nothing where all is right."""
    incident = corroborate(tellings(case, vocabulary), vocabulary)
    return [
        f"{what} is {got}, not {expected}"
        for what, got, expected in _compared(incident, case.expect)
        if got != expected
    ] + [
        f"the reason does not say {words!r}: {incident.reason}"
        for words in case.expect.get("reason", ())
        if words not in incident.reason
    ]


def _compared(
    incident: Incident, expect: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    """What was found and what is expected, of all that the case has an expectation of."""
    known = sorted(origin.name for origin in incident.origins if origin.known)
    tolls = [f"{t.outcome} {t.who} {t.low} {t.best} {t.high}" for t in incident.casualties]
    found: dict[str, object] = {
        "status": str(incident.status),
        "grade": str(incident.grade),
        "responsibility": str(incident.responsibility),
        "origins": known,
        "known": len(known),
        "tolls": sorted(tolls),
        "best": sorted(f"{t.best} {t.outcome} {t.who}" for t in incident.casualties),
        "disagree": sorted(
            {d.field for d in incident.disagreements} & {*expect.get("disagree", ())}
        ),
    }
    for what, got in found.items():
        if what in expect:
            wanted = expect[what]
            yield what, got, sorted(wanted) if isinstance(wanted, list) else wanted


# --- claims as tellings ------------------------------------------------------------------------
def tellings(case: Case, vocabulary: Vocabulary) -> list[Telling]:
    """The case's claims, each in an article of its own unless it names one."""
    return [
        _Reader(case, vocabulary, at).telling({"type": case.type, **row})
        for at, row in enumerate(case.claims)
    ]


@dataclass(frozen=True)
class _Reader:
    """Reads one claim of a case."""

    case: Case
    vocabulary: Vocabulary
    at: int
    words: Span = field(default=Span(0, 6, "struck"))

    def telling(self, row: Mapping[str, Any]) -> Telling:
        article = self._article(row)
        start = 0 if row.get("headline") else BELOW + self.at
        quote = Span(start, start + 6, "struck")
        claim = Claim(
            f"c{self.at:03}", article.id, quote, quote, EventType(row["type"]),
            Status(row.get("status", "occurred")), speaker=self._speaker(row),
            casualties=tuple(read_toll(words) for words in row.get("toll", ())),
        )  # fmt: skip
        day = When(FIRST_DAY, FIRST_DAY, 1)
        resolution = Resolution(claim.id, (TOWN,), tuple(self._parties(row)), day)
        return Telling(claim, resolution, article, *self._story(row, article))

    def _article(self, row: Mapping[str, Any]) -> Article:
        key = f"art_{row.get('article', self.at)}"
        titled = any(c.get("headline") for c in self.case.claims if c.get("article"))
        agency = row.get("credit")
        credits = (Credit(Span(900, 904, "text"), agency),) if agency else ()
        line = row.get("dateline")
        return Article(
            key, f"doc_{key}", key, "struck" if titled else "", "", row.get("outlet"),
            credits=credits, dateline=Dateline(Span(0, 1, ""), agency=line) if line else None,
            published_at=FIRST_DAY + timedelta(days=row.get("day", 1) - 1),
        )  # fmt: skip

    def _speaker(self, row: Mapping[str, Any]) -> Speaker | None:
        said = row.get("unnamed") or row.get("speaker")
        if not said:
            return None
        kind = SpeakerKind.ANONYMOUS if row.get("unnamed") else SpeakerKind.OTHER
        told = row.get("via")
        return Speaker(Span(0, len(said), said), kind, Span(0, len(told), told) if told else None)

    def _parties(self, row: Mapping[str, Any]) -> Iterator[Party]:
        roles = ((Role.SIDE_A, "doer"), (Role.SIDE_B, "target"), (Role.SPEAKER, "speaker"))
        for role, key in roles:
            if key in row:
                actor = self.vocabulary.actors.get(row[key])
                name = actor.name if actor else row[key]
                yield Party(role, name, Span(0, len(name), name), actor.id if actor else None)

    def _story(self, row: Mapping[str, Any], article: Article) -> tuple[Story | None, str | None]:
        first = row.get("copied_from") or {}
        key = row.get("story")
        if not first and not key:
            return None, None
        origin = f"art_first_{first.get('outlet')}" if first.get("outlet") else None
        story = Story(f"sto_{key or self.at}", (), origin or article.id, first.get("agency"))
        return story, first.get("outlet", article.outlet)


def read_toll(words: str) -> Casualties:
    """A number of people: "30+ killed civilian", "20-30 ...", "6 killed civilian of 0"."""
    found = TOLL.fullmatch(words)
    if not found:
        raise ValueError(f"no toll: {words!r}")
    low, open_end, high, outcome, who, whole = found.groups()
    most = int(high) if high else None if open_end else int(low)
    part = int(whole) if whole else None
    return Casualties(
        Span(0, len(words), words), Outcome(outcome), Who(who), int(low), most, part_of=part
    )


def failures(cases: Iterable[Case], vocabulary: Vocabulary) -> dict[str, list[str]]:
    """What is wrong with each case, by name; all cases are named."""
    return {case.name: wrong(case, vocabulary) for case in cases}
