"""People's ``same`` and ``not_same``, put over the groups that the linker made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from crosswire.records import Claim, Verdict

Item = TypeVar("Item")


def constrain(
    groups: Sequence[Sequence[Item]],
    links: Sequence[tuple[Verdict, tuple[str, ...]]],
    claim_of: Callable[[Item], Claim],
) -> list[tuple[Item, ...]]:
    """Groups of one incident each, as linked, with people's ``same`` and ``not_same`` put in.

    ``same`` joins the groups of its claims. ``not_same`` takes the claims after its first, with
    those of the same articles that tell the same events, out of the first one's group, and leaves
    them together. A later judgement goes over an earlier one.
    """
    sorter = _Sorter(groups, claim_of)
    for verdict, claim_ids in links:
        first, *others = [each for each in claim_ids if each in sorter.home] or [""]
        if verdict is Verdict.NOT_SAME and first:
            sorter.part(first, others)
        for other in others if verdict is Verdict.SAME else ():
            sorter.join(first, other)
    return [tuple(group) for group in sorter.groups if group]


class _Sorter(Generic[Item]):
    """Groups, and the position of each claim's group among them."""

    def __init__(self, groups: Sequence[Sequence[Item]], claim_of: Callable[[Item], Claim]) -> None:
        self.groups = [list(group) for group in groups]
        self.claim_of = claim_of
        self.home = {
            claim_of(item).id: at for at, group in enumerate(self.groups) for item in group
        }

    def join(self, first: str, other: str) -> None:
        into, out = self.home[first], self.home[other]
        if into != out:
            moved, self.groups[out] = self.groups[out], []
            self._put(moved, into)

    def part(self, first: str, others: Sequence[str]) -> None:
        at = self.home[first]
        group = self.groups[at]
        claims = [self.claim_of(item) for item in group]
        events = {claim.id: claim.same_as or claim.id for claim in claims}
        asked = {each for each in others if self.home[each] == at} - {first}
        gone = {events[each] for each in asked} - {events[first]}  # the coder may take both for one
        leaving = {each for each, event in events.items() if event in gone} | asked
        self.groups[at] = [i for i in group if self.claim_of(i).id not in leaving]
        self.groups.append([])
        self._put([i for i in group if self.claim_of(i).id in leaving], len(self.groups) - 1)

    def _put(self, items: list[Item], at: int) -> None:
        self.groups[at] += items
        self.home.update({self.claim_of(item).id: at for item in items})
