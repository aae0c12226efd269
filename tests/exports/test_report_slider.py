"""The report's slider of days, in a real Chromium that can reach nothing."""

import shutil
from datetime import date

import pytest
from made_up_control import all_states
from made_up_incidents import all_incidents
from playwright.sync_api import sync_playwright

from crosswire.exports import report

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), NAMES[0])
FLAGS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
NOTE_WHAT_IS_PRINTED = """
window.addEventListener("beforeprint", () => {
  window.paper = document.getElementById("asof").textContent;
});
"""
PERIOD = (date(2031, 3, 3), date(2031, 3, 9))


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, tmp_path):
    """Opens the report; what it logged or asked for elsewhere is checked at the end."""
    path = tmp_path / "report.html"
    text = report.render(
        all_incidents(), title="Week", period=PERIOD, dropped=(), control=all_states()
    )
    path.write_text(text, encoding="utf-8")
    odd, opened = [], []

    def opening(**options):
        context = chromium.new_context(**options)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: odd.append(message.text))
        page.on("pageerror", lambda error: odd.append(str(error)))
        page.on("request", lambda asked: odd.append(asked.url) if asked.url != path.as_uri() else 0)
        page.goto(path.as_uri())
        return page

    yield opening
    for context in opened:
        context.close()
    assert odd == []


def standing(page):
    """What the list says of Mare' and Saraqib, and how many marks the maps show."""
    rows = page.locator(".states tbody tr:visible").all_inner_texts()
    told = [" ".join(row.split()) for row in rows if row.startswith(("Mare'", "Saraqib"))]
    return [row.split(" Mar ")[0].split(" Feb ")[0] for row in told], page.locator(
        "a.hold:visible"
    ).count()


def test_slider_shows_the_day_by_keys_alone(visit):
    """Do the keys of a range go from day to day, and is each day's state on map and list?"""
    page = visit()
    assert page.inner_text("#asof") == "9 Mar 2031"
    assert standing(page) == (
        ["Mare' Aleppo, Syria C held by Syrian Arab Army 5", "Saraqib Idlib, Syria contested 4"],
        4,
    )
    page.focus("#day")
    page.keyboard.press("Home")
    assert page.inner_text("#asof") == "3 Mar 2031"
    assert page.get_attribute("#day", "aria-valuetext") == "3 Mar 2031: 1 claimed"
    assert standing(page) == (["Mare' Aleppo, Syria A claimed by Shamal Brigade 20"], 1)
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#standing") == "1 claimed, 1 contested"


def test_buttons_go_from_change_to_change(visit):
    """Do the buttons skip the days on which nothing changes, and stop at the ends?"""
    page = visit()
    days = []
    for _ in range(7):
        page.click("#earlier")
        days.append(page.inner_text("#asof").split()[0])
    assert days == ["8", "7", "6", "5", "4", "3", "3"]
    for _ in range(7):
        page.click("#later")
    assert page.inner_text("#asof") == "9 Mar 2031"


def test_paper_shows_the_end(visit):
    """Is the period's end what is printed, and the day picked what stands after it?"""
    page = visit()
    page.focus("#day")
    page.keyboard.press("Home")
    page.evaluate(NOTE_WHAT_IS_PRINTED)
    page.pdf()
    assert page.evaluate("window.paper") == "9 Mar 2031"
    page.wait_for_function("document.getElementById('asof').textContent === '3 Mar 2031'")


def test_without_a_script_every_state_is_in_the_list(visit):
    """Are the last day's marks and the list of all states there, and no dead slider?"""
    page = visit(java_script_enabled=False)
    assert page.locator(".states tbody tr:visible").count() == 6
    assert page.locator("a.hold:visible").count() == 4
    assert not page.locator("#day").is_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_page_fits_its_window(visit, width):
    """Does nothing stick out to the side?"""
    page = visit(viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
