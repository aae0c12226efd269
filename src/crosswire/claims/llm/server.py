"""Asking a model over the OpenAI interface, which many servers speak.

The library of that interface does the talking and the retries; it connects through ``net.client``
alone, so that what is sent goes to the named server and nowhere else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crosswire import net
from crosswire.claims.llm.errors import LlmError, NotCodedError
from crosswire.claims.llm.prompt import MAX_TOKENS
from crosswire.claims.llm.schema import SCHEMA
from crosswire.net import Limits, NetError

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

RETRIES = 2  # after the first try, each later than the last; for 429, 5xx and lost connections
MAX_BYTES = 1024 * 1024  # of an answer: some thirty times what ``MAX_TOKENS`` make
CHECK_SECONDS = 20.0  # to say which models there are; a busy server still does
SAID = 200  # characters of a server's own message that are passed on
SEED = 1
FORMATS: tuple[dict[str, Any], ...] = (
    {
        "type": "json_schema",
        "json_schema": {"name": "claims", "strict": True, "schema": SCHEMA},
    },
    {"type": "json_object"},
    {"type": "text"},
)
# Of every article alike: the key, the account, the address or the model's name, too many questions.
FATAL = {401, 402, 404, 429}


@dataclass(frozen=True, slots=True)
class Server:
    """A model at an address such as ``http://localhost:8080/v1``; ``seconds`` is for one answer."""

    model: str
    base_url: str
    seconds: float

    def check(self) -> None:
        """Raise LlmError where no server answers, or it does not let this user in."""
        import openai

        try:
            with self._client(CHECK_SECONDS, retries=0) as client:
                client.models.with_raw_response.list()
        except openai.APIStatusError as error:
            if error.status_code not in (404, 405, 501):  # not every server lists its models
                raise LlmError(f"{self.base_url} {_answered(error)}") from None
        except (openai.APIConnectionError, NetError) as error:
            reason = error.__cause__ or error
            raise LlmError(f"No server can be used at {self.base_url}: {_line(reason)}.") from None

    def ask(self, instructions: str, question: str) -> str:
        """The model's reply. Raises NotCodedError where this question gets none, else LlmError."""
        import openai

        messages = [
            {"role": "system", "content": instructions},
            {"role": "user", "content": question},
        ]
        try:
            with self._client(self.seconds, RETRIES) as client:
                return _reply(self._answer(client, messages))
        except openai.APIStatusError as error:
            if error.status_code in FATAL or 300 <= error.status_code < 400:
                raise LlmError(f"{self.base_url} {_answered(error)}") from None
            raise NotCodedError(f"The model's server {_answered(error)}") from None
        except NetError as error:
            raise NotCodedError(f"The model gave no reply: {_line(error)}.") from None
        except openai.APIConnectionError as error:
            if not isinstance(error.__cause__, NetError):  # which older libraries wrap
                self.check()  # where the server is gone, there is no use in going on
            reason = error.__cause__ or error
            raise NotCodedError(f"The model gave no reply: {_line(reason)}.") from None

    def _answer(self, client: OpenAI, messages: list[Any]) -> str:
        """The answer to the strictest form of the question that the server takes.

        That is found anew for each question, by a quick refusal: remembered, an article that a
        server stumbles on would change how all others are asked about.
        """
        import openai

        request: dict[str, Any] = {"model": self.model, "messages": messages}
        request |= {"max_tokens": MAX_TOKENS, "temperature": 0, "seed": SEED}
        forms = iter(FORMATS)
        request["response_format"] = next(forms)
        while True:
            try:
                return client.chat.completions.with_raw_response.create(**request).text
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not _loosened(request, error) and not _next_form(request, forms):
                    raise

    @contextmanager
    def _client(self, seconds: float, retries: int) -> Iterator[OpenAI]:
        import openai

        key = os.environ.get("OPENAI_API_KEY") or "none"
        limits = Limits(seconds=seconds, total_seconds=seconds, bytes=MAX_BYTES)
        # The library takes clients of httpx and of its successor; its types know the latter alone.
        guarded: Any = net.client(limits)
        with (
            guarded as http_client,
            openai.OpenAI(
                base_url=self.base_url,
                api_key=key,
                max_retries=retries,
                timeout=seconds,
                http_client=http_client,
            ) as client,
        ):
            yield client


def check_settings(model: str, base_url: str) -> None:
    """Raise LlmError where the library is missing, or the model or the address cannot be one."""
    try:
        import openai  # noqa: F401
    except ImportError:
        raise LlmError(
            "Coding with a language model needs the openai library: pip install 'crosswire[llm]'."
        ) from None
    if not model.strip() or not model.isprintable() or not base_url:
        raise LlmError(
            "Coding with a language model needs its name and its server's address: give --model and"
            " --base-url."
        )
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in net.SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not base_url.isprintable():
        raise LlmError(
            f'"{_line(base_url)}" is not the address of a server: give --base-url as http or https,'
            " such as http://localhost:8080/v1."
        )


def _loosened(request: dict[str, Any], error: APIStatusError) -> bool:
    """Whether the server named a setting that it does not take, and the request now goes without.

    Newer models of some servers have another name for the longest reply, and no temperature.
    """
    name = getattr(error, "param", None)
    if name not in ("max_tokens", "temperature", "seed") or name not in request:
        return False
    value = request.pop(name)
    if name == "max_tokens":
        request["max_completion_tokens"] = value
    return True


def _next_form(request: dict[str, Any], forms: Iterator[dict[str, Any]]) -> bool:
    form = next(forms, None)
    if form is None:
        return False
    request["response_format"] = form
    return True


def _reply(answer: str) -> str:
    """The words of an answer's first choice. Raises NotCodedError where it has none, or not all."""
    try:
        choice = json.loads(answer)["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise NotCodedError("The model's server answered in another form than it should.") from None
    if reason == "length":
        raise NotCodedError(f"The model's reply was cut off at its limit of {MAX_TOKENS} tokens.")
    if not isinstance(content, str):
        raise NotCodedError("The model gave no reply.")
    return content


def _answered(error: APIStatusError) -> str:
    status = error.status_code
    if 300 <= status < 400:
        return f"sends on to another address ({status}), which is not followed."
    hint = (
        "; does --base-url end as it should, in /v1, and is --model right?"
        if status == 404
        else "."
    )
    body = error.body if isinstance(error.body, dict) else {}
    return f"answered with the error {status}: {_line(body.get('message') or error.message)}{hint}"


def _line(words: object) -> str:
    """Another's words as part of a sentence: one line, short, nothing that moves a cursor."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(words)).split())
    return (line[:SAID] + "…" if len(line) > SAID else line).rstrip(".")
