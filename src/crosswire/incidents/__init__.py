"""Incidents: which claims tell of one event, how independent they are, which id they keep."""

from __future__ import annotations

from crosswire.incidents.control import control
from crosswire.incidents.corroborate import anchors_of, corroborate
from crosswire.incidents.link import explain, link
from crosswire.incidents.registry import Registered, assign, resolve_id
from crosswire.incidents.telling import Telling, join_tellings

__all__ = [
    "Registered",
    "Telling",
    "anchors_of",
    "assign",
    "control",
    "corroborate",
    "explain",
    "join_tellings",
    "link",
    "resolve_id",
]
