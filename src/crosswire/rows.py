"""What the store's read views yield: records joined for people, exports, the report and the web.

A row holds whole records and no meaning of its own. Every view yields its rows in one fixed order,
whatever order the documents arrived in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from crosswire.records import (
    Anchor,
    Article,
    Capture,
    Claim,
    Document,
    EventType,
    Grade,
    Incident,
    Judgement,
    Resolution,
    Responsibility,
    Run,
    SpeakerKind,
    Status,
    Story,
)

Item = TypeVar("Item")


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
class BondRow:
    """Two claims of one incident in different texts, and why they are one.

    ``grounds`` are the words for what speaks for it, ``against`` for what does not, the weightiest
    first.
    """

    first: ClaimRow
    second: ClaimRow
    grounds: tuple[str, ...]
    against: tuple[str, ...]


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
class ExampleRow:
    """An article that a person reviewed, to learn from: what it tells, and what it does not.

    ``claims`` are all that it makes, as they read now; ``rejected`` those that a person rejected,
    as they were coded. ``reviewed`` are the claims that a person accepted, edited or made.
    """

    article: Article
    claims: tuple[ClaimRow, ...]
    rejected: tuple[Claim, ...]
    reviewed: frozenset[str]


@dataclass(frozen=True, slots=True)
class RegistryRow:
    """A published incident id: its anchors, the claims that it named last, and what became of it.

    ``redirect_to`` is the id it was merged into; ``withdrawn`` says that no claim tells of it now.
    """

    id: str
    anchors: tuple[Anchor, ...]
    redirect_to: str | None = None
    withdrawn: bool = False
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastIncident:
    """An incident as it read until something changed it, without the ids of its ``claims`` claims.

    ``until`` is when a run or a decision put another in its place, or withdrew it.
    """

    incident: Incident
    claims: int
    until: datetime


# --- the workbench ---------------------------------------------------------------------------
class Review(StrEnum):
    """What people have done with an incident.

    ``rejected``: with every claim of it; such an incident is shown only when asked for.
    ``edited``: a claim of it was edited or made by a person, or joined or parted from another.
    ``accepted``: a person accepted a claim of it and changed none. Else ``proposed``.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class Order(StrEnum):
    """How incidents are listed; those without a known day, or number of killed, come last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    GRADE = "grade"
    CASUALTIES = "casualties"


class Need(StrEnum):
    """Why something needs a person, the most pressing first."""

    WAITING = "waiting"  # a judgement, or a person's claim, that could not attach again
    CASUALTIES = "casualties"  # many killed
    CONTESTED = "contested"  # the grade is contested
    RIVAL = "rival"  # origins count the killed or injured differently
    NEAR = "near"  # another incident of the same type, place and days stands apart
    COPIES = "copies"  # many articles, one origin
    UNSURE = "unsure"  # the coder was not sure of a claim


@dataclass(frozen=True, slots=True)
class Search:
    """Which incidents a page shows; a field that is None, empty or 0 lets every incident pass.

    ``since`` and ``until`` are days, both included: an incident passes whose period touches them,
    and one with no known day does not. ``country`` is ISO 3166-1 alpha-2. ``actor`` is an actor's
    id, or words of a party's name; ``outlet`` the whole name of an outlet or words of it; ``place``
    words of the place's name: these three need every word, in any order, the last one as the
    beginning of a word, without regard to case and accents. ``text`` does so over titles, quotes,
    parties, places and outlets together. ``min_origins`` counts origins that the vocabulary knows,
    as the exports do. ``min_killed`` is of the best number. ``bbox`` is west, south, east, north in
    degrees; west above east goes over the antimeridian. Rejected incidents pass only where
    ``review`` is ``rejected``.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    admin1: str | None = None
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    grades: tuple[Grade, ...] = ()
    responsibility: Responsibility | None = None
    actor: str = ""
    outlet: str = ""
    place: str = ""
    min_origins: int = 0
    min_killed: int = 0
    review: Review | None = None
    text: str = ""
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """An incident as a list shows it. ``side_a`` and ``side_b`` are names parted by ``; ``.

    ``place`` is empty where none is known. The ranges are those of the exports, over all classes of
    people; None where no claim gives a number. ``origins`` are the known ones, as in the exports.
    """

    id: str
    type: EventType
    status: Status
    grade: Grade
    responsibility: Responsibility
    place: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    where_prec: int | None
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    displaced_low: int | None
    displaced_best: int | None
    displaced_high: int | None
    captured_low: int | None
    captured_best: int | None
    captured_high: int | None
    side_a: str
    side_b: str
    origins: int
    articles: int
    claims: int
    review: Review
    reason: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some rows of a list. ``after`` and ``before`` are cursors for the pages on both sides.

    Both are given to the same argument ``after`` of the view that made them, are safe in a URL, and
    None where the list ends. They hold on to the order, and not to a number of rows: what is added
    or removed meanwhile neither repeats a row nor leaves one out.
    """

    rows: tuple[Item, ...]
    after: str | None = None
    before: str | None = None


Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many incidents pass a search, and how many would with another value of one field.

    ``types``, ``statuses``, ``grades``, ``countries`` and ``reviews`` are each counted with every
    other filter applied, the most first; values without an incident are left out. Rejected ones
    count nowhere but in ``reviews``, unless the search asks for them. ``undated`` have no known day
    and pass every filter but the period; ``unplaced`` have no coordinates and pass every filter but
    the box.
    """

    total: int
    types: Counts
    statuses: Counts
    grades: Counts
    countries: Counts
    reviews: Counts
    undated: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Day:
    """How many incidents of a grade began on a day."""

    day: date
    grade: Grade
    incidents: int


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article of an active run as a list shows it."""

    id: str
    document_id: str
    source_id: str
    title: str
    outlet: str | None
    url: str | None
    language: str
    published_at: date | None
    stories: int
    claims: int
    incidents: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with all that is read beside it.

    ``document`` is without its content, see ``document_content``. ``claims`` stand in the text's
    order, persons' among them; ``rejected`` are the claims that a person rejected, as they were
    coded. ``judgements`` are those that hold on to any of these. ``active`` is False where a newer
    cleaner has read the document again since: the claims are then the newer article's, which is
    ``current``.
    """

    article: Article
    document: Document
    captures: tuple[Capture, ...]
    claims: tuple[ClaimRow, ...]
    rejected: tuple[Claim, ...]
    stories: tuple[StoryRow, ...]
    judgements: tuple[JudgementRow, ...]
    active: bool = True
    current: str | None = None


@dataclass(frozen=True, slots=True)
class QueueItem:
    """What needs a person, and why: ``reasons`` are sentences, that of ``need`` first.

    ``id`` is the incident's, or that of the judgement or the person's claim that waits; the other
    two are None. ``other`` is the incident that stands near, where ``need`` is ``near``.
    """

    id: str
    need: Need
    reasons: tuple[str, ...]
    incident: IncidentCard | None = None
    judgement: Judgement | None = None
    claim: Claim | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class OutletCard:
    """An outlet as its articles show it.

    ``reprints`` are its articles that share a text which another outlet or an agency had first,
    ``copied`` from whom; ``credited`` the agencies that its articles name as their origin;
    ``first`` how many of its articles others copied. The most come first.
    """

    name: str
    articles: int
    claims: int
    originals: int
    reprints: int
    first: int
    copied: Counts
    credited: Counts


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """Who says so: an actor of the roster by its id, else a voice by its words as written.

    ``kind`` is how most of its claims tell it, ``outlets`` who carries it, the most first.
    """

    name: str
    actor_id: str | None
    kind: SpeakerKind
    claims: int
    articles: int
    incidents: int
    outlets: Counts


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that this data holds, for type-ahead; ``id`` is an actor's or a gazetteer's."""

    name: str
    id: str | None
    incidents: int


@dataclass(frozen=True, slots=True)
class RunCard:
    """What a run coded: its documents, and those whose active coding is still its own.

    ``articles`` are what it found in them, ``claims`` what it made of these.
    """

    run: Run
    documents: int
    active: int
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many documents were first seen on a day."""

    day: date
    documents: int
