"""The model's files, and the one sentence for each that is missing or damaged."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from crosswire.claims.model.errors import ModelError

DATA = resources.files("crosswire.claims.model").joinpath("data")


def content(name: str) -> bytes:
    """A file's bytes. Raises ModelError where it is missing."""
    try:
        return DATA.joinpath(name).read_bytes()
    except OSError:
        raise fault(name, "missing") from None


def values(name: str) -> dict[str, Any]:
    """A JSON file's object. Raises ModelError where it is missing or damaged."""
    try:
        found = json.loads(content(name))
    except ValueError:
        raise fault(name, "damaged") from None
    if not isinstance(found, dict):
        raise fault(name, "damaged")
    return found


def fault(name: str, state: str) -> ModelError:
    """What to do about a file of this state."""
    return ModelError(
        f"The claim model's file {DATA.joinpath(name)} is {state}: install crosswire again, or code"
        " with the simple coder by --extractor rules."
    )
