import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.claims.sentences import split_sentences
from crosswire.records import Span

CASES = [
    # abbreviations and initials do not end a sentence
    ("The U.S. Army left. It is over.", ["The U.S. Army left.", "It is over."]),
    ("Gen. Adel Haddad and J. R. Moss met.", ["Gen. Adel Haddad and J. R. Moss met."]),
    ("It fell on Feb.11 to rebels.", ["It fell on Feb.11 to rebels."]),
    ("Troops from the U.S. The rest stayed.", ["Troops from the U.S.", "The rest stayed."]),
    # a stop inside quotation marks ends it with them
    ('"We hold it." The mayor left.', ['"We hold it."', "The mayor left."]),
    # headlines and lines without a stop
    ("Raid kills two\n\nA raid hit Taiz.", ["Raid kills two", "A raid hit Taiz."]),
    ("wrapped\nline goes on. Next.", ["wrapped\nline goes on.", "Next."]),
    # numbers keep their marks
    ("It cost 1,200 lives. Then 3.5 more.", ["It cost 1,200 lives.", "Then 3.5 more."]),
    ("", []),
    ("...", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_split(text: str, expected: list[str]) -> None:
    """Is a text cut into its sentences, each with its offsets?"""
    assert [text[s.start : s.end] for s in split_sentences(text)] == expected


def test_masks_are_left_out() -> None:
    """Is no word inside a mask ever part of a sentence?"""
    text = "Rebels left. Share this page now. Troops came."
    start = text.index("Share")
    mask = Span(start, start + 20, text[start : start + 20])
    words = {w.lower for s in split_sentences(text, [mask]) for w in s.words}
    assert "share" not in words
    assert {"rebels", "troops"} <= words


@given(st.text(alphabet="aA1.,;!?\"'“”’ \n-–éU.S", max_size=120))
def test_offsets_hold(text: str) -> None:
    """Do sentences and words lie in order, inside the text, on any input?"""
    last = 0
    for sentence in split_sentences(text):
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
        for word in sentence.words:
            assert sentence.start <= word.start < word.end <= sentence.end
