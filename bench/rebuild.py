"""How long it takes to derive everything anew: stories, places, incidents, grades, control.

    crosswire run ../shared/data/articles --db coded.db
    python -m bench.rebuild --db coded.db [--articles 100000] [--add 1000] [--workers N]

``--db`` holds real articles as they were coded. They are stored again and again, round by round: in
each a year later than in the one before, the years in their texts too, and with three in ten of the
longer words replaced by others of the same length, but for the words of places, parties, days and
speakers. So every round has its own days and its own texts, is as dense as the real news, and its
claims stand where they stood. Measured are a rebuild of all, and one after some more have come.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from crosswire import pipeline
from crosswire.records import Article, Claim, Document, Run, claim_id, content_id
from crosswire.steps import Tools, default_steps
from crosswire.store import Batch, Coding, Store, codec
from crosswire.store.tables import chunks

WORD = re.compile(r"\b[a-z]{4,}\b")
YEAR = re.compile(r"\b20\d\d\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CHANGED = 0.3  # too many for any run of eight words to be left as it was
SEED = 7
BATCH = 500
Json = dict[str, Any]


class Rounds:
    """Coded articles, and the same again under other words and in later years."""

    def __init__(self, coded: Sequence[tuple[Article, tuple[Claim, ...]]]) -> None:
        self.coded = coded
        self.rng = random.Random(SEED)
        self.words: dict[int, list[str]] = defaultdict(list)
        for word in sorted({word for article, _ in coded for word in WORD.findall(article.text)}):
            self.words[len(word)].append(word)

    def documents(
        self, count: int, start: int = 0
    ) -> Iterator[tuple[Document, Article, list[Claim]]]:
        """So many of them, from the one at ``start`` on."""
        for at in range(start, start + count):
            article, claims = self.coded[at % len(self.coded)]
            yield self._again(article, claims, at // len(self.coded))

    def _again(
        self, article: Article, claims: Sequence[Claim], round: int
    ) -> tuple[Document, Article, list[Claim]]:
        text = self._reworded(article.text, claims, round)
        name = f"{article.source_id}-{round}"
        own = {"id": content_id("art", name), "document_id": content_id("doc", name)}
        told = _retold(json.loads(codec.dumps(article)), text, round)
        later = codec.loads(Article, json.dumps({**told, **own, "source_id": name, "text": text,
                                                 "title": text[: len(article.title)]}))  # fmt: skip
        document = Document(own["document_id"], name, article.url, article.outlet, "text/plain",
                            name.encode())  # fmt: skip
        return document, later, list(self._claims(claims, later, round))

    def _claims(self, claims: Sequence[Claim], article: Article, round: int) -> Iterator[Claim]:
        """The claims on the article's words; who was ``same_as`` another still is."""
        ids: dict[str, str] = {}
        for claim in claims:
            told = _retold(json.loads(codec.dumps(claim)), article.text, round)
            told |= {"article_id": article.id, "same_as": ids.get(claim.same_as or "")}
            made = codec.loads(Claim, json.dumps(told))
            ids[claim.id] = claim_id(made)
            yield codec.loads(Claim, json.dumps({**told, "id": ids[claim.id]}))

    def _reworded(self, text: str, claims: Sequence[Claim], round: int) -> str:
        held = {at for start, end in _held(claims) for at in range(start, end)}

        def change(found: re.Match[str]) -> str:
            if self.rng.random() > CHANGED or found.start() in held:
                return found.group()
            return self.rng.choice(self.words[len(found.group())])

        changed = WORD.sub(change, text) if round else text
        return YEAR.sub(lambda year: str(int(year[0]) + round), changed)


def _held(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """The spans whose words stay: all that is resolved."""
    for claim in claims:
        spans = [*claim.side_a, *claim.side_b, *claim.places, claim.date_words]
        spans.append(claim.speaker.words if claim.speaker else None)
        yield from ((span.start, span.end) for span in spans if span)


def _retold(value: Any, text: str, round: int) -> Any:
    """A record's JSON with the quotes that its spans have in another text, and later days."""
    if isinstance(value, list):
        return [_retold(each, text, round) for each in value]
    if isinstance(value, str) and DAY.fullmatch(value):
        year, rest = int(value[:4]) + round, value[4:]
        return f"{year}-02-28" if rest == "-02-29" else f"{year}{rest}"
    if not isinstance(value, dict):
        return value
    told = {key: _retold(each, text, round) for key, each in value.items()}
    if {"start", "end", "quote"} <= told.keys():
        told["quote"] = text[told["start"] : told["end"]]
    return told


def read_coded(path: Path) -> list[tuple[Article, tuple[Claim, ...]]]:
    """The articles of a database with their claims, in the order of their ids."""
    with Store.open(path, create=False) as store:
        evidence = store.evidence()
    return [(each, evidence.claims.get(each.id, ())) for each in evidence.articles]


def fill(store: Store, documents: Iterator[tuple[Document, Article, list[Claim]]], run: Run) -> int:
    """Store them as a run of the coder would have; the number of claims."""
    claims = 0
    for some in chunks(documents, BATCH):
        codings = [Coding(doc.id, run, article, tuple(made)) for doc, article, made in some]
        store.append(Batch([doc for doc, _, _ in some], codings=codings))
        claims += sum(len(made) for _, _, made in some)
    return claims


def rebuild(store: Store, workers: int) -> None:
    """Rebuild, and print how long each part of it took."""
    vocabulary, gazetteer = pipeline.open_knowledge()
    began = time.perf_counter()
    stamps: dict[str, float] = {}

    def note(step: str, done: int, total: int | None) -> None:
        at = time.perf_counter() - began
        stamps.setdefault(f"{step} begun", at)
        stamps[f"{step} done"] = at

    pipeline.rebuild(store, vocabulary=vocabulary, gazetteer=gazetteer, workers=workers,
                     on_progress=note)  # fmt: skip
    seconds = time.perf_counter() - began
    told = ", ".join(f"{name} at {at:.0f}" for name, at in stamps.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rebuild: {seconds:.0f} s ({told}); peak of this process {peak:.0f} MB", flush=True)


def main() -> None:
    args = _arguments()
    rounds = Rounds(read_coded(args.db))
    vocabulary, gazetteer = pipeline.open_knowledge()
    run = Tools(default_steps(), vocabulary, gazetteer).run
    with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "many.db") as store:
        claims = fill(store, rounds.documents(args.articles), run)
        print(f"{args.articles} articles, {claims} claims", flush=True)
        rebuild(store, args.workers)
        fill(store, rounds.documents(args.add, args.articles), run)
        print(f"and {args.add} articles more", flush=True)
        rebuild(store, args.workers)
        print({key: number for key, number in store.counts().items() if number})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--db", type=Path, required=True, help="real articles, coded")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--add", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
