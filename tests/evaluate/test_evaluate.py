import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from crosswire import evaluate as scoring
from crosswire.evaluate import scorer

TEXT = "The army shelled Tell Zara on Monday, killing two people. Rebels stormed a checkpoint."
QUOTES = ["The army shelled Tell Zara on Monday, killing two people", "Rebels stormed a checkpoint"]
GOLD = [
    {
        "id": 1, "quote": QUOTES[0], "trigger": "shelled", "type": "shelling", "status": "occurred",
        "side_a": ["The army"], "side_b": [], "places": [{"text": "Tell Zara"}], "date": None,
        "casualties": [], "speaker": None, "same_as": None, "incident": "a",
    },
    {
        "id": 2, "quote": QUOTES[1], "trigger": "stormed", "type": "armed_clash",
        "status": "planned", "side_a": ["Rebels"], "side_b": ["a checkpoint"], "places": [],
        "date": None, "casualties": [], "speaker": None, "same_as": None, "incident": "b",
    },
]  # fmt: skip


def predicted(gold, doc_id="one", **values):
    told = {**gold, "doc_id": doc_id, "incident_id": gold["incident"], **values}
    told["trigger"] = {"text": gold["trigger"]}
    told["side_a"] = [{"text": words} for words in gold["side_a"]]
    return json.dumps(told)


@pytest.fixture
def corpus(tmp_path):
    """Two documents with their gold; the second tells nothing."""
    for name, text, claims in (("one", TEXT, GOLD), ("two", "All was calm.", [])):
        for folder, record in (("docs", {"text": text}), ("gold", {"claims": claims})):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.json").write_text(json.dumps(record))
    return tmp_path / "docs", tmp_path / "gold"


def test_gold_itself_is_right(corpus):
    """Do claims that say just what gold says get full marks, document by document?"""
    result = scoring.evaluate(*corpus, [predicted(claim) for claim in GOLD])
    for figure in ("event", "type", "status", "side", "places", "incidents", "status_macro"):
        assert result.pinned[figure] == 1.0
    assert result.documents == {"one": 1.0, "two": 1.0}
    assert result.errors == ()


def test_documents_may_be_given_as_texts(corpus):
    """Are texts by id scored like the same texts in files?"""
    lines = [predicted(GOLD[0])]
    texts = {"one": TEXT, "two": "All was calm.", "three": "Nobody coded this."}
    assert scoring.evaluate(texts, corpus[1], lines) == scoring.evaluate(*corpus, lines)


def test_what_is_missed_added_or_mistyped_costs(corpus):
    """Is each kind of error counted against the claims, and named?"""
    wrong = [predicted(GOLD[0], type="air_strike"), predicted(GOLD[0], doc_id="two")]
    result = scoring.evaluate(*corpus, wrong)
    assert result.pinned["event"] == 0.5
    assert result.pinned["type"] == 0.0
    assert result.documents["two"] == 0.0
    assert sorted(kind for kind, _, _ in result.errors) == ["false alarm", "missed", "wrong type"]


def test_confidence_is_told_with_what_was_right(corpus):
    """Is each claim's confidence told with whether its event and its type are gold's?"""
    lines = [
        predicted(GOLD[0], confidence=0.9),
        predicted(GOLD[1], type="talks", confidence=0.4),
        predicted(GOLD[1], "two", quote="All was calm", trigger="calm", confidence=0.2),
    ]
    assert sorted(scoring.confidences(*corpus, lines)) == [(0.2, False), (0.4, False), (0.9, True)]


def test_the_table_has_every_figure(corpus):
    """Does the table print each slot, the incidents and the two means?"""
    text = scoring.table(scoring.evaluate(*corpus, [predicted(GOLD[0])]))
    for words in (*scorer.SLOTS, "incidents", "macro F1", "mean F1", "(2 documents)"):
        assert words in text


def test_gains_and_losses_are_told_by_document(corpus, tmp_path):
    """Against a saved result, is each document listed as better, worse or the same?"""
    first = scoring.evaluate(*corpus, [predicted(GOLD[0])])
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(asdict(first)))
    whole = [predicted(claim) for claim in GOLD]
    second = scoring.evaluate(*corpus, [*whole, predicted(GOLD[0], doc_id="two")])
    lines = scoring.compared(saved, second).splitlines()
    assert lines[0] == "better 1"
    assert lines[1].split()[0] == "one"
    assert lines[2:] == ["worse 1", f"  {'two':28} 1.000 -> 0.000", "same 0"]
    assert scoring.compared(first.documents, first).splitlines() == [
        "better 0",
        "worse 0",
        "same 2",
    ]


def test_a_corpus_is_known_by_its_content(corpus):
    """Does one changed letter, or another name, make another corpus?"""
    hashes = {scoring.corpus_hash(*corpus)}
    assert scoring.corpus_hash(*corpus) in hashes
    text = corpus[0] / "two.json"
    text.write_text(text.read_text().replace("calm", "quiet"))
    hashes.add(scoring.corpus_hash(*corpus))
    text.rename(corpus[0] / "three.json")
    hashes.add(scoring.corpus_hash(*corpus))
    assert len(hashes) == 3


def not_gold(docs, gold):
    (gold / "one.json").write_text('{"claim": []}')


def no_document(docs, gold):
    (docs / "one.json").unlink()


def no_gold(docs, gold):
    for path in gold.iterdir():
        path.unlink()


BAD = [
    (not_gold, r"one\.json is not a gold file"),
    (no_document, "There are no documents for some of .*gold: one"),
    (no_gold, "holds no gold files"),
]


@pytest.mark.parametrize(("spoil", "said"), BAD)
def test_a_bad_corpus_is_one_sentence(corpus, spoil, said):
    """Does a corpus that cannot be scored say what it lacks?"""
    spoil(*corpus)
    with pytest.raises(ValueError, match=said):
        scoring.evaluate(*corpus, [])


def test_a_bad_saved_result_is_one_sentence(corpus, tmp_path):
    """Does a file that is no saved result say so?"""
    result = scoring.evaluate(*corpus, [])
    (tmp_path / "saved.json").write_text("[]")
    with pytest.raises(ValueError, match="is not a saved result"):
        scoring.compared(tmp_path / "saved.json", result)


def test_the_scorer_is_the_reference():
    """Is the scorer, below its four lines of notes, the reference one to the byte?"""
    own = b"".join(Path(scorer.__file__).read_bytes().splitlines(keepends=True)[4:])
    assert hashlib.sha256(own).hexdigest() == REFERENCE


REFERENCE = "8bca6d7f163bdf4337999ba9a34286aaf6438e053c28b2ad5260c4d639202229"
