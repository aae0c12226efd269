from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_builders import (
    BODY,
    LAST,
    LEAD,
    OTHER,
    OWN_WORDS,
    PROMOTION,
    SECOND,
    STATEMENT,
    THIRD,
    article,
    stories_of,
)

from crosswire.records import Article
from crosswire.stories import find_stories

# (two texts, whether they are one story): what each guards is its name
PAIRS = {
    "the same text": (BODY, BODY, True),
    "another headline": ("Convoy burned\n" + BODY, "Four dead on grain road\n" + BODY, True),
    "cut from the end": (BODY, "\n".join((LEAD, SECOND)), True),
    "cut at both ends": ("\n".join((LEAD, SECOND, THIRD)), "\n".join((SECOND, THIRD, LAST)), True),
    "a paragraph dropped": (BODY, "\n".join((LEAD, SECOND, LAST)), True),
    "paragraphs moved": (BODY, "\n".join((LAST, LEAD, THIRD, SECOND)), True),
    "names respelled": (
        BODY, BODY.replace("Tal Amer", "Tell Aamer").replace("Harun", "Haroun"), True,
    ),
    "capitals and quotes changed": (BODY, BODY.upper().replace(",", " -"), True),
    "words put in": (BODY, BODY.replace("at noon", "at noon on Tuesday, witnesses agreed"), True),
    "inside a longer article": (OTHER + "\n" + BODY, BODY + "\n" + OWN_WORDS, True),
    "two own reports": (BODY, OWN_WORDS, False),
    "other news": (BODY, OTHER, False),
    "one common sentence": (OTHER + "\n" + LEAD[:110], OWN_WORDS + "\n" + LEAD[:110], False),
    "short and alike but for the facts": (
        "Four people were killed in an air strike on the market of Tal Amer on Monday.",
        "Nine people were killed in an air strike on the market of Tal Afis on Monday.", False,
    ),
    "one statement quoted at length": (
        f"{OTHER}\n{STATEMENT}", f"{OWN_WORDS}\n{STATEMENT}", False,
    ),
    "nothing": ("", "", False),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_copy_or_not(name):
    """Are two texts copies of one?"""
    first, second, copied = PAIRS[name]
    assert len(stories_of(first, second)) == copied


def test_passages_hold_the_copied_text():
    """Does a story tell exactly which part of a longer article is the copy?"""
    long = article("a", f"{OTHER}\n{BODY}\n{OWN_WORDS}", "Kalub Post", day=1)
    (story,) = find_stories([long, article("b", BODY, "Tal News")])
    passage = next(p for p in story.passages if p.article_id == "a")
    assert long.text[passage.start : passage.end] == BODY.rstrip(".")


def test_two_texts_in_one_article():
    """Does an article put together of two agency texts belong to the stories of both?"""
    first, second = article("a", BODY, "Tal News"), article("b", OTHER, "Port News")
    both = article("c", f"{BODY}\n{OTHER}", "Kalub Post", day=1)
    stories = find_stories([first, second, both])
    assert {frozenset(p.article_id for p in s.passages) for s in stories} == {
        frozenset({"a", "c"}),
        frozenset({"b", "c"}),
    }
    assert {s.origin_article for s in stories} == {"a", "b"}


def test_masked_passages_make_no_story():
    """Do equal copyright notices under different texts make no copies?"""
    notice = " ".join(f"notice{word} applies to all that is printed here" for word in range(9))
    pair = [
        article("a", f"{OWN_WORDS}\n{notice}", "One", masked=notice),
        article("b", f"{OTHER}\n{notice}", "Two", masked=notice),
    ]
    assert find_stories(pair) == []


def test_background_that_a_desk_repeats_is_no_copy():
    """Is a paragraph that one outlet prints again under other news no story?"""
    pair = [
        article("a", f"{OWN_WORDS}\n{THIRD}\n{LAST}", "Kalub Post"),
        article("b", f"{OTHER} {OTHER[::-1]}\n{THIRD}\n{LAST}", "Kalub Post", day=9),
    ]
    assert find_stories(pair) == []


def under_other_news(passage: str, outlets: list[str], days: list[int]) -> list[Article]:
    """Articles that share a passage, and words before it that are each article's own."""
    own = f"{OTHER} {OWN_WORDS}".split()
    bodies = [f"{' '.join(f'{word}{at}' for word in own)}\n{passage}" for at in range(len(days))]
    found = zip(bodies, outlets, days, strict=True)
    return [article(f"a{at}", *body, day=day) for at, (*body, day) in enumerate(found)]


# (the outlets that print a passage under other news, on which days, whether it is a story)
PRINTED = {
    "one agency's paragraph": (["One", "Two", "Three", "Four"], [0, 0, 1, 2], True),
    "a paragraph of two months ago": (["One", "Two"], [0, 60], False),
    "looked back upon after months": (["One", "Two", "Three"], [0, 0, 90], True),
    "boilerplate, again and again": (["One", "Two", "Three", "Four"], [0, 12, 24, 36], False),
    "a house's own, reprinted": (["One", "One", "One", "Two"], [0, 1, 2, 2], False),
}  # fmt: skip


@pytest.mark.parametrize("name", PRINTED)
def test_passage_under_other_news(name):
    """Is a passage that goes round in a few days told from background and boilerplate?"""
    outlets, days, story = PRINTED[name]
    assert len(find_stories(under_other_news(PROMOTION, outlets, days))) == story


def test_reprinted_medley_joins_no_texts():
    """Do two agencies' texts stay two, where one article prints both and others reprint that?"""
    first, second = article("a", BODY, "Tal News"), article("b", OTHER, "Port News")
    both = [
        article("c", f"{BODY}\n{OTHER}", "Kalub Post", day=1),
        article("d", f"{OTHER}\n{BODY}", "Kesh Post", day=1),
        article("e", f"{BODY}\n{OTHER}", "Amer Post", day=2),
    ]
    stories = find_stories([first, second, *both])
    of_each = [{p.article_id for p in story.passages} for story in stories]
    assert not any({"a", "b"} <= articles for articles in of_each)
    assert {"a", "c", "d", "e"} in of_each
    assert {"b", "c", "d", "e"} in of_each


def test_shared_paragraph_leaves_two_reports_two():
    """Do two reports stay two stories, where both print one paragraph and both are reprinted?"""
    first, second = under_other_news(PROMOTION, ["One", "Two"], [0, 0])
    reprints = [
        article("c", first.text, "Three", day=1), article("d", second.text, "Four", day=1),
    ]  # fmt: skip
    stories = find_stories([first, second, *reprints])
    whole = {frozenset(p.article_id for p in story.passages if p.start == 0) for story in stories}
    assert {frozenset({"a0", "c"}), frozenset({"a1", "d"})} <= whole
    shared = [s for s in stories if len({p.article_id for p in s.passages}) == 4]
    assert all(first.text[p.start : p.end] == PROMOTION.rstrip(".") for s in shared
               for p in s.passages if p.article_id == "a0")  # fmt: skip
    assert len(shared) == 1


# (articles, the story's origin article, its origin agency)
ORIGINS = {
    "the earliest": (
        [article("a", BODY, "One", day=3), article("b", BODY, "Two", day=1)], "b", None,
    ),
    "of one day, the lower id": (
        [article("b", BODY, "One"), article("a", BODY, "Two")], "a", None,
    ),
    "undated last": (
        [article("a", BODY, "One", day=None), article("b", BODY, "Two", day=5)], "b", None,
    ),
    "of a named outlet before one of nobody's": (
        [article("a", BODY), article("b", BODY, "Two", day=5)], "b", None,
    ),
    "a credit beats time": (
        [article("a", BODY, "One", day=0), article("b", BODY, "Two", day=3, credit="Harun Agency")],
        None, "Harun Agency",
    ),
    "the credited agency's own article": (
        [article("a", BODY, "One", day=0, credit="Harun Agency"),
         article("b", BODY, "harun agency", day=2)], "b", None,
    ),
    "a dateline's agency": (
        [article("a", BODY, "One"), article("b", BODY, "Two", day=3, dateline="Harun Agency")],
        None, "Harun Agency",
    ),
    "what most copies credit": (
        [article("a", BODY, "One", credit="Kesh Wire"),
         article("b", BODY, "Two", credit="Harun Agency"),
         article("c", BODY, "Three", credit="Harun Agency")], None, "Harun Agency",
    ),
    "one article alone with a credit": (
        [article("a", BODY, "One", credit="Harun Agency")], None, "Harun Agency",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORIGINS)
def test_origin(name):
    """Who had the text first?"""
    articles, origin, agency = ORIGINS[name]
    (story,) = find_stories(articles)
    assert (story.origin_article, story.origin_agency) == (origin, agency)


def test_an_agency_that_credits_itself_is_no_story():
    """Is an agency's own article, that nobody has copied, no story?"""
    assert find_stories([article("a", BODY, "Harun Agency", credit="Harun Agency")]) == []


def test_other_names_of_an_agency():
    """Is the agency's own article found by what a vocabulary knows of its names?"""
    copies = [article("a", BODY, "One", credit="Harun Agency"), article("b", BODY, "HA", day=2)]
    (story,) = find_stories(copies, lambda outlet, name: {outlet, name} == {"HA", "Harun Agency"})
    assert story.origin_article == "b"


def test_edits_name_what_changed():
    """Are the sentences and phrases that a copy drops and adds named?"""
    changed = "\n".join((LEAD.replace("attacked", "ambushed"), SECOND, LAST, "No one was held."))
    (story,) = find_stories([article("a", BODY, "One"), article("b", changed, "Two", day=1)])
    (edit,) = story.edits
    assert edit.article_id == "b"
    assert edit.dropped == ("attacked", THIRD)
    assert edit.added == ("ambushed", "No one was held.")


RISEN = BODY.replace("Four drivers", "Six drivers")

# (the later article, whether it is an update of the first and no copy)
UPDATES = {
    "the outlet's later version": (article("b", RISEN, "One", day=1), True),
    "the outlet's later version of one day": (article("b", RISEN, "One"), True),
    "the same address": (article("b", RISEN, "One", url="https://one.example/1"), True),
    "another outlet's copy": (article("b", RISEN, "Two", day=1), False),
    "the same text again": (article("b", BODY, "One", day=1), False),
}


@pytest.mark.parametrize("name", UPDATES)
def test_update(name):
    """Is a later version of the same live article told apart from a copy?"""
    later, update = UPDATES[name]
    first = article("a", BODY, "One", url="https://one.example/1")
    (story,) = find_stories([later, first])
    assert story.updates == (("b",) if update else ())
    assert story.origin_article == "a"


def test_id_depends_on_documents_alone():
    """Does a story keep its id when the articles are read again by another cleaner?"""
    pair = [article("a", BODY, "One"), article("b", BODY, "Two")]
    again = [
        Article(f"new_{a.id}", a.document_id, a.source_id, a.title, a.text, a.outlet) for a in pair
    ]
    assert [s.id for s in find_stories(pair)] == [s.id for s in find_stories(again)]


def test_many_reprints_are_one_story():
    """Are five hundred reprints one story, found without comparing each with each?"""
    reprints = [article(f"a{n:03}", BODY, f"Outlet {n}", day=n % 9) for n in range(500)]
    (story,) = find_stories(reprints)
    assert len(story.passages) == 500


PIECES = [LEAD, SECOND, THIRD, LAST, OTHER, OWN_WORDS]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_order_and_offsets(data):
    """Are stories the same in any order, their passages within the text and never overlapping?"""
    drawn = data.draw(
        st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4, unique=True), max_size=6)
    )
    articles = [
        article(f"a{at}", "\n".join(pieces), f"Outlet {at % 4}", day=at % 3)
        for at, pieces in enumerate(drawn)
    ]
    stories = find_stories(articles)
    assert find_stories([*data.draw(st.permutations(articles)), *articles[:1]]) == stories
    lengths = {a.id: len(a.text) for a in articles}
    for story in stories:
        assert len({p.article_id for p in story.passages}) >= 2
        for passage in story.passages:
            assert 0 <= passage.start < passage.end <= lengths[passage.article_id]
        ordered = sorted(story.passages)
        overlapping = [
            (a, b) for a, b in pairwise(ordered) if a.article_id == b.article_id and b.start < a.end
        ]
        assert not overlapping
