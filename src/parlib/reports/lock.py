"""One run at a time into a reports folder."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

LOCK = ".lock"
"""Name of the file that a run holds; the system lets it go when the run ends, however it ends."""


class BusyFolderError(ValueError):
    """Another run is writing into the folder."""


@contextlib.contextmanager
def hold_folder(folder: Path, wait: bool = False) -> Iterator[None]:
    """Hold a reports folder for one run.

    Parameters
    ----------
    folder : pathlib.Path
        It must exist.
    wait : bool
        Wait for a run that holds it, instead of refusing.

    Raises
    ------
    BusyFolderError
        If another run holds it, with the number of that process.
    """
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        while not _take(file.fileno()):
            if not wait:
                raise BusyFolderError(f"{folder}: another run writes there ({_read_holder(folder)}): "
                                      "wait for it with --wait, or name another --output")  # fmt: skip
            time.sleep(0.2)
        file.truncate(0)
        file.write(f" process {os.getpid()} on {socket.gethostname()}")
        file.flush()
        try:
            yield
        finally:
            _let_go(file.fileno())


def _take(number: int) -> bool:
    try:
        if fcntl:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            os.lseek(number, 0, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _let_go(number: int) -> None:
    if fcntl:
        fcntl.flock(number, fcntl.LOCK_UN)
    else:
        os.lseek(number, 0, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)


def _read_holder(folder: Path) -> str:
    with contextlib.suppress(OSError), (folder / LOCK).open(encoding="utf-8") as file:
        file.seek(1)  # the first byte is what Windows locks
        return file.read().strip() or "process not known"
    return "process not known"
