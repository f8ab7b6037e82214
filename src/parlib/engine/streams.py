"""What a kernel shows and prints goes out from where it is shown, not by way of another thread.

ipykernel hands every message and every flush to a thread, a thousand times for a notebook of forty cells, and
waits for it: with a socket that never blocks for long, that is most of what the kernel itself costs.
"""

from __future__ import annotations

import os
import select
import sys
import threading
import time
import traceback
from typing import Any

from ipykernel.iostream import PIPE_BUFFER_SIZE, IOPubThread
from ipykernel.iostream import OutStream as ThreadedStream

POLL_INTERVAL = 0.0001
"""Seconds between two looks at whether another thread has moved what was printed."""


class Publisher(IOPubThread):
    """ipykernel's publishing thread, left with what is printed and not flushed.

    A notebook that forks processes gets all of it back: what these print comes by way of the thread, and whoever goes
    by the thread waits for that.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.sending = threading.RLock()  # re-entrant: what is shown while something is sent is sent at once, too
        self.forked = False
        os.register_at_fork(before=self._note_fork)

    def start(self) -> None:
        """Start the thread, and open what this one hands on by: later a notebook may have used up all descriptors."""
        super().start()
        self._event_pipe  # noqa: B018  # made on first use

    def send_multipart(self, *arguments: object, **options: object) -> None:
        """Send at once, or hand on to the thread."""
        if self.forked:
            super().send_multipart(*arguments, **options)
            return
        with self.sending:
            self._really_send(*arguments, **options)

    def drain_forked(self) -> None:
        """Take what forked processes have sent so far; to be called in the thread.

        A pipe to papermill may fill up, as a ZeroMQ socket does not, and then they have sent more than was taken.
        """
        if self._pipe_flag:
            self._pipe_in.flush()

    def _note_fork(self) -> None:
        self.forked = True


class OutStream(ThreadedStream):
    """ipykernel's standard output or error, flushed by whoever asks for it.

    What C code and child processes have written to the descriptor before a flush is part of it. With ipykernel it
    mostly is, because a flush takes so long.
    """

    __module__ = ThreadedStream.__module__  # libraries such as click ask what their output goes to

    def __init__(self, *arguments: object, **options: object) -> None:
        self._moving = threading.Lock()
        super().__init__(*arguments, **options)

    def flush(self) -> None:
        """Send what has been written so far."""
        if self._is_master_process():
            self._drain_descriptor()
            if self.pub_thread is not None and self.pub_thread.forked:
                self.pub_thread.schedule(self.pub_thread.drain_forked)
        if self.pub_thread is None or self.pub_thread.forked:
            super().flush()
        else:
            self._flush()

    def _flush(self) -> None:
        """Take what is there and send it in one go: two threads that flush must not overtake each other.

        What cannot be sent, such as half a surrogate pair, is reported in the terminal and not to who flushes: with
        ipykernel it fails in the thread, and the cell goes on.
        """
        if self.pub_thread is None or self.pub_thread.forked:
            super()._flush()
            return
        with self.pub_thread.sending:
            try:
                super()._flush()
            except Exception:
                traceback.print_exc(file=sys.__stderr__)

    def _watch_pipe_fd(self) -> None:
        """Move what arrives at the descriptor into this stream, under a lock that a flush waits for."""
        descriptor: Any = self._fid  # this thread runs only where there is one
        arrived = watch(descriptor)
        try:
            while self._should_watch:
                arrived.poll()
                with self._moving:
                    data = os.read(descriptor, PIPE_BUFFER_SIZE)
                    if not (data and self._should_watch):
                        return
                    self.write(data.decode(errors="replace"))
                    os.write(self._original_stdstream_copy, data)
        except Exception:
            self._exc = sys.exc_info()

    def _drain_descriptor(self) -> None:
        """Wait until what was written to the descriptor is in this stream."""
        if self._fid is None or not self.watch_fd_thread.is_alive():
            return
        if threading.current_thread() is self.watch_fd_thread:
            return
        arrived, end = watch(self._fid), time.monotonic() + self.flush_timeout
        while arrived.poll(0) and time.monotonic() < end:
            time.sleep(POLL_INTERVAL)
        if self._moving.acquire(timeout=self.flush_timeout):
            self._moving.release()


def watch(descriptor: int) -> select.poll:
    """Return what tells whether there is something to read at *descriptor*."""
    arrived = select.poll()
    arrived.register(descriptor, select.POLLIN)
    return arrived
