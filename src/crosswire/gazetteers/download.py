"""Fetching a country's GeoNames dump, where a user asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crosswire import net
from crosswire.gazetteers.errors import ListError

MIRROR = "https://download.geonames.org/export/dump"
MOST = 200 * 1024 * 1024  # bytes; the largest country's has about a third of it
LIMITS = net.Limits(total_seconds=3600.0, bytes=MOST)

Progress = Callable[[int, int | None], None]  # bytes so far, and of all where that is known


def is_country(text: str) -> bool:
    """Whether a word is a country's two letters."""
    return len(text) == 2 and text.isalpha() and text.isascii()


def country(code: str, folder: Path, mirror: str, on_progress: Progress) -> Path:
    """Fetch a country's dump into a folder, going on where an earlier try was cut off.

    Another mirror than GeoNames' own may stand on the user's own network. Raises ListError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    into = folder / f"{code}.zip"
    url = f"{mirror.rstrip('/')}/{code}.zip"
    limits = LIMITS if mirror == MIRROR else net.private(LIMITS)
    try:
        net.download(url, into, limits, on_progress)
    except net.NetError as error:
        raise ListError(
            f"{error} What was fetched is kept, and the same command goes on from there; or fetch "
            f"{url} by other means and add the file."
        ) from None
    return into
