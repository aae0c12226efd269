"""What commands print: tables and sentences for people, one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table
from rich.text import Text

from crosswire.records import Dropped, Grade, Incident, Span, Status, Toll
from crosswire.rows import ClaimRow, IncidentRow

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)

COLOURS = {
    Grade.ESTABLISHED: "green",
    Grade.CONTESTED: "magenta",
    Grade.FAIR: "cyan",
    Grade.WEAK: "yellow",
}
LONG_NAME = 50  # characters: more than half a terminal's line
SHOWN_DROPS = 12  # of what was refused; the database keeps them all


def print_json(value: Any) -> None:
    """One JSON object on standard output."""
    out.print_json(json.dumps(value, ensure_ascii=False, default=str))


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """A progress bar on standard error with counts and rate; nothing where it is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=err, transient=True, disable=quiet) as bar:
        yield bar


@contextmanager
def transfer(quiet: bool, what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar for a download: bytes, rate, and the time that is left."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(),
               TransferSpeedColumn(), TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=err, transient=True, disable=quiet) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def counts_table(rows: Iterable[tuple[str, Any, str]]) -> Table:
    """A summary: what, how many, and what that means."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column()
    table.add_column(style="dim")
    for name, number, note in rows:
        table.add_row(f"{number:,}" if isinstance(number, int) else str(number), name, note)
    return table


def drops(dropped: Iterable[Dropped]) -> RenderableType:
    """What was refused, why, and what to do about it."""
    listed = list(dropped)
    lines = [
        Text.assemble(
            (f"{_short(each.record_id)}  ", "bold"), f"{each.reason} ", (each.hint, "dim")
        )
        for each in listed[:SHOWN_DROPS]
    ]
    if len(listed) > SHOWN_DROPS:
        lines.append(Text(f"and {len(listed) - SHOWN_DROPS} more, kept in the database", "dim"))
    return Group(*lines)


def _short(name: str) -> str:
    """A long path by its last two parts; the database keeps the whole."""
    parts = Path(name).parts
    return name if len(name) <= LONG_NAME or len(parts) < 3 else str(Path("…", *parts[-2:]))


def headline(incident: Incident) -> str:
    """An incident in one line: what, where, when and who."""
    kind = incident.type.replace("_", " ")
    where = f" at {incident.place.name}" if incident.place and incident.place.name else ""
    when = f", {_days(incident)}" if incident.date else ""
    return f"{kind}{where}{when}{_between(incident)}"


def _days(incident: Incident) -> str:
    assert incident.date
    start, end = incident.date.start, incident.date.end
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


def _between(incident: Incident) -> str:
    doers = ", ".join(dict.fromkeys(party.name for party in incident.side_a))
    targets = ", ".join(dict.fromkeys(party.name for party in incident.side_b))
    return "; " + " → ".join(filter(None, (doers, targets))) if doers or targets else ""


def best_supported(rows: Iterable[IncidentRow], most: int = 5) -> list[IncidentRow]:
    """The incidents that happened with the best grade, the most origins, the most articles."""
    happened = [r for r in rows if r.incident.status in (Status.OCCURRED, Status.ONGOING)]
    grades = list(Grade)

    def rank(row: IncidentRow) -> tuple[int, int, int, str]:
        incident = row.incident
        known = sum(origin.known for origin in incident.origins)
        return grades.index(incident.grade), -known, -incident.articles, incident.id

    return sorted(happened, key=rank)[:most]


def incident_lines(row: IncidentRow) -> RenderableType:
    """Grade, headline, id and reason of an incident."""
    incident = row.incident
    grade = Text.assemble(
        (incident.grade.value, COLOURS[incident.grade]), f"  {headline(incident)}"
    )
    details = Text.assemble((incident.reason, ""), (f"\n{incident.id}", "dim"))
    return Group(grade, Padding(details, (0, 0, 1, 4)))


def toll(number: Toll) -> str:
    """A casualty range: "killed 12 to 31, best 28 (civilian)"."""
    ends = [str(each) for each in (number.low, number.high) if each is not None]
    span = " to ".join(dict.fromkeys(ends)) or "number not given"
    if number.low is not None and number.high is None:
        span = f"at least {number.low}"
    best = f", best {number.best}" if number.best is not None and len(set(ends)) > 1 else ""
    return f"{number.outcome} {span}{best} ({number.who})"


def evidence(row: ClaimRow) -> Text:
    """A claim's sentence with its trigger marked, who says it, and where."""
    claim, article = row.claim, row.article
    speaker = claim.speaker.words.quote if claim.speaker else "the outlet itself"
    text = Text.assemble((f"{claim.status} ", "bold"), marked(claim.quote, claim.trigger), "\n")
    origin = f"{speaker}, in {article.outlet or 'an unknown outlet'}, {article.anchor_date or ''}"
    return text.append(f"— {origin}  {article.source_id}  {claim.id}", "dim")


def marked(quote: Span, trigger: Span) -> Text:
    """A quote with the words of its trigger underlined."""
    at = trigger.start - quote.start
    text = Text(quote.quote)
    text.stylize("bold underline", at, at + len(trigger.quote))
    return text


def fail(message: str) -> None:
    """An error, in one sentence, on standard error."""
    err.print(f"[red]crosswire:[/red] {escape(message)}")
