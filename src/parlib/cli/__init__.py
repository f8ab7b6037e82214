"""The commands of parlib: one module a group of commands; heavy rooms are imported inside a command."""

from __future__ import annotations

import sys

import typer

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
    release,
    report,
    review,
    simulate,
    site,
    slides,
    template,
    workbook,
)
from parlib.cli.common import app, err
from parlib.cli.help import explain_usage, translate_parser
from parlib.engine.preload import hide_module
from parlib.problems import DataProblemsError
from parlib.speech import Plain, tell

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
    "release",
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
    translate_parser()
    try:
        with hide_module("rfc3987_syntax"):  # jsonschema's reader of addresses: 0.8 s to import, of no use here
            code = app(standalone_mode=False)
    except DataProblemsError as error:
        for problem in error.problems:
            err.print(tell("✗ {problem}", problem=problem.say()), markup=False)
        err.print("Nothing was written. Mend what is listed and run the command again.")
        sys.exit(1)
    except (OSError, ValueError) as error:
        err.print(tell("✗ {error}", error=error), markup=False)
        sys.exit(1)
    except RecursionError:
        err.print("✗ a file that is read holds lists within lists without end; nothing was written")
        sys.exit(1)
    except typer.Abort:
        err.print("Stopped; nothing was changed.")
        sys.exit(1)
    except Exception as error:
        if not hasattr(error, "format_message"):  # a fault of the parser, of whichever version of it
            raise
        said = error.format_message()
        err.print(Plain(said) if "\n" in said else tell("✗ {fault}", fault=explain_usage(error)), markup=False)
        sys.exit(getattr(error, "exit_code", 1))
    if code:
        sys.exit(code)


def _print_anything() -> None:
    """Let a redirected output take Vietnamese: a Windows console hands programs an encoding without these letters."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
