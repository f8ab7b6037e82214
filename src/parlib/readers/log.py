"""The log of raw files, read without a table: commands that only look at it stay light (sổ nguồn số liệu)."""

from __future__ import annotations

import csv
from pathlib import Path

from parlib.files.hashing import hash_file


def find_mended(raw: Path) -> list[str]:
    """Return the raw files, in order, whose bytes are not those that ``sources.csv`` logged.

    Parameters
    ----------
    raw : pathlib.Path
        Folder of raw files.
    """
    with (raw / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        logged = {row["path"]: row["sha256"] for row in csv.DictReader(file) if row["kind"] == "file"}
    found = {path: raw / path for path in logged if (raw / path).is_file()}
    return sorted(path for path, at in found.items() if hash_file(at) != logged[path])
