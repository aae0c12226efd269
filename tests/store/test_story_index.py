from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from crosswire import records as r
from crosswire.store import Batch, Coding, story_index

ARRAYS = {
    "ids": np.array([b"art_1", b"art_22"]),
    "days": np.array([737000, -1], dtype=np.int32),
    "short": np.array([True, False]),
    "postings": np.arange(2**40, 2**40 + 5000, dtype=np.uint64),
    "left": np.zeros(0, dtype=np.int32),
    "ends": np.arange(12, dtype=np.int32).reshape(3, 4),
    "none": np.zeros((0, 4), dtype=np.int32),
}


@pytest.fixture
def indexed(store, corpus):
    """A store whose stories were found by an index."""
    store.append(corpus.batch())
    keep(store, corpus)
    return store


def keep(store, corpus, arrays=ARRAYS):
    derived = replace(corpus.derived(), story_index=arrays)
    store.replace_derived(derived, store.fingerprint(), "tools-1")


def same(found, expected):
    assert set(found) == set(expected)
    for name, array in expected.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


@pytest.mark.parametrize("piece", [3, 64, 2**24])
def test_arrays_come_back_as_they_were(store, corpus, monkeypatch, piece):
    """Are values and kinds the same, however many pieces an array is kept in?"""
    monkeypatch.setattr(story_index, "PIECE", piece)
    store.append(corpus.batch())
    keep(store, corpus, {**ARRAYS, "postings": ARRAYS["postings"][:20]})
    keep(store, corpus)
    evidence = store.evidence("tools-1")
    same(evidence.story_index, ARRAYS)
    assert [story.id for story in evidence.stories] == ["sty_1"]


def test_index_stays_until_another_comes(indexed, corpus):
    """Is it kept where a rebuild says it still stands, and gone where one has none?"""
    keep(indexed, corpus, None)
    same(indexed.evidence("tools-1").story_index, ARRAYS)
    keep(indexed, corpus, {})
    assert indexed.evidence("tools-1").story_index == {}


def test_index_is_for_the_same_tools(indexed):
    """Is nothing given that other rules, or another vocabulary, found?"""
    for tools in ("tools-2", ""):
        evidence = indexed.evidence(tools)
        assert (evidence.story_index, evidence.stories) == ({}, ())


def test_index_outlives_new_articles_and_judgements(indexed, corpus, newer):
    """Is it given although there is more to derive from than it was made with?"""
    article = replace(corpus.articles[0], id="art_9", text="Other words")
    indexed.append(Batch(codings=[Coding(article.document_id, newer, article)]))
    indexed.append(Batch(judgements=[replace(corpus.judgement, id="jdg_2")]))
    same(indexed.evidence("tools-1").story_index, ARRAYS)


def test_index_is_not_for_an_article_that_was_mended(indexed, corpus):
    """Is none given after a person set a document's outlet, whose article keeps its id?"""
    article = corpus.articles[0]
    at = datetime(2031, 6, 1, tzinfo=UTC)
    given = r.Mend("mnd_1", article.document_id, "outlet", "Wadi Herald", "Rana", at)
    indexed.mend(given, replace(article, outlet="Wadi Herald"))
    assert indexed.evidence("tools-1").story_index == {}
    keep(indexed, corpus)
    same(indexed.evidence("tools-1").story_index, ARRAYS)
