"""The pipeline with Crosswire's own steps, from files to incidents."""

import pytest

from crosswire import pipeline, vocab
from crosswire import records as r
from crosswire.store import Store

NEWS = {
    "sana.txt": "Army takes hill near Homs\n\nDAMASCUS, May 3 (SANA) - Syrian army troops captured"
    " a hill near Homs on Tuesday, killing 12 militants, a military source said. Aid lorries"
    " reached the town of Talbiseh in the evening, and engineers began to clear mines.",
    "copy.txt": "Hill near Homs captured\n\nSyrian army troops captured a hill near Homs on"
    " Tuesday, killing 12 militants, a military source said. Aid lorries reached the town of"
    " Talbiseh in the evening, and engineers began to clear mines. (SANA)",
    "other.txt": "Strike in Idlib\n\nWarplanes bombed a market in Idlib on Monday, killing at least"
    " 30 people, the Syrian Observatory for Human Rights said.",
    "plan.json": '{"id": "p-1", "outlet": "Reuters", "published": "2016-05-04", "title": "Troops'
    ' mass", "text": "Rebel commanders said on Wednesday that they plan to attack Aleppo."}',
}


@pytest.fixture(scope="module")
def own_steps(tmp_path_factory):
    """Stores of the same news in two orders, the first one run twice."""
    folder = tmp_path_factory.mktemp("own")
    for name, text in NEWS.items():
        (folder / name).write_text(text)
    _, gazetteer = pipeline.open_knowledge()
    known = {"vocabulary": vocab.load(), "gazetteer": gazetteer, "workers": 1}
    names = [folder / name for name in NEWS]
    with Store.temporary() as store, Store.temporary() as other:
        first = pipeline.run(store, names, **known)
        again = pipeline.run(store, names, **known)
        pipeline.run(other, reversed(names), **known)
        yield store, other, first, again
    gazetteer.close()


def test_own_steps_end_to_end(own_steps):
    """Do files become incidents with places, numbers, origins and copies?"""
    store, _, first, again = own_steps
    assert (first.read, first.coded, first.dropped) == (4, 4, {})
    assert (again.new, again.rebuilt) == (0, False)
    fullest_last = sorted(store.incidents_view(), key=lambda row: len(row.claims))
    told = {row.incident.type: row for row in fullest_last}
    captured = told[r.EventType.TERRITORY_GAINED]
    assert {row.article.source_id for row in captured.claims} == {"sana", "copy"}
    assert [origin.name for origin in captured.incident.origins] == ["SANA"]
    strike = told[r.EventType.AIR_STRIKE].incident
    assert (strike.place.name, [toll.best for toll in strike.casualties]) == ("Idlib", [30])
    (shared,) = [row for row in store.stories_view() if len(row.articles) == 2]
    assert {article.source_id for article in shared.articles} == {"sana", "copy"}
    planned = [row for row in store.claims_view() if row.claim.status is r.Status.PLANNED]
    assert [row.article.source_id for row in planned] == ["p-1"]


def test_own_spans_are_the_texts_words(own_steps):
    """Does every claim's quote and trigger stand where its offsets say?"""
    rows = list(own_steps[0].claims_view())
    assert rows
    for row in rows:
        for span in (row.claim.quote, row.claim.trigger, *row.claim.places, *row.claim.side_a):
            assert row.article.text[span.start : span.end] == span.quote


def test_own_steps_in_another_order(own_steps):
    """Do Crosswire's own steps give the very same rows for another order of files?"""
    store, other, _, _ = own_steps
    for view in ("claims", "incidents", "stories", "articles", "control", "registry", "dropped"):
        rows, others = (list(getattr(each, f"{view}_view")()) for each in (store, other))
        assert rows == others
