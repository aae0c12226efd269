"""The built-in rows, and a user's own over them, as one Vocabulary."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from crosswire.records import EventType
from crosswire.vocab.matching import Names, Tokens
from crosswire.vocab.names import name_tokens
from crosswire.vocab.reading import read_row, read_table
from crosswire.vocab.rows import (
    ACTOR_KINDS,
    BRANCHES,
    OUTLET_KINDS,
    Actor,
    Alias,
    EventTypeRow,
    Outlet,
    State,
    VocabularyError,
)
from crosswire.vocab.states import state_actors
from crosswire.vocab.vocabulary import Vocabulary, outlet_key

BUILT_IN = Path(__file__).parent
Raw = list[tuple[str, dict[str, Any]]]


class _Layer(NamedTuple):
    """The rows of one folder, and their content for the hash."""

    actors: dict[str, Actor]
    states: dict[str, State]
    outlets: dict[str, Outlet]
    aliases: dict[Tokens, tuple[str, Alias]]
    raw: list[Any]


def load(user_folder: Path | None = None) -> Vocabulary:
    """The vocabulary: the built-in rows, and over them those of a user's folder.

    The folder holds ``actors/*.yaml`` and ``outlets.yaml`` of the built-in form, and
    ``aliases.yaml``, further names of actors of any file; each may be missing. A user's row
    replaces the built-in row of its id, and takes from the others every name that it bears. Raises
    VocabularyError for a row that cannot be read, and for a folder that does not exist.
    """
    if user_folder is None:
        return _built_in()
    folder = Path(user_folder)
    if not folder.is_dir():
        raise VocabularyError(f"{folder}: there is no such folder of vocabulary files.")
    return _vocabulary([_layer(BUILT_IN), _layer(folder)])


@lru_cache(maxsize=1)
def _built_in() -> Vocabulary:
    return _vocabulary([_layer(BUILT_IN)])


def _layer(folder: Path) -> _Layer:
    paths = sorted((folder / "actors").glob("*.yaml"))
    rows = list(chain.from_iterable(read_table(path) for path in paths))
    outlets, names = read_table(folder / "outlets.yaml"), read_table(folder / "aliases.yaml")
    actors = [(at, read_actor(raw, at)) for at, raw in rows if "state" not in raw]
    states = [(at, read_row(State, raw, at)) for at, raw in rows if "state" in raw]
    houses = [(at, read_row(Outlet, raw, at)) for at, raw in outlets]
    aliases = {name_tokens(a.words): (at, a) for at, raw in names if (a := read_alias(raw, at))}
    for at, outlet in houses:
        _check(at, "kind", outlet.kind, OUTLET_KINDS)
    return _Layer(
        _by_id((at, actor.id, actor) for at, actor in actors),
        _by_id((at, state.state, state) for at, state in states),
        _by_id((at, outlet.id, outlet) for at, outlet in houses),
        aliases,
        sorted(json.dumps(raw, sort_keys=True, ensure_ascii=False) for _, raw in rows + outlets)
        + sorted(repr(alias) for _, alias in aliases.values()),
    )


def read_actor(raw: Mapping[str, Any], at: str) -> Actor:
    """One row as an actor; raises VocabularyError with the place and the reason."""
    actor = read_row(Actor, raw, at)
    _check(at, "kind", actor.kind, ACTOR_KINDS)
    _check(at, "branch", actor.branch or "military", BRANCHES)
    return actor


def read_alias(raw: Mapping[str, Any], at: str) -> Alias:
    """One row as a further name of an actor; raises VocabularyError."""
    alias = read_row(Alias, raw, at)
    if not name_tokens(alias.words):
        raise VocabularyError(f"{at}: 'words' are {alias.words!r}, which name nobody.")
    return alias


def _check(at: str, key: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise VocabularyError(f"{at}: {key!r} is {value!r}; use one of {', '.join(sorted(known))}.")


def _by_id(rows: Iterable[tuple[str, str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for at, key, row in rows:
        if key in found:
            raise VocabularyError(f"{at}: the id {key!r} is taken by an earlier row.")
        found[key] = row
    return found


def _vocabulary(layers: Sequence[_Layer]) -> Vocabulary:
    types = read_table(BUILT_IN / "event_types.yaml")
    words = read_table(BUILT_IN / "state_words.yaml")
    states = _over(layer.states for layer in layers)
    outlets = _over(layer.outlets for layer in layers)
    made = {actor.id: actor for state in states.values() for actor in state_actors(state)}
    agencies = {key: _speaking(row) for key, row in outlets.items() if row.kind == "agency"}
    aliases = [found for layer in layers for found in layer.aliases.values()]
    actors = _named_also(_over([agencies, made, *(layer.actors for layer in layers)]), aliases)
    content = [[raw for _, raw in types + words], *(layer.raw for layer in layers)]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Vocabulary(
        event_types=_event_types(types),
        actors=actors,
        outlets=outlets,
        hash=digest,
        names=_with_aliases(
            _names(actors, states.values(), [raw for _, raw in words], _ranks(layers)), aliases
        ),
        outlet_keys=_outlet_keys(outlets, _ranks(layers)),
    )


def _over(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The rows of all tables, the later ones over the earlier, in the order of their ids."""
    merged: dict[str, Any] = {}
    for table in tables:
        merged.update(table)
    return dict(sorted(merged.items()))


def _ranks(layers: Sequence[_Layer]) -> dict[str, int]:
    """The layer that each actor and outlet comes from; a name belongs to the highest."""
    return {
        key: rank for rank, layer in enumerate(layers) for key in chain(layer.actors, layer.outlets)
    }


def _speaking(agency: Outlet) -> Actor:
    """A news agency as one who can be quoted."""
    return Actor(
        agency.id,
        agency.name,
        "agency",
        side=agency.sides,
        country=agency.country,
        aliases=(agency.name, *agency.aliases),
    )


def _named_also(actors: dict[str, Actor], aliases: Iterable[tuple[str, Alias]]) -> dict[str, Actor]:
    """The actors with their further names among their own."""
    for at, alias in aliases:
        actor = actors.get(alias.actor)
        if actor is None:
            raise VocabularyError(
                f"{at}: there is no actor {alias.actor!r}; name another, or take the row away."
            )
        if alias.local:
            actors[actor.id] = replace(actor, local=(*actor.local, alias.words))
        else:
            actors[actor.id] = replace(actor, aliases=(*actor.aliases, alias.words))
    return actors


def _event_types(rows: Raw) -> dict[EventType, EventTypeRow]:
    found = [read_row(EventTypeRow, raw, at) for at, raw in rows]
    return {row.type: row for row in found}


# --- the index -------------------------------------------------------------------------------
def _names(
    actors: Mapping[str, Actor],
    states: Iterable[State],
    words: Sequence[Mapping[str, Any]],
    ranks: Mapping[str, int],
) -> Names:
    every = list(actors.values())
    anywhere = _index(((name, a.id) for a in every for name in (a.name, *a.aliases)), ranks)
    local = _index(((name, a.id) for a in every for name in a.local), ranks)
    exact = _index(((name, a.id) for a in every for name in (*a.exact, *a.metonyms)), ranks)
    # Some archives have lost their apostrophes: "Syrias army".
    nations = {
        name_tokens(name): state.state
        for state in states
        for name in (state.name, f"{state.name}s", *state.nations)
    }
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor in every:
        if actor.branch and actor.country:
            parts[actor.country, actor.branch].append(actor.id)
    return Names(
        actors=actors,
        anywhere=anywhere,
        local=local,
        exact=exact,
        nations=nations,
        branches={name_tokens(w): row["branch"] for row in words for w in row["words"]}
        | {name_tokens(w): row["branch"] for row in words for w in row["alone"]},
        alone=frozenset(name_tokens(w) for row in words for w in row["alone"]),
        states=parts,
        longest=max(map(len, chain(anywhere, local, nations)), default=1),
    )


def _with_aliases(names: Names, aliases: Iterable[tuple[str, Alias]]) -> Names:
    """The index, in which each further name belongs to its actor alone where it names anyone."""
    anywhere, local, exact = dict(names.anywhere), dict(names.local), dict(names.exact)
    for _, alias in aliases:
        words, actor = name_tokens(alias.words), names.actors[alias.actor]
        if alias.local:
            others = [names.actors[key] for key in local.get(words, ())]
            apart = [each.id for each in others if not set(each.homes) & set(actor.homes)]
            local[words] = tuple(sorted([*apart, actor.id]))
        else:
            anywhere[words] = (actor.id,)
            local.pop(words, None)
            exact.pop(words, None)
    return replace(names, anywhere=anywhere, local=local, exact=exact)


def _index(
    names: Iterable[tuple[str, str]], ranks: Mapping[str, int]
) -> dict[Tokens, tuple[str, ...]]:
    """Who bears each name; a row of a higher layer takes it from those of a lower one."""
    bearers: dict[Tokens, set[str]] = defaultdict(set)
    for name, actor in names:
        bearers[name_tokens(name)].add(actor)
    found = {}
    for words, ids in bearers.items():
        top = max(ranks.get(actor, 0) for actor in ids)
        found[words] = tuple(sorted(a for a in ids if ranks.get(a, 0) == top))
    return found


def _outlet_keys(outlets: Mapping[str, Outlet], ranks: Mapping[str, int]) -> dict[str, str]:
    """Hosts and comparable names to outlets; one that two outlets of a layer share names none."""
    keys: dict[str, set[str]] = defaultdict(set)
    for row in outlets.values():
        for name in (row.id, row.name, *row.aliases):
            keys[outlet_key(name)].add(row.id)
        for host in row.hosts:
            keys[host.lower()].add(row.id)
    top = {key: max(ranks.get(i, 0) for i in ids) for key, ids in keys.items()}
    best = {key: [i for i in ids if ranks.get(i, 0) == top[key]] for key, ids in keys.items()}
    return {key: ids[0] for key, ids in best.items() if len(ids) == 1}
