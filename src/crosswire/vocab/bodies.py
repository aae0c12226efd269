"""Words by which a text goes on to speak of a party that it names: "the group", "the ministry"."""

from __future__ import annotations

import re
from collections.abc import Mapping

STATE = frozenset({"government", "military"})
ARMED = frozenset({"armed_group", "militia", "party"})
HELPERS = frozenset({"international", "monitor", "rescue"})
# Those who can fight a war, and break a truce.
PARTIES = STATE | ARMED

# Each word with the kinds of actors that it may stand for.
BODIES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("ministry", "government", "army", "military", "command"), STATE),
    **dict.fromkeys(("movement", "force", "faction", "brigade", "militia", "council"), ARMED),
    **dict.fromkeys(("organisation", "organization", "office", "mission", "charity"), HELPERS),
    **dict.fromkeys(("committee", "commission"), HELPERS),
    **dict.fromkeys(("monitor", "observatory", "watchdog"), frozenset({"monitor"})),
    "group": ARMED | {"monitor", "rescue"},
    "agency": HELPERS | {"agency"},
}
# Those that may stand for one whose name has another word; "the committee" is one called so.
LOOSE = frozenset(
    {"agency", "army", "faction", "group", "militia", "military", "ministry", "monitor", "movement"}
    | {"watchdog"}
)
# Of these, such as say nothing: the Wagner Group is no more "the group" than another.
COMMON_IN_NAMES = frozenset({"agency", "group"})
# "the group", "ministry" (in a headline), "a monitor", "the ministry's spokesman", "a spokesman for
# the group"; not "another group", which is one that is not named, nor "a group of residents".
_BODY = re.compile(
    r"(?:(?:the\s|(?P<a>an?\s))?(?P<body>[a-z]+)(?:['’]s?\s\w+)?"
    r"|(?:an?\s|the\s)?\w+\s(?:for|of|from)\sthe\s(?P<whose>[a-z]+))",
    re.IGNORECASE,
)


def body_word(words: str) -> str | None:
    """The word of ``BODIES`` by which words speak of a body without its name, None for others."""
    found = _BODY.fullmatch(words)
    if not found:
        return None
    word = str(found["body"] or found["whose"]).lower()
    kinds = BODIES.get(word)
    if kinds is None or (found["a"] and kinds != {"monitor"}):
        return None
    return word
