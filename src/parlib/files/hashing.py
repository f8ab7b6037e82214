"""The hash by which a file is known."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path


def hash_file(path: Path) -> str:
    """Return the sha256 of a file, by which the data log and the record of a conference pack know it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_unchanged(path: Path) -> str:
    """Return `hash_file` of a file, read once for as long as it is not written again."""
    return _hash_stamped(path, stamp_file(path))


def stamp_file(path: Path) -> tuple[int, ...]:
    """Return what the system changes when somebody writes to a file or puts another one in its place.

    A copy may keep the time of writing of what it replaces, but not the time of that change, nor the file itself.
    """
    now = path.stat()
    return now.st_mtime_ns, now.st_ctime_ns, now.st_ino, now.st_size


@lru_cache(maxsize=1024)
def _hash_stamped(path: Path, _stamp: tuple[int, ...]) -> str:
    return hash_file(path)
