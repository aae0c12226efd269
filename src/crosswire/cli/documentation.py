"""The text of ``docs/cli.md``, written from the commands and settings themselves.

python -m crosswire.cli.documentation docs/cli.md
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer
from typer.models import ArgumentInfo

from crosswire.cli.commands import app
from crosswire.cli.settings import ADDED, SETTINGS

HEAD = """\
# Commands

Written from the code by `python -m crosswire.cli.documentation docs/cli.md`; a test fails where it
is out of date. Exit codes: 0 done; 1 done, but `--strict` was given and something was refused;
2 not done, with one sentence on standard error that says what to do.

## Settings

| variable | meaning | default |
| --- | --- | --- |
"""
TABLE = "| option | meaning | default |\n| --- | --- | --- |\n"


def text() -> str:
    """The whole page."""
    settings = [f"| `{s.variable}` | {s.meaning} | {_code(s.default)} |\n" for s in SETTINGS]
    return HEAD + "".join(settings) + "".join(_sections(app, "crosswire"))


def _sections(commands: typer.Typer, name: str) -> Iterator[str]:
    for each in commands.registered_commands:
        if each.callback:
            yield _section(f"{name} {each.name or each.callback.__name__}", each.callback)
    for group in commands.registered_groups:
        if group.typer_instance:
            yield from _sections(group.typer_instance, f"{name} {group.name}")


def _section(name: str, command: Callable[..., Any]) -> str:
    hints = get_type_hints(command, include_extras=True)
    parameters = inspect.signature(command).parameters.values()
    rows = [_row(each, *get_args(hints[each.name])) for each in parameters]
    return f"\n## {name}\n\n{inspect.getdoc(command)}\n\n{TABLE}{''.join(rows)}"


def _row(parameter: inspect.Parameter, kind: Any, info: Any) -> str:
    kinds = [each for each in (kind, *get_args(kind)) if inspect.isclass(each)]
    enums = [each for each in kinds if issubclass(each, Enum)]
    choices = ", ".join(each.value for each in enums[0]) if enums else ""
    meaning = f"{info.help} One of {choices}." if choices else info.help
    return f"| {_names(parameter.name, info)} | {meaning} | {_default(parameter.default)} |\n"


def _names(name: str, info: Any) -> str:
    if isinstance(info, ArgumentInfo):
        return _code(str(info.metavar or name).upper())
    # Inside Annotated there is no default, and typer keeps the first name in its place.
    named = [each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str)]
    return ", ".join(map(_code, named or [f"--{name.replace('_', '-')}"]))


def _default(value: Any) -> str:
    if value in (None, False, inspect.Parameter.empty, ADDED):  # a folder of this machine
        return ""
    return _code(str(value))


def _code(words: str) -> str:
    return f"`{words}`" if words else ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
