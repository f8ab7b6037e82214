"""Whole files only: written beside and then renamed, so that a reader never meets half a file."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

_BESIDE = re.compile(r"\..+\.(\d+-[0-9a-f]{8}|unfinished|reads)")
"""Names of what a run that was killed may leave: files half written, and notebooks half run."""


def write_whole(content: str | bytes, path: str | Path) -> None:
    """Write *content* beside *path*, then rename it there, so that a reader finds the old file or the new one.

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    OSError
        If the disk is full or the folder cannot be written; *path* is then untouched.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = Path(os.path.realpath(path))  # a link stays a link: what it leads to is replaced
    if target.exists() and not target.is_file():  # a pipe or /dev/stdout
        target.write_bytes(data)
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            # Without this a crash of the machine could leave the new name with none of its content.
            os.fdatasync(file.fileno())
        if target.exists():  # renaming would otherwise change the permissions of the file
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def name_unfinished(path: str | Path) -> Path:
    """Return where a notebook waits while it is being run.

    Examples
    --------
    >>> name_unfinished("22/4.ipynb").as_posix()
    '22/.4.ipynb.unfinished'
    """
    return Path(path).with_name(f".{Path(path).name}.unfinished")


def sweep_folder(folder: Path) -> list[Path]:
    """Remove what killed runs have left below *folder*, and return it; nobody else may be writing there."""
    found = [path for path in folder.rglob(".*") if _BESIDE.fullmatch(path.name) and path.is_file()]
    for path in found:
        path.unlink(missing_ok=True)
    return found
