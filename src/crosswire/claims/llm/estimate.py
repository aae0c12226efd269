"""What coding will ask of a model, before the first question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.claims.llm.coder import LlmCoder
from crosswire.claims.llm.prompt import MAX_TOKENS, instructions
from crosswire.claims.llm.schema import SCHEMA
from crosswire.records import Article

CHARACTERS = 4  # of English text for a token, about, with the tokenisers of today
OUT_PER_IN = 3.3  # characters of claims for one of article, over 532 articles coded by hand


@dataclass(frozen=True, slots=True)
class Estimate:
    """Articles that need asking, in how many questions; tokens in and out, about and at most."""

    articles: int
    questions: int
    tokens_in: int
    tokens_out: int
    most_out: int

    def cost(self, price_in: float, price_out: float) -> tuple[float, float]:
        """What it costs about, and at most, by the prices of a million tokens in and out."""
        paid = self.tokens_in * price_in
        return (paid + self.tokens_out * price_out) / 1e6, (paid + self.most_out * price_out) / 1e6


def estimate(coder: LlmCoder, articles: Sequence[Article]) -> Estimate:
    """What coding the articles will ask; what is cached, or told by two articles, is asked once."""
    asking = 0
    questions: set[str] = set()
    for article in articles:
        unasked = coder.unasked(article)
        asking += bool(unasked)
        questions.update(unasked)
    told = sum(map(len, questions)) // CHARACTERS
    each = (len(instructions()) + len(str(SCHEMA))) // CHARACTERS
    most = len(questions) * MAX_TOKENS
    about = min(round(told * OUT_PER_IN), most)
    return Estimate(asking, len(questions), told + len(questions) * each, about, most)
