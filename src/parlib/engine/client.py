"""The papermill side: a kernel that is forked rather than started, and the client that talks to it."""

from __future__ import annotations

import asyncio
import os
import pickle
import select
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.session import Session

from parlib.engine.driver import PipeSession
from parlib.engine.framing import CHUNK, FrameBuffer, send_frames
from parlib.engine.process import Child, WarmFailure, WarmProcess, describe_exit

GRACE_PERIOD = 5.0
"""Seconds that a kernel may take to leave (jupyter_client's shutdown_wait_time)."""


class FrameChannel:
    """A Jupyter channel over a socket pair."""

    def __init__(self, pipe: socket.socket, session: Session) -> None:
        pipe.setblocking(False)
        self._pipe = pipe
        self._session = session
        self._buffer = FrameBuffer()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrival: asyncio.Future[None] | None = None
        self._ended = False
        self.unanswered = 0

    def send(self, message: dict[str, Any]) -> None:
        """Send a Jupyter message."""
        # nbclient does not say when a request is open; `shutdown_kernel` must know whether a cell is running.
        self.unanswered += message["header"]["msg_type"].endswith("_request")
        self._session.send(self, message)  # type: ignore[arg-type]  # of a socket it needs only `send_multipart`

    def send_multipart(self, frames: list, *_: object, **__: object) -> None:
        """Send the frames of a message; a kernel that is gone is noticed by who waits for its answer."""
        with suppress(ConnectionError):
            send_frames(self._pipe, frames)

    def take_msg(self) -> dict[str, Any] | None:
        """Return the next message of those that have arrived, None if there is none."""
        frames = self._buffer.take()
        if frames is None:
            return None
        _, parts = self._session.feed_identities(frames)
        message = self._session.deserialize(parts)
        self.unanswered -= message["msg_type"].endswith("_reply")
        return message

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next message; raise `queue.Empty` when none came within *timeout* seconds."""
        while (message := self.take_msg()) is None:
            if self._ended:  # the kernel died: wait, as a silent ZeroMQ socket would, until nbclient looks
                await asyncio.sleep(3600 if timeout is None else min(timeout, 0.2))
                if timeout is not None:
                    raise Empty
                continue
            try:
                await asyncio.wait_for(self._expect(), timeout)
            except TimeoutError:
                raise Empty from None
        return message

    def _expect(self) -> asyncio.Future[None]:
        """Return what is done when more has arrived; made at once, so that nothing arrives unnoticed before it."""
        # papermill asks nbclient for cell after cell, each of which may come with an event loop of its own.
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._unwatch()
            self._loop = loop
            loop.add_reader(self._pipe, self._receive)
        self._arrival = loop.create_future()
        return self._arrival

    def _receive(self) -> None:
        try:
            data = self._pipe.recv(CHUNK)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        self._buffer.feed(data)
        if not data:
            self._ended = True
            self._unwatch()
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _unwatch(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._pipe)

    def end_requests(self) -> None:
        """Close our half of the connection: no more requests will come."""
        with suppress(OSError):
            self._pipe.shutdown(socket.SHUT_WR)

    def has_unread(self) -> bool:
        """Say whether a message has arrived, or more of one, that nobody has taken."""
        if self._buffer.has_message():
            return True
        with suppress(OSError):  # nothing there, or closed
            return bool(self._pipe.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        return False

    def start(self) -> None:
        """The pipe is open from the start."""

    def is_alive(self) -> bool:
        """Say whether the pipe is open."""
        return self._pipe.fileno() >= 0

    def stop(self) -> None:
        """Close the pipe."""
        if self.is_alive():
            self._unwatch()
        self._pipe.close()


async def wait_readable(descriptor: int) -> None:
    """Wait until *descriptor* has something to read; nothing is lost when the wait is given up."""
    loop = asyncio.get_running_loop()
    ready = loop.create_future()

    def wake() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(descriptor, wake)
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)


class WarmClient(KernelClient):
    """jupyter_client's client, with two pipes for channels."""

    def __init__(self, kernel: WarmKernelManager, shell: socket.socket, iopub: socket.socket) -> None:
        super().__init__(session=PipeSession())
        self._kernel = kernel
        self._shell_channel = FrameChannel(shell, self.session)
        self._iopub_channel = FrameChannel(iopub, self.session)

    def start_channels(self, *_: object, **__: object) -> None:
        """The pipes are open from the start."""

    def stop_channels(self) -> None:
        """Close both pipes."""
        self._shell_channel.stop()
        self._iopub_channel.stop()

    def end_requests(self) -> None:
        """Tell the kernel that nothing more will be asked; it leaves when it has answered."""
        self._shell_channel.end_requests()

    def is_busy(self) -> bool:
        """Say whether a request waits for its answer."""
        return self._shell_channel.unanswered > 0

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """A forked kernel reads its pipe as soon as it can; requests wait there."""

    def is_alive(self) -> bool:
        """Say whether the kernel's process runs, or has ended with an answer that is still to be read."""
        return self._kernel.is_alive() or self._shell_channel.has_unread()


class WarmKernelManager:
    """What nbclient expects of a kernel manager, for a kernel that is forked from a warm process.

    Parameters
    ----------
    process : WarmProcess
        What to fork from.
    memory_limit : int, optional
        Bytes that the notebook may use above what the warm process holds.
    start_timeout : float
        Seconds that the kernel may take until it first says something.
    """

    ipykernel = True

    def __init__(self, process: WarmProcess, memory_limit: int | None = None, start_timeout: float = 60) -> None:
        self._process = process
        self._start_timeout = start_timeout
        self._memory_limit = memory_limit
        self._child: Child | None = None
        self._client: WarmClient | None = None
        self.status: int | None = None

    @property
    def has_kernel(self) -> bool:
        """Say whether a kernel was started."""
        return self._child is not None

    async def start_kernel(
        self,
        extra_arguments: Sequence[str] = (),
        cwd: str | None = None,
        env: dict[str, str] | None = None,
        **_: object,
    ) -> None:
        """Fork the kernel into *cwd* with *env* (by default this process's own), and wait until it says something."""
        shell, their_shell = socket.socketpair()
        iopub, their_iopub = socket.socketpair()
        self._child = self._process.fork("parlib.engine.kernel:run_kernel", [their_shell, their_iopub])
        self._client = WarmClient(self, shell, iopub)
        settings = {
            "cwd": str(Path(cwd or ".").absolute()),
            "env": {**(os.environ if env is None else env), "JPY_PARENT_PID": str(os.getpid())},
            "arguments": list(extra_arguments),
            "memory_limit": self._memory_limit,
            "key": self._client.session.key,
        }
        with suppress(ConnectionError):
            send_frames(shell, [pickle.dumps(settings)])
        # Either it says something or it dies; a dead kernel closes iopub too, so both may be ready at once.
        signs = [asyncio.ensure_future(wait_readable(sign)) for sign in (iopub.fileno(), self._child.pidfd)]
        said, _pending = await asyncio.wait(signs, timeout=self._start_timeout, return_when=asyncio.FIRST_COMPLETED)
        for sign in signs:
            sign.cancel()
        await asyncio.gather(*signs, return_exceptions=True)
        if not said:
            self.end()
            raise WarmFailure(f"the forked kernel said nothing within {self._start_timeout:g} seconds")
        if not (select.select([iopub], [], [], 0)[0] and iopub.recv(1, socket.MSG_PEEK)):
            raise WarmFailure(f"the forked kernel {describe_exit(self.end() or 0)} as it started")

    def client(self) -> WarmClient:
        """Return the client of this kernel.

        Raises
        ------
        WarmFailure
            If no kernel was started.
        """
        if self._client is None:
            raise WarmFailure("no kernel was started")
        return self._client

    def is_alive(self) -> bool:
        """Say whether the kernel's process runs."""
        return self._child is not None and not select.select([self._child.pidfd], [], [], 0)[0]

    def interrupt_kernel(self) -> None:
        """Interrupt the running cell."""
        self._signal(signal.SIGINT)

    async def shutdown_kernel(self, now: bool = False) -> None:
        """Let the kernel leave (atexit handlers run), harder each time it does not; with *now*, kill it.

        As jupyter_client does: a running cell is interrupted first, and what it still prints is read.
        """
        if now:
            self._signal(signal.SIGKILL)
        else:
            if self.client().is_busy():
                self._signal(signal.SIGINT)
            self.client().end_requests()
        for harder in (signal.SIGTERM, signal.SIGKILL):
            if await self._wait(GRACE_PERIOD / 2):
                return
            self._signal(harder)
        await self._wait(GRACE_PERIOD)

    def cleanup_resources(self, restart: bool = False) -> None:
        """Nothing is left: no ports, no connection file."""

    def end(self) -> int | None:
        """Make sure that the kernel is gone; return its exit status, or minus the signal that killed it."""
        if self._child is not None:
            self.client().stop_channels()
            if self.is_alive():
                self._signal(signal.SIGKILL)
                select.select([self._child.pidfd], [], [], GRACE_PERIOD)
            os.close(self._child.pidfd)
            self.status = self._process.wait(self._child.number)
            self._child = None
        return self.status

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._child.pidfd, number)

    async def _wait(self, seconds: float) -> bool:
        if self._child is not None:
            try:
                await asyncio.wait_for(wait_readable(self._child.pidfd), seconds)
            except TimeoutError:
                return False
        return True
