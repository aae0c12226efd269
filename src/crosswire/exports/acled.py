"""ACLED-like CSV: ACLED's columns and code lists over incidents.

After the ACLED Codebook (2023 columns; actor types and interactions as text, its default since
2024). Not ACLED data. What differs is said in ``docs/exports.md``. Beside ``NAME.csv`` stands
``NAME_changes.csv`` with the published ids that were merged or withdrawn since.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crosswire import reckoning
from crosswire.exports import csv
from crosswire.exports.columns import Column, Kind
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.events import HAPPENED, distinct, events, last_published, tellings
from crosswire.exports.geojson import incidents_only
from crosswire.exports.lookups import ActorFacts, EventTypeFacts, Lookups, country
from crosswire.records import Claim, EventType, Outcome, Party, Place, Resolution, Role, When
from crosswire.rows import IncidentRow, RegistryRow

VIOLENCE, DEMONSTRATIONS = "Political violence", "Demonstrations"
BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
CIVILIANS, STRATEGIC = "Violence against civilians", "Strategic developments"
EXCESSIVE = "Excessive force against protesters"
# ACLED Codebook, "ACLED events": sub-event type to event type and disorder type.
SUB_EVENTS = {
    "Government regains territory": (BATTLES, VIOLENCE),
    "Non-state actor overtakes territory": (BATTLES, VIOLENCE),
    "Armed clash": (BATTLES, VIOLENCE),
    EXCESSIVE: ("Protests", f"{VIOLENCE}; {DEMONSTRATIONS}"),
    "Protest with intervention": ("Protests", DEMONSTRATIONS),
    "Peaceful protest": ("Protests", DEMONSTRATIONS),
    "Violent demonstration": ("Riots", DEMONSTRATIONS),
    "Mob violence": ("Riots", VIOLENCE),
    "Chemical weapon": (REMOTE, VIOLENCE),
    "Air/drone strike": (REMOTE, VIOLENCE),
    "Suicide bomb": (REMOTE, VIOLENCE),
    "Shelling/artillery/missile attack": (REMOTE, VIOLENCE),
    "Remote explosive/landmine/IED": (REMOTE, VIOLENCE),
    "Grenade": (REMOTE, VIOLENCE),
    "Sexual violence": (CIVILIANS, VIOLENCE),
    "Attack": (CIVILIANS, VIOLENCE),
    "Abduction/forced disappearance": (CIVILIANS, VIOLENCE),
    "Agreement": (STRATEGIC, STRATEGIC),
    "Arrests": (STRATEGIC, STRATEGIC),
    "Change to group/activity": (STRATEGIC, STRATEGIC),
    "Disrupted weapons use": (STRATEGIC, STRATEGIC),
    "Headquarters or base established": (STRATEGIC, STRATEGIC),
    "Looting/property destruction": (STRATEGIC, STRATEGIC),
    "Non-violent transfer of territory": (STRATEGIC, STRATEGIC),
    "Other": (STRATEGIC, STRATEGIC),
}
# ACLED Codebook, "ACLED actors": actor types by their numeric code.
INTER = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
STATE_FORCES, CIVILIAN = 1, 7
# where_prec (UCDP GED) to ACLED's geo_precision: 1 the place, 2 near it or part of a district,
# 3 a larger region.
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
# date_prec (UCDP GED) to ACLED's time_precision: 1 the day, 2 about a week, 3 a month or more.
TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
QUOTES = 3  # enough for notes to show rival voices without becoming the article
# What a claim's own words tell beyond its type; the first that fits is its detail.
CUES: Mapping[EventType, tuple[tuple[str, str], ...]] = {
    EventType.PROTEST: (
        (
            "excessive_force",
            r"live (?:fire|rounds|ammunition|bullets)|opened fire|shot (?:at|dead)",
        ),
        (
            "intervention",
            r"tear ?gas|water cannon|\bdisperse[ds]?\b|batons?\b|arrest|detain|rubber bullets",
        ),
    ),
    EventType.RIOT: (
        (
            "demonstration",
            r"protest|demonstrat|\bmarch(?:es|ed|ers?|ing)?\b|\brall(?:y|ies|ied)\b|\bstrik(?:e|ers?)\b"
            r"|\bpickets?\b|sit-in",
        ),
    ),
    EventType.BOMBING: (("grenade", r"\b(?:hand )?grenades?\b(?! launcher)"),),
}
TAKEN_BACK = (
    r"\bre-?(?:take|taken|took|taking|captur|gain|conquer|claim|cover)|\bback (?:in|into|under)\b"
)
# What outranks a sub-event type where both are told of one event, the highest first.
GAINED = ("Government regains territory", "Non-state actor overtakes territory")
DEMONSTRATED = ("Violent demonstration", EXCESSIVE, "Protest with intervention")
OUTRANKED: Mapping[str, tuple[str, ...]] = {
    "Armed clash": GAINED,
    "Peaceful protest": DEMONSTRATED,
    "Protest with intervention": DEMONSTRATED[:2],
    EXCESSIVE: DEMONSTRATED[:1],
    "Arrests": (EXCESSIVE, "Protest with intervention"),
    "Attack": (EXCESSIVE, "Sexual violence", "Abduction/forced disappearance"),
}
HARMED = frozenset({Outcome.KILLED, Outcome.INJURED})


def sub_event_namer(
    event_types: Mapping[EventType, EventTypeFacts], actors: Mapping[str, ActorFacts]
) -> Callable[[Claim, Resolution], str]:
    """A function that names a claim's ACLED sub-event type by the vocabulary's rows.

    A protest is peaceful, met with intervention or with excessive force; a riot is a violent
    demonstration or mob violence; a grenade is told apart from other bombs; a place is gained by
    the forces of its own state, or by others, as the roster knows the sides. After the ACLED
    Codebook another state's forces are such others.
    """

    def name(claim: Claim, resolution: Resolution) -> str:
        row = event_types.get(claim.type)
        return row.sub_event(_detail(claim, resolution, actors)) if row else ""

    return name


def _detail(claim: Claim, resolution: Resolution, actors: Mapping[str, ActorFacts]) -> str | None:
    if claim.type is EventType.TERRITORY_GAINED:
        return _taker(claim, resolution, actors)
    for detail, cue in CUES.get(claim.type, ()):
        if re.search(cue, claim.quote.quote, re.IGNORECASE):
            return detail
    if claim.type is EventType.PROTEST and any(n.outcome in HARMED for n in claim.casualties):
        return "excessive_force"
    return None


def _taker(claim: Claim, resolution: Resolution, actors: Mapping[str, ActorFacts]) -> str | None:
    """Who took the place; of an unknown taker, whom it was taken back from."""
    lands = {place.country for place in resolution.places if place.country}

    def at_home(role: Role) -> list[bool]:
        ids = [party.actor_id for party in resolution.parties if party.role is role]
        known = [actors[each] for each in ids if each and each in actors]
        return [
            actor.inter == STATE_FORCES and (not lands or actor.country in {None, *lands})
            for actor in known
        ]

    if takers := at_home(Role.SIDE_A):
        return "government" if any(takers) else "non_state"
    losers = at_home(Role.SIDE_B)
    back = re.search(TAKEN_BACK, claim.quote.quote, re.IGNORECASE)
    return "government" if back and losers and not any(losers) else None


def sub_event(row: IncidentRow, lookups: Lookups) -> str:
    """The sub-event type that most claims of the incident's type tell, the first among equals.

    One that ACLED ranks above it wins where another claim of the incident tells it as done.
    """
    names = [lookups.acled_sub_event(each.claim, each.resolution) for each in tellings(row)]
    counts = Counter(name for name in names if name)
    done = [each for each in row.claims if each.claim.status in HAPPENED]
    told = {lookups.acled_sub_event(each.claim, each.resolution) for each in done}
    return ranked(counts.most_common(1)[0][0], told) if counts else ""


def ranked(name: str, told: Collection[str]) -> str:
    """The sub-event type that ACLED codes where several are told of one event.

    After the ACLED Codebook: fighting in which a place changes hands is coded as that; what is done
    to a protest, or by it, is coded and not the protest, and arrests at one are its intervention.
    """
    return next((higher for higher in OUTRANKED.get(name, ()) if higher in told), name)


def event_day(when: When | None) -> date | None:
    """The day, or the middle of the period, as ACLED dates events of a week or a month."""
    return when.start + (when.end - when.start) // 2 if when else None


def interaction(first: int | None, second: int | None) -> str:
    """ACLED's joint actor types, lower code first; one actor alone is "... only"."""
    codes = sorted(code for code in (first, second) if code)
    if not codes:
        return ""
    return "-".join(INTER[code] for code in codes) if len(codes) == 2 else f"{INTER[codes[0]]} only"


def fatalities(row: IncidentRow) -> int | None:
    """``best`` of the killed over all classes; 0 where no claim tells of dead, else as told.

    Empty where people were killed and no claim gives a number: ACLED's codebook would estimate.
    """
    killed = reckoning.people(row, Outcome.KILLED)
    return killed.best if killed.told else 0


def notes(row: IncidentRow) -> str:
    """Up to three quotes with their outlets, then the grade and its reason."""
    quoted: dict[str, str | None] = {}
    for each in tellings(row):
        quoted.setdefault(each.claim.quote.quote, each.article.outlet)
    told = list(quoted.items())[:QUOTES]
    quotes = [f'"{quote}" ({outlet})' if outlet else f'"{quote}"' for quote, outlet in told]
    grade = f"Grade: {row.incident.grade}."
    return " ".join([*quotes, grade, row.incident.reason]).strip()


def export(what: str, rows: Iterable[IncidentRow], path: Path, lookups: Lookups) -> list[Path]:
    """Write incidents in ACLED's form, the changed ids, and the data package beside them.

    Raises ValueError where other rows than incidents are asked for.
    """
    incidents_only(what, "acled")
    csv.write(COLUMNS, events(rows), path, lookups)
    changed = path.with_name(f"{path.stem}_changes.csv")
    csv.write(CHANGES, _changed(lookups.registry), changed, lookups)
    described = describe(path, "acled", "csv", table_fields(COLUMNS))
    describe(changed, "acled_changes", "csv", table_fields(CHANGES))
    return [path, changed, *described]


def _changed(registry: Iterable[RegistryRow]) -> Iterator[RegistryRow]:
    return (
        row for row in sorted(registry, key=lambda row: row.id) if row.redirect_to or row.withdrawn
    )


def _inter(parties: tuple[Party, ...], lookups: Lookups) -> int | None:
    actor = lookups.actor(parties[0].actor_id) if parties else None
    return actor.inter if actor else None


def _joint(row: IncidentRow, lookups: Lookups) -> str:
    incident = row.incident
    codes = [_inter(side, lookups) for side in (incident.side_a, incident.side_b)]
    known = [code is not None for code in codes]
    told = [bool(incident.side_a), bool(incident.side_b)]
    return interaction(*codes) if told[0] and known == told else ""


def _targets_civilians(row: IncidentRow, lookups: Lookups) -> str:
    name = sub_event(row, lookups)
    kind = SUB_EVENTS.get(name, ("", ""))[0]
    aimed = _inter(row.incident.side_b, lookups) == CIVILIAN and kind in {REMOTE, "Riots"}
    return "Civilian targeting" if kind == CIVILIANS or name == EXCESSIVE or aimed else ""


def _timestamp(row: IncidentRow) -> int | None:
    day = last_published(row)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None


def _associates(parties: tuple[Party, ...]) -> str:
    return "; ".join(distinct(party.name for party in parties[1:]))


def _tags(row: IncidentRow) -> str:
    incident = row.incident
    return (
        f"crosswire grade={incident.grade}; crosswire responsibility={incident.responsibility}; "
        f"crosswire origins={reckoning.count_origins(incident)};"
        f" crosswire articles={incident.articles}"
    )


def _in(
    name: str, text: str, value: Callable[[IncidentRow, Lookups], Any], kind: Kind = Kind.STRING
) -> Column:
    return Column(name, kind, text, value)


def _at(row: IncidentRow, attribute: str) -> Any:
    place: Place | None = row.incident.place
    return getattr(place, attribute) if place else None


def _country(row: IncidentRow) -> Any:
    return country(_at(row, "country"))


WHOLE, REAL = Kind.INTEGER, Kind.NUMBER
COLUMNS = (
    _in("event_id_cnty", "The incident's published id.", lambda r, _: r.incident.id),
    _in(
        "event_date",
        "Day of the event, or the middle of its period; empty where no text tells it.",
        lambda r, _: event_day(r.incident.date),
        Kind.DATE,
    ),
    _in(
        "year",
        "Year of event_date.",
        lambda r, _: d.year if (d := event_day(r.incident.date)) else None,
        WHOLE,
    ),
    _in(
        "time_precision",
        "1 the day, 2 a week, 3 a month or more; from date_prec.",
        lambda r, _: TIME_PRECISION[r.incident.date.date_prec] if r.incident.date else None,
        WHOLE,
    ),
    _in(
        "disorder_type",
        "ACLED's disorder type.",
        lambda r, k: SUB_EVENTS.get(sub_event(r, k), ("", ""))[1],
    ),
    _in(
        "event_type",
        "ACLED's event type.",
        lambda r, k: SUB_EVENTS.get(sub_event(r, k), ("", ""))[0],
    ),
    _in("sub_event_type", "ACLED's sub-event type, as most claims tell it.", sub_event),
    _in(
        "actor1",
        "First party of side a.",
        lambda r, _: r.incident.side_a[0].name if r.incident.side_a else None,
    ),
    _in(
        "assoc_actor_1",
        "Other parties of side a, joined by '; '.",
        lambda r, _: _associates(r.incident.side_a),
    ),
    _in(
        "inter1",
        "Actor type of actor1, where the roster knows it.",
        lambda r, k: INTER.get(_inter(r.incident.side_a, k) or 0),
    ),
    _in(
        "actor2",
        "First party of side b.",
        lambda r, _: r.incident.side_b[0].name if r.incident.side_b else None,
    ),
    _in(
        "assoc_actor_2",
        "Other parties of side b, joined by '; '.",
        lambda r, _: _associates(r.incident.side_b),
    ),
    _in(
        "inter2",
        "Actor type of actor2, where the roster knows it.",
        lambda r, k: INTER.get(_inter(r.incident.side_b, k) or 0),
    ),
    _in(
        "interaction",
        "Joint actor types; empty where actor1 is missing or a told one is not known.",
        _joint,
    ),
    _in("civilian_targeting", "'Civilian targeting' or empty.", _targets_civilians),
    _in("iso", "ISO 3166-1 numeric code.", lambda r, _: _country(r).iso, WHOLE),
    _in("region", "ACLED's region.", lambda r, _: _country(r).acled_region),
    _in("country", "Country's name.", lambda r, _: _country(r).name),
    _in("admin1", "First-order unit.", lambda r, _: _at(r, "admin1")),
    _in("admin2", "Second-order unit.", lambda r, _: _at(r, "admin2")),
    _in("admin3", "Always empty: the gazetteer has no third order.", lambda r, _: None),
    _in("location", "Name of the place.", lambda r, _: _at(r, "name")),
    _in(
        "latitude",
        "WGS 84 degrees; read with geo_precision.",
        lambda r, _: _at(r, "latitude"),
        REAL,
    ),
    _in(
        "longitude",
        "WGS 84 degrees; read with geo_precision.",
        lambda r, _: _at(r, "longitude"),
        REAL,
    ),
    _in(
        "geo_precision",
        "1 the place, 2 near it or part of a district, 3 a larger region; from where_prec.",
        lambda r, _: GEO_PRECISION.get(_at(r, "where_prec") or 0),
        WHOLE,
    ),
    _in(
        "source",
        "Outlets, joined by '; '.",
        lambda r, _: "; ".join(distinct(c.article.outlet for c in r.claims)),
    ),
    _in("source_scale", "Always empty: the scale of an outlet is not coded.", lambda r, _: None),
    _in(
        "notes",
        "Up to three quotes with their outlets, the grade and its reason.",
        lambda r, _: notes(r),
    ),
    _in(
        "fatalities",
        "Best number of killed over all classes; 0 where no claim tells of dead; "
        "empty where dead are told without a number.",
        lambda r, _: fatalities(r),
        WHOLE,
    ),
    _in("tags", "Grade, responsibility, origins and articles.", lambda r, _: _tags(r)),
    _in(
        "timestamp",
        "Latest day on which an article told of it, as Unix seconds.",
        lambda r, _: _timestamp(r),
        WHOLE,
    ),
)
CHANGES = (
    Column(
        "event_id_cnty",
        Kind.STRING,
        "Published id that no longer stands for itself.",
        lambda r, _: r.id,
    ),
    Column(
        "change",
        Kind.STRING,
        "merged or withdrawn.",
        lambda r, _: "merged" if r.redirect_to else "withdrawn",
    ),
    Column("merged_into", Kind.STRING, "Id that it was merged into.", lambda r, _: r.redirect_to),
)
