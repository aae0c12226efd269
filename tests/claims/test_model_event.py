"""Which words are claims of their own, of those that the network takes for events."""

from dataclasses import replace

import numpy as np

from crosswire.claims.model import coder, event
from crosswire.claims.model.windows import read, windows
from crosswire.claims.triggers import MAX_TRIGGER_WORDS
from crosswire.records import Article

TEXT = (
    "Car bomb kills 17 at fuel market\n\nA car bomb tore through a fuel market in the town of Azaz "
    "on Tuesday, killing at least 17 people and wounding dozens, a doctor said. The blast went off "
    "shortly after nine. The army shelled the village of Awlan, residents said."
)


def asked(text=TEXT, title="Car bomb kills 17 at fuel market"):
    reading = read(Article("a", "d", "s", title, text), [], [])
    return reading, [
        each
        for window in windows(reading)
        for each in event.candidates(window, coder.score(window, event.CONSIDERED))
    ]


def test_each_candidate_has_its_features():
    """Has each candidate a row of numbers that are all finite, and not all alike?"""
    reading, found = asked()
    values = event.features(reading, found)
    assert len(values) == len(found) > 3
    assert np.isfinite(values).all()
    assert len(np.unique(values, axis=0)) == len(found)


def test_what_is_hardly_an_event_is_not_weighed():
    """Are words left out that the network hardly takes for an event, or only reads before?"""
    _, found = asked()
    assert all(each.sure >= event.CONSIDERED for each in found)
    _, many = asked(TEXT + TEXT.split("\n\n")[1] * 12)
    assert len({each.window.first for each in many}) > 1
    assert all(each.word >= each.window.own for each in many)
    assert len({each.word for each in many}) == len(many)


def test_a_word_is_weighed_by_what_stands_beside_it():
    """Is "the attack" less likely a claim of its own where "the bombing" stands before it?"""
    text = "The bombing of a market in Taiz left nine dead, and the attack wounded twenty."
    reading, found = asked(text, "")
    bombing, attack = found
    assert reading.words[attack.word].lower == "attack"
    beside, alone = event.likely(reading, [bombing, attack])[1], event.likely(reading, [attack])[0]
    assert beside < alone


def test_nothing_is_likely_where_nothing_is_told():
    """Has an article without any candidate no probabilities, and no error?"""
    reading, found = asked("The museum is open until five.", "")
    assert found == []
    assert event.likely(reading, found).tolist() == []


def test_a_trigger_ends_with_its_sentence():
    """Does a trigger stop where its sentence does, or at its most words, whatever goes on?"""
    reading, found = asked()
    for each in found:
        endless = np.stack([each.scores.trigger[:, 0], np.ones(len(each.scores.trigger))], 1)
        long = replace(each, scores=replace(each.scores, trigger=endless))
        words = range(long.word, long.window.first + long.past(reading))
        home = reading.sentence_of[each.word]
        assert {reading.sentence_of[word] for word in words} == {home}
        follows = words.stop < len(reading.words) and reading.sentence_of[words.stop] == home
        assert len(words) == MAX_TRIGGER_WORDS - 1 or not follows
