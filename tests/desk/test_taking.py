"""What people decided, taken to another database and back."""

import json

import pytest
from deciding import Decider, everything, without_ids

from crosswire import pipeline
from crosswire.desk import Desk, take_up
from crosswire.exports import jsonl
from crosswire.exports.lookups import Lookups
from crosswire.records import Verdict
from crosswire.store import Store


def exported(store):
    """What ``crosswire export judgements --format jsonl`` writes."""
    for rows in (store.judgements_view(), store.made_view()):
        yield from jsonl.lines("judgements", rows, Lookups())


@pytest.fixture
def lines(store, desk):
    """The decisions of a person who did all there is to do."""
    Decider(desk, store, 3).decide(40)
    return list(exported(store))


@pytest.fixture
def other(coded, tmp_path):
    """The same documents in another database, where nobody decided anything."""
    path = tmp_path / "other.db"
    path.write_bytes(coded.read_bytes())
    with Store.open(path) as opened:
        yield opened


def test_all_that_was_decided_is_taken_up(store, lines, other, knowledge):
    """Are judgements, takings back and claims by hand the same there, with what follows?"""
    taken = take_up(other, lines)
    assert taken.left_out == ()
    assert taken.new + taken.claims == len(lines)
    assert taken.claims > 0
    assert other.fingerprint() == store.fingerprint()
    for each in (store, other):
        assert pipeline.rebuild(each, workers=1, **knowledge)
    assert list(exported(other)) == lines
    assert without_ids(other.incidents_view()) == without_ids(store.incidents_view())
    assert everything(other)["claims"].keys() == everything(store)["claims"].keys()


def test_taking_up_twice_adds_nothing(store, lines):
    """Is a file that came from here known in full?"""
    before = everything(store)
    taken = take_up(store, lines)
    assert (taken.new, taken.retracted, taken.claims) == (0, 0, 0)
    assert taken.known == sum('"judgement_id"' in line for line in lines)
    assert everything(store) == before


def test_what_was_taken_back_there_is_taken_back_here(store, desk, other):
    """Does undoing travel one way: never does a file undo an undoing?"""
    claim = next(store.claims_view()).claim.id
    done = desk.judge(Verdict.ACCEPT, [claim], "Rana")
    standing = list(exported(store))
    desk.retract(done.undo, "Oleh")
    assert take_up(other, standing).new == 1
    assert take_up(other, exported(store)).retracted == 1
    kept = next(other.judgements_view()).judgement
    assert kept.retracted_by == "Oleh"
    assert take_up(other, standing).known == 1
    assert next(other.judgements_view()).judgement == kept


def test_where_the_documents_are_not_here(lines, tmp_path, knowledge):
    """Are judgements kept, waiting for their documents, and claims by hand named as left out?"""
    with Store.open(tmp_path / "empty.db") as empty:
        taken = take_up(empty, lines)
        made = [json.loads(line)["claim"] for line in lines if '"claim"' in line]
        assert {each.record_id for each in taken.left_out} == {claim["id"] for claim in made}
        assert all("document" in each.reason for each in taken.left_out)
        assert taken.new == len(lines) - len(made)
        standing = [line for line in lines if '"retracted_at": null' in line]
        assert empty.counts()["waiting"] == len(standing)
        dispatches, _ = pipeline.example()
        pipeline.run(empty, [dispatches], workers=1, **knowledge)
        assert take_up(empty, lines).claims == len(made)
        pipeline.rebuild(empty, workers=1, **knowledge)
        assert empty.counts()["waiting"] == 0


def test_what_waits_can_be_taken_back(store, desk, knowledge, tmp_path):
    """Can a judgement on a document that is not here be undone here?"""
    done = desk.judge(Verdict.ACCEPT, [next(store.claims_view()).claim.id], "Rana")
    with Store.open(tmp_path / "empty.db") as empty:
        take_up(empty, exported(store))
        here = Desk(empty, **knowledge)
        assert here.retract(done.id, "Oleh").incident_ids == ()
        assert next(empty.judgements_view()).judgement.retracted_by == "Oleh"
        assert empty.counts()["waiting"] == 0


BROKEN = [
    "not json",
    "[]",
    '"text"',
    "{}",
    '{"claim": {}, "document_id": "doc_1"}',
    '{"judgement_id": "jdg_1", "verdict": "perhaps", "by": "A", "at": "2031-06-01T08:00:00+00:00"}',
]


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_that_is_no_judgement_is_named(store, line):
    """Is it counted with its number and what to do, and the lines beside it taken up?"""
    claim = next(store.claims_view())
    anchor = {
        "document_id": claim.article.document_id,
        "quote": {"start": 0, "end": 4, "quote": claim.article.text[:4]},
        "trigger": {"start": 0, "end": 4, "quote": claim.article.text[:4]},
    }
    good = {"judgement_id": "jdg_a", "verdict": "accept", "anchors": [anchor], "by": "Ada"}
    taken = take_up(store, ["", line, json.dumps(good | {"at": "2031-06-01T08:00:00+00:00"})])
    assert [each.record_id for each in taken.left_out] == ["line 2"]
    assert taken.new == 1


FALSE = [  # what a judgement may not say of itself
    {"by": " "},
    {"anchors": []},
    {"at": "2031-06-01T08:00:00"},  # of which zone?
    {"at": "yesterday"},
    {"judgement_id": "inc_1"},
]


@pytest.mark.parametrize("other", FALSE)
def test_a_judgement_of_nobody_or_on_nothing_is_left_out(store, desk, other):
    """Is one without a name, a time, words or an id of its own refused?"""
    desk.judge(Verdict.ACCEPT, [next(store.claims_view()).claim.id], "Rana")
    (line,) = exported(store)
    told = {**json.loads(line), "judgement_id": "jdg_new", **other}
    assert len(take_up(store, [json.dumps(told)]).left_out) == 1


def test_a_claim_of_the_machine_is_not_taken_up(store, desk):
    """Can no file put a claim in the coder's name?"""
    row = next(store.claims_view())
    told = {"quote_start": row.claim.quote.start, "quote_end": row.claim.quote.end}
    told |= {"trigger_start": row.claim.trigger.start, "trigger_end": row.claim.trigger.end}
    told |= {"type": "displacement", "status": "occurred"}
    made = desk.add_claim(row.article.id, {k: str(v) for k, v in told.items()}, "Rana")
    line = json.loads(list(exported(store))[-1])
    assert line["claim"]["id"] == made.id
    line["claim"] |= {"id": "clm_other", "extractor": "model-1"}
    assert len(take_up(store, [json.dumps(line)]).left_out) == 1


def test_a_claim_is_looked_for_word_by_word(store, desk):
    """Does a claim whose places in the text are wrong get the right ones, or none?"""
    row = next(store.claims_view())
    told = {"quote_start": row.claim.quote.start, "quote_end": row.claim.quote.end}
    told |= {"trigger_start": row.claim.trigger.start, "trigger_end": row.claim.trigger.end}
    told |= {"type": "displacement", "status": "occurred"}
    desk.add_claim(row.article.id, {k: str(v) for k, v in told.items()}, "Rana")
    line = json.loads(list(exported(store))[-1])
    line["claim"]["id"] = "clm_other"
    for span in ("quote", "trigger"):
        line["claim"][span] |= {"start": 7, "end": 9}
    assert take_up(store, [json.dumps(line)]).claims == 1
    (found,) = [each.claim for each in store.made_view() if each.claim.id == "clm_other"]
    assert row.article.text[found.trigger.start : found.trigger.end] == found.trigger.quote
    line["claim"] |= {"id": "clm_third"}
    line["claim"]["trigger"]["quote"] = "no such words"
    assert len(take_up(store, [json.dumps(line)]).left_out) == 1


# --- examples ----------------------------------------------------------------------------------
def test_reviewed_articles_are_examples(store, desk):
    """Is each article that a person reviewed there with its claims, what is wrong apart?"""
    rows = list(store.claims_view())
    first = rows[0].article.id
    own = [row.claim.id for row in rows if row.article.id == first]
    other = next(row for row in rows if row.article.id != first)
    desk.judge(Verdict.ACCEPT, own[:1], "Rana")
    desk.judge(Verdict.REJECT, [own[-1]], "Rana")
    desk.judge(Verdict.NOTE, [other.claim.id], "Rana", value="Not reviewed by that.")
    (example,) = store.examples_view()
    assert example.article.id == first
    assert [row.claim.id for row in example.claims] == own[:-1]
    assert [claim.id for claim in example.rejected] == own[-1:]
    assert example.reviewed == frozenset(own[:1])
    (line,) = jsonl.lines("examples", [example], Lookups())
    told = json.loads(line)
    assert told["text"] == example.article.text
    assert [claim["claim_id"] for claim in told["claims"]] == own[:-1]
    assert told["complete"] is (len(own) == 2)
    assert list(told["claims"][0]) == [name for name, _, _ in jsonl.CLAIMS]


def test_what_was_taken_back_is_no_example(store, desk):
    """Does an article whose only judgement was undone teach nothing?"""
    done = desk.judge(Verdict.REJECT, [next(store.claims_view()).claim.id], "Rana")
    assert len(list(store.examples_view())) == 1
    desk.retract(done.undo, "Rana")
    assert list(store.examples_view()) == []
