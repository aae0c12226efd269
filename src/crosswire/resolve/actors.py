"""The words of a side or a speaker to a known actor, by the part that they play in the claim."""

from datetime import date

from crosswire.records import Party, Role, Span
from crosswire.vocab import Actor, Vocabulary
from crosswire.vocab.names import name_tokens
from crosswire.vocab.phrases import PREPOSITIONS

# Heads of speakers whom no one could ask again: they name a surrounding, and not a voice.
ANONYMOUS = frozenset(
    {"source", "sources", "witness", "witnesses", "eyewitness", "eyewitnesses", "resident"}
    | {
        "residents",
        "reports",
        "report",
        "rumours",
        "rumors",
        "medic",
        "medics",
        "doctor",
        "doctors",
    }
    | {"correspondent", "journalist", "photographer", "reporter", "activist", "activists"}
)


def resolve_party(
    words: Span, role: Role, vocabulary: Vocabulary, on: date | None, country: str | None
) -> Party:
    """The party that words name, on a day, of an event in a country (ISO 3166-1 alpha-2).

    ``actor_id`` is None where the vocabulary knows no one of the name or two equally well, where
    a speaker is anonymous ("a military source"), and where a target is a place that only as a
    voice would stand for its government ("shells hit Damascus").
    """
    actor = vocabulary.actor(words.quote, on, country)
    if actor is None or not _can_be(actor, role, words.quote):
        return Party(role, words.quote, words)
    return Party(role, actor.name, words, actor.id)


def _can_be(actor: Actor, role: Role, words: str) -> bool:
    tokens = name_tokens(words)
    if role is Role.SPEAKER:
        return actor.kind != "civilians" and not _is_anonymous(tokens)
    if role is Role.SIDE_B:
        return tokens not in {name_tokens(place) for place in actor.metonyms}
    return True


def _is_anonymous(tokens: tuple[str, ...]) -> bool:
    """Whether the head of a speaker's words, before the first preposition, names no one."""
    ends = (at for at, word in enumerate(tokens) if word in PREPOSITIONS)
    return not ANONYMOUS.isdisjoint(tokens[: next(ends, len(tokens))])
