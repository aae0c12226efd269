"""What a person does at the workbench: decide, take back, make a claim.

Every decision is appended to what is stored, and the incidents that it concerns are derived anew at
once, so that the next page shows them. ``follow`` says what is concerned. It leaves behind what a
rebuild of everything would derive; the next ``run`` or ``rebuild`` still does that, since what it
derives from has changed.
"""

from crosswire.desk.bonds import why_one
from crosswire.desk.decision import Decision
from crosswire.desk.desk import Desk
from crosswire.desk.follow import Followed, follow
from crosswire.desk.lists import Lists
from crosswire.desk.scene import Pending
from crosswire.desk.taking import Taken, take_up

__all__ = [
    "Decision",
    "Desk",
    "Followed",
    "Lists",
    "Pending",
    "Taken",
    "follow",
    "take_up",
    "why_one",
]
