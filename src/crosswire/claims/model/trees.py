"""Small boosted trees: what they say of rows of features, from the numbers that a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Trees:
    """Decision trees in one row of nodes; a leaf's branches lead back to itself.

    A row's log-odds are ``base`` and the values of the leaves that it falls to, one of each tree.
    """

    roots: Whole
    feature: Whole
    threshold: Floats
    low: Whole  # the next node, where the feature's value is no larger than the threshold
    high: Whole  # and where it is larger
    value: Floats
    base: float
    least: float  # probability from which on the answer is yes

    def probabilities(self, values: Floats) -> Floats:
        """Of each row of features."""
        rows = np.arange(len(values))[:, None]
        nodes = np.tile(self.roots, (len(values), 1))
        while True:
            small = values[rows, self.feature[nodes]] <= self.threshold[nodes]
            following = np.where(small, self.low[nodes], self.high[nodes])
            if (following == nodes).all():
                break
            nodes = following
        out: Floats = 1 / (1 + np.exp(-(self.value[nodes].sum(1) + self.base)))
        return out


def grown(raw: Mapping[str, Any]) -> Trees:
    """The trees that a file's lists of numbers are."""
    return Trees(
        roots=np.array(raw["roots"], np.int64),
        feature=np.array(raw["feature"], np.int64),
        threshold=np.array(raw["threshold"], np.float32),
        low=np.array(raw["low"], np.int64),
        high=np.array(raw["high"], np.int64),
        value=np.array(raw["value"], np.float32),
        base=raw["base"],
        least=raw["least"],
    )
