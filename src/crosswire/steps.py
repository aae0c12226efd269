"""The steps of the pipeline as one value, so that any of them can be swapped for another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from crosswire.records import (
    Anchor,
    Article,
    Claim,
    ControlState,
    Document,
    Dropped,
    Incident,
    Page,
    Resolution,
    Run,
    Span,
    Story,
    run_id,
)
from crosswire.vocab import Vocabulary

FindSpans = Callable[[str], list[Span]]
FindName = Callable[[str], str | None]  # an agency's or an outlet's one name for its words


class Coder(Hashable, Protocol):
    """What codes articles, and the name and version that its claims carry."""

    @property
    def extractor(self) -> str:
        """Its name and version."""

    @property
    def extract(self) -> Callable[[Article, FindSpans, FindSpans], list[Claim]]:
        """An article's claims, with the help of what finds toponyms and words of date."""


class Gazetteer(Protocol):
    """What the pipeline itself needs of a gazetteer; ``hash`` is of all that it holds."""

    @property
    def hash(self) -> str:
        """The hash of all that it holds."""

    def find_places(self, text: str) -> list[Span]:
        """The toponyms of a text."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One function for each step, and the versions that a run is known by.

    ``cleaner`` and ``extractor`` name what reads and codes: another name codes again. ``languages``
    (ISO 639-1) are those that ``extract`` can code. A telling is the incidents' own record, and a
    registered id too, and so is what ``add_stories`` found stories by: the pipeline only hands them
    on.
    """

    read: Callable[[Iterable[str | Path]], Iterator[Document | Dropped]]
    parse: Callable[[Document], Page | Dropped]
    clean: Callable[[Document, Page, FindName, FindName], Article | Dropped]
    extract: Callable[[Article, FindSpans, FindSpans], list[Claim]]
    find_dates: FindSpans
    add_stories: Callable[..., tuple[list[Story], Mapping[str, Any]]]
    resolve_article: Callable[[Article, Sequence[Claim], Any, Vocabulary], list[Resolution]]
    join_tellings: Callable[..., list[Any]]
    link: Callable[[Sequence[Any]], list[tuple[Any, ...]]]
    relink: Callable[..., Any]
    corroborate: Callable[[Sequence[Any], Vocabulary], Incident]
    anchors_of: Callable[[Sequence[Any]], Mapping[str, Anchor]]
    assign: Callable[..., tuple[list[Incident], list[Any]]]
    control: Callable[[Sequence[Incident], Sequence[Any]], list[ControlState]]
    cleaner: str
    extractor: str
    languages: frozenset[str] = frozenset({"en"})


@cache
def default_steps(coder: str | Coder = "model") -> Steps:
    """Crosswire's own steps, with one of its coders; their rooms are loaded only now."""
    from crosswire import claims, clean, incidents, readers, resolve, stories
    from crosswire.resolve.dates import find_dates

    chosen: Coder = claims.coder(coder) if isinstance(coder, str) else coder
    return Steps(
        read=readers.read,
        parse=readers.parse,
        clean=clean.clean,
        extract=chosen.extract,
        find_dates=find_dates,
        add_stories=stories.add_stories,
        resolve_article=resolve.resolve_article,
        join_tellings=incidents.join_tellings,
        link=incidents.link,
        relink=incidents.relink,
        corroborate=incidents.corroborate,
        anchors_of=incidents.anchors_of,
        assign=incidents.assign,
        control=incidents.control,
        cleaner=clean.CLEANER,
        extractor=chosen.extractor,
    )


@dataclass(frozen=True, slots=True)
class Tools:
    """The steps and the knowledge that they work with."""

    steps: Steps
    vocabulary: Vocabulary
    gazetteer: Gazetteer

    @property
    def run(self) -> Run:
        """The run that these tools make."""
        versions = (self.steps.cleaner, self.steps.extractor)
        hashes = (self.vocabulary.hash, self.gazetteer.hash)
        return Run(run_id(*versions, *hashes), *versions, *hashes)

    @property
    def hash(self) -> str:
        """The hash of all that the same evidence could be derived differently by."""
        steps = [getattr(self.steps, step.name) for step in fields(self.steps)]
        functions = [f"{s.__module__}.{s.__qualname__}" for s in steps if callable(s)]
        parts = [*functions, self.vocabulary.hash, self.gazetteer.hash, code_hash()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def same_outlet(self, one: str, other: str) -> bool:
        """Whether two names, or a name and a host, are of one outlet or agency."""
        a, b = self.vocabulary.outlet(one), self.vocabulary.outlet(other)
        if a and b:
            return a.id == b.id
        return one.casefold().split() == other.casefold().split()


@cache
def code_hash() -> str:
    """The hash of Crosswire's own code: a changed rule derives again what it was applied to."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
