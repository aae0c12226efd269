"""The graph of who copied whom."""

from datetime import date

from made_up_evidence import COPY, FIRST, STORY, article

from crosswire import records as r
from crosswire.rows import StoryRow
from crosswire.web.lineage import BOX, GAP, PITCH, in_time, lineage


def test_origin_left_copies_right():
    """Has each copy a box to the right of the origin's, with what was changed, and a line to it?"""
    drawn = lineage([STORY], {COPY.id})
    first, copy = drawn.nodes
    assert (first.kind, first.title, first.note) == ("origin", "Levant Wire", "4 Mar 2031, first")
    assert (copy.kind, copy.note) == ("copy", "4 Mar 2031, 1 added")
    assert (first.here, copy.here) == (False, True)
    assert copy.x == BOX + GAP
    assert len(drawn.ways) == 1
    assert [(each.article.id, each.first) for each in drawn.changes] == [(COPY.id, FIRST.id)]


def test_an_agency_without_its_text_is_a_box_that_leads_nowhere():
    """Is an origin that the data lacks named, and told to be lacking?"""
    story = r.Story("sto_2", (r.Passage(COPY.id, 0, 6),), origin_agency="Agence France-Presse")
    agency, copy = lineage([StoryRow(story, (COPY,))]).nodes
    assert (agency.kind, agency.title, agency.href) == ("absent", "Agence France-Presse", "")
    assert copy.note == "4 Mar 2031, nothing cut or added"


def test_a_later_version_is_told_from_a_copy():
    """Is the update of a live article said to be one?"""
    story = r.Story("sto_3", STORY.story.passages, origin_article=FIRST.id, updates=(COPY.id,))
    drawn = lineage([StoryRow(story, (FIRST, COPY))])
    assert drawn.nodes[1].kind == drawn.ways[0].kind == "update"
    assert drawn.nodes[1].note == "4 Mar 2031, a later version"


def test_copies_beyond_the_most_lead_to_the_story():
    """Does a story of many copies end in a box that counts the rest, below the last one?"""
    copies = tuple(article(f"n{at}", f"Outlet {at}") for at in range(5))
    passages = tuple(r.Passage(each.id, 0, 6) for each in (FIRST, *copies))
    story = r.Story("sto_4", passages, origin_article=FIRST.id)
    drawn = lineage([StoryRow(story, (FIRST, *copies))], most=3)
    assert [node.title for node in drawn.nodes if node.kind == "more"] == ["2 more copies"]
    assert drawn.nodes[-1].href == "/stories/sto_4"
    assert drawn.nodes[-1].y == drawn.nodes[-2].y + PITCH
    assert drawn.height > drawn.nodes[-1].y


def test_stories_do_not_overlap():
    """Does each story begin below the one before it?"""
    drawn = lineage([STORY, STORY])
    assert [node.y for node in drawn.nodes if node.kind == "origin"][1] > drawn.nodes[1].y


def test_nothing_to_draw():
    """Is an incident without shared texts no graph?"""
    assert lineage([]).height == 0


def test_in_time_the_undated_last():
    """Do articles come by day, on one day the origin first?"""
    late, undated = article("late", "A", day=date(2031, 3, 9)), article("u", "A", day=None)
    found = in_time([undated, late, COPY, FIRST], FIRST.id)
    assert [each.id for each in found] == [FIRST.id, COPY.id, late.id, undated.id]
