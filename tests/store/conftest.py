"""A real SQLite file and PostgreSQL server for each test of the store, and a small corpus."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from crosswire import records as r
from crosswire.rows import ClaimRow, RegistryRow
from crosswire.store import Batch, Coding, Derived, Store


# --- databases -------------------------------------------------------------------------------
def _binaries():
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = [str(folder) for folder in newest] + [os.path.dirname(shutil.which("initdb") or "")]
    return next((folder for folder in found if os.path.exists(f"{folder}/initdb")), None)


@pytest.fixture(scope="session")
def server():
    """The URL of a PostgreSQL server of our own, on a socket in a temporary folder."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's server programs (initdb, pg_ctl) are not installed")
    folder = Path(tempfile.mkdtemp(prefix="cw-pg-"))  # short: a socket's path has 107 bytes
    owner = {"user": "nobody"} if os.geteuid() == 0 else {}  # the server refuses to run as root
    if owner:
        shutil.chown(folder, "nobody")

    def run(*command):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([f"{binaries}/{command[0]}", *command[1:]], check=True, **quiet, **owner)

    run("initdb", "-D", "data", "-U", "crosswire", "-A", "trust", "-N", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", "data", "-o", options, "-w", "-l", "log", "start")
    yield f"postgresql+psycopg://crosswire@/postgres?host={folder}"
    run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """An empty database of each kind, by the name that a person would give."""
    if request.param == "sqlite":
        yield str(tmp_path / "crosswire.db")
        return
    server = request.getfixturevalue("server")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS under_test WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE under_test"))
    engine.dispose()
    yield server.replace("/postgres?", "/under_test?")


@pytest.fixture
def store(url):
    with Store.open(url) as opened:
        yield opened


# --- a small corpus --------------------------------------------------------------------------
RUN = r.Run(r.run_id("clean-1", "rules-1", "v1", "g1"), "clean-1", "rules-1", "v1", "g1")
NEWER = r.Run(r.run_id("clean-1", "rules-2", "v1", "g1"), "clean-1", "rules-2", "v1", "g1")


def span(text, words):
    start = text.index(words)
    return r.Span(start, start + len(words), words)


def make_document(name, text, outlet="Wadi Post"):
    content = text.encode()
    return r.Document(
        r.document_id(content, outlet, None, name), name, None, outlet, "text/plain", content
    )


def make_article(document, published=None):
    text = document.content.decode()
    title = text.partition("\n")[0]
    key = r.article_id(document.id, title, text, "clean-1")
    outlet = document.outlet
    return r.Article(
        key, document.id, document.source_id, title, text, outlet, published_at=published
    )


def make_claim(article, quote, trigger, type=r.EventType.SHELLING, **values):
    made = r.Claim(
        id="",
        article_id=article.id,
        quote=span(article.text, quote),
        trigger=span(article.text, trigger),
        type=type,
        status=values.pop("status", r.Status.OCCURRED),
        extractor=values.pop("extractor", "rules-1"),
        **values,
    )
    return replace(made, id=r.claim_id(made))


@dataclass(frozen=True)
class Corpus:
    """Two articles, three claims, one incident of two claims and one planned of the third."""

    documents: tuple
    articles: tuple
    claims: tuple
    incidents: tuple
    judgement: r.Judgement

    def batch(self, run=RUN):
        codings = [
            Coding(document.id, run, article, tuple(self.claims_of(article)))
            for document, article in zip(self.documents, self.articles, strict=True)
        ]
        return Batch(self.documents, codings=codings, judgements=[self.judgement])

    def claims_of(self, article):
        return [claim for claim in self.claims if claim.article_id == article.id]

    def derived(self):
        shelling, planned = self.incidents
        by_id = {article.id: article for article in self.articles}
        story = r.Story("sty_1", tuple(r.Passage(a.id, 0, 20) for a in self.articles))
        rows = [
            ClaimRow(
                claim=claim,
                resolution=resolve(claim),
                article=by_id[claim.article_id],
                story_id=story.id,
                incident_id=(shelling if claim.id in shelling.claim_ids else planned).id,
            )
            for claim in self.claims
        ]
        anchors = (r.Anchor(self.documents[0].id, self.claims[0].quote, self.claims[0].trigger),)
        registry = [RegistryRow(incident.id, anchors) for incident in self.incidents]
        held = {self.judgement.id: (self.claims[0].id,)}
        return Derived([story], self.incidents, rows, (held_by(shelling),), registry, held)


def resolve(claim):
    words = claim.places[0] if claim.places else claim.trigger
    place = r.Place("Tell Zara", words, "g:1", 34.5, 36.5, "SY", "Homs", where_prec=1)
    day = r.When(date(2031, 5, 2), date(2031, 5, 2), 1)
    return r.Resolution(claim.id, (place,), (), day)


def held_by(incident):
    return r.ControlState(
        incident.place, date(2031, 5, 2), r.Control.CLAIMED, "army", None, (incident.id,), (), "-"
    )


@pytest.fixture(scope="session")
def corpus():
    first = make_document(
        "b", "Shells fall on Tell Zara\n\nThe army shelled Tell Zara, killing two."
    )
    second = make_document(
        "a", "Army plans assault\n\nGuns pounded Tell Zara. An assault is planned.", "Nahr Daily"
    )
    articles = (make_article(first, date(2031, 5, 2)), make_article(second))
    claims = (
        make_claim(articles[0], "The army shelled Tell Zara", "shelled"),
        make_claim(articles[1], "Guns pounded Tell Zara", "pounded"),
        make_claim(
            articles[1],
            "An assault is planned",
            "assault is planned",
            r.EventType.ARMED_CLASH,
            status=r.Status.PLANNED,
        ),
    )
    place = resolve(claims[0]).places[0]
    incidents = (
        r.Incident(
            "inc_1",
            (claims[0].id, claims[1].id),
            r.EventType.SHELLING,
            r.Status.OCCURRED,
            place=place,
            date=resolve(claims[0]).date,
            articles=2,
            grade=r.Grade.FAIR,
        ),
        r.Incident("inc_2", (claims[2].id,), r.EventType.ARMED_CLASH, r.Status.PLANNED),
    )
    anchor = r.Anchor(first.id, claims[0].quote, claims[0].trigger)
    at = datetime(2031, 5, 3, tzinfo=UTC)
    judgement = r.Judgement("jdg_1", r.Verdict.ACCEPT, (anchor,), "Rana", at)
    return Corpus((first, second), articles, claims, incidents, judgement)


@pytest.fixture
def filled(store, corpus):
    """A store with the corpus appended and derived."""
    store.append(corpus.batch())
    store.replace_derived(corpus.derived(), "everything")
    return store


@pytest.fixture(scope="session")
def newer():
    return NEWER


@pytest.fixture(scope="session")
def run():
    return RUN
