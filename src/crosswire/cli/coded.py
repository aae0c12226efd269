"""What Crosswire makes of some documents in a database of its own, for figures against gold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crosswire import pipeline
from crosswire.exports import jsonl
from crosswire.exports.acled import sub_event_namer
from crosswire.exports.lookups import Lookups
from crosswire.records import Dropped
from crosswire.store import Store


@dataclass(frozen=True, slots=True)
class Coded:
    """Claims as ``crosswire export claims -f jsonl`` writes them, and texts by source id."""

    lines: tuple[str, ...]
    texts: dict[str, str]
    failed: tuple[Dropped, ...] = ()


def code(
    docs: Path,
    vocabulary: Path | None = None,
    coder: str | pipeline.Coder = "model",
    before_coding: pipeline.BeforeCoding | None = None,
    added: Path | None = None,
) -> Coded:
    """Code a folder of documents in a fresh database. Raises one of ``pipeline.ERRORS``.

    ``vocabulary`` and ``added`` are folders of the user's own rows and places.
    ``failed`` are documents that a language model's server gave no usable reply for.
    """
    rows, gazetteer = pipeline.open_knowledge(vocabulary, added)
    lookups = Lookups(sub_event_namer(rows.event_types, rows.actors), rows.actors)
    with Store.temporary() as store:
        done = pipeline.run(
            store,
            [docs],
            vocabulary=rows,
            gazetteer=gazetteer,
            coder=coder,
            before_coding=before_coding,
        )
        lines = tuple(jsonl.lines("claims", store.claims_view(), lookups))
        texts = {row.article.source_id: row.article.text for row in store.articles_view()}
    return Coded(lines, texts, tuple(done.failed))
