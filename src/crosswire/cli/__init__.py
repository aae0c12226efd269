"""The commands: settings in, one call, words out; no logic of their own.

Exit codes: 0 done; 1 done, but ``--strict`` was given and something was refused; 2 not done,
with one sentence on standard error that says what to do.
"""

from __future__ import annotations

from crosswire.cli.settings import keep_quiet

keep_quiet()

from crosswire.cli.commands import app, main  # noqa: E402 - telemetry must be off first

__all__ = ["app", "main"]
