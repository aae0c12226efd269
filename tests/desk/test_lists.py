"""Names that a reviewer makes known: kept in their own lists, used at once, and run with later."""

import json

import pytest
from deciding import everything

from crosswire import pipeline
from crosswire.desk import Desk, Lists
from crosswire.gazetteers import Shelf
from crosswire.records import Verdict
from crosswire.store import Store
from crosswire.vocab import load

XARUBEH = {"name": "Xarubeh", "coordinates": "34.64, 38.57", "country": "SY", "admin1": "Homs"}
FIRST = (
    "Shells hit Xarubeh\n\nThe Zebra Brigade shelled the village of Xarubeh in Homs on 3 March "
    "2031, killing 4 people, a medic said. Rebels stormed a checkpoint near Xarubeh on the same "
    "day, a resident said.\n"
)
SECOND = (
    "Clashes in Homs\n\nThe Zebra Brigade attacked army posts in the village of Xarubeh in Homs "
    "on 9 June 2031, killing 2 soldiers, a medic said.\n"
)


@pytest.fixture
def lists(tmp_path):
    return Lists(tmp_path / "vocabulary", tmp_path / "gazetteer")


@pytest.fixture
def store(tmp_path, lists):
    """Two articles that name a village and a brigade that no list knows."""
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    vocabulary, gazetteer = lists.read()
    with Store.open(tmp_path / "crosswire.db") as opened:
        paths = [tmp_path / "first.txt", tmp_path / "second.txt"]
        pipeline.run(opened, paths, workers=1, vocabulary=vocabulary, gazetteer=gazetteer)
        yield opened


@pytest.fixture
def desk(store, lists, clock):
    return opened(store, lists, clock)


def opened(store, lists, clock):
    vocabulary, gazetteer = lists.read()
    return Desk(store, vocabulary=vocabulary, gazetteer=gazetteer, lists=lists, clock=clock)


def of(store, words):
    """The claims of the article that has these words."""
    found = [row for row in store.claims_view() if words in row.article.text]
    assert found
    return found


def places(store, words):
    return {place.name for row in of(store, words) for place in row.resolution.places}


def actors(store, words):
    return {party.actor_id for row in of(store, words) for party in row.resolution.parties}


def by_brigade(store, words):
    """The claim of that article whose side is the brigade."""
    return next(
        row for row in of(store, words) if any("Zebra" in span.quote for span in row.claim.side_a)
    )


# --- places ------------------------------------------------------------------------------------
def test_a_place_is_kept_and_set_at_once(store, desk, lists):
    """Is it a row of the list `reviewed`, the claim's place, and told in the decision?"""
    claim = by_brigade(store, "Shells").claim
    decision = desk.add_place(XARUBEH, [claim.id], "Rana")
    (listed,) = Shelf(lists.places).lists()
    assert (listed.name, listed.own) == ("reviewed", True)
    (row,) = [each for each in store.claims_view() if each.claim.id == claim.id]
    place = row.resolution.places[0]
    assert (place.name, place.latitude, place.longitude) == ("Xarubeh", 34.64, 38.57)
    assert (place.admin1, place.where_prec) == ("Homs", 1)
    assert place.gazetteer_id.startswith("reviewed:")
    assert decision.message.startswith("Xarubeh is in your list, and set here.")
    assert not desk.outdated()
    assert desk.stale()


def test_undo_takes_the_edit_back_and_leaves_the_list(store, desk, lists):
    """Is the edit a judgement like any other, and the name still known where it is written?"""
    claim = by_brigade(store, "Shells").claim
    decision = desk.add_place(XARUBEH, [claim.id], "Rana")
    desk.retract(decision.undo, "Rana")
    assert Shelf(lists.places).lists()
    (row,) = [each for each in store.claims_view() if each.claim.id == claim.id]
    assert row.resolution.places[0].reason != "A person set this place."


def test_other_articles_follow_at_the_next_run(store, desk):
    """Is the place known in the article at hand at once, and in the others after a run?"""
    before = places(store, "Clashes")
    assert "Xarubeh" in FIRST
    assert "Xarubeh" in SECOND
    desk.add_place(XARUBEH, [by_brigade(store, "Shells").claim.id], "Rana")
    assert "Xarubeh" in places(store, "Shells")
    assert places(store, "Clashes") == before
    desk.run_again()
    assert "Xarubeh" in places(store, "Clashes")
    assert not desk.stale()


def test_the_next_decision_does_not_derive_everything(store, desk, monkeypatch):
    """Is a decision after a name as quick as one before it, for no rebuild is due?"""
    claim = by_brigade(store, "Shells").claim
    desk.add_place(XARUBEH, [claim.id], "Rana")
    monkeypatch.setattr(pipeline, "rebuild", None)  # whoever calls it fails
    other = by_brigade(store, "Clashes").claim
    value = json.dumps({"name": "Xarubeh"})
    desk.judge(Verdict.EDIT, [other.id], "Rana", field="place", value=value)


def test_a_run_elsewhere_with_the_names_is_no_other_tool(store, desk, lists, monkeypatch):
    """Does a desk take up what another command added and derived with, and derive nothing anew?"""
    Lists(lists.vocabulary, lists.places).add_place(XARUBEH)
    vocabulary, gazetteer = lists.read()
    pipeline.run(store, [], workers=1, vocabulary=vocabulary, gazetteer=gazetteer)
    assert desk.outdated()
    monkeypatch.setattr(pipeline, "rebuild", None)
    desk.judge(Verdict.ACCEPT, [by_brigade(store, "Shells").claim.id], "Rana")
    assert desk.gazetteer.hash == gazetteer.hash


def test_what_followed_is_what_a_rebuild_makes(store, desk, lists, clock):
    """Are two articles decided on with new names as all is after a run with these?"""
    for words in ("Shells", "Clashes"):
        claim = by_brigade(store, words).claim
        desk.add_place(XARUBEH, [claim.id], "Rana")
    now = everything(store)
    desk.run_again()
    assert everything(store) == now
    assert not opened(store, lists, clock).outdated()


REFUSED = [
    ({"coordinates": "34.64"}, "no latitude and longitude"),
    ({"coordinates": "95, 38"}, "does not lie between -90 and 90"),
    ({"admin1": "Nowhere"}, "no first-order unit of Syria"),
    ({"country": "XX"}, "no country code"),
    ({"name": " \u202e "}, "has no name"),
    ({"name": "x" * 201}, "at most 200 letters"),
    ({"name": "=1+1"}, "is no name"),
]


@pytest.mark.parametrize(("change", "why"), REFUSED)
def test_a_place_that_does_not_fit_is_refused_in_one_sentence(store, desk, lists, change, why):
    """Is nothing kept, neither in the list nor in the database?"""
    claim = by_brigade(store, "Shells").claim
    with pytest.raises(ValueError, match=why) as caught:
        desk.add_place(XARUBEH | change, [claim.id], "Rana")
    assert "\n" not in str(caught.value)
    assert Shelf(lists.places).lists() == []
    assert list(store.judgements_view()) == []


def test_nothing_is_added_for_a_claim_that_is_not_there(store, desk, lists):
    """Is the list as it was where the edit could not be made, or nobody says their name?"""
    with pytest.raises(ValueError, match="no claim"):
        desk.add_place(XARUBEH, ["clm_none"], "Rana")
    with pytest.raises(ValueError, match="your name"):
        desk.add_place(XARUBEH, [by_brigade(store, "Shells").claim.id], " ")
    assert Shelf(lists.places).lists() == []


def test_a_folder_that_cannot_be_written_is_said(store, tmp_path, clock):
    """Is a file in the folder's place one sentence, and no error of the program?"""
    (tmp_path / "taken").write_text("")
    lists = Lists(tmp_path / "vocabulary", tmp_path / "taken" / "gazetteer")
    with pytest.raises(ValueError, match="cannot be written"):
        opened(store, lists, clock).add_place(
            XARUBEH, [by_brigade(store, "Shells").claim.id], "Rana"
        )


# --- actors ------------------------------------------------------------------------------------
def side(row):
    words = row.claim.side_a[0].quote
    return {"field": "side_a", "value": words, "words": words}


def test_words_are_given_to_an_actor_of_the_roster(store, desk, lists):
    """Is the claim's party that actor at once, and the other article's after a run?"""
    row = by_brigade(store, "Shells")
    assert "hezbollah" not in actors(store, "Shells") | actors(store, "Clashes")
    decision = desk.add_actor(side(row) | {"actor": "hezbollah"}, [row.claim.id], "Rana")
    assert "means Hezbollah from now on" in decision.message
    assert "hezbollah" in actors(store, "Shells")
    assert "hezbollah" not in actors(store, "Clashes")
    assert load(lists.vocabulary).actor(row.claim.side_a[0].quote).id == "hezbollah"
    desk.run_again()
    assert "hezbollah" in actors(store, "Clashes")


def test_an_actor_that_the_roster_lacks(store, desk):
    """Does a new one come with its kind, side and country, and is offered from now on?"""
    row = by_brigade(store, "Shells")
    new = {"name": "Zebra Brigade", "kind": "militia", "side": "syria:government", "country": "sy"}
    desk.add_actor(side(row) | new, [row.claim.id], "Rana")
    (found,) = desk.vocabulary.actors_like("zebra")
    assert (found.id, found.kind, found.country) == ("zebra_brigade", "militia", "SY")
    assert found.side == ("syria:government",)
    assert "zebra_brigade" in actors(store, "Shells")


def test_an_actor_can_be_given_by_name(store, desk):
    """Does the whole name do, where nothing that was offered could be chosen?"""
    row = by_brigade(store, "Shells")
    desk.add_actor(side(row) | {"actor": " hezbollah "}, [row.claim.id], "Rana")
    desk.add_actor(side(row) | {"actor": "HEZBOLLAH"}, [row.claim.id], "Rana")
    assert "hezbollah" in actors(store, "Shells")


NOBODY = [
    ({}, "Choose an actor of the roster"),
    ({"actor": "hezbollah", "name": "Zebra", "kind": "militia"}, "one of both"),
    ({"actor": "zzz"}, 'no actor "zzz"'),
    ({"name": "Zebra", "kind": "gang"}, "'kind' is 'gang'"),
    ({"name": "Zebra", "kind": "militia", "side": "syria:nobody"}, "no side of a war"),
    ({"name": "Zebra", "kind": "militia", "country": "Syria"}, "no country code"),
    ({"name": "Zebra", "kind": "militia", "local": "yes"}, "no country of its own"),
    ({"name": "...", "kind": "militia"}, "has no name"),
    ({"actor": "hezbollah", "words": ""}, "has no name"),
    ({"actor": "hezbollah", "value": "the Lions of Nowhere"}, "does not stand in the article"),
    ({"actor": "hezbollah", "field": "colour"}, 'no field "colour"'),
]


@pytest.mark.parametrize(("change", "why"), NOBODY)
def test_a_name_that_does_not_fit_is_refused_in_one_sentence(store, desk, lists, change, why):
    """Is nothing kept, neither in the vocabulary nor in the database?"""
    row = by_brigade(store, "Shells")
    with pytest.raises(ValueError, match=why) as caught:
        desk.add_actor(side(row) | change, [row.claim.id], "Rana")
    assert "\n" not in str(caught.value)
    assert not [path for path in lists.vocabulary.rglob("*") if path.is_file()]
    assert list(store.judgements_view()) == []


def test_a_desk_without_lists_says_so(store, lists, clock):
    """Is a name refused where no folder was given for it?"""
    vocabulary, gazetteer = lists.read()
    bare = Desk(store, vocabulary=vocabulary, gazetteer=gazetteer, clock=clock)
    with pytest.raises(ValueError, match="No folder was given"):
        bare.add_place(XARUBEH, [by_brigade(store, "Shells").claim.id], "Rana")
