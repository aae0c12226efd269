from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_builders import DAY, ISIS, NEXT_TOWN, SOHR, SYRIA, TOWN, VOCABULARY, tell

from crosswire.incidents import Telling, control, corroborate

UNIT = replace(TOWN, name="Idlib", gazetteer_id="g9", where_prec=4)


def gain(name: str, outlet: str, day: int = 0, **told) -> Telling:
    on = DAY + timedelta(days=day)
    told = {"type": "territory_gained", "doer": SYRIA, "target": ISIS} | told
    return tell(name, outlet, on=on, published=on, **told)


def timeline(*groups: list[Telling]) -> list[tuple[int, str, str | None]]:
    """The day (from DAY), the state and the holder of each state."""
    incidents = [corroborate(group, VOCABULARY) for group in groups]
    states = control(incidents, [t for group in groups for t in group])
    return [((s.since - DAY).days, str(s.state), s.holder_id) for s in states]


BOAST = [gain("a", "SANA", by=SYRIA)]
SHARED = [gain("b", "Reuters"), gain("c", "Al Jazeera", by=SOHR)]
CLASH = [gain("d", "Reuters", 2, type="armed_clash"), gain("e", "Al-Ahram", 2, type="armed_clash")]

# (incidents, the states of the place)
STATES = {
    "one side boasts": ([BOAST], [(0, "claimed", SYRIA)]),
    "a lone outlet of no side": ([[gain("a", "Reuters")]], [(0, "claimed", SYRIA)]),
    "two origins of one side": (
        [[gain("a", "SANA"), gain("b", "Al-Masdar News")]], [(0, "claimed", SYRIA)],
    ),
    "unknown outlets alone": (
        [[gain("a", "Kalub Post"), gain("b", "Kalub Sun")]], [(0, "claimed", SYRIA)],
    ),
    "origins of more than one side": ([SHARED], [(0, "held", SYRIA)]),
    "the loser says so": ([[gain("a", "Amaq", by=ISIS)]], [(0, "held", SYRIA)]),
    "a clash after it": ([SHARED, CLASH], [(0, "held", SYRIA), (2, "contested", None)]),
    "retaken": (
        [SHARED, [gain("x", "Amaq", 3, doer=ISIS, target=SYRIA)]],
        [(0, "held", SYRIA), (3, "claimed", ISIS)],
    ),
    "one side says again what all say": (
        [SHARED, [gain("x", "SANA", 3, by=SYRIA)]], [(0, "held", SYRIA)],
    ),
    "what one side said is said by all": (
        [BOAST, [gain("b", "Reuters", 2), gain("c", "Al Jazeera", 2, by=SOHR)]],
        [(0, "claimed", SYRIA), (2, "held", SYRIA)],
    ),
    "nobody named took it": (
        [[gain("a", "Reuters", doer="its forces")], [gain("b", "Reuters", 2, doer="both sides")]],
        [(0, "unknown", None)],
    ),
    "rival winners in one incident": (
        [[gain("a", "SANA", by=SYRIA), gain("b", "Amaq", doer=ISIS, target=SYRIA)]],
        [(0, "contested", None)],
    ),
    "rival gains of one day": (
        [BOAST, [gain("x", "Amaq", doer=ISIS, target=SYRIA)]], [(0, "contested", None)],
    ),
    "denied by another origin": (
        [[gain("a", "SANA"), gain("b", "Reuters", by=SOHR, status="denied")]],
        [(0, "contested", None)],
    ),
    "given up to nobody": (
        [[gain("a", "Reuters", type="territory_transfer", doer=ISIS, target=None)]],
        [(0, "unknown", None)],
    ),
    "handed over": (
        [[gain("a", "Reuters", type="territory_transfer", doer=ISIS, target=SYRIA),
          gain("b", "Al Jazeera", type="territory_transfer", doer=ISIS, target=SYRIA)]],
        [(0, "held", SYRIA)],
    ),
    "said again": (
        [SHARED, [gain("x", "Reuters", 4), gain("y", "Al-Ahram", 4)]], [(0, "held", SYRIA)],
    ),
    "only planned": ([[gain("a", "SANA", status="planned")]], []),
    "no known day": ([[replace(BOAST[0], resolution=replace(BOAST[0].resolution, date=None))]], []),
    "a whole province": ([[gain("a", "SANA", places=(UNIT,))]], []),
    "a strike": ([[gain("a", "SANA", type="air_strike")]], []),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_timeline(name):
    """Who is said to hold the place, and since when?"""
    incidents, expected = STATES[name]
    assert timeline(*incidents) == expected


def test_places_stay_apart():
    """Has each place a timeline of its own?"""
    assert len(timeline(SHARED, [gain("x", "Amaq", doer=ISIS, places=(NEXT_TOWN,))])) == 2


def test_reason_names_who_says_it_and_who_held_before():
    """Does a state say per whom it is, and what it was before?"""
    incidents = [
        corroborate(SHARED, VOCABULARY),
        corroborate([gain("x", "Amaq", 3, doer=ISIS, target=SYRIA)], VOCABULARY),
    ]
    states = control(incidents, SHARED)
    assert states[0].reason.startswith("held by Syrian Arab Army, per ")
    assert "Syrian Observatory for Human Rights" in states[0].origins
    assert states[1].reason.startswith("claimed for Islamic State by one side alone, per ")
    assert states[1].reason.endswith("; held by Syrian Arab Army before")
    assert states[1].incident_ids == (incidents[1].id,)


@settings(max_examples=50, deadline=None)
@given(st.permutations([SHARED, CLASH, BOAST, [gain("x", "Amaq", 3, doer=ISIS)]]))
def test_order_changes_nothing(groups):
    """Are the timelines the same in any order of incidents?"""
    expected = timeline(SHARED, CLASH, BOAST, [gain("x", "Amaq", 3, doer=ISIS)])
    assert timeline(*groups) == expected
