"""Words of an article, of a file's name or of a reviewer that would run, did a page let them."""

from __future__ import annotations

import re
from urllib.parse import quote

import hostile
import pytest
from browsing import LOADED, serving, visiting
from playwright.sync_api import expect

from crosswire import pipeline
from crosswire.store import Store

pytestmark = pytest.mark.xdist_group("browser")

DONE = ("ran: ", "a dialog: ")  # how the browser of these tests tells that something ran
REFUSED = "Failed to load resource: the server responded with a status of 4"
# Whatever of a page could run, load or send something and is not of our own making.
FOREIGN = """() => {
  const found = [];
  const address = (each, name) => new URL(each.getAttribute(name) ?? "", location.href);
  const ours = (each, name) => address(each, name).origin === location.origin;
  const wrong = {
    script: (each) => !each.getAttribute("src")?.startsWith("/static/"),
    iframe: (each) => !/^\\/articles\\/art_\\w+\\/raw$/.test(each.getAttribute("src")),
    form: (each) => !ours(each, "action"),
    meta: (each) => each.httpEquiv,
    a: (each) =>
      !/^https?:$/.test(address(each, "href").protocol) ||
      (!ours(each, "href") && each.getAttribute("rel") !== "noopener noreferrer"),
  };
  for (const each of document.querySelectorAll("*")) {
    const strange = ["base", "object", "embed", "applet", "style", "math"].includes(each.localName);
    const runs = [...each.attributes].some(({ name }) => /^on|^hx-on|^srcdoc$/i.test(name));
    const elsewhere = each.hasAttribute("src") && !ours(each, "src");
    if (strange || runs || elsewhere || wrong[each.localName]?.(each)) {
      found.push(each.outerHTML.slice(0, 160));
    }
  }
  return found;
}"""
# Words of another direction must end where they stand: each text that turns the direction lies
# in an element that keeps that to itself.
LOOSE = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const keeps = (each) => /isolate|plaintext/.test(getComputedStyle(each).unicodeBidi);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(data)) continue;
    const inline = (each) => getComputedStyle(each).display.startsWith("inline");
    let at = parentElement;
    while (at && !keeps(at) && inline(at)) at = at.parentElement;
    if (!at || !keeps(at)) found.push(parentElement.outerHTML.slice(0, 160));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory, knowledge):
    """The hostile corpus, read and coded as any other."""
    folder = tmp_path_factory.mktemp("hostile")
    vocabulary, gazetteer = knowledge
    known = {"vocabulary": vocabulary, "gazetteer": gazetteer}
    with Store.open(folder / "crosswire.db") as store:
        corpus = hostile.write(folder / "corpus")
        pipeline.run(store, [corpus], workers=1, **known)
    return folder / "crosswire.db"


@pytest.fixture(scope="module")
def attack_address(attacked):
    """Its workbench."""
    with serving(attacked) as printed:
        yield printed


@pytest.fixture
def attacker(chromium, attack_address):
    """A visitor of it, whose own name is hostile too."""
    with visiting(chromium, attack_address, name=hostile.MARKUP[2]) as bench:
        yield bench
        bench.seen.errors = [each for each in bench.seen.errors if not each.startswith(REFUSED)]
        bench.seen.nothing()


def articles(bench):
    return bench.data("/articles.json")["articles"]


def everything(bench):
    """The address of every page that this database has."""
    found = ["/", "/review", "/articles", "/sources", "/sources/speakers", "/report", "/runs"]
    found += ["/control", "/enter"]
    for card in bench.incidents():
        at = f"/incidents/{card['id']}"
        claims = bench.data(f"{at}.json")["claims"]
        found += [at, f"{at}/claims", f"{at}/near", f"/review/{card['id']}"]
        found += [f"{at}/claims/{row['claim']['id']}" for row in claims[:2]]
        found += [f"/stories/{row['story_id']}" for row in claims if row["story_id"]]
    for card in articles(bench):
        found.append(f"/articles/{card['id']}")
        found.append(f"/sources/outlets/{quote(card['outlet'] or '', safe='')}")
    return [each for each in dict.fromkeys(found) if not each.endswith("/outlets/")]


def test_the_corpus_arrived(attacker):
    """Do hostile words stand in what was stored: in titles, outlets, sentences and speakers?"""
    held = str([attacker.data(f"/articles/{card['id']}.json") for card in articles(attacker)])
    for at in (1, 2, 3, 4, 6, 7, 11, 40):
        assert f"ran={at}" in held
    assert len(articles(attacker)) == len(hostile.MARKUP) + 2
    assert attacker.incidents()


def test_no_page_runs_or_loads_anything(attacker):
    """Is every page made of our own elements alone, whatever the words in it?"""
    assert len([*decide(attacker)]) == len(hostile.MARKUP)
    found, pages = {}, everything(attacker)
    for address in pages:
        page = attacker.go(address)
        if address == "/":
            page.wait_for_function(LOADED)
        found[address] = page.evaluate(FOREIGN) + page.evaluate(LOOSE)
    assert {address: told for address, told in found.items() if told} == {}
    assert len(pages) > 40


def decide(bench):
    """Hostile notes, edits and claims, sent as the pages send them; what came of each."""
    held = bench.page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))")
    headers = {**held, "origin": bench.at, "accept": "application/json"}
    card = bench.incidents()[0]
    claim = bench.data(f"/incidents/{card['id']}.json")["claims"][0]["claim"]
    for words in hostile.MARKUP:
        form = {"verdict": "note", "claim": claim["id"], "value": words}
        answer = bench.page.request.post(f"{bench.at}/judgements", form=form, headers=headers)
        assert answer.ok, answer.text()
        yield answer.json()["id"]


def test_what_opens_on_a_page_runs_nothing(attacker):
    """Are cards, menus, dialogs, suggestions and the form for a claim made of words alone?"""
    card = attacker.incidents("order=casualties")[0]
    page = attacker.on_map()
    page.locator("#list .card h2 a").first.click()
    expect(page.locator("#side .evidence")).to_be_visible()
    assert page.evaluate(FOREIGN) == []
    attacker.go(f"/review/{card['id']}")
    page.keyboard.press("e")
    page.locator("#edit-body [data-suggest]").fill("Aza")
    expect(page.locator(".suggested li").first).to_be_visible()
    assert page.evaluate(FOREIGN) == []
    page.locator("#edit [data-close]").click()
    for article in articles(attacker)[:6]:
        attacker.go(f"/articles/{article['id']}")
        for mark in page.locator("#text [data-n]").all()[:2]:
            mark.hover()
        page.mouse.move(0, 0)
        page.locator("#take").click()
        expect(page.locator("#make")).to_be_visible()
        page.locator("#words button").first.click()
        assert page.evaluate(FOREIGN) == []


def test_filters_and_refusals_are_words(attacker):
    """Is what an address brings shown as words, in forms, chips, refusals and missing pages?"""
    for words in hostile.MARKUP[:8]:
        told = quote(words[:180], safe="")
        for address in (
            f"/?text={told}&place={told}&actor={told}&outlet={told}",
            f"/articles?text={told}&outlet={told}",
            f"/report?admin1={told}",
            f"/control?place={told}",
            f"/runs?room={told}",
            f"/?type={told}",
            f"/incidents/{told}",
            f"/review?need={told}",
        ):
            attacker.page.goto(attacker.at + address)
            assert attacker.page.evaluate(FOREIGN) == [], address


def test_data_opened_as_a_page_stays_data(attacker):
    """Is a JSON twin no document that runs, and has a file a name of our own making?"""
    card, article = attacker.incidents()[0], articles(attacker)[0]
    for path in (
        "/incidents.json",
        "/marks.json",
        "/days.json",
        "/articles.json",
        "/sources.json",
        "/runs.json",
        "/control.json",
        "/review.json",
        f"/incidents/{card['id']}.json",
        f"/articles/{article['id']}.json",
        "/suggest/places?words=aza",
    ):
        page = attacker.go(path)
        assert page.evaluate("document.contentType") == "application/json", path
        assert page.locator("script, img, svg").count() == 0
    for path in (
        "/incidents.csv",
        "/incidents.geojson",
        "/articles.csv",
        "/sources.csv",
        "/report.md",
        f"/articles/{article['id']}/raw.bytes",
    ):
        answer = attacker.page.request.get(attacker.at + path)
        assert answer.ok, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        name = re.search(r'filename="?([^";]+)', answer.headers["content-disposition"])[1]
        assert re.fullmatch(r"[\w-]+(\.[a-z]+)?", name), name


def test_the_source_in_its_frame_runs_and_loads_nothing(attacker):
    """Does a page that arrived full of scripts stay still, in the frame and alone?"""
    sources = [f"/articles/{card['id']}" for card in articles(attacker)]
    kinds = {at: attacker.data(f"{at}.json")["document"]["media_type"] for at in sources}
    paged = next(at for at, kind in kinds.items() if kind == "text/html")
    for at in (paged, sources[0]):
        page = attacker.go(at)
        page.get_by_text("Show it as it arrived").click()
        frame = page.frame_locator("#source iframe")
        expect(frame.locator("body")).to_contain_text("Azaz")
        page.wait_for_timeout(1500)  # a refresh after a second would have gone by now
        expect(frame.locator("body")).to_contain_text("Azaz")
        attacker.go(f"{at}/raw")
        page.wait_for_timeout(1500)
        assert page.url == f"{attacker.at}{at}/raw"
    assert any("sandboxed" in each for each in attacker.seen.errors)  # it was tried, and refused
    attacker.seen.errors = [each for each in attacker.seen.errors if each.startswith(DONE)]
