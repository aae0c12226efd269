"""Incidents: which claims tell of one event, how independent they are, which id they keep."""

from __future__ import annotations

from crosswire.incidents.agreement import key_of
from crosswire.incidents.control import (
    HOLDING,
    MOVED,
    control,
    is_repeated,
    says_the_same,
    state_of_day,
    tells_control,
)
from crosswire.incidents.corroborate import anchors_of, corroborate, provisional_id
from crosswire.incidents.link import Bond, bonds, explain, link
from crosswire.incidents.registry import Registered, assign, find_holders, resolve_id
from crosswire.incidents.relink import AROUND, Relinked, nearest, relink, unit_days
from crosswire.incidents.telling import Telling, join_tellings

__all__ = [
    "AROUND",
    "HOLDING",
    "MOVED",
    "Bond",
    "Registered",
    "Relinked",
    "Telling",
    "anchors_of",
    "assign",
    "bonds",
    "control",
    "corroborate",
    "explain",
    "find_holders",
    "is_repeated",
    "join_tellings",
    "key_of",
    "link",
    "nearest",
    "provisional_id",
    "relink",
    "resolve_id",
    "says_the_same",
    "state_of_day",
    "tells_control",
    "unit_days",
]
