"""A search as conditions on the cards of incidents, each under the name of what it filters by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    TextualSelect,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
    true,
)

from crosswire.rows import Review, Search
from crosswire.store.folding import fold
from crosswire.store.list_rows import ACTOR, GRADES, OUTLET, PLACE, to_day
from crosswire.store.schema_lists import FULL_TEXT, NO_DAY, cards, incident_names, names

Conditions = dict[str, ColumnElement[bool]]
Keys = Select[Any] | TextualSelect
SHORT = 2  # letters of a word that is no beginning of another
PERIOD, BOX, REVIEW = "period", "box", "review"
# What facets count other values of; a search's own values of these are left to the counting.
FACETS = ("types", "statuses", "grades", "country", REVIEW)


def conditions(search: Search, dialect: str) -> Conditions:
    """What a card has to fulfil; ``dialect`` is the database's name, for the full text is its own.

    The review state is always among it: rejected incidents pass only where they are asked for.
    """
    columns = cards.c
    type = func.coalesce(columns.type, "")  # else SQLite takes the index for it, and sorts
    found: dict[str, ColumnElement[bool] | None] = {
        PERIOD: _period(search),
        BOX: _box(search),
        "types": type.in_(search.types) if search.types else None,
        "statuses": columns.status.in_(search.statuses) if search.statuses else None,
        "grades": columns.rank.in_(ranks) if (ranks := grade_ranks(search)) else None,
        "country": columns.country == search.country.upper() if search.country else None,
        "admin1": columns.admin1 == search.admin1 if search.admin1 else None,
        "responsibility": columns.responsibility == search.responsibility
        if search.responsibility
        else None,
        "origins": columns.origins >= search.min_origins if search.min_origins > 0 else None,
        "killed": columns.killed_best >= search.min_killed if search.min_killed > 0 else None,
        REVIEW: columns.review == search.review
        if search.review
        else columns.review != Review.REJECTED.value,
        ACTOR: _among(_named(ACTOR, search.actor)),
        OUTLET: _among(_named(OUTLET, search.outlet)),
        PLACE: _among(_named(PLACE, search.place)),
        "text": _among(_full_text(search.text, dialect)),
    }
    return {name: condition for name, condition in found.items() if condition is not None}


def grade_ranks(search: Search) -> list[int]:
    """The ranks of the grades that a search asks for."""
    return [GRADES.index(grade) for grade in search.grades]


def without(found: Conditions, *left_out: str) -> ColumnElement[bool]:
    """All of the conditions together but these."""
    return and_(true(), *(each for name, each in found.items() if name not in left_out))


def named(kind: str, given: str) -> ColumnElement[bool]:
    """Which names are meant: that of this id or spelled just so, else those that have the words."""
    columns = names.c
    exact = and_(columns.kind == kind, or_(columns.reference == given, columns.name == given))
    there = select(1).where(exact).correlate(None).exists()
    return or_(exact, and_(columns.kind == kind, ~there, has_words(columns.folded, given)))


def has_words(folded: Any, given: str) -> ColumnElement[bool]:
    """Whether a folded name has every word, the last one as the beginning of one."""
    *whole, last = fold(given) or ("",)
    parts = [folded.contains(f" {word} ") for word in whole]
    return and_(*parts, folded.contains(f" {last}"))


def _named(kind: str, given: str) -> Keys | None:
    if not given.strip():
        return None
    meant = select(names.c.key).where(named(kind, given.strip()))
    return select(incident_names.c.incident_key).where(incident_names.c.name_key.in_(meant))


def _among(keys: Keys | None) -> ColumnElement[bool] | None:
    """Whether a card is among these; the sum keeps SQLite to its walk through an index.

    For each of many keys it would fetch the row otherwise, which takes longer than to pass over
    the others.
    """
    return None if keys is None else (cards.c.key + 0).in_(keys)


def _period(search: Search) -> ColumnElement[bool] | None:
    parts = []
    if search.since:
        parts.append(cards.c.day_end >= to_day(search.since))
    if search.until:
        parts += [cards.c.day <= to_day(search.until), cards.c.day != NO_DAY]
    return and_(*parts) if parts else None


def _box(search: Search) -> ColumnElement[bool] | None:
    if search.bbox is None:
        return None
    west, south, east, north = search.bbox
    high = cards.c.latitude.between(south, north)
    if west <= east:
        return and_(high, cards.c.longitude.between(west, east))
    return and_(high, or_(cards.c.longitude >= west, cards.c.longitude <= east))


def _full_text(given: str, dialect: str) -> Keys | None:
    """Texts that have every word, the last one as a beginning; one of two letters is a whole word.

    Half of all texts have a word that begins with "ba" or "un"; who types "UN" means the word.
    """
    wanted = list(dict.fromkeys(fold(given)))
    if not wanted:
        return None
    *whole, last = wanted
    begins = len(last) > SHORT
    if dialect == "sqlite":
        asked = " AND ".join([*(f'"{word}"' for word in whole), f'"{last}"{"*" * begins}'])
        found = text(f"SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH :asked")  # noqa: S608
    else:
        asked = " & ".join([*(f"'{word}'" for word in whole), f"'{last}'{':*' * begins}"])
        found = text(f"SELECT key FROM texts WHERE {FULL_TEXT} @@ CAST(:asked AS tsquery)")  # noqa: S608
    return found.bindparams(bindparam("asked", asked)).columns(cards.c.key)
