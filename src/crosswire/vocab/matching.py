"""From words to an actor: the longest name among them, or a part of a state that they describe.

The words of a side or a speaker are a noun phrase. Its head is what stands before the first
preposition; what follows counts only where the head is part of it ("fighters of the Hamza
Division", and not "villagers near the Hamza Division"). Parts joined by "and" are looked up one
by one, and must agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from crosswire.vocab.phrases import (
    AND,
    FILLERS,
    LINKED_AFTER,
    LINKED_BEFORE,
    MEMBERS,
    NOT_STATE,
    PREPOSITIONS,
    RULED,
    STATE_WORDS,
    STOPS,
)
from crosswire.vocab.rows import Actor

Tokens = tuple[str, ...]
BRANCH_WORDS = 4  # "ministry of foreign affairs": the longest word for a part of a state
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Names:
    """Every name as comparable words, and who bears it.

    ``anywhere``, ``local`` and ``exact`` are the three scopes of an actor's names; ``nations``
    leads to a country and ``branches`` from a word such as "jets" to a part of a state, which
    ``states`` leads on to the actors who are or were that part. ``longest`` counts words.
    """

    actors: Mapping[str, Actor]
    anywhere: Mapping[Tokens, Sequence[str]] = field(repr=False)
    local: Mapping[Tokens, Sequence[str]] = field(repr=False)
    exact: Mapping[Tokens, Sequence[str]] = field(repr=False)
    nations: Mapping[Tokens, str] = field(repr=False)
    branches: Mapping[Tokens, str] = field(repr=False)
    alone: frozenset[Tokens] = field(repr=False)
    states: Mapping[tuple[str, str], Sequence[str]] = field(repr=False)
    longest: int = 1


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    actor: Actor
    proper: bool = True

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is looked up: the words, the day, the country, and where nations stand in the words."""

    tokens: Tokens
    on: date | None
    country: str | None
    names: Names
    nations: tuple[tuple[int, int, str], ...]

    def country_at(self, position: int) -> str | None:
        """The nation told before a position, else the country of the event."""
        before = [code for _, end, code in self.nations if end <= position]
        return before[-1] if before else self.country


def find_actor(words: Tokens, on: date | None, country: str | None, names: Names) -> Actor | None:
    """The one actor that a noun phrase names, or None; see ``Vocabulary.actor``."""
    tokens = _fronted(words, names)
    nations = tuple(_unlinked(tokens, _longest(tokens, names.nations, names.longest)))
    phrase = _Phrase(tokens, on, country, names, nations)
    matches = _named(phrase)
    inside = {at for match in matches for at in range(match.start + 1, match.end)}
    for low, high, _ in _longest(tokens, names.branches, BRANCH_WORDS):
        inside.update(range(low, high))
    head_end = _first(tokens, PREPOSITIONS, 1, inside)
    found = _agreed(phrase, matches, inside, (0, head_end))
    is_named = any(match.start < head_end for match in matches)
    if not is_named and not MEMBERS.isdisjoint(tokens[:head_end]):
        stop = _first(tokens, STOPS, head_end - 1, inside)
        rest = _agreed(phrase, matches, inside, (head_end + 1, stop))
        found = rest if rest and (not found or tokens[head_end] == "of") else found
    return found[0] if len(found) == 1 else None


def _fronted(tokens: Tokens, names: Names) -> Tokens:
    """The words with "of" and a nation turned round: "troops of Syria" are "Syria troops"."""
    if "of" not in tokens:
        return tokens
    for start, end, _ in _longest(tokens, names.nations, names.longest):
        is_noun = end == len(tokens) or tokens[end] in AND or tokens[end] in PREPOSITIONS
        if start < 2 or tokens[start - 1] != "of" or not is_noun or _is_named(tokens, start, names):
            continue
        before = [at for at in range(start - 1) if tokens[at] in PREPOSITIONS or tokens[at] in AND]
        first = before[-1] + 1 if before else 0
        return tokens[:first] + tokens[start:end] + tokens[first : start - 1] + tokens[end:]
    return tokens


def _is_named(tokens: Tokens, position: int, names: Names) -> bool:
    """Whether a word and the one before it stand within one name."""
    spans = range(max(0, position - names.longest), position)
    ends = range(position + 1, min(len(tokens), position + names.longest) + 1)
    return any(tokens[start:end] in names.anywhere for start in spans for end in ends)


def _first(tokens: Tokens, words: frozenset[str], start: int, inside: set[int]) -> int:
    places = (at for at in range(start, len(tokens)) if tokens[at] in words and at not in inside)
    return next(places, len(tokens))


# --- names -----------------------------------------------------------------------------------
def _longest(
    tokens: Tokens, table: Mapping[Tokens, Value], limit: int
) -> Iterator[tuple[int, int, Value]]:
    """The entries of a table that stand in the words: from the left, the longest first."""
    start = 0
    while start < len(tokens):
        for end in range(min(len(tokens), start + limit), start, -1):
            value = table.get(tokens[start:end])
            if value is not None:
                yield start, end, value
                start = end - 1
                break
        start += 1


def _unlinked(
    tokens: Tokens, found: Iterable[tuple[int, int, Value]]
) -> Iterator[tuple[int, int, Value]]:
    for start, end, value in found:
        led = end < len(tokens) and tokens[end] in LINKED_AFTER
        if not led and not (start and tokens[start - 1] in LINKED_BEFORE):
            yield start, end, value


def _named(phrase: _Phrase) -> list[_Match]:
    """The actors whose names stand in the words, longest first and none within another.

    ``proper`` names are those that name someone anywhere; words such as "the rebels" are not.
    """
    tokens, limit = phrase.tokens, phrase.names.longest
    spans = [
        (start, end)
        for start in range(len(tokens))
        for end in range(start + 1, min(len(tokens), start + limit) + 1)
        if tokens[start:end] in phrase.names.anywhere or tokens[start:end] in phrase.names.local
    ]
    taken: set[int] = set()
    matches = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        bearer = _bearer(phrase, start, end) if taken.isdisjoint(range(start, end)) else None
        if bearer:
            taken.update(range(start, end))
            matches.append(_Match(start, end, bearer, tokens[start:end] in phrase.names.anywhere))
    unlinked = _unlinked(tokens, ((match.start, match.end, match) for match in matches))
    return [match for _, _, match in unlinked]


def _bearer(phrase: _Phrase, start: int, end: int) -> Actor | None:
    """Who bears a name here and then: in this country, else anywhere."""
    names, words = phrase.names, phrase.tokens[start:end]
    country = phrase.country_at(start)
    local = [names.actors[found] for found in names.local.get(words, ())]
    local = [actor for actor in local if country in actor.homes]
    anywhere = [names.actors[found] for found in names.anywhere.get(words, ())]
    return _living(local, phrase.on) or _living(_at_home(anywhere, phrase.country), phrase.on)


def _at_home(actors: list[Actor], country: str | None) -> list[Actor]:
    home = [actor for actor in actors if country in (*actor.where, actor.country)]
    return home if country and home else actors


def _living(actors: Sequence[Actor], on: date | None) -> Actor | None:
    """The one actor of a name that existed on the day; without a day its first bearer.

    A day outside every life refuses no one: texts use old names, and dates can be wrong.
    """
    if len(actors) > 1:
        first = [a for a in actors if (a.lived(on) if on else a.succeeds is None)]
        actors = first or actors
    return actors[0] if len(actors) == 1 else None


# --- parts of states -------------------------------------------------------------------------
def _described(phrase: _Phrase, start: int, end: int) -> _Match | None:
    """The part of a state that words without a name describe: "Syrian jets", "the army"."""
    tokens, names = phrase.tokens[start:end], phrase.names
    exact = _exactly(phrase, tokens) if start == 0 or phrase.tokens[start - 1] in AND else None
    if exact:
        return _Match(start, end, exact)
    nations = [found for found in phrase.nations if start <= found[0] < end]
    if len({code for _, _, code in nations}) > 1:
        return None
    after = nations[-1][1] if nations else start
    words = list(_unlinked(phrase.tokens[:end], _branch_words(phrase, after, end)))
    covered = {at for low, high, _ in words for at in range(low, high)}
    if not words or any(
        at not in covered and phrase.tokens[at] in NOT_STATE for at in range(start, end)
    ):
        return None
    country = nations[-1][2] if nations else phrase.country
    ruled = not nations and not RULED.isdisjoint(tokens)
    if country is None or ruled or not (nations or _stands_alone(phrase, words)):
        return None
    _, high, branch = words[-1]
    actor = _part(names, country, branch, phrase.on)
    first = nations[-1][0] if nations else words[0][0]
    return _Match(first, high, actor) if actor else None


def _branch_words(phrase: _Phrase, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    found = _longest(phrase.tokens[start:end], phrase.names.branches, BRANCH_WORDS)
    return ((low + start, high + start, branch) for low, high, branch in found)


def _stands_alone(phrase: _Phrase, words: Sequence[tuple[int, int, str]]) -> bool:
    """Whether the words name their state's part without a nation: "army units", "regime jets"."""
    whole = {phrase.tokens[low:high] for low, high, _ in words}
    if not phrase.names.alone.isdisjoint(whole | {word[:1] for word in whole}):
        return True
    return any(low and phrase.tokens[low - 1] in STATE_WORDS for low, _, _ in words)


def _exactly(phrase: _Phrase, tokens: Tokens) -> Actor | None:
    words = tuple(word for word in tokens if word not in FILLERS and not word.isdigit())
    ids = phrase.names.exact.get(words, ())
    actors = [phrase.names.actors[found] for found in ids]
    return _living(_at_home(actors, phrase.country), phrase.on)


def _part(names: Names, country: str, branch: str, on: date | None) -> Actor | None:
    """A part of a state on a day; states without a listed air force or navy have their military."""
    ids = names.states.get((country, branch)) or ()
    if not ids and branch in {"air_force", "navy"}:
        ids = names.states.get((country, "military")) or ()
    return _living([names.actors[found] for found in ids], on)


# --- agreement -------------------------------------------------------------------------------
def _agreed(
    phrase: _Phrase, matches: Sequence[_Match], inside: set[int], bounds: tuple[int, int]
) -> list[Actor]:
    """The different actors of the parts of a stretch; kin count as the one that holds the other."""
    found: list[Actor] = []
    start, stop = bounds
    while start < stop:
        end = min(stop, _first(phrase.tokens, AND, start, inside))
        if end < stop and phrase.tokens[start:end] in phrase.names.nations:
            return []  # "Russian and Syrian jets": the nations share a noun
        for actor in _of_conjunct(phrase, matches, start, end):
            found = _with_kin(phrase.names, found, actor, outer=True)
        start = end + 1
    return found


def _of_conjunct(phrase: _Phrase, matches: Sequence[_Match], start: int, end: int) -> list[Actor]:
    within = [match for match in matches if start <= match.start < end]
    within = [match for match in within if match.proper] or within
    described = _described(phrase, start, end)
    if described and all(_is_part_of(described, match) for match in within):
        return [described.actor]
    longest = max((match.length for match in within), default=0)
    found: list[Actor] = []
    for match in within:
        if match.length == longest:
            found = _with_kin(phrase.names, found, match.actor, outer=False)
    return found


def _is_part_of(described: _Match, named: _Match) -> bool:
    """Whether a name tells a state and longer words a part of it: "the Assad regime's jets"."""
    same = named.actor.branch is not None and named.actor.country == described.actor.country
    return same and described.length > named.length


def _with_kin(names: Names, found: list[Actor], actor: Actor, *, outer: bool) -> list[Actor]:
    """The actors with one more; of two kin the outer one, or the inner one, stays alone."""
    for known in found:
        line = {True: known, False: actor}
        if known.id in ancestry(names.actors, actor) or actor.id in ancestry(names.actors, known):
            is_outer = known.id in ancestry(names.actors, actor)
            keep = line[is_outer] if outer else line[not is_outer]
            return [keep if other is known else other for other in found]
    return [*found, actor]


def ancestry(actors: Mapping[str, Actor], actor: Actor) -> list[str]:
    """The ids of an actor and of those that it is part of, itself first."""
    line = [actor.id]
    while actor.parent and actor.parent in actors and actor.parent not in line:
        actor = actors[actor.parent]
        line.append(actor.id)
    return line
