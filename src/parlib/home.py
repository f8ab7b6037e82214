"""The folder that holds the data: found without reading any of it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from parlib.shipped import HOME
from parlib.speech import tell


def find_home(start: Path | None = None) -> Path:
    """Return the folder that holds ``data/raw``: PARLIB_HOME, else the nearest above *start*, else parlib's own.

    parlib's own is the clone that it runs from or, where it was installed, the figures that came with it: own figures
    go first.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    if named := os.environ.get("PARLIB_HOME"):
        return Path(named)
    return _search_home(str(start or Path.cwd()))


_CHOSEN: dict[str, str | None] = {"now": None, "before": None}
"""The home that was chosen here, and what PARLIB_HOME said before: a command typed next is told that alone."""


def choose_home(folder: Path) -> None:
    """Let this process, and those that it starts, use a home."""
    before, chosen = os.environ.get("PARLIB_HOME"), str(folder.resolve())
    if before != _CHOSEN["now"]:
        _CHOSEN["before"] = before
    os.environ["PARLIB_HOME"] = _CHOSEN["now"] = chosen


def is_found_here(home: Path) -> bool:
    """Tell whether a command that is typed next, in the same folder, finds a home by itself."""
    said = os.environ.get("PARLIB_HOME")
    said = _CHOSEN["before"] if said and said == _CHOSEN["now"] else said
    try:
        return (Path(said) if said else _search_home(str(Path.cwd()))).resolve() == home.resolve()
    except FileNotFoundError:
        return False


def _search_home(start: str) -> Path:
    # Looked for each time: a home may be begun, or taken away, while a notebook is open.
    for folder, sign in _list_folders(start):
        if sign.exists():
            return folder
    here = Path(start).resolve()
    raise FileNotFoundError(
        tell("no folder with data/raw/sources.csv at or above {here}; set PARLIB_HOME to it", here=here)
    )


@lru_cache(maxsize=32)
def _list_folders(start: str) -> list[tuple[Path, Path]]:
    """Return the folders that may be a home, the nearest first, each with the file by which one is known."""
    here, own = Path(start).resolve(), Path(__file__).resolve().parents[2]
    return [(folder, folder / "data" / "raw" / "sources.csv") for folder in (here, *here.parents, own, HOME)]


def is_shipped(folder: Path) -> bool:
    """Tell whether a folder is of the figures that came with an installed parlib: nobody's own work belongs there."""
    return folder.resolve().is_relative_to(HOME)
