"""The reason of a grade: one plain sentence with the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosswire.incidents.grading import (
    BOASTS,
    MUTUAL,
    accused_deny,
    admission,
    are_opposed,
    other_deniers,
)
from crosswire.incidents.origins import Evidence
from crosswire.incidents.telling import Telling
from crosswire.records import EventType, Origin, Status

# So many names are written out; of more, the first ones and the number of the others.
LISTED = 4
_UNHAPPENED = {
    Status.PLANNED: "only planned or expected",
    Status.HYPOTHETICAL: "only possible or feared",
    Status.DENIED: "only denied",
}


def write_reason(evidence: Evidence, origins: Sequence[Origin], status: Status) -> str:
    """Who stands behind an incident, counted, and what weighs for and against it.

    "12 articles, 2 origins: SANA (5 reprints) and the Syrian Observatory (via AFP and Reuters);
    both sides say so".
    """
    articles = len({t.article.id for t in evidence.tellings})
    known = [origin for origin in origins if origin.known]
    unknown = [origin for origin in origins if not origin.known]
    told = [_describe(evidence, origin) for origin in known]
    head = f"{_count(articles, 'article')}, {_count(len(known), 'known origin')}"
    parts = [f"{head}: {listed(told)}" if told else head]
    if unknown:
        names = listed([origin.name for origin in unknown])
        parts.append(f"not known to the vocabulary, so not counted: {names}")
    if status in _UNHAPPENED:
        return "; ".join([*parts, f"{_UNHAPPENED[status]}, nobody says that it happened"])
    return "; ".join([*parts, *_weights(evidence)])


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them, long lists cut with a count."""
    if len(names) > LISTED:
        return f"{', '.join(names[:LISTED])} and {len(names) - LISTED} more"
    return " and ".join([part for part in (", ".join(names[:-1]), *names[-1:]) if part])


def _weights(evidence: Evidence) -> Iterable[str]:
    admitted = admission(evidence)
    if admitted:
        yield _admission(admitted)
    roots = evidence.known_roots(t for t in evidence.tellings if t.happened)
    if are_opposed(roots.values()):
        yield "origins of opposed sides say so"
    elif roots and set.intersection(*(set(root.sides) for root in roots.values())):
        yield "one side alone says so"
    if accused_deny(evidence):
        yield "the accused party denies it"
    deniers = other_deniers(evidence)
    if deniers:
        yield f"denied by {listed(sorted(root.name for root in deniers.values()))}"


def _admission(kind: EventType) -> str:
    if kind in MUTUAL:
        return "both sides say so"
    return "the losing side says so itself" if kind in BOASTS else "the responsible party says so"


def _describe(evidence: Evidence, origin: Origin) -> str:
    """An origin with its reprints, or with the agencies and outlets that quoted it."""
    told = [t for t in evidence.counted() if evidence.root(t).key == origin.key]
    if origin.key.startswith("actor:"):
        via = sorted({name for t in told if (name := _carrier(evidence, t))} - {origin.name})
        return f"{origin.name} (via {listed(via)})" if via else origin.name
    name = _name(evidence, origin, told)
    reprints = {t.article.id for t in told} - {t.article.id for t in told if _own(evidence, t)}
    return f"{name} ({_count(len(reprints), 'reprint')})" if reprints else name


def _name(evidence: Evidence, origin: Origin, told: Sequence[Telling]) -> str:
    """What readers know an origin by: of an owner the outlet, or the outlets, that it owns."""
    if not origin.key.startswith("owner:"):
        return origin.name
    own = sorted({_outlet(evidence, t) or "" for t in told if _own(evidence, t)} - {""})
    if len(own) == 1:
        return own[0]
    return f"{origin.name}'s {listed(own)}" if own else origin.name


def _own(evidence: Evidence, telling: Telling) -> bool:
    """Whether the claim's article is of the origin itself and no copy of another's text."""
    outlet = evidence.vocabulary.outlet(telling.article.outlet or "")
    if not outlet or evidence.root(telling).name not in (outlet.name, outlet.owner):
        return False
    story = telling.story
    return not story or story.origin_article in (None, telling.article.id)


def _carrier(evidence: Evidence, telling: Telling) -> str | None:
    """Who passed a speaker's words on: the credited agency, else the outlet."""
    credits = telling.article.credits
    return credits[0].agency if credits else _outlet(evidence, telling)


def _outlet(evidence: Evidence, telling: Telling) -> str | None:
    """The outlet's name as the vocabulary writes it, else as the article does."""
    row = evidence.vocabulary.outlet(telling.article.outlet or "")
    return row.name if row else telling.article.outlet


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
