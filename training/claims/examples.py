"""Coded documents as the model is taught them: windows, and for each of them its events and roles.

Two formats are read. The gold's own (a folder of documents and a folder of coded claims), and the
compact one that our coders write: JSON Lines, one document a line, each claim with the number of
its sentence (``s``), trigger (``t``), type (``y``), status (``st``), sides (``a``, ``b``), places
(``p``), date words (``d``), casualties (``k``) and speaker (``by``), beside a file of the texts.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from crosswire import clean
from crosswire.claims.model.scores import CLASSES, ROLES, STATUSES
from crosswire.claims.model.windows import OUTCOMES, TYPES, Reading, Window, read, windows
from crosswire.claims.sentences import split_sentences
from crosswire.records import Article, Document, Page
from crosswire.resolve.dates import find_dates, resolve_date
from crosswire.steps import Gazetteer
from crosswire.vocab import Vocabulary

NEAR = 1  # days by which a date may be off and still count as the same (the scorer's rule)


@dataclass(frozen=True)
class Event:
    """One coded event in words of its article: the trigger's first word and past its last.

    ``roles`` gives the word spans of each role; ``counts`` each count's outcome and class by its
    first word. A role in ``unknown`` has a value whose words are not known: it is not taught.
    """

    start: int
    end: int
    type: int
    status: int
    roles: dict[str, list[tuple[int, int]]]
    counts: dict[int, tuple[int, int]]
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Example:
    """A window of one document and the events that are coded in it."""

    doc_id: str
    window: Window
    events: list[Event]


@dataclass
class Report:
    """What of the coding could not be found in the texts."""

    claims: int = 0
    lost: dict[str, int] = field(default_factory=dict)

    def lose(self, what: str) -> None:
        """Count one value of a kind as not found."""
        self.lost[what] = self.lost.get(what, 0) + 1


class Library:
    """Makes articles and examples with the package's own cleaning, gazetteer and dates."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        self.gazetteer, self.vocabulary = gazetteer, vocabulary
        self.report = Report()

    def article(self, doc_id: str, title: str, text: str, published: str | None) -> Article:
        """The article that the pipeline would make of a record."""
        record = {"doc_id": doc_id, "title": title, "text": text, "published": published}
        content = json.dumps(record).encode()
        document = Document(doc_id, doc_id, None, None, "application/json", content)
        page = Page(title, text, published_at=date.fromisoformat(published) if published else None)
        article = clean.clean(document, page, lambda outlet: None)
        if not isinstance(article, Article):
            raise SystemExit(f"{doc_id}: no article: {article}")
        return article

    def reading(self, article: Article) -> Reading:
        """The article as the model reads it."""
        return read(article, self.gazetteer.find_places(article.text), find_dates(article.text))

    def gold(self, folder: Path) -> Iterator[tuple[str, Reading, list[Event]]]:
        """Every document of a gold folder (``docs/``, ``gold/``) with its events."""
        for path in sorted((folder / "gold").glob("*.json")):
            coded = json.loads(path.read_text("utf-8"))
            doc = json.loads((folder / "docs" / path.name).read_text("utf-8"))
            article = self.article(
                path.stem, doc.get("title") or "", doc["text"], doc.get("published")
            )
            reading = self.reading(article)
            events = [self._from_gold(reading, claim) for claim in coded["claims"]]
            yield path.stem, reading, _once(e for e in events if e)

    def compact(self, docs: Path, coded: Path) -> Iterator[tuple[str, Reading, list[Event]]]:
        """Every coded document of a compact file."""
        texts = {r["doc_id"]: r for r in map(json.loads, docs.read_text("utf-8").splitlines())}
        for line in coded.read_text("utf-8").splitlines():
            record = json.loads(line)
            doc = texts[record["doc_id"]]
            article = self.article(doc["doc_id"], "", doc["text"], doc.get("published"))
            reading = self.reading(article)
            plain = split_sentences(doc["text"])
            events = [self._from_compact(reading, plain, doc["text"], c) for c in record["claims"]]
            yield doc["doc_id"], reading, _once(e for e in events if e)

    def _from_gold(self, reading: Reading, claim: dict[str, Any]) -> Event | None:
        text = reading.article.text
        self.report.claims += 1
        quote = next(occurrences(text, claim["quote"]), None)
        trigger = next(occurrences(text, claim["trigger"], *(quote or (0, 0))), None)
        if trigger is None:
            self.report.lose("trigger")
            return None
        return self._event(
            reading,
            trigger,
            claim["type"],
            claim["status"],
            {
                "side_a": claim.get("side_a") or [],
                "side_b": claim.get("side_b") or [],
                "place": [p["text"] for p in claim.get("places") or []],
                "count": [
                    (k["text"], k["outcome"], k["who"]) for k in claim.get("casualties") or []
                ],
                "speaker": [claim["speaker"]] if claim.get("speaker") else [],
            },
            claim.get("date"),
        )

    def _from_compact(
        self, reading: Reading, plain: Sequence[Any], source: str, claim: dict[str, Any]
    ) -> Event | None:
        text = reading.article.text
        self.report.claims += 1
        sentence = plain[claim["s"]]
        within = next(occurrences(text, source[sentence.start : sentence.end]), None)
        trigger = next(occurrences(text, claim["t"], *(within or (0, 0))), None)
        if trigger is None:
            self.report.lose("trigger")
            return None
        values = {
            "side_a": claim.get("a") or [],
            "side_b": claim.get("b") or [],
            "place": claim.get("p") or [],
            "count": [(k[0], k[1], k[2]) for k in claim.get("k") or []],
            "speaker": [claim["by"]] if claim.get("by") else [],
            "date": [claim["d"]] if claim.get("d") else [],
        }
        return self._event(reading, trigger, claim["y"], claim["st"], values, None)

    def _event(
        self,
        reading: Reading,
        trigger: tuple[int, int],
        kind: str,
        status: str,
        values: dict[str, list[Any]],
        day: str | None,
    ) -> Event | None:
        words = _words(reading, trigger)
        if words is None:
            self.report.lose("trigger passed over")
            return None
        roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        counts: dict[int, tuple[int, int]] = {}
        unknown = set()
        for role, given in values.items():
            for value in given:
                phrase = value if isinstance(value, str) else value[0]
                span = self._nearest(reading, phrase, trigger)
                if span is None:
                    self.report.lose(role)
                    unknown.add(role)
                elif span not in roles[role]:
                    roles[role].append(span)
                    if role == "count":
                        counts[span[0]] = (OUTCOMES.index(value[1]), CLASSES.index(value[2]))
        if day:
            span = self._dated(reading, trigger, day, status)
            if span:
                roles["date"].append(span)
            else:
                self.report.lose("date")
                unknown.add("date")
        return Event(
            *words, TYPES.index(kind), STATUSES.index(status), roles, counts, frozenset(unknown)
        )

    def _nearest(
        self, reading: Reading, phrase: str, trigger: tuple[int, int]
    ) -> tuple[int, int] | None:
        found = [
            w for at in occurrences(reading.article.text, phrase) if (w := _words(reading, at))
        ]
        home = _words(reading, trigger)
        assert home is not None
        return min(found, key=lambda w: _distance(reading, w, home), default=None)

    def _dated(
        self, reading: Reading, trigger: tuple[int, int], day: str, status: str
    ) -> tuple[int, int] | None:
        """The date words that give the coded day, nearest to the trigger."""
        parts = [date.fromisoformat(part) for part in day.split("/")]
        coming = status in {"planned", "hypothetical"}
        exact: list[tuple[int, int]] = []
        near: list[tuple[int, int]] = []
        for span in reading.dates:
            when = resolve_date(span, reading.article.anchor_date, coming=coming)
            words = _words(reading, (span.start, span.end))
            if when is None or words is None:
                continue
            off = max(abs((when.start - parts[0]).days), abs((when.end - parts[-1]).days))
            (exact if off == 0 else near if off <= NEAR else []).append(words)
        home = _words(reading, trigger)
        assert home is not None
        return min(exact or near, key=lambda w: _distance(reading, w, home), default=None)


def examples(doc_id: str, reading: Reading, events: Sequence[Event]) -> Iterator[Example]:
    """The document's windows with the events that begin in the part that each codes."""
    for window in windows(reading):
        yield Example(doc_id, window, [e for e in events if window.own <= e.start < window.last])


def _once(events: Iterable[Event]) -> list[Event]:
    """One event for each first word of a trigger, in the order of the text."""
    first: dict[int, Event] = {}
    for event in events:
        first.setdefault(event.start, event)
    return [first[start] for start in sorted(first)]


def occurrences(
    text: str, phrase: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where a phrase stands, whatever the white space; whole words before parts of words."""
    parts = [re.escape(p) for p in phrase.split()]
    if not parts:
        return
    pattern = re.compile(r"\s+".join(parts))
    found = [m.span() for m in pattern.finditer(text, start, len(text) if end is None else end)]
    whole = [
        (a, b) for a, b in found if not (text[a - 1 : a].isalnum() or text[b : b + 1].isalnum())
    ]
    yield from whole or found


def _words(reading: Reading, span: tuple[int, int]) -> tuple[int, int] | None:
    """The words that a stretch of the text touches, as (first, past the last)."""
    low = bisect.bisect_right(reading.words, span[0], key=lambda w: w.end)
    high = bisect.bisect_left(reading.words, span[1], key=lambda w: w.start)
    return (low, high) if low < high else None


def _distance(reading: Reading, words: tuple[int, int], home: tuple[int, int]) -> tuple[int, int]:
    """The trigger's own sentence first, then the text before it, then the text after it."""
    sentence, own = reading.sentence_of[words[0]], reading.sentence_of[home[0]]
    order = 0 if sentence == own else 1 if sentence < own else 2
    return order, abs(words[0] - home[0])
