"""Claims that tell no day: when two articles tell of one event all the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from incident_builders import DAY, TOWN, killed, tell

from crosswire.incidents import explain, link

STRIP = replace(TOWN, name="Idlib", gazetteer_id="g9", where_prec=4)
DAILY = "At least {} people are killed in air strikes across the north of Idlib province"
FURTHER_DOWN = 900  # letters into an article


def news(name, toll=None, days=0, *, start=0, quote=None, **told):
    """A claim without a day, so many days after the first."""
    words = quote or DAILY.format(toll)
    counts = (killed(toll),) if toll else ()
    when = DAY + timedelta(days=days)
    told = {"places": (STRIP,), "on": None} | told
    return tell(name, name, words, published=when, counts=counts, start=start, **told)


MARKET = "Jets hit the vegetable market of Binnish, residents say"
INQUIRY = "The strike on the vegetable market of Binnish was no accident, the inquiry says"

# (two claims, whether they tell of one event)
PAIRS = {
    "the news of one day": (news("a", 40), news("b", 40), True),
    "each day's own news, in the same words": (news("a", 40), news("b", 36, 3), False),
    "and the day after, with another number": (news("a", 40), news("b", 91, 1), False),
    "the same number a day later": (news("a", 40), news("b", 40, 1), True),
    "the same words further down, a week later": (
        news("a", quote=MARKET, places=(TOWN,), start=FURTHER_DOWN),
        news("b", quote=MARKET, places=(TOWN,), days=7, start=FURTHER_DOWN), True,
    ),
    "what goes on for long, two days later": (
        news("a", quote="Trucks wait at the crossing as the siege of Binnish goes on",
             type="siege", places=(TOWN,)),
        news("b", quote="Aid trucks fail to enter Binnish under siege", days=2, type="siege",
             places=(TOWN,)), True,
    ),
    "the news after a day that is told": (
        news("a", quote=MARKET, places=(TOWN,), on=DAY),
        news("b", quote=INQUIRY, days=2, places=(TOWN,)), True,
    ),
    "written before its day came": (
        news("a", quote=MARKET, places=(TOWN,), on=DAY),
        news("b", quote=INQUIRY, days=-5, places=(TOWN,)), False,
    ),
    "a village and its province": (
        news("a", quote="Shells fell on Binnish", places=(TOWN,), type="shelling"),
        news("b", quote="Shells fell on villages of Idlib", type="shelling"), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_pair(name):
    """Do two claims, of which one tells no day, tell of one event?"""
    first, second, same = PAIRS[name]
    assert len(link([first, second])) == (1 if same else 2)


def test_a_month_of_daily_news_is_no_one_event():
    """Is each day's strike its own, when thirty days tell theirs in the same words?"""
    told = [news(f"n{at}", 30 + 7 * at % 50, at) for at in range(30)]
    assert max(len(group) for group in link(told)) <= 2


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "no day told by one, the news of its article, 0 days after the other's day (+2.0)"),
        (-3, "no day told by one, the news of its article, 3 days before the other's day (-4.0)"),
    ],
)
def test_the_reason_says_how_far_apart(days, words):
    """Does the reason tell the days between a told day and the other's article?"""
    first, second = news("a", 40, on=DAY), news("b", 40, days)
    assert words in explain([first], [second])
