"""The commands of parlib: one module a group of commands; heavy rooms are imported inside a command."""

from __future__ import annotations

import errno
import sys

from parlib.cli import (
    actions,
    add,
    bench,
    clean,
    conference,
    deck,
    document,
    local_page,
    place,
    report,
    review,
    simulate,
    site,
    slides,
    template,
    workbook,
)
from parlib.cli.common import app, err
from parlib.engine.preload import hide_module
from parlib.problems import DataProblemsError

__all__ = [
    "actions",
    "add",
    "app",
    "bench",
    "clean",
    "conference",
    "deck",
    "document",
    "local_page",
    "main",
    "place",
    "report",
    "review",
    "simulate",
    "site",
    "slides",
    "template",
    "workbook",
]


def main() -> None:
    """Run the command line; what goes wrong is said in one plain line and exits with code 1."""
    _print_anything()
    try:
        with hide_module("rfc3987_syntax"):  # jsonschema's reader of addresses: 0.8 s to import, of no use here
            app()
    except DataProblemsError as error:
        for problem in error.problems:
            err.print(f"✗ {problem}", markup=False)
        err.print("Nothing was written. Run 'parlib check' to see every problem at once.")
        sys.exit(1)
    except OSError as error:
        err.print(f"✗ {_explain(error)}", markup=False)
        sys.exit(1)
    except ValueError as error:
        err.print(f"✗ {error}", markup=False)
        sys.exit(1)


def _print_anything() -> None:
    """Let a redirected output take Vietnamese: a Windows console hands programs an encoding without these letters."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _explain(error: OSError) -> str:
    """Return in one line what the system refused: a full or read-only disk, a locked file, a folder without rights."""
    if isinstance(error, FileNotFoundError) and error.errno is None:
        return str(error)
    why = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk is full for this user",
        errno.EROFS: "the disk can only be read",
        errno.EACCES: "it may not be written or read: is it open in another program, or without rights?",
        errno.EPERM: "it may not be written: is it open in another program, or without rights?",
    }.get(error.errno or 0, error.strerror or str(error))
    return f"{error.filename}: {why}" if error.filename else why
