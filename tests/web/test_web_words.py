"""Values as the pages say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crosswire.web.words import ago, days_words, grouped, killed_words, link

NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((None, None, None), ""),
        ((5, 5, 5), "5"),
        ((8, 12, 1400), "12 (8–1,400)"),
        ((None, 12, 14), "12 (0–14)"),
        ((30, 30, None), "30 or more"),
    ],
)
def test_people_killed(numbers, said):
    """Is a range said with its best number first, and an open one as open?"""
    assert killed_words(*numbers) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "3 Mar 2031"),
    ],
)
def test_how_long_ago(before, said):
    """Is a moment said by its age, and by its day where it is old?"""
    assert ago(NOW - before, NOW) == said


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//evil.example", " http://x", "ftp://x"],
)
def test_only_the_web_can_be_opened(url):
    """Does an address of another scheme make no link?"""
    assert link(url) == ""


def test_an_address_of_the_web_is_a_link():
    """Is an address of the web kept as it is?"""
    assert link("https://sana.example/a?b=c") == "https://sana.example/a?b=c"


def test_days_and_numbers():
    """Is an unknown day said, and are thousands parted?"""
    assert days_words(None, None) == "day not told"
    assert days_words(date(2031, 3, 4), date(2031, 3, 6)) == "4–6 Mar 2031"
    assert grouped(1234567) == "1,234,567"
