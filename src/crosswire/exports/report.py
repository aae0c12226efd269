"""The situation report: one HTML file that needs nothing else, or Markdown.

The page loads nothing: styles and script are inline and allowed by their hash, all else is
forbidden by its content security policy. News text is only ever shown as text. No clock is read:
``generated`` is what the caller says.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crosswire.exports import report_map, report_timeline
from crosswire.exports.calendar import full, stretch
from crosswire.exports.lookups import countries
from crosswire.exports.report_control import ControlPart, control_part
from crosswire.exports.report_view import BAR, Parts, grade_counts, parts, refused
from crosswire.records import ControlState, Dropped
from crosswire.rows import IncidentRow

Period = tuple[date | None, date | None]


def render(
    incidents: Iterable[IncidentRow],
    *,
    title: str,
    period: Period,
    dropped: Iterable[Dropped],
    control: Iterable[ControlState] = (),
    generated: str | None = None,
) -> str:
    """The report as one self-contained HTML page.

    ``period`` is its first and last day, both included, None where it is open. ``dropped`` is what
    was refused on the way. ``control`` are the states of places, those from before the first day
    too, since they may still stand; without any the report has no such part. ``generated`` is
    printed as it is, such as "2031-03-10 08:00 UTC".
    """
    context = _context(list(incidents), title, period, list(dropped), list(control))
    page = _environment().get_template("report.html")
    return page.render(context, generated=generated)


def markdown(
    incidents: Iterable[IncidentRow],
    *,
    title: str,
    period: Period,
    dropped: Iterable[Dropped],
    control: Iterable[ControlState] = (),
    generated: str | None = None,
) -> str:
    """The same report as Markdown (CommonMark with tables), without maps and timeline."""
    context = _context(list(incidents), title, period, list(dropped), list(control))
    page = _environment().get_template("report.md.html")
    return page.render(context, generated=generated).strip() + "\n"


def _context(
    rows: list[IncidentRow],
    title: str,
    period: Period,
    dropped: list[Dropped],
    control: list[ControlState],
) -> dict[str, Any]:
    found = parts(rows)
    style, script = _asset("shared.css") + _asset("report.css"), _asset("report.js")
    return {
        "title": title,
        "period": stretch(*_span(period, found)),
        "parts": found,
        "figures": _figures(rows, found),
        "grades": grade_counts(found.happened),
        "maps": _maps(found),
        "unmapped": sum(not report_map.drawable(each.place) for each in found.happened),
        "map_size": (report_map.WIDTH, report_map.HEIGHT),
        "timeline": report_timeline.timeline(
            [(each.first, each.grade) for each in found.happened], *period
        ),
        "timeline_size": (report_timeline.WIDTH, report_timeline.HEIGHT),
        "control": _control(control, period, found),
        "bar": BAR,
        "refused": refused(dropped),
        "dropped": len(dropped),
        "entries": {each.number: each for each in found.happened},
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": _policy(style, script),
    }


def _span(period: Period, found: Parts) -> Period:
    """The period as asked for; an open end is closed by what the incidents tell."""
    days = [each.first for each in found.happened if each.first]
    first, last = period
    return first or min(days, default=None), last or max(days, default=None)


def _figures(rows: list[IncidentRow], found: Parts) -> dict[str, Any]:
    """Counts of the masthead; casualties are summed over what happened."""
    articles = {claim.article.id for row in rows for claim in row.claims}
    origins = {origin.key for row in rows for origin in row.incident.origins if origin.known}
    return {
        "incidents": len(found.happened),
        "claims": sum(len(row.claims) for row in rows),
        "articles": len(articles),
        "origins": len(origins),
        "dead": sum(each.dead for each in found.happened),
        "single": sum(each.origins <= 1 for each in found.happened),
    }


def _maps(found: Parts) -> list[report_map.Map]:
    spots = [
        report_map.Spot(each.number, each.place)
        for each in found.happened
        if each.place and report_map.drawable(each.place)
    ]
    return report_map.maps(spots, countries())


def _control(states: list[ControlState], period: Period, found: Parts) -> ControlPart | None:
    entries = (*found.happened, *found.untold, *found.totals)
    numbers = {each.id: each.number for each in entries}
    return control_part(states, period, _span(period, found)[1], numbers)


def _policy(style: str, script: str) -> str:
    """A content security policy that allows this page's own style and script, and no more."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    """A style or script as it stands in the page, line ends and all."""
    return files("crosswire.exports").joinpath(f"templates/{name}").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("crosswire.exports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["full"] = full
    environment.filters["md"] = _markdown_text
    environment.filters["md_inline"] = _markdown_inline
    environment.filters["md_link"] = _markdown_link
    return environment


# Marks that CommonMark or its tables would read as layout, links or HTML.
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+!|~"})


def _markdown_text(text: object) -> Markup:
    """A text that Markdown shows as it is, on one line."""
    return Markup(" ".join(str(text).translate(MARKS).split()))  # noqa: S704 - marks are escaped


def _markdown_inline(text: object) -> Markup:
    """A piece of a sentence: as ``_markdown_text``, its outer blanks kept."""
    return Markup(str(text).translate(MARKS).replace("\n", " "))  # noqa: S704 - marks are escaped


def _markdown_link(url: str) -> Markup:
    """An address that cannot end the link it stands in."""
    return Markup(quote(url, safe=":/?#@!$&'*+,;=%-._~"))  # noqa: S704 - quoted
