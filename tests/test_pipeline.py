import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from plain_steps import STEPS, WIDER, Towns

from crosswire import pipeline, vocab
from crosswire import records as r
from crosswire.store import Batch, Store

AT = datetime(2031, 6, 1, tzinfo=UTC)
FILES = {
    "wadi/a.txt": "Guns over Qasira\n\nThe army shelled Qasira on 3 May. Rebels stormed Marwan.",
    "wadi/b.txt": "Calm in Halib\n\nNothing was heard all day.",
    "nahr/c.txt": "Qasira hit\n\nArmy guns shelled Qasira on 3 May. Two were hurt.",
    "nahr/d.txt": "Guns over Qasira\n\nThe army shelled Qasira on 3 May. Rebels stormed Marwan.",
    "nahr/e.txt": "La paix\n\nLa paix est loin. The army shelled Halib on 2 May.",
    "nahr/short.txt": "Late\n\nToo short.",
    "nahr/empty.txt": "No body at all",
    "nahr/binary.txt": "\0\0\0",
}


@pytest.fixture(scope="session")
def vocabulary():
    return vocab.load()


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "news"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "crosswire.db") as opened:
        yield opened


@pytest.fixture
def run(store, vocabulary):
    """Run on a store of one's own, or another, with the plain steps."""

    def run(*paths, into=store, steps=STEPS, gazetteer=None, **values):
        known = {"vocabulary": vocabulary, "gazetteer": gazetteer or Towns()}
        return pipeline.run(into, paths, steps=steps, workers=1, **known, **values)

    return run


def everything(store):
    """All that exports can show."""
    return (
        list(store.claims_view()),
        list(store.incidents_view()),
        list(store.stories_view()),
        list(store.articles_view()),
        list(store.control_view()),
        list(store.judgements_view()),
        list(store.dropped_view()),
        list(store.registry_view()),
    )


def incident_at(store, town):
    (row,) = [row for row in store.incidents_view() if row.incident.place.name == town]
    return row


# --- counts ----------------------------------------------------------------------------------
def test_what_goes_in_comes_out_or_is_named(run, store, folder):
    """Does a run account for every file, and every refusal have a reason?"""
    summary = run(folder)
    assert (summary.read, summary.new, summary.known, summary.coded) == (7, 7, 0, 7)
    assert (summary.articles, summary.claims) == (5, 5)
    assert summary.dropped == {"claims": 1, "clean": 1, "readers": 2}
    assert summary.totals["documents"] == 7
    assert summary.totals["claims"] == 5
    assert summary.totals["stories"] == 1
    assert summary.totals["incidents"] == 2
    assert summary.rebuilt
    assert [(each.room, each.reason) for each in store.dropped_view()] == [
        ("claims", "The language of the article is fr, which cannot be coded yet."),
        ("clean", "There are fewer than three words."),
        ("readers", "The file holds no text."),
        ("readers", "There is no text."),
    ]
    assert len(incident_at(store, "Qasira").claims) == 3


def test_running_twice_adds_nothing(run, store, folder):
    """Is a second run over the same folder a matter of looking, with nothing written?"""
    run(folder)
    before = everything(store)
    again = run(folder)
    assert (again.new, again.known, again.coded, again.rebuilt) == (0, 7, 0, False)
    assert everything(store) == before


def test_a_document_given_twice_counts_once(run, store, folder):
    """Are files that are named twice in one command one document?"""
    summary = run(folder, folder)
    assert (summary.read, summary.new, summary.known, summary.coded) == (14, 7, 7, 7)
    assert len(list(store.articles_view())) == 5


def test_an_empty_run(run, store, tmp_path):
    """Does a run over nothing end well?"""
    summary = run(tmp_path / "none")
    assert (summary.read, summary.totals["incidents"]) == (0, 0)
    assert everything(store) == ([], [], [], [], [], [], [], [])


def test_progress_is_told(run, folder):
    """Is each step told with how much is done?"""
    told = []
    run(folder, on_progress=lambda *progress: told.append(progress))
    assert told == [
        ("code", 7, None),
        ("resolve", 1, 3),
        ("resolve", 2, 3),
        ("resolve", 3, 3),
        ("link", 0, 5),
        ("link", 5, 5),
    ]


# --- the same result whatever the way ----------------------------------------------------------
def test_the_order_of_files_does_not_show(run, store, folder, tmp_path):
    """Do two orders, in one run or in two, give the very same rows?"""
    run(folder / "wadi", folder / "nahr")
    with Store.open(tmp_path / "other.db") as other:
        run(folder / "nahr", folder / "wadi", into=other)
        assert everything(other) == everything(store)


def test_a_folder_at_a_time(run, store, folder, tmp_path):
    """Do two runs tell the same events as one? (Ids published after the first run stay.)"""
    run(folder)
    with Store.open(tmp_path / "other.db") as other:
        run(folder / "nahr", into=other)
        run(folder / "wadi", into=other)
        told = [
            {(row.incident.place.name, row.incident.claim_ids) for row in each.incidents_view()}
            for each in (store, other)
        ]
        assert told[0] == told[1]


@pytest.fixture
def many(tmp_path):
    """More documents than one batch holds."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(150):
        town = ("Qasira", "Marwan", "Halib")[n % 3]
        text = f"Report {n}\n\nThe army shelled {town} on {n % 9 + 1} May. It was report {n}."
        (folder / f"n{n:03}.txt").write_text(text)
    return folder


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from plain_steps import STEPS, Towns
from crosswire import pipeline, vocab
from crosswire.store import Store

class Deadly(Towns):
    asked = 0
    def find_places(self, text):
        self.asked += 1
        if self.asked == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().find_places(text)

with Store.open({db!r}) as store:
    known = dict(vocabulary=vocab.load(), gazetteer=Deadly())
    pipeline.run(store, [{folder!r}], steps=STEPS, workers=1, **known)
"""


def test_a_killed_run_goes_on_where_it_stopped(run, store, many, tmp_path):
    """After a kill -9 in the middle, does a second run end in the state of an undisturbed one?"""
    killed = tmp_path / "killed.db"
    tests = str(Path(__file__).parent)
    program = KILLED.format(tests=tests, db=str(killed), folder=str(many))
    died = subprocess.run([sys.executable, "-c", program], check=False)
    assert died.returncode == -signal.SIGKILL
    run(many)
    with Store.open(killed) as other:
        assert other.counts()["documents"] == pipeline.BATCH
        assert other.derived_from() == (None, None)
        summary = run(many, into=other)
        assert (summary.new, summary.known) == (150 - pipeline.BATCH, pipeline.BATCH)
        assert everything(other) == everything(store)


def test_several_processes_give_the_same(run, store, many, tmp_path, vocabulary):
    """Are the rows the same with one process and with two?"""
    run(many)
    with Store.open(tmp_path / "two.db") as other:
        known = {"vocabulary": vocabulary, "gazetteer": Towns()}
        pipeline.run(other, [many], steps=STEPS, workers=2, **known)
        assert everything(other) == everything(store)


def test_only_what_is_new_is_resolved(run, store, folder, tmp_path):
    """Does a later run resolve the new articles alone, and end as if it had resolved all?"""
    told = []
    (folder / "wadi" / "a.txt").rename(tmp_path / "a.txt")
    run(folder)
    (tmp_path / "a.txt").rename(folder / "wadi" / "a.txt")
    run(folder, on_progress=lambda *progress: told.append(progress))
    assert [progress for progress in told if progress[0] == "resolve"] == [("resolve", 1, 1)]
    with Store.open(tmp_path / "other.db") as other:
        run(folder, into=other)
        assert list(store.claims_view()) == [
            replace(row, incident_id=mine.incident_id)
            for row, mine in zip(other.claims_view(), store.claims_view(), strict=True)
        ]


# --- what changes, and what then follows -------------------------------------------------------
def test_another_gazetteer_derives_and_does_not_code(run, store, folder):
    """Does a changed gazetteer change every resolution, and no claim and no id?"""
    run(folder)
    before = list(store.incidents_view())
    summary = run(folder, gazetteer=Towns("towns-2"))
    assert (summary.coded, summary.rebuilt) == (0, True)
    after = list(store.incidents_view())
    assert [row.incident.id for row in after] == [row.incident.id for row in before]
    assert after[0].incident.place.gazetteer_id.startswith("towns-2:")
    assert [row.claim for row in after[0].claims] == [row.claim for row in before[0].claims]


def test_another_vocabulary_derives_and_does_not_code(run, store, folder, vocabulary):
    """Does a changed vocabulary row derive again without coding again?"""
    run(folder)
    known = {"vocabulary": replace(vocabulary, hash="other"), "gazetteer": Towns()}
    summary = pipeline.run(store, [folder], steps=STEPS, workers=1, **known)
    assert (summary.coded, summary.rebuilt) == (0, True)


def test_another_extractor_codes_all_that_is_stored(run, store, folder, tmp_path):
    """Is the past coded again, each document counted once, each published id kept?"""
    run(folder)
    before = {row.incident.id for row in store.incidents_view()}
    summary = run(tmp_path / "none", steps=WIDER)
    assert (summary.read, summary.coded, summary.claims) == (0, 7, 5)
    assert {row.claim.extractor for row in store.claims_view()} == {"plain-2"}
    assert {row.incident.id for row in store.incidents_view()} == before
    assert store.counts()["articles"] == 5
    assert len(incident_at(store, "Qasira").claims) == 3
    assert run(folder, steps=WIDER).coded == 0


# --- what people decide --------------------------------------------------------------------------
def judged(store, verdict, *claims, name="jdg_1", **values):
    rows = {row.claim.id: row for row in store.claims_view()}
    anchors = tuple(
        r.Anchor(rows[claim.id].article.document_id, claim.quote, claim.trigger) for claim in claims
    )
    store.append(Batch(judgements=[r.Judgement(name, verdict, anchors, "Rana", AT, **values)]))


def claim_on(store, town, source_id):
    (claim,) = [
        row.claim for row in incident_at(store, town).claims if row.article.source_id == source_id
    ]
    return claim


def test_a_rejected_claim_leaves_what_is_derived(run, store, folder):
    """Is a rejected claim gone from its incident, kept in the store, and back after undo?"""
    run(folder)
    claim, before = claim_on(store, "Qasira", "c"), everything(store)
    judged(store, r.Verdict.REJECT, claim)
    assert run().rebuilt
    assert claim.id not in incident_at(store, "Qasira").incident.claim_ids
    assert store.machine_claim(claim.id) == claim
    assert next(store.judgements_view()).claim_ids == (claim.id,)
    store.retract("jdg_1", AT)
    run()
    assert everything(store)[:5] == before[:5]


def test_an_edit_changes_what_is_derived(run, store, folder):
    """Does an edited field reach the incident, with the machine's version kept beside it?"""
    run(folder)
    claim = claim_on(store, "Marwan", "a")
    judged(store, r.Verdict.EDIT, claim, field="type", value="air_strike")
    judged(store, r.Verdict.EDIT, claim, name="jdg_2", field="date", value="2031-05-01")
    run()
    (row,) = [row for row in store.claims_view() if row.claim.id == claim.id]
    assert row.claim.type is r.EventType.AIR_STRIKE
    assert row.resolution.date.start.isoformat() == "2031-05-01"
    assert store.machine_claim(claim.id).type is r.EventType.ARMED_CLASH


def test_judgements_and_ids_outlive_coding_again(run, store, folder):
    """Do a rejection, an edit and a parting hold after another extractor coded everything?"""
    run(folder)
    ids = {town: incident_at(store, town).incident.id for town in ("Qasira", "Marwan")}
    judged(store, r.Verdict.REJECT, claim_on(store, "Marwan", "a"))
    judged(
        store, r.Verdict.EDIT, claim_on(store, "Qasira", "a"), name="jdg_2",
        field="status", value="ongoing",
    )  # fmt: skip
    run()
    summary = run(steps=WIDER)
    assert summary.totals["waiting"] == 0
    assert [len(row.claim_ids) for row in store.judgements_view()] == [1, 1]
    assert claim_on(store, "Qasira", "a").status is r.Status.ONGOING
    assert len(incident_at(store, "Marwan").claims) == 1
    assert {town: incident_at(store, town).incident.id for town in ids} == ids


def test_not_same_parts_and_same_joins(run, store, folder):
    """Do people's words on what is one incident go over the linker's?"""
    run(folder)
    one, other = claim_on(store, "Qasira", "a"), claim_on(store, "Qasira", "c")
    judged(store, r.Verdict.NOT_SAME, one, other)
    run()
    at = [row for row in store.incidents_view() if row.incident.place.name == "Qasira"]
    assert sorted(len(row.claims) for row in at) == [1, 2]
    judged(store, r.Verdict.SAME, one, other, name="jdg_2")
    run()
    assert len(incident_at(store, "Qasira").claims) == 3


def test_a_judgement_on_words_that_are_gone_waits(run, store, folder):
    """Is a judgement that cannot attach counted and listed, and nothing else harmed?"""
    run(folder)
    claim = claim_on(store, "Qasira", "a")
    document = incident_at(store, "Qasira").claims[0].article.document_id
    gone = r.Anchor(
        document, replace(claim.quote, quote="It rained."), replace(claim.trigger, quote="rained")
    )
    store.append(Batch(judgements=[r.Judgement("jdg_9", r.Verdict.REJECT, (gone,), "Rana", AT)]))
    assert run().totals["waiting"] == 1
    assert next(store.judgements_view()).claim_ids == ()
    assert len(incident_at(store, "Qasira").claims) == 3


def test_a_persons_claim_stands(run, store, folder):
    """Does a claim that a person made join its incident and stay through another extractor?"""
    run(folder)
    claim = claim_on(store, "Marwan", "a")
    own = replace(claim, id="clm_own", extractor="person:Rana")
    store.append(Batch(claims=[own]))
    for steps in (STEPS, WIDER):
        run(steps=steps)
        assert "clm_own" in incident_at(store, "Marwan").incident.claim_ids


def test_rebuild_alone(run, store, folder, vocabulary):
    """Does rebuilding by itself derive what people decided, and know when it need not?"""
    run(folder)
    known = {"vocabulary": vocabulary, "gazetteer": Towns()}
    judged(store, r.Verdict.REJECT, claim_on(store, "Qasira", "c"))
    assert pipeline.rebuild(store, steps=STEPS, **known)
    assert len(incident_at(store, "Qasira").claims) == 2
    assert not pipeline.rebuild(store, steps=STEPS, **known)
