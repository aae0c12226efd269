"""Finding events in text and who says so: triggers, types, status, parties, numbers, speakers.

``coder`` gives the trained coder or the simple one, ``llm.LlmCoder`` asks a language model; all are
``Article -> list[Claim]``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crosswire.claims.llm.errors import LlmError, NotCodedError
from crosswire.claims.model.errors import ModelError
from crosswire.records import Article, Claim, Span

__all__ = ["CODERS", "Coder", "LlmError", "ModelError", "NotCodedError", "coder"]

FindSpans = Callable[[str], list[Span]]
CODERS = ("model", "rules")


@dataclass(frozen=True, slots=True)
class Coder:
    """What codes an article, and the name and version that its claims carry.

    ``extract`` takes the article and the functions that find toponyms and words of date in a text.
    It raises NotCodedError where this article cannot be coded now.
    """

    extract: Callable[[Article, FindSpans, FindSpans], list[Claim]]
    extractor: str


def coder(name: str = "model") -> Coder:
    """The coder of a name of ``CODERS``; the model is loaded when it first reads an article."""
    if name == "model":
        from crosswire.claims.model import coder as model

        return Coder(model.extract, model.EXTRACTOR)
    if name == "rules":
        from crosswire.claims import rules

        return Coder(rules.extract, rules.EXTRACTOR)
    raise ValueError(f'There is no coder "{name}": use one of {", ".join(CODERS)}.')
