"""The review queue without a mouse: every decision is a key, and the next item comes by itself."""

import pytest
from browsing import tab_to
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


class Queue:
    """The queue as keys alone work it."""

    def __init__(self, bench):
        self.page = bench.page
        self.bench = bench

    @property
    def item(self):
        return self.page.locator("#item .item").get_attribute("data-item")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def can(self, key):
        return self.page.locator(f'#item [data-key="{key}"]:not(:disabled)').count() == 1

    def goes_on(self, *keys):
        """Press keys, after which another item must take this one's place."""
        now = self.item
        self.press(*keys)
        expect(self.page.locator(f'#item .item:not([data-item="{now}"])')).to_be_attached()

    def says(self, words):
        expect(self.page.locator("#said")).to_contain_text(words)

    def claims(self):
        """The claims of this item, in their order."""
        shown = self.page.locator("#item .claim").all()
        return [each.get_attribute("data-claim") for each in shown]

    def stays(self, words, *keys):
        """Press keys, after which this item must be shown anew, with what came of it said."""
        self.page.evaluate("document.querySelector('#item .item').dataset.old = '1'")
        now = self.item
        self.press(*keys)
        self.says(words)
        expect(self.page.locator("#item .item:not([data-old])")).to_be_attached()
        assert self.item == now

    def only(self, words):
        """Open one of the queues at the side."""
        self.page.keyboard.press("Escape")
        tab_to(self.page, ".rail a:not([aria-current])")
        while words not in self.page.evaluate("document.activeElement.textContent"):
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".rail a[aria-current]")).to_contain_text(words)
        self.page.wait_for_load_state()


def edit_a_number(queue):
    """Set the first number of the claim that is chosen to 7 at least and 9 at most."""
    queue.press("e")
    for name, words in (("low", "7"), ("high", "9")):
        tab_to(queue.page, f"#edit-body .casualties legend + .row [name={name}]")
        queue.press("Control+a")
        queue.page.keyboard.type(words)
    queue.stays("is changed", "Enter")


def test_marked_claims_are_split_off_together(deciding):
    """Do keys mark claims, split them off as one incident, and take that back with one undo?"""
    many = max(deciding.incidents(), key=lambda each: each["claims"])
    deciding.go(f"/review/{many['id']}")
    queue = Queue(deciding)
    before = queue.page.locator("#item .claim").count()
    queue.press("s")
    queue.says("Choose a claim")
    queue.press("j", "j", "v", "j", "v")
    expect(queue.page.locator("#marked")).to_have_text("2 marked")
    queue.press("v", "Escape")
    expect(queue.page.locator("#marked")).to_have_text("")
    queue.press("j", "j", "v", "j", "v")
    marked = queue.page.locator("#item .claim:has(.pick :checked)")
    ids = [each.get_attribute("data-claim") for each in marked.all()]
    assert len(ids) == 2
    total = deciding.data("/incidents.json")["total"]
    queue.stays("Parted", "s")
    assert deciding.data("/incidents.json")["total"] == total + 1
    assert queue.page.locator("#item .claim").count() <= before - 2
    home = deciding.data(f"/incidents/{many['id']}/claims/{ids[0]}.json")
    assert home["claim"]["id"] == ids[0]
    queue.stays("Taken back", "u")
    assert queue.page.locator("#item .claim").count() == before
    assert deciding.data("/incidents.json")["total"] == total


def test_twenty_items_are_reviewed_by_keys_alone(deciding):
    """Do twenty items get every kind of decision, each by its key, without a mouse?"""
    deciding.go("/review")
    queue, done = Queue(deciding), 0
    queue.only("Perhaps one incident")
    queue.goes_on("x")
    queue.says("Parted")
    queue.goes_on("m")
    queue.says("Joined")
    queue.goes_on("a")
    queue.says("Accepted")
    done += 3
    queue.only("Many killed")
    first = queue.item
    queue.goes_on(" ")
    assert queue.item != first
    edit_a_number(queue)
    queue.press("n")
    queue.page.keyboard.type("Seen: the hospital's list.")
    tab_to(queue.page, "#note .main")
    queue.stays("The note is kept", "Enter")
    expect(queue.page.locator("#item .judged.note").first).to_contain_text("the hospital's list")
    queue.goes_on("a")
    done += 1
    while not queue.can("s"):
        queue.goes_on("r" if done % 2 else "a")
        done += 1
    queue.press("j", "j", "k")
    expect(queue.page.locator("#item .claim").first).to_be_focused()
    expect(queue.page.locator("#scope")).to_contain_text("Claim 1 of")
    queue.press("j")
    before, second = queue.claims(), queue.claims()[1]
    queue.stays("Parted", "s")
    left = queue.claims()  # with the second goes what its article tells as the same event
    assert left
    assert {*left} <= {*before} - {second}
    queue.stays("Taken back", "u")
    assert queue.claims() == before
    queue.press("Escape")
    while done < 20:
        queue.goes_on("a" if done % 3 else "r")
        done += 1
    kept = deciding.data("/runs.json")["totals"]["judgements"]
    assert kept >= 20 + 2  # twenty, the edit and the note
