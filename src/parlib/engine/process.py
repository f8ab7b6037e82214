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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from parlib.engine.memory import HUGE_PAGES, ONE_HEAP

START = (
    "-c",
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)\n"  # PR_SET_PDEATHSIG, SIGKILL
    "if os.getppid() != int(sys.argv[1]): os._exit(70)\n"
    "from parlib.engine.warm import main; main(*sys.argv[1:])",
)
"""Arguments of Python for a warm process: before it imports anything it is bound to die with who waits for it."""

VARIABLES_IGNORED = {"PWD", "OLDPWD", "SHLVL", "_", "COLUMNS", "LINES", "PYTEST_CURRENT_TEST"}
"""Environment variables that no library reads while it is imported."""

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
        cls, names: Iterable[str], prepare: Mapping[str, str] | None = None, for_one: bool = False
    ) -> WarmProcess:
        """Start a fresh interpreter that imports *names*, calls each of *prepare* and waits for requests.

        With *for_one* it does nothing that pays from the second notebook on only.

        Raises
        ------
        WarmFailure
            If it cannot be used, or is not ready after `START_LIMIT` seconds; it is then gone.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        own = {name: value for name, value in DEFAULT_VARIABLES.items() if name not in os.environ}
        order = json.dumps({"names": list(names), "prepare": dict(prepare or {}), "own": list(own), "for_one": for_one})
        try:
            program = subprocess.Popen(
                [sys.executable, *START, str(os.getpid()), str(theirs.fileno()), order],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
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
        return process

    def _await_ready(self, program: subprocess.Popen) -> None:
        self._control.settimeout(START_LIMIT)
        try:
            verb, _, rest = self._control.recv(MAX_REPLY).decode().partition(" ")
        except TimeoutError:
            raise WarmFailure(f"the warm process was not ready after {START_LIMIT:g} seconds of imports") from None
        if verb == "failed":
            raise WarmFailure(f"the warm process cannot be used: {rest}")
        if not verb:
            raise WarmFailure(f"the warm process {describe_exit(program.wait())} while it imported")
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
                self._control.send(f"compare {folder}".encode())
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
        return self.owner == os.getpid() and not self.broken and (self._program is None or self._program.poll() is None)

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


_current: WarmProcess | None = None
_current_key: object = None
_current_lock = threading.Lock()
_earlier: list[WarmProcess] = []
"""Replaced, with notebooks that still run from them."""


def use_process(process: WarmProcess) -> None:
    """Make *process* the one that this process asks, whatever is preloaded (a worker of `WarmWorkers`)."""
    global _current, _current_key
    _current, _current_key = process, "given"


@contextmanager
def borrow_process(names: Sequence[str], folder: str, enough: Sequence[str] | None = None) -> Iterator[WarmProcess]:
    """Lend the warm process of this program to one notebook, starting it on first use.

    It is started anew when the list to import or the environment has changed: a library reads variables
    such as OMP_NUM_THREADS while it is imported, and a notebook must find what it would find in stock; also when a
    file that it has imported was edited. The one before goes when its last notebook has ended.

    Parameters
    ----------
    names : sequence of str
        What is imported for many notebooks.
    folder : str
        Where the notebook runs.
    enough : sequence of str, optional
        What this one needs of it. The first warm process of a program imports no more: there may be one notebook only.

    Raises
    ------
    WarmFailure
        If a module or a settings file in *folder* would go before what was imported.
    """
    with _lend_process(names, enough) as process:
        kind, file = process.find_difference(folder)
        if kind != "changed" or _current_key == "given":
            _refuse_shadow(kind, file)
            yield process
            return
    with _lend_process(names, enough, instead_of=process) as process:
        _refuse_shadow(*process.find_difference(folder))
        yield process


def _refuse_shadow(kind: str, file: str) -> None:
    if kind == "beside":
        raise WarmFailure(f"{file} in its folder goes before what was imported for it")


@contextmanager
def _lend_process(
    names: Sequence[str], enough: Sequence[str] | None, instead_of: WarmProcess | None = None
) -> Iterator[WarmProcess]:
    process = _take_process(names, names if enough is None else enough, instead_of)
    try:
        yield process
    finally:
        _give_back(process)


def is_warm(names: Sequence[str]) -> bool:
    """Say whether `borrow_process` would start nothing."""
    return _current is not None and _current.is_alive() and _serves(_current_key, names)


class _Key(NamedTuple):
    """What a warm process was started for."""

    names: frozenset[str]
    environment: frozenset[tuple[str, str]]


def _serves(key: object, names: Sequence[str]) -> bool:
    """Say whether what was started for *key* has imported *names*, with the variables of now."""
    return key == "given" or (isinstance(key, _Key) and key == _make_key(key.names) and key.names.issuperset(names))


def _make_key(names: Iterable[str]) -> _Key:
    return _Key(frozenset(names), frozenset((k, v) for k, v in os.environ.items() if k not in VARIABLES_IGNORED))


def _take_process(names: Sequence[str], enough: Sequence[str], instead_of: WarmProcess | None) -> WarmProcess:
    global _current, _current_key
    with _current_lock:
        usable = _current is not None and _current.is_alive() and _current is not instead_of
        if _current is None or not (usable and _serves(_current_key, enough)):
            for_one = _current_key is None and enough is not names
            imported = enough if for_one else names
            before, _current = _current, None
            if before is not None and before.users and before.is_alive():
                _earlier.append(before)
            elif before is not None:
                before.close()
            _current_key = _make_key(imported)
            _current = WarmProcess.start(imported, for_one=for_one)
            # At exit and not in __del__: module globals may be gone by the time objects are collected.
            atexit.register(_current.close)
        _current.users += 1
        return _current


def _give_back(process: WarmProcess) -> None:
    with _current_lock:
        process.users -= 1
        if process in _earlier and not process.users:
            _earlier.remove(process)
            process.close()


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
