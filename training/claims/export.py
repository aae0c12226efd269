"""Writes a trained claim model as one ONNX file with int8 weights.

python -m training.claims.export --model model.pt ... --examples EXAMPLES ... --out claims.onnx

Of several models it is the mean of their weights. EXAMPLES are those it was trained on: types that
are rare there are found too seldom, and are made the likelier by a power of how rare they are.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from torch import Tensor, nn

from crosswire.claims.model.windows import CUES, OUTCOMES, TYPES
from training.claims.examples import Example
from training.claims.measure import load_model
from training.claims.network import ClaimModel

EVENED = 0.5  # the power; chosen on gold/dev, see README.md
INT8 = 4  # the accuracy level at which products of int8 are summed: the fastest
INPUTS = ("pieces", "cues", "heads", "least")
OUTPUTS = ("trigger", "count", "columns", "type", "status", "roles")


class RoundedWords(nn.Module):
    """The words' embeddings in int8, each row with a scale of its own."""

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        scale = words.weight.abs().amax(1, keepdim=True) / 127
        self.register_buffer("rows", (words.weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The embeddings of word pieces."""
        return cast("Tensor", self.rows[ids].float() * self.scale[ids])


class OneWindow(nn.Module):
    """The model for a single window: it chooses the triggers itself, and gives probabilities."""

    def __init__(self, model: ClaimModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, pieces: Tensor, cues: Tensor, heads: Tensor, least: Tensor
    ) -> tuple[Tensor, ...]:
        """The outputs, by the names of OUTPUTS, of one window."""
        words = self.model.words(
            pieces[None], torch.ones_like(pieces)[None], cues[None], heads[None]
        )
        trigger = self.model.trigger(words)[0].sigmoid()
        columns = torch.nonzero(trigger[:, 0] >= least)[:, 0]
        scores = self.model(words, torch.zeros_like(columns), columns)
        split = len(OUTCOMES)
        count = torch.cat(
            [scores.count[0, :, :split].softmax(-1), scores.count[0, :, split:].softmax(-1)], -1
        )
        return (
            trigger,
            count,
            columns,
            scores.type.softmax(-1),
            scores.status.softmax(-1),
            scores.roles.sigmoid(),
        )


def even(model: ClaimModel, examples: Iterable[Example]) -> None:
    """Shift the types' log-odds by how often each was taught."""
    counts = Counter(event.type for example in examples for event in example.events)
    shares = torch.tensor([max(counts[n], 1) for n in range(len(TYPES))], dtype=torch.float)
    last = cast("nn.Linear", model.kind[-1])
    with torch.no_grad():
        last.bias -= EVENED * (shares / shares.sum()).log()


def averaged(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of several trainings, each begun where the one before had ended."""
    every = [torch.load(path) for path in paths]
    return {name: sum(each[name] for each in every) / len(every) for name in every[0]}


def export(model: ClaimModel, out: Path) -> None:
    one = OneWindow(model.eval())
    model.encoder.words = RoundedWords(model.encoder.words)
    pieces, heads = torch.arange(1000, 1040), torch.arange(1, 31)
    example = (pieces, torch.zeros(len(pieces), len(CUES)), heads, torch.tensor(0.0))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            one,
            example,
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamo=False,
            opset_version=17,
            dynamic_axes={
                "pieces": {0: "p"},
                "cues": {0: "p"},
                "heads": {0: "w"},
                "trigger": {0: "w"},
                "count": {0: "w"},
                "columns": {0: "t"},
                "type": {0: "t"},
                "status": {0: "t"},
                "roles": {0: "t", 1: "w"},
            },
        )
        rounded = MatMulNBitsQuantizer(
            onnx.load(whole),
            algo_config=DefaultWeightOnlyQuantConfig(
                block_size=64, is_symmetric=True, accuracy_level=INT8, bits=8
            ),
        )
        rounded.process()
        rounded.model.save_model_to_file(str(out), False)
    onnx.checker.check_model(str(out))


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--model", type=Path, nargs="+", required=True)
    ap.add_argument("--examples", type=Path, nargs="+", required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    model = load_model(args.model[0])
    model.load_state_dict(averaged(args.model))
    even(model, (e for path in args.examples for e in pickle.loads(path.read_bytes())))
    export(model, args.out)
    print(f"{args.out}: {args.out.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
