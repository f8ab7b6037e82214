"""The hash by which a file is known."""

from __future__ import annotations

import hashlib
from pathlib import Path


def hash_file(path: Path) -> str:
    """Return the sha256 of a file, by which the data log and the record of a conference pack know it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
