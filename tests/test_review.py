"""What people have done with an incident, and why it needs one of them."""

from dataclasses import replace
from datetime import date

import pytest

from crosswire import records as r
from crosswire.review import near, questions, review_of
from crosswire.rows import ClaimRow, IncidentRow, Need, Review

WORDS = r.Span(0, 5, "shots")
V = r.Verdict


def claim(number, extractor="model-1", confidence=0.9):
    made = r.Claim(f"c{number}", f"a{number}", WORDS, WORDS, r.EventType.SHELLING,
                   r.Status.OCCURRED, confidence=confidence, extractor=extractor)  # fmt: skip
    article = r.Article(f"a{number}", "d", "s", "t", "t")
    return ClaimRow(made, r.Resolution(made.id), article)


def incident(*claims, **values):
    rows = claims or (claim(1),)
    one = r.Incident("i", tuple(row.claim.id for row in rows), r.EventType.SHELLING,
                     r.Status.OCCURRED, **values)  # fmt: skip
    return IncidentRow(one, rows)


def toll(low, best, high, article=1):
    key = f"c{article}"
    return r.Toll(r.Outcome.KILLED, r.Who.UNKNOWN, low, best, high, key, key, key)


REVIEWS = [
    ([], "model-1", Review.PROPOSED),
    ([V.NOTE], "model-1", Review.PROPOSED),
    ([V.ACCEPT], "model-1", Review.ACCEPTED),
    ([V.ACCEPT, V.EDIT], "model-1", Review.EDITED),
    ([V.SAME], "model-1", Review.EDITED),
    ([V.NOT_SAME, V.ACCEPT], "model-1", Review.EDITED),
    ([V.ACCEPT], "person:Rana", Review.EDITED),
]


@pytest.mark.parametrize(("verdicts", "extractor", "expected"), REVIEWS)
def test_review_of(verdicts, extractor, expected):
    """Does a change, or a person's own claim, go over an acceptance?"""
    assert review_of(incident(claim(1, extractor)), set(verdicts)) is expected


RIVALS = r.Disagreement(
    "casualties: killed, civilian",
    tuple(r.Version(told, ()) for told in ("12 killed", "19 killed", "31 killed")),
)
ONE_ORIGIN = (r.Origin("agency:x", "x", ("c1",)),)
QUESTIONS = [
    (incident(), []),
    (incident(casualties=(toll(9, 9, 9),)), []),
    (
        incident(casualties=(toll(10, 12, 1031),)),
        [(Need.CASUALTIES, 12, "10 to 1,031 people are said to have been killed.")],
    ),
    (
        incident(casualties=(toll(40, 40, 40),)),
        [(Need.CASUALTIES, 40, "40 people are said to have been killed.")],
    ),
    (
        incident(grade=r.Grade.CONTESTED, articles=3, origins=ONE_ORIGIN * 2),
        [(Need.CONTESTED, 3, "One origin denies it, or tells a version that excludes it.")],
    ),
    (
        incident(disagreements=(RIVALS, r.Disagreement("type", RIVALS.versions))),
        [
            (
                Need.RIVAL,
                3,
                "Origins count people differently: 12 killed, 19 killed or 31 killed.",
            )
        ],
    ),
    (
        incident(articles=4, origins=ONE_ORIGIN),
        [(Need.COPIES, 4, "4 articles tell of it, and one origin stands behind all of them.")],
    ),
    (incident(articles=4, origins=(*ONE_ORIGIN, replace(ONE_ORIGIN[0], key="y"))), []),
    (
        incident(claim(1, confidence=0.2), claim(2, confidence=0.31)),
        [(Need.UNSURE, 69, "The coder gives its surest claim no more than 31 in 100.")],
    ),
    (incident(claim(1, confidence=0.2), claim(2, confidence=0.4)), []),
]


@pytest.mark.parametrize(("row", "expected"), QUESTIONS)
def test_questions(row, expected):
    """Is each need told in a sentence with its numbers, and none without its ground?"""
    assert [(q.need, q.weight, q.reason) for q in questions(row)] == expected


def test_near():
    """Does a neighbour say which, where and when?"""
    found = near(r.EventType.AIR_STRIKE, "Tell Zara", date(2031, 5, 2), same_day=False)
    assert found.reason == (
        "Another air strike at Tell Zara, on 2 May 2031 (the day before), stands apart."
    )
