"""What can be wrong with a list of places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SHOWN = 10  # faults of one file that are told; a wrong column would otherwise fill the screen

Fault = tuple[int, str]  # the number of the line, from one, and what is wrong there


class ListError(Exception):
    """A list of places that cannot be added: what is wrong, in which line, and what to do."""

    faults: tuple[Fault, ...] = ()  # line by line, where single lines are wrong

    @classmethod
    def of_lines(cls, path: Path, faults: Sequence[Fault]) -> ListError:
        """The faults of a file's lines, told together."""
        told = [f"  line {line}: {what}" for line, what in faults[:SHOWN]]
        if len(faults) > SHOWN:
            told.append(f"  and {len(faults) - SHOWN} more")
        head = f"{path.name} was not added, and nothing was changed; mend it and add it again:"
        error = cls("\n".join([head, *told]))
        error.faults = tuple(faults)
        return error
