"""Why the claims of an incident are one: what a person reads before joining or splitting it."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.incidents import Telling, bonds
from crosswire.rows import BondRow, ClaimRow

LEAST = 0.5  # points of a ground that is worth a reader's time
SHOWN = 5  # grounds of a pair


def why_one(claims: Sequence[ClaimRow]) -> list[BondRow]:
    """Each text of an incident but the first, with the one before it that fits best, and why.

    Copies of one text are one here: who copied whom is another question. Where people joined the
    texts, the grounds against it may be the weightier ones.
    """
    rows = {row.claim.id: row for row in _once(claims)}
    told = [Telling(row.claim, row.resolution, row.article) for row in rows.values()]
    found = []
    for bond in bonds(told):
        weighty = [each for each in bond.reasons if abs(each.points) >= LEAST]
        found.append(
            BondRow(
                rows[bond.first.claim.id],
                rows[bond.second.claim.id],
                tuple(each.words for each in weighty if each.points > 0)[:SHOWN],
                tuple(each.words for each in weighty if each.points < 0)[:SHOWN],
            )
        )
    return found


def _once(claims: Sequence[ClaimRow]) -> list[ClaimRow]:
    """The claims of the first article alone that has a story's text; all others are in."""
    first: dict[str, str] = {}
    return [
        row
        for row in claims
        if not row.story_id or first.setdefault(row.story_id, row.article.id) == row.article.id
    ]
