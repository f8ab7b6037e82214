"""The commands of parlib: one module a group of commands; heavy rooms are imported inside a command."""

from __future__ import annotations

import sys

from parlib.cli import (
    actions,
    add,
    clean,
    deck,
    document,
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
from parlib.problems import DataProblemsError
from parlib.reports.engine.preload import hide

__all__ = [
    "actions",
    "add",
    "app",
    "clean",
    "deck",
    "document",
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
    try:
        with hide("rfc3987_syntax"):  # jsonschema's reader of addresses: 0.8 s to import, and no notebook needs it
            app()
    except DataProblemsError as error:
        for problem in error.problems:
            err.print(f"✗ {problem}", markup=False)
        err.print("Nothing was written. Run 'parlib check' to see every problem at once.")
        sys.exit(1)
    except (ValueError, FileNotFoundError) as error:
        err.print(f"✗ {error}", markup=False)
        sys.exit(1)
