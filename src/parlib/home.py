"""The folder that holds the data: found without reading any of it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def find_home(start: Path | None = None) -> Path:
    """Return the folder that holds ``data/raw``: PARLIB_HOME, else the nearest above *start*, else parlib's own.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    if named := os.environ.get("PARLIB_HOME"):
        return Path(named)
    return _search_home(str(start or Path.cwd()))


@lru_cache(maxsize=32)
def _search_home(start: str) -> Path:
    here, own = Path(start).resolve(), Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, own):
        if (folder / "data" / "raw" / "sources.csv").exists():
            return folder
    raise FileNotFoundError(f"no folder with data/raw/sources.csv at or above {here}; set PARLIB_HOME to it")
