"""Who may come in, and what they may do.

One person or a trusted team works on one machine: whoever opens the address that the command
printed is in, and gives a name once, which stands on every judgement. Accounts and roles would
change this file alone: ``may`` is asked before anything is done.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_NAME = 80
Cookies = Mapping[str, str]


class Action(StrEnum):
    """What a visitor can ask for."""

    READ = "read"
    DECIDE = "decide"  # judgements, and claims made by hand
    MEND = "mend"  # the vocabulary, what a document lacks, and runs


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who holds this start's token; ``name`` is empty until they have said it."""

    name: str = ""


def may(visitor: Visitor, action: Action) -> bool:
    """Whether this visitor may do this: all may read, and those with a name may do the rest."""
    return action is Action.READ or bool(visitor.name)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one start. Cookies of one host are shared by its ports, hence ``port``."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def session_cookie(self) -> str:
        """The name of the cookie that says that its holder had the token."""
        return f"crosswire-{self.port}"

    @property
    def name_cookie(self) -> str:
        """The name of the cookie that holds the reviewer's name."""
        return f"crosswire-{self.port}-name"

    @property
    def session(self) -> str:
        """The session cookie's value: made from the token, which it does not give away."""
        return self.sign("session")

    @property
    def csrf(self) -> str:
        """What every form of this start carries, and no other site can know."""
        return self.sign("csrf")

    def sign(self, words: str) -> str:
        """A signature that only this start can make."""
        digest = hmac.new(self.token.encode(), words.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def visitor(self, cookies: Cookies) -> Visitor | None:
        """Who holds these cookies; None for someone who never had this start's token."""
        if not same(cookies.get(self.session_cookie, ""), self.session):
            return None
        return Visitor(self.read_name(cookies.get(self.name_cookie, "")))

    def write_name(self, name: str) -> str:
        """The value of the name's cookie."""
        words = base64.urlsafe_b64encode(name.encode()).decode()
        return f"{words}.{self.sign(f'name {name}')}"

    def read_name(self, value: str) -> str:
        """The name in a cookie that this start made; empty for any other."""
        words, _, signature = value.partition(".")
        try:
            name = base64.urlsafe_b64decode(words).decode()
        except ValueError:
            return ""
        return name if name and same(signature, self.sign(f"name {name}")) else ""


def clean_name(given: str) -> str:
    """A reviewer's name on one line, without what cannot be seen. Raises ValueError for none."""
    name = " ".join("".join(c if c.isprintable() else " " for c in given).split())
    if not name:
        raise ValueError("Give your name: it stands beside everything that you decide.")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"A name has at most {LONGEST_NAME} letters.")
    return name


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(given.encode(), wanted.encode())
