"""The order of the steps: read, code, and derive all that follows from what is stored.

Coding goes document by document and is stored batch by batch, one transaction each, so that a run
that is cut off anywhere goes on where it stopped. What is derived is derived from the whole.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from crosswire.claims import CODERS, LlmError, ModelError, NotCodedError, llm
from crosswire.crew import Crew
from crosswire.deriving import OnProgress, derive, silent
from crosswire.gazetteers import ListError, Shelf
from crosswire.records import (
    Article,
    Capture,
    Document,
    Dropped,
    Place,
)
from crosswire.resolve.gazetteer import GazetteerError
from crosswire.resolve.places import Gazetteer as BuiltIn
from crosswire.steps import Coder, Gazetteer, Steps, Tools, default_steps
from crosswire.store import Batch, Coding, Store
from crosswire.vocab import Vocabulary, VocabularyError
from crosswire.vocab import load as load_vocabulary

# Of what a user gives or has lost; each is one sentence.
ERRORS = (VocabularyError, GazetteerError, ListError, ModelError, LlmError)
__all__ = [
    "CODERS",
    "ERRORS",
    "BeforeCoding",
    "Coder",
    "PlaceFound",
    "RunSummary",
    "example",
    "llm",
    "open_knowledge",
    "places",
    "read_article",
    "rebuild",
    "run",
    "watch",
]

EXAMPLE = Path(__file__).parent / "example"
BATCH = 64  # documents a transaction: at most this much is coded again after a kill
Item = TypeVar("Item")
BeforeCoding = Callable[[Sequence[Article]], None]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did, and what the database holds after it.

    ``read`` documents arrived: the ``new`` and the ``known`` ones. ``coded`` are those coded now,
    the new ones and stored ones that an older cleaner or extractor had coded; they gave
    ``articles`` and ``claims``. ``dropped`` counts what was refused now, by room. ``totals`` are
    the database's: documents, articles, claims, stories, incidents, judgements, and ``waiting``,
    the judgements and persons' claims in the review queue. ``rebuilt`` is False where nothing that
    is derived could have changed. ``failed`` names the articles that a language model's server gave
    no usable reply for; they are stored as they were, and the next run tries them again.
    """

    read: int
    new: int
    known: int
    coded: int
    articles: int
    claims: int
    dropped: Mapping[str, int]
    totals: Mapping[str, int]
    rebuilt: bool
    failed: Sequence[Dropped] = ()


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A toponym of a document, by the document's own id."""

    doc_id: str
    place: Place


def run(
    store: Store,
    paths: Iterable[str | Path],
    *,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    steps: Steps | None = None,
    coder: str | Coder = "model",
    workers: int | None = None,
    before_coding: BeforeCoding | None = None,
    on_progress: OnProgress = lambda step, done, total: None,
) -> RunSummary:
    """Read files and folders, code what is new in them, and rebuild what is derived.

    Safe to repeat: a document that the same cleaner and extractor coded is not coded again, and
    one that is stored with an older coding is, wherever it came from. ``workers`` are processes (by
    default the machine's, at most four). ``coder`` is one of ``CODERS``, or an ``llm.LlmCoder``.
    ``before_coding`` is told all articles that are to be coded before the first one is, and stops
    the run by raising; all documents are then held at once. ``on_progress`` is told the step
    ("code", "resolve", "link"), how many are done, and of how many, where that is known; with
    ``before_coding`` after each document, else after each batch of them.
    Raises StoreError where the database cannot be used, or another process writes to it, ModelError
    where the model cannot, and LlmError where a language model's server cannot.
    """
    tools = Tools(steps or default_steps(coder), vocabulary, gazetteer)
    arrivals = tools.steps.read(paths)
    return _take(store, arrivals, Crew(tools, workers), on_progress, before_coding)


def watch(
    store: Store,
    feeds: Sequence[str],
    *,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    allow_private: bool = False,
    coder: str = "model",
    on_progress: OnProgress = lambda step, done, total: None,
) -> RunSummary:
    """Fetch what is new in feeds, once, and go on with it as ``run`` does with files.

    ``allow_private`` lets feeds of this machine and its network through. Raises StoreError.
    """
    from crosswire.readers import follow

    tools = Tools(default_steps(coder), vocabulary, gazetteer)
    arrived = follow(feeds, store.has_url, allow_private=allow_private)
    return _take(store, arrived, Crew(tools, workers=1), on_progress)


def _take(
    store: Store,
    arrivals: Iterable[Document | Dropped],
    crew: Crew,
    on_progress: OnProgress,
    before_coding: BeforeCoding | None = None,
) -> RunSummary:
    """Store what arrives, code it and what an older coder coded, and rebuild what is derived."""
    tools, counts, on_batch = crew.tools, _Counts(), on_progress
    with store.only_writer(), crew:
        if before_coding:
            arrivals = list(arrivals)
            before_coding(_to_code(store, arrivals, tools))
            counts.on_each, on_batch = on_progress, silent  # a batch may take an hour
        for arrived in _batches(arrivals):
            batch = _take_in(store, arrived, tools, counts)
            _code(store, batch, crew, counts)
            on_batch("code", counts.read, None)
        left = (each for each in store.outdated(tools.run) if each.id not in counts.failed)
        for outdated in _batches(left):
            _code(store, Batch(outdated), crew, counts)
            on_batch("code", counts.coded, None)
        rebuilt = _rebuild(store, crew, on_progress)
        counts.check()
        return counts.summary(store.counts(), rebuilt)


def rebuild(
    store: Store,
    *,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    steps: Steps | None = None,
    workers: int | None = None,
    on_progress: OnProgress = lambda step, done, total: None,
) -> bool:
    """Derive everything anew from what is stored; False where nothing could have changed."""
    tools = Tools(steps or default_steps(), vocabulary, gazetteer)
    with store.only_writer(), Crew(tools, workers) as crew:
        return _rebuild(store, crew, on_progress)


def open_knowledge(
    vocabulary: Path | None = None, added: Path | None = None
) -> tuple[Vocabulary, Gazetteer]:
    """The built-in vocabulary and gazetteer, with a user's rows and added places over them.

    ``vocabulary`` and ``added`` are the folders of these. Raises one of ``ERRORS`` for a folder or
    file that cannot be used.
    """
    opened = Shelf(added).open() if added else BuiltIn.open()
    return load_vocabulary(vocabulary), opened


def example() -> tuple[Path, Path | None]:
    """The folder of the bundled example corpus, and of the vocabulary that belongs to it."""
    vocabulary = EXAMPLE / "vocabulary"
    return EXAMPLE / "dispatches", vocabulary if vocabulary.is_dir() else None


def places(
    paths: Iterable[str | Path], *, vocabulary: Vocabulary, gazetteer: Any
) -> Iterator[PlaceFound | Dropped]:
    """Only the toponyms of texts, resolved, document by document, and what could not be read."""
    steps = default_steps()
    for document in steps.read(paths):
        article = read_article(Tools(steps, vocabulary, gazetteer), document)
        if isinstance(article, Dropped):
            yield article
            continue
        near = [article.dateline.place] if article.dateline and article.dateline.place else []
        spans = gazetteer.find_places(article.text)
        for place in gazetteer.resolve_places(spans, article.text, near):
            yield PlaceFound(article.source_id, place)


# --- coding ----------------------------------------------------------------------------------
@dataclass
class _Counts:
    """What went into each step of this run and what came out of it."""

    read: int = 0
    new: int = 0
    known: int = 0
    coded: int = 0
    articles: int = 0
    refused: int = 0
    claims: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: dict[str, Dropped] = field(default_factory=dict)  # by the document's id
    tried: int = 0
    on_each: OnProgress = silent

    def check(self) -> None:
        """In = out + dropped, for each step."""
        assert self.read == self.new + self.known, "a document that was read was lost"
        assert self.coded == self.articles + self.refused, "a document that was coded was lost"
        assert self.tried == self.coded + len(self.failed), "a document that failed was lost"

    def summary(self, totals: Mapping[str, int], rebuilt: bool) -> RunSummary:
        return RunSummary(
            read=self.read,
            new=self.new,
            known=self.known,
            coded=self.coded,
            articles=self.articles,
            claims=self.claims,
            dropped=dict(sorted(self.dropped.items())),
            totals=totals,
            rebuilt=rebuilt,
            failed=sorted(self.failed.values(), key=lambda f: (f.record_id, f.reason)),
        )


def _take_in(
    store: Store, arrived: Sequence[Document | Dropped], tools: Tools, counts: _Counts
) -> Batch:
    """The documents to be coded of those that arrived, each once, and what the readers refused."""
    came = [each for each in arrived if isinstance(each, Document)]
    documents = {document.id: document for document in came}
    known, coded = store.known(documents), store.coded(documents, tools.run)
    new = [document for document in documents.values() if document.id not in known]
    counts.read += len(came)
    counts.new += len(new)
    counts.known += len(came) - len(new)
    return Batch(
        documents=[document for document in documents.values() if document.id not in coded],
        captures=[_capture(document) for document in new],
        dropped=[each for each in arrived if isinstance(each, Dropped)],
    )


def _to_code(store: Store, arrivals: Iterable[Document | Dropped], tools: Tools) -> list[Article]:
    """The articles that a run will code: of what arrives, and of what is stored."""
    came = {each.id: each for each in arrivals if isinstance(each, Document)}
    coded = store.coded(came, tools.run)
    new = [document for document in came.values() if document.id not in coded]
    old = (document for document in store.outdated(tools.run) if document.id not in came)
    read = (read_article(tools, document) for document in chain(new, old))
    return [a for a in read if isinstance(a, Article) and a.language in tools.steps.languages]


def _code(store: Store, batch: Batch, crew: Crew, counts: _Counts) -> None:
    """Code the batch's documents, and write all of it in one transaction."""
    results = []
    for result in crew.each(_code_document, batch.documents):
        results.append(result)
        counts.tried += 1
        counts.on_each("code", counts.tried, None)
    codings = [coding for coding, _ in results if coding]
    refused = [dropped for coding, dropped in results if coding and dropped]
    counts.failed |= {
        document.id: why
        for document, (coding, why) in zip(batch.documents, results, strict=True)
        if coding is None and why
    }
    dropped = [*batch.dropped, *refused]
    store.append(Batch(batch.documents, batch.captures, codings, dropped=dropped))
    counts.coded += len(codings)
    counts.articles += sum(coding.article is not None for coding in codings)
    counts.refused += sum(coding.article is None for coding in codings)
    counts.claims += sum(len(coding.claims) for coding in codings)
    counts.dropped.update(each.room for each in dropped)


def _code_document(tools: Tools, document: Document) -> tuple[Coding | None, Dropped | None]:
    """A document's article and claims, and why there is none where there is none.

    No coding at all where the coder failed on it now and may not the next time.
    """
    steps, run = tools.steps, tools.run
    article = read_article(tools, document)
    if isinstance(article, Dropped):
        return Coding(document.id, run), article
    if article.language not in steps.languages:
        reason = f"The language of the article is {article.language}, which cannot be coded yet."
        hint = "It is stored, and will be coded when it can be."
        return Coding(document.id, run, article), Dropped(article.source_id, "claims", reason, hint)
    try:
        claims = steps.extract(article, tools.gazetteer.find_places, steps.find_dates)
    except NotCodedError as error:
        hint = "It is stored, and the next run tries it again."
        return None, Dropped(article.source_id, "claims", str(error), hint)
    return Coding(document.id, run, article, tuple(claims)), None


def read_article(tools: Tools, document: Document | Dropped) -> Article | Dropped:
    """The article of a document, or why there is none; what was dropped before stays so."""
    if isinstance(document, Dropped):
        return document
    page = tools.steps.parse(document)
    if isinstance(page, Dropped):
        return page
    known = tools.vocabulary
    return tools.steps.clean(document, page, known.agency, known.outlet_name)


def _capture(document: Document) -> Capture:
    return Capture(document.id, datetime.now(UTC), document.url or document.source_id)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch


# --- deriving --------------------------------------------------------------------------------
def _rebuild(store: Store, crew: Crew, on_progress: OnProgress) -> bool:
    """Derive stories, resolutions, incidents and control, unless that was done with the same."""
    tools = crew.tools.hash
    if store.derived_from() == (store.fingerprint(), tools):
        return False
    with _uncollected():
        evidence = store.evidence(tools)
        derived = derive(evidence, crew, on_progress)
        store.replace_derived(derived, evidence.fingerprint, tools)
    return True


@contextmanager
def _uncollected() -> Iterator[None]:
    """Records hold no rings, and to look for such among millions is a sixth of a rebuild's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
