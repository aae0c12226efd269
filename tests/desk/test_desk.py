"""What a person does at the desk: each thing they can do, what it refuses, and what it leaves."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from deciding import everything, rebuilt, without_ids
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from crosswire import pipeline
from crosswire import records as r
from crosswire.desk import Desk
from crosswire.store import Store, StoreError

ACCEPT, REJECT, EDIT = r.Verdict.ACCEPT, r.Verdict.REJECT, r.Verdict.EDIT
ENDS = {"low": 77, "high": 79}
SAME, NOT_SAME, NOTE = r.Verdict.SAME, r.Verdict.NOT_SAME, r.Verdict.NOTE


def of_several(store, least=4):
    """The first incident of several articles, with its claims."""
    return next(row for row in store.incidents_view() if row.incident.articles >= least)


def of_one(store, nth=0):
    """An incident of one claim."""
    return [row for row in store.incidents_view() if len(row.claims) == 1][nth]


def incident_ids(store):
    return {row.incident.id for row in store.incidents_view()}


# --- each thing once ---------------------------------------------------------------------------
def test_a_decision_is_stored_with_who_and_when(store, desk):
    """Is it kept with the name, the time, the words and the claim it was given on?"""
    row = of_one(store)
    decision = desk.judge(ACCEPT, [row.claims[0].claim.id], "  Rana   K. ")
    ((kept, held),) = [(each.judgement, each.claim_ids) for each in store.judgements_view()]
    assert (kept.id, kept.verdict, kept.by) == (decision.id, ACCEPT, "Rana K.")
    assert kept.at.isoformat() == "2031-06-01T08:00:00+00:00"
    assert kept.given_on == held == decision.claim_ids == (row.claims[0].claim.id,)
    assert kept.anchors[0].quote == row.claims[0].claim.quote
    assert decision.incident_ids == (row.incident.id,)
    assert decision.message == "Accepted."


def test_a_rejection_takes_a_claim_out_and_undo_puts_it_back(store, desk):
    """Is the claim gone from its incident at once, and all as before after undo?"""
    before, row = everything(store), of_several(store)
    claim = row.claims[1].claim
    decision = desk.judge(REJECT, [claim.id], "Rana")
    now = next(each for each in store.incidents_view() if each.incident.id == row.incident.id)
    assert claim.id not in now.incident.claim_ids
    assert len(now.incident.claim_ids) == len(row.incident.claim_ids) - 1
    assert claim.id not in {each.claim.id for each in store.claims_view()}
    assert store.machine_claim(claim.id) == claim
    back = desk.retract(decision.undo, "Oleh")
    assert back.incident_ids == (row.incident.id,)
    after = everything(store)
    assert {key: after[key] for key in after if key != "judgements"} == {
        key: before[key] for key in before if key != "judgements"
    }
    kept = next(store.judgements_view()).judgement
    assert kept.retracted_at
    assert kept.retracted_by == "Oleh"


def test_an_incident_that_is_rejected_whole_is_kept_aside(store, desk):
    """Is it withdrawn, kept under its id as it was, and back under that id after undo?"""
    row = of_several(store)
    decision = desk.judge(REJECT, row.incident.claim_ids, "Rana")
    assert row.incident.id not in incident_ids(store)
    assert decision.incident_ids == (row.incident.id,)
    assert decision.gone == ()  # it is kept, and shown where it is asked for
    aside = everything(store)["rejected"]
    assert aside[row.incident.id].incident == row.incident
    fate = {each.id: each for each in store.registry_view()}[row.incident.id]
    assert fate.withdrawn
    desk.retract(decision.undo, "Rana")
    assert of_several(store) == row
    assert everything(store)["rejected"] == {}


def test_accepting_takes_an_earlier_rejection_away(store, desk):
    """Does the later word count?"""
    row = of_one(store)
    claims = [row.claims[0].claim.id]
    desk.judge(REJECT, claims, "Rana")
    desk.judge(ACCEPT, claims, "Oleh")
    assert of_one(store) == row


def test_an_edited_number_reaches_the_incident(store, desk):
    """Is the new number in the incident's range at once, and the machine's claim as it was?"""
    row = next(
        row for row in store.incidents_view() if len(row.claims) == 1 and row.incident.casualties
    )
    claim = row.claims[0].claim
    number = claim.casualties[0]
    told = {"words": number.words.quote, "outcome": number.outcome, "who": number.who}
    desk.judge(EDIT, [claim.id], "Rana", field="casualties", value=json.dumps([told | ENDS]))
    (now,) = [each for each in store.incidents_view() if each.incident.id == row.incident.id]
    assert [(toll.low, toll.high) for toll in now.incident.casualties] == [(77, 79)]
    assert store.machine_claim(claim.id) == claim


def test_one_edit_may_be_of_all_claims_of_an_incident(store, desk):
    """Does a day set for all of them move the incident, under its id?"""
    row = of_several(store)
    desk.judge(EDIT, row.incident.claim_ids, "Rana", field="date", value="2031-05-01/2031-05-03")
    now = next(each for each in store.incidents_view() if each.incident.id == row.incident.id)
    assert now.incident.claim_ids == row.incident.claim_ids
    assert (now.incident.date.start.day, now.incident.date.end.day) == (1, 3)


def test_a_claim_moved_to_another_day_leaves_and_comes_back(store, desk):
    """Does a day that excludes the others make an incident of its own, and undo join it again?"""
    row, claim = next(
        (row, claim.claim.id)
        for row in store.incidents_view()
        for claim in row.claims
        if row.incident.articles > 1 and claim.story_id is None and _tells_once(row, claim)
    )
    decision = desk.judge(EDIT, [claim], "Rana", field="date", value="2031-05-01")
    assert decision.incident_ids != (row.incident.id,)
    assert desk.retract(decision.undo, "Rana").incident_ids == (row.incident.id,)
    assert store.incident(row.incident.id) == row


def _tells_once(row, claim):
    return sum(other.article.id == claim.article.id for other in row.claims) == 1


def test_two_incidents_joined_and_parted_again(store, desk):
    """Is one id kept and the other a redirect, and are both back after undo?"""
    one, other = of_several(store), of_one(store)
    two = [one.claims[0].claim.id, other.claims[0].claim.id]
    decision = desk.judge(SAME, two, "Rana")
    assert decision.incident_ids == (one.incident.id,)
    assert decision.gone == (other.incident.id,)
    fates = {each.id: each for each in store.registry_view()}
    assert fates[other.incident.id].redirect_to == one.incident.id
    desk.retract(decision.undo, "Rana")
    assert (of_several(store), of_one(store)) == (one, other)


def test_a_claim_is_parted_from_its_incident(store, desk):
    """Does a claim given alone leave with those that tell it in its article, and no others?"""
    row = of_several(store)
    claim = row.claims[-1].claim
    decision = desk.judge(NOT_SAME, [claim.id], "Rana")
    assert len(decision.incident_ids) == 2
    parts = [each for each in store.incidents_view() if each.incident.id in decision.incident_ids]
    assert sorted(id for each in parts for id in each.incident.claim_ids) == sorted(
        row.incident.claim_ids
    )
    assert row.incident.id in decision.incident_ids


def test_several_claims_are_split_off_together(store, desk):
    """Do they become one incident, by one judgement, that one undo takes back?"""
    before, row = everything(store), of_several(store)
    ids = [each.claim.id for each in row.claims[1:3]]
    decision = desk.split(ids, "Rana")
    homes = {one.incident.id: set(one.incident.claim_ids) for one in store.incidents_view()}
    (new,) = [key for key, told in homes.items() if set(ids) <= told]
    assert new != row.incident.id or 2 * len(homes[new]) >= len(row.claims)  # the larger part's id
    assert homes[new].isdisjoint(homes[row.incident.id]) or new == row.incident.id
    assert row.claims[0].claim.id not in homes[new]
    assert len(list(store.judgements_view())) == 1
    desk.retract(decision.undo, "Rana")
    after = everything(store)
    assert after["incidents"] == before["incidents"]
    assert after["claims"] == before["claims"]


def test_what_was_split_off_together_outlives_a_rebuild(store, desk, knowledge, tmp_path):
    """Does a rebuild of everything part the same claims in the same way?"""
    row = of_several(store)
    desk.split([each.claim.id for each in row.claims[-2:]], "Rana")
    assert everything(store) == rebuilt(store, tmp_path / "copy.db", **knowledge)


def test_claims_of_two_incidents_are_not_split_off_at_once(store, desk):
    """Is it refused, with nothing kept, and so is all of one incident?"""
    one, other = of_several(store), of_one(store)
    with pytest.raises(ValueError, match="several incidents"):
        desk.split([one.claims[0].claim.id, other.claims[0].claim.id], "Rana")
    with pytest.raises(ValueError, match="no other claim"):
        desk.split(one.incident.claim_ids, "Rana")
    assert list(store.judgements_view()) == []


def test_a_note_changes_nothing_that_is_derived(store, desk):
    """Is a note kept beside its claim, with all else as it was?"""
    before, row = everything(store), of_one(store)
    desk.judge(NOTE, [row.claims[0].claim.id], "Rana", value="Ask the stringer in Azaz.")
    after = everything(store)
    assert after.pop("judgements")[0].judgement.value == "Ask the stringer in Azaz."
    before.pop("judgements")
    assert after == before


# --- a claim by hand ---------------------------------------------------------------------------
def told_of(row, **values):
    claim = row.claims[0].claim
    spans = {"quote": claim.quote, "trigger": claim.trigger}
    told = {f"{name}_{end}": str(getattr(span, end)) for name, span in spans.items()
            for end in ("start", "end")}  # fmt: skip
    return {**told, "type": claim.type.value, "status": "occurred", **values}


def test_a_claim_made_by_hand(store, desk):
    """Is it among the article's claims, in words of the article, accepted by who made it?"""
    row = of_one(store)
    article = row.claims[0].article
    decision = desk.add_claim(article.id, told_of(row, type="displacement"), "Rana")
    (made,) = [each for each in store.claims_view() if each.claim.id == decision.id]
    assert made.claim.extractor == "person:Rana"
    assert made.claim.type is r.EventType.DISPLACEMENT
    assert made.incident_id in decision.incident_ids
    quote = made.claim.quote
    assert article.text[quote.start : quote.end] == quote.quote
    (kept,) = store.judgements_view()
    assert (kept.judgement.verdict, kept.claim_ids) == (ACCEPT, (decision.id,))


def test_a_claim_by_hand_of_another_incident(store, desk):
    """Does it join the incident that the person names, with its day and place as they set them?"""
    row, other = of_one(store), of_several(store)
    place = json.dumps({"name": "Qasira", "country": "SY", "admin1": "Homs"})
    told = told_of(row, same=other.claims[0].claim.id, date="2031-05-01", place=place)
    decision = desk.add_claim(row.claims[0].article.id, told, "Rana")
    assert decision.incident_ids == (other.incident.id,)
    (made,) = [each for each in store.claims_view() if each.claim.id == decision.id]
    assert made.resolution.date.start.isoformat() == "2031-05-01"
    assert [p.name for p in made.resolution.places] == ["Qasira"]


def test_a_claim_by_hand_is_undone_and_made_again(store, desk):
    """Does undo reject it, and making it again accept it again?"""
    row = of_one(store)
    article, told = row.claims[0].article.id, told_of(row, type="displacement")
    made = desk.add_claim(article, told, "Rana")
    desk.retract(made.undo, "Rana")
    assert made.id not in {each.claim.id for each in store.claims_view()}
    again = desk.add_claim(article, told, "Rana")
    assert made.id in {each.claim.id for each in store.claims_view()}
    assert again.incident_ids == made.incident_ids
    with pytest.raises(ValueError, match="very claim before"):
        desk.add_claim(article, told, "Rana")


# --- what is refused ---------------------------------------------------------------------------
REFUSED = [  # (verdict, claims, values, what the sentence says)
    (ACCEPT, [], {}, "no claim to decide on"),
    (ACCEPT, ["clm_none"], {}, "no claim clm_none now"),
    (NOTE, ["one"], {"value": "  "}, "note is empty"),
    (NOT_SAME, ["one"], {}, "no other claim"),
    (SAME, ["one", "one"], {}, "only one claim"),
    (EDIT, ["one"], {}, 'no field ""'),
    (EDIT, ["one"], {"field": "colour", "value": "blue"}, 'no field "colour".*casualties'),
    (EDIT, ["one"], {"field": "type", "value": "rain"}, '"rain" is no event type.*air_strike'),
    (EDIT, ["one"], {"field": "date", "value": "Monday"}, '"Monday" is no day'),
    (EDIT, ["one"], {"field": "side_a", "value": "the Martians"}, '"the Martians" does not stand'),
]


@pytest.mark.parametrize(("verdict", "claims", "values", "said"), REFUSED)
def test_what_does_not_fit_is_refused(store, desk, verdict, claims, values, said):
    """Is it told in one sentence what is wrong, with nothing stored?"""
    one = of_one(store).claims[0].claim.id
    with pytest.raises(ValueError, match=said) as refused:
        desk.judge(verdict, [one if each == "one" else each for each in claims], "Rana", **values)
    assert str(refused.value).endswith(".")
    assert list(store.judgements_view()) == []


NO_CLAIM = [  # (what is told otherwise, what the sentence says)
    ({"quote_start": ""}, "quote is missing"),
    ({"quote_end": "9999999"}, "outside of the article"),
    ({"trigger_start": "0", "trigger_end": "3", "quote_start": "5"}, "outside of the sentence"),
    ({"quote_start": "0", "quote_end": "100000"}, "outside of the article"),
    ({"type": ""}, "no event type"),
    ({"status": "maybe"}, "no status"),
    ({"speaker": "the Martians"}, "does not stand in the article"),
    ({"casualties": "[{}]"}, "no words"),
    ({"date": "Monday"}, "no day"),
    ({"same": "clm_none"}, "no claim clm_none now"),
]


@pytest.mark.parametrize(("other", "said"), NO_CLAIM)
def test_a_claim_that_cannot_be_made(store, desk, other, said):
    """Is a claim whose parts do not fit the article refused, with nothing stored?"""
    row = of_one(store)
    with pytest.raises(ValueError, match=said):
        desk.add_claim(row.claims[0].article.id, told_of(row) | other, "Rana")
    assert list(store.judgements_view()) == []
    assert list(store.made_view()) == []


def test_other_things_that_cannot_be(store, desk):
    """Are a nameless person, an unknown article, and undoing twice or nothing refused?"""
    row = of_one(store)
    claim = row.claims[0].claim.id
    with pytest.raises(ValueError, match="Say your name"):
        desk.judge(ACCEPT, [claim], " ")
    with pytest.raises(ValueError, match="load the page again"):
        desk.add_claim("art_none", told_of(row), "Rana")
    with pytest.raises(ValueError, match="is not there"):
        desk.retract("jdg_none", "Rana")
    done = desk.judge(ACCEPT, [claim], "Rana")
    desk.retract(done.undo, "Rana")
    with pytest.raises(ValueError, match="taken back before"):
        desk.retract(done.undo, "Rana")


# --- beside others -----------------------------------------------------------------------------
def test_another_process_that_writes_is_told(store, desk):
    """Does a decision while a run holds the database say so at once, and store nothing?"""
    claim = of_one(store).claims[0].claim.id
    with (
        Store.open(store.where) as other,
        other.only_writer(),
        pytest.raises(StoreError, match="Another process is writing"),
    ):
        desk.judge(ACCEPT, [claim], "Rana")
    assert list(store.judgements_view()) == []
    desk.judge(ACCEPT, [claim], "Rana")


def test_a_decision_is_stored_with_what_follows_or_not_at_all(store, desk):
    """Where the incidents cannot be written, is the judgement not kept either?"""
    with store.changing() as connection:
        refuse = "CREATE TRIGGER refuse BEFORE INSERT ON cards BEGIN SELECT RAISE(ABORT, 'no'); END"
        connection.execute(text(refuse))
    before = everything(store)
    with pytest.raises(IntegrityError, match="no"):
        desk.judge(ACCEPT, [of_one(store).claims[0].claim.id], "Rana")
    assert everything(store) == before


def test_many_at_once(store, desk, tmp_path, knowledge):
    """Do decisions from many threads wait for each other, and lose nothing?"""
    claims = [row.claim.id for row in store.claims_view()][:60:3]
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda claim: desk.judge(REJECT, [claim], "Rana"), claims))
    assert len({decision.id for decision in done}) == len(claims)
    assert len(list(store.judgements_view())) == len(claims)
    assert everything(store) == rebuilt(store, tmp_path / "rebuilt.db", **knowledge)


def test_a_rebuild_stays_due(store, desk, knowledge):
    """Does the next rebuild derive everything anew, and the one after it know that all is done?"""
    desk.judge(REJECT, [of_one(store).claims[0].claim.id], "Rana")
    assert pipeline.rebuild(store, workers=1, **knowledge)
    assert not pipeline.rebuild(store, workers=1, **knowledge)


def test_rows_of_other_tools_are_derived_anew_first(store, knowledge, clock):
    """Does a desk with another vocabulary derive all with it before its first decision?"""
    own = Desk(store, clock=clock, **{**knowledge, "vocabulary": pipeline.load_vocabulary()})
    before = without_ids(store.incidents_view())
    assert own.outdated()
    own.judge(ACCEPT, [of_one(store).claims[0].claim.id], "Rana")
    assert not own.outdated()
    assert without_ids(store.incidents_view()) != before  # without the example's outlets


def test_the_history_of_an_incident(store, desk):
    """Are all judgements on it told, the oldest first: of rejected claims, and taken back, too?"""
    row = of_several(store)
    first, last = row.claims[0].claim.id, row.claims[-1].claim.id
    desk.judge(REJECT, [last], "Rana")
    done = desk.judge(ACCEPT, [first], "Oleh")
    desk.retract(done.undo, "Oleh")
    told = [(each.judgement.by, each.judgement.verdict) for each in desk.history(row.incident.id)]
    assert told == [("Rana", REJECT), ("Oleh", ACCEPT)]
