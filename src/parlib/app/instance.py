"""One page a home: the first start serves it, a further one opens the page of the first."""

from __future__ import annotations

import json
import os
import secrets
import time
from pathlib import Path

from filelock import FileLock, Timeout

LOOPBACK = "127.0.0.1"
"""The only address that is listened on: no other machine can reach it."""

PATIENCE = 10.0
"""Seconds that a second start waits for the first to say where its page is."""


class Instance:
    """The page of a home that is being served, or that another process serves.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the page in its home.
    """

    def __init__(self, folder: Path) -> None:
        self._lock, self._about = FileLock(folder / ".lock", timeout=0), folder / "instance.json"
        self.token = secrets.token_urlsafe(32)

    def claim(self) -> bool:
        """Take the home for this process; False if another one serves its page."""
        try:
            self._lock.acquire()
        except Timeout:
            return False
        self._about.unlink(missing_ok=True)
        return True

    def announce(self, port: int) -> str:
        """Write down, for this user only, where the page is; return its address."""
        address = f"http://{LOOPBACK}:{port}/?token={self.token}"
        # Only this user may read it: whoever knows the token may use the page. A second start reads it again until it
        # is whole.
        self._about.unlink(missing_ok=True)
        opened = os.open(self._about, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            json.dump({"address": address, "process": os.getpid()}, file)
        return address

    def find_other(self) -> str:
        """Return the address of the page that another process serves; blank if it does not say in time."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return str(json.loads(self._about.read_text(encoding="utf-8"))["address"])
            except (OSError, ValueError, KeyError):
                time.sleep(0.1)
        return ""

    def release(self) -> None:
        """Let the home go."""
        self._about.unlink(missing_ok=True)
        self._lock.release()
