"""Whose text it says that it is: "© 2023 BBC", "All Content by Mehr News Agency is licensed".

Where an outlet's name says from whom it has the text ("Reuters via Yahoo News"), that counts too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crosswire.clean.passages import split_passages
from crosswire.records import Credit, Span

FindOutlet = Callable[[str], str | None]

TAIL = 8  # passages from the end in which such a line may stand, with menus and buttons below it
_SIGN = r"(?:©|\(c\)|&copy;|\ufffd+)"
_YEARS = r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|\d\d))?[\s,.]*)?"
OWNED = re.compile(
    rf"(?:(?:copyright|all\s+contents?)\s*{_SIGN}?|{_SIGN}(?:\s*copyright)?)"
    rf"\s*{_YEARS}(?:by\s+)?{_YEARS}(?:the\s+)?(?P<name>[^\W\d_][^\n.|©]{{1,60}})",
    re.I,
)
# What follows a name in one line with it.
_REST = re.compile(
    r"\s*(?:[,;(]|\b(?:all rights|is licensed|is not|are |inc\b|ltd\b|llc\b|limited\b)).*", re.I
)
MARKS = " *_"  # of a Markdown name


def find_outlet_of(
    text: str, start: int, named: str | None, find_agency: FindOutlet, find_outlet: FindOutlet
) -> tuple[str | None, list[Credit]]:
    """The outlet of a text, and the agencies whose text it says that it is.

    ``start`` is where the title ends; ``named`` is the outlet that is told beside the text, where
    one is: the owner that the text names is it else.
    """
    owner = _find_owner(text, start, find_outlet)
    if not named:
        return (owner[1] if owner else None), []
    outlet, agency = _printed_by(named, find_agency)
    owners = [Credit(Span(0, 0, ""), agency)] if agency else []  # told outside the text
    if owner and find_agency(owner[1]) and owner[1] != find_outlet(outlet):
        owners.append(Credit(*owner))
    return outlet, owners


def _printed_by(outlet: str, find_agency: FindOutlet) -> tuple[str, str | None]:
    """An outlet's name, and the agency that it says it has the text from, if any."""
    before, _, after = outlet.partition(" via ")
    agency = find_agency(before.strip(MARKS)) if after else None
    return (after.strip(MARKS), agency) if agency else (outlet, None)


def _find_owner(text: str, start: int, find_outlet: FindOutlet) -> tuple[Span, str] | None:
    """The line that names a known outlet or agency as the owner; the last one counts.

    A name that ``find_outlet`` does not know may be a person's or a company's: nobody here.
    """
    for passage in reversed(split_passages(text, start)[-TAIL:]):
        for found in OWNED.finditer(text, passage.start, passage.end):
            if _begins(text[passage.start : found.start()]):
                name = _REST.sub("", found["name"]).strip(" '\"’”-–—")
                if outlet := find_outlet(name):
                    return Span(found.start(), found.end(), found[0]), outlet
    return None


def _begins(before: str) -> bool:
    """Whether a sentence, or what stands for one, begins behind these words."""
    return not before.strip() or before.rstrip()[-1] in '.!?)]"”|*'
