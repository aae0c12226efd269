"""Which published id each incident keeps, through late news, splits, merges and re-coding."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from crosswire.records import Anchor, Incident, Span, content_id


@dataclass(frozen=True, slots=True)
class Registered:
    """A published incident id, where the claims stand that it names, and its fate.

    ``anchors`` are those of its first publication, then those that later claims added; none goes.
    ``claim_ids`` are the claims that it named last, by which ids of equal anchors are told apart.

    ``redirect_to`` is the id that it was merged into. ``withdrawn`` says that no claim tells of it
    any more. Neither is for ever: when the claims come back or part again, the id names them again.
    """

    id: str
    anchors: tuple[Anchor, ...]
    redirect_to: str | None = None
    withdrawn: bool = False
    claim_ids: tuple[str, ...] = ()


def assign(
    incidents: Sequence[Incident],
    anchors: Mapping[str, Anchor],
    known: Sequence[Registered] = (),
    taken: Collection[str] = (),
) -> tuple[list[Incident], list[Registered]]:
    """The incidents under their published ids, and all rows of the registry, old and new.

    ``anchors`` are those of the incidents' claims, by claim id; ``taken`` are ids beside the known
    ones that no new one may equal. An incident and an id belong together as far as their anchors
    overlap: in one document, stretches of text that touch, or equal words (a new cleaner moves
    offsets). The largest overlap goes first, of equals that with the most of the very claims that
    the id named last: an id stays with the largest part of what it named, other parts get new ids,
    and an id whose claims all went into an incident that keeps another becomes a redirect. An id
    without any claim left is withdrawn.
    A claim that no id holds yet is added to its incident's, so that the id outlives its first
    claims. New ids are hashes of the documents and words of the incident's first anchors, so that
    a fresh registry gives the same ids in any order. Raises KeyError for a claim without an anchor.
    """
    own = {incident.id: _anchors(incident, anchors) for incident in incidents}
    held = _find_holders(own, known)
    overlaps = _overlaps(held)
    kept = _keep(overlaps, _shared(overlaps, incidents, known))
    published = _publish(own, kept, {*taken, *(row.id for row in known)})
    parts = _parts(overlaps)
    rows = [_fate(row, parts.get(row.id, {}), published) for row in known]
    new_anchors = {published[one]: _unheld(held[one]) for one in own}
    rows = [replace(row, anchors=row.anchors + new_anchors.get(row.id, ())) for row in rows]
    old = {row.id for row in known}
    rows += [Registered(name, own[one]) for one, name in published.items() if name not in old]
    named = [replace(incident, id=published[incident.id]) for incident in incidents]
    told = {incident.id: incident.claim_ids for incident in named}
    rows = [replace(row, claim_ids=told.get(row.id, row.claim_ids)) for row in rows]
    return sorted(named, key=lambda one: one.id), sorted(rows, key=lambda row: row.id)


def find_holders(
    incidents: Sequence[Incident], anchors: Mapping[str, Anchor], known: Sequence[Registered]
) -> dict[str, set[str]]:
    """For each incident the published ids that hold any of its claims' anchors best."""
    held = _find_holders({each.id: _anchors(each, anchors) for each in incidents}, known)
    return {key: {name for fit in fits.values() for name in fit} for key, fits in held.items()}


def resolve_id(incident_id: str, rows: Iterable[Registered]) -> str | None:
    """The id that a published id now leads to; None where it is unknown or withdrawn."""
    by_id = {row.id: row for row in rows}
    row = by_id.get(incident_id)
    while row and row.redirect_to:
        row = by_id.get(row.redirect_to)
    return row.id if row and not row.withdrawn else None


Overlaps = dict[tuple[str, str], int]  # (provisional id, published id): points in common
Fits = dict[Anchor, dict[str, int]]  # an anchor, and the ids that hold it best with their points

# Points of two anchors that are surely, probably, and perhaps of one claim: the same words and
# trigger; the same words or place with a trigger that overlaps; a sentence that both stand in.
SURE, PROBABLE, PERHAPS = 1000, 900, 400


def _find_holders(
    own: Mapping[str, tuple[Anchor, ...]], known: Sequence[Registered]
) -> dict[str, Fits]:
    """For each provisional id, which published ids hold its anchors.

    An anchor counts for its best fits alone, since two claims may share a sentence.
    """
    by_document: dict[str, list[tuple[str, Anchor]]] = defaultdict(list)
    for row in known:
        for anchor in row.anchors:
            by_document[anchor.document_id].append((row.id, anchor))
    held = {document: _Held(anchors) for document, anchors in by_document.items()}
    return {
        provisional: {
            a: held[a.document_id].best_fits(a) if a.document_id in held else {} for a in anchors
        }
        for provisional, anchors in own.items()
    }


class _Held:
    """The anchors of one document that published ids hold, by their place and by their words."""

    def __init__(self, held: Iterable[tuple[str, Anchor]]) -> None:
        self.ordered = sorted(held, key=lambda pair: (pair[1].quote, pair[1].trigger, pair[0]))
        self.starts = [anchor.quote.start for _, anchor in self.ordered]
        self.reach = list(accumulate((a.quote.end for _, a in self.ordered), max))
        self.by_words: dict[str, list[tuple[str, Anchor]]] = defaultdict(list)
        for pair in self.ordered:
            self.by_words[_words(pair[1].quote)].append(pair)

    def best_fits(self, anchor: Anchor) -> dict[str, int]:
        """The ids that hold an anchor best, with their points; only what fits at all is weighed."""
        points: dict[str, int] = defaultdict(int)
        for published, other in self._near(anchor):
            points[published] = max(points[published], _fit(anchor, other))
        most = max(points.values(), default=0)
        return {published: most for published, fit in points.items() if fit == most and most}

    def _near(self, anchor: Anchor) -> Iterator[tuple[str, Anchor]]:
        """The anchors whose quote has the same words, or overlaps."""
        yield from self.by_words.get(_words(anchor.quote), ())
        at = bisect_left(self.starts, anchor.quote.end) - 1
        while at >= 0 and self.reach[at] > anchor.quote.start:
            yield self.ordered[at]
            at -= 1


def _fit(a: Anchor, b: Anchor) -> int:
    """The points of two anchors of one document; none where they do not overlap."""
    same_words = _words(a.quote) == _words(b.quote)
    same_trigger = _words(a.trigger) == _words(b.trigger)
    if same_words and same_trigger:
        return SURE
    shared = min(a.quote.end, b.quote.end) - max(a.quote.start, b.quote.start)
    if shared <= 0 and not same_words:
        return 0
    whole = max(a.quote.end, b.quote.end) - min(a.quote.start, b.quote.start)
    triggers_touch = a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end
    share = 1.0 if same_words else shared / whole
    return max(1, int(share * (PROBABLE if same_trigger or triggers_touch else PERHAPS)))


def _overlaps(held: Mapping[str, Fits]) -> Overlaps:
    found: Overlaps = defaultdict(int)
    for provisional, fits in held.items():
        for points_of in fits.values():
            for published, points in points_of.items():
                found[provisional, published] += points
    return dict(found)


def _unheld(fits: Fits) -> tuple[Anchor, ...]:
    return tuple(anchor for anchor, holders in fits.items() if not holders)


def _publish(
    own: Mapping[str, tuple[Anchor, ...]], kept: Mapping[str, str], taken: set[str]
) -> dict[str, str]:
    """Provisional id to published id: the kept one, else a new one that is not ``taken`` yet."""
    published: dict[str, str] = {}
    for provisional in sorted(own):
        found = kept.get(provisional) or _new_id(own[provisional], taken)
        taken.add(found)
        published[provisional] = found
    return published


def _shared(
    overlaps: Overlaps, incidents: Sequence[Incident], known: Sequence[Registered]
) -> dict[tuple[str, str], int]:
    """How many of an incident's claims an id named last, where they overlap."""
    claims = {incident.id: set(incident.claim_ids) for incident in incidents}
    named = {row.id: row.claim_ids for row in known}
    return {(one, key): len(claims[one].intersection(named[key])) for one, key in overlaps}


def _keep(overlaps: Overlaps, shared: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Provisional id to the published id it keeps, the largest overlap first, one to one.

    What parted from another incident so stays under the id that it was given then, even when the
    other one is gone.
    """
    kept: dict[str, str] = {}
    gone: set[str] = set()
    for (provisional, published), _ in sorted(
        overlaps.items(),
        key=lambda item: (-item[1], -shared[item[0]], item[0][1], item[0][0]),
    ):
        if provisional not in kept and published not in gone:
            kept[provisional] = published
            gone.add(published)
    return kept


def _parts(overlaps: Overlaps) -> dict[str, dict[str, int]]:
    """For each published id, the provisional ids that have some of its claims."""
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for (provisional, published), points in overlaps.items():
        parts[published][provisional] = points
    return parts


def _fate(row: Registered, parts: Mapping[str, int], published: Mapping[str, str]) -> Registered:
    """What became of a published id: it lives, leads to where most of its claims went, or rests."""
    if any(published[part] == row.id for part in parts):
        return replace(row, redirect_to=None, withdrawn=False)
    if not parts:
        return replace(row, withdrawn=row.redirect_to is None)
    largest = min(parts, key=lambda part: (-parts[part], published[part]))
    return replace(row, redirect_to=published[largest], withdrawn=False)


def _new_id(anchors: Sequence[Anchor], taken: set[str]) -> str:
    """The hash of an incident's anchors; one that is taken is hashed on until it is free.

    An id may be taken by an incident of the same words that has since moved to other claims.
    """
    values = sorted((a.document_id, _words(a.quote), _words(a.trigger)) for a in anchors)
    found, tries = content_id("inc", values), 0
    while found in taken:
        tries += 1
        found = content_id("inc", values, tries)
    return found


def _anchors(incident: Incident, anchors: Mapping[str, Anchor]) -> tuple[Anchor, ...]:
    found = {anchors[claim] for claim in incident.claim_ids}
    return tuple(sorted(found, key=lambda a: (a.document_id, a.quote, a.trigger)))


def _words(span: Span) -> str:
    """The words with white space folded, which cleaners change."""
    return " ".join(span.quote.split())
