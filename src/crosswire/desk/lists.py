"""The user's own lists: their vocabulary and their places, to which a reviewer adds names.

What a person gives is checked by what reads these files, and refused with one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire import pipeline
from crosswire.desk.making import one_line
from crosswire.gazetteers import ListError, Shelf
from crosswire.gazetteers.adding import add_place, added
from crosswire.gazetteers.suggesting import told as told_of
from crosswire.judgements import UnfitError
from crosswire.vocab import Actor, Vocabulary, VocabularyError
from crosswire.vocab.rows import ACTOR_KINDS
from crosswire.vocab.writing import add_actor, add_alias

LONGEST = 200  # letters of a name
LONGEST_LIST = 1000  # letters of all further names of a place


@dataclass(frozen=True, slots=True)
class Lists:
    """The folder of the user's vocabulary, and that of their places; neither must be there yet."""

    vocabulary: Path
    places: Path

    def read(self) -> tuple[Vocabulary, Any]:
        """The vocabulary and the gazetteer with these lists, as they are now."""
        folder = self.vocabulary if self.vocabulary.is_dir() else None
        return pipeline.open_knowledge(folder, self.places)

    def add_place(self, told: Mapping[str, str]) -> str:
        """Put a place into the list ``reviewed``; its id there.

        ``told`` has its ``name``, ``coordinates`` (latitude and longitude parted by a comma), the
        ``country``'s two letters, and perhaps its first-order unit as ``admin1``, ``aliases``
        parted by ``;``, and a ``kind``, as the columns of such a list. Raises UnfitError.
        """
        latitude, _, longitude = told.get("coordinates", "").partition(",")
        row = {"lat": latitude.strip(), "lon": longitude.strip()}
        row["name"] = _name(told, "name", "place")
        row |= {key: one_line(told.get(key, "")) for key in ("country", "admin1", "kind")}
        row["aliases"] = _words(told, "aliases", LONGEST_LIST)
        with _refusing("The place"):
            return add_place(Shelf(self.places), row)

    @staticmethod
    def place(gazetteer: Any, key: str) -> dict[str, Any]:
        """A place that was added, as the value of an edit takes it."""
        entry = added(gazetteer, key)
        assert entry is not None, key
        told = told_of(gazetteer, entry)
        return {**told, "gazetteer_id": told.pop("id")}

    def add_actor(self, vocabulary: Vocabulary, told: Mapping[str, str]) -> str:
        """Keep whom ``words`` name: an ``actor`` of the roster, or a new one; the actor's name.

        A new one has a ``name``, a ``kind``, and perhaps a ``side`` and a ``country``. With
        ``local`` the words name them only in news of their country. Raises UnfitError.
        """
        words, name = _name(told, "words", "party"), one_line(told.get("name", ""))
        known = _of_roster(vocabulary, told.get("actor", ""))
        if (known is None) == (not name):
            raise UnfitError("Choose an actor of the roster, or name a new one: one of both.")
        new = {} if known else _new_actor(vocabulary, told)
        local = bool(told.get("local"))
        if local and not any(known.homes if known else [new["country"]]):
            raise UnfitError(f"{known.name if known else name} has no country of its own.")
        with _refusing("The name"):
            key = known.id if known else add_actor(self.vocabulary, vocabulary, new)
            add_alias(self.vocabulary, words, key, local=local)
        return known.name if known else name


def choices(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """What a new actor can be: the kinds, and the sides of wars that any actor has."""
    sides = {side for actor in vocabulary.actors.values() for side in actor.side}
    return {"kinds": sorted(ACTOR_KINDS), "sides": sorted(sides)}


def _of_roster(vocabulary: Vocabulary, given: str) -> Actor | None:
    """The actor of an id, or the only one of a name."""
    given = one_line(given)
    if not given or given in vocabulary.actors:
        return vocabulary.actors.get(given)
    named = [a for a in vocabulary.actors.values() if a.name.casefold() == given.casefold()]
    if len(named) != 1:
        raise UnfitError(
            f'The roster has no actor "{given}": choose one of those that are offered.'
        )
    return named[0]


def _new_actor(vocabulary: Vocabulary, told: Mapping[str, str]) -> dict[str, Any]:
    side, country = told.get("side", ""), one_line(told.get("country", "")).upper()
    if side and side not in choices(vocabulary)["sides"]:
        raise UnfitError(f'"{one_line(side)}" is no side of a war: choose one that is offered.')
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UnfitError(f'"{country}" is no country code of two letters, such as SY.')
    name, kind = _name(told, "name", "actor"), one_line(told.get("kind", ""))
    return {"name": name, "kind": kind, "side": [side] if side else [], "country": country}


def _name(told: Mapping[str, str], key: str, what: str) -> str:
    name = _words(told, key, LONGEST)
    if not any(letter.isalnum() for letter in name):
        raise UnfitError(f"The {what} has no name: write it as reports do.")
    return name


def _words(told: Mapping[str, str], key: str, most: int) -> str:
    words = one_line(told.get(key, ""))
    if len(words) > most:
        raise UnfitError(f"A name has at most {LONGEST} letters, a list of names {LONGEST_LIST}.")
    return words


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """Turn what a file cannot hold, and a file that cannot be written, into one sentence."""
    try:
        yield
    except ListError as error:
        reason = error.faults[-1][1] if error.faults else str(error)
        raise UnfitError(f"{what} was not added: {reason.rstrip('.')}.") from error
    except VocabularyError as error:
        raise UnfitError(f"{what} was not added: {str(error).rstrip('.')}.") from error
    except OSError as error:
        raise UnfitError(
            f"{what} was not added, since its file cannot be written: {error}."
        ) from error
