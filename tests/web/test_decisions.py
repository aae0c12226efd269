"""Judgements in words."""

from datetime import UTC, datetime

import pytest
from made_up_evidence import FIRST, claim

from crosswire import records as r
from crosswire.rows import JudgementRow
from crosswire.web.decisions import in_words

MADE = claim(FIRST)
ANCHOR = r.Anchor(FIRST.document_id, MADE.quote, MADE.trigger)
AT = datetime(2031, 3, 4, 10, tzinfo=UTC)


def judged(verdict, field=None, value=None, at=AT, back=None, name="a"):
    made = r.Judgement(f"jud_{name}", verdict, (ANCHOR,), "Ana", at, field, value, back)
    return JudgementRow(made, (MADE.id,))


NUMBERS = '[{"words": "12", "outcome": "killed", "who": "civilian", "low": 9, "high": 12}]'

# verdict, field, value, and what a person reads
CASES = [
    (r.Verdict.ACCEPT, None, None, "accepted", ""),
    (r.Verdict.NOTE, None, "See the hospital's list_2", "noted", "See the hospital's list_2"),
    (r.Verdict.EDIT, "type", "air_strike", "edited", "air strike"),
    (r.Verdict.EDIT, "casualties", NUMBERS, "edited", "9 to 12 killed (civilian)"),
    (r.Verdict.EDIT, "casualties", "[]", "edited", "nothing"),
    (r.Verdict.EDIT, "casualties", "{", "edited", "{"),
    (r.Verdict.EDIT, "casualties", '["x", 4]', "edited", "nothing"),
    (r.Verdict.EDIT, "place", '{"name": "Azaz", "where_prec": 1}', "edited", "Azaz"),
    (r.Verdict.EDIT, "speaker", "", "edited", "nothing"),
    (r.Verdict.NOT_SAME, None, None, "parted", ""),
]


@pytest.mark.parametrize(("verdict", "field", "value", "verb", "words"), CASES)
def test_a_judgement_in_words(verdict, field, value, verb, words):
    """Is what was decided told as a person would tell it, whatever stands in the value?"""
    told = in_words([judged(verdict, field, value)]).history[0]
    assert (told.verb, told.value) == (verb, words)


def test_the_latest_first_and_what_was_taken_back_stands_on_no_claim():
    """Is history whole, and the mark on a claim that of what still stands?"""
    later = AT.replace(hour=12)
    rows = [judged(r.Verdict.REJECT, back=later), judged(r.Verdict.ACCEPT, at=later, name="b")]
    found = in_words(rows)
    assert [each.verb for each in found.history] == ["accepted", "rejected"]
    assert [each.verb for each in found.on(MADE.id)] == ["accepted"]
    assert found.on("clm_other") == ()
