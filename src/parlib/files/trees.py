"""Folders copied and begun: what the disk refuses is said at its first file, and nothing half made is left."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class _RefusedError(Exception):
    """Carries what the system refused past `shutil.copytree`, which goes on and keeps only the text of it."""


def copy_tree(source: Path, target: Path, ignore: Callable[..., Any] | None = None) -> None:
    """Copy a folder into another one; stop at the first file that cannot be copied.

    Raises
    ------
    OSError
        That of the first file, with its number: `shutil.copytree` has one for all, without.
    """
    try:
        shutil.copytree(source, target, ignore=ignore, dirs_exist_ok=True, copy_function=_copy)
    except _RefusedError as refused:
        raise refused.args[0] from None


def _copy(source: str, target: str) -> str:
    try:
        return shutil.copy2(source, target)
    except OSError as error:
        raise _RefusedError(error) from None


@contextmanager
def begin_folder(folder: Path) -> Iterator[None]:
    """Fill a folder inside the block; one that was not there before goes again where the block fails."""
    first = next((above for above in reversed([folder, *folder.parents]) if not above.exists()), None)
    try:
        yield
    except BaseException:
        if first is not None:
            shutil.rmtree(first, ignore_errors=True)
        raise
