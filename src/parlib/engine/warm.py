"""The warm process: imports once, single-threaded, never runs a notebook's code, and forks clean children.

It is started by exec (`process.START`), so nothing of the program that wants notebooks run comes with it. While it
imports it dies with the thread that waits for it; afterwards it lives as long as somebody holds the other end of its
socket. Requests are short texts with sockets attached: ``fork module:function`` answers the child's number and a pidfd,
or ``failed`` and why; ``bury NUMBER`` answers how that child ended, ``adopt`` lets one more process ask.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import random
import selectors
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from parlib.engine.memory import freeze, give_back_large
from parlib.engine.preload import (
    KERNEL_PARTS,
    hide,
    import_modules,
    leave_threads,
    list_modules,
    pretend_kernel,
    try_apart,
)
from parlib.engine.process import START

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LONGEST_REQUEST = 4096
LINGER = 2.0
"""Seconds that processes left by a notebook have to end themselves."""
CRASHED = 70
"""Exit status of a child that could not start (EX_SOFTWARE)."""


class WarmServer:
    """Answers requests of the processes that hold a socket to it, one at a time."""

    def __init__(self, control: socket.socket) -> None:
        self._selector = selectors.DefaultSelector()
        self._children: dict[socket.socket, set[int]] = {}
        self._ended: dict[int, int] = {}
        self._remains: dict[int, float] = {}
        self._bell, self._clapper = socket.socketpair()
        self._bell.setblocking(False)
        self._clapper.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._welcome(control)

    def serve(self) -> None:
        """Answer until nobody is left to ask, then end what is still running."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(self._clapper.fileno(), warn_on_full_buffer=False)
        while self._children or self._remains:
            for key, _ in self._selector.select(0.05 if self._remains else None):
                if key.fileobj is self._bell:
                    self._reap()
                else:
                    self._answer(key.fileobj)
            self._clear_remains()
        signal.set_wakeup_fd(-1)
        end_children()

    def _welcome(self, client: socket.socket) -> None:
        self._children[client] = set()
        self._selector.register(client, selectors.EVENT_READ)

    def _answer(self, client: socket.socket) -> None:
        try:
            request, fds, _, _ = socket.recv_fds(client, LONGEST_REQUEST, 8)
        except ConnectionError:
            request, fds = b"", []
        verb, _, rest = request.decode().partition(" ")
        pipes = [socket.socket(fileno=fd) for fd in fds]
        if verb == "fork":
            self._fork(client, rest, pipes)
        elif verb == "bury":
            client.send(str(self._bury(client, int(rest))).encode())
        elif verb == "adopt":
            self._welcome(pipes[0])
        else:
            self._part(client)

    def _fork(self, client: socket.socket, target: str, pipes: list[socket.socket]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            number = os.fork()
        except OSError as error:  # no memory, too many processes
            with suppress(ConnectionError):
                client.send(f"failed {error}".encode())
            for pipe in pipes:
                pipe.close()
            return
        if number == 0:
            self._become(target, pipes)
        self._children[client].add(number)
        pidfd = os.pidfd_open(number)
        for pipe in pipes:
            pipe.close()
        with suppress(ConnectionError):
            socket.send_fds(client, [str(number).encode()], [pidfd])
        os.close(pidfd)

    def _become(self, target: str, pipes: list[socket.socket]) -> None:
        """Turn the new child into what was asked for; never comes back."""
        status = CRASHED
        try:
            self._let_go()
            start_clean(os.getppid())
            find_function(target)(*pipes)
            status = 0
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 0
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)

    def _let_go(self) -> None:
        """Close what belongs to the warm process alone."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        for pipe in (*self._children, self._bell, self._clapper):
            pipe.close()

    def _reap(self) -> None:
        """Take in the children that have ended, and end what they left running."""
        with suppress(BlockingIOError):
            self._bell.recv(LONGEST_REQUEST)
        with suppress(ChildProcessError):
            while True:
                number, status = os.waitpid(-1, os.WNOHANG)
                if number == 0:
                    break
                self._remains[number] = time.monotonic() + LINGER
                if any(number in mine for mine in self._children.values()):
                    self._ended[number] = status

    def _clear_remains(self) -> None:
        """End what children left running: at once with a request, a little later without asking.

        multiprocessing's and joblib's resource trackers need that little: they take away shared memory.
        """
        for number, end in list(self._remains.items()):
            late = time.monotonic() > end
            if not signal_group(number, signal.SIGKILL if late else signal.SIGTERM) or late:
                del self._remains[number]

    def _bury(self, client: socket.socket, number: int) -> int:
        """Say how a child ended: its exit status, or minus the number of the signal that killed it."""
        self._children[client].discard(number)
        status = self._ended.pop(number, None)
        if status is None:
            try:
                status = os.waitpid(number, 0)[1]
            except ChildProcessError:
                return CRASHED
            self._remains[number] = time.monotonic() + LINGER
        return os.waitstatus_to_exitcode(status)

    def _part(self, client: socket.socket) -> None:
        """Somebody has gone: so go the children that were forked for it."""
        self._selector.unregister(client)
        for number in self._children.pop(client):
            if self._ended.pop(number, None) is None:
                signal_group(number, signal.SIGKILL)
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
        client.close()


def start_clean(parent: int) -> None:
    """Make a forked child its own: it dies with its parent, draws its own random numbers, takes signals."""
    call_prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(CRASHED)
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def call_prctl(option: int, value: int) -> None:
    """Set a property of this process (Linux)."""
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def signal_group(number: int, sent: signal.Signals) -> bool:
    """Signal what is left of a child's process group; say whether there was anything."""
    try:
        os.killpg(number, sent)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def end_children() -> None:
    """Kill every process that is still below this one."""
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            for number in (task / "children").read_text().split():
                signal_group(int(number), signal.SIGKILL)
                os.kill(int(number), signal.SIGKILL)


def find_function(target: str) -> Callable[..., None]:
    """Import the function that ``module:function`` names.

    Examples
    --------
    >>> find_function("os.path:basename")("a/b")
    'b'
    """
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def serve_more(control: socket.socket, names: Iterable[str] = ()) -> None:
    """Be a second warm process, forked from the first, with what papermill needs on top."""
    import_modules(names)
    freeze()
    WarmServer(control).serve()


def serve_lanes(control: socket.socket) -> None:
    """Be the warm process that lanes are forked from: papermill, the module of what is done after a notebook."""
    with hide("rfc3987_syntax"):  # jsonschema's reader of addresses, not used for notebooks: 15 MB and 0.8 s
        find_function("parlib.engine.lane:warm_up")(control.recv(LONGEST_REQUEST).decode())
    serve_more(control)


def main(parent: str, fd: str, order: str) -> None:
    """Import, prepare, and serve.

    Threads do not survive a fork. Where something has left one, this process is spoilt and starts itself again, once:
    then everything from there on is done in a probe before it is done here.
    """
    wanted = json.loads(order)
    control = socket.socket(fileno=int(fd))
    if sys.path and sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]
    give_back_large()
    import_modules(KERNEL_PARTS)
    names, safe = list_modules(wanted["names"]), wanted.get("safe")
    refused = import_modules(names, safe)
    spoilt = (refused and safe is None) or not prepare_all(wanted["prepare"], apart=safe is not None)
    if spoilt and safe is None:
        control.set_inheritable(True)
        again = json.dumps({**wanted, "safe": names.index(refused[0]) if refused else len(names)})
        os.execv(sys.executable, [sys.executable, *START, parent, fd, again])
    elif spoilt or leave_threads():
        control.send(b"failed its imports leave threads that do not survive a fork")
        sys.exit(CRASHED)
    for name in wanted["own"]:
        os.environ.pop(name, None)
    call_prctl(PR_SET_CHILD_SUBREAPER, 1)
    freeze()
    control.set_inheritable(False)
    control.send(f"ready {','.join(refused)}".encode())
    call_prctl(PR_SET_PDEATHSIG, 0)  # from now on the end of the socket says that nobody asks any more
    WarmServer(control).serve()


def prepare_all(calls: dict[str, str], apart: bool) -> bool:
    """Call what reads ahead for all notebooks, with *apart* in a probe first; say whether no thread is left."""
    with pretend_kernel():
        for target, argument in calls.items():
            if not apart or try_apart(partial(prepare, target, argument)):
                prepare(target, argument)
    return not leave_threads()


def prepare(target: str, argument: str) -> bool:
    """Call one; if it goes wrong it is passed over, since a notebook will say so."""
    with suppress(Exception):
        find_function(target)(argument)
    return not leave_threads()
