"""Our end of a warm process: start it, ask it for children, and learn how they ended."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from parlib.engine.memory import HUGE_PAGES, ONE_HEAP

START = (
    "-c",
    "import ctypes, os, sys; parent = int(sys.argv[1])\n"
    "if parent: ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)\n"  # PR_SET_PDEATHSIG, SIGKILL
    "if parent and os.getppid() != parent: os._exit(70)\n"
    "from parlib.engine.warm import main; main(*sys.argv[1:])",
)
"""Arguments of Python for a warm process: before it imports anything it is bound to die with who waits for it; one that
is shared is not (parent 0)."""

DEFAULT_VARIABLES = {**ONE_HEAP, **HUGE_PAGES, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
"""Environment of a warm process, where the user has not set it otherwise; notebooks do not see it. (The debugger cannot
be used, so it need not warn.)"""

START_LIMIT = 120.0
"""Seconds that imports may take."""

REPLY_LIMIT = 30.0
"""Seconds that an answer may take; it is there within hundredths."""

MAX_REPLY = 1 << 16
"""Bytes of the longest answer."""


class WarmFailure(OSError):  # noqa: N818
    """Why nothing can be forked; no cell has been run."""


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
        self.broken = False
        self.users = 0
        """Notebooks that are being run from it, or about to."""
        control.settimeout(REPLY_LIMIT)

    @classmethod
    def start(
        cls,
        names: Iterable[str],
        prepare: Mapping[str, str] | None = None,
        for_one: bool = False,
        listener: socket.socket | None = None,
        stay: float = 0,
    ) -> WarmProcess:
        """Start a fresh interpreter that imports *names*, calls each of *prepare* and waits for requests.

        With *for_one* it does nothing that pays from the second notebook on only. With a *listener* it serves all that
        call there, and stays for *stay* seconds after the last of them.

        Raises
        ------
        WarmFailure
            If it cannot be used, or is not ready after `START_LIMIT` seconds; it is then gone.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        own = {name: value for name, value in DEFAULT_VARIABLES.items() if name not in os.environ}
        wanted = {"names": list(names), "prepare": dict(prepare or {}), "own": list(own), "for_one": for_one}
        parent, sockets = str(os.getpid()), [theirs.fileno()]
        if listener is not None:
            wanted |= {"listener": listener.fileno(), "stay": stay}
            parent = "0"
            sockets.append(listener.fileno())
        try:
            program = subprocess.Popen(
                [sys.executable, *START, parent, str(theirs.fileno()), json.dumps(wanted)],
                stdin=subprocess.DEVNULL,
                pass_fds=sockets,
                start_new_session=True,
                cwd=None if listener is None else "/",
                env=os.environ | own,
            )
        except OSError as error:
            raise WarmFailure(f"the warm process cannot be started ({error})") from None
        finally:
            theirs.close()
        process = cls(ours, program)
        try:
            process._await_ready(program)
        except BaseException:  # Ctrl+C too: a half-started interpreter would go on importing
            process._kill(program)
            raise
        if listener is not None:
            process._share(program)
        return process

    @classmethod
    def join(cls, control: socket.socket) -> WarmProcess:
        """Take *control* to a warm process that another program has started; it may be importing still.

        Raises
        ------
        WarmFailure
            As for `start`.
        """
        process = cls(control)
        try:
            process._await_ready(None)
        except BaseException:
            process.close()
            raise
        process._send_streams()
        return process

    def _share(self, program: subprocess.Popen) -> None:
        """Let the process outlive this program."""
        program.returncode = 0  # or Popen would warn, as it is collected, that it runs still
        self._program = None
        self._send_streams()

    def _send_streams(self) -> None:
        """Send where a kernel of ours prints what it does not capture: a process that is shared has another place."""
        open_ones = [number for number in (1, 2) if _is_open(number)]
        with suppress(OSError):  # who forks next learns why
            socket.send_fds(self._control, [f"streams {' '.join(map(str, open_ones))}".encode()], open_ones)

    def _await_ready(self, program: subprocess.Popen | None) -> None:
        self._control.settimeout(START_LIMIT)
        try:
            verb, _, rest = self._control.recv(MAX_REPLY).decode().partition(" ")
        except ConnectionError:
            verb = rest = ""
        except TimeoutError:
            raise WarmFailure(f"the warm process was not ready after {START_LIMIT:g} seconds of imports") from None
        if verb == "failed":
            raise WarmFailure(f"the warm process cannot be used: {rest}")
        if not verb:
            how = "has gone" if program is None else describe_exit(program.wait())
            raise WarmFailure(f"the warm process {how} while it imported")
        self.refused = [name for name in rest.split(",") if name]
        self._control.settimeout(REPLY_LIMIT)

    def _kill(self, program: subprocess.Popen) -> None:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        self.close()

    def fork(self, target: str, pipes: Sequence[socket.socket]) -> Child:
        """Fork a child that runs ``module:function`` with *pipes*; ours are closed."""
        answer: bytes = b""
        try:
            # Request and answer are one exchange: another thread must not read the answer to ours.
            with self._lock, suppress(ConnectionError):
                socket.send_fds(self._control, [f"fork {target}".encode()], [pipe.fileno() for pipe in pipes])
                answer, fds, _, _ = socket.recv_fds(self._control, MAX_REPLY, 1)
        except TimeoutError:
            self.broken = True
            raise WarmFailure(f"the warm process did not answer within {REPLY_LIMIT:g} seconds") from None
        finally:
            for pipe in pipes:
                pipe.close()
        if not answer:
            self.broken = True
            raise WarmFailure("the warm process is gone; what it said last stands above")
        if answer.startswith(b"failed"):
            raise WarmFailure(f"the warm process cannot fork: {answer.decode().partition(' ')[2]}")
        return Child(int(answer), fds[0])

    def wait(self, number: int) -> int:
        """Wait for a child that has ended; return its exit status, or minus the signal that killed it.

        Where the warm process itself has gone, its children have been killed.
        """
        with self._lock, suppress(OSError):
            self._control.send(f"wait {number}".encode())
            return int(self._control.recv(MAX_REPLY) or -signal.SIGKILL)
        self.broken = True
        return -signal.SIGKILL

    def find_difference(self, folder: str) -> tuple[str, str]:
        """Say how what was imported differs from what a notebook in *folder* would import now.

        Returns
        -------
        tuple of str
            ``changed`` or ``beside``, and the file: one of the imported that was edited, or one in the folder that goes
            before what was imported; both are blank where nothing differs.
        """
        try:
            with self._lock:
                self._control.send(f"compare {Path(folder).absolute()}".encode())
                kind, _, file = self._control.recv(MAX_REPLY).decode().partition(" ")
        except OSError:  # whoever forks next learns why
            return "", ""
        return kind, file

    def connect(self) -> socket.socket:
        """Return one more socket to the warm process, for another process to ask through."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with self._lock:
                socket.send_fds(self._control, [b"connect"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise WarmFailure("the warm process is gone; what it said last stands above") from None
        finally:
            theirs.close()
        return ours

    def is_alive(self) -> bool:
        """Say whether it can still be asked."""
        return self.owner == os.getpid() and not self.broken and not self._has_gone()

    def _has_gone(self) -> bool:
        if self._program is not None:
            return self._program.poll() is not None
        poll = select.poll()
        poll.register(self._control, select.POLLHUP)
        return bool(poll.poll(0))

    def close(self) -> None:
        """Close the connection; the process then ends its children and itself, and is killed if it does not."""
        self._control.close()
        # A copy of this object in a forked child must not wait for a process that is not the child's.
        if self._program is None or self.owner != os.getpid():
            return
        try:
            self._program.wait(0 if self.broken else REPLY_LIMIT)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()


def _is_open(descriptor: int) -> bool:
    with suppress(OSError):
        os.fstat(descriptor)
        return True
    return False


def describe_exit(status: int) -> str:
    """Describe how a process has ended.

    Examples
    --------
    >>> describe_exit(3), describe_exit(-9)
    ('left with exit status 3', 'was killed by signal 9 (SIGKILL)')
    """
    return f"was killed by {name_signal(-status)}" if status < 0 else f"left with exit status {status}"


def name_signal(number: int) -> str:
    """Name a signal, such as ``signal 11 (SIGSEGV)``."""
    try:
        return f"signal {number} ({signal.Signals(number).name})"
    except ValueError:
        return f"signal {number}"
