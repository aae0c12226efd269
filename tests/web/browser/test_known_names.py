"""Names that no list knows: a place by keys alone, and an actor, while a claim is edited."""

import pytest
from browsing import tab_to
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def located(bench):
    """An incident of one claim that has a side and a place, and the claim."""
    for card in bench.incidents("country=SY"):
        told = bench.data(f"/incidents/{card['id']}.json")["claims"]
        if len(told) == 1 and told[0]["claim"]["side_a"] and told[0]["resolution"]["places"]:
            return card["id"], told[0]["claim"]
    raise AssertionError("no incident of this database is one claim with a side and a place")


def is_refused(bench, form, words):
    """The form says why nothing was kept; its console tells of that answer, and of nothing else."""
    expect(form.get_by_role("alert")).to_contain_text(words)
    assert bench.seen.errors
    assert all("400" in each for each in bench.seen.errors)
    bench.seen.errors.clear()


def test_a_place_is_made_known_by_keys_alone(deciding):
    """Does the queue take a place that no list knows, offer it from then on, and undo its edit?"""
    page = deciding.page
    incident, _ = located(deciding)
    deciding.go(f"/review/{incident}")
    page.keyboard.press("j")
    page.keyboard.press("e")
    tab_to(page, "#edit-body [name=typed]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Xarubeh")
    expect(page.locator(".suggested li")).to_have_text("Not there: add “Xarubeh”…")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    form = page.locator("#edit-body .known")
    expect(form.get_by_label("Name", exact=True)).to_have_value("Xarubeh")
    expect(form.get_by_label("Latitude, longitude")).to_be_focused()
    page.keyboard.type("34.64")
    page.keyboard.press("Enter")
    is_refused(deciding, form, "no latitude and longitude")
    page.keyboard.type(", 38.57")
    tab_to(page, "#edit-body [name=admin1]")
    page.keyboard.press("Control+a")
    page.keyboard.type("hom")
    expect(page.locator(".suggested li")).to_have_text("Homs")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "#edit-body .known .main")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Xarubeh is in your list, and set here.")
    expect(page.locator("#item .claim").first.locator(".tags")).to_contain_text("Xarubeh")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Taken back")
    expect(page.locator("#item .tags", has_text="Xarubeh")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("e")
    tab_to(page, "#edit-body [name=typed]")
    page.keyboard.press("Control+a")
    page.keyboard.type("xarub")
    offered = page.locator(".suggested li").first
    expect(offered).to_have_text("Xarubeh, Homs, SY")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("The place is changed")


def test_words_are_given_to_an_actor(deciding):
    """Can a party be given to someone of the roster, and to someone new, on the claim's page?"""
    page = deciding.page
    incident, claim = located(deciding)
    deciding.go(f"/incidents/{incident}/claims/{claim['id']}")
    page.get_by_text("Add a place").click()
    form = page.locator(".known")
    form.get_by_role("button", name="Cancel").click()
    expect(form).to_have_count(0)
    page.get_by_text("Say who it is").first.click()
    expect(form.get_by_label("Words")).to_have_value(claim["side_a"][0]["quote"])
    add = form.get_by_role("button", name="Add it")
    add.click()
    is_refused(deciding, form, "Choose an actor of the roster")
    form.get_by_label("Someone of the roster").press_sequentially("hezb")
    page.locator(".suggested li", has_text="Hezbollah").first.click()
    add.click()
    expect(page.locator("#said")).to_contain_text("means Hezbollah from now on")
    expect(page.locator(".pairs-list").first).to_contain_text("Hezbollah")
    page.get_by_text("Say who it is").first.click()
    form.get_by_text("Or someone whom the roster lacks").click()
    form.get_by_label("Name", exact=True).fill("Zebra <b>Brigade</b>")
    form.get_by_label("Side").select_option(label="Syria, government")
    add.click()
    expect(page.locator("#said")).to_contain_text("means Zebra <b>Brigade</b> from now on")
    expect(page.locator(".pairs-list").first).to_contain_text("Zebra <b>Brigade</b>")
    deciding.go("/runs")
    expect(page.locator(".again")).to_contain_text("made names known")
