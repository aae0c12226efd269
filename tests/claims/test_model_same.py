"""What is told again: the claims of one article on one event."""

from dataclasses import replace

import pytest

from crosswire.claims.model import same
from crosswire.records import Article, Claim, EventType, Span, Status

SHELLED = "Army guns shelled the market of Awlan on Tuesday, killing four people"
TEXT = (
    f"Four die in Awlan\n\n{SHELLED}. The army denied the attack. "
    "Medics said the attack on Awlan wounded nine. "
    "Rebels stormed the village of Tadif on Friday. Jets struck the village of Susian."
)


def told(trigger, quote, type, status=Status.OCCURRED, **spans):
    start = TEXT.index(quote)
    at = TEXT.index(trigger, start)
    where = {name: tuple(_span(words, start) for words in all_) for name, all_ in spans.items()}
    return Claim(
        id=f"clm_{at}",
        article_id="art_1",
        quote=Span(start, start + len(quote), quote),
        trigger=Span(at, at + len(trigger), trigger),
        type=type,
        status=status,
        **where,
    )


def _span(words, start):
    at = TEXT.index(words, start)
    return Span(at, at + len(words), words)


ARTICLE = Article("art_1", "doc_1", "a", "Four die in Awlan", TEXT)
SHELLING = told(
    "shelled",
    SHELLED,
    EventType.SHELLING,
    side_a=["Army guns"],
    places=["Awlan"],
    side_b=["market"],
)
DENIAL = told(
    "attack", "The army denied the attack", EventType.SHELLING, Status.DENIED, side_a=["The army"]
)
WOUNDED = told(
    "attack on", "the attack on Awlan wounded nine", EventType.SHELLING, places=["Awlan"]
)
STORM = told(
    "stormed", "Rebels stormed the village of Tadif", EventType.ARMED_CLASH,
    side_a=["Rebels"], places=["Tadif"],
)  # fmt: skip
STRIKE = told(
    "struck", "Jets struck the village of Susian", EventType.AIR_STRIKE,
    side_a=["Jets"], places=["Susian"],
)  # fmt: skip


def test_what_is_taken_up_without_its_place_is_the_same():
    """Is a denial that names no place of the event that stands before it?"""
    assert same.first_telling(ARTICLE, DENIAL, [SHELLING]) is SHELLING


@pytest.mark.parametrize("claim", [STORM, STRIKE])
def test_what_befell_another_village_is_another(claim):
    """Does an event of another place and kind stay by itself?"""
    assert same.first_telling(ARTICLE, claim, [SHELLING]) is None
    assert same.first_telling(ARTICLE, claim, []) is None


def test_the_first_of_an_event_is_given_however_far_it_stands(monkeypatch):
    """Is the first claim meant where only a later one on its event is looked back at?"""
    again = replace(DENIAL, same_as=SHELLING.id)
    monkeypatch.setattr(same, "NEAREST", 1)
    assert same.first_telling(ARTICLE, WOUNDED, [SHELLING, again]) is SHELLING


def test_each_claim_before_has_its_features():
    """Is every earlier claim weighed, by numbers alone?"""
    found = same.features(ARTICLE, STRIKE, [SHELLING, DENIAL], [SHELLING.id, SHELLING.id])
    assert found.shape[0] == 2
    assert found.shape[1] > max(same.trees().feature)
    assert (found[0] != found[1]).any()
