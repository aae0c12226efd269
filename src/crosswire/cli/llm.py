"""Coding with a language model, from the command line: what it will cost, and whether it may."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.progress import Progress

from crosswire.cli.printing import err
from crosswire.pipeline import llm
from crosswire.records import Article

CACHE = Path("crosswire-llm.db")
SECONDS = llm.SECONDS


@dataclass(frozen=True, slots=True)
class Consent:
    """Says what coding will ask of the model and, unless ``yes``, asks whether it may.

    ``prices`` are of a million tokens in and out, where they were given, in any currency.
    """

    coder: llm.LlmCoder
    prices: tuple[float | None, float | None]
    yes: bool
    quiet: bool
    bar: Progress | None = None

    def before_coding(self, articles: Sequence[Article]) -> None:
        """Raise ValueError where the answer is no, or nobody is there to give it.

        Raises LlmError where no server answers.
        """
        found = llm.estimate(self.coder, articles)
        if not found.questions:
            return
        self.coder.check()
        told = sentence(self.coder, found, self.prices)
        if self.yes:
            if not self.quiet:
                err.print(told, markup=False)
        elif not sys.stdin.isatty():
            raise ValueError(f"{told} Give --yes to go on; nothing was asked yet.")
        elif not self._agreed(told):
            raise ValueError("stopped before anything was asked")

    def _agreed(self, told: str) -> bool:
        if self.bar:
            self.bar.stop()  # it would draw over the question
        agreed = typer.confirm(f"{told} Go on?", err=True)
        if self.bar:
            self.bar.start()
        return agreed


def sentence(
    coder: llm.LlmCoder, found: llm.Estimate, prices: tuple[float | None, float | None]
) -> str:
    """What is sent where, how much of it, and what that costs where the prices are known."""
    told = (
        f"{found.articles:,} article{_s(found.articles)} will be sent to {coder.model} at "
        f"{coder.base_url}, in {found.questions:,} question{_s(found.questions)}: about "
        f"{found.tokens_in:,} tokens in, and about {found.tokens_out:,} out, at most "
        f"{found.most_out:,}."
    )
    if prices == (None, None):
        return told
    about, most = found.cost(prices[0] or 0, prices[1] or 0)
    return f"{told} That costs about {about:,.2f}, at most {most:,.2f}, in the prices' currency."


def _s(number: int) -> str:
    return "" if number == 1 else "s"
