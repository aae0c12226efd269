"""How fast the workbench is on 200,000 incidents and a million claims: its views and its pages.

    python -m bench.web --db FILE [--incidents 200000 --claims 1000000] [--part pages] [--check]

FILE is filled with made-up news first where it is not there yet, which takes some minutes; give the
same FILE again to measure alone. Each view is called a few times, and the best of the times is
printed: the database is then in memory, as it is for whoever works with it. Two thirds of a page's
half second are the page's own, so that a view has 150 ms, and the columns of the map 400.
Pages are asked for over HTTP, and filters are changed in a real browser: see ``bench.web_pages``.
``--check`` fails where one takes longer.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench import web_pages
from bench.many_incidents import COUNTRIES, fill
from crosswire import records as r
from crosswire.rows import Need, Order, Review, Search
from crosswire.store import Derived, Store

VIEW, MAP = 150, 400  # milliseconds
TIMES = 4
View = tuple[str, Callable[[], Any], int]  # name, call, milliseconds that it may take


def searches(store: Store) -> dict[str, Search]:
    """Searches as people make them, with names that this database has."""
    place = store.suggest_places("", 40)
    actor, free = store.suggest_actors("", 5)[0], store.suggest_actors("the", 30)[-1]
    outlet = store.suggest_outlets("", 30)
    some = next(store.incident_rows(Search(since=date(2031, 6, 1), until=date(2031, 6, 1))))
    word = some.claims[0].claim.quote.quote.split()
    first, last = date(2032, 3, 1), date(2032, 3, 31)
    return {
        "everything": Search(),
        "a month": Search(first, last),
        "a year of one country": Search(date(2032, 1, 1), date(2032, 12, 31), COUNTRIES[0]),
        "two types": Search(types=(r.EventType.SHELLING, r.EventType.AIR_STRIKE)),
        "a rare type": Search(types=(r.EventType.SIEGE,)),
        "good grades": Search(grades=(r.Grade.ESTABLISHED, r.Grade.FAIR)),
        "disputed, 3 origins": Search(responsibility=r.Responsibility.DISPUTED, min_origins=3),
        "ten killed": Search(min_killed=10),
        "a box": Search(bbox=(0.0, 0.0, 25.0, 25.0)),
        "the commonest actor": Search(actor=actor.id or ""),
        "words of a party": Search(actor=free.name),
        "the commonest outlet": Search(outlet=outlet[0].name),
        "a rare outlet": Search(outlet=outlet[-1].name),
        "a place": Search(place=place[0].name),
        "the first letter of a place": Search(place=place[-1].name[0]),
        "a common word": Search(text=word[0]),
        "three words": Search(text=" ".join(word[:3])),
        "one letter": Search(text=word[1][0]),
        "accepted": Search(review=Review.ACCEPTED),
        "nothing": Search(text="nowhere to be found"),
        "all at once": Search(
            first,
            last,
            types=(r.EventType.SHELLING, r.EventType.ARMED_CLASH),
            bbox=(-20.0, -40.0, 130.0, 60.0),
            min_origins=2,
            text=word[0],
        ),
    }


def views(store: Store) -> Iterator[View]:
    """Every view, with every search where it takes one."""
    for name, search in searches(store).items():
        yield from _of_search(store, name, search)
    far = store.incident_cards(Search(), Order.OLDEST, size=50).after or ""
    for order in Order:
        first = store.incident_cards(Search(), order, size=5000)
        after = first.after or ""
        yield f"page 100, {order}", _call(store.incident_cards, Search(), order, after), VIEW
    yield "page 2, oldest", _call(store.incident_cards, Search(), Order.OLDEST, far), VIEW
    yield from _of_one(store)
    yield from _of_lists(store)


def _call(function: Callable[..., Any], *given: Any) -> Callable[[], Any]:
    return lambda: function(*given)


def _of_search(store: Store, name: str, search: Search) -> Iterator[View]:
    yield f"cards, {name}", _call(store.incident_cards, search), VIEW
    yield f"cards by casualties, {name}", _call(_by(store, Order.CASUALTIES), search), VIEW
    yield f"facets, {name}", _call(store.facets, search), VIEW
    yield f"days, {name}", _call(store.days, search), VIEW
    yield f"marks as JSON, {name}", _call(store.marks_json, search), MAP
    yield f"articles, {name}", _call(store.article_cards, search), VIEW


def _by(store: Store, order: Order) -> Callable[[Search], Any]:
    return lambda search: store.incident_cards(search, order)


def _of_one(store: Store) -> Iterator[View]:
    cards = store.incident_cards(Search(), Order.GRADE, size=2000).rows
    largest = max(cards, key=lambda card: card.claims).id
    row = store.incident(largest)
    assert row is not None, "the queue names an incident that is not there"
    claims = [claim.claim.id for claim in row.claims]
    article = row.claims[0].article
    shared = store.article_cards(Search(outlet=article.outlet or ""), size=200).rows
    copied = next(card.id for card in shared if card.stories)
    page = store.article(copied)
    assert page, "an article of the list is not there"
    yield f"incident of {len(claims)} claims", _call(store.incident, largest), VIEW
    yield "judgements of its claims", _call(store.judgements_of, claims), VIEW
    yield "article", _call(store.article, copied), VIEW
    yield "document", _call(store.document_content, article.document_id), VIEW
    yield "story", _call(store.story, page.stories[0].story.id), VIEW
    yield "registered", _call(store.registered, largest), VIEW
    changed = Derived(incidents=[row.incident])
    yield "put in place again", _call(store.replace_incidents, changed, [largest]), VIEW


def _of_lists(store: Store) -> Iterator[View]:
    yield "queue", store.queue, VIEW
    for need in Need:
        yield f"queue, {need}", _call(store.queue, need), VIEW
    yield "queue, page 40", _call(store.queue, None, store.queue(size=2000).after), VIEW
    yield "queue item", _call(store.queue_item, store.queue(size=1).rows[0].id), VIEW
    yield "queue counts", store.queue_counts, VIEW
    yield "outlets", store.outlets_page, VIEW
    yield "outlet", _call(store.outlet, store.outlets_page(size=1).rows[0].name), VIEW
    yield "speakers", store.speakers_page, VIEW
    yield "suggest actors", _call(store.suggest_actors, "ba"), VIEW
    yield "suggest outlets", _call(store.suggest_outlets, "po"), VIEW
    yield "suggest places", _call(store.suggest_places, "ba"), VIEW
    yield "runs", store.runs_page, VIEW
    yield "arrivals", store.arrivals, VIEW
    yield "dropped", store.dropped_page, VIEW
    yield "dropped counts", store.dropped_counts, VIEW
    yield "control of a box", _call(store.control_of, "", (0.0, 0.0, 25.0, 25.0)), VIEW
    yield "counts", store.counts, VIEW


def milliseconds(call: Callable[[], Any]) -> tuple[float, float]:
    """The best of some calls, and the best of the time that the processor spent on one of them.

    The second is what it takes where the machine has nothing else to do, but for what is read from
    the disk.
    """
    taken, spent = [], []
    for _ in range(TIMES):
        began, busy = time.perf_counter(), time.process_time()
        call()
        taken.append(time.perf_counter() - began)
        spent.append(time.process_time() - busy)
    return 1000 * min(taken), 1000 * min(spent)


def measure(store: Store, only: str) -> list[str]:
    """Print each view's time; the views that take too long."""
    slow = []
    for name, call, most in views(store):
        if only not in name:
            continue
        took, busy = milliseconds(call)
        late = took > most
        told = f"{name:48}{took:8.1f} ms, busy {busy:6.1f}"
        print(f"{told}  over {most}" if late else told, flush=True)
        slow += [name] if late else []
    return slow


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--db", required=True, help="an SQLite file, or a postgresql:// URL")
    parser.add_argument("--incidents", type=int, default=200_000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="measure the views with these words alone")
    parser.add_argument("--part", choices=("views", "pages"), help="one of both alone")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    with Store.open(args.db) as store:
        if not store.counts()["incidents"]:
            began = time.perf_counter()
            fill(store, args.incidents, args.claims)
            print(f"filled in {time.perf_counter() - began:.0f} s")
        if Path(args.db).exists():
            print(f"{Path(args.db).stat().st_size / 2**20:.0f} MiB; {store.counts()}")
        slow = measure(store, args.only) if args.part != "pages" else []
        wanted = searches(store)
    if args.part != "views":
        slow += web_pages.measure(args.db, wanted, args.only)
    if slow and args.check:
        sys.exit(f"Too slow: {', '.join(slow)}.")


if __name__ == "__main__":
    main()
