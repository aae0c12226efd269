from dataclasses import replace

import pytest
from incident_builders import tell

from crosswire.incidents import join_tellings
from crosswire.records import Passage, Span, Story

TOLD = tell("c", "Al Jazeera", "one two three four five", start=10)
WHOLE = Story("sto_whole", (Passage("art_c", 0, 99), Passage("art_o", 0, 99)), "art_o")
INNER = Story("sto_inner", (Passage("art_c", 8, 40),), None, "SANA")
BESIDE = Story("sto_beside", (Passage("art_c", 50, 99),), "art_o")
ORIGIN = replace(TOLD.article, id="art_o", outlet="Reuters")

# (stories, the story of the claim, the outlet of its origin)
STORIES = [
    ([], None, None),
    ([WHOLE], "sto_whole", "Reuters"),
    ([WHOLE, INNER, BESIDE], "sto_inner", None),
    ([BESIDE], None, None),
]


@pytest.mark.parametrize(("stories", "story", "outlet"), STORIES)
def test_story_of_a_claim(stories, story, outlet):
    """Is a claim's story that of the smallest passage that it stands in?"""
    articles = [TOLD.article, ORIGIN]
    (joined,) = join_tellings([TOLD.claim], [TOLD.resolution], articles, stories)
    assert (joined.story and joined.story.id, joined.story_outlet) == (story, outlet)


def test_claim_without_resolution_or_article():
    """Is an unresolved claim kept, and a claim without its article an error?"""
    (joined,) = join_tellings([TOLD.claim], [], [TOLD.article])
    assert joined.resolution.claim_id == "c"
    assert joined.resolution.places == ()
    with pytest.raises(KeyError):
        join_tellings([TOLD.claim], [], [])


def test_order_of_time():
    """Are tellings in the order of time, place in the text and id, undated articles last?"""
    late = tell("a", "SANA", published=None)
    second = replace(TOLD.claim, id="b", quote=Span(40, 44, "text"))
    joined = join_tellings(
        [late.claim, second, TOLD.claim], [], [late.article, TOLD.article], [WHOLE]
    )
    assert [t.claim.id for t in joined] == ["c", "b", "a"]
