"""Invented states of control for the tests of the report, on the made-up incidents."""

from dataclasses import replace
from datetime import date

from made_up_incidents import all_incidents
from made_up_rows import EL_FASHER, KUPIANSK, MARAA, OMDURMAN, SARAQIB

from crosswire.records import Control, ControlState

HOSTILE = replace(
    MARAA,
    name="<script>alert(2)</script>",
    gazetteer_id=None,
    latitude=None,
    longitude=None,
    admin1=None,
)


def state(
    place, day, kind, holder=None, holder_id=None, incidents=(), origins=("Orontes Monitor",)
):
    return ControlState(
        place,
        date(2031, *day),
        kind,
        holder,
        holder_id,
        tuple(incidents),
        tuple(origins),
        f"{kind}, per {' and '.join(origins)}",
    )


def all_states():
    """Every kind of state, in the week of the made-up incidents and before it."""
    first, second = (row.incident.id for row in all_incidents()[:2])
    brigade, army = ("Shamal Brigade", "shamal-brigade"), ("Syrian Arab Army", "syrian-army")
    return [
        state(MARAA, (2, 1), Control.CLAIMED, *army, ["inc_before"]),
        state(MARAA, (2, 20), Control.CLAIMED, *brigade, ["inc_gone"]),
        state(MARAA, (3, 5), Control.HELD, *army, [first, second, "inc_gone"]),
        state(SARAQIB, (3, 4), Control.CONTESTED, incidents=[second]),
        state(KUPIANSK, (3, 6), Control.UNKNOWN),
        state(EL_FASHER, (3, 8), Control.HELD, "<b>Rapid</b> | Forces", None, [first]),
        state(OMDURMAN, (3, 30), Control.HELD, *army),
        state(HOSTILE, (3, 7), Control.CLAIMED, *brigade, origins=["<i>Someone</i>"]),
    ]
