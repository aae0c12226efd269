"""The claim model: an encoder, and on it heads for triggers, types, status, roles and counts."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from crosswire.claims.model.scores import CLASSES, MARKS, ROLES, STATUSES
from crosswire.claims.model.windows import CUES, OUTCOMES, TYPES
from training.claims.encoder import SIZE, Encoder

PAIR = 192  # size of a trigger's and a word's view of each other
FAR, BUCKETS = 24, 64  # words counted one by one on either side; buckets beyond them


class Scores(NamedTuple):
    """Logits. Of words (windows, words, ...) and of triggers (triggers, ...)."""

    trigger: Tensor  # (n, w, 2): a trigger begins here, goes on here
    count: Tensor  # (n, w, outcomes + classes): of a count that begins here
    type: Tensor  # (t, types)
    status: Tensor  # (t, statuses)
    roles: Tensor  # (t, w, 3 * roles): inside the role's words, at their beginning, at their end


def bucket(distance: Tensor) -> Tensor:
    """Signed distance in words to one of BUCKETS numbers, coarser farther away."""
    size = distance.abs()
    far = FAR + torch.log2((size.float() - FAR).clamp(min=1.0)).floor().long().clamp(
        max=BUCKETS // 2 - FAR - 1
    )
    return (
        torch.where(size < FAR, size, far) * torch.sign(distance)
        + BUCKETS // 2
        - (distance > 0).long()
    )


class ClaimModel(nn.Module):
    """Reads windows to words, and words to scores of events and of their roles."""

    def __init__(self, encoder: Encoder, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder
        self.cues = nn.Linear(len(CUES), SIZE, bias=False)
        nn.init.zeros_(self.cues.weight)
        self.trigger = _mlp(2, dropout)
        self.kind = _mlp(len(TYPES), dropout)
        self.state = _mlp(len(STATUSES), dropout)
        self.count = _mlp(len(OUTCOMES) + len(CLASSES), dropout)
        self.event, self.word = nn.Linear(SIZE, PAIR), nn.Linear(SIZE, PAIR)
        self.distance = nn.Embedding(BUCKETS + 1, PAIR)
        nn.init.zeros_(self.distance.weight)
        outputs = MARKS * len(ROLES)
        self.left, self.right = nn.Linear(SIZE, outputs * 32), nn.Linear(SIZE, outputs * 32)
        self.pair = nn.Linear(PAIR, outputs)
        self.dropout = dropout
        with torch.no_grad():  # most words begin nothing and belong to nothing
            self.trigger[-1].bias.fill_(-4.0)
            self.pair.bias.fill_(-4.0)

    def words(self, pieces: Tensor, mask: Tensor, cues: Tensor, heads: Tensor) -> Tensor:
        """Hidden states of words (n, w, size), each as its first piece is read."""
        hidden = self.encoder(pieces, mask, self.cues(cues))
        hidden = F.dropout(hidden.float(), self.dropout, self.training)
        return torch.gather(hidden, 1, heads[:, :, None].expand(-1, -1, hidden.shape[2]))

    def forward(self, words: Tensor, rows: Tensor, columns: Tensor) -> Scores:
        """Scores of all words, and of the triggers at ``words[rows, columns]``."""
        chosen = words[rows, columns]
        outputs = MARKS * len(ROLES)
        distance = torch.arange(words.shape[1], device=words.device)[None, :] - columns[:, None]
        mixed = F.gelu(
            self.event(chosen)[:, None] + self.word(words)[rows] + self.distance(bucket(distance))
        )
        left = self.left(chosen).view(-1, 1, outputs, 32)
        right = self.right(words).view(*words.shape[:2], outputs, 32)[rows]
        roles = (
            self.pair(F.dropout(mixed, self.dropout, self.training))
            + (left * right).sum(-1) / 32**0.5
        )
        return Scores(
            self.trigger(words), self.count(words), self.kind(chosen), self.state(chosen), roles
        )


def _mlp(outputs: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(SIZE, SIZE), nn.GELU(), nn.Dropout(dropout), nn.Linear(SIZE, outputs)
    )
