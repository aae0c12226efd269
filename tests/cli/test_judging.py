"""`crosswire import judgements`, and what `crosswire export` writes of what people decided."""

import json

import pytest


@pytest.fixture
def decided(crosswire, coded, tmp_path):
    """A copy of the coded database, and a file with one rejection of one of its claims."""
    copy = tmp_path / "crosswire.db"
    copy.write_bytes((coded / "crosswire.db").read_bytes())
    written = crosswire("export", "claims", "-f", "jsonl", "-o", "c.jsonl", cwd=tmp_path)
    assert written.returncode == 0, written.stderr
    crosswire("export", "articles", "-f", "jsonl", "-o", "a.jsonl", cwd=tmp_path)
    claim = json.loads((tmp_path / "c.jsonl").read_text("utf-8").splitlines()[0])
    articles = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    document = next(a["document_id"] for a in articles if a["doc_id"] == claim["doc_id"])
    span = {"start": claim["start"], "end": claim["end"], "quote": claim["quote"]}
    words = claim["trigger"]
    trigger = {"start": words["start"], "end": words["end"], "quote": words["text"]}
    told = {
        "judgement_id": "jdg_1",
        "verdict": "reject",
        "anchors": [{"document_id": document, "quote": span, "trigger": trigger}],
        "by": "Rana",
        "at": "2031-06-01T08:00:00+00:00",
    }
    file = tmp_path / "judgements.jsonl"
    file.write_text(json.dumps(told) + "\nno judgement\n", encoding="utf-8")
    return file, claim["claim_id"]


def test_judgements_come_in_and_go_out(crosswire, decided, tmp_path):
    """Is a rejection taken up and followed, a broken line named, and all of it exported again?"""
    file, claim = decided
    done = crosswire("import", "judgements", file, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["new"], told["known"], told["waiting"]) == (1, 0, 0)
    assert [each["record_id"] for each in told["left_out"]] == ["line 2"]
    crosswire("export", "claims", "-f", "jsonl", "-o", "after.jsonl", cwd=tmp_path)
    assert claim not in (tmp_path / "after.jsonl").read_text("utf-8")
    crosswire("export", "judgements", "-f", "jsonl", "-o", "again.jsonl", cwd=tmp_path)
    again = crosswire("import", "judgements", "again.jsonl", cwd=tmp_path)
    assert "0 judgements are new, 1 were here before" in " ".join(again.stdout.split())


def test_examples_to_learn_from(crosswire, decided, tmp_path):
    """Is the article that was reviewed exported with its text, and what was wrong in it?"""
    file, claim = decided
    crosswire("import", "judgements", file, cwd=tmp_path)
    done = crosswire("export", "examples", "-f", "jsonl", "-o", "e.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (example,) = [
        json.loads(line) for line in (tmp_path / "e.jsonl").read_text("utf-8").splitlines()
    ]
    assert [each["claim_id"] for each in example["rejected"]] == [claim]
    assert example["rejected"][0]["quote"] in example["text"]


def test_standard_input_and_a_file_that_is_not_there(crosswire, decided, tmp_path):
    """Can judgements be piped in, and is a wrong name one sentence?"""
    file, _ = decided
    piped = crosswire(
        "import", "judgements", "-", "--json", cwd=tmp_path, stdin=file.read_text("utf-8")
    )
    assert json.loads(piped.stdout)["new"] == 1
    lost = crosswire("import", "judgements", "none.jsonl", cwd=tmp_path)
    assert lost.returncode == 2
    assert "none.jsonl" in lost.stderr
