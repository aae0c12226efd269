"""What people have done with an incident, and why it may need one of them next.

Pure functions of an incident with its claims; the store keeps what they say beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from crosswire.reckoning import count_origins, people
from crosswire.records import Disagreement, EventType, Grade, Outcome, Verdict
from crosswire.rows import IncidentRow, Need, Review

PERSON = "person:"
CHANGES = frozenset({Verdict.EDIT, Verdict.SAME, Verdict.NOT_SAME})
MANY_KILLED = 10  # of the demo's incidents one in ten, and those that a report leads with
MANY_ARTICLES = 4  # that one origin stands behind: copies, or an origin that was overlooked
UNSURE = 0.4  # the confidence of the surest claim: of the demo's incidents below it one in five
COUNTED = "casualties: "


@dataclass(frozen=True, slots=True)
class Question:
    """Why an incident needs a person: a sentence, and how pressing it is among those of its need.

    ``weight`` is what the need is about: people killed, rival numbers, articles, or how unsure the
    coder was in hundredths.
    """

    need: Need
    weight: int
    reason: str


WAITING_JUDGEMENT = Question(
    Need.WAITING, 2, "It fits none of the claims as they are now: give it anew, or take it back."
)
WAITING_CLAIM = Question(
    Need.WAITING, 1, "The words that it was made on stand in no article now: make it anew."
)


def near(type: EventType, place: str, day: date, *, same_day: bool) -> Question:
    """Why an incident needs a person that another one like it stands beside."""
    what, when = type.replace("_", " "), "the same day" if same_day else "the day before"
    reason = f"Another {what} at {place}, on {day.day} {day:%B %Y} ({when}), stands apart."
    return Question(Need.NEAR, 2 if same_day else 1, reason)


def review_of(row: IncidentRow, verdicts: Collection[Verdict]) -> Review:
    """What people did with an incident that stands; ``verdicts`` are not retracted."""
    made = any(claim.claim.extractor.startswith(PERSON) for claim in row.claims)
    if made or CHANGES & set(verdicts):
        return Review.EDITED
    return Review.ACCEPTED if Verdict.ACCEPT in verdicts else Review.PROPOSED


def questions(row: IncidentRow) -> list[Question]:
    """Why an incident that nobody reviewed needs a person, by its own claims."""
    return [*_killed(row), *_contested(row), *_rival(row), *_copies(row), *_unsure(row)]


def _killed(row: IncidentRow) -> Iterator[Question]:
    killed = people(row, Outcome.KILLED)
    if killed.best is not None and killed.best >= MANY_KILLED:
        ends = sorted({end for end in (killed.low, killed.best, killed.high) if end is not None})
        told = " to ".join(f"{end:,}" for end in dict.fromkeys((ends[0], ends[-1])))
        reason = f"{told} people are said to have been killed."
        yield Question(Need.CASUALTIES, killed.best, reason)


def _contested(row: IncidentRow) -> Iterator[Question]:
    if row.incident.grade is Grade.CONTESTED:
        reason = "One origin denies it, or tells a version that excludes it."
        yield Question(Need.CONTESTED, row.incident.articles, reason)


def _rival(row: IncidentRow) -> Iterator[Question]:
    counted = [each for each in row.incident.disagreements if each.field.startswith(COUNTED)]
    if counted:
        told = "; ".join(_versions(each) for each in counted)
        reason = f"Origins count people differently: {told}."
        yield Question(Need.RIVAL, max(len(each.versions) for each in counted), reason)


def _versions(disagreement: Disagreement) -> str:
    *others, last = [version.value for version in disagreement.versions]
    return f"{', '.join(others)} or {last}"


def _copies(row: IncidentRow) -> Iterator[Question]:
    articles = row.incident.articles
    if articles >= MANY_ARTICLES and count_origins(row.incident) <= 1:
        reason = f"{articles} articles tell of it, and one origin stands behind all of them."
        yield Question(Need.COPIES, articles, reason)


def _unsure(row: IncidentRow) -> Iterator[Question]:
    surest = max((claim.claim.confidence for claim in row.claims), default=1.0)
    if surest < UNSURE:
        share = int(surest * 100)
        reason = f"The coder gives its surest claim no more than {share} in 100."
        yield Question(Need.UNSURE, 100 - share, reason)
