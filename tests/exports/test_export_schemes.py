from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from made_up_incidents import all_incidents, clash
from made_up_rows import ACTORS, EVENT_TYPES, KUPIANSK, MARAA, on, telling
from made_up_tables import lookups

from crosswire.exports import acled, ucdp
from crosswire.exports.lookups import country
from crosswire.records import EventType, Outcome, Who

ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_new_id",
    "conflict_name",
    "dyad_new_id",
    "dyad_name",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


@pytest.fixture
def acled_rows(tmp_path):
    acled.export("incidents", all_incidents(), tmp_path / "a.csv", lookups())
    return pd.read_csv(tmp_path / "a.csv")


@pytest.fixture
def ucdp_rows(tmp_path):
    ucdp.export("incidents", all_incidents(), tmp_path / "u.csv", lookups())
    return pd.read_csv(tmp_path / "u.csv")


def test_columns(acled_rows, ucdp_rows):
    """Are the columns ACLED's and UCDP's, in their order?"""
    assert list(acled_rows.columns) == ACLED
    assert list(ucdp_rows.columns) == UCDP


def test_what_did_not_happen_is_left_out(acled_rows, ucdp_rows):
    """Do plans and totals over a period stay out of both, and events without dead out of GED?"""
    assert len(acled_rows) == len(all_incidents()) - 2
    assert "Saraqib" not in set(acled_rows["location"])
    assert 640 not in set(acled_rows["fatalities"])
    assert (ucdp_rows["best"] >= 1).all()
    assert len(ucdp_rows) == 6


def test_acled_codes(acled_rows):
    """Are types, actors and codes those of ACLED's lists?"""
    assert set(acled_rows["sub_event_type"]) <= set(acled.SUB_EVENTS)
    row = acled_rows[acled_rows["location"] == "El Fasher"].iloc[0]
    assert (row["event_type"], row["disorder_type"]) == ("Battles", "Political violence")
    assert (row["inter1"], row["inter2"]) == ("State forces", "Rebel group")
    assert row["interaction"] == "State forces-Rebel group"
    assert (row["iso"], row["region"], row["country"]) == (729, "Northern Africa", "Sudan")
    assert row["fatalities"] == 31
    assert row["event_date"] == "2031-03-06"
    strike = acled_rows[acled_rows["location"] == "Mare'"].iloc[0]
    assert strike["civilian_targeting"] == "Civilian targeting"
    assert strike["fatalities"] == 14
    assert (strike["time_precision"], strike["geo_precision"]) == (1, 1)


def test_acled_keeps_the_unknown_empty(acled_rows):
    """Has an event without a known day and place neither?"""
    row = acled_rows[acled_rows["sub_event_type"] == "Grenade"].iloc[0]
    assert row[["event_date", "year", "time_precision", "latitude", "country"]].isna().all()


def test_acled_says_which_ids_changed(tmp_path):
    """Does the second file say what was merged into what, and what was withdrawn?"""
    written = acled.export("incidents", [], tmp_path / "a.csv", lookups())
    assert [path.name for path in written] == ["a.csv", "a_changes.csv", "datapackage.json"]
    changed = pd.read_csv(tmp_path / "a_changes.csv").fillna("")
    survivor = all_incidents()[0].incident.id
    assert changed.to_numpy().tolist() == [
        ["inc_gone", "withdrawn", ""],
        ["inc_old", "merged", survivor],
    ]


@pytest.mark.parametrize(
    ("killed", "expected"),
    [((), 0), ((None, None), None), ((30, None), 30), ((4, 6), 4)],
)
def test_fatalities(killed, expected):
    """Which number becomes ``fatalities``: none told is 0, told without a number is empty."""
    tolls = clash().incident.casualties[:1] if killed else ()
    if killed:
        low, high = killed
        tolls = (replace(tolls[0], low=low, best=None, high=high),)
    row = clash()
    row = replace(row, incident=replace(row.incident, casualties=tolls))
    assert acled.fatalities(row) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (on(date(2031, 3, 4)), date(2031, 3, 4)),
        (on(date(2031, 3, 1), date(2031, 3, 7), 3), date(2031, 3, 4)),
        (None, None),
    ],
)
def test_event_day(when, expected):
    """Is a period dated by its middle, as ACLED does?"""
    assert acled.event_day(when) == expected


@pytest.mark.parametrize(
    ("name", "told", "expected"),
    [
        ("Armed clash", {"Government regains territory"}, "Government regains territory"),
        ("Peaceful protest", {"Arrests", "Protest with intervention"}, "Protest with intervention"),
        ("Peaceful protest", {"Violent demonstration"}, "Violent demonstration"),
        ("Protest with intervention", {"Peaceful protest"}, "Protest with intervention"),
        ("Arrests", {"Peaceful protest"}, "Arrests"),
        ("Air/drone strike", {"Armed clash", "Arrests"}, "Air/drone strike"),
    ],
)
def test_what_acled_ranks_higher(name, told, expected):
    """Is the sub-event type the one that ACLED codes where several are told of one event?"""
    assert acled.ranked(name, {name, *told}) == expected


@pytest.mark.parametrize(
    ("kind", "sentence", "trigger", "actor", "expected"),
    [
        (EventType.PROTEST, "Some marched, and left without dispersing.", "marched", None,
         "Peaceful protest"),
        (EventType.PROTEST, "Workers marched.", "marched", None, "Peaceful protest"),
        (EventType.PROTEST, "They marched until tear gas fell.", "marched", None,
         "Protest with intervention"),
        (EventType.PROTEST, "They marched and soldiers opened fire.", "marched", None,
         "Excessive force against protesters"),
        (EventType.RIOT, "A mob burned two stalls.", "burned", None, "Mob violence"),
        (EventType.RIOT, "Marchers threw stones.", "threw", None, "Violent demonstration"),
        (EventType.BOMBING, "A grenade blew up.", "blew up", None, "Grenade"),
        (EventType.BOMBING, "A grenade launcher blew up.", "blew up", None,
         "Remote explosive/landmine/IED"),
        (EventType.TERRITORY_GAINED, "Troops took the hill.", "took", "saf",
         "Government regains territory"),
        (EventType.TERRITORY_GAINED, "Troops took the hill.", "took", "rsf",
         "Non-state actor overtakes territory"),
        (EventType.TALKS, "They met.", "met", None, ""),
    ],
)  # fmt: skip
def test_sub_event(kind, sentence, trigger, actor, expected):
    """Which ACLED sub-event type do a claim's type, words and side make?"""
    side = (sentence.split()[0], actor) if actor else None
    row = telling("Wire", date(2031, 3, 1), "News", sentence, trigger, kind, a=side)
    assert acled.sub_event_namer(EVENT_TYPES, ACTORS)(row.claim, row.resolution) == expected


@pytest.mark.parametrize(
    ("sentence", "taker", "loser", "expected"),
    [
        # the taker is a state's, but not of the land: another such actor, by ACLED's codebook
        ("Troops took Kupiansk.", "afu", None, "Government regains territory"),
        ("Troops took Kupiansk.", "rus", None, "Non-state actor overtakes territory"),
        ("Troops took Kupiansk.", "mali-army", None, "Non-state actor overtakes territory"),
        # the taker is not known: taken back from those who are not the state
        ("Kupiansk was retaken from them.", None, "rus", "Government regains territory"),
        ("Kupiansk was retaken from them.", None, "afu", "Non-state actor overtakes territory"),
        ("Kupiansk was taken from them.", None, "rus", "Non-state actor overtakes territory"),
    ],
)
def test_whose_a_place_becomes(sentence, taker, loser, expected):
    """Is a place gained by its government, or by others, another state's forces among these?"""
    word = sentence.split()[1 if taker else 2]
    sides = {k: (sentence.split()[0], v) for k, v in (("a", taker), ("b", loser)) if v}
    row = telling("Wire", date(2031, 3, 1), "News", sentence, word, EventType.TERRITORY_GAINED,
                  place=("Kupiansk", KUPIANSK), **sides)  # fmt: skip
    assert acled.sub_event_namer(EVENT_TYPES, ACTORS)(row.claim, row.resolution) == expected


def test_interaction():
    """Are joint codes in ACLED's order, and is one actor alone said to be so?"""
    assert acled.interaction(2, 1) == "State forces-Rebel group"
    assert acled.interaction(6, None) == "Protesters only"
    assert acled.interaction(None, None) == ""


def test_ucdp_values(ucdp_rows):
    """Are origins, deaths by side and state numbers as GED has them?"""
    row = ucdp_rows[ucdp_rows["where_coordinates"] == "El Fasher"].iloc[0]
    assert row["type_of_violence"] == 1
    assert (row["deaths_a"], row["deaths_b"], row["best"]) == (8, 23, 31)
    assert (row["gwnoa"], row["country_id"], row["region"]) == (625, 625, "Africa")
    assert row["number_of_sources"] == 2
    assert row["geom_wkt"] == "POINT (25.34936 13.62793)"
    assert (row["date_prec"], row["event_clarity"], row["where_prec"]) == (1, 1, 1)
    strike = ucdp_rows[ucdp_rows["where_coordinates"] == "Mare'"].iloc[0]
    assert (strike["type_of_violence"], strike["number_of_sources"]) == (3, 3)
    assert (strike["low"], strike["best"], strike["high"]) == (11, 14, 14)
    assert strike["source_office"].count(";") == 6


def test_ucdp_turns_state_based_sides(ucdp_rows):
    """Is the state side a where it was the target, and are its dead turned with it?"""
    row = ucdp_rows[ucdp_rows["where_coordinates"] == "Ménaka"].iloc[0]
    assert (row["side_a"], row["side_b"]) == ("Malian Armed Forces", "Liptako Front")
    assert (row["deaths_a"], row["deaths_b"]) == (3, 0)
    assert pd.isna(row["high"])


def test_ucdp_deaths_add_up(ucdp_rows):
    """Do the four classes always make the best number?"""
    classes = ucdp_rows[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]]
    assert (classes.sum(axis=1) == ucdp_rows["best"]).all()


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [(-90.0, -180.0, 1), (34.802462, 36.707602, 179714), (36.201241, 37.161173, 181875)],
)
def test_priogrid(latitude, longitude, cell):
    """Is the PRIO-GRID cell that of the published data?"""
    assert ucdp.priogrid(latitude, longitude) == cell


@pytest.mark.parametrize(
    ("code", "iso", "name", "gw"),
    [("UA", 804, "Ukraine", 369), ("CD", 180, "Democratic Republic of Congo", 490),
     ("NA", 516, "Namibia", 565), ("YE", 887, "Yemen", 678), ("ZZ", None, "ZZ", None)],
)  # fmt: skip
def test_countries(code, iso, name, gw):
    """Are countries in others' code lists found, and is an unknown code kept as it is?"""
    found = country(code)
    assert (found.iso, found.name, found.gw) == (iso, name, gw)


def test_metadata_says_like(tmp_path):
    """Does the data package say that this is neither ACLED's nor UCDP's data?"""
    acled.export("incidents", [], tmp_path / "a.csv", lookups())
    ucdp.export("incidents", [], tmp_path / "u.csv", lookups())
    text = (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    assert "ACLED-like" in text
    assert "UCDP GED-like" in text


def test_fixture_places_are_apart():
    """Do the made-up rows hold the cases that these tests speak of?"""
    assert {MARAA.country, KUPIANSK.country} == {"SY", "UA"}
    kinds = {toll.who for row in all_incidents() for toll in row.incident.casualties
             if toll.outcome is Outcome.KILLED}  # fmt: skip
    assert kinds == set(Who)
