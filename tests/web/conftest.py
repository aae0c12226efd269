"""Databases that the pages are tried on, and a browser's cookies."""

import json
import sqlite3
from contextlib import closing

import pytest
from html_reader import SCRIPT
from starlette.testclient import TestClient

from crosswire import pipeline
from crosswire.desk import Desk
from crosswire.store import Store
from crosswire.web import Keys, Site, create_app

HOST = "127.0.0.1:8765"
ORIGIN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}

HOSTILE = [  # title, outlet, url, sentence
    (f"{SCRIPT} shells hit Azaz", f"Wire {SCRIPT}", "javascript:alert(1)", f"{SCRIPT} said"),
    (
        "</title><svg onload=alert(2)>",
        '"><img src=x onerror=alert(3)>',
        'https://a.example/"onmouseover=alert(4)',
        "a <b onclick=alert(5)>source</b> said",
    ),
    (
        "\u202eRight to left\u202c",
        "Post' onfocus='alert(6)",
        "data:text/html,<script>x</script>",
        "\u2067a source\u2069 said",
    ),
    (
        "{{ 7*7 }} ${7*7}",
        "</script><script>alert(8)</script>",
        "https://b.example/<script>",
        "</textarea>a source said",
    ),
]


@pytest.fixture(scope="session")
def knowledge():
    """The built-in vocabulary, and the example's outlets and places."""
    _, vocabulary = pipeline.example()
    return pipeline.open_knowledge(vocabulary)


@pytest.fixture(scope="session")
def coded_example(tmp_path_factory, knowledge):
    """The bundled example corpus, coded; nothing is to write to it."""
    vocabulary, gazetteer = knowledge
    dispatches, _ = pipeline.example()
    with Store.open(tmp_path_factory.mktemp("example") / "crosswire.db") as store:
        pipeline.run(store, [dispatches], workers=1, vocabulary=vocabulary, gazetteer=gazetteer)
        yield store


@pytest.fixture(scope="session")
def coded_attack(tmp_path_factory, knowledge):
    """Articles whose every field holds markup, coded by rules."""
    folder = tmp_path_factory.mktemp("attack")
    with (folder / "attack.jsonl").open("w", encoding="utf-8") as file:
        for at, (title, outlet, url, speaker) in enumerate(HOSTILE):
            body = f"Rebel shelling killed 12 people in the town of Azaz on Monday, {speaker}."
            record = {"id": f"<i>{at}", "title": title, "text": body, "outlet": outlet, "url": url}
            file.write(json.dumps({**record, "published": "2031-03-04"}) + "\n")
    vocabulary, gazetteer = knowledge
    known = {"vocabulary": vocabulary, "gazetteer": gazetteer}
    with Store.open(folder / "crosswire.db") as store:
        pipeline.run(store, [folder / "attack.jsonl"], coder="rules", workers=1, **known)
        yield store


@pytest.fixture(scope="session")
def visit(knowledge):
    """A browser that came in and said its name, at the workbench of a database.

    With ``lists`` it can make names known in these.
    """

    def come(store, lists=None):
        vocabulary, gazetteer = knowledge
        keys = Keys(8765)
        desk = Desk(store, vocabulary=vocabulary, gazetteer=gazetteer, lists=lists)
        app = create_app(Site(store=store, desk=desk, keys=keys, title="test"), [HOST])
        held = {keys.session_cookie: keys.session, keys.name_cookie: keys.write_name("Ana")}
        headers = {**ORIGIN, "x-csrf": keys.csrf}
        return TestClient(
            app, base_url=f"http://{HOST}", cookies=held, headers=headers, follow_redirects=False
        )

    return come


@pytest.fixture
def own(coded_example, tmp_path):
    """A copy of the coded example, to be decided on."""
    copy = tmp_path / "crosswire.db"
    with (
        closing(sqlite3.connect(coded_example.where)) as old,
        closing(sqlite3.connect(copy)) as new,
    ):
        old.backup(new)
    with Store.open(copy) as store:
        yield store
