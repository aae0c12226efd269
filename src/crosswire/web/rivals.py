"""What an incident's claims disagree on: each version, who tells it, and in which claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crosswire.records import Disagreement, Origin
from crosswire.rows import IncidentRow

CLAIMS = 3  # of one version that are linked


@dataclass(frozen=True, slots=True)
class Version:
    """A value, the origins that tell it, and the claims that can be read for it."""

    value: str
    who: tuple[str, ...]
    claim_ids: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Rival:
    """A field and its versions, as the incident has them."""

    field: str
    versions: tuple[Version, ...]


def rivals(row: IncidentRow) -> list[Rival]:
    """The disagreements of an incident."""
    names = {each: origin for origin in row.incident.origins for each in origin.claim_ids}
    return [_rival(found, names) for found in row.incident.disagreements]


def _rival(found: Disagreement, names: Mapping[str, Origin]) -> Rival:
    versions = []
    for version in found.versions:
        who = dict.fromkeys(names[each].name for each in version.claim_ids if each in names)
        ids = version.claim_ids
        value = version.value.replace("_", " ")
        versions.append(Version(value, tuple(who), ids[:CLAIMS], len(ids[CLAIMS:])))
    return Rival(found.field.replace("_", " "), tuple(versions))
