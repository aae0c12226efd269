import importlib.util
from pathlib import Path

import pytest

from crosswire.evaluate import SLOTS, Evaluation

spec = importlib.util.spec_from_file_location("gate", Path(__file__).parents[1] / "bench/gate.py")
gate = importlib.util.module_from_spec(spec)


@pytest.fixture(scope="module", autouse=True)
def loaded():
    import sys

    sys.modules["gate"] = gate  # a dataclass looks its own module up
    spec.loader.exec_module(gate)


@pytest.fixture
def corpus(tmp_path):
    for name in ("docs", "gold"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.json").write_text("{}")
    return gate.Corpus("own", tmp_path / "docs", tmp_path / "gold")


def reached(event, mean=0.5):
    figures = {slot: {"f1": 0.4, "matched": 0.8} for slot in SLOTS}
    figures |= {
        "event": {"f1": event, "matched": 1.0},
        "mean_f1": mean,
        "incidents": None,
        "status_macro": None,
    }
    return Evaluation(figures, {"one": mean})


def test_a_figure_below_its_floor_breaks_the_gate(corpus):
    """Does the gate name the figure that fell, and none that stands or rose?"""
    pinned = gate.pin({}, corpus, reached(0.6), lower=False)
    assert gate.broken(pinned, corpus, reached(0.6).pinned) == []
    assert gate.broken(pinned, corpus, reached(0.7).pinned) == []
    assert gate.broken(pinned, corpus, reached(0.5899).pinned) == [
        "own: event is 0.5899, its floor is 0.5900"
    ]


def test_a_figure_that_is_gone_breaks_the_gate(corpus):
    """Is a pinned figure that is no longer measured a broken floor?"""
    pinned = gate.pin({}, corpus, reached(0.6), lower=False)
    pinned["floors"]["incidents"] = 0.3
    assert gate.broken(pinned, corpus, reached(0.6).pinned) == [
        "own: incidents is 0.0000, its floor is 0.3000"
    ]


def test_only_lower_lowers(corpus):
    """Does pinning raise what rose and keep the rest, and lowering alone lower?"""
    first = gate.pin({}, corpus, reached(0.6, 0.5), lower=False)
    kept = gate.pin(first, corpus, reached(0.5, 0.7), lower=False)["floors"]
    assert (kept["event"], kept["mean"]) == (0.59, 0.69)
    lowered = gate.pin(first, corpus, reached(0.5, 0.7), lower=True)["floors"]
    assert (lowered["event"], lowered["mean"]) == (0.49, 0.69)


def test_another_corpus_has_no_floors(corpus):
    """Does a changed corpus fail until it is pinned, so that figures never mix?"""
    pinned = gate.pin({}, corpus, reached(0.6), lower=False)
    (corpus.docs / "two.json").write_text("{}")
    assert "is not the pinned one" in gate.broken(pinned, corpus, reached(0.9).pinned)[0]
    again = gate.pin(pinned, corpus, reached(0.5), lower=False)
    assert again["floors"]["event"] == 0.49


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        (100, []),
        (115, []),
        (116, ["own: 1.160 incidents for each true one, not 0.9 to 1.15"]),
        (89, ["own: 0.890 incidents for each true one, not 0.9 to 1.15"]),
    ],
)
def test_too_many_or_too_few_incidents_break_the_gate(corpus, found, wrong):
    """Does the gate name incidents that are counted twice or joined, and nothing in between?"""
    result = reached(0.6)
    result.figures["incidents"] = {"pred_incidents": found, "gold_incidents": 100}
    assert gate.inflated(corpus, result) == wrong
