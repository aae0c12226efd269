"""The dateline: where, when and by which agency an article says that it was filed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import TypeGuard, cast

from crosswire.clean.days import DAY, WITH_YEAR, read_day
from crosswire.records import Dateline, Span

FindAgency = Callable[[str], str | None]

HEAD_LINES = 6  # a caption, a byline and a printed date may stand above the dateline
HEAD = 700  # characters in which a dateline may begin, where the text is one long line

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.]*"
_UPPER = rf"{_CAPITALS}[A-ZÀ-Þ](?:[ /-]{_CAPITALS}|[ -](?:al|el|AL|EL)-[A-ZÀ-Þ]+){{0,4}}"
_TITLE = (
    r"(?:[Aa]l-|[Ee]l-)?[A-ZÀ-Þ][\w'’-]+"
    r"(?:[ /-](?:(?:al|el|es|as|ar)-|d[eou] )?[A-ZÀ-Þ][\w'’-]*){0,3}"
)
_PLACE = rf"(?P<place>{_UPPER}|{_TITLE})"
_REGION = rf"(?:,\s*(?!{DAY})(?P<region>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,3}}))?"
_GAP = r"[^\S\n]*"
_DAY = rf"(?:[,.]?[^\S\n]+(?P<day>{DAY}))?"
_DASH = rf"{_GAP}\.?{_GAP}(?:[-–—]{{1,2}}(?!\d)|:){_GAP}"
_AGENCY = r"(?P<agency>[A-Z][^()\[\]/]{1,40}(?:/[A-Z][^()\[\]/]{1,20})?)"
_END = rf"(?:{_DASH}|{_GAP}(?=\n|$))"
_STOP = rf"(?:{_DASH}|\.[^\S\n]+(?=[A-Z\"“])|{_GAP}\.?(?=\n|$))"

# Each with the form that it reads; the first that matches at a line's start wins.
FORMS = tuple(
    re.compile(form)
    for form in (
        # KABUL, Afghanistan (Aug. 17, 2011) - | (Bunia, 16 February 2021) -
        rf"{_PLACE}{_REGION},?{_GAP}\((?P<day>{DAY})\){_DASH}",
        rf"\({_PLACE}{_REGION},{_GAP}(?P<day>{DAY})\){_DASH}",
        # BEIRUT, Aug 23 (Levant Wire) - | KYIV, Ukraine (AP) — | Cairo, Apr 20 (EFE).-
        rf"{_PLACE}{_REGION}{_DAY}[,.]?{_GAP}[(\[]{_AGENCY}[)\]]{_END}",
        # MOSCOW, August 13. /TASS/. | Baku, September 21, AZPRESS.
        rf"{_PLACE}{_REGION}{_DAY}[,.]?{_GAP}/(?P<agency>[A-Z][\w -]{{1,30}})/[.:]?{_GAP}"
        rf"[-–—]*{_GAP}",
        rf"{_PLACE}{_REGION}[,.]?{_GAP}(?P<day>{DAY}),{_GAP}(?P<agency>[A-Z]{{2,10}}){_STOP}",
        # Aleppo, SANA -
        rf"{_PLACE},{_GAP}(?P<agency>[A-Z]{{2,6}}){_GAP}[-–—]{{1,2}}{_GAP}",
        # BAHIR DAR, Nov. 28 - | Damascus, 21 March 2018 - | KYIV, 10 August. During
        rf"{_PLACE}{_REGION}[,.]?{_GAP}(?P<day>{DAY}){_STOP}",
        # Aweil - 22 Dec 2021
        rf"{_PLACE}{_GAP}[-–—]{_GAP}(?P<day>{WITH_YEAR}){_GAP}",
        # TEHRAN - | NAIROBI, Kenya — | DUBAI:
        rf"(?P<place>{_UPPER}){_REGION}"
        rf"(?:[^\S\n]+[-–—]{{1,2}}|{_GAP}[–—]|:|,{_GAP}[–—])[^\S\n]+(?=\S)",
        # Khartoum – At least
        r"(?P<place>[A-Z][\w'’-]{2,}(?: [A-Z][\w'’-]{2,})?) [–—-]{1,2} (?=[A-Z\"“][^\n]{60})",
        # (Reuters) -
        rf"\({_AGENCY}\){_GAP}[-–—]{{1,2}}{_GAP}",
    )
)
LOOSE = len(FORMS) - 3  # from this form on, a colon may also close the heading of a part
# BEIRUT (Reuters) in the middle of one long line; only an agency that is known makes it a dateline
IN_LINE = re.compile(rf"(?<![\w-])(?P<place>{_UPPER}){_REGION}{_DAY},?\s*\({_AGENCY}\)\s*[-–—]*\s*")
AGENCY_AND_DAY = re.compile(
    rf"(?:(?!{WITH_YEAR})(?P<agency>[A-Z][\w-]+(?: (?!{WITH_YEAR})[A-Z][\w-]+)?)\s+)?"
    rf"(?P<day>{WITH_YEAR})"
)
LABELLED = re.compile(
    r"\b(?:date of publication|publication date|published(?: on| at)?|posted(?: on| at)?|date"
    rf"|(?:last )?(?:updated|modified)(?: on| at)?)\s*:?\s*(?P<day>{WITH_YEAR})",
    re.IGNORECASE,
)
LINE = re.compile(r"(?<![^\n])[^\S\n]*(?=\S)")
BETWEEN = re.compile(r"[\s.,;:|–—-]*")
DESK_WORDS = frozenset(
    {
        "analysis",
        "breaking",
        "update",
        "updated",
        "exclusive",
        "opinion",
        "video",
        "photo",
        "photos",
    }
    | {"watch", "live", "editorial", "comment", "commentary", "news", "report", "interview", "map"}
    | {"feature", "factbox", "explainer", "correction", "corrected", "note", "warning", "alert"}
    | {"urgent", "special", "source", "sources", "world", "file", "read", "more", "background"}
    | {"context", "related", "advertisement", "transcript", "summary", "timeline", "highlights"}
    | {"published", "posted", "publication", "date", "last", "modified", "on"}
    | {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday"}
    | {"thursday", "friday", "saturday", "sunday"}
)


def find_dateline(
    text: str, title: str, published: date | None, find_agency: FindAgency
) -> Dateline | None:
    """The dateline of an article's text, or None; what it does not name is None in it."""
    starts = list(_starts(text, title, find_agency))
    printed = _printed_day(text, len(title), starts, find_agency)
    filed = _filed(text, len(title), starts, find_agency)
    if not printed and not filed:
        return None
    days = [
        read_day(match["day"] or "", published) for match in (filed, printed) if _has_day(match)
    ]
    day = next((found for found in days if found), None)
    agency = _agency(filed, find_agency) or _agency(printed, find_agency)
    return Dateline(_span(text, printed, filed), _place(filed), agency, day)


def _printed_day(
    text: str, begin: int, starts: list[int], find_agency: FindAgency
) -> re.Match[str] | None:
    for at in starts:
        if found := _day_at(text, at, find_agency):
            return found
    return LABELLED.search(text, begin, begin + HEAD)


def _day_at(text: str, at: int, find_agency: FindAgency) -> re.Match[str] | None:
    found = AGENCY_AND_DAY.match(text, at)
    if not found or not found["agency"]:
        return found
    return found if find_agency(found["agency"]) else None


def _filed(
    text: str, begin: int, starts: list[int], find_agency: FindAgency
) -> re.Match[str] | None:
    for at in starts:
        for number, form in enumerate(FORMS):
            found = form.match(text, at)
            if found and _is_credible(found, number, at == starts[0], find_agency):
                return found
    for found in IN_LINE.finditer(text, begin, begin + HEAD):
        if find_agency(found["agency"]):
            return found
    return None


def _is_credible(found: re.Match[str], number: int, first: bool, find_agency: FindAgency) -> bool:
    """Whether a match is a dateline, and neither a desk's label nor a body's name in brackets."""
    groups = found.groupdict()
    place, agency = groups.get("place") or "", groups.get("agency")
    if any(word in DESK_WORDS for word in place.lower().split()):
        return False
    if number >= LOOSE and found[0].rstrip().endswith(":") and not first:
        return False  # the heading of a part: "COLOMBIA: ..."
    if not place or not agency or place.isupper() or groups.get("day") or find_agency(agency):
        return True
    follows = found.string[found.end() : found.end() + 1]
    return not follows or not follows.islower()


def _starts(text: str, title: str, find_agency: FindAgency) -> Iterator[int]:
    """Where a dateline may begin: at a line, after a printed day, after the title again."""
    lines = LINE.finditer(text, len(title), len(title) + 4 * HEAD)
    for line in islice(lines, HEAD_LINES):
        at = line.start()
        yield at
        for _ in range(2):  # day and title may stand in either order
            if day := _day_at(text, at, find_agency):
                at = day.end()
            elif title and text.startswith(title, at):
                at += len(title)
            else:
                break
            at = cast("re.Match[str]", BETWEEN.match(text, at)).end()
            yield at


def _has_day(found: re.Match[str] | None) -> TypeGuard[re.Match[str]]:
    return bool(found and found.groupdict().get("day"))


def _span(text: str, printed: re.Match[str] | None, filed: re.Match[str] | None) -> Span:
    found = [match.span() for match in (printed, filed) if match]
    start, end = min(found)[0], max(found)[1]
    if len(found) == 2 and text[min(found)[1] : max(found)[0]].strip():
        start, end = found[1]  # something stands between the two: the place's is the dateline
    words = text[start:end].rstrip()
    return Span(start, start + len(words), words)


def _place(found: re.Match[str] | None) -> str | None:
    groups = found.groupdict() if found else {}
    place = groups.get("place")
    return ", ".join([place, groups["region"]]) if place and groups.get("region") else place


def _agency(found: re.Match[str] | None, find_agency: FindAgency) -> str | None:
    words = found.groupdict().get("agency") if found else None
    return (find_agency(words) or words) if words else None
