"""What a run did, in a person's words."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.progress import Progress, TaskID
from rich.text import Text

from crosswire.cli.printing import best_supported, counts_table, incident_lines
from crosswire.pipeline import PlaceFound, RunSummary
from crosswire.records import Status
from crosswire.store import Store

STEPS = {
    "code": "coding articles",
    "resolve": "finding places and actors",
    "link": "linking claims",
}


def follow(bar: Progress) -> Callable[[str, int, int | None], None]:
    """A progress callback for the pipeline: one bar a step, with counts and rate."""
    tasks: dict[str, TaskID] = {}
    began: dict[str, float] = {}

    def on_progress(step: str, done: int, total: int | None) -> None:
        if step not in tasks:
            tasks[step] = bar.add_task(STEPS[step], total=total, rate="")
            began[step] = time.monotonic()
        seconds = max(time.monotonic() - began[step], 0.01)
        rate = f"{done / seconds:,.0f} a second" if done else ""
        bar.update(tasks[step], completed=done, total=total, rate=rate)

    return on_progress


def of_run(done: RunSummary, store: Store) -> RenderableType:
    """The counts of a run and of the database after it."""
    totals = done.totals
    refused = sum(done.dropped.values())
    rows = [
        ("documents", totals["documents"], f"{done.new} new, {done.known} seen before"),
        ("articles", totals["articles"], f"{refused} refused now" if refused else ""),
        ("stories", totals["stories"], "texts that were copied, or that credit an agency"),
        ("copies", _copies(store), "articles that repeat another's text"),
        ("claims", totals["claims"], "events, each as one speaker tells it"),
        ("incidents", totals["incidents"], "what the claims tell of, each counted once"),
    ]
    if totals.get("waiting"):
        rows.append(("waiting", totals["waiting"], "decisions that no longer fit a claim"))
    return counts_table(rows)


def _copies(store: Store) -> int:
    """How many articles repeat a text that is another's, or an agency's that is not here."""
    shared = (row for row in store.stories_view() if len(row.articles) > 1)
    return len({a.id for row in shared for a in row.articles if a.id != row.story.origin_article})


def best(store: Store) -> RenderableType:
    """The five best supported incidents with their reasons, and what has not happened."""
    rows = list(store.incidents_view())
    found = best_supported(rows)
    if not found:
        return Text("No incident is told as having happened.", "dim")
    to_come = sum(row.incident.status in (Status.PLANNED, Status.HYPOTHETICAL) for row in rows)
    denied = sum(row.incident.status == Status.DENIED for row in rows)
    kept_apart = f"Kept apart: {to_come} only planned, threatened or feared; {denied} denied."
    listed = [incident_lines(row) for row in found]
    return Group(Text("\nBest supported", "bold"), *listed, Text(kept_apart))


def whereabouts(database: Path, page: Path, written: Sequence[Path]) -> RenderableType:
    """Where the results lie, and what to try next."""
    files = ", ".join(dict.fromkeys(str(path) for path in written))
    lines = [
        f"\nReport    {page}   (open it in a browser)",
        f"Exports   {files}",
        f"Database  {database}",
        f"\nNext: crosswire show ID --db {database}, or crosswire run YOUR-FOLDER/",
    ]
    return Group(*(Text(line) for line in lines))


def plain(value: Any) -> Any:
    """A record, or a mapping of records, as values that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def json_line(value: Any) -> str:
    """A value as one line of JSON."""
    return json.dumps(plain(value), ensure_ascii=False, default=str)


def place_line(found: PlaceFound) -> str:
    """A toponym as a line of `crosswire places`."""
    place = found.place
    words = place.words
    row: dict[str, Any] = {"doc_id": found.doc_id, "text": words.quote}
    row |= {"start": words.start, "end": words.end}
    names = (
        "name",
        "gazetteer_id",
        "latitude",
        "longitude",
        "country",
        "admin1",
        "where_prec",
        "reason",
        "extent",
        "disputed",
    )
    return json_line(row | {name: getattr(place, name) for name in names})
