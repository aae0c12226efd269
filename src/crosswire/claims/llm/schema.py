"""The form of a reply as a JSON schema, in the subset that strict decoding takes everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from crosswire.claims.llm.errors import NotCodedError
from crosswire.records import EventType, Outcome, Status, Who

Schema = dict[str, Any]
MAX_CLAIMS = 200  # of a part; the densest round-ups have some forty in as many characters


def _object(**properties: Schema) -> Schema:
    # Strict decoding wants every property required and none beside them.
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _code(codes: Iterable[StrEnum]) -> Schema:
    return {"type": "string", "enum": [code.value for code in codes]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(value: Schema) -> Schema:
    return {"anyOf": [value, {"type": "null"}]}


_WORDS: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}

SCHEMA: Schema = _object(
    claims=_list(
        _object(
            id=_NUMBER,
            quote=_WORDS,
            trigger=_WORDS,
            type=_code(EventType),
            status=_code(Status),
            side_a=_list(_WORDS),
            side_b=_list(_WORDS),
            places=_list(_WORDS),
            date_words=_or_null(_WORDS),
            casualties=_list(
                _object(
                    words=_WORDS,
                    outcome=_code(Outcome),
                    who=_code(Who),
                    low=_or_null(_NUMBER),
                    high=_or_null(_NUMBER),
                )
            ),
            speaker=_or_null(_WORDS),
            same_as=_or_null(_NUMBER),
        )
    )
)


def told(reply: str) -> list[Any]:
    """The claims that a reply lists, as they stand. Raises NotCodedError where it lists none."""
    for text in (reply, reply[reply.find("{") : reply.rfind("}") + 1]):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue  # some models talk around their JSON
        if isinstance(found, dict) and isinstance(found.get("claims"), list):
            claims: list[Any] = found["claims"]
            return claims[:MAX_CLAIMS]
    raise NotCodedError("The model's reply is not the JSON that it was asked for.")
