"""Linking on real news: pairs of claims of two articles, labelled as one event or two by reading.

    crosswire run ../shared/data/articles --db coded.db
    python -m bench.linking_news --db coded.db

PAIRS holds claims by their document, the offset of their trigger and their type; each with claims
of other documents that tell of the ``same`` event, and of an ``other``. They were drawn where the
linker of the time was least sure, so that the figures are far below those over all claims, and no
pair is easy. A pair whose claims the database lacks, since a later model coded them otherwise, is
left out and counted. The baseline is one event per day (the article's own where none is told),
place and type.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crosswire.rows import ClaimRow
from crosswire.store import Store

PAIRS = Path(__file__).parent / "news_pairs.jsonl"
Key = tuple[Any, ...]


def pairs() -> Iterator[tuple[Key, Key, bool]]:
    """Two claims, and whether they tell of one event."""
    for line in PAIRS.read_text("utf-8").splitlines():
        row = json.loads(line)
        for name, same in (("same", True), ("other", False)):
            yield from ((tuple(row["claim"]), tuple(other), same) for other in row[name])


def day_place_type(row: ClaimRow) -> str:
    """What a count of events by day, place and type would take for one."""
    when = row.resolution.date
    day = when.start if when else row.article.published_at
    return repr((day, sorted(place.name for place in row.resolution.places), row.claim.type))


def score(of: Mapping[Key, str | None]) -> dict[str, Counter[tuple[bool, bool]]]:
    """By source, and for all: how many pairs are the same, and are told to be so by ``of``."""
    found: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for a, b, same in pairs():
        if a in of and b in of:
            for group in (str(a[0]).partition("-")[0], "all"):
                found[group][same, of[a] == of[b]] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--db", type=Path, required=True, help="the shared articles, coded")
    with Store.open(parser.parse_args().db, create=False) as store:
        rows = {
            (row.article.source_id, row.claim.trigger.start, row.claim.type.value): row
            for row in store.claims_view()
        }
    asked = list(pairs())
    there = sum(a in rows and b in rows for a, b, _ in asked)
    print(f"{there} of {len(asked)} pairs are of claims that the database has")
    print(f"{'':34}{'pairs':>6}{'same':>6}{'P':>8}{'R':>8}{'F1':>8}")
    for name, of in (
        ("day, place, type", {key: day_place_type(row) for key, row in rows.items()}),
        ("crosswire", {key: row.incident_id for key, row in rows.items()}),
    ):
        for group, told in sorted(score(of).items()):
            right, wrong, missed = told[True, True], told[False, True], told[True, False]
            precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
            f1 = 2 * right / max(2 * right + wrong + missed, 1)
            print(
                f"{name:18}{group:16}{told.total():6}{right + missed:6}"
                f"{precision:8.3f}{recall:8.3f}{f1:8.3f}"
            )


if __name__ == "__main__":
    main()
