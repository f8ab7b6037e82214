"""The child: the real ipykernel, talking over two socket pairs instead of five ZeroMQ ports."""

from __future__ import annotations

import asyncio
import atexit
import multiprocessing.process
import os
import pickle
import resource
import secrets
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import ipykernel.debugger
import zmq
from ipykernel import ipkernel, kernelapp
from ipykernel.kernelbase import Kernel
from tornado.ioloop import IOLoop
from traitlets import Any as AnyTrait
from traitlets import Bytes, DottedObjectName, Type

from parlib.engine import preload
from parlib.engine.framing import CHUNK, FrameBuffer, read_message, send_frames
from parlib.engine.streams import Publisher


class OutPipe:
    """Stands where ipykernel's publishing thread expects its ZeroMQ socket."""

    def __init__(self, pipe: socket.socket, context: zmq.Context) -> None:
        self.pipe = pipe
        self.context = context

    def send_multipart(self, frames: list, *_: object, **__: object) -> None:
        """Send one message; when nobody reads any more, say nothing."""
        try:
            send_frames(self.pipe, frames)
        except ConnectionError:
            return

    def close(self) -> None:
        """Leave the socket to the end of the process."""


class ShellPipe(OutPipe):
    """Stands where the kernel expects its shell stream: requests come in, replies go out."""

    def __init__(self, pipe: socket.socket, context: zmq.Context) -> None:
        super().__init__(pipe, context)
        self.io_loop = IOLoop.current()
        self._buffer = FrameBuffer()
        self._callback: Callable  # given by `on_recv`, before which nothing is read
        self._answering: set[asyncio.Future] = set()

    def on_recv(self, callback: Callable, copy: bool = True) -> None:
        """Call *callback* with the frames of each request."""
        self._callback = callback
        self.io_loop.add_handler(self.pipe.fileno(), self._read, IOLoop.READ)

    def flush(self, *_: object) -> None:
        """Replies are sent at once; there is nothing to flush."""

    def _read(self, *_: object) -> None:
        try:
            data = self.pipe.recv(CHUNK)
        except ConnectionError:
            data = b""
        if not data:  # papermill has closed its end: this is how a kernel is told to leave
            self.io_loop.remove_handler(self.pipe.fileno())
            self.io_loop.stop()
            return
        self._buffer.feed(data)
        while frames := self._buffer.take():
            task = asyncio.ensure_future(self._callback([zmq.Frame(frame) for frame in frames]))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)


class SysWithoutModules:
    """Stands for `sys` where ipykernel lists the files of all modules for a debugger that cannot be used here.

    To look at three thousand modules is to copy 15 MB of memory that this process shares with the warm one.
    """

    modules: Mapping[str, ModuleType] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(sys, name)


class NoShellThread:
    """Stands where ipykernel keeps a thread that hands requests on: here the main thread reads them."""

    def __init__(self) -> None:
        self.parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        return False


class IPythonKernel(ipkernel.IPythonKernel):
    """ipykernel's IPython kernel without a debugger port, sub-shells and the threads they need."""

    shell_stream = AnyTrait()
    _supports_kernel_subshells = False

    def __init__(self, **options: object) -> None:
        # A patch, tried with ipykernel 7.4: its constructor walks sys.modules for the debugger, and no option
        # keeps it from that.
        ipkernel.sys = SysWithoutModules()  # type: ignore[assignment]  # stands for the module
        try:
            super().__init__(**options)
        finally:
            ipkernel.sys = sys

    def start(self) -> None:
        """Start answering requests."""
        # Not the parent's start(), which would start the threads of sub-shells and of the debugger.
        self.shell.exit_now = False  # type: ignore[union-attr]  # the constructor made it
        Kernel.start(self)


class IPKernelApp(kernelapp.IPKernelApp):
    """ipykernel's application: all of its start-up (configuration, startup files), none of its ports."""

    kernel_class = Type(IPythonKernel, klass=Kernel).tag(config=True)
    outstream_class = DottedObjectName("parlib.engine.streams.OutStream", allow_none=True).tag(config=True)
    shell_pipe = AnyTrait()
    iopub_pipe = AnyTrait()
    session_key = Bytes()
    shell_stream = AnyTrait()

    def init_connection_file(self) -> None:
        """There is no connection file."""

    def init_poller(self) -> None:
        """The operating system ends this process with its parent; no thread has to watch."""

    def init_heartbeat(self) -> None:
        """A pidfd tells whether this process lives; no thread has to beat."""

    def write_connection_file(self, **_: object) -> None:
        """There is no connection file."""

    def log_connection_info(self) -> None:
        """There is nothing to connect to."""

    def init_sockets(self) -> None:
        """Take the two pipes instead of binding five ports."""
        self.session.key = self.session_key
        self.context = zmq.Context()  # inside this process only: wakes the publishing thread
        self.shell_stream = ShellPipe(self.shell_pipe, self.context)
        self.configure_tornado_logger()
        self.iopub_thread = Publisher(OutPipe(self.iopub_pipe, self.context), pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_kernel(self) -> None:
        """Create the kernel as ipykernel does, with its shell stream on this thread."""
        self.kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            shell_stream=self.shell_stream,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            shell_channel_thread=NoShellThread(),
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count


def run_kernel(shell: socket.socket, iopub: socket.socket) -> None:
    """Run one notebook's kernel in this process until papermill closes its end, then leave."""
    order = read_message(shell)
    if order is None:
        return
    settings = pickle.loads(order[0])
    enter_folder(settings["cwd"], settings["env"])
    limit_memory(settings["memory_limit"])
    sys.argv[:] = name_launcher(settings["arguments"])
    sys.orig_argv[:] = [sys.executable, "-m", "ipykernel_launcher", *sys.argv[1:]]
    app = IPKernelApp.instance(shell_pipe=shell, iopub_pipe=iopub, session_key=settings["key"])
    app.initialize(sys.argv[1:])
    app.start()
    leave(app)


def enter_folder(folder: str, environment: dict[str, str]) -> None:
    """Take the working directory and the environment of whoever wants the notebook run.

    What libraries have set while they were imported (PYDEVD_USE_FRAME_EVAL by ipykernel) stays set.
    """
    os.chdir(folder)
    setattr(multiprocessing.process, "ORIGINAL_DIR", folder)  # noqa: B010  # unknown to types: where spawned children begin
    os.environ.clear()
    os.environ.update(environment | preload.set_by_imports)


def limit_memory(size: int | None) -> None:
    """Allow *size* bytes of private memory above what the warm process already holds (RLIMIT_DATA).

    Beyond it the notebook gets a MemoryError, as an error of the cell that asked for too much.
    """
    if size is None:
        return
    used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (used + size, used + size))


def name_launcher(arguments: list[str]) -> list[str]:
    """Return the `sys.argv` of a kernel that Jupyter starts; the connection file does not exist."""
    launcher = Path(ipykernel.debugger.__file__).parents[1] / "ipykernel_launcher.py"
    connection = Path(tempfile.gettempdir()) / f"tmp{secrets.token_hex(4)}.json"
    return [str(launcher), "-f", str(connection), *arguments]


def leave(app: kernelapp.IPKernelApp) -> None:
    """End as a kernel and its interpreter do, but skip taking everything apart.

    First the processes of this notebook are told to end (ipykernel terminates its process group), then
    threads are waited for, atexit handlers run, and what is still buffered is written.
    """
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    signal.signal(signal.SIGTERM, before or signal.SIG_DFL)
    # What Py_FinalizeEx does first, without the rest of it: tearing down a thousand modules takes longer than a
    # short notebook. Both functions are private to CPython; tried with 3.11.
    threading._shutdown()  # type: ignore[attr-defined]  # private to CPython
    atexit.unregister(app.iopub_thread.stop)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with suppress(Exception):
            stream.flush()  # type: ignore[union-attr]  # one that is missing fails as one that is closed
