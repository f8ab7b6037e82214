"""One worker: runs notebooks one after another, each in a forked kernel, and none of their code itself."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.iorw import papermill_io

from parlib.reports.engine.process import WarmProcess, use_process
from parlib.reports.engine.saves import WholeFileHandler
from parlib.reports.engine.task import DONE, FAILED, Failure, Result, Task
from parlib.reports.engine.warm import find_function, serve_more


@dataclass(frozen=True)
class Settings:
    """What holds for every task of a pool.

    Attributes
    ----------
    after : str or None
        ``module:function`` called with the path of each finished notebook, in the worker.
    options : dict
        Keywords for `papermill.execute_notebook`.
    """

    after: str | None = None
    options: dict[str, Any] = field(default_factory=dict)


def run_task(task: Task, settings: Settings) -> Result:
    """Run one notebook with the engine, then the hook; an error becomes part of the result."""
    start = time.perf_counter()
    try:
        source = task.notebook if isinstance(task.notebook, dict) else os.fspath(task.notebook)
        papermill.execute_notebook(
            source,
            os.fspath(task.output),
            dict(task.parameters),
            **{"engine_name": "parlib", "progress_bar": False, **settings.options},
        )
        if settings.after:
            find_function(settings.after)(Path(task.output))
    except Exception as error:
        return Result(task, FAILED, Failure.of(error), time.perf_counter() - start)
    return Result(task, DONE, None, time.perf_counter() - start)


def serve_lanes(control: socket.socket) -> None:
    """Be the warm process that lanes are forked from: papermill, the hook's module and nbformat's schema."""
    hook = control.recv(4096).decode()
    if hook != "-":
        find_function(hook)
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("0")]))
    serve_more(control)


def run_lane(orders: socket.socket, warm: socket.socket) -> None:
    """Take settings, then task after task; answer each with its result; leave when nobody asks any more."""
    use_process(WarmProcess(warm))
    write_whole_files()
    line = Connection(orders.detach())
    settings: Settings = line.recv()
    answer_orders(line, lambda task: run_task(task, settings))


def answer_orders(line: Connection, answer: Callable[[Task], Result]) -> None:
    """Answer what comes down the line until it ends."""
    while True:
        try:
            line.send(answer(line.recv()))
        except (EOFError, ConnectionError):
            return


def write_whole_files() -> None:
    """Let papermill, in this process, write beside and rename, its last save included."""
    papermill_io.register("local", WholeFileHandler())
