"""The coder: an article's parts are asked about, each once, and the replies are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire.claims.llm.cache import Cache, key_of
from crosswire.claims.llm.errors import NotCodedError
from crosswire.claims.llm.prompt import instructions, parts, question, version
from crosswire.claims.llm.schema import SCHEMA, told
from crosswire.claims.llm.server import Server, check_settings
from crosswire.records import Article, Claim, Span

FindSpans = Callable[[str], list[Span]]
SECONDS = 300.0  # for one reply: a small model on a laptop's processor may need minutes


@dataclass(frozen=True, slots=True)
class LlmCoder:
    """Codes with a model behind an OpenAI-compatible endpoint.

    ``cache`` is the file of the replies that were given before: none of them is asked for again.
    The API key is the environment's ``OPENAI_API_KEY``. Raises LlmError where the library is not
    installed, or a setting cannot be used.
    """

    model: str
    base_url: str
    cache: Path
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        check_settings(self.model, self.base_url)

    @property
    def extractor(self) -> str:
        """The name and version that the claims carry: another codebook is another extractor."""
        return f"llm:{self.model}@{version()}"

    def extract(
        self, article: Article, find_places: FindSpans, find_dates: FindSpans
    ) -> list[Claim]:
        """The claims of an article in the order of its text; ``rules`` finds its toponyms and days.

        Raises NotCodedError where this article gets no reply that can be read, and LlmError where
        no article would.
        """
        # The rules' words take a third of a second to load; other commands do not wait for them.
        from crosswire.claims.llm.reply import Reading, claims_of

        replies = [self._told(part) for part in parts(article)]
        reading = Reading.of(article, find_places, find_dates)
        return claims_of(replies, reading, self.extractor)

    def unasked(self, article: Article) -> list[str]:
        """The article's parts that the model would have to be asked about."""
        return [part for part in parts(article) if self._cached(part) is None]

    def check(self) -> None:
        """Raise LlmError where no server answers."""
        self._server.check()

    def _told(self, part: str) -> list[Any]:
        cached = self._cached(part)
        if cached is not None:
            return cached
        reply = self._server.ask(instructions(), question(part))
        claims = told(reply)
        Cache(self.cache).put(self._key(part), self.model, reply)
        return claims

    def _cached(self, part: str) -> list[Any] | None:
        """What the model told of a part before; a damaged reply is as good as none."""
        reply = Cache(self.cache).get(self._key(part))
        try:
            return None if reply is None else told(reply)
        except NotCodedError:
            return None

    def _key(self, part: str) -> str:
        return key_of(self.model, instructions(), json.dumps(SCHEMA), part)

    @property
    def _server(self) -> Server:
        return Server(self.model, self.base_url, self.seconds)
