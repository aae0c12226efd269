"""The map's list, the review queue, sources, control and the report, on the example corpus."""

import csv
import io
import re

import pytest

from crosswire.records import Grade
from crosswire.rows import Need, Order, Search
from crosswire.web import query
from crosswire.web.pages import ROUTES
from crosswire.web.situation import listed
from crosswire.web.voices import by_voice

PATHS = ["/", "/review", "/sources", "/sources/speakers", "/control", "/report", "/runs"]


@pytest.fixture(scope="module")
def example(visit, coded_example):
    return visit(coded_example)


def heads(text):
    return re.findall(r"<h[12][^>]*>(.*?)</h[12]>", text, re.DOTALL)


@pytest.mark.parametrize("path", PATHS)
def test_each_page_answers(example, path):
    """Has each page a heading, and no style or script of its own in its text?"""
    answer = example.get(path)
    assert answer.status_code == 200
    assert heads(answer.text)
    assert "<style" not in answer.text
    assert not re.search(r"<script(?! [^>]*src=)", answer.text)
    assert " style=" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/incidents", "/sources", "/sources/speakers", "/control", "/report", "/review", "/runs"],
)
def test_each_page_has_a_json_twin(example, path):
    """Is the twin JSON, whatever the page shows?"""
    answer = example.get(f"{path}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()


def test_list_file_and_map_of_one_address_show_the_same(example):
    """Do the list, its CSV, its GeoJSON and the map's marks hold the same incidents?"""
    address = query.write(Search(country="SD"))
    cards, after = [], ""
    while after is not None:
        found = example.get(f"/incidents.json?{address}&after={after}").json()
        cards += found["incidents"]
        after = found["after"]
    listed = [card["id"] for card in cards]
    assert len(listed) == found["total"] == len(set(listed)) > 20
    rows = list(csv.DictReader(io.StringIO(example.get(f"/incidents.csv?{address}").text)))
    assert {row["incident_id"] for row in rows} == set(listed)
    features = example.get(f"/incidents.geojson?{address}").json()["features"]
    assert {each["properties"]["incident_id"] for each in features} == set(listed)
    drawn = example.get(f"/marks.json?{address}").json()["marks"]["id"]
    located = [card["id"] for card in cards if card["longitude"] is not None]
    assert sorted(drawn) == sorted(located) != []


@pytest.mark.parametrize("order", list(Order))
def test_every_order_lists_every_incident(example, order):
    """Does each order show its first page in that order?"""
    found = example.get(f"/incidents.json?order={order}").json()["incidents"]
    assert len(found) == 50
    if order is Order.CASUALTIES:
        numbers = [each["killed_best"] or 0 for each in found]
        assert numbers == sorted(numbers, reverse=True)


def test_a_chip_takes_its_filter_away(example):
    """Does a filter show as a chip whose link leaves the others?"""
    text = example.get("/?country=SY&grade=weak").text
    assert 'href="/?grade=weak"' in text
    assert 'href="/?country=SY"' in text


def test_what_cannot_be_read_is_a_sentence(example):
    """Is a bad filter answered with 400 and one sentence, as a page and as JSON?"""
    page = example.get("/?type=battle")
    assert (page.status_code, "There is no type" in page.text) == (400, True)
    twin = example.get("/incidents.json?since=soon")
    assert twin.status_code == 400
    assert twin.json()["error"].startswith('"soon" is not a day')


def test_an_unknown_address_is_a_sentence(example):
    """Is an address that is not there answered with 404, and not with a trace?"""
    for path in ("/nowhere", "/sources/outlets/Nobody", "/incidents/inc_none", "/articles/x"):
        answer = example.get(path)
        assert answer.status_code == 404, path
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("need", list(Need))
def test_each_need_has_its_queue(example, need):
    """Are the items of a need all of that need, and as many as its count says?"""
    told = example.get(f"/review.json?need={need}").json()
    assert all(each["need"] == need for each in told["items"])
    assert bool(told["items"]) == bool(told["counts"].get(need))
    assert example.get(f"/review?need={need}").status_code == 200


def test_what_is_skipped_does_not_come_next(example):
    """Is another item shown where the first ones are skipped?"""
    first, second, third = (each["id"] for each in example.get("/review.json").json()["items"][:3])
    assert f'data-item="{first}"' in example.get("/review").text
    shown = example.get(f"/review?skip={first}&skip={second}").text
    assert f'data-item="{third}"' in shown


def test_a_text_is_reviewed_once_with_all_its_copies(example, coded_example):
    """Has the queue each claim of an incident once, a text's copies together in one decision?"""
    rows = coded_example.incident_rows(Search())
    told = next(row for row in rows if any(t.copies for _, each in by_voice(row) for t in each))
    texts = [each.ids for _, all_told in by_voice(told) for each in all_told]
    shown = example.get(f"/review/{told.incident.id}").text
    rejected = re.findall(r'data-of="reject".*?name="claim" value="([^"]*)"', shown)
    assert [tuple(each.split()) for each in rejected] == texts
    assert sorted(each for ids in texts for each in ids) == sorted(told.incident.claim_ids)
    whole = re.search(r'id="reject-all".*?name="claim" value="([^"]*)"', shown)[1]
    assert tuple(whole.split()) == told.incident.claim_ids
    assert "is decided on its copies too" in shown


def test_candidates_are_incidents_of_the_words(example):
    """Are incidents of the typed words offered for a merge, and the incident itself not?"""
    first = example.get("/review.json").json()["items"][0]["id"]
    offered = example.get(f"/review/{first}/candidates?words=omdurman").text
    assert offered.count("Merge with this") >= 1
    assert example.get(f"/review/{first}/candidates?words=").text.count("Merge with this") == 0


def test_the_report_adds_up_what_its_list_tells(example):
    """Are the numbers of the report those of the incidents that it lists by place?"""
    address = "/report.json?country=SY&since=2016-10-01&until=2016-10-31"
    told = example.get(address).json()
    cards = [card for area in told["areas"] for card in area["listed"]["cards"]]
    assert told["happened"] == len(cards) == len({card["id"] for card in cards}) > 20
    killed = next(each for each in told["sums"] if each["outcome"] == "killed")
    assert killed["best"] == sum(card["killed_best"] or 0 for card in cards)
    assert killed["low"] <= killed["best"] <= killed["high"]
    page = example.get(address.replace(".json", "")).text
    assert all(f"/incidents/{card['id']}" in page for card in cards)
    assert " more: " not in page


def test_the_report_knows_the_period_before(example):
    """Is the report of the period before what this one compares itself with?"""
    later = example.get("/report.json?since=2016-10-11&until=2016-10-17").json()
    before = example.get("/report.json?since=2016-10-04&until=2016-10-10").json()
    assert later["incidents_before"] == before["happened"] > 0
    assert later["before"] == before["sums"]


def test_a_report_lists_the_best_supported_of_many(coded_example):
    """Are the best of a full province listed, by day, with how many are not?"""
    cards = coded_example.cards_of(Search(country="SY"))
    found = listed(cards, 10)
    assert (len(found.cards), found.more) == (10, len(cards) - 10)
    assert [card for card in cards if card in found.cards] == list(found.cards)
    rest = [card for card in cards if card not in found.cards]
    ranks = [[list(Grade).index(card.grade) for card in some] for some in (found.cards, rest)]
    assert max(ranks[0]) <= min(ranks[1]) < max(ranks[1])


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("since=2016-10-31&until=2016-10-01", "before it begins"),
        ("since=2015-01-01&until=2016-10-01", "three months"),
    ],
)
def test_a_report_of_no_period_is_refused(example, address, why):
    """Is a period that cannot be reported on refused in one sentence?"""
    answer = example.get(f"/report?{address}")
    assert (answer.status_code, why in answer.text) == (400, True)


def test_outlets_as_a_file(example):
    """Does the CSV have every outlet once, and no cell that a spreadsheet would run?"""
    rows = list(csv.DictReader(io.StringIO(example.get("/sources.csv").text)))
    names = [row["outlet"] for row in rows]
    assert len(names) == len(set(names)) > 30
    assert sum(int(row["articles"]) for row in rows) > 80


def test_control_on_a_day_is_one_state_a_place(example):
    """Is each place told once with ``day``, by its last state until then?"""
    states = example.get("/control.json?day=2017-12-31").json()
    places = [(s["place"]["gazetteer_id"] or s["place"]["name"]) for s in states]
    assert len(places) == len(set(places)) > 0
    assert all(state["since"] <= "2017-12-31" for state in states)


def test_names_are_suggested(example):
    """Are outlets of the data suggested by their first letters, and nothing for none?"""
    some = example.get("/sources.json").json()["outlets"][0]["name"]
    found = example.get(f"/suggest/outlets?words={some[:4]}").json()
    assert some in [each["name"] for each in found]
    assert example.get("/suggest/outlets?words=").json() == []


def test_every_form_needs_its_token(visit, coded_example):
    """Does no address that changes something take a form without the CSRF token?"""
    client = visit(coded_example)
    client.headers["x-csrf"] = "wrong"
    paths = {route.path for route in ROUTES if "POST" in (route.methods or ())}
    assert len(paths) >= 6
    for path in paths:
        answer = client.post(path.replace("{id}", "x"), data={"csrf": "wrong"})
        assert answer.status_code == 403, path


@pytest.mark.parametrize("name", ["island.js", "shared.css", "base/world.json.gz"])
def test_what_never_changes_is_sent_once(example, name):
    """Does a browser that has a file hear that it is still so, while news is never kept?"""
    first = example.get(f"/static/{name}")
    assert first.headers["cache-control"] == "no-cache"
    again = example.get(f"/static/{name}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert example.get("/marks.json").headers["cache-control"] == "no-store"
