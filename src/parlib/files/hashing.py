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
    return _hash_stamped(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1024)
def _hash_stamped(path: Path, _written: int) -> str:
    return hash_file(path)
