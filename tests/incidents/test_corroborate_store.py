"""Articles that go and come back, through a real database and the pipeline's own rebuild."""

import random
import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import plain_steps
import pytest

from crosswire import pipeline
from crosswire import records as r
from crosswire.store import Store
from crosswire.vocab import load

VOCABULARY = load()
OUTLETS = ["SANA", "Reuters", "Al Jazeera", "Al-Manar", "Kalub Post"]
DOERS = ["The Syrian army", "The rebels", "Warplanes"]
SPEAKERS = ["the Syrian Observatory for Human Rights", "the Syrian army", "a military source"]
DERIVED = [
    "stories", "story_passages", "incidents", "resolutions", "resolved_places", "attachments",
    "control",
]  # fmt: skip
OF_ARTICLE = {
    "coding_claims": "claim_id IN (SELECT id FROM claims WHERE article_id IN ({articles}))",
    "claims": "article_id IN ({articles})",
    "codings": "document_id = ?1",
    "articles": "document_id = ?1",
    "captures": "document_id = ?1",
    "documents": "id = ?1",
}
ARTICLES = "SELECT id FROM articles WHERE document_id = ?1"


def extract(article, find_places, find_dates):
    """The claims of the plain coder, with the speaker that a sentence names ("..., says X.")."""
    return [_spoken(each) for each in plain_steps.extract(article, find_places, find_dates)]


def _spoken(claim):
    found = re.search(r", says (.+)\.", claim.quote.quote)
    if not found:
        return claim
    start = claim.quote.start + found.start(1)
    words = r.Span(start, start + len(found[1]), found[1])
    kind = r.SpeakerKind.ANONYMOUS if found[1] == "a military source" else r.SpeakerKind.OTHER
    told = replace(claim, speaker=r.Speaker(words, kind))
    return replace(told, id=r.claim_id(told))


def resolve_article(article, claims, gazetteer, vocabulary):
    """The plain resolution, with the parties and speakers that the roster knows."""
    resolved = plain_steps.resolve_article(article, claims, gazetteer, vocabulary)
    return [
        replace(each, parties=tuple(_parties(claim, vocabulary)))
        for claim, each in zip(claims, resolved, strict=True)
    ]


def _parties(claim, vocabulary):
    speaker = (claim.speaker.words,) if claim.speaker else ()
    for role, spans in ((r.Role.SIDE_A, claim.side_a), (r.Role.SPEAKER, speaker)):
        for words in spans:
            actor = vocabulary.actor(words.quote, None, "SY")
            yield r.Party(role, words.quote, words, actor.id if actor else None)


STEPS = replace(plain_steps.STEPS, extract=extract, resolve_article=resolve_article)


def write_news(folder, seed):
    """Some articles on a few events, copies among them; their paths."""
    chosen = random.Random(seed)
    texts = []
    for at in range(chosen.randint(5, 9)):
        doer, town = chosen.choice(DOERS), chosen.choice(["Qasira", "Marwan"])
        said = chosen.choice(["", *(f", says {speaker}" for speaker in SPEAKERS)])
        new = f"News {at}\n\n{doer} shelled {town} on {chosen.choice([2, 3])} May{said}."
        texts.append(chosen.choice([new, new, *texts[-1:]]))
    paths = []
    for at, text in enumerate(texts):
        path = folder / chosen.choice(OUTLETS) / f"{at}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        paths.append(path)
    return paths


def read(paths):
    for path in paths:
        content = path.read_bytes()
        key = r.document_id(content, path.parent.name, None, path.stem)
        yield r.Document(key, path.stem, None, path.parent.name, "text/plain", content)


def derived_bytes(database):
    """All rows of what is derived, as they lie in the file."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
            for table in DERIVED
        }


def take_out(database, document):
    """Remove a document and all that is stored of it, as a purge would."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, which in OF_ARTICLE.items():
            where = which.format(articles=ARTICLES)
            connection.execute(f"DELETE FROM {table} WHERE {where}", (document,))


@pytest.mark.parametrize("seed", range(24))
def test_articles_that_go_and_come_back(seed, tmp_path):
    """Is all that is derived the same to the byte after articles were taken out and came back?"""
    paths = write_news(tmp_path / "news", seed)
    database, towns = tmp_path / "crosswire.db", plain_steps.Towns()
    known = {"vocabulary": VOCABULARY, "gazetteer": towns, "steps": replace(STEPS, read=read)}
    with Store.open(database) as store:
        pipeline.run(store, paths, workers=1, **known)
        first, ids = derived_bytes(database), {row.id for row in store.registry_view()}
        assert first["incidents"]
        gone = [document.id for document in read(random.Random(seed).sample(paths, 2))]
        for document in gone:
            take_out(database, document)
        assert pipeline.rebuild(store, workers=1, **known)
        assert derived_bytes(database) != first
        pipeline.run(store, paths[::-1], workers=1, **known)
        assert derived_bytes(database) == first
        assert ids <= {row.id for row in store.registry_view()}
