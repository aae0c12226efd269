"""Parties that an article names, and then speaks of by other words: "the group", "soldiers", "we".

Only what is sure is resolved: where two whom the article names could be meant, nobody is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crosswire.records import Article, Party, Resolution, Role
from crosswire.vocab import Actor, Vocabulary
from crosswire.vocab.bodies import BODIES, COMMON_IN_NAMES, LOOSE, PARTIES, body_word
from crosswire.vocab.names import name_tokens

_WE = re.compile(
    r"we|us|our (?:\w+ )?(?:army|artillery|brigades?|comrades|fighters|forces|groups?|men|militants"
    r"|mujahide+n|people|positions?|soldiers|troops|units?)",
    re.IGNORECASE,
)
_THEY = frozenset({"they", "them"})
# Soldiers with a count or a common adjective, and with no word that tells whose they are.
_SOLDIERS = re.compile(
    r"(?:(?:the|a|an|some|several|many|\d+|one|two|three|four|five|six|seven|eight|nine|ten|a dozen"
    r"|(?:dozens|scores|hundreds|thousands) of|mutinous|young|wounded) )*"
    r"(?:servicemen|soldiers?|troops)",
    re.IGNORECASE,
)
_OFF_LAND = frozenset({"air_force", "navy"})  # branches of an army that soldiers are not of


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor, and where the article names it."""

    start: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class _Context:
    """Whom an article names, in the order of its text, and where and when its events are."""

    named: Sequence[_Named]
    vocabulary: Vocabulary
    outlet: frozenset[str]
    day: date | None
    country: str | None

    def only(self, before: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """The one fitting actor named before a place in the text, else after it.

        Of a state and a part of it, which are one party, the part.
        """
        fitting = [each for each in self.named if fits(each.actor)]
        near = [each for each in fitting if each.start < before] or fitting
        lines = [self.vocabulary.line(each.actor) for each in near]
        deepest = max(lines, key=len, default=[])
        one = bool(deepest) and all(set(line) <= set(deepest) for line in lines)
        return self.vocabulary.actors[deepest[0]] if one else None

    def are_one(self, a: Actor, b: Actor) -> bool:
        """Whether two actors are parts of one whole."""
        return self.vocabulary.line(a)[-1] == self.vocabulary.line(b)[-1]


def refer(
    article: Article, made: Sequence[Resolution], vocabulary: Vocabulary, country: str | None
) -> list[Resolution]:
    """The resolutions of an article's claims, with the parties that other words stand for.

    ``country`` (ISO 3166-1 alpha-2) is where most of its events are. "The group", "the ministry"
    are the one that the article names by that very word ("the Manbij Military Council", then "the
    council"), else, where the word may stand for another name, the only one of its kinds.
    "Soldiers" are of the only army that it names, and where it names none, of its country's. "We"
    are the speaker; "they", said by a party of the war, the only other one that is named.
    """
    named = sorted(_named(made, vocabulary), key=lambda each: (each.start, each.actor.id))
    outlet = frozenset(_words(article.outlet or ""))
    context = _Context(named, vocabulary, outlet, article.anchor_date, country)
    return [_settled(resolution, context) for resolution in made]


def _named(made: Sequence[Resolution], vocabulary: Vocabulary) -> Iterator[_Named]:
    """Whom the parties' words name, and whom something in them is of ("a store of the WFP")."""
    for party in {party for resolution in made for party in resolution.parties}:
        actor = vocabulary.actors.get(party.actor_id or "")
        if actor is None and " of " in party.words.quote:
            actor = vocabulary.actor(party.words.quote.rpartition(" of ")[2])
        if actor and actor.kind != "civilians":
            yield _Named(party.words.start, actor)


def _words(name: str) -> list[str]:
    return [word.lower() for word in name_tokens(name)]


def _settled(resolution: Resolution, context: _Context) -> Resolution:
    """A claim's resolution with those of its parties named that can be."""
    if all(party.actor_id for party in resolution.parties):
        return resolution
    actors = context.vocabulary.actors
    told = [(party.role, actors[party.actor_id]) for party in resolution.parties if party.actor_id]
    parties = []
    for party in resolution.parties:
        actor = None if party.actor_id else _meant(party, told, context)
        if actor and not any(_faces(party.role, r) and context.are_one(a, actor) for r, a in told):
            party = replace(party, name=actor.name, actor_id=actor.id)
        parties.append(party)
    return replace(resolution, parties=tuple(parties))


def _faces(role: Role, other: Role) -> bool:
    return {role, other} == {Role.SIDE_A, Role.SIDE_B}


def _meant(party: Party, told: Sequence[tuple[Role, Actor]], context: _Context) -> Actor | None:
    """Whom a party's words mean, None where that is not sure."""
    words, start = " ".join(party.words.quote.split()), party.words.start
    if body := body_word(words):
        return _body(body, start, context)
    if party.role is Role.SPEAKER:
        return None
    speaker = next((actor for role, actor in told if role is Role.SPEAKER), None)
    if speaker and _WE.fullmatch(words):
        return speaker
    if speaker and speaker.kind in PARTIES and words.lower() in _THEY:
        return context.only(
            start, lambda actor: actor.kind in PARTIES and not context.are_one(actor, speaker)
        )
    return _army(start, context) if _SOLDIERS.fullmatch(words) else None


def _body(word: str, start: int, context: _Context) -> Actor | None:
    """The body of the article's that a word stands for; not its own agency, that of its outlet."""
    if word in context.outlet:
        return None
    kinds = BODIES[word]

    def bears(actor: Actor) -> bool:
        names = (actor.name,) if word in LOOSE else (actor.name, *actor.aliases)
        return actor.kind in kinds and any(word in _words(name) for name in names)

    own = None if word in COMMON_IN_NAMES else context.only(start, bears)
    return own or (context.only(start, lambda a: a.kind in kinds) if word in LOOSE else None)


def _army(start: int, context: _Context) -> Actor | None:
    """The only army that is named, else the country's."""

    def fits(actor: Actor) -> bool:
        return actor.kind == "military" and actor.branch not in _OFF_LAND

    if any(fits(each.actor) for each in context.named):
        return context.only(start, fits)
    if context.country is None:
        return None
    own = context.vocabulary.actor("the army", context.day, context.country)
    return own if own and fits(own) else None
