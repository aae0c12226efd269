"""`crosswire gazetteer`: the places that a user adds, and what is made of a name."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from crosswire.cli.printing import err, out, print_json, transfer
from crosswire.cli.settings import ADDED, AsJson, Country, GazetteerFolder, Quiet
from crosswire.gazetteers import ListError, Shelf, Shelved, download
from crosswire.gazetteers.explaining import Candidate, explain
from crosswire.gazetteers.geocode import geocode
from crosswire.records import Place

app = typer.Typer(
    help="The places that you add to the built-in ones, and why a name is this place.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
MATCHED = ("name", "gazetteer_id", "latitude", "longitude", "admin1", "country", "where_prec",
           "reason")  # fmt: skip
SHOWN = 12  # candidates of a name
Mirror = Annotated[
    str,
    typer.Option(help="Where GeoNames' country dumps are fetched from."),
]


@app.command()
def add(
    what: Annotated[
        str,
        typer.Argument(
            help="A file (GeoNames dump, Who's On First table or SQLite, your own CSV), or a "
            "country's two letters, whose GeoNames dump is then fetched."
        ),
    ],
    name: Annotated[str | None, typer.Option("--as", help="What to call the list.")] = None,
    country: Country = None,
    mirror: Mirror = download.MIRROR,
    gazetteer: GazetteerFolder = ADDED,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Add a list of places; one of the same name is put in its place."""
    path, shelf = Path(what), Shelf(gazetteer)
    fetched = download.is_country(what) and not path.exists()
    if fetched:
        path = _fetched(what.upper(), mirror, gazetteer, quiet or as_json)
        name = name or f"geonames-{what.lower()}"
    shelved = shelf.add(path, name, country)
    if fetched:
        path.unlink()  # the list holds all of it
    if as_json:
        print_json(_plain(shelved))
    elif not quiet:
        own = "; it wins over the other lists" if shelved.own else ""
        err.print(f"added {shelved.name}: {shelved.places:,} places, {shelved.names:,} names{own}")


@app.command("list")
def list_(gazetteer: GazetteerFolder = ADDED, as_json: AsJson = False) -> None:
    """The lists that you added, the one that wins first."""
    lists = Shelf(gazetteer).lists()
    if as_json:
        print_json([_plain(each) for each in lists])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("list", "places", "names", "added", "from", "credit"):
        table.add_column(head, justify="right" if head in ("places", "names") else "left")
    for each in lists:
        counts = (f"{each.places:,}", f"{each.names:,}")
        table.add_row(each.name, *counts, each.added, each.origin, each.credit)
    out.print(table if lists else f"No lists were added; they would stand in {gazetteer}.")


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="A list, as `crosswire gazetteer list` names it.")],
    gazetteer: GazetteerFolder = ADDED,
    quiet: Quiet = False,
) -> None:
    """Take a list away; its file is deleted."""
    Shelf(gazetteer).remove(name)
    if not quiet:
        err.print(f"removed {name}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A place's name, in any spelling.")],
    text: Annotated[str, typer.Option(help="The text that the name stands in.")] = "",
    gazetteer: GazetteerFolder = ADDED,
    as_json: AsJson = False,
) -> None:
    """Why this place? What a name is taken for, and all that it might mean."""
    opened = Shelf(gazetteer).open()
    told = explain(opened, name, text)
    if as_json:
        rows = [_row(each) for each in told.candidates]
        print_json({"text": name, **_match(told.place), "candidates": rows})
        return
    place = told.place
    where = ", ".join(filter(None, (place.name, place.admin1, place.country)))
    chosen = f"{where} (precision {place.where_prec})" if place.kind != "unknown" else "no place"
    out.print(f"{name}: {chosen}. {place.reason}\n")
    for each in told.candidates[:SHOWN]:
        row = _row(each)
        named = ", ".join(filter(None, (row["name"], row["admin1"], row["country"])))
        at = f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else ""
        out.print(Text.assemble((f"{row['score']:6.2f}  ", "bold"), f"{named}  ", (at, "dim")))
        out.print(Text(f"        {row['gazetteer_id']}: {row['why']}", "dim"))
    if len(told.candidates) > SHOWN:
        out.print(f"and {len(told.candidates) - SHOWN} more; --json has them all")


@app.command()
def match(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV table.")],
    name: Annotated[str, typer.Option(help="The column of the places' names.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it.")],
    country: Annotated[str | None, typer.Option(help="The column of the country.")] = None,
    admin1: Annotated[str | None, typer.Option(help="The column of the first-order unit.")] = None,
    gazetteer: GazetteerFolder = ADDED,
    quiet: Quiet = False,
) -> None:
    """Geocode a table: its rows as they are, with the match of each beside them."""
    opened = Shelf(gazetteer).open()
    with file.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        heads = list(reader.fieldnames or ())
        for column in filter(None, (name, country, admin1)):
            if column not in heads:
                raise ListError(f'{file} has no column "{column}"; it has {", ".join(heads)}.')
        added = [f"match_{k}" if k in heads else k for k in MATCHED]
        columns = [c for c in (name, admin1, country) if c]
        rows = found = 0
        with output.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow([*heads, *added])
            for row in reader:
                rows += 1
                place = geocode(opened, *((row[c] or "").strip() for c in columns))
                found += bool(place and place.where_prec < 4)
                values = _match(place) if place else {}
                writer.writerow([*(row[h] for h in heads), *(values.get(k) for k in MATCHED)])
    if not quiet:
        err.print(f"wrote {output}; {found:,} of {rows:,} rows stand at a point or near it")


def _fetched(country: str, mirror: str, folder: Path, quiet: bool) -> Path:
    with transfer(quiet, f"fetching {country} from GeoNames") as on_progress:
        return download.country(country, folder, mirror, on_progress)


def _plain(shelved: Shelved) -> dict[str, Any]:
    return {**asdict(shelved), "path": str(shelved.path)}


def _match(place: Place) -> dict[str, Any]:
    return {key: getattr(place, key) for key in MATCHED}


def _row(each: Candidate) -> dict[str, Any]:
    entry = each.entry
    return {
        "score": round(each.score, 2),
        "name": entry.name,
        "feature": entry.feature,
        "admin1": each.unit or None,
        "country": entry.country,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "gazetteer_id": entry.gazetteer_id,
        "why": each.why,
    }
