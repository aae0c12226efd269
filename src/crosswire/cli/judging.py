"""`crosswire import`, and which rows `crosswire export` writes of what people decided."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group

from crosswire import pipeline
from crosswire.cli.printing import drops, out, print_json, progress
from crosswire.cli.settings import ADDED, AsJson, Database, GazetteerFolder, Quiet, VocabularyFolder
from crosswire.cli.summary import follow
from crosswire.desk import take_up
from crosswire.store import Store

DECIDED = ("judgements", "examples")  # what no filter applies to
app = typer.Typer(help="Take up what people decided in another database.", no_args_is_help=True)


@app.command("judgements")
def take(
    file: Annotated[
        str, typer.Argument(help='What `crosswire export judgements -f jsonl` wrote; "-" is stdin.')
    ],
    db: Database = "crosswire.db",
    vocabulary: VocabularyFolder = None,
    gazetteer: GazetteerFolder = ADDED,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Add the judgements and hand-made claims of a file, and derive all that follows from them."""
    rows, places = pipeline.open_knowledge(vocabulary, gazetteer)
    lines = _lines(file)
    with Store.open(db, create=False) as store:
        taken = take_up(store, lines)
        with progress(quiet or as_json) as bar:
            pipeline.rebuild(store, vocabulary=rows, gazetteer=places, on_progress=follow(bar))
        waiting = store.counts()["waiting"]
    if as_json:
        print_json({**asdict(taken), "waiting": waiting})
    elif not quiet:
        out.print(
            Group(
                f"{taken.new} judgements are new, {taken.known} were here before,"
                f" {taken.retracted} of them are taken back now; {taken.claims} claims made by hand"
                f" are new; {waiting} in all wait for review.",
                drops(taken.left_out),
            )
        )


def _lines(file: str) -> list[str]:
    if file == "-":
        return list(sys.stdin)
    with Path(file).open(encoding="utf-8") as opened:
        return list(opened)


def decided(store: Store, what: str, form: str) -> Iterable[Any]:
    """What people decided, or what it teaches: whole, whatever an export filters by.

    As JSON Lines judgements come with the claims that people made, for ``import``.
    """
    if what == "examples":
        return store.examples_view()
    made = store.made_view() if form == "jsonl" else ()
    return chain(store.judgements_view(), made)
