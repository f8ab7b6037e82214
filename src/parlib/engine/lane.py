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

import nbformat
import papermill

from parlib.engine.atomic import name_unfinished
from parlib.engine.process import WarmProcess, use_process
from parlib.engine.saves import save_quickly
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
            with suppress(Exception):  # what went wrong first is what must be told
                find_function(settings.after_failure)(Path(task.output), None)
        return Result(task, FAILED, Failure.of(error), time.perf_counter() - start)
    return Result(task, DONE, None, time.perf_counter() - start, value)


def run_notebook(task: Task, settings: Settings) -> nbformat.NotebookNode:
    """Run one notebook through papermill; what it read and the task's marks go into its metadata."""
    source = nbformat.from_dict(task.notebook) if isinstance(task.notebook, dict) else os.fspath(task.notebook)
    with collect_reads(Path(task.output), settings.reads) as read:
        return papermill.execute_notebook(
            source,
            os.fspath(task.output),
            dict(task.parameters),
            **{"engine_name": "parlib", "progress_bar": False, "beside": True, **settings.options},
            seal=lambda notebook: seal_notebook(notebook, task, read()),
        )


@contextmanager
def collect_reads(output: Path, reads: tuple[str, str] | None) -> Iterator[Callable[[], list[object]]]:
    """Let the notebook's kernel note what it reads; gives a function that returns what was noted so far."""
    notes = output.absolute().with_name(f".{output.name}.reads")
    variable, parse = reads or ("", "")
    if variable:
        os.environ[variable] = str(notes)
    try:
        yield lambda: find_function(parse)(notes.read_text(encoding="utf-8")) if variable and notes.exists() else []
    finally:
        os.environ.pop(variable, None)
        notes.unlink(missing_ok=True)
        name_unfinished(output).unlink(missing_ok=True)


def seal_notebook(notebook: nbformat.NotebookNode, task: Task, reads: list[object]) -> None:
    """Write into a notebook that has ended without error what it was made from."""
    if task.marks and not notebook.metadata.papermill.get("exception"):
        notebook.metadata.setdefault("parlib", {})["made"] = {**task.marks, "reads": reads}


def warm_up(hook: str) -> None:
    """Do once what all lanes would: import the hook's module, read nbformat's schema.

    Where the hook's module has a function ``warm_up``, it is called once, so that lanes share what it leaves.
    *hook* is ``-`` where there is none.
    """
    if hook != "-":
        ready = getattr(sys.modules[find_function(hook).__module__], "warm_up", None)
        with suppress(Exception):  # a notebook will say so
            ready and ready()
    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("0")]))


def run_lane(orders: socket.socket, warm: socket.socket) -> None:
    """Take settings, then task after task; answer each with its result; leave when nobody asks any more."""
    use_process(WarmProcess(warm))
    save_quickly()
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
