"""What a person decides on an incident's page, and what the pages show of it at once."""

import re

import pytest
from html_reader import Reader

from crosswire.rows import Search


@pytest.fixture
def told(own):
    """An incident that several outlets tell, and not in one breath."""
    rows = own.incident_rows(Search())
    return next(row for row in rows if len({c.article.id for c in row.claims}) > 3)


def press(client, page, action, **fields):
    """Send a form of a page as a browser does: the one with this action and these fields."""
    for form in re.findall(r"<form\b.*?</form>", page, re.DOTALL):
        inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
        buttons = re.findall(r'<button name="(\w+)" value="(\w+)"', form)
        given = {name: value for name, value in fields.items() if name != "claim"}
        offers = set(given.items()) <= {*inputs, *buttons}
        if f'action="{action}"' in form and offers and fields.get("claim", "") in form:
            data = {}
            for name, value in inputs:
                data.setdefault(name, []).append(value)
            return client.post(action, data={**data, **given}, headers={"accept": "text/html"})
    raise AssertionError(f"the page has no form for {action} with {fields}")


def test_accept_shows_and_undo_takes_it_back(visit, own, told):
    """Is what was accepted marked on the claim and in the history, with the means to undo it?"""
    client, path = visit(own), f"/incidents/{told.incident.id}"
    answer = press(client, client.get(path).text, "/judgements", verdict="accept")
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    page = client.get(path).text
    assert "accepted by Ana" in Reader(page).text
    retract = re.search(r'action="(/judgements/\w+/retract)"', page)[1]
    assert press(client, page, retract).headers["location"] == path
    after = Reader(client.get(path).text).text
    assert "accepted by Ana" not in after
    assert "taken back" in after


def test_a_rejected_claim_leaves_its_incident_and_comes_back(visit, own, told):
    """Is a rejected claim told so on its own page and in its article, and can be accepted again?"""
    client, claim = visit(own), told.claims[0]
    path = f"/incidents/{told.incident.id}/claims/{claim.claim.id}"
    press(client, client.get(path).text, "/judgements", verdict="reject")
    assert claim.claim.id not in own.incident(told.incident.id).incident.claim_ids
    page = client.get(path)
    assert "A rejected claim" in page.text
    assert client.get(f"{path}.json").json()["rejected"] is True
    article = Reader(client.get(f"/articles/{claim.article.id}").text)
    assert "1 rejected" in article.text
    assert claim.claim.id in article.ids
    press(client, page.text, "/judgements", verdict="accept")
    assert claim.claim.id in own.incident(told.incident.id).incident.claim_ids


def test_merged_ids_lead_to_the_one_that_stays(visit, own, told):
    """Does an incident offered as near merge, and its old address lead on, twin and query too?"""
    client = visit(own)
    other = next(row for row in own.incident_rows(Search()) if row.incident.id != told.incident.id)
    claims = [told.claims[0].claim.id, other.claims[0].claim.id]
    client.post("/judgements", data={"verdict": "same", "claim": claims})
    living = own.incident(told.incident.id).incident
    assert set(claims) <= set(living.claim_ids)
    gone = ({told.incident.id, other.incident.id} - {living.id}).pop()
    for ending in ("", ".json", "/claims?from=0"):
        answer = client.get(f"/incidents/{gone}{ending}")
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/incidents/{living.id}{ending}"


def test_a_claim_that_was_split_off_is_found_where_it_is(visit, own, told):
    """Does the page of a split claim lead to its new incident, and the old one stay?"""
    client, claim = visit(own), told.claims[-1].claim.id
    path = f"/incidents/{told.incident.id}/claims/{claim}"
    press(client, client.get(path).text, "/judgements", verdict="split")
    answer = client.get(path)
    assert answer.status_code == 303
    now = answer.headers["location"].split("/")[2]
    assert now != told.incident.id
    assert claim in own.incident(now).incident.claim_ids
    assert client.get(f"/incidents/{told.incident.id}").status_code == 200


def test_an_edit_shows_beside_what_was_coded(visit, own, told):
    """Does an edited status stand on the claim's page, with the coder's value beside it?"""
    client, claim = visit(own), told.claims[0].claim
    assert claim.status == "occurred"
    edit = {"verdict": "edit", "claim": claim.id, "field": "status", "value": "denied"}
    client.post("/judgements", data=edit)
    answer = client.get(f"/incidents/{told.incident.id}/claims/{claim.id}")
    text = Reader(client.get(answer.headers.get("location", answer.url.path)).text).text
    assert "denied coded as occurred" in text
    assert "edited status to denied" in text


def test_the_history_says_what_a_decision_changed(visit, own, told):
    """Do the page and its twin say what it was before the claims of one article were rejected?"""
    client, path = visit(own), f"/incidents/{told.incident.id}"
    assert "nothing has changed since it was first read" in Reader(client.get(path).text).text
    first, count = told.claims[0].article.id, len(told.claims)
    of_first = [row.claim.id for row in told.claims if row.article.id == first]
    client.post("/judgements", data={"verdict": "reject", "claim": of_first})
    left = len(own.incident(told.incident.id).claims)
    (past,) = client.get(path + ".json").json()["past"]
    assert (past["incident"]["id"], past["claims"]) == (told.incident.id, count)
    text = Reader(client.get(path).text).text
    assert f"claims {count} → {left}" in text
    assert "Ana rejected" in text


def test_an_incident_that_lost_all_its_claims_says_so(visit, own):
    """Does the address of a rejected incident still answer, and tell that it was rejected?"""
    client = visit(own)
    row = next(row for row in own.incident_rows(Search()) if len(row.claims) == 1)
    path = f"/incidents/{row.incident.id}"
    press(client, client.get(path).text, "/judgements", verdict="reject")
    page = Reader(client.get(path).text)
    assert "rejected" in page.text
    assert row.claims[0].claim.quote.quote in page.text


def test_a_claim_made_by_hand(visit, own):
    """Is a claim made from an article's words marked in it, with its maker's name?"""
    client = visit(own)
    article = next(row.article for row in own.articles_view() if len(row.article.text) > 400)
    start = article.text.index("\n\n") + 2
    words = re.finditer(r"\w+", article.text[start:])
    event = next(found for found in words if len(found[0]) > 4)
    told = {
        "article": article.id,
        "quote_start": start,
        "quote_end": start + event.end() + 20,
        "trigger_start": start + event.start(),
        "trigger_end": start + event.end(),
        "type": "siege",
        "status": "occurred",
        "casualties": "",
    }
    answer = client.post("/claims", data=told, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.text
    page = Reader(client.get(f"/articles/{article.id}").text)
    assert answer.json()["id"] in page.ids
    assert "made by Ana" in page.text


def test_a_withdrawn_id_says_what_it_stood_for(visit, own, told, monkeypatch):
    """Does an id whose incident is gone say so, with the words it first rested on?"""
    client, path = visit(own), f"/incidents/{told.incident.id}"
    monkeypatch.setattr(type(own), "incident", lambda store, wanted: None)
    answer = client.get(path)
    assert answer.status_code == 410
    page = Reader(answer.text).text
    assert sum(claim.claim.quote.quote in page for claim in told.claims) >= 20
    assert client.get(f"{path}.json").json()["withdrawn"] is True
    part = client.get(path, headers={"hx-request": "true"})
    assert (part.status_code, part.text.startswith("<article")) == (200, True)
