"""The warm process: imports once, single-threaded, never runs a notebook's code, and forks clean children.

It is started by exec (`process.START`), so nothing of the program that wants notebooks run comes with it. While it
imports it dies with the thread that waits for it; afterwards it lives as long as somebody holds the other end of its
socket. Requests are short texts with sockets attached: ``fork module:function`` answers the child's number and a pidfd,
or ``failed`` and why; ``wait NUMBER`` answers how that child ended, ``compare FOLDER`` what differs from what was
imported, ``connect`` adds one more client, ``streams`` says where the children of a client print. One that is shared
(`shared`) listens for clients too, and stays for a while after the last.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import random
import selectors
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from parlib.engine.imported import Imported
from parlib.engine.memory import freeze, return_large_blocks
from parlib.engine.preload import (
    KERNEL_PARTS,
    PICTURE_PARTS,
    has_threads,
    hide_module,
    import_modules,
    list_modules,
    pretend_kernel,
    try_in_fork,
)
from parlib.engine.process import START, START_LIMIT

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
MAX_REQUEST = 4096
ORPHAN_GRACE_PERIOD = 2.0
"""Seconds that processes left running by a notebook have to end themselves."""

CRASHED = 70
"""Exit status of a child that could not start (EX_SOFTWARE)."""


class WarmServer:
    """Answers requests of the processes that hold a socket to it, one at a time."""

    def __init__(self, control: socket.socket, refused: Sequence[str] = ()) -> None:
        self._refused = refused
        self._selector = selectors.DefaultSelector()
        self._children: dict[socket.socket, set[int]] = {}
        self._ended: dict[int, int] = {}
        self._imported = Imported()
        self._orphans: dict[int, float] = {}
        self._streams: dict[socket.socket, dict[int, int]] = {}
        self._listener: socket.socket | None = None
        self._stay = self._leave_at = 0.0
        self._place = 0
        self._wakeup_read, self._wakeup_write = socket.socketpair()
        self._wakeup_read.setblocking(False)
        self._wakeup_write.setblocking(False)
        self._selector.register(self._wakeup_read, selectors.EVENT_READ)
        self._add_client(control)

    def serve(self) -> None:
        """Answer until nobody is left to ask, then end what is still running."""
        # A wake-up pipe rather than work in the handler: a signal may arrive just before select() begins to wait,
        # and the handler alone would then not wake it.
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; who started us decides
        signal.set_wakeup_fd(self._wakeup_write.fileno(), warn_on_full_buffer=False)
        while self._children or self._orphans or self._listens():
            for key, _ in self._selector.select(self._limit_wait()):
                if key.fileobj is self._wakeup_read:
                    self._reap()
                    continue
                if self._listener is not None and key.fileobj is self._listener:
                    self._accept(self._listener)
                    continue
                client: Any = key.fileobj  # only sockets are registered beside the wake-up pipe
                self._answer(client)
            self._end_orphans()
        signal.set_wakeup_fd(-1)
        end_children()

    def listen(self, listener: socket.socket, stay: float) -> None:
        """Take clients from *listener* too, until nobody has asked for *stay* seconds."""
        listener.setblocking(False)
        self._listener, self._stay = listener, stay
        self._leave_at = time.monotonic() + stay
        self._place = Path(listener.getsockname()).stat().st_ino
        self._selector.register(listener, selectors.EVENT_READ)

    def _limit_wait(self) -> float | None:
        if self._orphans:
            return 0.05
        return None if self._children or self._listener is None else max(0.0, self._leave_at - time.monotonic())

    def _listens(self) -> bool:
        """Say whether somebody may still come; when the time is over, stop listening."""
        if self._listener is None:
            return False
        if time.monotonic() < self._leave_at:
            return True
        path = Path(self._listener.getsockname())
        # Another that was started anew listens where this one did: its name is not ours to take away.
        if path.exists() and path.stat().st_ino == self._place:
            path.unlink()
        self._accept(self._listener)  # who has called by now is served
        self._selector.unregister(self._listener)
        self._listener.close()
        self._listener = None
        return bool(self._children)

    def _accept(self, listener: socket.socket) -> None:
        """Take who calls, if it is the same user."""
        with suppress(BlockingIOError):
            while True:
                client, _ = listener.accept()
                user = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1]
                if user != os.getuid():
                    client.close()
                    continue
                self._add_client(client)
                with suppress(OSError):
                    client.send(f"ready {','.join(self._refused)}".encode())

    def _add_client(self, client: socket.socket) -> None:
        self._children[client] = set()
        self._selector.register(client, selectors.EVENT_READ)

    def _answer(self, client: socket.socket) -> None:
        try:
            request, fds, _, _ = socket.recv_fds(client, MAX_REQUEST, 8)
        except ConnectionError:
            request, fds = b"", []
        verb, _, rest = request.decode().partition(" ")
        if verb == "fork":
            self._fork(client, rest, [socket.socket(fileno=fd) for fd in fds])
        elif verb == "wait":
            client.send(str(self._wait_for(client, int(rest))).encode())
        elif verb == "compare":
            with suppress(ConnectionError):
                client.send(self._imported.compare(Path(rest)).encode())
        elif verb == "connect":
            self._add_client(socket.socket(fileno=fds[0]))
        elif verb == "streams":
            self._streams[client] = dict(zip(map(int, rest.split()), fds, strict=True))
        else:
            self._drop_client(client)

    def _fork(self, client: socket.socket, target: str, pipes: list[socket.socket]) -> None:
        sys.stdout.flush()  # or the child would write again what is still in the buffers
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
            self._run_child(target, pipes, self._streams.get(client, {}))
        self._children[client].add(number)
        # The child cannot be reaped before we have answered, so the number cannot mean another process yet.
        pidfd = os.pidfd_open(number)
        for pipe in pipes:
            pipe.close()
        with suppress(ConnectionError):
            socket.send_fds(client, [str(number).encode()], [pidfd])
        os.close(pidfd)

    def _run_child(self, target: str, pipes: list[socket.socket], streams: dict[int, int]) -> None:
        """Run in the new child what was asked for; never returns."""
        status = CRASHED
        try:
            for number, stream in streams.items():
                os.dup2(stream, number)
            self._close_inherited()
            start_clean(os.getppid())
            find_function(target)(*pipes)
            status = 0
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 0
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            # Not sys.exit: the warm process's atexit handlers and buffers are not the child's to run.
            os._exit(status)

    def _close_inherited(self) -> None:
        """Close what belongs to the warm process alone."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        for pipe in (*self._children, self._wakeup_read, self._wakeup_write, self._listener):
            if pipe is not None:
                pipe.close()
        for streams in self._streams.values():
            for stream in streams.values():
                os.close(stream)

    def _reap(self) -> None:
        """Collect the children that have ended; what they left running is orphaned and ended soon."""
        with suppress(BlockingIOError):
            self._wakeup_read.recv(MAX_REQUEST)
        with suppress(ChildProcessError):
            while True:
                number, status = os.waitpid(-1, os.WNOHANG)
                if number == 0:
                    break
                self._orphans[number] = time.monotonic() + ORPHAN_GRACE_PERIOD
                if any(number in mine for mine in self._children.values()):
                    self._ended[number] = status

    def _end_orphans(self) -> None:
        """End what children left running: at once with a request, a little later without asking.

        multiprocessing's and joblib's resource trackers need that little: they take away shared memory.
        """
        for number, end in list(self._orphans.items()):
            late = time.monotonic() > end
            if not signal_group(number, signal.SIGKILL if late else signal.SIGTERM) or late:
                del self._orphans[number]

    def _wait_for(self, client: socket.socket, number: int) -> int:
        """Say how a child ended: its exit status, or minus the number of the signal that killed it."""
        self._children[client].discard(number)
        status = self._ended.pop(number, None)
        if status is None:
            try:
                status = os.waitpid(number, 0)[1]
            except ChildProcessError:
                return CRASHED
            self._orphans[number] = time.monotonic() + ORPHAN_GRACE_PERIOD
        return os.waitstatus_to_exitcode(status)

    def _drop_client(self, client: socket.socket) -> None:
        """Remove a client that has gone, and kill the children that were forked for it."""
        self._selector.unregister(client)
        self._leave_at = time.monotonic() + self._stay
        for stream in self._streams.pop(client, {}).values():
            os.close(stream)
        for number in self._children.pop(client):
            if self._ended.pop(number, None) is None:
                signal_group(number, signal.SIGKILL)
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
        client.close()


def start_clean(parent: int) -> None:
    """Make a forked child its own: it dies with its parent, draws its own random numbers, takes signals."""
    call_prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above: no signal will come
        os._exit(CRASHED)
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()  # children of one process would all draw the same numbers
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


def find_function(target: str) -> Callable[..., Any]:
    """Import the function that ``module:function`` names.

    Examples
    --------
    >>> find_function("os.path:basename")("a/b")
    'b'
    """
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def serve_second(control: socket.socket) -> None:
    """Be a second warm process, forked from the first, with what papermill needs on top."""
    freeze()
    WarmServer(control).serve()


def serve_workers(control: socket.socket) -> None:
    """Be the warm process that workers are forked from: with papermill and the module of the hook."""
    with hide_module("rfc3987_syntax"):  # jsonschema's reader of addresses, not used for notebooks: 15 MB and 0.8 s
        find_function("parlib.engine.worker:warm_up")(control.recv(MAX_REQUEST).decode())
    serve_second(control)


def main(parent: str, fd: str, order: str) -> None:
    """Import, prepare, and serve.

    Threads do not survive a fork. Where something has left one, this process is spoilt and starts itself again, once:
    then everything from there on is done in a probe before it is done here.
    """
    wanted = json.loads(order)
    if "listener" in wanted:  # who has started it may leave before it is ready
        signal.setitimer(signal.ITIMER_REAL, START_LIMIT)
    control = socket.socket(fileno=int(fd))
    # ``python -c`` puts the working folder first; a module there must not stand in for a library.
    if sys.path and sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]
    return_large_blocks()
    import_modules(KERNEL_PARTS if wanted["for_one"] else KERNEL_PARTS + PICTURE_PARTS)
    names, safe = list_modules(wanted["names"]), wanted.get("safe")
    refused = import_modules(names, safe)
    spoilt = (refused and safe is None) or not prepare_all(wanted["prepare"], apart=safe is not None)
    if spoilt and safe is None:
        control.set_inheritable(True)  # what listens for others is inheritable still
        again = json.dumps({**wanted, "safe": names.index(refused[0]) if refused else len(names)})
        os.execv(sys.executable, [sys.executable, *START, parent, fd, again])
    elif spoilt or has_threads():
        control.send(b"failed its imports leave threads that do not survive a fork")
        sys.exit(CRASHED)
    for name in wanted["own"]:
        os.environ.pop(name, None)
    # What a kernel's own children leave is re-parented to this process and not to init, so it can be ended.
    call_prctl(PR_SET_CHILD_SUBREAPER, 1)
    if wanted["for_one"]:
        gc.freeze()
    else:
        freeze()
    control.set_inheritable(False)
    server = WarmServer(control, refused)
    if "listener" in wanted:
        listener = socket.socket(fileno=wanted["listener"])
        listener.set_inheritable(False)
        signal.setitimer(signal.ITIMER_REAL, 0)
        server.listen(listener, wanted["stay"])
        leave_program()
    with suppress(ConnectionError):
        control.send(f"ready {','.join(refused)}".encode())
    call_prctl(PR_SET_PDEATHSIG, 0)  # from now on the end of the socket says that nobody asks any more
    server.serve()


def leave_program() -> None:
    """Print nowhere from now on: the program that has started this may be waited for until its streams end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)


def prepare_all(calls: dict[str, str], apart: bool) -> bool:
    """Call what reads ahead for all notebooks, with *apart* in a probe first; say whether no thread is left."""
    with pretend_kernel():
        for target, argument in calls.items():
            if not apart or try_in_fork(partial(prepare, target, argument)):
                prepare(target, argument)
    return not has_threads()


def prepare(target: str, argument: str) -> bool:
    """Call one; if it goes wrong it is passed over, since a notebook will say so."""
    with suppress(Exception):
        find_function(target)(argument)
    return not has_threads()
