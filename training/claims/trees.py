"""Boosted trees, and their numbers as ``crosswire.claims.model.trees`` reads them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

DECIMALS = 5


def train(
    values: NDArray[np.float32],
    right: NDArray[np.bool_],
    seed: int,
    *,
    trees: int,
    rate: float,
    weights: NDArray[np.float64] | None = None,
    leaves: int = 15,
    ridge: float = 1.0,
    smallest: int = 20,
    share: float = 1.0,
) -> dict[str, Any]:
    """The numbers of trees that tell the rows that are right; ``least`` is still to be chosen.

    No leaf has fewer rows than ``smallest``; each split looks at a ``share`` of the features.
    """
    fitted = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves, l2_regularization=ridge,
        random_state=seed, min_samples_leaf=smallest, max_features=share,
    ).fit(values, right, sample_weight=weights)  # fmt: skip
    out: dict[str, Any] = {
        "base": round(float(fitted._baseline_prediction[0, 0]), DECIMALS),
        **{k: [] for k in ("roots", "feature", "threshold", "low", "high", "value")},
    }
    for (tree,) in fitted._predictors:
        first = len(out["value"])
        out["roots"].append(first)
        for n, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            out["feature"].append(0 if leaf else int(node["feature_idx"]))
            threshold = 0.0 if leaf else float(node["num_threshold"])
            out["threshold"].append(round(threshold, DECIMALS))
            out["low"].append(first + (n if leaf else int(node["left"])))
            out["high"].append(first + (n if leaf else int(node["right"])))
            out["value"].append(round(float(node["value"]), DECIMALS) if leaf else 0.0)
    return out
