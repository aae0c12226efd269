"""The vocabulary: event types, actors, outlets and agencies, and the look-ups over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from crosswire.records import EventType
from crosswire.vocab.matching import Names, ancestry, find_actor
from crosswire.vocab.names import name_tokens
from crosswire.vocab.rows import Actor, EventTypeRow, Outlet


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All rows, by id or type; ``hash`` is the same exactly where the content of all rows is."""

    event_types: Mapping[EventType, EventTypeRow] = field(repr=False)
    actors: Mapping[str, Actor] = field(repr=False)
    outlets: Mapping[str, Outlet] = field(repr=False)
    hash: str
    names: Names = field(repr=False)
    outlet_keys: Mapping[str, str] = field(repr=False)

    def actor(self, words: str, on: date | None = None, country: str | None = None) -> Actor | None:
        """The actor that words name, on a day, of an event in a country (ISO 3166-1 alpha-2).

        None where no row fits, and where two fit equally well.
        """
        return find_actor(name_tokens(words), on, country, self.names)

    def line(self, actor: Actor) -> list[str]:
        """The ids of an actor and of those that it is part of, itself first."""
        return ancestry(self.actors, actor)

    def actors_like(self, words: str, most: int = 10) -> list[Actor]:
        """At most so many actors with a name or alias that has these words, the last one begun."""
        *whole, last = (word.lower() for word in name_tokens(words) or ("",))
        if not last:
            return []
        found = []
        for actor in self.actors.values():
            for place, name in enumerate((actor.name, *actor.aliases)):
                tokens = [word.lower() for word in name_tokens(name)]
                if set(whole) <= set(tokens) and any(each.startswith(last) for each in tokens):
                    found.append(((place > 0, len(tokens), actor.name, actor.id), actor))
                    break
        return [actor for _, actor in sorted(found, key=lambda item: item[0])[:most]]

    def outlet(self, name_or_host: str) -> Outlet | None:
        """The outlet of a name, an alias, a host name or a web address."""
        found = self._outlet_of_host(name_or_host) if "." in name_or_host else None
        found = found or self.outlet_keys.get(outlet_key(name_or_host))
        return self.outlets[found] if found else None

    def outlet_name(self, words: str) -> str | None:
        """The canonical name of the outlet or agency of these words."""
        found = self.outlet(words)
        return found.name if found else None

    def agency(self, words: str) -> str | None:
        """The canonical name of the news agency that a credit names ("Farsnews")."""
        found = self.outlet(words)
        return found.name if found and found.kind == "agency" else None

    def _outlet_of_host(self, address: str) -> str | None:
        host = (urlsplit(address).hostname if "//" in address else address) or ""
        labels = host.strip().lower().split("/")[0].split(".")
        hosts = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.outlet_keys[host] for host in hosts if host in self.outlet_keys), None)


def outlet_key(name: str) -> str:
    """The comparable form of an outlet's name: "Daily Sabah" is "dailysabah"."""
    return "".join(name_tokens(name)).lower()
