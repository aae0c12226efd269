import pytest

from crosswire.claims.rules import extract
from crosswire.claims.sentences import split_sentences
from crosswire.claims.triggers import find_hits
from crosswire.records import Article, EventType
from crosswire.vocab.lexicon import TriggerRow, load_lexicon, read_lexicon

ROWS = load_lexicon().rows
EXAMPLES = [(row, example) for row in ROWS for example in row.examples]
REJECTS = [(row, text) for row in ROWS for text in row.rejects]


def article(text: str) -> Article:
    return Article(id="a", document_id="d", source_id="s", title="", text=text)


@pytest.mark.parametrize(
    ("row", "example"), EXAMPLES, ids=[f"{r.id}-{e.text[:24]}" for r, e in EXAMPLES]
)
def test_example_is_found(row: TriggerRow, example) -> None:
    """Does each row find the trigger of its examples, and does the coder give it their type?"""
    sentences = split_sentences(example.text)
    found = [h for s in sentences for h in find_hits(example.text, s, load_lexicon())]
    assert (row.id, example.trigger) in [(h.row.id, example.text[h.start : h.end]) for h in found]
    claims = extract(article(example.text), lambda text: [])
    assert example.type in {claim.type for claim in claims}


@pytest.mark.parametrize(("row", "text"), REJECTS, ids=[f"{r.id}-{t[:24]}" for r, t in REJECTS])
def test_reject_is_left_alone(row: TriggerRow, text: str) -> None:
    """Does each row leave its counter-examples alone: football, weather, illness, trade?"""
    hits = [h for s in split_sentences(text) for h in find_hits(text, s, load_lexicon())]
    assert row.id not in {h.row.id for h in hits}


def test_rows_are_complete() -> None:
    """Has every row an example and a counter-example, its own id, and a share as confidence?"""
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert [row.id for row in ROWS if not row.examples or not row.rejects] == []
    assert all(0 < row.confidence <= 1 for row in ROWS)


def test_every_type_but_the_derived_has_a_row() -> None:
    """Can the coder find every event type of the codebook?"""
    found = {row.type for row in ROWS if row.type} | {e.type for r in ROWS for e in r.examples}
    # A casualty report is read from a toll over a period, not from a trigger of its own.
    assert set(EventType) - found == {EventType.CASUALTIES_REPORT}


SMALL = """
cues: {army: [army, troop*]}
irregular: {}
refinements: []
sequences: {}
word_lists: {}
expressions: {}
leads: {}
triggers:
  - {id: x, type: armed_clash, confidence: 0.5, patterns: ["%s"], examples: [[a, b]], not: []}
"""


@pytest.mark.parametrize(
    ("pattern", "text", "trigger"),
    [
        ("~kill", "They killing", "killing"),
        ("+raid", "two raids", "raids"),
        ("~take control", "took takes control", "takes control"),
        ("[ ~fire ] .. +rocket", "fired a dozen long rockets", "fired"),
        ("air +strike", "an air-strike", "air-strike"),
        ("@army ~move", "troops moved", "troops moved"),
        ("~enter %name", "entered Homs", "entered Homs"),
        ("~enter %name", "entered politics", None),
        ("[ ~fire ] .. +rocket", "fired. The rockets", None),
    ],
)
def test_pattern_language(pattern: str, text: str, trigger: str | None) -> None:
    """Does each sign of the pattern language mean what the head of the file says?"""
    lexicon = read_lexicon(SMALL % pattern)
    hits = [h for s in split_sentences(text) for h in find_hits(text, s, lexicon)]
    assert [text[h.start : h.end] for h in hits] == ([trigger] if trigger else [])


def test_unknown_cue_is_named() -> None:
    """Does a row that uses an undefined cue list say which one?"""
    with pytest.raises(ValueError, match="@navy"):
        read_lexicon(SMALL % "@navy ~sail")


def test_hash_follows_the_content() -> None:
    """Does the lexicon's hash change with its rows?"""
    assert read_lexicon(SMALL % "~kill").hash != read_lexicon(SMALL % "~wound").hash
