"""reveal.js, which moves from slide to slide: read from the package that ships it, never fetched."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from parlib.speech import tell

HOME = "revealjs"
"""Folder of reveal.js (MIT) within the package `pyreveal`, which is used for nothing else."""


class Library(NamedTuple):
    """Script and styles of reveal.js, to be written into a page."""

    script: str
    styles: str


@lru_cache(maxsize=1)
def read_library() -> Library:
    """Return reveal.js as its authors built it; the licence stands at the head of the script.

    Raises
    ------
    FileNotFoundError
        If the package is not installed, or does not hold it where this version of parlib looks.

    Examples
    --------
    >>> library = read_library()
    >>> "MIT licensed" in library.script[:300], ".reveal .slides" in library.styles
    (True, True)
    """
    try:
        dist = files("pyreveal") / HOME / "dist"
        return Library(*((dist / name).read_text(encoding="utf-8") for name in ("reveal.js", "reveal.css")))
    except (ModuleNotFoundError, OSError) as error:
        raise FileNotFoundError(
            tell(
                "reveal.js is not there ({error}): install parlib[decks], with the version of pyreveal in "
                "constraints.txt",
                error=error,
            )
        ) from error
