"""The settings, in one table: environment variables and the options that every command takes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crosswire.pipeline import CODERS
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
    Setting("CROSSWIRE_VOCABULARY", "the folder of your own vocabulary files", "its own folder"),
    Setting("CROSSWIRE_GAZETTEER", "the folder of the places that you added", "its own folder"),
    Setting("CROSSWIRE_LLM_MODEL", "the language model of `--extractor llm`", ""),
    Setting("CROSSWIRE_LLM_URL", "the address of its server, such as http://localhost:8080/v1", ""),
    Setting("CROSSWIRE_LLM_CACHE", "the file of its replies", "crosswire-llm.db"),
    Setting("CROSSWIRE_LLM_TIMEOUT", "seconds that one reply may take", "300"),
    Setting("OPENAI_API_KEY", "the key that is sent to its server", "none"),
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
ADDED = Path(typer.get_app_dir("crosswire")) / "gazetteer"
OWN_VOCABULARY = ADDED.with_name("vocabulary")  # to which the workbench adds names


def _own_vocabulary(given: Path | None) -> Path | None:
    return given or (OWN_VOCABULARY if OWN_VOCABULARY.is_dir() else None)


VocabularyFolder = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        envvar="CROSSWIRE_VOCABULARY",
        exists=True,
        file_okay=False,
        callback=_own_vocabulary,
        help="Folder with your own actors/*.yaml, aliases.yaml and outlets.yaml; your rows win.",
    ),
]
GazetteerFolder = Annotated[
    Path,
    typer.Option(
        "--gazetteer",
        envvar="CROSSWIRE_GAZETTEER",
        file_okay=False,
        show_default=False,
        help="Folder of the places that you added with `crosswire gazetteer add`.",
    ),
]
LLM = "llm"
# The names are the coders' own, so no type checker can list them.
CoderName = StrEnum("CoderName", [(name.upper(), name) for name in CODERS])  # type: ignore[misc]
AnyCoderName = StrEnum("AnyCoderName", [(name.upper(), name) for name in (*CODERS, LLM)])  # type: ignore[misc]
OwnExtractor = Annotated[
    CoderName,
    typer.Option("--extractor", help="What codes: the trained model, or the simple rules."),
]
Extractor = Annotated[
    AnyCoderName,
    typer.Option(
        "--extractor",
        help="What codes: the trained model, the simple rules, or a language model on a server "
        "that you name, which is sent the articles.",
    ),
]
BY_MODEL, BY_ANY_MODEL = CoderName("model"), AnyCoderName("model")
LlmModel = Annotated[
    str,
    typer.Option("--model", envvar="CROSSWIRE_LLM_MODEL", help="llm: the language model's name."),
]
LlmUrl = Annotated[
    str,
    typer.Option(
        "--base-url",
        envvar="CROSSWIRE_LLM_URL",
        help="llm: its OpenAI-compatible server, such as http://localhost:8080/v1.",
    ),
]
LlmCache = Annotated[
    Path,
    typer.Option(
        "--llm-cache",
        envvar="CROSSWIRE_LLM_CACHE",
        dir_okay=False,
        help="llm: the file of its replies; none is asked for twice.",
    ),
]
LlmTimeout = Annotated[
    float,
    typer.Option(
        "--llm-timeout",
        envvar="CROSSWIRE_LLM_TIMEOUT",
        min=1,
        help="llm: seconds that one reply may take.",
    ),
]
PriceIn = Annotated[
    float | None,
    typer.Option("--price-in", min=0, help="llm: the price of a million tokens sent."),
]
PriceOut = Annotated[
    float | None,
    typer.Option("--price-out", min=0, help="llm: the price of a million tokens replied."),
]
Yes = Annotated[
    bool,
    typer.Option("--yes", "-y", help="llm: ask the model without asking you first."),
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
