"""A real workbench, a real Chromium that can reach nothing else, and what both did."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page, expect

from crosswire import pipeline

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), NAMES[0])
FLAGS = [
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # the network is cut
]
PATIENCE = 60_000  # milliseconds; a machine that runs all tests at once draws slowly
LOADED = "() => window.crosswire?.map?.loaded() && window.crosswire.timeline.loaded()"
# What the policy stopped is an error of the page, wherever the browser may tell it; so is the mark
# that hostile words would set, did they run.
WATCH = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
Object.defineProperty(window, "ran", { set: (what) => console.error(`ran: ${what}`) });
"""
expect.set_options(timeout=PATIENCE)


@dataclass
class Seen:
    """What a browser did beside showing pages."""

    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def nothing(self) -> None:
        """No request to another host, no error on the console, no violation of the policy."""
        assert self.elsewhere == []
        assert self.errors == []


@dataclass
class Workbench:
    """A page that has come in, and where the workbench is."""

    page: Page
    at: str
    seen: Seen

    def go(self, path: str) -> Page:
        """Open a page of the workbench, which must answer."""
        answer = self.page.goto(self.at + path)
        assert answer is not None
        assert answer.ok, (path, answer.status)
        return self.page

    def on_map(self, query: str = "") -> Page:
        """Open the map, and wait until all of it is drawn."""
        page = self.go(f"/?{query}")
        page.wait_for_function(LOADED)
        return page

    def follow(self, link) -> None:
        """Click a link to another page, and wait until that page can be used."""
        with self.page.expect_navigation():  # until loaded: its scripts run then
            link.click()

    def data(self, path: str):
        """What the JSON twin of a page tells."""
        answer = self.page.request.get(self.at + path)
        assert answer.ok, (path, answer.status)
        return answer.json()

    def incidents(self, query: str = "") -> list:
        """The first incidents of the list that an address shows."""
        return self.data(f"/incidents.json?{query}")["incidents"]

    def addresses(self) -> dict[str, str]:
        """One address of each kind of page that this database has."""
        first, story = self._incident()
        articles = self.data("/articles.json")["articles"]
        most = max(articles, key=lambda each: each["claims"])["id"]
        outlet = next(each["outlet"] for each in articles if each["outlet"])
        told = self.data(f"/incidents/{first}.json")
        claim = told["claims"][0]["claim"]["id"]
        return {
            "the map": "/",
            "an incident": f"/incidents/{first}",
            "an incident's claims": f"/incidents/{first}/claims",
            "what is near": f"/incidents/{first}/near",
            "a claim": f"/incidents/{first}/claims/{claim}",
            "a new place": f"/places/new?claim={claim}",
            "a new actor": f"/actors/new?claim={claim}&field=side_a",
            "an article": f"/articles/{most}",
            "a story": f"/stories/{story}",
            "the queue": "/review",
            "one to review": f"/review/{first}",
            "articles": "/articles",
            "outlets": "/sources",
            "an outlet": f"/sources/outlets/{quote(outlet, safe='')}",
            "speakers": "/sources/speakers",
            "the report": f"/report?country={told['incident']['place']['country']}",
            "runs": "/runs",
            "control": "/control",
            "a name": "/enter",
        }

    def _incident(self) -> tuple[str, str]:
        """The first incident that tells what several print, and the id of their story."""
        for card in self.incidents("order=grade"):
            for row in self.data(f"/incidents/{card['id']}.json")["claims"]:
                if row["story_id"] and card["country"]:
                    return card["id"], row["story_id"]
        raise AssertionError("no incident of this database is told by a story")


def tab_to(page, selector, key="Tab"):
    """Presses Tab until a control that fits the selector has the focus."""
    for _ in range(300):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard did not come to {selector}")


@contextmanager
def serving(database):
    """The workbench of a database, started as a user starts it; the address that it prints.

    The lists to which it adds names stand beside the database.
    """
    _, vocabulary = pipeline.example()
    own, places = database.with_name("vocabulary"), database.with_name("gazetteer")
    shutil.copytree(vocabulary, own)
    command = [sys.executable, "-m", "crosswire", "serve", "--db", str(database), "--port", "0"]
    command += ["--json", "--vocabulary", str(own), "--gazetteer", str(places)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield json.loads(process.stdout.readline())["address"]
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def copied(store, folder):
    """A database of one's own with the rows of another that is open."""
    path = folder / "crosswire.db"
    with closing(sqlite3.connect(store.where)) as here, closing(sqlite3.connect(path)) as there:
        here.backup(there)
    return path


@contextmanager
def visiting(chromium, address, name="Ana Ruiz", **wants):
    """A new visitor who came in by the printed address and said a name."""
    seen, host = Seen(), urlsplit(address).netloc
    context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **wants})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)

    def only_here(route):
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            seen.elsewhere.append(route.request.url)
            route.abort()

    def opened(dialog):
        seen.errors.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    context.route(lambda url: url.startswith(("http", "ws")), only_here)
    context.on("weberror", lambda error: seen.errors.append(str(error.error)))
    context.on("console", lambda said: said.type == "error" and seen.errors.append(said.text))
    context.on("dialog", opened)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Open the workbench").click()
    page.wait_for_url(f"http://{host}/")
    yield Workbench(page, f"http://{host}", seen)
    context.close()
