"""Names that no list knows, made known on the pages, and claims that are split off together."""

import re

import pytest
from html_reader import SCRIPT, Reader

from crosswire.desk import Lists
from crosswire.gazetteers import Shelf
from crosswire.gazetteers.own import KINDS as READ
from crosswire.rows import Search
from crosswire.vocab import load
from crosswire.web.pages.known import KINDS

XARUBEH = {"name": "Xarubeh", "coordinates": "34.64, 38.57", "country": "SY", "admin1": "Homs"}
JSON = {"accept": "application/json"}


@pytest.fixture
def lists(tmp_path):
    return Lists(tmp_path / "vocabulary", tmp_path / "gazetteer")


@pytest.fixture
def client(visit, own, lists):
    """A browser at a workbench that can add to the user's lists."""
    return visit(own, lists)


@pytest.fixture
def row(own):
    """A claim with a side, a place and others of its incident."""
    rows = (claim for each in own.incident_rows(Search()) for claim in each.claims)
    return next(each for each in rows if each.claim.side_a and each.resolution.places)


def resolution(store, claim_id):
    return next(each for each in store.claims_view() if each.claim.id == claim_id).resolution


# --- a place -------------------------------------------------------------------------------------
def test_the_form_for_a_place_is_a_part_and_a_page(client, row):
    """Has it what was typed, and the country and province that the claim is known to?"""
    path = f"/places/new?claim={row.claim.id}&typed=Xarubeh"
    part = client.get(path, headers={"hx-request": "true"}).text
    whole = client.get(path).text
    place = row.resolution.places[0]
    for page in (part, whole):
        assert 'name="name" value="Xarubeh"' in page
        assert f'<option value="{place.country}" selected>' in page
    assert part.startswith("<form")
    assert "<main" in whole
    assert 'action="/places"' in whole


def test_a_place_is_added_and_set_with_one_form(client, own, lists, row):
    """Is it in the list and on the claim, and is what came of it said, with its undo?"""
    told = {**XARUBEH, "claim": row.claim.id}
    answer = client.post("/places", data=told, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert "Xarubeh is in your list, and set here." in Reader(answer.text).text
    assert "/retract" in answer.text
    assert "crosswire:judged" in answer.headers["hx-trigger"]
    assert resolution(own, row.claim.id).places[0].name == "Xarubeh"
    assert [each.name for each in Shelf(lists.places).lists()] == ["reviewed"]
    page = client.get(f"/incidents/{row.incident_id}/claims/{row.claim.id}")
    text = Reader(client.get(page.headers.get("location", page.url.path)).text).text
    assert "edited place to Xarubeh" in text
    assert "or made names known, since all was derived last" in client.get("/runs/stale").text


def test_a_plain_form_goes_back_to_the_claim(client, row):
    """Does it work without a script, and lead where the form says?"""
    page = client.get(f"/places/new?claim={row.claim.id}").text
    next_ = re.search(r'name="next" value="([^"]+)"', page)[1]
    answer = client.post("/places", data={**XARUBEH, "claim": row.claim.id, "next": next_})
    assert (answer.status_code, answer.headers["location"]) == (303, next_)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"coordinates": "here"}, "no latitude and longitude in degrees"),
        ({"admin1": "Nowhere"}, "no first-order unit of Syria"),
        ({"name": "=cmd|' /C calc'!A0"}, "is no name"),
        ({"claim": "clm_none"}, "no claim clm_none"),
        ({"kind": "castle"}, "is not one of"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(client, lists, row, change, why):
    """Is it one sentence, with nothing kept?"""
    answer = client.post("/places", data={**XARUBEH, "claim": row.claim.id} | change)
    assert answer.status_code == 400
    assert why in Reader(answer.text).text
    assert Shelf(lists.places).lists() == []


def test_a_place_that_was_typed_and_not_chosen_is_told_so(client, row):
    """Does the edit say what to do, and not that its value is no JSON?"""
    edit = {"verdict": "edit", "claim": row.claim.id, "field": "place", "value": ""}
    answer = client.post("/judgements", data={**edit, "typed": "Xarubeh"})
    assert answer.status_code == 400
    assert '"Xarubeh" was not chosen' in Reader(answer.text).text


def test_the_kinds_of_places_are_those_that_lists_have():
    """Has each kind of a list's places words on the page?"""
    assert set(KINDS) == set(READ) - {""}


# --- an actor ------------------------------------------------------------------------------------
def test_the_form_for_an_actor_has_the_words_that_nobody_bears(client, row):
    """Are the words as written in it, and the kinds and sides that there are?"""
    words = row.claim.side_a[0].quote
    page = client.get(f"/actors/new?claim={row.claim.id}&field=side_a").text
    assert words in Reader(page).text or f'value="{words}"' in page
    assert '<option value="armed_group" selected>armed group</option>' in page
    assert '<option value="syria:government">Syria, government</option>' in page
    assert client.get(f"/actors/new?claim={row.claim.id}&field=colour").status_code == 400
    assert client.get("/actors/new?claim=clm_none&field=side_a").status_code == 404


def actor(row, **told):
    words = row.claim.side_a[0].quote
    edit = {"claim": row.claim.id, "field": "side_a", "value": words, "words": words}
    return {**edit, **told}


def test_words_are_given_to_an_actor(client, own, lists, row):
    """Is the party that actor at once, and a row of the vocabulary?"""
    answer = client.post("/actors", data=actor(row, actor="hezbollah"), headers=JSON)
    assert answer.status_code == 200, answer.text
    assert "means Hezbollah from now on" in answer.json()["message"]
    parties = resolution(own, row.claim.id).parties
    assert "hezbollah" in {party.actor_id for party in parties}
    assert load(lists.vocabulary).actor(row.claim.side_a[0].quote).id == "hezbollah"


@pytest.mark.parametrize(
    "name", [SCRIPT, 'x"}]\n- {id: evil}', "{{ 7*7 }} !!python/x", "\u202eevil"]
)
def test_a_hostile_name_is_only_ever_text(client, own, lists, row, name):
    """Does a new actor keep its name as words, in the file and on the page?"""
    told = actor(row, name=name, kind="militia", side="", country="SY")
    answer = client.post("/actors", data=told, headers=JSON)
    assert answer.status_code == 200, answer.text
    rows = load(lists.vocabulary)
    assert len(rows.actors) == len(load().actors) + 1
    (new,) = rows.actors.keys() - load().actors.keys()
    shown = " ".join(name.replace("\u202e", " ").split())
    assert rows.actors[new].name == shown
    page = Reader(client.get(f"/articles/{row.article.id}").text)
    assert shown in page.text
    assert page.scripts == [*Reader(client.get("/runs").text).scripts, "/static/evidence.js"]
    assert page.handlers == []


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/places", "/actors"])
def test_only_who_may_decide_adds_names(client, lists, row, path):
    """Is a form without this start's signature, from elsewhere, or of nobody by name refused?"""
    told = XARUBEH | actor(row, actor="hezbollah")
    assert client.post(path, data=told, headers={"x-csrf": "no"}).status_code == 403
    assert client.post(path, data=told, headers={"origin": "http://evil"}).status_code == 403
    client.cookies.delete(next(each for each in client.cookies if each.endswith("-name")))
    assert client.post(path, data=told).status_code == 403
    assert Shelf(lists.places).lists() == []
    assert not lists.vocabulary.exists()


# --- several claims ------------------------------------------------------------------------------
@pytest.fixture
def incident(own):
    """An incident of many claims, of several texts."""
    rows = own.incident_rows(Search())
    return max(rows, key=lambda each: len({claim.article.id for claim in each.claims}))


def ticked(page):
    """What each box of a page's texts sends."""
    return re.findall(r'<input type="checkbox" name="claim" value="([^"]+)" form="split-', page)


@pytest.mark.parametrize("ending", ["", "/claims"])
def test_marked_texts_are_split_off_together_and_undone_at_once(client, own, incident, ending):
    """Do two texts with their copies become one incident, and does one undo bring them back?"""
    path = f"/incidents/{incident.incident.id}"
    boxes = ticked(client.get(path + ending).text)
    marked = boxes[:2]
    ids = {key for each in marked for key in each.split()}
    assert len(boxes) > 2
    answer = client.post("/judgements", data={"verdict": "split", "claim": marked}, headers=JSON)
    assert answer.status_code == 200, answer.text
    homes = {key: own.incident(key).incident.claim_ids for key in answer.json()["incident_ids"]}
    (new,) = [key for key, told in homes.items() if ids <= set(told)]
    assert len(homes) == 2
    undo = answer.json()["undo"]
    assert client.post(f"/judgements/{undo}/retract", headers=JSON).status_code == 200
    assert own.incident(incident.incident.id).incident.claim_ids == incident.incident.claim_ids
    assert new == incident.incident.id or client.get(f"/incidents/{new}").status_code in (301, 410)


def test_all_of_an_incident_cannot_be_split_off(client, incident):
    """Is it refused with a sentence?"""
    told = {"verdict": "split", "claim": list(incident.incident.claim_ids)}
    answer = client.post("/judgements", data=told)
    assert answer.status_code == 400
    assert "no other claim" in Reader(answer.text).text


def test_one_text_offers_nothing_to_mark(client, own):
    """Has an incident of one claim no box, for there is nothing to split it from?"""
    alone = next(row for row in own.incident_rows(Search()) if len(row.claims) == 1)
    page = client.get(f"/incidents/{alone.incident.id}").text
    assert ticked(page) == []
    assert "Split off" not in page
