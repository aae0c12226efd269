"""Can all people use all pages: by eye in light and dark, by keyboard, by ear, on a phone?"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import LOADED, visiting
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
IN_DARK = {"runOnly": ["color-contrast"]}  # all else is the same in both
REACHABLE = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex='0'], " +
    "canvas.maplibregl-canvas";
  const shown = [...document.querySelectorAll(all)].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.type !== "hidden");
  shown.forEach((each, at) => (each.dataset.reach = at));
  return shown.map((each) => each.outerHTML.slice(0, 120));
}"""
REACHED = """() => {
  const here = document.activeElement;
  const box = here.querySelector(":scope > rect");  // a text's box in a drawing
  const lined = box && parseFloat(getComputedStyle(box).strokeWidth) > 2;
  return [here.dataset.reach ?? null, lined || getComputedStyle(here).outlineStyle !== "none"];
}"""


@pytest.fixture
def calm(chromium, address):
    """A visitor who wants nothing to move: what fades in has no contrast until it is there."""
    with visiting(chromium, address, reduced_motion="reduce") as bench:
        yield bench
        bench.seen.nothing()


def problems(page, scheme="light"):
    """All that axe-core finds wrong on a page in a colour scheme, however slight."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    options = {"resultTypes": ["violations"], **(IN_DARK if scheme == "dark" else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (each["id"], each["impact"], node["target"], node["failureSummary"])
        for each in found
        for node in each["nodes"]
    ]


def test_axe_finds_nothing_wrong_on_any_page(calm):
    """Has no page a problem that axe-core knows, in light and dark, on a desk and on a phone?"""
    found = {}
    for name, address in calm.addresses().items():
        page = calm.go(address)
        if name == "the map":
            page.wait_for_function(LOADED)
        for size in SIZES:
            page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                found[name, size["width"], scheme] = problems(page, scheme)
    assert {place: told for place, told in found.items() if told} == {}
    assert len(found) == 19 * 4


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_axe_finds_nothing_wrong_in_what_opens(calm, size):
    """Are the menus, the panel beside the map, the dialogs and the form for a claim as good?"""
    calm.page.set_viewport_size(size)
    first, found = calm.incidents("order=grade")[0]["id"], {}

    def look(name):
        for scheme in ("light", "dark"):
            found[name, scheme] = problems(calm.page, scheme)

    page = calm.on_map()
    page.locator("summary", has_text="More").click()
    look("filters")
    page.locator("summary", has_text="More").click()
    page.locator("#list .card h2 a").first.click()
    expect(page.locator("#side .evidence")).to_be_visible()
    look("an incident beside the map")
    calm.go(f"/review/{first}")
    for key, dialog in (("e", "edit"), ("n", "note")):
        page.keyboard.press(key)
        expect(page.locator(f"#{dialog}")).to_be_visible()
        look(dialog)
        if dialog == "edit":
            for link, form in (("Add a place", "places"), ("Say who it is", "actors")):
                page.locator("#edit-body").get_by_text(link).first.click()
                expect(page.locator(f"#edit-body form[action='/{form}']")).to_be_visible()
            page.locator("#edit-body .someone summary").click()
            look("names that no list knows")
        page.keyboard.press("Escape")
        expect(page.locator(f"#{dialog}")).to_be_hidden()
    calm.go(calm.addresses()["an article"])
    page.locator("#take").click()
    expect(page.locator("#make")).to_be_visible()
    look("a claim by hand")
    assert {place: told for place, told in found.items() if told} == {}


def test_a_phone_shows_all_of_a_page(reading):
    """Is no page wider than a phone of 390 pixels?"""
    reading.page.set_viewport_size(SIZES[1])
    wide = {}
    for name, address in reading.addresses().items():
        wide[name] = reading.go(address).evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > SIZES[1]["width"]} == {}


@pytest.mark.parametrize("place", ["the map", "one to review", "an article", "an incident"])
def test_the_keyboard_reaches_every_control(calm, place):
    """Does Tab come to everything that a mouse can press, and show where it is?"""
    page = calm.go(calm.addresses()[place])
    if place == "the map":
        page.wait_for_function(LOADED)
    wanted = page.evaluate(REACHABLE)
    assert len(wanted) > 8
    reached, unseen = set(), set()
    for _ in range(2 * len(wanted) + 20):  # a field for a day has several stops
        page.keyboard.press("Tab")
        at, visible = page.evaluate(REACHED)
        if at is not None:
            reached.add(int(at))
            if not visible:
                unseen.add(wanted[int(at)])
        if len(reached) == len(wanted):
            break
    assert [each for at, each in enumerate(wanted) if at not in reached] == []
    assert unseen == set()
