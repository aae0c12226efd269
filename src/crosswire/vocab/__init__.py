"""The codebook as data: event types, actors, outlets and agencies, each row with examples."""

from crosswire.vocab.loading import load
from crosswire.vocab.rows import (
    Actor,
    EventTypeRow,
    Example,
    Outlet,
    Refinement,
    VocabularyError,
)
from crosswire.vocab.vocabulary import Vocabulary

__all__ = [
    "Actor",
    "EventTypeRow",
    "Example",
    "Outlet",
    "Refinement",
    "Vocabulary",
    "VocabularyError",
    "load",
]
