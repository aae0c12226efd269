"""What people decided, applied to what the coder made: rejections, edits, and persons' claims.

A judgement holds on to words of a document, not to a claim's id, so that it attaches again to what
a later cleaner and coder make of the same document. Nothing is overwritten: the claims given stay
as they are, the claims returned are what they read as now.
"""

from crosswire.judgements.attach import PERSON, move
from crosswire.judgements.decide import Decided, decide
from crosswire.judgements.edit import EDITABLE, OF_INCIDENT, UnfitError, amend, change
from crosswire.judgements.links import constrain

__all__ = [
    "EDITABLE",
    "OF_INCIDENT",
    "PERSON",
    "Decided",
    "UnfitError",
    "amend",
    "change",
    "constrain",
    "decide",
    "move",
]
