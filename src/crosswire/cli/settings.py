"""The settings, in one table: environment variables and the options that every command takes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crosswire.records import EventType, Grade, Status
from crosswire.rows import Filters


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable, what it stands for, and what holds where it is not set."""

    variable: str
    meaning: str
    default: str


SETTINGS = (
    Setting("CROSSWIRE_DB", "the database: an SQLite file or a postgresql:// URL", "crosswire.db"),
    Setting("CROSSWIRE_VOCABULARY", "a folder of your own actors/*.yaml and outlets.yaml", ""),
    Setting("CROSSWIRE_GOLD", "the coded documents that `make gate` also checks", "../shared/gold"),
)

# Kept from phoning home: their libraries would otherwise report that they were used.
QUIET = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}


def keep_quiet() -> None:
    """Switch the telemetry of dependencies off, before any of them is imported."""
    os.environ.update(QUIET)


Database = Annotated[
    str,
    typer.Option("--db", envvar="CROSSWIRE_DB", help="SQLite file or postgresql:// URL."),
]
VocabularyFolder = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        envvar="CROSSWIRE_VOCABULARY",
        exists=True,
        file_okay=False,
        help="Folder with your own actors/*.yaml and outlets.yaml; your rows win.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors alone.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Where to write it.")]
Since = Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD.")]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-2, such as SY.")]
Type = Annotated[EventType | None, typer.Option("--type", help="One event type.")]
MinGrade = Annotated[Grade | None, typer.Option(help="This grade and the better ones.")]
StatusOf = Annotated[Status | None, typer.Option("--status", help="One status.")]


def filters(
    since: str | None,
    until: str | None,
    country: str | None,
    rest: tuple[EventType | None, Grade | None, Status | None],
) -> Filters:
    """The filters of an export or a report, checked."""
    kind, grade, status = rest
    return Filters(
        _day(since, "--since"),
        _day(until, "--until"),
        _country(country),
        kind,
        grade,
        status,
    )


def _day(text: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f'"{text}" is not a day; write it as YYYY-MM-DD, such as 2017-04-05'
        raise typer.BadParameter(message, param_hint=option) from None


def _country(code: str | None) -> str | None:
    if code and not (len(code) == 2 and code.isalpha()):
        message = f'"{code}" is not a country code; write two letters, such as SY'
        raise typer.BadParameter(message, param_hint="--country")
    return code.upper() if code else None
