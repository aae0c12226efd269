from datetime import date

import pytest

from crosswire.records import Article, Claim, EventType, Role, Span, Speaker, SpeakerKind, Status
from crosswire.resolve import Gazetteer, resolve_article
from crosswire.vocab import Vocabulary, load

TEXT = (
    "Strike kills five\n\n"
    "Russian jets struck the village of Xarawan in Idlib province on Tuesday, the Syrian "
    "Observatory for Human Rights said. The army plans to enter Saraqib on Friday."
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


ARTICLE = Article("art_1", "doc_1", "one", "Strike kills five", TEXT, anchor_date=date(2018, 3, 15))
STRIKE = Claim(
    "clm_1", "art_1", _span("Russian jets struck the village of Xarawan"), _span("struck"),
    EventType.AIR_STRIKE, Status.OCCURRED, side_a=(_span("Russian jets"),),
    places=(_span("Xarawan"), _span("Idlib")), date_words=_span("on Tuesday"),
    speaker=Speaker(_span("the Syrian Observatory for Human Rights"), SpeakerKind.MONITOR),
)  # fmt: skip
PLAN = Claim(
    "clm_2", "art_1", _span("The army plans to enter Saraqib"), _span("enter"),
    EventType.TERRITORY_GAINED, Status.PLANNED, side_a=(_span("The army"),),
    places=(_span("Saraqib"),), date_words=_span("on Friday"),
)  # fmt: skip


def test_each_claim_is_resolved(gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
    """Do words become places, parties in their roles, and days, in the claims' order?"""
    strike, plan = resolve_article(ARTICLE, [STRIKE, PLAN], gazetteer, vocabulary)
    assert (strike.claim_id, plan.claim_id) == ("clm_1", "clm_2")
    assert [(p.country, p.admin1, p.where_prec) for p in strike.places] == [
        ("SY", "Idlib", 4), ("SY", "Idlib", 4),
    ]  # fmt: skip
    assert [p.role for p in strike.parties] == [Role.SIDE_A, Role.SPEAKER]
    assert strike.parties[1].actor_id
    assert strike.date
    assert (strike.date.start, strike.date.end) == (date(2018, 3, 13), date(2018, 3, 13))
    assert [(p.country, p.admin1, p.where_prec) for p in plan.places] == [("SY", "Idlib", 1)]
    assert plan.date
    assert plan.date.start == date(2018, 3, 16)


def test_the_order_of_claims_changes_nothing(gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
    """Is the joint choice free of the order in which claims come?"""
    forth = resolve_article(ARTICLE, [STRIKE, PLAN], gazetteer, vocabulary)
    back = resolve_article(ARTICLE, [PLAN, STRIKE], gazetteer, vocabulary)
    assert forth == back[::-1]
    assert resolve_article(ARTICLE, [], gazetteer, vocabulary) == []


def test_no_words_no_date(gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
    """Does a claim without words for its time stay without a date, never the printed day?"""
    claim = Claim(
        "clm_3", "art_1", STRIKE.quote, STRIKE.trigger, EventType.AIR_STRIKE, Status.OCCURRED
    )
    resolution = resolve_article(ARTICLE, [claim], gazetteer, vocabulary)[0]
    assert (resolution.places, resolution.parties, resolution.date) == ((), (), None)
