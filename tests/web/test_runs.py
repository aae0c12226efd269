"""What came in, running again, and setting what a document lacks."""

import time

import pytest

from crosswire import pipeline
from crosswire.store import Store
from crosswire.web.jobs import Jobs

TEXT = "Rebel shelling killed 12 people in the town of Azaz yesterday, a rescue worker said."


@pytest.fixture
def bare(tmp_path, knowledge):
    """A database with one article that tells neither its day nor its outlet, and one refusal."""
    (tmp_path / "bare.txt").write_text(f"Shells hit Azaz\n\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "empty.html").write_text("<html><body></body></html>", encoding="utf-8")
    vocabulary, gazetteer = knowledge
    known = {"vocabulary": vocabulary, "gazetteer": gazetteer}
    with Store.open(tmp_path / "crosswire.db") as store:
        files = [tmp_path / "bare.txt", tmp_path / "empty.html"]
        pipeline.run(store, files, workers=1, **known)
        yield store


def ended(client):
    for _ in range(600):
        job = client.get("/runs/progress.json").json()
        if job and job["ended"]:
            return job
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def only(client, path, name):
    (found,) = client.get(path).json()[name]
    return found


def test_the_page_tells_what_came_in_and_what_was_left_out(visit, bare):
    """Are the totals, the refusal with its reason and the lacking article on the page?"""
    client = visit(bare)
    page = client.get("/runs").text
    refused = only(client, "/runs.json", "refused")
    assert refused["reason"] in page.replace("&#34;", '"')
    assert "Shells hit Azaz" in page
    assert client.get("/runs.json").json()["totals"]["articles"] == 1


def test_a_day_that_is_set_dates_what_the_article_tells(visit, bare):
    """Is "yesterday" a day once a person set the article's day and all was derived anew?"""
    client = visit(bare)
    assert only(client, "/incidents.json", "incidents")["date_start"] is None
    document = only(client, "/articles.json", "articles")["document_id"]
    given = {"field": "published_at", "value": "2017-04-06"}
    assert client.get("/runs/stale.json").json() == {"stale": False}
    assert client.post(f"/documents/{document}/mend", data=given).status_code == 303
    assert only(client, "/articles.json", "articles")["published_at"] == "2017-04-06"
    assert "decided" in client.get("/runs/stale").text
    assert client.post("/runs").status_code == 303
    assert not ended(client)["failed"]
    assert only(client, "/incidents.json", "incidents")["date_start"] == "2017-04-05"
    assert "None." in client.get("/runs").text or "Outlet of" in client.get("/runs").text


def test_what_was_set_outlives_a_coding_anew(visit, bare, knowledge):
    """Does another coder's reading of the document keep the outlet that a person set?"""
    client = visit(bare)
    document = only(client, "/articles.json", "articles")["document_id"]
    given = {"field": "outlet", "value": "Azaz  Wire"}
    assert client.post(f"/documents/{document}/mend", data=given).status_code == 303
    vocabulary, gazetteer = knowledge
    pipeline.run(bare, [], workers=1, coder="rules", vocabulary=vocabulary, gazetteer=gazetteer)
    assert only(client, "/articles.json", "articles")["outlet"] == "Azaz Wire"
    (kept,) = bare.mends_of(document)
    assert (kept.value, kept.by) == ("Azaz Wire", "Ana")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("published_at", "last week", "is not a day"),
        ("outlet", " ", "An outlet's name has"),
        ("outlet", "x" * 201, "An outlet's name has"),
        ("title", "Better", "cannot be set"),
    ],
)
def test_what_does_not_fit_is_refused(visit, bare, field, value, why):
    """Is a value that cannot be refused in one sentence, and nothing kept?"""
    client = visit(bare)
    document = only(client, "/articles.json", "articles")["document_id"]
    answer = client.post(f"/documents/{document}/mend", data={"field": field, "value": value})
    assert answer.status_code == 400
    assert why in answer.text.replace("&#39;", "'")
    assert bare.mends_of(document) == []


def test_what_an_article_tells_itself_is_not_set_anew(visit, coded_example):
    """Is an outlet that is known left as it is?"""
    client = visit(coded_example)
    document = client.get("/articles.json").json()["articles"][0]["document_id"]
    given = {"field": "outlet", "value": "Another"}
    answer = client.post(f"/documents/{document}/mend", data=given)
    assert (answer.status_code, "is known" in answer.text) == (400, True)


def test_one_work_at_a_time():
    """Is a second work refused while the first goes on, and let in after it?"""
    jobs, go_on = Jobs(), []

    def wait(tell):
        tell("link", 3, 10)
        while not go_on:
            time.sleep(0.01)
        return "done."

    jobs.start("The run", "Ana", wait)
    with pytest.raises(ValueError, match="goes on"):
        jobs.start("The run", "Eva", wait)
    go_on.append(True)
    while jobs.now.ended is None:
        time.sleep(0.01)
    assert (jobs.now.step, jobs.now.done, jobs.now.total) == ("linking", 3, 10)
    assert (jobs.now.message, jobs.now.failed) == ("done.", False)
    jobs.start("The run", "Eva", wait)


def test_a_work_that_fails_says_why():
    """Is what stopped a work its message, where people look for it?"""
    jobs = Jobs()

    def fail(tell):
        raise OSError("the disk is full")

    jobs.start("The run", "Ana", fail)
    while jobs.now.ended is None:
        time.sleep(0.01)
    assert (jobs.now.message, jobs.now.failed) == ("the disk is full", True)
