"""Linking within and across articles on ECB+, a public corpus of event coreference.

    python -m bench.ecb [--ecb ../shared/data/ecb/ecb.zip] [--split test] [--errors N]

ECB+ (Cybulska and Vossen 2014) marks which mentions of events in 976 short news texts on 43 topics
tell of one event. Few of them are on conflict, none was trained on, and the texts come without a
day and with their tokens apart. Each topic, which has texts on two events that are alike, is given
a day of publishing, as the news comes in by days; ``--undated`` leaves it out. The texts are coded
and linked as any folder is; the claims whose trigger is on a marked mention are then compared with
the corpus: B-cubed over those claims, beside what is customary to compare with, one event per head
lemma and topic.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.linking import b_cubed
from crosswire import pipeline
from crosswire.rows import ClaimRow
from crosswire.store import Store

Mention = dict[str, Any]
Keys = dict[str, str]  # claim id -> event
SPLITS = ("train", "dev", "test")
FIRST_DAY, APART = date(2010, 1, 1), 60  # of the first topic, and days from one topic to the next


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the corpus: its words between single spaces, and where its mentions stand."""

    topic: str
    words: str
    mentions: Sequence[tuple[int, int, Mention]]


def read_corpus(path: Path, splits: Sequence[str]) -> dict[str, Text]:
    """The texts by their names, of these splits."""
    by_text: dict[str, list[Mention]] = defaultdict(list)
    with zipfile.ZipFile(path) as file:
        for split in splits:
            for mention in json.loads(file.read(f"ecb/{split}/Event_gold_mentions.json")):
                by_text[mention["doc_id"].removesuffix(".xml")].append(mention)
    return {name: _text(mentions) for name, mentions in sorted(by_text.items())}


def _text(mentions: Sequence[Mention]) -> Text:
    told = mentions[0]["mention_context"]  # in one part of the corpus a list written as words
    tokens = ast.literal_eval(told) if isinstance(told, str) else told
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    found = []
    for mention in mentions:
        first, last = min(mention["tokens_number"]), max(mention["tokens_number"])
        found.append((starts[first], starts[last] + len(tokens[last]), mention))
    return Text(mentions[0]["topic_id"], " ".join(tokens), sorted(found, key=lambda m: m[:2]))


def code(texts: dict[str, Text], *, dated: bool) -> list[ClaimRow]:
    """The claims of the texts with the incidents that they were linked to, all topics at once."""
    vocabulary, gazetteer = pipeline.open_knowledge()
    with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "ecb.db") as store:
        folder = Path(name) / "texts"
        folder.mkdir()
        for key, text in texts.items():
            day = FIRST_DAY + timedelta(days=APART * int(re.sub(r"\D", "", text.topic)))
            record = {
                "id": key,
                "text": text.words,
                "published": day.isoformat() if dated else None,
            }
            (folder / f"{key}.json").write_text(json.dumps(record), encoding="utf-8")
        pipeline.run(store, [folder], vocabulary=vocabulary, gazetteer=gazetteer)
        return list(store.claims_view())


def marked(
    claims: Sequence[ClaimRow], texts: dict[str, Text]
) -> Iterator[tuple[ClaimRow, Mention]]:
    """The claims whose trigger is on a marked mention, each with that mention."""
    for row in claims:
        text, trigger = texts[row.article.source_id], row.claim.trigger
        shift = row.article.text.find(text.words[:40])
        on = (
            mention
            for start, end, mention in text.mentions
            if start < trigger.end - shift and trigger.start - shift < end
        )
        mention = next(on, None)
        if mention:
            yield row, mention


def report(found: Sequence[tuple[ClaimRow, Mention]], texts: dict[str, Text]) -> None:
    """B-cubed of the linker's incidents, and of what it is compared with."""
    gold = {row.claim.id: f"{m['topic_id']} {m['coref_chain']}" for row, m in found}
    rows = {
        "each claim alone": {row.claim.id: row.claim.id for row, _ in found},
        "topic and head lemma": {
            row.claim.id: f"{m['topic_id']} {m['mention_head_lemma'].lower()}" for row, m in found
        },
        "topic and type": {row.claim.id: f"{m['topic_id']} {row.claim.type}" for row, m in found},
        "crosswire": {row.claim.id: row.incident_id or "" for row, _ in found},
    }
    marks = sum(len(text.mentions) for text in texts.values())
    print(f"{len(texts)} texts, {marks} mentions marked; {len(gold)} claims on one of them, "
          f"{len(set(gold.values()))} events")  # fmt: skip
    print(f"  {'':22}{'P':>8}{'R':>8}{'F1':>8}{'inflation':>11}")
    for name, keys in rows.items():
        inflation = len(set(keys.values())) / len(set(gold.values()))
        figures = "".join(f"{value:8.3f}" for value in b_cubed(gold, keys))
        print(f"  {name:22}{figures}{inflation:11.3f}")


def show_errors(found: Sequence[tuple[ClaimRow, Mention]], number: int) -> None:
    """Incidents that hold claims on several events, and events in several incidents."""
    by: dict[str, Callable[[tuple[ClaimRow, Mention]], str]] = {
        "wrong": lambda pair: pair[0].incident_id or "",
        "missed": lambda pair: pair[1]["coref_chain"],
    }
    for (title, of), other in zip(by.items(), reversed(by.values()), strict=True):
        groups: dict[str, list[tuple[ClaimRow, Mention]]] = defaultdict(list)
        for pair in found:
            groups[of(pair)].append(pair)
        torn = [group for group in groups.values() if len({other(pair) for pair in group}) > 1]
        print(f"{title}: {len(torn)}")
        for group in sorted(torn, key=len, reverse=True)[:number]:
            for row, mention in sorted(group, key=lambda pair: str(other(pair))):
                where = ", ".join(place.name for place in row.resolution.places)
                print(f"   {mention['coref_chain'][-8:]:9}{(row.incident_id or '')[-6:]:7}"
                      f"{row.article.source_id:12} {row.claim.type[:14]:15}[{where}] "
                      f"{row.claim.quote.quote[:100]}")  # fmt: skip
            print()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--ecb", type=Path, default=Path("../shared/data/ecb/ecb.zip"))
    parser.add_argument("--split", action="append", choices=SPLITS)
    parser.add_argument("--undated", action="store_true", help="without days of publishing")
    parser.add_argument("--errors", type=int, default=0, help="print up to N of each kind")
    args = parser.parse_args()
    if not args.ecb.is_file():
        sys.exit(f"ecb.py: no corpus at {args.ecb}; give its zip file with --ecb")
    texts = read_corpus(args.ecb, args.split or SPLITS)
    found = list(marked(code(texts, dated=not args.undated), texts))
    report(found, texts)
    show_errors(found, args.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
