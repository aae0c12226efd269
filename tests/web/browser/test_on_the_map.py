"""The map, the timeline and the list beside them, which show one and the same selection."""

import re

import pytest
from browsing import LOADED
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

# The marks that a pointer can reach: those that no other part of the page lies over.
FREE = """() => {
  const map = document.getElementById("map").getBoundingClientRect();
  return window.crosswire.map.drawn()
    .map((mark) => ({ ...mark, x: mark.x + map.x, y: mark.y + map.y }))
    .filter(({ x, y }) => document.elementFromPoint(x, y)?.closest(".map-ground"));
}"""
DRAWN = "() => JSON.stringify(window.crosswire.map.drawn())"
PICKED = "!document.querySelector('.map-picker').hidden"


def total(page):
    return int(page.locator("#list .count b").inner_text().replace(",", ""))


def on_the_map(page):
    return int(re.match(r"[\d,]+", page.locator(".map-count").inner_text())[0].replace(",", ""))


def largest(page):
    """The largest group that a pointer can reach."""
    groups = [mark for mark in page.evaluate(FREE) if mark["kind"] != "ring" and mark["count"] > 1]
    return max(groups, key=lambda mark: mark["count"], default=None)


def alone(page):
    """A mark of one incident that a pointer can reach."""
    marks = page.evaluate(FREE)
    return next((mark for mark in marks if mark["id"] and mark["kind"] != "ring"), None)


def opened(page, until):
    """Clicks the largest group, and the largest that came of it, until something is there."""
    for _ in range(8):
        found = until()
        if found:
            return found
        group, before = largest(page), page.evaluate(DRAWN)
        page.mouse.click(group["x"], group["y"])
        page.wait_for_function(
            f"before => {PICKED} || ({LOADED})() && ({DRAWN})() !== before", arg=before
        )
    raise AssertionError("no group came apart")


def test_the_map_is_drawn_and_follows_the_filters(reading):
    """Is the map loaded, and do the list, the address and the map show the filtered alone?"""
    page = reading.on_map()
    everything, drawn = total(page), on_the_map(page)
    assert 0 < drawn <= everything
    with page.expect_response(lambda r: "/marks.json" in r.url and "country=SD" in r.url):
        page.get_by_label("Country").select_option("SD")
    expect(page).to_have_url(re.compile("country=SD"))
    expect(page.locator("#list .chips")).to_contain_text("SD")
    page.wait_for_function(LOADED)
    assert 0 < on_the_map(page) < drawn
    assert 0 < total(page) < everything
    expect(page.locator("#list .card").first).to_contain_text("Sudan")
    marks = reading.data("/marks.json?country=SD")["marks"]
    assert on_the_map(page) <= len(marks["id"])


def test_words_filter_as_they_are_typed(reading):
    """Does the list follow the search box without a click, and say where nothing fits?"""
    page = reading.page
    page.get_by_label("Search").press_sequentially("kilis")
    expect(page).to_have_url(re.compile("text=kilis"))
    first = reading.incidents("text=kilis")[0]["id"]
    expect(page.locator("#list .card").first).to_have_attribute("data-id", first)
    page.get_by_label("Search").fill("zzzznothing")
    expect(page.locator("#list")).to_contain_text("No incident fits")


def test_a_group_opens_and_a_mark_leads_to_the_evidence(reading):
    """Do clicks on the canvas part a group, and open an incident with what it rests on?"""
    page = reading.on_map("country=SY")
    group = largest(page)
    page.mouse.move(group["x"], group["y"])
    expect(page.locator(".map-card")).to_contain_text(f"{group['count']} incidents")
    page.mouse.click(group["x"], group["y"])
    page.wait_for_function(LOADED)
    mark = opened(page, lambda: alone(page))
    page.mouse.click(mark["x"], mark["y"])
    told = reading.data(f"/incidents/{mark['id']}.json")
    side = page.locator("#side")
    expect(side.locator(".permalink").first).to_have_text(mark["id"])
    expect(side).to_contain_text(told["incident"]["reason"])
    sentence = side.locator(".told .quote").first
    expect(sentence.locator("mark.event").first).to_be_visible()
    assert sentence.inner_text() in {row["claim"]["quote"]["quote"] for row in told["claims"]}
    expect(page.locator("#side-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(side).to_be_hidden()


def test_several_at_one_place_are_chosen_from_a_list(reading):
    """Does a group that no scale parts list its incidents, and one of them open?"""
    page = reading.on_map("country=SY")
    picker = page.get_by_role("dialog", name="Incidents at this place")
    opened(page, picker.is_visible)
    expect(picker.get_by_role("heading")).to_have_text(f"{picker.locator('li').count()} incidents")
    wanted = picker.locator("ol button").first.get_attribute("data-id")
    page.keyboard.press("Enter")  # the first has the focus
    expect(page.locator("#side .permalink").first).to_have_text(wanted)


def test_a_brush_over_the_days_sets_the_period(reading):
    """Do the fields, the address, the list and the map take a period that was dragged?"""
    page = reading.on_map("country=SY")
    everything, drawn = total(page), on_the_map(page)
    plot = page.locator(".time-plot").bounding_box()
    y = plot["y"] + 20
    page.mouse.move(plot["x"] + plot["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.8, y, steps=4)
    page.mouse.move(plot["x"] + plot["width"] * 0.93, y, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d"))
    page.wait_for_function(LOADED)
    since, until = (page.locator(f"[name={name}]").input_value() for name in ("since", "until"))
    assert since < until
    assert f"since={since}&until={until}" in page.url
    expect(page.locator("#list .count b")).not_to_have_text(str(everything))
    assert on_the_map(page) < drawn
    days = [card["date_start"] for card in reading.incidents(f"since={since}&until={until}")]
    assert days
    assert all(day is None or day <= until for day in days)
    page.get_by_role("button", name="All days").click()
    expect(page).not_to_have_url(re.compile(r"since=\d"))


def test_a_period_is_set_by_keys(reading):
    """Do the two handles move by arrow keys, and say the day that they stand at?"""
    page = reading.on_map("country=SY")
    handle = page.get_by_role("slider", name="First day of the period")
    before = handle.get_attribute("aria-valuetext")
    handle.focus()
    page.keyboard.press("ArrowRight")
    expect(handle).not_to_have_attribute("aria-valuetext", before)
    expect(page).to_have_url(re.compile(r"since=\d"))


def test_play_goes_on_by_steps_until_it_is_stopped(reading):
    """Does the period move on by itself, the map with it, and stay where it is stopped?"""
    page = reading.on_map("country=SD")
    said, seen = page.locator(".time-said"), set()
    page.get_by_role("button", name="Play").click()
    for _ in range(3):
        seen.add(said.inner_text())
        expect(said).not_to_have_text(said.inner_text())
    page.get_by_role("button", name="Pause").click()
    assert len(seen) == 3
    expect(page).to_have_url(re.compile(r"since=\d.*until=\d"))
    stopped = said.inner_text()
    page.wait_for_timeout(1200)  # two steps and a half
    assert said.inner_text() == stopped


def test_who_holds_a_place_is_shown_on_the_map(reading):
    """Does the map show who is said to hold places, and say it in its key?"""
    page = reading.on_map()
    toggle = page.get_by_role("button", name="Who holds what")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".map-key-holders")).to_be_visible()
    toggle.click()
    expect(page.locator(".map-key-holders")).to_be_hidden()
