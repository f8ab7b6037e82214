"""One run at a time into a reports folder."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from parlib.speech import tell

LOCK = ".lock"
"""Name of the locked file; the system releases it when the run ends, however it ends."""

HOLDER = ".lock-holder"
"""Name of the file that says which process has the lock; taking the lock empties the lock's own file."""


class BusyFolderError(ValueError):
    """Another run is writing into the folder."""


@contextlib.contextmanager
def lock_folder(folder: Path, wait: bool = False) -> Iterator[None]:
    """Lock a reports folder for one run.

    Parameters
    ----------
    folder : pathlib.Path
        It must exist.
    wait : bool
        Wait for the other run, instead of refusing.

    Raises
    ------
    BusyFolderError
        If another run has the lock, with the number of that process.
    """
    # A lock of the system, not a file that stands there: it goes with the process, so none is ever left to clear away.
    lock = FileLock(folder / LOCK, timeout=-1 if wait else 0, poll_interval=0.2)
    try:
        lock.acquire()
    except Timeout:
        raise BusyFolderError(
            tell(
                "{folder}: another run writes there ({holder}): wait for it with --wait, or name another --output",
                folder=folder,
                holder=_read_holder(folder),
            )
        ) from None
    try:
        (folder / HOLDER).write_text(f"process {os.getpid()} on {socket.gethostname()}", encoding="utf-8")
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _read_holder(folder: Path) -> str:
    with contextlib.suppress(OSError):
        return (folder / HOLDER).read_text(encoding="utf-8").strip() or "process not known"
    return "process not known"
