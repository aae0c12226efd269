"""`crosswire show ID`: one incident, article or claim in the terminal, with its evidence."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from crosswire.cli.printing import COLOURS, evidence, headline, toll
from crosswire.desk import why_one
from crosswire.records import Article
from crosswire.rows import BondRow, ClaimRow, IncidentRow
from crosswire.store import Store

Found = tuple[Any, Callable[[], RenderableType]]


def find(store: Store, wanted: str) -> Found | None:
    """The record of an id (its beginning is enough), and how to print it; None where unknown."""
    if wanted.startswith("inc_"):
        return _incident(store, wanted)
    if wanted.startswith("clm_"):
        rows = (row for row in store.claims_view() if row.claim.id.startswith(wanted))
        claim = next(rows, None)
        return (claim, lambda: evidence(claim)) if claim else None
    return _article(store, wanted)


def _incident(store: Store, wanted: str) -> Found | None:
    redirects = {row.id: row.redirect_to for row in store.registry_view() if row.redirect_to}
    while (full := next((old for old in redirects if old.startswith(wanted)), None)) is not None:
        wanted = redirects.pop(full) or wanted
    rows = (row for row in store.incidents_view() if row.incident.id.startswith(wanted))
    row = next(rows, None)
    return (row, lambda: incident(row)) if row else None


def _article(store: Store, wanted: str) -> Found | None:
    def fits(article: Article) -> bool:
        return article.source_id == wanted or article.id.startswith(wanted)

    found = next((row for row in store.articles_view() if fits(row.article)), None)
    if found is None:
        return None
    claims = [row for row in store.claims_view() if row.article.id == found.article.id]
    return {"article": found, "claims": claims}, lambda: article_text(found.article, claims)


def incident(row: IncidentRow) -> RenderableType:
    """An incident: what is held about it, what its claims disagree on, and every claim."""
    it = row.incident
    parts: list[RenderableType] = [
        Text(headline(it), "bold"),
        Text.assemble(
            (it.grade.value, COLOURS[it.grade]), f" · responsibility {it.responsibility}"
        ),
        Text(it.reason),
        *(Text(toll(number)) for number in it.casualties),
    ]
    for disagreement in it.disagreements:
        versions = "; ".join(f"{v.value} ({len(v.claim_ids)})" for v in disagreement.versions)
        field = f"they differ on {disagreement.field}: "
        parts.append(Text.assemble((field, "magenta"), versions))
    parts.append(Text(""))
    for outlet, claims in groupby(sorted(row.claims, key=_outlet), key=_outlet):
        parts.append(Text(outlet, "bold"))
        parts += [Padding(evidence(claim), (0, 0, 1, 2)) for claim in claims]
    bonds = why_one(row.claims)
    if bonds:
        parts += [Text("Why these are one incident", "bold"), *map(_bond, bonds)]
    return Group(*parts)


def _bond(bond: BondRow) -> RenderableType:
    """Two texts, and what speaks for and against their being one incident."""
    against = f"; against it: {'; '.join(bond.against)}" if bond.against else ""
    return Padding(
        Text.assemble(
            f"{_article_of(bond.first)} and {_article_of(bond.second)}: ",
            "; ".join(bond.grounds) or "nothing speaks for it",
            (against, "dim"),
        ),
        (0, 0, 0, 2),
    )


def _article_of(row: ClaimRow) -> str:
    day = row.article.published_at
    return f"{_outlet(row)}, {day}" if day else _outlet(row)


def _outlet(row: ClaimRow) -> str:
    return row.article.outlet or "unknown outlet"


def article_text(article: Article, claims: list[ClaimRow]) -> RenderableType:
    """An article with its triggers underlined and its boilerplate dimmed, then its claims."""
    text = Text(article.text)
    for mask in article.masks:
        text.stylize("dim", mask.span.start, mask.span.end)
    for row in claims:
        text.stylize("bold underline", row.claim.trigger.start, row.claim.trigger.end)
    listed = [Padding(evidence(row), (1, 0, 0, 2)) for row in claims]
    return Group(text, *listed)
