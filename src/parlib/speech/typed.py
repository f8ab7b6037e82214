"""A command as a person types it: what the program tells one to run can be copied as it stands."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

OPEN = "..."
"""Stands in a command for what only a person can say."""

_LIVE = set('"$`\\!')
"""What a shell reads within double quotation marks, too."""


def write_command(command: str, *parts: str | Path, **options: object) -> str:
    """Return a command with its arguments and options; those without a value are left out, True is one that takes none.

    Examples
    --------
    >>> write_command("parlib add", Path("bang diem.xlsx"), year=2025, issuer="Sở Nội vụ", document="", yes=True)
    'parlib add "bang diem.xlsx" --year 2025 --issuer "Sở Nội vụ" --yes'
    """
    given = {f"--{name.replace('_', '-')}": value for name, value in options.items() if value}
    said = (name if value is True else f"{name} {quote_part(str(value))}" for name, value in given.items())
    return " ".join([command, *map(quote_part, parts), *said])


def quote_part(part: str | Path) -> str:
    """Return a part of a command as it is typed: in quotation marks where it holds a space or the like.

    A name that begins with a hyphen would be taken for an option, and is said with its folder.

    Examples
    --------
    >>> print(quote_part("a.xlsx"), quote_part("Sở Nội vụ"), quote_part('R&D "x".csv'), quote_part(Path("-a.csv")))
    a.xlsx "Sở Nội vụ" 'R&D "x".csv' ./-a.csv
    """
    text = str(part)
    if isinstance(part, Path) and text.startswith("-"):
        text = os.path.join(".", text)  # noqa: PTH118 (a path drops what says "here")
    if shlex.quote(text) == text:
        return text
    # Marks that Windows knows, too, where nothing within them means anything to another shell.
    return f'"{text}"' if os.name == "nt" or (text.isprintable() and not _LIVE & set(text)) else shlex.quote(text)
