import random
import re
from dataclasses import replace
from datetime import date

import pytest
from made_up_control import all_states
from made_up_incidents import all_incidents
from made_up_tables import dropped
from test_report import PERIOD, luminance

from crosswire.exports import report
from crosswire.exports.report_control import TONES, control_part
from crosswire.records import Control

OPTIONS = {"title": "Week 10", "period": PERIOD, "dropped": dropped()}
SECTION = "Who is said to hold what"


@pytest.fixture(scope="module")
def page():
    return report.render(all_incidents(), control=all_states(), **OPTIONS)


def part(period=PERIOD, latest=None, states=None):
    return control_part(all_states() if states is None else states, period, latest, {})


def stretches(found):
    return [(row.name, row.words, row.start, row.end) for row in found.rows if "<" not in row.name]


def test_a_state_stands_until_the_next():
    """Does a state from before the period stand in it, and one that was over by then not?"""
    assert stretches(part()) == [
        ("El Fasher", "held by", 5, None),
        ("Mare'", "claimed by", 0, 2),
        ("Mare'", "held by", 2, None),
        ("Saraqib", "contested", 1, None),
        ("Kupiansk", "given up, holder not known", 3, None),
    ]


def test_a_state_that_begins_with_the_period_is_its_first():
    """Is a state that another replaces on the first day itself left out?"""
    found = part((date(2031, 3, 5), date(2031, 3, 5)))
    assert [row for row in stretches(found) if row[0] == "Mare'"] == [("Mare'", "held by", 0, None)]
    assert found.length == 0


@pytest.mark.parametrize(
    ("period", "latest", "expected"),
    [
        (PERIOD, date(2031, 5, 1), PERIOD),
        ((None, None), None, (date(2031, 2, 1), date(2031, 3, 30))),
        ((None, None), date(2031, 5, 1), (date(2031, 2, 1), date(2031, 5, 1))),
        ((date(2031, 4, 2), None), None, (date(2031, 4, 2), date(2031, 4, 2))),
    ],
)
def test_an_open_period_ends_with_what_is_told(period, latest, expected):
    """Which days can the slider pick?"""
    found = part(period, latest)
    assert (found.first, found.last) == expected


def test_nothing_told_is_no_part():
    """Is there nothing where no state began by the last day?"""
    assert part(states=[]) is None
    assert part((None, date(2031, 1, 31))) is None


def test_holders_have_letters_and_colours():
    """Has each holder a letter of its own, those of most states the first ones?"""
    found = part((None, None))
    letters = {
        row.holder.name: (row.holder.letter, row.holder.tone) for row in found.rows if row.holder
    }
    assert letters == {
        "Syrian Arab Army": ("A", 0),
        "Shamal Brigade": ("B", 1),
        "<b>Rapid</b> | Forces": ("C", 2),
    }


def test_letters_go_on_after_z():
    """Are thirty holders still told apart by their letters?"""
    one = all_states()[0]
    many = [
        replace(
            one, place=replace(one.place, gazetteer_id=f"g{n}"), holder_id=f"h{n}", holder=f"h{n}"
        )
        for n in range(30)
    ]
    found = part(states=many)
    assert len({row.holder.letter for row in found.rows}) == 30
    assert {row.holder.tone for row in found.rows} == set(range(TONES))
    assert {"Z", "AA", "AD"} <= {row.holder.letter for row in found.rows}


def test_doubt_is_seen(page):
    """Has each kind of state its own form on the map, beside its colour?"""
    marks = dict(re.findall(r'<a class="hold (\w+)[^>]*>(.*?)</a>', page, re.DOTALL))
    assert set(marks) == {str(kind) for kind in Control}
    forms = {
        kind: set(re.findall(r'class="(disk|hatch|half|dashed|open dashed)"', marks[kind]))
        for kind in marks
    }
    assert forms == {
        "held": {"disk"},
        "claimed": {"disk", "hatch"},
        "contested": {"half"},
        "unknown": {"open dashed"},
    }


def test_last_day_is_what_stands_without_a_script(page):
    """Are the marks and rows of the last day the ones that show before any script ran?"""
    rows = re.findall(r'<tr id="hold-\d+"( class="now")? data-start="\d+"( data-end="\d+")?', page)
    assert len(rows) == 6
    assert all(bool(now) != bool(end) for now, end in rows)
    assert '<b id="asof">9 Mar 2031</b>' in page
    assert '<span id="standing">2 held, 1 claimed, 1 contested, 1 unknown</span>' in page


def test_a_state_leads_to_its_incidents(page):
    """Is each incident of the report linked by its number, and are the others counted?"""
    rows = re.findall(r'<tr id="hold-.*?</tr>', page, re.DOTALL)
    (row,) = (each for each in rows if "held by <b><bdi>Syrian" in each)
    numbers = dict(re.findall(r'<a href="#([^"]+)"><span class="num">(\d+)</span>', row))
    for row_id, number in numbers.items():
        assert f'data-id="{row_id}" data-no="{number}"' in page
    assert len(numbers) == 2
    assert "1 not in this report" in row


def test_order_of_states_changes_nothing(page):
    """Are the bytes the same in whatever order the states come?"""
    states = all_states()
    for seed in range(5):
        random.Random(seed).shuffle(states)
        assert report.render(all_incidents(), control=states, **OPTIONS) == page


def test_report_without_states_has_no_such_part():
    """Is a report of places of which no state is told what it was?"""
    bare = report.render(all_incidents(), **OPTIONS)
    assert report.render(all_incidents(), control=[], **OPTIONS) == bare
    assert SECTION not in bare
    assert 'id="day"' not in bare
    assert SECTION not in report.markdown(all_incidents(), **OPTIONS)


def test_hostile_names_are_only_text(page):
    """Can the name of a place, a holder or an origin be markup?"""
    assert "<script>alert(2)" not in page
    assert "<b>Rapid" not in page
    assert "<i>Someone" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert "1 place has no known location" in page


def test_markdown_tells_what_stands_at_the_end():
    """Does the Markdown list the last day's states, and no others, as text alone?"""
    text = report.markdown(all_incidents(), control=all_states(), **OPTIONS)
    listed = text[text.index(f"## {SECTION}") : text.index("## Incidents")]
    assert "On 9 Mar 2031" in listed
    assert "| Mare', Aleppo, Syria | held by Syrian Arab Army | 5 Mar 2031 |" in listed
    assert "claimed by Shamal Brigade | 20 Feb" not in listed
    assert r"\<b\>Rapid\</b\> \| Forces" in listed
    assert "\n\n\n\n" not in text


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("tone", range(TONES))
def test_letters_on_holders_colours_can_be_read(theme, tone):
    """Is the letter readable on its colour (WCAG AA: 4.5 to 1), and no colour there twice?"""
    ground = re.findall(r":root \{([^}]*)\}", report._asset("shared.css"))[theme]
    own = re.findall(r":root \{([^}]*)\}", report._asset("report.css"))[theme]
    paper = dict(re.findall(r"--([\w-]+): (#\w{6})", ground))["paper"]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", own))
    light, dark = sorted([luminance(colours[f"h{tone}"]), luminance(paper)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert len(set(colours.values())) == TONES
