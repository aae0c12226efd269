"""The rows of the vocabulary: what an actor, an outlet and an event type are."""

from dataclasses import dataclass
from datetime import date

from crosswire.records import EventType

ACTOR_KINDS = frozenset(
    {"government", "military", "armed_group", "militia", "monitor", "rescue", "international"}
    | {"agency", "civilians", "party"}
)
OUTLET_KINDS = frozenset({"outlet", "agency"})
# The parts of a state and of its people that words such as "Syrian army" or "the police" name.
BRANCHES = frozenset(
    {"government", "military", "air_force", "navy", "police", "civilians", "protesters", "rioters"}
)


class VocabularyError(ValueError):
    """A row that cannot be read; the message says which file, which row, and what to change."""


@dataclass(frozen=True, slots=True)
class Example:
    """Words that must resolve to the row that gives them, with the country and day they need."""

    text: str
    country: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of a war, or a voice on it.

    ``aliases`` name it anywhere. ``local`` words name it only where the event, or the nation that
    the words tell, is one of ``where`` (by default its own country): "the rebels", "the coalition".
    ``exact`` words name it only as the whole phrase; ``metonyms`` among them are places that stand
    for it ("Moscow"). ``branch`` is the part of its state that it is: "the Syrian army" reaches it.
    ``inter`` is ACLED's code: 1 state forces, 2 rebels, 3 political and 4 identity militias,
    5 rioters, 6 protesters, 7 civilians, 8 external and other forces. ``succeeds`` is the actor
    whose names it took over on the day ``start``; ``end`` is the last day of its life.
    """

    id: str
    name: str
    kind: str
    side: tuple[str, ...] = ()
    country: str | None = None
    inter: int = 8
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    branch: str | None = None
    succeeds: str | None = None
    start: date | None = None
    end: date | None = None
    examples: tuple[Example, ...] = ()

    @property
    def homes(self) -> tuple[str | None, ...]:
        """The countries in which its ``local`` words name it."""
        return self.where or (self.country,)

    def lived(self, on: date) -> bool:
        """Whether the actor existed, under this name, on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name, as reports write it, of the ``actor`` of this id that another row holds.

    A ``local`` one names it only where its own ``local`` words do. It belongs to that actor alone,
    whoever else bears it there; of two rows for the same words the later one counts.
    """

    words: str
    actor: str
    local: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A country, from which the rows of its government, forces, police and people are made.

    ``nations`` are its demonyms and its other names, as they stand before "army": "Syrian".
    """

    state: str
    name: str
    nations: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    military: str | None = None
    air_force: str | None = None
    side: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: an outlet, or a news agency that others reprint.

    ``sides`` are the sides of wars whose line it is documented to follow, as slugs of actors;
    ``documented`` says in a few words where its owner and its side are on record.
    """

    id: str
    name: str
    kind: str
    owner: str
    country: str | None = None
    state_controlled: bool = False
    sides: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    documented: str = ""


@dataclass(frozen=True, slots=True)
class Refinement:
    """A detail of a claim that makes another ACLED sub-event type of its event type."""

    detail: str
    acled_type: str
    acled: str
    definition: str


@dataclass(frozen=True, slots=True)
class EventTypeRow:
    """What an event type means, and what other schemes call it.

    ``acled`` is the ACLED sub-event type where no refinement applies, ``acled_type`` its event
    type; ``plover`` is one of PLOVER's sixteen codes, or empty where PLOVER has none.
    """

    type: EventType
    family: str
    acled_type: str
    acled: str
    definition: str
    plover: str = ""
    examples: tuple[str, ...] = ()
    refinements: tuple[Refinement, ...] = ()

    def sub_event(self, detail: str | None = None) -> str:
        """The ACLED sub-event type for a detail, such as "intervention"; unknown ones add none."""
        return next((row.acled for row in self.refinements if row.detail == detail), self.acled)
