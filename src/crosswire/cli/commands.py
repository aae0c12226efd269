"""Every command of `crosswire`, in the order of its help."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group

from crosswire import evaluate as scoring
from crosswire import exports, pipeline
from crosswire.cli import judging, summary
from crosswire.cli import llm as asking
from crosswire.cli import show as showing
from crosswire.cli.coded import code
from crosswire.cli.gazetteer import app as gazetteer_commands
from crosswire.cli.printing import drops, err, fail, out, print_json, progress
from crosswire.cli.serve import serve
from crosswire.cli.settings import (
    ADDED,
    BY_ANY_MODEL,
    BY_MODEL,
    LLM,
    AsJson,
    Country,
    Database,
    Extractor,
    GazetteerFolder,
    LlmCache,
    LlmModel,
    LlmTimeout,
    LlmUrl,
    MinGrade,
    Output,
    OwnExtractor,
    PriceIn,
    PriceOut,
    Quiet,
    Since,
    StatusOf,
    Type,
    Until,
    VocabularyFolder,
    Yes,
    filters,
)
from crosswire.exports import report as reports
from crosswire.exports.acled import sub_event_namer
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import TABLES
from crosswire.pipeline import RunSummary
from crosswire.records import Dropped
from crosswire.rows import Filters
from crosswire.store import Store, StoreError

app = typer.Typer(
    help="Conflict news in, a graded incident dataset out. Nothing leaves this machine, unless you "
    "name a server by --extractor llm.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
app.add_typer(gazetteer_commands, name="gazetteer")
app.add_typer(judging.app, name="import")
DATABASE = "crosswire.db"
DEMO_FOLDER = Path("crosswire-demo")
# The names are the exports' own, so no type checker can list them.
WhatName = StrEnum("WhatName", [(name.upper(), name) for name in TABLES])  # type: ignore[misc]
FormatName = StrEnum("FormatName", [(n.upper(), n) for n in exports.EXPORTERS])  # type: ignore[misc]
What = Annotated[WhatName, typer.Argument(help="Which rows.")]
Format = Annotated[FormatName, typer.Option("--format", "-f", help="Which format.")]
Paths = Annotated[list[str], typer.Argument(help='Files and folders; "-" is standard input.')]


def main() -> None:
    """Run the command line; every expected failure is one sentence on standard error."""
    try:
        app()
    except (StoreError, ValueError, OSError, *pipeline.ERRORS) as error:
        fail(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        fail("stopped; what was coded is kept, and the same command goes on from there")
        sys.exit(2)


@app.command()
def demo(
    into: Annotated[Path, typer.Option(help="Folder for the database, exports and report.")] = (
        DEMO_FOLDER
    ),
    quiet: Quiet = False,
) -> None:
    """Code the bundled example corpus end to end, and say where to look."""
    into.mkdir(parents=True, exist_ok=True)
    dispatches, vocabulary = pipeline.example()
    with Store.open(into / DATABASE) as store:
        done = _run(store, [str(dispatches)], pipeline.open_knowledge(vocabulary), quiet)
        lookups = _lookups(store, vocabulary)
        written = [
            *_export(store, "incidents", "csv", into / "incidents.csv", lookups),
            *_export(store, "incidents", "geojson", into / "incidents.geojson", lookups),
            *_export(store, "claims", "jsonl", into / "claims.jsonl", lookups),
        ]
        title = "Crosswire's example: invented dispatches"
        page = _write_report(store, Filters(), into / "report.html", title)
        if not quiet:
            out.print(Group(summary.of_run(done, store), drops(store.dropped_view())))
            out.print(summary.best(store))
            out.print(summary.whereabouts(into / DATABASE, page, written))


@app.command()
def run(
    paths: Paths,
    db: Database = DATABASE,
    vocabulary: VocabularyFolder = None,
    gazetteer: GazetteerFolder = ADDED,
    strict: Annotated[bool, typer.Option(help="Exit with 1 where anything was refused.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that code.")] = None,
    extractor: Extractor = BY_ANY_MODEL,
    model: LlmModel = "",
    base_url: LlmUrl = "",
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    yes: Yes = False,
    llm_cache: LlmCache = asking.CACHE,
    llm_timeout: LlmTimeout = asking.SECONDS,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read files and folders, code them, and rebuild what is derived; safe to repeat."""
    coder: str | asking.Consent = extractor.value
    if extractor == LLM:
        made = pipeline.llm.LlmCoder(model, base_url, llm_cache, llm_timeout)
        coder = asking.Consent(made, (price_in, price_out), yes, quiet)
    with Store.open(db) as store:
        silent = quiet or as_json
        knowledge = pipeline.open_knowledge(vocabulary, gazetteer)
        done = _run(store, paths, knowledge, silent, workers=workers, coder=coder)
        if as_json:
            print_json(asdict(done))
        elif not quiet:
            out.print(summary.of_run(done, store))
            if done.dropped:
                out.print(drops(store.dropped_view()))
            if done.failed:
                out.print(drops(done.failed))
            out.print(summary.best(store))
    if strict and (done.dropped or done.failed):
        raise typer.Exit(1)


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(help="Addresses of RSS or Atom feeds.")],
    every: Annotated[int, typer.Option(min=1, help="Minutes between two looks.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also feeds of this machine or its network.")
    ] = False,
    extractor: OwnExtractor = BY_MODEL,
    db: Database = DATABASE,
    vocabulary: VocabularyFolder = None,
    gazetteer: GazetteerFolder = ADDED,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Follow RSS and Atom feeds: this opens connections to their addresses, and no others."""
    rows, places = pipeline.open_knowledge(vocabulary, gazetteer)
    knowledge: dict[str, Any] = {"vocabulary": rows, "gazetteer": places, "coder": extractor}
    with Store.open(db) as store:
        while True:
            done = pipeline.watch(store, feeds, allow_private=allow_private, **knowledge)
            if as_json:
                print_json(asdict(done))
            elif not quiet:
                out.print(summary.of_run(done, store), drops(store.dropped_view()))
            if once:
                return
            time.sleep(every * 60)


@app.command()
def export(
    what: What,
    form: Format,
    output: Output = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    type_: Type = None,
    min_grade: MinGrade = None,
    status: StatusOf = None,
    db: Database = DATABASE,
    vocabulary: VocabularyFolder = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Write articles, stories, claims, incidents, control, judgements or examples to a file.

    Examples are the articles that a person reviewed, with their claims, to train or score a coder.
    """
    wanted = filters(since, until, country, (type_, min_grade, status))
    target = output or Path(f"{what.value}.{exports.ENDINGS.get(form.value, form.value)}")
    with Store.open(db, create=False) as store:
        written = _export(
            store, what.value, form.value, target, _lookups(store, vocabulary), wanted
        )
    if as_json:
        print_json({"written": written})
    elif not quiet:
        err.print(f"wrote {', '.join(str(path) for path in written)}")


@app.command()
def show(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An incident, claim or article.")],
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Print one incident, claim or article with its evidence."""
    with Store.open(db, create=False) as store:
        found = showing.find(store, wanted)
    if found is None:
        raise ValueError(f'nothing in {db} has the id "{wanted}"; `crosswire export` lists ids')
    record, printable = found
    if as_json:
        print_json(summary.plain(record))
    else:
        out.print(printable())


@app.command()
def report(
    output: Output = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    type_: Type = None,
    min_grade: MinGrade = None,
    status: StatusOf = None,
    title: Annotated[str, typer.Option(help="The report's title.")] = "Situation report",
    db: Database = DATABASE,
    quiet: Quiet = False,
) -> None:
    """Write the situation report: HTML, or Markdown where the file's name ends in .md."""
    wanted = filters(since, until, country, (type_, min_grade, status))
    with Store.open(db, create=False) as store:
        path = _write_report(store, wanted, output or Path("report.html"), title)
    if not quiet:
        err.print(f"wrote {path}")


app.command()(serve)


@app.command()
def places(
    paths: Paths,
    form: Annotated[str, typer.Option("--format", "-f", help="jsonl alone.")] = "jsonl",
    output: Output = None,
    gazetteer: GazetteerFolder = ADDED,
) -> None:
    """Only the toponyms of texts: span, match, coordinates, precision, and why."""
    if form != "jsonl":
        raise ValueError(f'places are written as jsonl alone, not as "{form}"')
    rows, opened = pipeline.open_knowledge(added=gazetteer)
    with output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout) as file:
        for found in pipeline.places(paths, vocabulary=rows, gazetteer=opened):
            if isinstance(found, Dropped):
                err.print(drops([found]))
            else:
                print(summary.place_line(found), file=file)


@app.command()
def evaluate(
    docs: Annotated[Path, typer.Option(help="Folder of documents, ID.json or ID.txt.")],
    gold: Annotated[Path, typer.Option(help="Folder of coded claims, ID.json.")],
    against: Annotated[Path | None, typer.Option(help="An earlier result to compare with.")] = None,
    output: Output = None,
    vocabulary: VocabularyFolder = None,
    gazetteer: GazetteerFolder = ADDED,
    extractor: Extractor = BY_ANY_MODEL,
    model: LlmModel = "",
    base_url: LlmUrl = "",
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    yes: Yes = False,
    llm_cache: LlmCache = asking.CACHE,
    llm_timeout: LlmTimeout = asking.SECONDS,
    as_json: AsJson = False,
) -> None:
    """Score Crosswire's claims against gold, and say which documents got better or worse."""
    if extractor == LLM:
        made = pipeline.llm.LlmCoder(model, base_url, llm_cache, llm_timeout)
        consent = asking.Consent(made, (price_in, price_out), yes, quiet=False)
        coded = code(docs, vocabulary, made, consent.before_coding, gazetteer)
    else:
        coded = code(docs, vocabulary, extractor.value, added=gazetteer)
    if coded.failed:
        err.print(drops(coded.failed))
    result = scoring.evaluate(docs, gold, coded.lines)
    if output:
        output.write_text(summary.json_line(result) + "\n", encoding="utf-8")
    if as_json:
        print_json(summary.plain(result))
        return
    print(scoring.table(result))
    if against:
        print(scoring.compared(against, result))


def _run(
    store: Store,
    paths: list[str],
    knowledge: tuple[Any, Any],
    quiet: bool,
    *,
    workers: int | None = None,
    coder: str | asking.Consent = "model",
) -> RunSummary:
    rows, gazetteer = knowledge
    with progress(quiet) as bar:
        consent = replace(coder, bar=bar) if isinstance(coder, asking.Consent) else None
        return pipeline.run(
            store,
            paths,
            vocabulary=rows,
            gazetteer=gazetteer,
            workers=workers,
            coder=coder if isinstance(coder, str) else coder.coder,
            before_coding=consent.before_coding if consent else None,
            on_progress=summary.follow(bar),
        )


def _lookups(store: Store, vocabulary: Path | None) -> Lookups:
    rows, _ = pipeline.open_knowledge(vocabulary)
    namer = sub_event_namer(rows.event_types, rows.actors)
    return Lookups(namer, rows.actors, tuple(store.registry_view()))


def _export(
    store: Store, what: str, form: str, path: Path, lookups: Lookups, wanted: Filters | None = None
) -> list[Path]:
    rows: Iterable[Any]
    if what in judging.DECIDED:
        rows = judging.decided(store, what, form)
    else:
        rows = getattr(store, f"{what}_view")(wanted or Filters())
    return exports.EXPORTERS[form](what, rows, path, lookups)


def _write_report(store: Store, wanted: Filters, path: Path, title: str) -> Path:
    render = reports.markdown if path.suffix.lower() == ".md" else reports.render
    text = render(
        store.incidents_view(wanted),
        title=title,
        period=(wanted.since, wanted.until),
        dropped=store.dropped_view(),
        control=store.control_view(replace(wanted, since=None)),
        generated=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
    )
    path.write_text(text, encoding="utf-8")
    return path
