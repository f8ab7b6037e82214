"""The one thing that is being done: a process of its own does it, so that the page lives and the work can be stopped.

The process is given its task as a line of JSON and answers with lines of JSON: how far it is, and last what came of it.
A new process for each task reads tables anew; none can hold those of before.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parlib.app.room import Room
from parlib.engine.memory import ONE_HEAP

GRACE = 15.0
"""Seconds that a process that was told to stop has to put things in order."""

Said = dict[str, str]
"""A sentence by language."""


class BusyError(ValueError):
    """Something is being done already."""


@dataclass
class Job:
    """A task and how far it is.

    Attributes
    ----------
    kind : str
        What is done: ``check``, ``make``, ``undo``, ``register``, ``save``.
    state : str
        ``running``, ``done``, ``failed`` or ``stopped``.
    step : dict
        What is being done just now, by language.
    done, total : int
        Parts of the step; a total of 0 where it is not known.
    faults : list of dict
        What went wrong, by language.
    result : dict
        What came of it.
    """

    kind: str
    state: str = "running"
    step: Said = field(default_factory=dict)
    done: int = 0
    total: int = 0
    faults: list[Said] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)
    stopped: bool = False
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    def hear(self, line: str) -> None:
        """Take in a line that the process wrote."""
        try:
            said = json.loads(line)
        except ValueError:
            return
        for name in ("step", "done", "total", "faults", "result"):
            if name in said:
                setattr(self, name, said[name])


class Desk:
    """Gives one task at a time to a process of its own.

    Parameters
    ----------
    room : Room
    on_end : callable
        Called with the job, by the thread that listens to the process, once it has ended.
    """

    def __init__(self, room: Room, on_end: Callable[[Job], None]) -> None:
        self._room, self._on_end = room, on_end
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self.job: Job | None = None

    @property
    def busy(self) -> bool:
        """True while something is being done."""
        return self.job is not None and self.job.state == "running"

    def start(self, kind: str, task: Mapping[str, Any]) -> Job:
        """Begin a task.

        Raises
        ------
        BusyError
            If one is under way.
        """
        with self._guard:
            if self.busy:
                raise BusyError
            job = self.job = Job(kind)
            self._process = self._open_process()
            self._listener = threading.Thread(target=self._listen, args=(job, self._process, kind, task), daemon=True)
            self._listener.start()
        return job

    def _open_process(self) -> subprocess.Popen[bytes]:
        apart: dict[str, Any] = (
            {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
            if sys.platform == "win32"
            else {"start_new_session": True}  # a group of its own: all that it starts is stopped with it
        )
        known = {**ONE_HEAP, **os.environ, "PARLIB_HOME": str(self._room.home), "PYTHONIOENCODING": "utf-8"}
        with (self._room.folder / "log.txt").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "parlib.app.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self._room.home,
                env=known,
                **apart,
            )

    def _listen(self, job: Job, process: subprocess.Popen[bytes], kind: str, task: Mapping[str, Any]) -> None:
        if process.stdin is None or process.stdout is None:
            return
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps({"kind": kind, "home": str(self._room.home), **task}).encode())
            process.stdin.close()
        for line in process.stdout:
            job.hear(line.decode("utf-8", "replace"))
        process.wait()
        job.seconds = time.monotonic() - job.began
        state = "done" if job.result and process.returncode == 0 else "stopped" if job.stopped else "failed"
        try:
            if state == "done":
                self._on_end(job)
        finally:
            job.state = state

    def stop(self) -> None:
        """Stop what is being done; what is finished of it is kept."""
        job, process = self.job, self._process
        if job is None or process is None or not self.busy:
            return
        job.stopped = True
        _signal(process, getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))
        timer = threading.Timer(GRACE, _signal, (process, getattr(signal, "SIGKILL", signal.SIGTERM)))
        timer.daemon = True
        timer.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until nothing is being done."""
        if self._listener is not None:
            self._listener.join(seconds)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a process and all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError, OSError):
        if process.poll() is None:
            if sys.platform == "win32":
                process.send_signal(number)
            else:
                os.killpg(process.pid, number)
