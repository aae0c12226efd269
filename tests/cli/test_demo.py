"""The demo: the whole way on the bundled corpus, with the network cut."""

import json
import re

import pytest


@pytest.fixture(scope="module")
def demo(crosswire, tmp_path_factory):
    """The demo's result and folder."""
    folder = tmp_path_factory.mktemp("demo")
    done = crosswire("demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return done, folder / "crosswire-demo"


def claims_of(folder):
    lines = (folder / "claims.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_summary_says_what_was_found(demo):
    """Are documents, copies, claims, incidents and five of the best with reasons printed?"""
    printed, _ = demo
    for words in ("documents", "copies", "claims", "incidents", "Best supported", "Kept apart"):
        assert words in printed.stdout
    assert len(re.findall(r"\binc_[0-9a-f]{20}\b", printed.stdout)) == 5
    assert printed.stdout.count("origin") >= 5


def test_what_was_refused_is_named(demo):
    """Are the picture that calls itself a text and the French article named with their reasons?"""
    words = "".join(demo[0].stdout.split())
    assert "ayorou-photograph.txt" in words
    assert "binarydata" in words
    assert "courrier-du-fleuve-gao" in words
    assert "isfr,whichcannotbecodedyet" in words


def test_it_says_where_to_look(demo):
    """Do the database, the report and the exports lie where the summary says?"""
    _, folder = demo
    names = ("crosswire.db", "report.html", "incidents.csv", "incidents.geojson", "claims.jsonl")
    assert all((folder / name).stat().st_size > 0 for name in names)


def test_the_football_battle_is_no_claim(demo):
    """Is the derby's "battle", with its rockets and its siege, read as the match that it was?"""
    _, folder = demo
    claims = claims_of(folder)
    assert len(claims) > 300
    assert not [c["quote"] for c in claims if c["doc_id"] == "dnipro-sport-derby"]


def test_six_reprints_are_one_origin(demo):
    """Is the agency's bomb told by seven articles and one origin?"""
    _, folder = demo
    claims = claims_of(folder)
    told = {c["doc_id"]: c["story_id"] for c in claims if c["story_id"]}
    reprints = {doc: story for doc, story in told.items() if doc.endswith("-azaz")}
    agency = told["lw-azaz-car-bomb"]
    assert set(reprints.values()) == {agency}
    assert len(reprints) == 5  # and the sixth lies in the web archive, under its record's id


def test_a_second_demo_changes_nothing(demo, crosswire):
    """Are the exports the same bytes after running it again?"""
    _, folder = demo
    names = ("incidents.csv", "incidents.geojson", "claims.jsonl")
    before = [(folder / name).read_bytes() for name in names]
    crosswire("demo", cwd=folder.parent)
    assert [(folder / name).read_bytes() for name in names] == before
