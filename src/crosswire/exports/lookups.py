"""What the exports must know beside their rows: the facts of actors and of countries.

Exports import records alone, so the vocabulary comes in as an argument: its actors have the
attributes of ``ActorFacts`` and its event types those of ``EventTypeFacts``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Protocol

from crosswire.records import Claim, Resolution
from crosswire.rows import RegistryRow


class ActorFacts(Protocol):
    """What an export asks of an actor; ``inter`` is ACLED's actor type, 1 to 8."""

    @property
    def name(self) -> str:
        """Its name as exports print it."""
        ...

    @property
    def kind(self) -> str:
        """What it is: government, military, armed_group, civilians ..."""
        ...

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 code of its state, where it has one."""
        ...

    @property
    def inter(self) -> int:
        """ACLED's actor type, 1 to 8."""
        ...


class EventTypeFacts(Protocol):
    """What an export asks of a row of event types: its ACLED sub-event type for a detail."""

    def sub_event(self, detail: str | None = None) -> str:
        """The ACLED sub-event type for a detail; an unknown one adds nothing."""
        ...


def no_sub_event(claim: Claim, resolution: Resolution) -> str:
    """The ACLED sub-event type where no vocabulary was given: unknown, so empty."""
    return ""


@dataclass(frozen=True, slots=True)
class Lookups:
    """Arguments of every exporter; the defaults know nothing and leave their columns empty.

    ``acled_sub_event`` names a claim's ACLED sub-event type (``acled.sub_event_namer`` makes one),
    ``actors`` are the vocabulary's by id, ``registry`` the published incident ids, from which the
    ``acled`` and ``ucdp`` exports tell what was merged or withdrawn.
    """

    acled_sub_event: Callable[[Claim, Resolution], str] = no_sub_event
    actors: Mapping[str, ActorFacts] = field(default_factory=dict)
    registry: Sequence[RegistryRow] = ()

    def actor(self, actor_id: str | None) -> ActorFacts | None:
        """The facts of an actor, or None where the roster does not know it."""
        return self.actors.get(actor_id) if actor_id else None


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the code lists of others.

    ``iso`` is ISO 3166-1 numeric, ``gw`` the state number of Gleditsch and Ward that UCDP uses.
    """

    iso: int | None
    name: str
    acled_region: str
    gw: int | None
    ucdp_region: str


@cache
def countries() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-2 code, from ``data/countries.csv``."""
    text = files("crosswire.exports").joinpath("data/countries.csv").read_text(encoding="utf-8")
    return {
        row["country"]: Country(
            _number(row["iso"]),
            row["name"],
            row["acled_region"],
            _number(row["gw"]),
            row["ucdp_region"],
        )
        for row in csv.DictReader(text.splitlines())
    }


UNKNOWN_COUNTRY = Country(None, "", "", None, "")


def country(code: str | None) -> Country:
    """The country of an alpha-2 code; an unknown code keeps its letters as the name."""
    if not code:
        return UNKNOWN_COUNTRY
    return countries().get(code, Country(None, code, "", None, ""))


def _number(text: str) -> int | None:
    return int(text) if text else None
