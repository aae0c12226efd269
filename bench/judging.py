"""How long one decision takes until all pages show it, among 200,000 incidents.

    python -m bench.judging --db FILE [--incidents 200000 --claims 1000000] [--check]

FILE is filled as by ``bench.web`` where it is not there yet. Each thing that a person does is done
on incidents drawn at random and on some of the largest, and taken back; the median and the longest
are printed. ``--check`` fails where a median is over 300 ms.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

from bench.many_incidents import as_derived_by, fill
from crosswire import pipeline
from crosswire.desk import Decision, Desk
from crosswire.records import Verdict
from crosswire.rows import IncidentCard, IncidentRow, Order, Search
from crosswire.store import Store

MOST = 300  # milliseconds
DRAWN, LARGE = 12, 4  # incidents
NAME = "Bench"
Act = tuple[str, Callable[[], Decision]]


def incidents(store: Store, seed: int) -> Iterator[tuple[IncidentRow, IncidentRow]]:
    """Pairs of incidents: some drawn at random from pages here and there, then the largest."""
    rng, cards = random.Random(seed), list[IncidentCard]()
    for order in (Order.NEWEST, Order.OLDEST, Order.GRADE):
        cards += store.incident_cards(Search(), order, size=500).rows
    drawn = rng.sample(cards, 2 * DRAWN)
    drawn += sorted(cards, key=lambda card: -card.claims)[: 2 * LARGE]
    rows = [row for card in drawn if (row := store.incident(card.id))]
    yield from zip(rows[::2], rows[1::2], strict=False)


def acts(desk: Desk, row: IncidentRow, other: IncidentRow) -> Iterator[Act]:
    """What a person does with an incident."""
    claim = row.claims[-1].claim
    one = [claim.id]
    numbers = json.dumps([{"words": claim.trigger.quote, "outcome": "killed", "low": 7}])
    yield "accept", lambda: desk.judge(Verdict.ACCEPT, one, NAME)
    yield "reject", lambda: desk.judge(Verdict.REJECT, one, NAME)
    for field, value in (("casualties", numbers), ("status", "denied"), ("date", "2032-03-04")):
        yield (
            field,
            lambda f=field, v=value: desk.judge(  # type: ignore[misc]
                Verdict.EDIT, one, NAME, field=f, value=v
            ),
        )
    two = [one[0], other.claims[0].claim.id]
    yield "join", lambda: desk.judge(Verdict.SAME, two, NAME)
    if len(row.claims) > 1:
        yield "part", lambda: desk.judge(Verdict.NOT_SAME, one, NAME)
    told = {"type": "displacement", "status": "occurred"}
    for name, span in (("quote", claim.quote), ("trigger", claim.trigger)):
        told |= {f"{name}_start": str(span.start), f"{name}_end": str(span.end)}
    yield "make a claim", lambda: desk.add_claim(row.claims[-1].article.id, told, NAME)


def measure(store: Store, desk: Desk, seed: int) -> dict[str, list[float]]:
    """Milliseconds of each thing that is done, and of taking it back."""
    took: dict[str, list[float]] = defaultdict(list)
    for row, other in incidents(store, seed):
        for name, act in acts(desk, row, other):
            began = time.perf_counter()
            done = act()
            took[name].append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            desk.retract(done.undo, NAME)
            took["take back"].append((time.perf_counter() - began) * 1000)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--db", required=True, help="an SQLite file, or a postgresql:// URL")
    parser.add_argument("--incidents", type=int, default=200_000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0, help="claims are made anew by another one")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    vocabulary, gazetteer = pipeline.open_knowledge()
    with Store.open(args.db) as store:
        if not store.counts()["incidents"]:
            fill(store, args.incidents, args.claims)
        as_derived_by(store, vocabulary, gazetteer)
        desk = Desk(store, vocabulary=vocabulary, gazetteer=gazetteer)
        took = measure(store, desk, args.seed)
    for name, each in took.items():
        print(f"{name:16}{statistics.median(each):8.0f} ms, longest{max(each):6.0f} ms")
    slow = [name for name, each in took.items() if statistics.median(each) > MOST]
    if slow and args.check:
        sys.exit(f"Too slow: {', '.join(slow)}.")


if __name__ == "__main__":
    main()
