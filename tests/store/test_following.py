"""One judgement followed at once, on either server: what is read for it and what is written."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from plain_steps import STEPS, Towns

from crosswire import pipeline, vocab
from crosswire import records as r
from crosswire.desk import Desk
from crosswire.store import StoreError

FILES = {
    "wadi/a.txt": "Guns over Qasira\n\nThe army shelled Qasira on 3 May. Rebels stormed Marwan.",
    "nahr/c.txt": "Qasira hit\n\nArmy guns shelled Qasira on 3 May. Two were hurt.",
    "nahr/d.txt": "Guns over Qasira\n\nThe army shelled Qasira on 3 May. Rebels stormed Marwan.",
    "nahr/e.txt": "Halib too\n\nThe army shelled Halib on 4 May. Rebels stormed Halib on 9 May.",
}
MORNING = datetime(2031, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def known():
    return {"vocabulary": vocab.load(), "gazetteer": Towns(), "steps": STEPS}


@pytest.fixture
def desk(store, known, tmp_path):
    """A desk over four articles, coded by the plain steps."""
    for name, text in FILES.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    pipeline.run(store, [tmp_path / "news"], workers=1, **known)
    seconds = count()
    return Desk(store, clock=lambda: MORNING + timedelta(seconds=next(seconds)), **known)


def at(store, town):
    """The claims that are told of a town, by the first place of each."""
    return [row for row in store.claims_view() if row.resolution.places[0].name == town]


def shown(store):
    return (
        list(store.incidents_view()),
        list(store.claims_view()),
        sorted(store.control_view(), key=repr),
        list(store.registry_view()),
        list(store.judgements_view()),
    )


def test_what_is_followed_is_what_a_rebuild_makes(store, desk, known):
    """After each of many decisions, does deriving everything anew change nothing?"""
    qasira, halib = at(store, "Qasira"), at(store, "Halib")
    one, other, far = qasira[0].claim.id, qasira[1].claim.id, halib[0].claim.id
    storm = next(row for row in store.claims_view() if row.claim.type is r.EventType.ARMED_CLASH)
    told = {"quote_start": storm.claim.quote.start, "quote_end": storm.claim.quote.end}
    told |= {"trigger_start": storm.claim.trigger.start, "trigger_end": storm.claim.trigger.end}
    told |= {
        "type": "territory_gained",
        "status": "occurred",
        "places": "Marwan",
        "side_a": "Rebels",
    }
    told = {key: str(value) for key, value in told.items()}
    article = storm.article.id
    place = '{"name": "Marwan", "country": "SY", "admin1": "Homs", "latitude": 35, "longitude": 37}'
    acts = [
        lambda: desk.judge(r.Verdict.REJECT, [one], "Rana"),
        lambda: desk.judge(r.Verdict.EDIT, [other], "Rana", field="date", value="2031-05-20"),
        lambda: desk.judge(r.Verdict.SAME, [other, far], "Oleh"),
        lambda: desk.add_claim(article, told | {"date": "2031-05-04"}, "Oleh"),
        lambda: desk.judge(r.Verdict.EDIT, [far], "Oleh", field="place", value=place),
        lambda: desk.judge(r.Verdict.NOT_SAME, [far], "Oleh"),
        lambda: desk.judge(r.Verdict.ACCEPT, [one], "Rana"),
        lambda: desk.judge(r.Verdict.REJECT, [each.claim.id for each in halib], "Rana"),
    ]
    for act in acts:
        done = act()
        before = shown(store)
        assert pipeline.rebuild(store, workers=1, **known)
        assert shown(store) == before
        desk.retract(done.undo, "Rana")
        before = shown(store)
        assert pipeline.rebuild(store, workers=1, **known)
        assert shown(store) == before
        act_again(desk, done, store)


def act_again(desk, done, store):
    """Do again what was undone, so that what follows is decided beside it."""
    given = next(
        (row.judgement for row in store.judgements_view() if row.judgement.id == done.id), None
    )
    if given:
        again = {"field": given.field, "value": given.value}
        desk.judge(given.verdict, list(given.given_on), "Rana", **again)
    else:
        desk.judge(r.Verdict.ACCEPT, [done.id], "Rana")


def test_a_place_changes_hands_at_once(store, desk):
    """Is who holds a place told by the claim that was just made?"""
    row = at(store, "Marwan")[0]
    gained = {"type": "territory_gained", "status": "occurred", "date": "2031-05-07"}
    spans = {"quote": row.claim.quote, "trigger": row.claim.trigger}
    told = {
        f"{k}_{end}": str(getattr(s, end)) for k, s in spans.items() for end in ("start", "end")
    }
    place = {"side_a": "Rebels", "places": "Marwan"}
    before = list(store.control_view())
    assert [each for each in before if each.place.name == "Marwan"] == []
    made = desk.add_claim(row.article.id, told | gained | place, "Rana")
    (state,) = [each for each in store.control_view() if each.place.name == "Marwan"]
    assert (state.holder, state.since) == ("Rebels", date(2031, 5, 7))
    desk.retract(made.undo, "Rana")
    assert list(store.control_view()) == before


def test_what_is_judged_in_an_article_read_anew_is_refused(store, desk, known, tmp_path):
    """Is a claim that a later coder no longer makes not to be decided on?"""
    old = at(store, "Qasira")[0].claim.id
    desk.judge(r.Verdict.ACCEPT, [old], "Rana")
    newer = replace(STEPS, extract=lambda *_: [], extractor="plain-2")
    pipeline.run(store, [tmp_path / "none"], workers=1, **{**known, "steps": newer})
    later = Desk(store, **{**known, "steps": newer})
    with pytest.raises(ValueError, match="load the page again"):
        later.judge(r.Verdict.ACCEPT, [old], "Rana")
    assert len(list(store.judgements_view())) == 1


def test_a_document_knows_its_judgements_and_ids(store, desk):
    """Are both found by the document alone, and is one that nobody judged without any?"""
    row = at(store, "Qasira")[0]
    decision = desk.judge(r.Verdict.ACCEPT, [row.claim.id], "Rana")
    with store.around() as around:
        judged = around.judgements_on([row.article.document_id])
        anchor = r.Anchor(row.article.document_id, row.claim.quote, row.claim.trigger)
        published = around.published_over([anchor])
        others = {each.article.document_id for each in store.claims_view()}
        others.discard(row.article.document_id)
        assert around.judgements_on(others) == []
    assert [each.id for each in judged] == [decision.id]
    assert published.keys() == {row.incident_id}


def test_retracting_what_is_not_there(store, desk):
    """Does the store say that there is no such judgement?"""
    with pytest.raises(StoreError, match="no judgement jdg_none"):
        store.retract("jdg_none", MORNING, "Rana")
