"""Credits: the agencies that an article names as the origin of its text.

A credit stands above the text, below it, or in brackets: "(source: Farsnews)", "- AFP", "With
inputs from Reuters". An agency inside a sentence ("told TASS", "Tass reported") is a speaker, and
an agency in brackets behind a caption took the picture: neither is a credit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crosswire.clean.passages import Passage, split_passages
from crosswire.records import Credit, Dateline, Span

FindAgency = Callable[[str], str | None]

TAIL = 5  # passages from the end in which a bare source line may stand, with buttons below it
HEAD = 3  # passages from the start in which a byline may stand
MAX_NAME = 70  # characters; more is a sentence

SOURCE = re.compile(
    r"[(\[]\s*(?:via|sources?|agenc(?:y|ies))\s*[:\s]\s*(?P<names>[^()\[\]]{2,70})[)\]]", re.I
)
SOURCE_LINE = re.compile(
    r"(?:sources?|fuente|quelle|fonte|источник|джерело|المصدر|kaynak)\s*[:：]\s*"
    r"(?P<names>[^\n]{2,70}?)[.\s]*$"
    r"|articles? par\s*[:：]\s*(?P<author>[^\n]{2,70}?)[.\s]*$"
    r"|(?-i:Source\s+(?P<bare>[A-Z][\w-]*(?:(?:,| and| &|/)? [A-Za-z][\w-]*){0,4})[.\s]*$)",
    re.I,
)
SIGNED = re.compile(r"(?<=[.!?\"”'’)\s])[-–—]{1,3}\s?(?P<names>[A-Z][\w&/ .-]{1,38}?)\.?$")
_GAVE = (
    r"(?:inputs?|reporting|materials?|assistance|files?|contributions?|agenc(?:y|ies)|information)"
)
WITH = re.compile(
    rf"[(\[–—-]*\s*(?:\(?(?:with|additional|written with)\s+(?:[\w-]+\s+){{0,2}}?{_GAVE}"
    r"(?:\s+inputs?|\s+material)?\s*(?:from|by|of|\(|:)\s*|reporting by\s+)"
    r"(?P<names>[^\n]{2,160})$",
    re.I,
)
GIVEN = re.compile(
    r"\W*(?:this|the)\s+(?:report|story|article|dispatch|item|text|post|piece)\s+"
    r"(?:(?:was|is|has been|were|first|originally)\s+)*"
    r"(?:provided|published|produced|distributed|appeared|supplied|syndicated|reprinted|taken)"
    r"\s+(?:by|in|on|at|from|with permission from)\s+(?P<names>[^\n]{2,70}?)"
    r"(?:\s+(?:and|under|with|in|on)\s.{0,90})?\.?$",
    re.I,
)
HELPED = re.compile(
    r"\W*(?P<names>[A-Z][^\n.]{1,100}?)\s+(?:also\s+)?contributed (?:reporting )?"
    r"to (?:this|his|her|the) (?:report|story|article|piece)\.?$"
)
STAFF = re.compile(
    r"[(\[]?\s*(?P<names>[A-Z][\w .&-]{1,38}?),?\s*(?:with|and|&)\s+(?:our |staff |news )*"
    r"(?:staff(?: reports?)?|agenc(?:y|ies)|staff writers?|correspondents?|newsroom)\s*[)\]]?\.?$"
)
ALONE = re.compile(r"[(\[]?(?P<names>[A-Z][^\n()]{1,40})[)\]]?\.?$")
WIRE = re.compile(
    r"[(\[]?(?P<names>(?:[A-Z][\w-]+ ){0,3}[A-Z]?[\w-]*(?:Wire|Press|News Agency|News Service))"
    r"[)\]]?\.?$"
)
INITIALLED = re.compile(r"\((?P<names>[A-Z][\w ]{2,30})/[A-Z]{2,3}\)$")
BYLINE_LINE = re.compile(r"(?:by |from |via )?(?P<names>[^\n]+)", re.I)
BYLINE = re.compile(r"^(?:by|from|via)\s+", re.I)
IN_BRACKETS = re.compile(r"[(\[](?P<names>[^()\[\]]{2,60})[)\]]")
AGENCIES = re.compile(r"(?:^|and |& |/)(?:news )?agencies$", re.I)
PICTURE = re.compile(
    r"\b(?:photos?|images?|pictures?|pic|videos?|file|getty|handout|archive|credit)\b", re.I
)
PARTS = re.compile(r"\s*(?:[,;+|&]|\band\b|\s/\s|/(?=[A-Z])|\s[-–—]\s)\s*")
LEADING = re.compile(r"^(?:(?:our|by|via|from|staff|and|with)\s+)+", re.I)
TRAILING = re.compile(r"\s+(?:news agency|news agencies|newswire|wires?)$", re.I)
MAX_WORDS = 5  # of a name; more is a phrase
NOBODY = frozenset(
    {"agencies", "agency", "staff", "news", "websites", "website", "media", "wires", "reporters"}
    | {"correspondents", "own", "local", "others", "other", "social", "internet", "web", "various"}
    | {"twitter", "facebook", "telegram"}
)
SPELLS = frozenset(
    {"press", "agency", "france-presse", "news", "media", "service", "wire", "outlet"}
)


@dataclass(frozen=True, slots=True)
class Credited:
    """The credits, and the stretches of text that hold credits of any sort, pictures included."""

    credits: tuple[Credit, ...]
    masks: tuple[tuple[int, int], ...]


def find_credits(
    text: str,
    title: str,
    dateline: Dateline | None,
    byline: str | None,
    find_agency: FindAgency,
) -> Credited:
    """The credits of an article, by the agencies' canonical names where ``find_agency`` has one."""
    passages = split_passages(text, len(title))
    found = list(_of_head(byline, dateline, find_agency))
    masks: list[tuple[int, int]] = []
    for match in SOURCE.finditer(text, len(title)):
        found += _credits(match, "names", find_agency)
        masks.append(match.span())
    for index, passage in enumerate(passages):
        edge = index >= len(passages) - TAIL, index < HEAD
        for match, group in _in_passage(text, passage, edge, find_agency):
            found += _credits(match, group, find_agency)
            masks.append(match.span())
    masks += _pictures(text, len(title), dateline, find_agency)
    return Credited(tuple(sorted(set(found))), tuple(sorted(set(masks))))


def _of_head(
    byline: str | None, dateline: Dateline | None, find_agency: FindAgency
) -> Iterator[Credit]:
    if dateline and dateline.agency:
        yield Credit(dateline.span, dateline.agency)
    for name in PARTS.split(byline or ""):
        if agency := find_agency(BYLINE.sub("", name).strip()):
            yield Credit(Span(0, 0, ""), agency)  # a byline stands outside the text


def _in_passage(
    text: str, passage: Passage, edge: tuple[bool, bool], find_agency: FindAgency
) -> Iterator[tuple[re.Match[str], str]]:
    at_end, at_start = edge
    for form in (WITH, GIVEN, HELPED) if at_end or at_start else ():
        if match := form.match(text, passage.start, passage.end):
            yield match, "names"
            return
    if at_end:
        yield from _of_tail(text, passage, find_agency)
    elif passage.whole and 2 * passage.start > len(text):  # legal text may follow below
        if match := SOURCE_LINE.match(text, passage.start, passage.end):
            yield match, match.lastgroup or "names"
    elif at_start and passage.whole and len(passage.words) <= MAX_NAME:
        match = BYLINE_LINE.match(text, passage.start, passage.end)
        if match and find_agency(match["names"].strip(" .|")):
            yield match, "names"


def _of_tail(
    text: str, passage: Passage, find_agency: FindAgency
) -> Iterator[tuple[re.Match[str], str]]:
    start, end = passage.start, passage.end
    if match := SOURCE_LINE.match(text, start, end):
        yield match, match.lastgroup or "names"
        return
    for form in (STAFF, WIRE, INITIALLED):
        if match := form.match(text, start, end):
            yield match, "names"
            return
    signed, alone = SIGNED.search(text, start, end), ALONE.match(text, start, end)
    if signed and _is_agency(signed["names"], find_agency):
        yield signed, "names"
    elif alone and _names(alone["names"], find_agency, known=True):
        yield alone, "names"


def _is_agency(words: str, find_agency: FindAgency) -> bool:
    return bool(_names(words, find_agency, known=True)) or bool(re.fullmatch(r"[A-Z]{3,6}", words))


def _credits(match: re.Match[str], group: str, find_agency: FindAgency) -> Iterator[Credit]:
    named = group in {"names", "bare"} and match.re in {WITH, HELPED}
    start, end = match.span()
    span = Span(start, end, match[0])
    for agency in _names(match[group], find_agency, known=named):
        if group != "author" or find_agency(agency) or _spells_agency(agency):
            yield Credit(span, agency)


def _spells_agency(name: str) -> bool:
    """Whether a name that nobody knows is an agency's by its words, and no person's."""
    return not SPELLS.isdisjoint(name.lower().split())


def _names(words: str, find_agency: FindAgency, known: bool) -> list[str]:
    """The agencies that these words list; where ``known``, only those with a canonical name."""
    whole = words.strip(" .,;:()[]")
    if agency := find_agency(whole):
        return [agency]
    found = []
    for part in PARTS.split(whole):
        name = LEADING.sub("", part.strip(" .,;:()[]"))
        if not name or name.lower() in NOBODY:
            continue
        if agency := find_agency(name) or find_agency(TRAILING.sub("", name)):
            found.append(agency)
        elif not known and name[0].isupper() and len(name.split()) <= MAX_WORDS:
            found.append(name)
    return found


def _pictures(
    text: str, start: int, dateline: Dateline | None, find_agency: FindAgency
) -> Iterator[tuple[int, int]]:
    """Brackets that hold an agency or a picture's credit, but for the dateline's."""
    for match in IN_BRACKETS.finditer(text, start):
        inside = dateline and dateline.span.start <= match.start() < dateline.span.end
        if inside or _spells_out(text, match.start()):
            continue
        named = _names(match["names"], find_agency, known=True) or AGENCIES.search(match["names"])
        if named or (PICTURE.search(match["names"]) and match["names"][0].isupper()):
            yield match.span()


def _spells_out(text: str, at: int) -> bool:
    """Whether the bracket abbreviates a name before it: "Agence France-Presse (AFP)"."""
    before = re.search(r"([\w-]+)\s*$", text[max(0, at - 30) : at])
    return bool(before and before[1].lower() in SPELLS)
