"""Masks: which passages of a text are not news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from crosswire.clean.cues import cues
from crosswire.clean.passages import Passage, split_passages
from crosswire.records import Mask, MaskKind, Span

TOP = 2  # passages at the start in which a cue of the edge counts
BOTTOM = 6  # passages at the end; pages close with a credit, a plea, a notice and some buttons
MAX_WHOLE = 120  # characters; a label or a row of buttons is not longer
MAX_CUED = 500  # characters; a longer passage that holds a cue holds news too
# Separators, the least entries, and the most words of one; a dash also stands between sentences.
MENUS = (
    (re.compile(r"\s*(?:\||»|>|→|•|·)\s*"), 3, 5),
    (re.compile(r"\s+[-–/]\s+"), 4, 3),
)
CODE = re.compile(
    r"[-–—\s]*(?:[A-Z]{2,5}(?: ?\d{1,3})?|\d{1,3}(?:-\d{1,3})?|\d{1,4}/[A-Z]{2,5}|-?\d0-"
    r"|ENDS?\.?|#{3}|\*{3})$"
)
CAPITALS = 0.9  # share of capital letters in a line that shouts a link to another article
SHOUTED = (6, 25)  # words of such a line; a shorter one is a heading of the text itself
FEW = 6  # words that say nothing alone: "It's free!", "Accept all"
STOP = re.compile(r"[a-z)\"”][.!?](?:\s|$)")
SMALL = re.compile(r"(?<!\S)[a-z]")
PROSE = 0.55  # share of words with a small letter in front; running text has three in four
UNPUNCTUATED = 250  # characters for one full stop: news has about one in 130, headlines none


def find_masks(
    text: str, title: str, outlet: str | None, credited: Iterable[tuple[int, int]] = ()
) -> tuple[Mask, ...]:
    """The stretches of an article's text that are not news, in order and without overlap.

    ``credited`` are stretches that hold credits. The title is news but for the outlet's name in it.
    """
    canvas = _Canvas(text)
    passages = split_passages(text, len(title))
    for start, end in credited:
        canvas.paint(start, end, MaskKind.CREDIT)
    _mask_outlet(canvas, title, outlet)
    _mask_blocks(canvas, passages)
    _mask_passages(canvas, passages)
    for kind, pattern in cues("inline"):
        for found in pattern.finditer(text, len(title)):
            canvas.paint(*found.span(), kind)
    return canvas.masks()


class _Canvas:
    """The kind of mask that lies over each character; what is painted first stays."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[MaskKind | None] = [None] * len(text)

    def paint(self, start: int, end: int, kind: MaskKind) -> None:
        self.kinds[start:end] = [old or kind for old in self.kinds[start:end]]

    def is_masked(self, passage: Passage) -> bool:
        return all(self.kinds[passage.start : passage.end])

    def masks(self) -> tuple[Mask, ...]:
        """The painted stretches; those of one kind with only white space between them are one."""
        found: list[tuple[int, int, MaskKind]] = []
        at = 0
        for kind, run in groupby(self.kinds):
            start, at = at, at + len(list(run))
            if not kind or not self.text[start:at].strip():
                continue
            if found and found[-1][2] is kind and not self.text[found[-1][1] : start].strip():
                start = found.pop()[0]
            found.append((start, at, kind))
        return tuple(self._mask(*stretch) for stretch in found)

    def _mask(self, start: int, end: int, kind: MaskKind) -> Mask:
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return Mask(Span(start, start + len(words), words), kind)


def _mask_outlet(canvas: _Canvas, title: str, outlet: str | None) -> None:
    """The name of the outlet behind the headline: "Town shelled | The Daily Paper"."""
    found = re.search(r"\s([|–—-])\s([^|–—]{2,40})$", title)
    if not found:
        return
    name, own = _letters(found[2]), _letters(outlet or "")
    if found[1] == "|" or (own and (own in name or (name in own and 2 * len(name) > len(own)))):
        canvas.paint(found.start(1), found.end(), MaskKind.NAVIGATION)


def _letters(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())


def _mask_blocks(canvas: _Canvas, passages: Sequence[Passage]) -> None:
    text = canvas.text
    for index, passage in enumerate(passages):
        late = 2 * passage.start > len(text)
        if late and (kind := _match("legal", passage.words)):
            canvas.paint(passage.start, len(text), kind)
            return
        for kind, pattern in cues("list"):
            found = pattern.match(passage.words)
            if found and (late or passage.whole) and not _is_prose(passage.words):
                canvas.paint(passage.start, _list_end(passages, index), kind)
        if 3 * passage.start > len(text):
            for kind, pattern in cues("tail"):
                found = pattern.search(passage.words)
                if found and not _is_running(text[passage.start :]):
                    canvas.paint(passage.start + found.start(), len(text), kind)


def _list_end(passages: Sequence[Passage], index: int) -> int:
    end = passages[index].end
    for passage in passages[index + 1 :]:
        if _is_prose(passage.words) or passage.words[-1:] in '.!"”':
            break
        end = passage.end
    return end


def _is_prose(words: str) -> bool:
    """Whether words are sentences; headlines in a row have few full stops and many capitals."""
    return len(STOP.findall(words)) * UNPUNCTUATED > len(words) or _is_running(words)


def _is_running(words: str) -> bool:
    return len(SMALL.findall(words)) > PROSE * len(words.split())


def _mask_passages(canvas: _Canvas, passages: Sequence[Passage]) -> None:
    edge = set(range(TOP)) | set(range(len(passages) - BOTTOM, len(passages)))
    for passage in passages:
        if kind := _kind(passage):
            canvas.paint(passage.start, passage.end, kind)
    shouted = _shouted(canvas.text, passages)
    for index, passage in enumerate(passages):
        beside = [passages[near] for near in (index - 1, index + 1) if 0 <= near < len(passages)]
        counts = index in edge or any(canvas.is_masked(other) for other in beside)
        if counts and len(passage.words) <= MAX_CUED and (kind := _search("edge", passage.words)):
            canvas.paint(passage.start, passage.end, kind)
        if index in shouted:
            canvas.paint(passage.start, passage.end, MaskKind.READ_MORE)
    _mask_code(canvas, passages)
    _mask_between(canvas, passages)


def _kind(passage: Passage) -> MaskKind | None:
    words = passage.words
    if len(words) <= MAX_WHOLE and (kind := _match("whole", words, whole=True)):
        return kind
    if _is_menu(words):
        return MaskKind.NAVIGATION
    return _search("anywhere", words) if len(words) <= MAX_CUED else None


def _is_menu(words: str) -> bool:
    for pattern, least, longest in MENUS:
        entries = pattern.split(words.strip(" |»>→•·"))
        if len(entries) >= least and all(len(entry.split()) <= longest for entry in entries):
            return True
    return False


def _shouted(text: str, passages: Sequence[Passage]) -> set[int]:
    """The lines in capitals inside an article that does not shout: links to other articles."""
    if _capitals(text) > CAPITALS / 2:
        return set()
    least, most = SHOUTED
    return {
        index
        for index, passage in enumerate(passages)
        if index
        and least <= len(passage.words.split()) <= most
        and _capitals(passage.words) > CAPITALS
    }


def _capitals(words: str) -> float:
    letters = [c for c in words if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0


def _mask_code(canvas: _Canvas, passages: Sequence[Passage]) -> None:
    """The desk's code or the writer's initials behind the last sentence."""
    left = [passage for passage in passages if not canvas.is_masked(passage)]
    if left and len(left) > 1 and CODE.match(left[-1].words):
        canvas.paint(left[-1].start, left[-1].end, MaskKind.NAVIGATION)


def _mask_between(canvas: _Canvas, passages: Sequence[Passage]) -> None:
    """A few words between two masked passages, or between one and the end, belong to them."""
    for before, passage, after in zip(passages, passages[1:], [*passages[2:], None], strict=False):
        if len(passage.words.split()) > FEW or canvas.is_masked(passage):
            continue
        if canvas.is_masked(before) and (after is None or canvas.is_masked(after)):
            kind = canvas.kinds[before.start] or MaskKind.NAVIGATION
            canvas.paint(passage.start, passage.end, kind)


def _match(place: str, words: str, whole: bool = False) -> MaskKind | None:
    for kind, pattern in cues(place):
        if pattern.fullmatch(words) if whole else pattern.match(words):
            return kind
    return None


def _search(place: str, words: str) -> MaskKind | None:
    for kind, pattern in cues(place):
        if pattern.search(words):
            return kind
    return None
