"""One contract for both databases: SQLite and PostgreSQL answer alike."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from crosswire import records as r
from crosswire.rows import Filters, RegistryRow
from crosswire.store import Batch, Coding, Derived, Store, StoreError


def everything(store):
    """All that the store tells, as one value to compare."""
    return (
        list(store.claims_view()),
        list(store.incidents_view()),
        list(store.stories_view()),
        list(store.articles_view()),
        list(store.control_view()),
        list(store.judgements_view()),
        list(store.dropped_view()),
        list(store.registry_view()),
        store.counts(),
    )


def test_what_is_written_is_read(filled, corpus):
    """Do records come back whole, joined with what they are read beside?"""
    rows = list(filled.claims_view())
    assert [row.claim for row in rows] == [corpus.claims[1], corpus.claims[2], corpus.claims[0]]
    assert rows[0].article == corpus.articles[1]
    assert rows[0].resolution.places[0].name == "Tell Zara"
    assert (rows[0].story_id, rows[0].incident_id) == ("sty_1", "inc_1")
    told = next(filled.incidents_view())
    assert told.incident == corpus.incidents[0]
    assert [row.claim.id for row in told.claims] == list(told.incident.claim_ids)
    assert next(filled.stories_view()).articles == corpus.articles
    assert [(row.story_ids, row.claims) for row in filled.articles_view()] == [
        (("sty_1",), 2),
        (("sty_1",), 1),
    ]
    assert next(filled.control_view()).holder == "army"
    assert next(filled.judgements_view()).claim_ids == (corpus.claims[0].id,)
    assert filled.documents([corpus.documents[0].id]) == [corpus.documents[0]]


def test_a_second_time_adds_nothing(filled, corpus):
    """Does the same batch, written again, leave everything as it was?"""
    before = everything(filled), filled.fingerprint()
    filled.append(corpus.batch())
    filled.replace_derived(corpus.derived(), "everything")
    assert (everything(filled), filled.fingerprint()) == before


def test_the_order_of_writing_does_not_show(store, corpus, tmp_path):
    """Do documents in another order, one by one, give the same rows in the same order?"""
    batch = corpus.batch()
    for document, coding in reversed(list(zip(batch.documents, batch.codings, strict=True))):
        store.append(Batch([document], codings=[coding], judgements=[corpus.judgement]))
    store.replace_derived(corpus.derived(), "everything")
    with Store.open(tmp_path / "other.db") as other:
        other.append(corpus.batch())
        other.replace_derived(corpus.derived(), "everything")
        assert everything(store) == everything(other)
        assert store.evidence() == other.evidence()


def test_it_is_all_there_when_opened_again(url, corpus):
    """Is what was committed still there after closing and opening?"""
    with Store.open(url) as store:
        store.append(corpus.batch())
        store.replace_derived(corpus.derived(), "everything")
        before = everything(store)
    with Store.open(url, create=False) as again:
        assert everything(again) == before
        assert again.derived_from() == ("everything", "")


FILTERS = [
    (Filters(), ["inc_1", "inc_2"], 3, 2),
    (Filters(country="sy"), ["inc_1"], 3, 2),
    (Filters(country="UA"), [], 0, 0),
    (Filters(type=r.EventType.ARMED_CLASH), ["inc_2"], 1, 1),
    (Filters(status=r.Status.OCCURRED), ["inc_1"], 2, 2),
    (Filters(min_grade=r.Grade.FAIR), ["inc_1"], 2, 2),
    (Filters(min_grade=r.Grade.ESTABLISHED), [], 0, 0),
    (Filters(since=date(2031, 5, 2)), ["inc_1"], 3, 1),
    (Filters(since=date(2031, 5, 3)), [], 0, 0),
    (Filters(until=date(2031, 5, 2)), ["inc_1"], 3, 1),
    (Filters(until=date(2031, 5, 1)), [], 0, 0),
]


@pytest.mark.parametrize(("filters", "incidents", "claims", "articles"), FILTERS)
def test_filters(filled, filters, incidents, claims, articles):
    """Does every filter let through what it says, and nothing without a known value?"""
    assert [row.incident.id for row in filled.incidents_view(filters)] == incidents
    assert len(list(filled.claims_view(filters))) == claims
    assert len(list(filled.articles_view(filters))) == articles
    assert len(list(filled.stories_view(filters))) == bool(articles)


def test_a_new_coding_takes_the_place_of_the_old(filled, corpus, run, newer):
    """Is one run active per document, and a document never counted twice?"""
    assert filled.coded([document.id for document in corpus.documents], newer) == set()
    assert list(filled.outdated(newer)) == sorted(corpus.documents, key=lambda each: each.id)
    document, article = corpus.documents[0], corpus.articles[0]
    claim = replace(corpus.claims[0], id="clm_new", extractor="rules-2")
    filled.append(Batch(codings=[Coding(document.id, newer, article, (claim,))]))
    evidence = filled.evidence()
    assert evidence.claims[article.id] == (claim,)
    assert len(evidence.articles) == 2
    assert filled.coded([document.id], newer) == {document.id}
    assert filled.coded([document.id], run) == set()
    assert list(filled.outdated(newer)) == [corpus.documents[1]]


def test_a_run_of_another_gazetteer_codes_nothing_again(filled, corpus, run):
    """Is a document coded once whatever vocabulary and gazetteer came since?"""
    other = replace(run, id="run_x", gazetteer="g2", vocabulary="v2")
    assert filled.coded([each.id for each in corpus.documents], other) == {
        each.id for each in corpus.documents
    }
    assert list(filled.outdated(other)) == []


def test_a_document_without_an_article_is_coded_too(store, corpus, run):
    """Is a document that held no article remembered as coded, with nothing to derive from it?"""
    document = corpus.documents[0]
    store.append(Batch([document], codings=[Coding(document.id, run)]))
    assert store.coded([document.id], run) == {document.id}
    assert store.evidence().articles == ()
    assert store.counts()["articles"] == 0


def test_a_persons_claim_stands_above_every_run(filled, corpus, newer):
    """Does a claim that a person made stay when its document is coded again?"""
    claim = replace(corpus.claims[0], id="clm_rana", extractor="person:Rana")
    filled.append(Batch(claims=[claim]))
    filled.append(Batch(codings=[Coding(corpus.documents[0].id, newer, corpus.articles[0])]))
    evidence = filled.evidence()
    assert evidence.persons_claims == ((corpus.documents[0].id, claim),)
    assert corpus.articles[0].id not in evidence.claims


def test_the_fingerprint_tells_of_every_change(filled, corpus, newer):
    """Does evidence that changes change the fingerprint, and nothing else?"""
    seen = [filled.fingerprint()]
    filled.append(Batch(dropped=[r.Dropped("x", "readers", "not text")]))
    filled.replace_derived(Derived(), "nothing")
    assert filled.fingerprint() == filled.evidence().fingerprint == seen[0]
    filled.append(Batch(claims=[replace(corpus.claims[0], id="c", extractor="person:Rana")]))
    seen.append(filled.fingerprint())
    filled.append(Batch(judgements=[replace(corpus.judgement, id="jdg_2")]))
    seen.append(filled.fingerprint())
    filled.retract("jdg_2", datetime(2031, 6, 1, tzinfo=UTC))
    seen.append(filled.fingerprint())
    filled.append(Batch(codings=[Coding(corpus.documents[0].id, newer, corpus.articles[0])]))
    seen.append(filled.fingerprint())
    assert len(set(seen)) == 5


def test_resolutions_are_kept_for_the_same_tools(filled, corpus):
    """Are resolutions given back for the same tools alone, and not where a person edited?"""
    rows = list(filled.claims_view())
    filled.replace_derived(corpus.derived(), "everything", "tools-1")
    judged, other = corpus.articles
    assert set(filled.evidence("tools-1").resolved) == {judged.id, other.id}  # one is accepted
    edit = replace(corpus.judgement, id="jdg_2", verdict=r.Verdict.EDIT)
    filled.append(Batch(judgements=[edit]))
    held = {"jdg_2": (corpus.claims[0].id,)}
    filled.replace_derived(replace(corpus.derived(), attachments=held), "everything", "tools-1")
    assert filled.evidence("tools-2").resolved == filled.evidence().resolved == {}
    assert filled.evidence("tools-1").resolved == {
        other.id: tuple((row.claim, row.resolution) for row in rows if row.article == other)
    }


def test_a_judgement_is_retracted_never_deleted(filled, corpus):
    """Does undo leave the row, with the time of the first undo?"""
    at = datetime(2031, 6, 1, tzinfo=UTC)
    filled.retract("jdg_1", at)
    filled.retract("jdg_1", datetime(2032, 1, 1, tzinfo=UTC))
    assert [row.judgement for row in filled.judgements_view()] == [
        replace(corpus.judgement, retracted_at=at)
    ]
    with pytest.raises(StoreError, match="no judgement jdg_9"):
        filled.retract("jdg_9", at)


def test_the_same_refusal_is_one_row(store):
    """Is a refusal that happens again logged once, and another reason beside it?"""
    dropped = [r.Dropped("x", "readers", "not text"), r.Dropped("x", "clean", "empty", "look")]
    store.append(Batch(dropped=[*dropped, dropped[0]]))
    store.append(Batch(dropped=dropped))
    assert list(store.dropped_view()) == [dropped[1], dropped[0]]


def test_a_published_id_stays(filled, corpus):
    """Does a rebuild that no longer tells of an id keep it, and what became of it?"""
    before = list(filled.registry_view())
    gone = RegistryRow("inc_2", before[1].anchors, redirect_to="inc_1")
    filled.replace_derived(replace(corpus.derived(), registry=[gone]), "less")
    assert list(filled.registry_view()) == [before[0], gone]


def test_a_batch_is_all_or_nothing(store, corpus, run):
    """Does a batch that breaks at its end leave nothing of its beginning?"""
    torn = Batch(corpus.documents[:1], codings=[Coding("doc_unknown", run)])
    with pytest.raises(IntegrityError):
        store.append(torn)
    assert store.known([corpus.documents[0].id]) == set()


def test_text_that_no_database_takes(store, run):
    """Are a NUL and a lone surrogate, in any text, stored and given back?"""
    odd = "caf\udce9\x00"
    document = r.Document("doc_1", odd, odd, odd, "text/plain", b"\x00\xff", None)
    article = r.Article("art_1", "doc_1", odd, odd, odd, odd)
    store.append(
        Batch(
            [document],
            [r.Capture("doc_1", datetime(2031, 5, 2, tzinfo=UTC), odd)],
            [Coding("doc_1", run, article)],
            dropped=[r.Dropped(odd, "readers", odd)],
        )
    )
    assert store.documents(["doc_1"]) == [document]
    assert store.evidence().articles == (article,)
    assert list(store.dropped_view()) == [r.Dropped(odd, "readers", odd)]


def test_one_writer(store, url):
    """Is a second run on the same database refused at once, in words, and let in afterwards?"""
    with Store.open(url) as other:
        with (
            store.only_writer(),
            pytest.raises(StoreError, match=r"^Another process is writing to .*: wait until"),
            other.only_writer(),
        ):
            pass
        with other.only_writer():
            other.append(Batch(dropped=[r.Dropped("x", "readers", "not text")]))
        assert list(store.dropped_view()) == list(other.dropped_view())


def test_many_claims_are_read_in_chunks(store, corpus, run):
    """Are views whole where they hold more rows than one statement reads?"""
    document, article = corpus.documents[0], corpus.articles[0]
    claims = tuple(replace(corpus.claims[0], id=f"clm_{n:04}") for n in range(1201))
    incident = replace(corpus.incidents[0], claim_ids=tuple(claim.id for claim in claims))
    store.append(Batch([document], codings=[Coding(document.id, run, article, claims)]))
    row = corpus.derived().claims[0]
    rows = [replace(row, claim=claim, story_id=None) for claim in claims]
    store.replace_derived(Derived(incidents=[incident], claims=rows), "many")
    assert [row.claim.id for row in store.claims_view()] == list(incident.claim_ids)
    assert len(next(store.incidents_view()).claims) == 1201
    assert next(store.articles_view()).claims == 1201
