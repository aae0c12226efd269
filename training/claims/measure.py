"""The scorer's figures of a trained model on a gold folder, before it is exported.

python -m training.claims.measure --gold ../shared/gold/dev --model model.pt [--errors N]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch

from crosswire import evaluate as scoring
from crosswire import pipeline
from crosswire.claims.model.decode import Settings, decode
from crosswire.claims.model.event import CONSIDERED
from crosswire.claims.model.scores import Score, Scores
from crosswire.claims.model.windows import OUTCOMES, Reading, Window
from crosswire.records import Claim, Resolution
from crosswire.resolve import resolve_article
from crosswire.vocab import Vocabulary
from training.claims.encoder import Encoder, starting_weights
from training.claims.examples import Library
from training.claims.network import ClaimModel


class TorchScorer:
    """Scores windows with trained weights; several models are asked and their answers averaged."""

    def __init__(self, models: Sequence[ClaimModel]) -> None:
        self.models = [model.eval() for model in models]

    def __call__(self, window: Window, least: float) -> Scores:
        """The models' mean probabilities for one window."""
        with torch.no_grad():
            return self._score(window, least)

    def _score(self, window: Window, least: float) -> Scores:
        pieces = torch.from_numpy(window.pieces)[None]
        words = [
            model.words(
                pieces,
                torch.ones_like(pieces),
                torch.from_numpy(window.cues)[None],
                torch.from_numpy(window.heads)[None],
            )
            for model in self.models
        ]
        trigger = mean(
            model.trigger(w)[0].sigmoid() for model, w in zip(self.models, words, strict=True)
        )
        columns = np.nonzero(trigger[:, 0] >= least)[0]
        at = torch.from_numpy(columns)
        every = [
            model(w, torch.zeros_like(at), at) for model, w in zip(self.models, words, strict=True)
        ]
        split = len(OUTCOMES)
        count = mean(
            torch.cat([s.count[0, :, :split].softmax(-1), s.count[0, :, split:].softmax(-1)], -1)
            for s in every
        )
        return Scores(
            trigger,
            count,
            columns,
            mean(s.type.softmax(-1) for s in every),
            mean(s.status.softmax(-1) for s in every),
            mean(s.roles.sigmoid() for s in every),
        )


class Remembered:
    """Scores windows with an exported model, each once, however often it is asked for."""

    def __init__(self, path: Path) -> None:
        self.session = onnxruntime.InferenceSession(str(path))
        self.known: dict[tuple[bytes, int], Scores] = {}

    def __call__(self, window: Window, least: float) -> Scores:
        """The model's probabilities, of all events that are weighed at all."""
        key = (window.pieces.tobytes(), window.own - window.first)
        if key not in self.known:
            inputs = {"pieces": window.pieces, "cues": window.cues, "heads": window.heads}
            self.known[key] = Scores(
                *self.session.run(None, {**inputs, "least": np.array(CONSIDERED, np.float32)})
            )
        return self.known[key]


def mean(values: Any) -> Any:
    return torch.stack(list(values)).mean(0).numpy()


@dataclass
class Corpus:
    """A gold folder read once: each document's reading."""

    folder: Path
    readings: dict[str, Reading]
    gazetteer: Any
    vocabulary: Vocabulary

    @classmethod
    def load(cls, folder: Path) -> Corpus:
        """Read a folder with the built-in vocabulary and gazetteer."""
        vocabulary, gazetteer = pipeline.open_knowledge(None)
        library = Library(gazetteer, vocabulary)
        readings = {doc_id: reading for doc_id, reading, _ in library.gold(folder)}
        return cls(folder, readings, gazetteer, vocabulary)

    def measure(self, score: Score, settings: Settings) -> scoring.Evaluation:
        """The scorer's figures of what these scores and thresholds give."""
        return scoring.evaluate(
            self.folder / "docs", self.folder / "gold", self.lines(score, settings)
        )

    def lines(self, score: Score, settings: Settings) -> Iterator[str]:
        """The claims in the scorer's format, one a line."""
        for doc_id, reading in self.readings.items():
            claims = decode(reading, score, settings, "model")
            resolved = resolve_article(reading.article, claims, self.gazetteer, self.vocabulary)
            for claim, resolution in zip(claims, resolved, strict=True):
                yield json.dumps(line(doc_id, claim, resolution))


def line(doc_id: str, claim: Claim, resolution: Resolution) -> dict[str, Any]:
    """A claim in the scorer's format."""
    when = resolution.date
    return {
        "doc_id": doc_id,
        "quote": claim.quote.quote,
        "trigger": claim.trigger.quote,
        "type": claim.type,
        "status": claim.status,
        "confidence": claim.confidence,
        "side_a": [s.quote for s in claim.side_a],
        "side_b": [s.quote for s in claim.side_b],
        "places": [
            {"text": p.words.quote, "country": p.country, "admin1": p.admin1}
            for p in resolution.places
        ],
        "date": f"{when.start}/{when.end}" if when else None,
        "casualties": [
            {"outcome": c.outcome, "who": c.who, "low": c.low, "high": c.high}
            for c in claim.casualties
        ],
        "speaker": claim.speaker.words.quote if claim.speaker else None,
    }


def load_model(path: Path) -> ClaimModel:
    model = ClaimModel(Encoder(starting_weights()))
    model.load_state_dict(torch.load(path))
    return model


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--gold", type=Path, required=True)
    ap.add_argument("--model", type=Path, nargs="+", required=True)
    ap.add_argument("--event", type=float, default=0.4)
    ap.add_argument("--errors", type=int, default=0)
    args = ap.parse_args()
    corpus = Corpus.load(args.gold)
    result = corpus.measure(
        TorchScorer([load_model(path) for path in args.model]), Settings(event=args.event)
    )
    print(scoring.table(result))
    for name, value in result.figures["by_type"].items():
        print(
            f"{name:20} {value['f1']:.3f} p {value['p']:.3f} r {value['r']:.3f} of {value['gold']}"
        )
    for kind, document, what in result.errors[: args.errors]:
        print(f"{kind:14} {document} {what}")


if __name__ == "__main__":
    main()
