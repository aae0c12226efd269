"""How the model is shown an article: windows of words, and what is known of each word."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.claims.model.windows import BEFORE, CUES, OWN, read, windows
from crosswire.records import Article, Mask, MaskKind, Span

TEXT = (
    "Raid kills nine in Taiz\n\n"
    "Jets bombed a market in Taiz on Monday, killing nine civilians, a medic said. "
    "Troops are massing near Marib.\n\n"
    "Share this story with friends."
)


def article(text: str = TEXT, masks: tuple[Mask, ...] = (), title: str = "") -> Article:
    return Article("a", "d", "s", title, text, masks=masks)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def cue(reading, name: str) -> list[str]:
    column = CUES.index(name)
    text = reading.article.text
    return [
        text[w.start : w.end]
        for w, row in zip(reading.words, reading.cues, strict=True)
        if row[column]
    ]


def test_masked_words_are_not_read():
    """Is nothing read inside boilerplate?"""
    masks = (Mask(span("Share this story with friends."), MaskKind.SHARE),)
    reading = read(article(masks=masks), [], [])
    assert "friends" not in {w.lower for w in reading.words}
    assert "Marib" in {TEXT[w.start : w.end] for w in reading.words}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("place", ["Taiz"]),
        ("date", ["on", "Monday"]),
        ("speaker", ["a", "medic"]),
        ("speech", ["said"]),
        ("number", ["nine", "nine"]),
        ("outcome_killed", ["kills", "killing"]),
        ("headline", ["Raid", "kills", "nine", "in", "Taiz"]),
    ],
)
def test_cues(name, words):
    """Does each word carry what rules know of it?"""
    places, dates = [span("Taiz on")], [span("on Monday")]
    places = [Span(places[0].start, places[0].start + 4, "Taiz")]
    reading = read(article(title="Raid kills nine in Taiz"), places, dates)
    assert cue(reading, name) == words


def test_cues_stand_on_every_piece_of_their_word():
    """Are a long word's cues given with all its pieces, and none with the marks at the ends?"""
    reading = read(article(), [span("Marib")], [])
    (window,) = windows(reading)
    word = next(n for n, w in enumerate(reading.words) if w.lower == "marib")
    first, after = window.heads[word], window.heads[word + 1]
    assert after - first > 1, "the name is one piece: choose a longer one"
    assert window.cues[first:after, CUES.index("place")].all()
    assert not window.cues[0].any()
    assert not window.cues[-1].any()


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Rebels shelled the town of Wadi Hadra overnight.",
            "The governor said that nobody was hurt!",
            "Oktyabrskoye, Krasnohorivka and Novomykhailivka were hit.",
            "No.",
            "Ärzte sagten: 12 000 Menschen — \U0001f3e5 tot.",
        ]
    ),
    max_size=120,
)


@settings(max_examples=40, deadline=None)
@given(SENTENCES, st.sampled_from([" ", "\n\n"]))
def test_every_word_is_coded_in_one_window(sentences, joint):
    """Is every word coded exactly once, in windows of bounded size, whatever the text?"""
    reading = read(article(joint.join(sentences)), [], [])
    found = list(windows(reading))
    coded = [n for window in found for n in range(window.own, window.last)]
    assert coded == list(range(len(reading.words)))
    for window in found:
        assert window.first <= window.own < window.last
        assert len(window.heads) == window.last - window.first
        assert len(window.pieces) <= OWN + BEFORE + 2
        assert (np.diff(window.heads) >= 0).all()
        assert window.heads[-1] < len(window.pieces) - 1


def test_a_sentence_longer_than_a_window_is_cut():
    """Is a list of a thousand names without a full stop still coded, in several windows?"""
    reading = read(article("Shelled were " + ", ".join(f"Village{n}" for n in range(400))), [], [])
    found = list(windows(reading))
    assert len(found) > 3
    assert found[-1].last == len(reading.words)


def test_the_text_before_a_window_is_read_with_it():
    """Does a window begin with the sentences before those that it codes?"""
    reading = read(article("The mayor of Marib spoke to reporters. " * 60), [], [])
    later = list(windows(reading))[1]
    assert later.own - later.first >= 8
    assert later.heads[later.own - later.first] - later.heads[0] <= BEFORE
