import pytest

from crosswire.vocab import load


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Farsnews", "Fars News Agency"),
        ("FNA", "Fars News Agency"),
        ("AFP", "Agence France-Presse"),
        ("the Associated Press", "Associated Press"),
        ("ITAR-TASS", "TASS"),
        ("National News Agency", "National News Agency"),
        ("Xinhua News Agency", "Xinhua"),
        ("BBC News", None),  # an outlet, and no agency
        ("Villagers", None),
        ("", None),
    ],
)
def test_agency(words, expected):
    """Which agency does a credit name?"""
    assert load().agency(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dailysabah", "daily_sabah"),
        ("*The Times of Israel*", "times_of_israel"),
        ("Al-Manar", "al_manar"),
        ("bbc.co.uk", "bbc"),
        ("www.bbc.com", "bbc"),
        ("https://english.alarabiya.net/News/1", "al_arabiya"),
        ("english.ahram.org.eg/news", "ahram"),
        ("co.uk", None),
        ("example.org", None),
        ("The Daily Star", None),  # several outlets of that name
    ],
)
def test_outlet(words, expected):
    """Which outlet does a name, a host or an address lead to?"""
    outlet = load().outlet(words)
    assert (outlet.id if outlet else None) == expected


def test_every_name_leads_to_its_outlet():
    """Does each name and alias lead back to its row, so that no two rows share one?"""
    vocabulary = load()
    lost = [
        (row.id, name)
        for row in vocabulary.outlets.values()
        for name in (row.name, *row.aliases, *row.hosts)
        if vocabulary.outlet(name) != row
    ]
    assert lost == []


def test_sides_are_those_of_actors_and_documented():
    """Is each side of an outlet one that actors have, and are state outlets documented?"""
    vocabulary = load()
    known = {side for actor in vocabulary.actors.values() for side in actor.side}
    assert {side for row in vocabulary.outlets.values() for side in row.sides} <= known
    states = [row for row in vocabulary.outlets.values() if row.state_controlled]
    assert len(states) > 40
    assert all(row.documented for row in states)


def test_agencies_can_be_quoted():
    """Is an agency that is cited as a speaker an actor with the agency's side?"""
    actor = load().actor("the state news agency SANA", country="SY")
    assert actor is not None
    assert (actor.kind, actor.side) == ("agency", ("syria:government",))
