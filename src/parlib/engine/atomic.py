"""Whole files only: written beside and then renamed, so that a reader never meets half a file."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

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
        _write_beside(data, beside)
        if target.exists():  # renaming would otherwise change the permissions of the file
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


# Windows and macOS have no fdatasync, which leaves out the time of the last change.
_sync = getattr(os, "fdatasync", os.fsync)


def _write_beside(data: bytes, path: Path) -> None:
    """Write a new file; it has no name before it is whole where the system has such files."""
    unnamed = _open_unnamed(path.parent)
    if unnamed is not None:
        with os.fdopen(unnamed, "wb") as file:
            _fill(file, data)
            with suppress(OSError):  # without /proc it cannot be named, and is written once more
                _name(unnamed, path)
                return
    with path.open("wb") as file:
        _fill(file, data)


def _fill(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    # Without this a crash of the machine could leave the new name with none of its content.
    _sync(file.fileno())


def _open_unnamed(folder: Path) -> int | None:
    """Open a file of *folder* that has no name yet, so that a process that is killed leaves none; None if impossible.

    Linux has such files (``O_TMPFILE``), though not on every file system.
    """
    if not hasattr(os, "O_TMPFILE"):
        return None
    with suppress(OSError):  # what is wrong with the folder is told when the file is opened by its name
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666)
    return None


def _name(descriptor: int, path: Path) -> None:
    """Give a name to a file that has none."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Python follows the link of /proc to the file only where the folder is given by its descriptor.
        os.link(f"/proc/self/fd/{descriptor}", path.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


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
