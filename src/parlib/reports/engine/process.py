"""Our end of a warm process: start it, ask it for children, and learn how they ended."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from parlib.reports.engine.memory import HUGE_PAGES, ONE_HEAP

PASSING = {"PWD", "OLDPWD", "SHLVL", "_", "COLUMNS", "LINES", "PYTEST_CURRENT_TEST"}
"""Environment variables that no library reads while it is imported."""

OWN = {**ONE_HEAP, **HUGE_PAGES, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
"""Environment of a warm process, where the user has not set it otherwise; notebooks do not see it. (The debugger cannot
be used, so it need not warn.)"""


class Child(NamedTuple):
    """A process forked for us."""

    number: int
    pidfd: int


class WarmProcess:
    """Our end of a warm process.

    Parameters
    ----------
    control : socket.socket
        Socket to it (kept until `close`).
    program : subprocess.Popen, optional
        The process itself, where this one started it.
    """

    def __init__(self, control: socket.socket, program: subprocess.Popen | None = None) -> None:
        self._control = control
        self._program = program
        self._lock = threading.Lock()
        self.owner = os.getpid()
        self.refused: list[str] = []

    @classmethod
    def start(cls, names: Iterable[str], prepare: Mapping[str, str] | None = None) -> WarmProcess:
        """Start a fresh interpreter that imports *names*, calls each of *prepare* and waits for requests."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        own = {name: value for name, value in OWN.items() if name not in os.environ}
        order = json.dumps({"names": list(names), "prepare": dict(prepare or {}), "own": list(own)})
        command = [sys.executable, "-m", "parlib.reports.engine.warm", str(theirs.fileno()), order]
        program = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True, env=os.environ | own
        )
        theirs.close()
        ready, _, refused = ours.recv(4096).decode().partition(" ")
        if not ready:
            raise OSError(f"the warm process left with {program.wait()} while it imported")
        process = cls(ours, program)
        process.refused = [name for name in refused.split(",") if name]
        return process

    def fork(self, target: str, pipes: Sequence[socket.socket]) -> Child:
        """Fork a child that runs ``module:function`` with *pipes*; ours are closed."""
        answer: bytes = b""
        try:
            with self._lock, suppress(ConnectionError):
                socket.send_fds(self._control, [f"fork {target}".encode()], [pipe.fileno() for pipe in pipes])
                answer, fds, _, _ = socket.recv_fds(self._control, 32, 1)
        finally:
            for pipe in pipes:
                pipe.close()
        if not answer:
            raise OSError("the warm process is gone; what it said last stands above")
        return Child(int(answer), fds[0])

    def bury(self, number: int) -> int:
        """Wait for a child that has ended; return its exit status, or minus the signal that killed it."""
        with self._lock:
            self._control.send(f"bury {number}".encode())
            return int(self._control.recv(32) or 70)

    def adopt(self) -> socket.socket:
        """Return one more socket to the warm process, for another process to ask through."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with self._lock:
            socket.send_fds(self._control, [b"adopt"], [theirs.fileno()])
        theirs.close()
        return ours

    def is_alive(self) -> bool:
        """Say whether it can still be asked."""
        return self.owner == os.getpid() and (self._program is None or self._program.poll() is None)

    def close(self) -> None:
        """Let it go; it ends its children and itself."""
        self._control.close()
        if self._program is not None and self.owner == os.getpid():
            self._program.wait()


_current: WarmProcess | None = None
_current_key: object = None
_choice = threading.Lock()


def use_process(process: WarmProcess) -> None:
    """Make *process* the one that this process asks, whatever is preloaded (a lane of `WarmWorkers`)."""
    global _current, _current_key
    _current, _current_key = process, "given"


def current_process(names: Sequence[str]) -> WarmProcess:
    """Return the warm process of this program, starting it on first use.

    It is started anew when the list to import or the environment has changed: a library reads variables
    such as OMP_NUM_THREADS while it is imported, and a notebook must find what it would find in stock.
    """
    global _current, _current_key
    key = (tuple(names), frozenset((k, v) for k, v in os.environ.items() if k not in PASSING))
    with _choice:
        if _current is not None and _current.is_alive() and _current_key in (key, "given"):
            return _current
        if _current is not None:
            _current.close()
        _current, _current_key = WarmProcess.start(names), key
        atexit.register(_current.close)
        return _current


def name_signal(number: int) -> str:
    """Name a signal, such as ``signal 11 (SIGSEGV)``."""
    try:
        return f"signal {number} ({signal.Signals(number).name})"
    except ValueError:
        return f"signal {number}"
