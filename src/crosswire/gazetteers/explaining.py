"""Why this place? What a name might mean, what was chosen, and what spoke for each."""

from __future__ import annotations

from dataclasses import dataclass

from crosswire.records import Place, Span
from crosswire.resolve.choosing import Weighed
from crosswire.resolve.context import Context
from crosswire.resolve.gazetteer import Entry, Index
from crosswire.resolve.mentions import read_mention
from crosswire.resolve.places import Gazetteer
from crosswire.resolve.romanise import fold

LEAST = 0.15  # of a score; a part that is smaller is not worth a word


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name might mean: the entry, its unit's name, its score, and why in words."""

    entry: Entry
    unit: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was chosen for a name in a text, and all that it might have meant, best first."""

    place: Place
    candidates: tuple[Candidate, ...]


def explain(gazetteer: Gazetteer, name: str, text: str = "") -> Explanation:
    """Explain what a name means, alone or as it stands in a text.

    Raises ValueError where the text does not hold the name.
    """
    whole = text or name
    at = whole.find(name)
    if at < 0:
        raise ValueError(f'the text does not hold the name "{name}"; write it as it stands there')
    span = Span(at, at + len(name), name)
    decided = gazetteer.decide([span], whole)
    context = decided.context
    weighed = decided.chooser.explained(read_mention(span, whole).key, context)
    candidates = (_candidate(w, name, context, gazetteer.index) for w in weighed)
    return Explanation(decided.places[0], tuple(candidates))


def _candidate(weighed: Weighed, name: str, context: Context, index: Index) -> Candidate:
    entry = weighed.match.entry
    unit = index.entry(entry.admin1) if entry.admin1 else None
    return Candidate(entry, unit.name if unit else "", weighed.score, _why(weighed, name, context))


def _why(weighed: Weighed, name: str, context: Context) -> str:
    """What spoke for a candidate and against it, in words."""
    entry, parts = weighed.match.entry, weighed.parts
    words = [_spelling(weighed, name)]
    if entry.population:
        words.append(f"{entry.population:,} people")
    share = context.share(entry.country)
    tests = (
        ("list", "in your own list"),
        ("news", "news of wars names it"),
        ("holder", "lies in what the text says holds it"),
        ("beside", "near what the text says it is near"),
        ("nearness", "near the text's other places"),
        ("country", f"{share:.0%} of the text's hints are for {entry.country}"),
        ("kind", "the kind of place that the text tells" if parts["kind"] > 0 else ""),
    )
    words += [said for part, said in tests if said and parts[part] >= LEAST]
    if parts["namesake"] < 0:
        words.append("readers know a country or a larger unit by this name")
    if parts["holder"] < 0:
        words.append("lies outside of what the text says holds it")
    elif not weighed.conceivable:
        words.append("nothing in the text speaks for its country")
    return "; ".join(words)


def _spelling(weighed: Weighed, name: str) -> str:
    fit = weighed.match.fit
    if fold(weighed.match.entry.name) == fold(name) or fit >= 1.0:
        return "its own name"
    return "another name of it" if fit > 0.9 else f"a like name ({fit:.2f})"
