"""The tables: scalars that are asked for as columns, and the whole record as JSON beside them.

Stored, append-only: documents, captures, articles, claims, runs, codings, coding_claims,
judgements, dropped, the registry of published incident ids, and what stood under them before.
Derived, replaced by every rebuild: stories, story_passages, incidents, resolutions,
resolved_places, attachments, control, story_index, and the lists of ``schema_lists.py``.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
)

# Sorted by code point in both databases, so that every view has the same order in both.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData()


def _words(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, WORDS, nullable=null)


def _key(name: str, target: str | None = None) -> Column[str]:
    return Column(name, WORDS, *([ForeignKey(target)] if target else []), primary_key=True)


def _link(name: str, target: str, *, null: bool = False) -> Column[str]:
    return Column(name, WORDS, ForeignKey(target), nullable=null, index=True)


# --- stored ----------------------------------------------------------------------------------
documents = Table(
    "documents",
    metadata,
    _key("id"),
    _words("source_id"),
    _words("url", null=True),
    _words("outlet", null=True),
    _words("media_type"),
    Column("published", Date),
    Column("content", LargeBinary, nullable=False),
    _words("record"),  # all but the content
)

captures = Table(
    "captures",
    metadata,
    _key("id"),
    _link("document_id", "documents.id"),
    _words("fetched_at"),
    _words("source"),
    _words("record"),
)
Index("captures_by_time", captures.c.fetched_at, captures.c.document_id)

articles = Table(
    "articles",
    metadata,
    _key("id"),
    _link("document_id", "documents.id"),
    _words("source_id"),
    _words("outlet", null=True),
    _words("url", null=True),
    _words("title"),
    _words("language"),
    Column("published", Date),
    Column("anchor", Date),
    _words("cleaner"),
    _words("record"),
)

claims = Table(
    "claims",
    metadata,
    _key("id"),
    _link("article_id", "articles.id"),
    _words("type"),
    _words("status"),
    _words("extractor"),
    _words("record"),
)

PERSON = "person:"


def by_person() -> ColumnElement[bool]:
    """Whether a claim is a person's, as a range that the index of such claims answers."""
    return and_(claims.c.extractor >= PERSON, claims.c.extractor < "person;")


Index("persons_claims", claims.c.id, sqlite_where=by_person(), postgresql_where=by_person())

runs = Table(
    "runs",
    metadata,
    _key("id"),
    _words("cleaner"),
    _words("extractor"),
    _words("vocabulary"),
    _words("gazetteer"),
    _words("record"),
)

codings = Table(
    "codings",
    metadata,
    _key("document_id", "documents.id"),
    _key("run_id", "runs.id"),
    _link("article_id", "articles.id", null=True),  # none: the run found no article in it
    Column("active", Boolean, nullable=False),
)
Index(
    "one_active_coding",
    codings.c.document_id,
    unique=True,
    sqlite_where=codings.c.active,
    postgresql_where=codings.c.active,
)

Index("codings_by_run", codings.c.run_id, codings.c.active, codings.c.article_id)

coding_claims = Table(
    "coding_claims",
    metadata,
    _key("document_id"),
    _key("run_id"),
    _key("claim_id", "claims.id"),
    ForeignKeyConstraint(
        ["document_id", "run_id"], ["codings.document_id", "codings.run_id"], name="of_coding"
    ),
)

judgements = Table(
    "judgements",
    metadata,
    _key("id"),
    _words("verdict"),
    _words("by"),
    _words("at"),
    _words("retracted_at", null=True),
    _words("record"),
)

dropped = Table(
    "dropped",
    metadata,
    _key("id"),  # the hash of what was refused, where and why: the same refusal is one row
    _words("record_id"),
    _words("room"),
    _words("reason"),
    _words("record"),
)

registry = Table(
    "registry",
    metadata,
    _key("id"),
    _words("redirect_to", null=True),
    Column("withdrawn", Boolean, nullable=False),
    _words("record"),
)

# What stood under a published id before something changed it; see ``past.py``.
past_incidents = Table(
    "past_incidents",
    metadata,
    Column("key", Integer, primary_key=True),  # in the order of time
    _words("incident_id"),
    _words("record"),
)
Index("past_by_incident", past_incidents.c.incident_id, past_incidents.c.key)

meta = Table("meta", metadata, _key("key"), _words("value"))

# --- derived ---------------------------------------------------------------------------------
stories = Table(
    "stories",
    metadata,
    _key("id"),
    _link("origin_article", "articles.id", null=True),
    _words("origin_agency", null=True),
    _words("record"),
)

story_passages = Table(
    "story_passages",
    metadata,
    _key("story_id", "stories.id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _link("article_id", "articles.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    _key("id"),
    _words("type"),
    _words("status"),
    _words("grade"),
    _words("responsibility"),
    _words("country", null=True),
    _words("admin1", null=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("where_prec", Integer),
    Column("date_start", Date, index=True),
    Column("date_end", Date),
    Column("date_prec", Integer),
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    _words("reason"),
    _words("record"),
)

resolutions = Table(
    "resolutions",
    metadata,
    _key("claim_id", "claims.id"),
    _link("article_id", "articles.id"),
    Column("position", Integer, nullable=False),  # the claim's place in its article, from 0
    _link("story_id", "stories.id", null=True),
    _link("incident_id", "incidents.id", null=True),
    _words("type"),
    _words("status"),
    Column("date_start", Date),
    Column("date_end", Date),
    _words("claim"),  # as it reads with persons' edits; the machine's version stands in claims
    _words("record"),
)

resolved_places = Table(
    "resolved_places",
    metadata,
    _key("claim_id", "resolutions.claim_id"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _words("name"),
    _words("gazetteer_id", null=True),
    _words("country", null=True),
    _words("admin1", null=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("where_prec", Integer, nullable=False),
    Column("day", Integer),  # the ordinal of the claim's first day, else of its article's day
)
Index(
    "places_by_unit",
    resolved_places.c.admin1,
    resolved_places.c.day,
    resolved_places.c.country,
    resolved_places.c.claim_id,
)

attachments = Table(
    "attachments",
    metadata,
    _key("judgement_id", "judgements.id"),
    Column("claim_id", WORDS, ForeignKey("claims.id"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),  # of its anchor: a link's first claim stays
)

control = Table(
    "control",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    _words("place"),
    _words("gazetteer_id", null=True),
    _words("country", null=True),
    Column("since", Date, nullable=False),
    _words("state"),
    _words("holder", null=True),
    Column("latitude", Float),
    Column("longitude", Float),
    _words("record"),
)

# What the stories were found by: arrays in pieces, each with the kind of its rows.
story_index = Table(
    "story_index",
    metadata,
    _key("name"),
    Column("part", Integer, primary_key=True, autoincrement=False),
    _words("kind"),
    Column("data", LargeBinary, nullable=False),
)

# Children first, as a delete needs them; the other way round is the order to fill them.
DERIVED = (
    control,
    attachments,
    resolved_places,
    resolutions,
    incidents,
    story_passages,
    stories,
)
