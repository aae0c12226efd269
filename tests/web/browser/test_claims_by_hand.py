"""Claims that a person makes from an article's words, by mouse and by keyboard."""

import pytest
from browsing import tab_to
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

# Where the words of a stretch of the text begin and end on the screen; offsets are code points.
ENDS = """([start, end]) => {
  const text = document.getElementById("text");
  const unit = (at) => Array.from(text.textContent).slice(0, at).join("").length;
  const place = (at) => {
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let left = unit(at);
    while (nodes.nextNode() && left > nodes.currentNode.length) left -= nodes.currentNode.length;
    return [nodes.currentNode, left];
  };
  const range = document.createRange();
  range.setStart(...place(start));
  range.setEnd(...place(end));
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  const boxes = [...range.getClientRects()].filter((box) => box.width);
  const [first, last] = [boxes[0], boxes.at(-1)];
  const middle = (box) => box.top + box.height / 2;
  return [[first.left + 1, middle(first)], [last.right - 1, middle(last)]];
}"""


def told_with_a_number(bench):
    """An article, and a claim of it that has a number of people."""
    for card in bench.data("/articles.json?text=killed")["articles"]:
        for row in bench.data(f"/articles/{card['id']}.json")["claims"]:
            claim = row["claim"]
            numbers = [each["words"]["quote"] for each in claim["casualties"]]
            if numbers and any(words[:1].isdigit() for words in numbers):
                return card["id"], claim
    raise AssertionError("no claim of this database has a number")


def words_of(form, words):
    """The buttons of the first of some words that stand side by side."""
    buttons = form.locator("#words button")
    texts = buttons.all_inner_texts()
    wanted = words.split()
    parts = [each.strip(",.;:’'\"“”()") for each in wanted]
    for at in range(len(texts)):
        if texts[at : at + len(parts)] == parts:
            return [buttons.nth(at + more) for more in range(len(parts))]
    raise AssertionError(f"{words} is not among {texts}")


def test_a_claim_from_selected_words(deciding):
    """Do words selected with the mouse become a claim, with its number, and can it be undone?"""
    page = deciding.page
    article, claim = told_with_a_number(deciding)
    number = next(
        n["words"]["quote"] for n in claim["casualties"] if n["words"]["quote"][0].isdigit()
    )
    deciding.go(f"/articles/{article}")
    before = page.locator(".claim-card").count()
    begin, end = page.evaluate(ENDS, [claim["quote"]["start"], claim["quote"]["end"]])
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()
    page.get_by_role("button", name="Make a claim from this").click()
    form = page.locator("#make")
    assert form.locator("#words").inner_text().startswith(claim["quote"]["quote"][:20])
    for button in words_of(form, claim["trigger"]["quote"]):
        button.click()
    form.get_by_text("Number", exact=True).click()
    words_of(form, number.split()[0])[0].click()
    expect(form.get_by_label("At least")).to_have_value(number.split()[0].replace(",", ""))
    form.get_by_label("Event type").select_option("other")
    form.get_by_role("button", name="Keep the claim").click()
    expect(page.locator("#said")).to_contain_text("The claim is made.")
    expect(form).to_be_hidden()
    made = page.locator(".claim-card", has_text="made by Ana Ruiz")
    expect(made).to_contain_text("Other")
    expect(page.locator(".claim-card")).to_have_count(before + 1)
    page.locator("#said button").click()
    expect(page.locator("#said")).to_contain_text("Rejected")
    expect(page.locator(".claim-card")).to_have_count(before)


def test_a_claim_by_keyboard(deciding):
    """Can a claim be made without a mouse, from a sentence that is stepped to?"""
    page = deciding.page
    article, _ = told_with_a_number(deciding)
    deciding.go(f"/articles/{article}")
    tab_to(page, "#take")
    page.keyboard.press("Enter")
    form = page.locator("#make")
    first = form.locator("#words").inner_text()
    tab_to(page, "[data-step='1']", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(form.locator("#words")).not_to_have_text(first)
    tab_to(page, "#words button")
    page.keyboard.press("Enter")  # no kind is chosen but the first: the event
    event = form.locator("#words button[aria-pressed=true]")
    expect(event).to_have_attribute("data-role", "trigger")
    tab_to(page, "input[type=radio]", "Shift+Tab")
    page.keyboard.press("ArrowRight")  # who did it
    tab_to(page, "#words button:last-of-type")
    page.keyboard.press(" ")
    name = form.locator("#words button").last.inner_text()
    expect(form.get_by_label("Who did it")).to_have_value(name)
    tab_to(page, "select[name=type]")
    page.keyboard.type("abd")
    tab_to(page, "#make .main")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("The claim is made.")
    made = page.locator(".claim-card", has_text="made by Ana Ruiz")
    expect(made).to_contain_text("Abduction")
    expect(made).to_contain_text(name)
    expect(page.locator("#take")).to_be_focused()
