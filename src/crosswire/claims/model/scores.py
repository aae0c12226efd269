"""What the network says of a window's words, and the order in which it says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.claims.model.site import Told
from crosswire.claims.model.windows import Window
from crosswire.records import Status, Who

Floats = NDArray[np.float32]
ROLES = ("side_a", "side_b", "place", "date", "count", "speaker")
MARKS = 3  # of each role: inside its words, at their beginning, at their end
STATUSES, CLASSES = tuple(Status), tuple(Who)


@dataclass(frozen=True)
class Scores:
    """Probabilities for one window of ``w`` words, of which ``t`` may begin an event."""

    trigger: Floats  # (w, 2): an event's trigger begins here, goes on here
    count: Floats  # (w, outcomes + classes): of people whose count begins here
    columns: NDArray[np.int64]  # (t,): the words that may begin an event
    type: Floats  # (t, types)
    status: Floats  # (t, statuses)
    roles: Floats  # (t, w, MARKS * roles)

    def told(self, row: int) -> Told:
        """What is said of the words for the event of a row."""
        places = self.roles[:, :, MARKS * ROLES.index("place")]
        return Told(
            self.roles[row],
            self.trigger[:, 0],
            np.delete(places, row, 0),
            np.delete(self.columns, row),
        )


Score = Callable[[Window, float], Scores]
