"""Whose text it says that it is: "© 2023 BBC", "All Content by Mehr News Agency is licensed"."""

from __future__ import annotations

import re
from collections.abc import Callable

from crosswire.clean.passages import split_passages
from crosswire.records import Span

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


def find_owner(text: str, start: int, find_outlet: FindOutlet) -> tuple[Span, str] | None:
    """The line that says so and the known outlet or agency that it names; the last one counts.

    ``start`` is where the title ends. A name that ``find_outlet`` does not know may be a person's
    or a company's, and is nobody here.
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
