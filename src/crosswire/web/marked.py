"""An article's text, cut where anything begins or ends that is marked in it.

Claims may nest and overlap, so no element can hold one: the text is cut at every edge, and each
stretch knows all that covers it. The stretches together are the text, letter by letter: what a
person selects can be counted in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.records import Article, Claim, Span

# Characters that turn the direction of what follows, or that a page's text cannot hold.
CONTROLS = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_CONTROL = re.compile(f"[{''.join(CONTROLS)}]")
# A browser reads these as other characters, or as none, which would shift all offsets.
_UNSHOWN = re.compile("[\x00\r\ud800-\udfff]")
EVIDENCE = ("event", "number", "speaker", "place", "day", "side")  # the most telling first
AROUND = ("mask", "credit", "dateline", "title")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text that is marked alike from end to end.

    ``claims`` are the places, in the article's list, of the claims whose words it is among;
    ``mark`` is the evidence that it is, ``around`` what it is beside the news, with ``kind`` of a
    mask. ``link`` is the claim that it leads to, ``starts`` those whose first event word it is.
    ``control`` names a character that turns the direction of writing.
    """

    text: str
    claims: tuple[int, ...] = ()
    mark: str = ""
    around: str = ""
    kind: str = ""
    first: bool = False
    link: int | None = None
    starts: tuple[int, ...] = ()
    control: str = ""


@dataclass(frozen=True, slots=True)
class _Cover:
    start: int
    end: int
    name: str
    claim: int | None = None
    kind: str = ""


def stretches(article: Article, claims: Sequence[Claim]) -> list[Stretch]:
    """The whole text in stretches; ``claims`` are numbered as they are given."""
    text = readable(article.text)
    covers = [*_around(article), *_evidence(claims)]
    edges = {0, len(text), *(edge for each in covers for edge in (each.start, each.end))}
    for found in _CONTROL.finditer(text):
        edges |= {found.start(), found.end()}
    ordered = sorted(edge for edge in edges if 0 <= edge <= len(text))
    opening: dict[int, list[_Cover]] = {}
    for each in covers:
        opening.setdefault(each.start, []).append(each)
    active: list[_Cover] = []
    made = []
    for start, end in pairwise(ordered):
        active = [each for each in active if each.end > start]
        active += [each for each in opening.get(start, ()) if each.end > start]
        made.append(_stretch(text[start:end], start, active))
    return made


def readable(text: str) -> str:
    """The text with a blank or a mark, one for one, for what no page can hold."""
    return _UNSHOWN.sub(lambda found: " " if found[0] == "\r" else "\ufffd", text)


def _stretch(text: str, start: int, active: Sequence[_Cover]) -> Stretch:
    quotes = sorted((e for e in active if e.name == "quote"), key=lambda e: e.end - e.start)
    names = {each.name for each in active}
    around = next((name for name in AROUND if name in names), "")
    cover = next((each for each in active if each.name == around), None)
    events = [each for each in active if each.name == "event"]
    innermost = events[0].claim if events else quotes[0].claim if quotes else None
    return Stretch(
        text=text,
        claims=tuple(sorted({each.claim for each in active if each.claim is not None})),
        mark=next((name for name in EVIDENCE if name in names), ""),
        around=around,
        kind=cover.kind if cover else "",
        first=bool(cover and cover.start == start),
        link=innermost,
        starts=tuple(e.claim for e in events if e.start == start and e.claim is not None),
        control=CONTROLS.get(text, ""),
    )


def _around(article: Article) -> Iterator[_Cover]:
    if article.title and article.text.startswith(article.title):
        yield _Cover(0, len(article.title), "title")
    if article.dateline:
        yield _cover(article.dateline.span, "dateline")
    yield from (_cover(each.span, "credit", kind=each.agency) for each in article.credits)
    yield from (_cover(each.span, "mask", kind=_said(each.kind)) for each in article.masks)


def _evidence(claims: Iterable[Claim]) -> Iterator[_Cover]:
    for at, claim in enumerate(claims):
        yield _cover(claim.quote, "quote", at)
        yield _cover(claim.trigger, "event", at)
        for name, spans in _values(claim):
            yield from (_cover(span, name, at) for span in spans)


def _values(claim: Claim) -> Iterator[tuple[str, list[Span]]]:
    yield "number", [number.words for number in claim.casualties]
    yield "speaker", [claim.speaker.words] if claim.speaker else []
    yield "place", list(claim.places)
    yield "day", [claim.date_words] if claim.date_words else []
    yield "side", [*claim.side_a, *claim.side_b]


def _cover(span: Span, name: str, claim: int | None = None, kind: str = "") -> _Cover:
    return _Cover(span.start, span.end, name, claim, kind)


def _said(kind: str) -> str:
    return str(kind).replace("_", " ")
