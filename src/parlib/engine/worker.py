"""One worker: runs notebooks one after another, each in a forked kernel, and none of their code itself."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import nbformat
import papermill

from parlib.engine.atomic import name_unfinished
from parlib.engine.borrowed import use_process
from parlib.engine.process import WarmProcess
from parlib.engine.saves import install_fast_saving
from parlib.engine.task import DONE, FAILED, Failure, Result, Settings, Task
from parlib.engine.warm import find_function


def run_task(task: Task, settings: Settings) -> Result:
    """Run one notebook with the engine, then the hook; an error becomes part of the result."""
    start = time.perf_counter()
    try:
        executed = run_notebook(task, settings) if task.notebook is not None else None
        value = find_function(settings.after)(Path(task.output), executed) if settings.after else None
    except Exception as error:
        if settings.after_failure and Path(task.output).exists():
            with suppress(Exception):  # what went wrong first is what must be reported
                find_function(settings.after_failure)(Path(task.output), None)
        return Result(task, FAILED, Failure.of(error), time.perf_counter() - start)
    return Result(task, DONE, None, time.perf_counter() - start, value)


def run_notebook(task: Task, settings: Settings) -> nbformat.NotebookNode:
    """Run one notebook through papermill; what it read and the task's fingerprints go into its metadata."""
    template: Any = task.notebook
    source = nbformat.from_dict(template) if isinstance(template, dict) else os.fspath(template)
    with log_reads(Path(task.output), settings.reads) as read:
        return papermill.execute_notebook(
            source,
            os.fspath(task.output),
            dict(task.parameters),
            **{"engine_name": "parlib", "progress_bar": False, "beside": True, **settings.options},
            seal=lambda notebook: record_inputs(notebook, task, read()),
        )


@contextmanager
def log_reads(output: Path, reads: tuple[str, str] | None) -> Iterator[Callable[[], list[object]]]:
    """Let the notebook's kernel log what it reads; yield a function that returns the log so far."""
    variable, parse = reads or ("", "")
    with open_log(output) as log:
        if variable:
            # A kernel inherits this process's environment: the path of the log is all that it needs to be told.
            os.environ[variable] = str(log)
        try:
            yield lambda: find_function(parse)(log.read_text(encoding="utf-8")) if variable and log.exists() else []
        finally:
            os.environ.pop(variable, None)
            name_unfinished(output).unlink(missing_ok=True)


@contextmanager
def open_log(output: Path) -> Iterator[Path]:
    """Yield where the kernel of the notebook *output* logs: memory of this process, which goes with it.

    A file that had a name would stay where this process is killed. Others reach a file without one by its number
    below /proc; where a system has neither, the log lies beside the output, and the next run sweeps what is left.
    """
    if not (hasattr(os, "memfd_create") and Path("/proc/self/fd").exists()):
        path = output.absolute().with_name(f".{output.name}.reads")
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)
        return
    descriptor = os.memfd_create(output.name[-200:])
    try:
        yield Path(f"/proc/{os.getpid()}/fd/{descriptor}")
    finally:
        os.close(descriptor)


def record_inputs(notebook: nbformat.NotebookNode, task: Task, reads: list[object]) -> None:
    """Record in the metadata of a notebook that ended without error what it was made from."""
    if task.fingerprints and not notebook.metadata.papermill.get("exception"):
        notebook.metadata.setdefault("parlib", {})["made"] = {**task.fingerprints, "reads": reads}


def warm_up(hook: str) -> None:
    """Do once what all workers would: import the hook's module, read nbformat's schema.

    Where the hook's module has a function ``warm_up``, it is called once, so that workers share what it leaves.
    *hook* is ``-`` where there is none.
    """
    if hook != "-":
        ready = getattr(sys.modules[find_function(hook).__module__], "warm_up", None)
        with suppress(Exception):  # a notebook will say so
            ready and ready()
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("0")]))


def run_worker(orders: socket.socket, warm: socket.socket) -> None:
    """Receive the settings, then task after task; send back each result; return when the pool has gone."""
    use_process(WarmProcess(warm))
    install_fast_saving()
    line = Connection(orders.detach())
    settings: Settings = line.recv()
    serve_tasks(line, lambda task: run_task(task, settings))


def serve_tasks(line: Connection, answer: Callable[[Task], Result]) -> None:
    """Answer each task that arrives until the connection ends."""
    while True:
        try:
            line.send(answer(line.recv()))
        except (EOFError, ConnectionError):
            return
