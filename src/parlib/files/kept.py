"""What is made of files is kept by their contents: a copy may have the time of writing of what it replaces.

A process that lives on (the local page, a notebook, the tests) reads only what has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from parlib.files.hashing import hash_file, stamp_file

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The newest things that were made, by a hash of all that they were made from; nobody may change them.

    Examples
    --------
    >>> kept = Kept[str](most=2)
    >>> [kept.recall(text.upper, text) for text in ("a", "b", "a", "c")]
    ['A', 'B', 'A', 'C']
    >>> kept.recall(lambda: "made anew", "b"), kept.recall(lambda: "made anew", "c")
    ('made anew', 'C')
    """

    def __init__(self, most: int) -> None:
        self.most, self._made, self._lock = most, dict[str, Made](), Lock()

    def recall(self, make: Callable[[], Made], *parts: object, files: Sequence[Path] = ()) -> Made:
        """Return what was made of the same parts and of files of the same contents; else make it, and keep it.

        Parameters
        ----------
        make : callable
            Makes it; what it raises is raised each time.
        parts : object
            All that it is made from beside the files, told apart by what they show of themselves (``repr``).
        files : sequence of pathlib.Path
            What *make* reads. Where somebody writes to one meanwhile, nothing is kept.
        """
        before = _look_at(files)
        if before is None:
            return make()  # it says what is missing
        key = hashlib.sha256(repr((parts, [content for content, _ in before])).encode()).hexdigest()
        found = self._find(key)
        if found is not None:
            return found
        made = make()
        if _look_at(files) == before:
            self._keep(key, made)
        return made

    def _find(self, key: str) -> Made | None:
        """Return what was made, now the newest of all; None where it is not kept."""
        with self._lock:
            if key not in self._made:
                return None
            self._made[key] = self._made.pop(key)
            return self._made[key]

    def _keep(self, key: str, made: Made) -> None:
        """Keep what was made; the oldest goes."""
        with self._lock:
            while len(self._made) >= self.most:
                del self._made[next(iter(self._made))]
            self._made[key] = made


def _look_at(files: Sequence[Path]) -> list[tuple[str, tuple[int, ...]]] | None:
    """Return the contents of files and when they were put there; None where one is missing."""
    try:
        return [(hash_file(file), stamp_file(file)) for file in files]
    except FileNotFoundError:
        return None
