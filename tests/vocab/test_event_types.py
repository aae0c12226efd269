import pytest

from crosswire.records import EventType
from crosswire.vocab import load

# ACLED's codebook: event types and their sub-event types.
ACLED = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    },
    "Protests": {
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"} | {
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


def test_every_type_has_one_row():
    """Is the codebook's closed list described, and nothing beyond it?"""
    assert set(load().event_types) == set(EventType)


@pytest.mark.parametrize("row", load().event_types.values(), ids=lambda row: row.type)
def test_rows_use_closed_lists(row):
    """Are the codes of other schemes ones that those schemes have, and examples at hand?"""
    assert row.acled in ACLED[row.acled_type]
    assert all(detail.acled in ACLED[detail.acled_type] for detail in row.refinements)
    assert row.plover in PLOVER | {""}
    assert len(set(row.examples)) >= 2
    assert row.definition.endswith(".")


def test_every_acled_sub_event_is_reached():
    """Does some type or detail lead to each of ACLED's sub-event types?"""
    rows = load().event_types.values()
    reached = {row.acled for row in rows} | {d.acled for row in rows for d in row.refinements}
    assert reached == set().union(*ACLED.values())


@pytest.mark.parametrize(
    ("kind", "detail", "expected"),
    [
        (EventType.PROTEST, None, "Peaceful protest"),
        (EventType.PROTEST, "intervention", "Protest with intervention"),
        (EventType.PROTEST, "excessive_force", "Excessive force against protesters"),
        (EventType.RIOT, "demonstration", "Violent demonstration"),
        (EventType.BOMBING, "grenade", "Grenade"),
        (EventType.TERRITORY_GAINED, "government", "Government regains territory"),
        (EventType.TERRITORY_GAINED, "non_state", "Non-state actor overtakes territory"),
        (EventType.AID, "grenade", "Other"),
    ],
)
def test_sub_event(kind, detail, expected):
    """Which ACLED sub-event type does a detail of the claim make?"""
    assert load().event_types[kind].sub_event(detail) == expected
