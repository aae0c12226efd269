"""Every noun of Crosswire: what is stored, what is derived, and the values inside them.

All records are frozen. Ids are content hashes, so that the same input gives the same ids in any
order and a second run changes nothing. Offsets are code points into ``Article.text``; for every
span ``article.text[span.start:span.end] == span.quote``.

Stored, append-only: Document, Capture, Article, Claim, Run, Judgement.
Derived, rebuilt at any time: Resolution, Story, Incident, ControlState.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


# --- code lists ------------------------------------------------------------------------------
class EventType(StrEnum):
    """The codebook's closed list of event types; codes of other schemes are rows in ``vocab/``."""

    ARMED_CLASH = "armed_clash"
    TERRITORY_GAINED = "territory_gained"
    TERRITORY_TRANSFER = "territory_transfer"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    SUICIDE_BOMBING = "suicide_bombing"
    CHEMICAL_ATTACK = "chemical_attack"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence"
    PROTEST = "protest"
    RIOT = "riot"
    AGREEMENT = "agreement"
    ARREST = "arrest"
    GROUP_CHANGE = "group_change"
    WEAPONS_DISRUPTED = "weapons_disrupted"
    BASE_ESTABLISHED = "base_established"
    DESTRUCTION = "destruction"
    FORCE_MOVEMENT = "force_movement"
    DISPLACEMENT = "displacement"
    SIEGE = "siege"
    AID = "aid"
    TALKS = "talks"
    CASUALTIES_REPORT = "casualties_report"
    OTHER = "other"


class Status(StrEnum):
    """Whether the event is told as done, under way, to come, possible, or denied."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Outcome(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    MISSING = "missing"


class Who(StrEnum):
    """The class of the people counted, as the speaker tells it."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a party is to a claim."""

    SIDE_A = "side_a"
    SIDE_B = "side_b"
    SPEAKER = "speaker"


class SpeakerKind(StrEnum):
    """What sort of voice a speaker is; ``anonymous`` voices never add an origin."""

    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    MONITOR = "monitor"
    RESCUE = "rescue"
    INTERNATIONAL = "international"
    MEDIA = "media"
    PERSON = "person"
    ANONYMOUS = "anonymous"
    OTHER = "other"


class Grade(StrEnum):
    """How well it is supported that the incident happened, best first."""

    ESTABLISHED = "established"
    CONTESTED = "contested"
    FAIR = "fair"
    WEAK = "weak"


class Responsibility(StrEnum):
    """Who is held to have done it."""

    ACCEPTED = "accepted"
    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class MaskKind(StrEnum):
    """Why a passage is not news."""

    NAVIGATION = "navigation"
    SHARE = "share"
    COPYRIGHT = "copyright"
    DISCLAIMER = "disclaimer"
    TAGS = "tags"
    APPEAL = "appeal"
    READ_MORE = "read_more"
    CREDIT = "credit"


class Verdict(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    SAME = "same"
    NOT_SAME = "not_same"
    NOTE = "note"


class Control(StrEnum):
    """Who is said to hold a place; ``claimed`` is by one partisan origin alone."""

    HELD = "held"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


# --- values ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of ``Article.text``: code points ``start`` to ``end``, and its words."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Mask:
    """A passage that is not news; extractors and shingles skip it."""

    span: Span
    kind: MaskKind


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when the article says that it was filed: "BEIRUT, Aug 23 (Reuters) -"."""

    span: Span
    place: str | None = None
    agency: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """An agency that the article names as the origin of its text, in its words."""

    span: Span
    agency: str


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym and what it was resolved to.

    ``where_prec`` follows UCDP GED: 1 exact place, 2 near it, 3 second-order unit, 4 first-order
    unit, 5 line, area or water, 6 country, 7 international. Coordinates are WGS 84 degrees and
    None where the place is not located. ``reason`` says in words why this place was chosen.
    ``extent`` is the rough line or area that the text means where a point would mislead, as
    (longitude, latitude) points; an area's last point is its first. ``disputed`` names the disputed
    area that the place lies in.
    """

    name: str
    words: Span
    gazetteer_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    where_prec: int = 7
    kind: str = ""
    reason: str = ""
    extent: tuple[tuple[float, float], ...] = ()
    disputed: str = ""

    @property
    def rank(self) -> int:
        """``where_prec``, but a way between two towns stands before the province it crosses."""
        return 3 if self.where_prec == 5 and len(self.extent) == 2 else self.where_prec


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a role; ``actor_id`` is None where the roster does not know it."""

    role: Role
    name: str
    words: Span
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day or the period (both ends included) of an event.

    ``date_prec`` follows UCDP GED: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more.
    """

    start: date
    end: date
    date_prec: int
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Casualties:
    """One number of people in a claim; bounds are inclusive, None where the text gives none.

    ``part_of`` is the position, in the same claim's casualties, of the number that includes this
    one ("19, including six children"). ``side`` says whose people they are, where the text does.
    """

    words: Span
    outcome: Outcome
    who: Who
    low: int | None = None
    high: int | None = None
    side: Role | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who the article credits with a claim; ``via`` is the outlet or agency it was told through."""

    words: Span
    kind: SpeakerKind = SpeakerKind.OTHER
    via: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A document's own words and metadata as its format gives them, before any cleaning."""

    title: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published_at: date | None = None
    byline: str | None = None


# --- stored ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Document:
    """What arrived: the bytes, and what was known beside them.

    ``source_id`` is the record's own id, else the file's stem. ``published_at`` comes from a
    sidecar file alone; what the bytes themselves say is read out of them by ``readers.parse``.
    """

    id: str
    source_id: str
    url: str | None
    outlet: str | None
    media_type: str
    content: bytes
    published_at: date | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """When and where from a document was seen; the same bytes may be seen many times."""

    document_id: str
    fetched_at: datetime
    source: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A document's text: title, blank line, body; everything, nothing cut.

    ``anchor_date`` is the day that relative dates count from: the printed date where there is one,
    else ``published_at``; ``date_gap`` says that the two lie more than seven days apart.
    """

    id: str
    document_id: str
    source_id: str
    title: str
    text: str
    outlet: str | None = None
    url: str | None = None
    masks: tuple[Mask, ...] = ()
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    language: str = "en"
    published_at: date | None = None
    anchor_date: date | None = None
    date_gap: bool = False
    cleaner: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One event, told by one speaker, in one article.

    Words, spans and normalised numbers only: no gazetteer id and no actor id, so that a new
    gazetteer or roster changes no claim. ``same_as`` is the id of the article's first claim on the
    same event. ``extractor`` is a coder's name and version, or ``person:NAME``.
    """

    id: str
    article_id: str
    quote: Span
    trigger: Span
    type: EventType
    status: Status
    side_a: tuple[Span, ...] = ()
    side_b: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    date_words: Span | None = None
    casualties: tuple[Casualties, ...] = ()
    speaker: Speaker | None = None
    same_as: str | None = None
    confidence: float = 0.0
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The versions and content hashes of what coded a document."""

    id: str
    cleaner: str
    extractor: str
    vocabulary: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judgement holds on: it attaches to any later claim that overlaps it."""

    document_id: str
    quote: Span
    trigger: Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, on what, and when; retracted, never deleted.

    ``given_on`` are the ids that the claims at the anchors had then: of several claims at the same
    words they tell which was meant.
    """

    id: str
    verdict: Verdict
    anchors: tuple[Anchor, ...]
    by: str
    at: datetime
    field: str | None = None
    value: str | None = None
    retracted_at: datetime | None = None
    given_on: tuple[str, ...] = ()
    retracted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """What a person set on a document that told it not: its ``published_at`` or its ``outlet``.

    The document stays as it arrived; whatever reads it afterwards reads it with this.
    """

    id: str
    document_id: str
    field: str
    value: str
    by: str
    at: datetime


# --- derived ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Resolution:
    """A claim's words resolved: places in the claim's order, parties, and the day or period."""

    claim_id: str
    places: tuple[Place, ...] = ()
    parties: tuple[Party, ...] = ()
    date: When | None = None


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of an article (code points) that belongs to a story."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What a copy changed against its story's first article: words dropped and words added."""

    article_id: str
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Copies of one text. Its origin is an article, or an agency by name that the data lacks.

    ``updates`` are later versions of the same live article, in order of time.
    """

    id: str
    passages: tuple[Passage, ...]
    origin_article: str | None = None
    origin_agency: str | None = None
    edits: tuple[Edit, ...] = ()
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toll:
    """The range of one casualty number over an incident's claims, each end with its claim."""

    outcome: Outcome
    who: Who
    low: int | None
    best: int | None
    high: int | None
    low_claim: str | None = None
    best_claim: str | None = None
    high_claim: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent root of reporting behind an incident.

    ``key`` is ``actor:ID``, ``agency:NAME``, ``story:ID``, ``owner:NAME`` or ``outlet:NAME``: the
    first that applied. ``side`` is the side it stands on, where the vocabulary documents one.
    ``known`` is False for outlets that the vocabulary does not know: they do not lift a grade.
    """

    key: str
    name: str
    claim_ids: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    side: str | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """One of the rival values of a field, and the claims that tell it."""

    value: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which an incident's claims differ."""

    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, according to all the claims that tell of it."""

    id: str
    claim_ids: tuple[str, ...]
    type: EventType
    status: Status
    side_a: tuple[Party, ...] = ()
    side_b: tuple[Party, ...] = ()
    place: Place | None = None
    date: When | None = None
    casualties: tuple[Toll, ...] = ()
    origins: tuple[Origin, ...] = ()
    articles: int = 0
    grade: Grade = Grade.WEAK
    responsibility: Responsibility = Responsibility.UNKNOWN
    reason: str = ""
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlState:
    """Who is said to hold a place from a day on, until the place's next state."""

    place: Place
    since: date
    state: Control
    holder: str | None
    holder_id: str | None
    incident_ids: tuple[str, ...]
    origins: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a room refused, why, and what to do about it."""

    record_id: str
    room: str
    reason: str
    hint: str = ""


# --- ids -------------------------------------------------------------------------------------
ID_LENGTH = 20  # hex digits, 80 bits: a chance of 1e-12 for one clash among a million records


def content_id(prefix: str, *parts: Any) -> str:
    """A record's id: ``prefix_`` and the hash of its parts (records, values, tuples of them)."""
    canonical = json.dumps(parts, default=_plain, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:ID_LENGTH]}"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return asdict(value)


def document_id(content: bytes, outlet: str | None, url: str | None, source_id: str) -> str:
    """The id of what arrived; the same bytes from another outlet are another document."""
    return content_id("doc", content, outlet, url, source_id)


def article_id(document: str, title: str, text: str, cleaner: str) -> str:
    """The id of a document's text as one version of the cleaner read it."""
    return content_id("art", document, title, text, cleaner)


def claim_id(claim: Claim) -> str:
    """The id of a claim: all that it says, who coded it, and not how sure the coder was."""
    values = (claim.article_id, claim.quote, claim.trigger, claim.type, claim.status)
    words = (claim.side_a, claim.side_b, claim.places, claim.date_words)
    rest = (claim.casualties, claim.speaker, claim.same_as, claim.extractor)
    return content_id("clm", values, words, rest)


def run_id(cleaner: str, extractor: str, vocabulary: str, gazetteer: str) -> str:
    """The id of a run: the same versions and hashes are the same run."""
    return content_id("run", cleaner, extractor, vocabulary, gazetteer)
