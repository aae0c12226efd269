"""Whose word one claim is: the root of reporting that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.incidents.telling import Telling
from crosswire.records import Credit, Role, SpeakerKind
from crosswire.vocab import Actor, Outlet, Vocabulary

# Kinds of actors that are a crowd and no speaker whose word could be checked.
CROWDS = frozenset({"civilians"})
# Kinds of actors whose own outlet is their own voice: a movement's agency, a monitor's site.
VOICES = frozenset({"armed_group", "militia", "party", "monitor", "rescue"})
# An army's or a mission's own site or station is its voice too. An agency that it owns is not: like
# the agency of a state it reports on more than its owner, and does not speak in its name.
ORGANS = VOICES | {"military", "international"}
UNNAMED = "an unnamed outlet"


@dataclass(frozen=True, slots=True)
class Root:
    """An independent root of reporting, and what the vocabulary knows of it.

    ``known`` is whether its word counts. ``sides`` are the sides of wars that it stands on;
    ``actor`` is the party or monitor that it is; ``state`` the country whose state controls it;
    ``owner`` who owns it, where it is an agency or an outlet.
    """

    key: str
    name: str
    known: bool = True
    sides: tuple[str, ...] = ()
    actor: Actor | None = None
    state: str | None = None
    owner: str | None = None


def is_headline(telling: Telling) -> bool:
    """Whether a claim stands in its article's title."""
    return telling.claim.quote.end <= len(telling.article.title)


def root_of(telling: Telling, vocabulary: Vocabulary) -> Root:
    """The root of a claim, the first that applies.

    Its named speaker, where the roster knows them; the outlet or agency that is quoted, or that
    another voice told it to; the credit of its passage; the origin of its story; the owner of its
    outlet; its outlet. An anonymous speaker is no root. An agency is one root whether it speaks,
    is credited, or publishes the claim itself; so is an armed group or a monitor with the outlets
    that it owns.
    """
    actor = named_speaker(telling, vocabulary)
    if actor:
        return actor_root(actor, vocabulary)
    quoted = quoted_outlet(telling, vocabulary)
    if quoted:
        return outlet_root(quoted.name, vocabulary)
    agency = credited_agency(telling)
    if agency:
        return _agency_root(agency, vocabulary)
    return outlet_root(telling.story_outlet or telling.article.outlet, vocabulary)


def named_speaker(telling: Telling, vocabulary: Vocabulary) -> Actor | None:
    """The actor of the roster that speaks, None for anonymous voices and crowds."""
    if telling.claim.speaker is None or is_unnamed(telling):
        return None
    named = (vocabulary.actors.get(p.actor_id or "") for p in telling.parties(Role.SPEAKER))
    return next((actor for actor in named if actor and actor.kind not in CROWDS), None)


def is_unnamed(telling: Telling) -> bool:
    """Whether a voice without a name speaks ("a military source")."""
    speaker = telling.claim.speaker
    return speaker is not None and speaker.kind is SpeakerKind.ANONYMOUS


def quoted_outlet(telling: Telling, vocabulary: Vocabulary) -> Outlet | None:
    """The outlet that a claim is quoted from ("Enab Baladi reported", "a source told SANA")."""
    speaker = telling.claim.speaker
    said = (speaker.words, speaker.via) if speaker else ()
    return next((row for words in said if words and (row := vocabulary.outlet(words.quote))), None)


def credited_agency(telling: Telling) -> str | None:
    """The agency that the claim's passage is credited to, else its story's agency.

    A credit closes the text that it stands under: of several, the first behind the claim is its
    own, else the last one before it; without any, the agency of the dateline.
    """
    article, story = telling.article, telling.story
    if article.credits:
        return _nearest(article.credits, telling.claim.quote.end).agency
    if article.dateline and article.dateline.agency:
        return article.dateline.agency
    return story.origin_agency if story else None


def _nearest(credits: Sequence[Credit], end: int) -> Credit:
    ordered = sorted(credits)
    return next((credit for credit in ordered if credit.span.end >= end), ordered[-1])


def actor_root(actor: Actor, vocabulary: Vocabulary) -> Root:
    """The root that an actor of the roster is when it speaks."""
    agency = vocabulary.agency(actor.name) if actor.kind == "agency" else None
    if agency:
        return _agency_root(agency, vocabulary)
    return Root(f"actor:{actor.id}", actor.name, True, actor.side, actor)


def _agency_root(name: str, vocabulary: Vocabulary) -> Root:
    row = vocabulary.outlet(name)
    if row is None:
        return Root(f"agency:{name}", name, known=False)
    return _voice(row, vocabulary) or _row_root("agency", row.name, row)


def outlet_root(name: str | None, vocabulary: Vocabulary) -> Root:
    """The root of what an outlet tells in its own voice: its owner, or itself."""
    if not name:
        return Root("outlet:", UNNAMED, known=False)
    row = vocabulary.outlet(name)
    if row is None:
        return Root(f"outlet:{' '.join(name.casefold().split())}", name, known=False)
    if row.kind == "agency":
        return _agency_root(row.name, vocabulary)
    if not row.owner or row.owner == row.name:
        return _voice(row, vocabulary) or _row_root("outlet", row.name, row)
    return _voice(row, vocabulary) or _row_root("owner", row.owner, row)


def _voice(row: Outlet, vocabulary: Vocabulary) -> Root | None:
    """The root of an outlet's owner, where the outlet speaks for an actor of the roster."""
    owner = vocabulary.actor(row.owner or row.name, None, row.country)
    kinds = VOICES if row.kind == "agency" else ORGANS
    return actor_root(owner, vocabulary) if owner and owner.kind in kinds else None


def _row_root(kind: str, name: str, row: Outlet) -> Root:
    state = row.country if row.state_controlled else None
    return Root(f"{kind}:{name}", name, True, row.sides, state=state, owner=row.owner)
