"""The trained coder: an article's claims by the codebook, from one reading by a small model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import onnxruntime

from crosswire.claims.model import event, files, same, site
from crosswire.claims.model.decode import Settings, decode
from crosswire.claims.model.scores import Scores
from crosswire.claims.model.windows import Window, read
from crosswire.records import Article, Claim, Span

EXTRACTOR = "model-3"

FindSpans = Callable[[str], list[Span]]


def extract(article: Article, find_places: FindSpans, find_dates: FindSpans) -> list[Claim]:
    """The claims of an article in the order of its text.

    Args:
        article: the text; nothing is read inside its masks and its dateline.
        find_places: toponyms of a text as spans; called once, on the whole text.
        find_dates: words for days and periods of a text as spans; called once.

    Raises ModelError where the model cannot be loaded.
    """
    reading = read(article, find_places(article.text), find_dates(article.text))
    return decode(reading, score, settings(), EXTRACTOR)


def score(window: Window, least: float) -> Scores:
    """The model's probabilities for a window; events less probable than ``least`` are left out."""
    inputs = {"pieces": window.pieces, "cues": window.cues, "heads": window.heads}
    return Scores(*_session().run(None, {**inputs, "least": np.array(least, np.float32)}))


@cache
def settings() -> Settings:
    """The thresholds that were chosen with the model."""
    return Settings(**_manifest()["settings"])


@cache
def _session() -> onnxruntime.InferenceSession:
    for part in (event, site, same):  # so that one that is missing is found out at once
        part.trees()
    content = files.content("claims.onnx")
    if hashlib.sha256(content).hexdigest() != _manifest()["sha256"]:
        raise files.fault("claims.onnx", "damaged")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the pipeline runs on processes of its own
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


@cache
def _manifest() -> dict[str, Any]:
    """What was shipped with the model: the hash of its file, and its settings."""
    return files.values("claims.json")
