"""The tables of the workbench's lists: derived, narrow, and indexed by what the pages ask for.

``cards`` has a row for each incident, rejected ones too, under a number that the other lists refer
to. Numbers are given anew by every rebuild, and nobody outside of the store sees them. Days are
``date.toordinal()``, 0 where none is known, so that they are compared, sorted and sent as they are.
Two indexes hold every column that a search filters by: a count over all incidents, or a walk
through them in the order of days, reads one of them from end to end and no row of the table.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table

from crosswire.store.schema import WORDS, metadata

NO_DAY = 0
FULL_TEXT = "texts_found"  # SQLite's FTS5 table over texts; in PostgreSQL a column of texts
FULL_TEXT_INDEX = "texts_found_words"  # PostgreSQL's own


def _words(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, WORDS, nullable=null)


def _key(name: str) -> Column[str]:
    return Column(name, WORDS, primary_key=True)


def _number(name: str = "key", target: str | None = None) -> Column[int]:
    keys = [ForeignKey(target)] if target else []
    return Column(name, Integer, *keys, primary_key=True, autoincrement=False)


def _count(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


# --- incidents -------------------------------------------------------------------------------
cards = Table(
    "cards",
    metadata,
    _number(),
    _words("id"),
    _words("type"),
    _words("status"),
    _count("rank"),  # of the grade: 0 for weak, and the more the better
    _words("responsibility"),
    _words("review"),
    _words("place"),
    _words("place_id", null=True),
    _words("country", null=True),
    _words("admin1", null=True),
    Column("latitude", Float),
    Column("longitude", Float),
    _count("where_prec", null=True),
    _count("day"),
    _count("day_end"),
    _count("date_prec", null=True),
    _count("killed_low", null=True),
    _count("killed_best", null=True),
    _count("killed_high", null=True),
    _count("injured_low", null=True),
    _count("injured_best", null=True),
    _count("injured_high", null=True),
    _count("displaced_low", null=True),
    _count("displaced_best", null=True),
    _count("displaced_high", null=True),
    _count("captured_low", null=True),
    _count("captured_best", null=True),
    _count("captured_high", null=True),
    _words("side_a"),
    _words("side_b"),
    _count("origins"),
    _count("articles"),
    _count("claims"),
    _words("reason"),
)
_FACETS = (cards.c.type, cards.c.status, cards.c.rank, cards.c.country, cards.c.review)
_FILTERED = (
    cards.c.day_end,
    cards.c.admin1,
    cards.c.responsibility,
    cards.c.longitude,
    cards.c.latitude,
    cards.c.origins,
    cards.c.killed_best,
)
Index("cards_by_id", cards.c.id, unique=True)
Index("cards_by_facets", *_FACETS, cards.c.day, *_FILTERED)
_REST = (cards.c.type, cards.c.status, cards.c.country, cards.c.review)
Index("cards_by_day", cards.c.day, cards.c.rank, cards.c.id, *_REST, *_FILTERED)
Index("cards_by_place", cards.c.place_id, cards.c.type, cards.c.day)

rejected = Table(  # incidents that a person rejected with all their claims, whole
    "rejected",
    metadata,
    _key("id"),
    _words("record"),
)

names = Table(  # of parties, outlets and places: each name once, however many incidents have it
    "names",
    metadata,
    _number(),
    _words("kind"),
    _words("reference"),  # an actor's or a gazetteer's id, empty where none is known
    _words("folded"),
    _words("name"),
    _count("incidents"),
)
Index("names_by_words", names.c.kind, names.c.folded, names.c.reference, unique=True)

incident_names = Table(
    "incident_names",
    metadata,
    _number("name_key", "names.key"),
    _number("incident_key", "cards.key"),
    sqlite_with_rowid=False,
)
Index("names_by_incident", incident_names.c.incident_key)

texts = Table(  # the folded words of an incident, each once
    "texts", metadata, _number("key", "cards.key"), _words("words")
)

queue = Table(  # what needs a person: an incident, a judgement or a person's claim, and why
    "queue",
    metadata,
    _key("id"),
    _key("need"),
    _count("pressing"),  # of the need: the higher the sooner
    _count("weight"),
    Column("first", Boolean, nullable=False),  # whether it is the most pressing need of this id
    _words("reason"),
    _words("other", null=True),
)
Index("queue_by_need", queue.c.need, queue.c.weight, queue.c.id)
Index("queue_by_first", queue.c.first, queue.c.pressing, queue.c.weight, queue.c.id)
Index("queue_by_other", queue.c.other)

# --- articles --------------------------------------------------------------------------------
listed_articles = Table(  # the articles of active runs
    "listed_articles",
    metadata,
    _number(),
    _words("id"),
    _count("day"),  # published
    _words("outlet", null=True),
    _count("stories"),
    _count("claims"),
    _count("incidents"),
)
Index("articles_by_id", listed_articles.c.id, unique=True)
Index("articles_by_day", listed_articles.c.day, listed_articles.c.id, listed_articles.c.outlet)
Index("articles_by_outlet", listed_articles.c.outlet, listed_articles.c.day, listed_articles.c.id)

tellings = Table(  # which article tells of which incident
    "tellings",
    metadata,
    _number("incident_key", "cards.key"),
    _number("article_key", "listed_articles.key"),
    sqlite_with_rowid=False,
)
Index("tellings_by_article", tellings.c.article_key)

# --- sources ---------------------------------------------------------------------------------
outlets = Table("outlets", metadata, _key("name"), _count("articles"), _words("record"))
Index("outlets_by_articles", outlets.c.articles, outlets.c.name)

speakers = Table(
    "speakers",
    metadata,
    _key("id"),  # an actor's id, else the folded words
    _count("claims"),
    _words("record"),
)
Index("speakers_by_claims", speakers.c.claims, speakers.c.id)

run_totals = Table(  # how many claims each run made: a million of them take too long to count
    "run_totals", metadata, _key("run_id"), _count("claims")
)

# Children first, as a delete needs them; the other way round is the order to fill them.
LISTS = (
    tellings,
    listed_articles,
    queue,
    texts,
    incident_names,
    names,
    rejected,
    cards,
    outlets,
    speakers,
    run_totals,
)
