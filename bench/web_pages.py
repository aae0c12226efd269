"""Every page of the workbench over HTTP, and the map in a real browser; see ``bench.web``.

A page is asked for a few times, and the median and its bytes before compression are told. A redraw
is from the moment that a filter of the form changes until the map and the days show what passes.
"""

from __future__ import annotations

import re
import shutil
import statistics
import time
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import httpx
from playwright.sync_api import Page, sync_playwright

from bench.many_incidents import as_derived_by
from bench.pictures import DESK, FLAGS, serving
from crosswire import pipeline
from crosswire.rows import Order, Search
from crosswire.store import Store
from crosswire.web import query

PAGE, REDRAW, LARGEST = 500, 700, 2**20  # milliseconds, milliseconds, bytes
TIMES = 5
MAP_DATA = ("/marks.json", "/days.json", "/control.json")  # columns: these may be larger
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
LOADED = "() => window.crosswire?.map?.loaded() && window.crosswire.timeline.loaded()"
CHANGE = """
async ([selector, value]) => {
  const field = document.querySelector(`#filters ${selector}`);
  const before = document.querySelector("#list [data-query]").dataset.query;
  const began = performance.now();
  if (field.type === "checkbox") field.click();
  else { field.value = value; field.dispatchEvent(new Event("change", { bubbles: true })); }
  const done = () => document.querySelector("#list [data-query]").dataset.query !== before
    && window.crosswire.map.loaded() && window.crosswire.timeline.loaded();
  while (!done()) await new Promise((go) => setTimeout(go, 5));
  return performance.now() - began;
}
"""
FILTERS = {  # each is set and measured, then taken back by loading the page again
    "type": ("[name=type][value=shelling]", ""),
    "grade": ("[name=grade][value=weak]", ""),
    "two letters": ("[name=text]", "ba"),
    "three letters": ("[name=text]", "bad"),
    "period": ("[name=since]", "2032-06-01"),
    "killed": ("[name=killed]", "5"),
}


def addresses(store: Store, searches: Mapping[str, Search]) -> Iterator[tuple[str, str]]:
    """Each kind of page, where it has most to show, and the map page for each search."""
    for name, search in searches.items():
        yield f"map page, {name}", f"/?{query.write(search)}"
        yield f"marks, {name}", f"/marks.json?{query.write(search)}"
        yield f"list as JSON, {name}", f"/incidents.json?{query.write(search)}"
    yield "days", "/days.json"
    yield "control of all places", "/control.json?until=2032-06-01"
    cards = store.incident_cards(Search(), Order.GRADE, size=2000).rows
    for words, card in (
        ("the largest incident", max(cards, key=lambda each: each.claims)),
        ("an incident", cards[0]),
    ):
        row = store.incident(card.id)
        assert row is not None, "the list names an incident that is not there"
        yield words, f"/incidents/{card.id}"
        yield f"{words} as JSON", f"/incidents/{card.id}.json"
        yield f"{words}, its claims", f"/incidents/{card.id}/claims"
        yield f"{words}, what is near", f"/incidents/{card.id}/near"
        yield f"{words}, a claim", f"/incidents/{card.id}/claims/{row.claims[0].claim.id}"
        yield f"{words}, an article", f"/articles/{row.claims[0].article.id}"
        yield f"{words}, to review", f"/review/{card.id}"
    copied = next(card for card in store.article_cards(Search(), size=500).rows if card.stories)
    article = store.article(copied.id)
    assert article is not None, "the list names an article that is not there"
    yield "an article with copies", f"/articles/{copied.id}"
    story = article.stories[0].story.id
    yield "a story", f"/stories/{story}"
    yield "the queue", "/review"
    yield "articles", "/articles"
    outlet = store.outlets_page(size=1).rows[0].name
    yield "outlets", "/sources"
    yield "an outlet", f"/sources/outlets/{quote(outlet, safe='')}"
    yield "speakers", "/sources/speakers"
    yield "report of a week, all countries", "/report?since=2032-06-01&until=2032-06-07"
    yield "report of a month, a country", "/report?country=AV&since=2032-06-01&until=2032-06-30"
    yield "runs", "/runs"
    yield "control", "/control"


def asked(client: httpx.Client, path: str) -> tuple[float, int]:
    """Milliseconds of a page, the median of some calls, and its bytes."""
    took, size = list[float](), 0
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
        size = len(answer.content)
    return statistics.median(took), size


def enter(client: httpx.Client, address: str) -> None:
    """Come in as a person does: by the printed address, and with a name."""
    token = TOKEN.search(client.get(address).raise_for_status().text)
    assert token, "the page that asks for a name has no form"
    client.post("/enter", data={"csrf": token[1], "name": "Bench"},
                headers={"origin": str(client.base_url).rstrip("/")})  # fmt: skip


def redraws(page: Page, word: str) -> Iterator[tuple[str, float]]:
    """Milliseconds from a filter's change until it is drawn, for some filters and a word."""
    for words, changed in {**FILTERS, "a word": ("[name=text]", word)}.items():
        took = list[float]()
        for _ in range(TIMES):
            page.goto(page.url.partition("?")[0])
            page.wait_for_function(LOADED)
            took.append(page.evaluate(CHANGE, changed))
        yield words, statistics.median(took)


def measure(database: str, searches: Mapping[str, Search], only: str = "") -> list[str]:
    """Print each page's time and size, and each redraw; what takes too long or is too large."""
    bad = list[str]()

    def tell(name: str, took: float, most: float, size: int = 0) -> None:
        wrong = took > most or size > LARGEST
        kept = f"{size / 1024:8.0f} KB" if size else ""
        print(f"{name:52}{took:8.1f} ms{kept}{'  too much' if wrong else ''}", flush=True)
        if wrong:
            bad.append(name)

    with Store.open(database) as store:
        as_derived_by(
            store, *pipeline.open_knowledge(pipeline.example()[1])
        )  # as ``serving`` opens
        pages = [each for each in addresses(store, searches) if only in each[0]]
    with serving(database) as address:
        root = address.partition("/enter")[0]
        with httpx.Client(base_url=root, trust_env=False, timeout=60) as client:
            enter(client, address)
            for name, path in pages:
                took, size = asked(client, path)
                tell(name, took, PAGE, 0 if path.startswith(MAP_DATA) else size)
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport=DESK)
            page.goto(address)
            page.get_by_label("Name").fill("Bench")
            page.get_by_role("button", name="Open the workbench").click()
            page.wait_for_url("**/")
            for name, took in redraws(page, searches["a common word"].text):
                tell(f"redraw after a filter, {name}", took, REDRAW)
            browser.close()
    return bad
