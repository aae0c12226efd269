"""What the store's read views yield: records joined for people, exports, the report and the web.

A row holds whole records and no meaning of its own. Every view yields its rows in one fixed order,
whatever order the documents arrived in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crosswire.records import (
    Anchor,
    Article,
    Claim,
    EventType,
    Grade,
    Incident,
    Judgement,
    Resolution,
    Status,
    Story,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows a view yields; a field that is None lets every row pass.

    ``since`` and ``until`` are days, both included: an event passes whose period touches them, and
    one with no known day does not. ``country`` is ISO 3166-1 alpha-2, of the incident's place (a
    claim passes on any of its places). ``min_grade`` lets that grade and the better ones pass, in
    the order of ``Grade``; a claim has the grade of its incident.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    type: EventType | None = None
    min_grade: Grade | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of an active run, persons' edits applied, with all that it is read beside.

    ``article`` has the outlet, the ``source_id`` and ``published_at``. ``story_id`` is the story of
    the passage that holds the claim's quote; ``incident_id`` the incident it was linked to.
    """

    claim: Claim
    resolution: Resolution
    article: Article
    story_id: str | None = None
    incident_id: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident under its published id, and its claims in the order of ``claim_ids``."""

    incident: Incident
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story, and the articles of its passages in the order of ``passages``, each once."""

    story: Story
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of an active run, the stories that it shares in, and how many claims it makes."""

    article: Article
    story_ids: tuple[str, ...] = ()
    claims: int = 0


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A judgement, and the claims it holds on to now; none: it waits in the review queue.

    A claim that a person rejected is listed here still, though no other view yields it.
    """

    judgement: Judgement
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegistryRow:
    """A published incident id: its anchors at first publication, and what became of it.

    ``redirect_to`` is the id it was merged into; ``withdrawn`` says that no claim tells of it now.
    """

    id: str
    anchors: tuple[Anchor, ...]
    redirect_to: str | None = None
    withdrawn: bool = False
