"""UCDP GED-like CSV: the columns and codes of the GED codebook over incidents with dead.

After the UCDP GED Codebook (version 23.1). Not UCDP data: ids of UCDP's own conflicts, dyads and
actors stay empty. What else differs is said in ``docs/exports.md``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from crosswire import reckoning
from crosswire.exports import csv
from crosswire.exports.acled import CIVILIAN, STATE_FORCES
from crosswire.exports.columns import Column, Kind
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.events import distinct, events
from crosswire.exports.geojson import incidents_only
from crosswire.exports.lookups import ActorFacts, Lookups, country
from crosswire.records import Article, EventType, Outcome, Party, Place
from crosswire.rows import IncidentRow

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
# Types whose target is people who do not fight, whatever words name them.
AGAINST_CIVILIANS = frozenset(
    {EventType.ATTACK_ON_CIVILIANS, EventType.ABDUCTION, EventType.SEXUAL_VIOLENCE}
)
STATE_KINDS = frozenset({"government", "military"})
CLEAR_PRECISION = 3  # date_prec: up to a week is still one event, more is an aggregate
GRID_DEGREES, GRID_COLUMNS = 0.5, 720  # PRIO-GRID cells, counted from 90 S 180 W, row by row


def with_dead(rows: Iterable[IncidentRow]) -> Iterator[IncidentRow]:
    """Events that took at least one life by their best number, as GED's definition asks."""
    return (row for row in events(rows) if reckoning.deaths(row).best >= 1)


def priogrid(latitude: float, longitude: float) -> int:
    """The id of the PRIO-GRID cell that holds a point."""
    row = math.floor((latitude + 90) / GRID_DEGREES)
    return row * GRID_COLUMNS + math.floor((longitude + 180) / GRID_DEGREES) + 1


def type_of_violence(row: IncidentRow, lookups: Lookups) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where a side is not known."""
    first, second = _lead(row.incident.side_a, lookups), _lead(row.incident.side_b, lookups)
    if row.incident.type in AGAINST_CIVILIANS or (second and second.inter == CIVILIAN):
        return ONE_SIDED
    if first is None or second is None:
        return None
    return STATE_BASED if _is_state(first) or _is_state(second) else NON_STATE


def sides(row: IncidentRow, lookups: Lookups) -> tuple[tuple[Party, ...], tuple[Party, ...], bool]:
    """GED's sides, and whether they are turned: in state-based conflict side a is a state."""
    side_a, side_b = row.incident.side_a, row.incident.side_b
    first, second = _lead(side_a, lookups), _lead(side_b, lookups)
    turned = (
        type_of_violence(row, lookups) == STATE_BASED and _is_state(second) and not _is_state(first)
    )
    return (side_b, side_a, True) if turned else (side_a, side_b, False)


def export(what: str, rows: Iterable[IncidentRow], path: Path, lookups: Lookups) -> list[Path]:
    """Write incidents in GED's form, and the data package beside them.

    Raises ValueError where other rows than incidents are asked for.
    """
    incidents_only(what, "ucdp")
    csv.write(COLUMNS, with_dead(rows), path, lookups)
    return [path, *describe(path, "ucdp", "csv", table_fields(COLUMNS))]


def _is_state(actor: ActorFacts | None) -> bool:
    """Whether a side is a state, also one that fights abroad (ACLED's external forces)."""
    return actor is not None and (actor.inter == STATE_FORCES or actor.kind in STATE_KINDS)


def _lead(parties: tuple[Party, ...], lookups: Lookups) -> ActorFacts | None:
    return lookups.actor(parties[0].actor_id) if parties else None


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(distinct(party.name for party in parties))


def _dyad(row: IncidentRow, lookups: Lookups) -> str | None:
    side_a, side_b, _ = sides(row, lookups)
    return f"{_names(side_a)} - {_names(side_b)}" if side_a and side_b else None


def _side(row: IncidentRow, lookups: Lookups, index: int) -> str:
    return _names(sides(row, lookups)[index])  # type: ignore[arg-type]


def _state(row: IncidentRow, lookups: Lookups, index: int) -> int | None:
    """The Gleditsch-Ward number of a side that is a state."""
    actor = _lead(sides(row, lookups)[:2][index], lookups)
    return country(actor.country).gw if actor and _is_state(actor) else None


def _dead(row: IncidentRow, lookups: Lookups, own: bool) -> int:
    found = reckoning.deaths(row)
    turned = sides(row, lookups)[2]
    return found.side_a if own is not turned else found.side_b


def _articles(row: IncidentRow) -> list[Article]:
    return list({claim.article.id: claim.article for claim in row.claims}.values())


def _of_articles(row: IncidentRow, value: Callable[[Article], str]) -> str:
    return ";".join(value(article) for article in _articles(row))


def _day(article: Article) -> str:
    return article.published_at.isoformat() if article.published_at else ""


def _article(article: Article) -> str:
    return f'"{article.outlet or ""},{_day(article)},{article.title}"'


def _at(row: IncidentRow, attribute: str) -> Any:
    place: Place | None = row.incident.place
    return getattr(place, attribute) if place else None


def _point(row: IncidentRow) -> tuple[float, float] | None:
    latitude, longitude = _at(row, "latitude"), _at(row, "longitude")
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _wkt(row: IncidentRow) -> str | None:
    point = _point(row)
    return f"POINT ({point[1]} {point[0]})" if point else None


def _clarity(row: IncidentRow) -> int:
    when = row.incident.date
    return 1 if when and when.date_prec <= CLEAR_PRECISION else 2


def _country(row: IncidentRow) -> Any:
    return country(_at(row, "country"))


def _killed(row: IncidentRow) -> reckoning.Range:
    return reckoning.people(row, Outcome.KILLED)


def _in(
    name: str, text: str, value: Callable[[IncidentRow, Lookups], Any], kind: Kind = Kind.STRING
) -> Column:
    return Column(name, kind, text, value)


def _empty(name: str, kind: Kind = Kind.INTEGER) -> Column:
    return Column(name, kind, "Always empty: UCDP's own code.", lambda row, lookups: None)


WHOLE, REAL, DAY = Kind.INTEGER, Kind.NUMBER, Kind.DATE
COLUMNS = (
    _in("id", "The incident's published id (text; GED's is a number).", lambda r, _: r.incident.id),
    _in("relid", "The same id.", lambda r, _: r.incident.id),
    _in(
        "year",
        "Year of date_start.",
        lambda r, _: r.incident.date.start.year if r.incident.date else None,
        WHOLE,
    ),
    _empty("active_year", Kind.BOOLEAN),
    _empty("code_status", Kind.STRING),
    _in(
        "type_of_violence",
        "1 state-based, 2 non-state, 3 one-sided; empty where a side is not known.",
        type_of_violence,
        WHOLE,
    ),
    _empty("conflict_new_id"),
    _empty("conflict_name", Kind.STRING),
    _empty("dyad_new_id"),
    _in("dyad_name", "Side a - side b.", _dyad),
    _empty("side_a_new_id"),
    _in("side_a", "Who did it; the state in state-based conflict.", lambda r, k: _side(r, k, 0)),
    _empty("side_b_new_id"),
    _in("side_b", "Target or other party.", lambda r, k: _side(r, k, 1)),
    _in(
        "number_of_sources",
        "Independent origins, never articles.",
        lambda r, _: reckoning.count_origins(r.incident),
        WHOLE,
    ),
    _in(
        "source_article",
        'Each article as "outlet,day,headline", joined by ";".',
        lambda r, _: _of_articles(r, _article),
    ),
    _in(
        "source_office",
        "Outlet of each article.",
        lambda r, _: _of_articles(r, lambda a: a.outlet or ""),
    ),
    _in("source_date", "Day of publication of each article.", lambda r, _: _of_articles(r, _day)),
    _in(
        "source_headline",
        "Headline of each article.",
        lambda r, _: _of_articles(r, lambda a: a.title),
    ),
    _in(
        "source_original",
        "Origins: who the reports go back to.",
        lambda r, _: ";".join(o.name for o in r.incident.origins),
    ),
    _in(
        "where_prec",
        "1 exact .. 7 international, as in GED.",
        lambda r, _: _at(r, "where_prec"),
        WHOLE,
    ),
    _in(
        "where_coordinates",
        "Name of the place that the coordinates are of.",
        lambda r, _: _at(r, "name"),
    ),
    _in("where_description", "How the place was found.", lambda r, _: _at(r, "reason")),
    _in("adm_1", "First-order unit.", lambda r, _: _at(r, "admin1")),
    _in("adm_2", "Second-order unit.", lambda r, _: _at(r, "admin2")),
    _in("latitude", "WGS 84 degrees; read with where_prec.", lambda r, _: _at(r, "latitude"), REAL),
    _in(
        "longitude", "WGS 84 degrees; read with where_prec.", lambda r, _: _at(r, "longitude"), REAL
    ),
    _in("geom_wkt", "The same point as WKT.", lambda r, _: _wkt(r)),
    _in(
        "priogrid_gid",
        "PRIO-GRID cell of the point.",
        lambda r, _: priogrid(*p) if (p := _point(r)) else None,
        WHOLE,
    ),
    _in("country", "Country's name.", lambda r, _: _country(r).name),
    _in("country_id", "Gleditsch-Ward number of the country.", lambda r, _: _country(r).gw, WHOLE),
    _in(
        "region",
        "Africa, Americas, Asia, Europe or Middle East.",
        lambda r, _: _country(r).ucdp_region,
    ),
    _in(
        "event_clarity",
        "1 one event within a week; 2 a longer or unknown period.",
        lambda r, _: _clarity(r),
        WHOLE,
    ),
    _in(
        "date_prec",
        "1 the day .. 5 more than a month, as in GED.",
        lambda r, _: r.incident.date.date_prec if r.incident.date else None,
        WHOLE,
    ),
    _in(
        "date_start",
        "First possible day.",
        lambda r, _: r.incident.date.start if r.incident.date else None,
        DAY,
    ),
    _in(
        "date_end",
        "Last possible day.",
        lambda r, _: r.incident.date.end if r.incident.date else None,
        DAY,
    ),
    _in("deaths_a", "Dead fighters of side a.", lambda r, k: _dead(r, k, True), WHOLE),
    _in("deaths_b", "Dead fighters of side b.", lambda r, k: _dead(r, k, False), WHOLE),
    _in(
        "deaths_civilians",
        "Dead civilians, as the article with the best number tells them.",
        lambda r, _: reckoning.deaths(r).civilians,
        WHOLE,
    ),
    _in(
        "deaths_unknown",
        "Dead of unknown class or side; with the three before it adds up to best.",
        lambda r, _: reckoning.deaths(r).unknown,
        WHOLE,
    ),
    _in(
        "best",
        "Best number of killed over all classes.",
        lambda r, _: reckoning.deaths(r).best,
        WHOLE,
    ),
    _in(
        "high", "Largest number told; empty where it is open.", lambda r, _: _killed(r).high, WHOLE
    ),
    _in("low", "Smallest number told.", lambda r, _: _killed(r).low, WHOLE),
    _in(
        "gwnoa",
        "Gleditsch-Ward number of side a, where it is a state.",
        lambda r, k: _state(r, k, 0),
        WHOLE,
    ),
    _in(
        "gwnob",
        "Gleditsch-Ward number of side b, where it is a state.",
        lambda r, k: _state(r, k, 1),
        WHOLE,
    ),
)
