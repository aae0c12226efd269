"""A person at the workbench, in a real browser: opening, deciding, undoing, printing."""

import re

import pytest
from browsing import LOADED
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def total(bench):
    return bench.data("/incidents.json")["total"]


def test_every_page_of_the_bar_opens(reading):
    """Does each page of the bar answer, with a heading and no error?"""
    for name in ("Review", "Articles", "Sources", "Report", "Runs", "Map"):
        reading.page.get_by_role("navigation", name="Pages").get_by_text(name).click()
        expect(reading.page.locator("h1").first).to_be_attached()
    reading.page.wait_for_function(LOADED)


def test_what_is_decided_beside_the_map_shows_at_once(deciding):
    """Do the list, the panel and the incident's own page tell of a decision, and of its undo?"""
    page = deciding.on_map("order=casualties")
    card = page.locator("#list .card").first
    card.get_by_role("link").click()
    side = page.locator("#side")
    side.get_by_role("button", name="Accept", exact=True).first.click()
    expect(page.locator("#said")).to_contain_text("Accepted")
    expect(card.locator(".review")).to_have_text("accepted")
    expect(side.locator(".ev-head .review")).to_have_text("accepted")
    expect(side.locator(".history")).to_contain_text("Ana Ruiz")
    expect(page).to_have_url(re.compile("order=casualties"))
    page.locator("#said").get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Taken back")
    expect(card.locator(".review")).to_have_count(0)
    expect(side.locator(".history .back")).to_contain_text("taken back")


def test_two_incidents_are_merged_and_parted_again(deciding):
    """Are two incidents one after a merge, and two again after its undo?"""
    page, before = deciding.page, total(deciding)
    near = deciding.data("/review.json?need=near")["items"][0]
    first, other = near["incident"]["id"], near["other"]
    deciding.go(f"/incidents/{first}")
    page.get_by_role("link", name="Merge with").click()
    row = page.locator(".near li").filter(has=page.locator(f"a[href$='{other}']"))
    row.get_by_role("button", name="Merge").click()
    expect(page.locator("#said")).to_contain_text("Joined")
    expect(page.locator(".history")).to_contain_text("Ana Ruiz")
    assert total(deciding) == before - 1
    claims = deciding.data(f"/incidents/{first}.json")["claims"]
    assert len(claims) > near["incident"]["claims"]
    page.locator("#said").get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert total(deciding) == before


def test_texts_that_are_marked_become_an_incident_of_their_own(deciding):
    """Are two sentences, with the copies of their words, split off together and brought back?"""
    page, before = deciding.page, total(deciding)
    many = max(deciding.incidents(), key=lambda each: each["claims"])
    deciding.go(f"/incidents/{many['id']}")
    bar = page.locator(".marked")
    expect(bar).to_be_hidden()
    boxes = page.get_by_label("Mark")
    boxes.nth(0).check()
    expect(bar).to_be_in_viewport()
    bar.get_by_role("button", name="Unmark all").click()
    expect(bar).to_be_hidden()
    boxes.nth(1).check()
    boxes.nth(2).check()
    bar.get_by_role("button", name="Split off").click()
    expect(page.locator("#said")).to_contain_text("Parted")
    expect(page.locator(".history")).to_contain_text("Ana Ruiz parted")
    assert total(deciding) == before + 1
    page.locator("#said").get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert total(deciding) == before


def test_a_number_of_people_is_corrected(deciding):
    """Does an edited number stand in the incident's range, with the claim and who changed it?"""
    page = deciding.page
    wanted = deciding.incidents("order=casualties&killed=5")[0]
    deciding.go(f"/incidents/{wanted['id']}")
    deciding.follow(page.get_by_role("link", name="Edit…").first)
    form = page.locator("form.casualties")
    row = form.locator(".row").first
    row.get_by_label("At least").fill("777")
    row.get_by_label("At most").fill("777")
    form.get_by_role("button", name="Set").click()
    expect(page.locator("#said")).to_contain_text("changed")
    expect(page.locator(".coded").first).to_contain_text("coded as")
    deciding.go(f"/incidents/{wanted['id']}")
    expect(page.locator(".toll", has_text="777").first).to_be_visible()
    expect(page.locator(".history")).to_contain_text("Ana Ruiz edited casualties")
    expect(page.locator(".ev-head .review")).to_have_text("edited")


def test_a_sentence_of_the_queue_leads_to_its_article(reading):
    """Is the claim that was followed the one that the article's page points at?"""
    page = reading.go("/review")
    claim = page.locator("#item .claim").first.get_attribute("data-claim")
    page.locator("#item .claim .src a").first.click()
    expect(page).to_have_url(re.compile(f"/articles/.*#{claim}"))
    expect(page.locator(f"#{claim}")).to_be_in_viewport()


def test_the_source_is_shown_as_it_arrived(reading):
    """Does the frame hold the source, in an origin that is nobody's, and run nothing?"""
    page = reading.go(reading.addresses()["an article"])
    page.get_by_text("Show it as it arrived").click()
    frame = page.frame_locator("#source iframe")
    expect(frame.locator("body")).not_to_be_empty()
    assert page.locator("#source iframe").get_attribute("sandbox") == ""


def test_the_report_can_be_read_and_printed(reading):
    """Has the report its numbers, and does its print leave the tools of the screen out?"""
    page = reading.go("/report?country=SY&since=2016-11-01&until=2016-11-30")
    expect(page.locator(".tiles")).to_contain_text("incidents")
    page.evaluate("window.print = () => (document.body.dataset.printed = 'yes')")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.locator(".reportbar")).to_be_hidden()
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator(".masthead")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
