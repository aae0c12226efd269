from dataclasses import replace
from itertools import islice

import pytest

from bench.grade_cases import read_toll, written_cases, wrong
from bench.grade_floods import KINDS, floods
from crosswire.vocab import load

VOCABULARY = load()
CASES = written_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_cases_written_by_hand(case):
    """Do these claims earn what docs/grades.md says, with the reason and the tolls?"""
    assert not wrong(case, VOCABULARY)


def test_floods_add_nothing():
    """Do forty articles that add no independent word leave what the real origins earn?"""
    for case in islice(floods(), 10 * len(KINDS)):
        assert not wrong(case, VOCABULARY), case.name


def test_a_case_that_expects_too_much_is_found():
    """Does the measure see a wrong grade, a missing origin and a reason that does not say why?"""
    (case,) = [case for case in CASES if case.name == "sock puppets"]
    more = {"grade": "fair", "origins": ["Kalub Post"], "reason": ["both sides say so"]}
    assert len(wrong(replace(case, expect={**case.expect, **more}), VOCABULARY)) == 3


def test_tolls_are_read():
    """Are the words of a toll its numbers, and are others refused?"""
    found = read_toll("20-30 killed civilian of 0")
    assert (found.low, found.high, found.part_of) == (20, 30, 0)
    assert read_toll("30+ injured unknown").high is None
    with pytest.raises(ValueError, match="no toll"):
        read_toll("many killed")
