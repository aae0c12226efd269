"""`crosswire serve`: the workbench at an address of this machine, with a key for this start."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from crosswire.cli.printing import fail, out
from crosswire.cli.settings import (
    ADDED,
    OWN_VOCABULARY,
    AsJson,
    Database,
    GazetteerFolder,
    Quiet,
    VocabularyFolder,
)
from crosswire.cli.summary import json_line
from crosswire.exports.acled import sub_event_namer
from crosswire.exports.lookups import Lookups
from crosswire.gazetteers.suggesting import suggest, suggest_units
from crosswire.store import Store

HOST = "127.0.0.1"
PORT = 8765
QUIET: dict[str, Any] = {"log_level": "warning", "access_log": False, "server_header": False}


def serve(
    db: Database = "crosswire.db",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of this machine; 0 takes a free one.")
    ] = PORT,
    browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the address in your browser.")
    ] = True,
    vocabulary: VocabularyFolder = None,
    gazetteer: GazetteerFolder = ADDED,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Map, timeline and review in your browser, for this machine alone; Ctrl+C ends it."""
    import uvicorn

    from crosswire.desk import Desk, Lists
    from crosswire.web import Keys, Site, create_app

    with Store.open(db, create=False) as store:
        lists = Lists(vocabulary or OWN_VOCABULARY, gazetteer)
        rows, places = lists.read()
        listener = _listen(port)
        bound = int(listener.getsockname()[1])
        # Asked anew each time: its vocabulary and gazetteer grow while it is open.
        desk: Any = Desk(store, vocabulary=rows, gazetteer=places, lists=lists)
        site = Site(
            store=store,
            desk=desk,
            keys=Keys(bound),
            title=Path(store.where).name,
            lookups=lambda: _lookups(store, desk.vocabulary),
            find_places=lambda words, most: suggest(desk.gazetteer, words, most),
            find_units=lambda words, land: suggest_units(desk.gazetteer, words, land),
            find_actors=lambda words, most: _actors(desk.vocabulary, words, most),
        )
        address = f"http://{HOST}:{bound}/enter?token={site.keys.token}"
        if as_json:
            print(json_line({"address": address}), flush=True)  # a line: this command goes on
        elif not quiet:
            out.print(f"The workbench is open at\n\n  {address}\n\nCtrl+C ends it.", soft_wrap=True)
        if browser and not as_json:
            webbrowser.open(address)
        if desk.outdated():  # by another version of Crosswire, or with other places
            site.jobs.start("The run", "the start", desk.run_again)
        app = create_app(site, [f"{name}:{bound}" for name in (HOST, "localhost")])
        uvicorn.Server(uvicorn.Config(app, **QUIET)).run(sockets=[listener])


def _listen(port: int) -> Any:
    """A port of this machine, listened to. Ends the command where it is taken.

    Whoever opens the address from now on waits, and is not refused.
    """
    import uvicorn

    try:
        bound = uvicorn.Config("", host=HOST, port=port, log_config=None).bind_socket()
        bound.listen()
        return bound
    except SystemExit:
        fail(f"port {port} of this machine is taken: give another with --port")
        raise typer.Exit(2) from None


def _lookups(store: Store, rows: Any) -> Lookups:
    namer = sub_event_namer(rows.event_types, rows.actors)
    return Lookups(namer, rows.actors, tuple(store.registry_view()))


def _actors(rows: Any, words: str, most: int) -> list[dict[str, Any]]:
    found = rows.actors_like(words, most)
    return [{"id": a.id, "name": a.name, "kind": a.kind, "country": a.country} for a in found]
