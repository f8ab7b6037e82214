"""A pool of warm workers for many notebooks.

Example
-------
::

    with WarmWorkers(jobs=2, after="parlib.pages.render_page:render_page") as workers:
        for result in workers.run(tasks):
            print(result.status, result.task.output, result.error)
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from multiprocessing import connection, get_context
from typing import Any

from parlib.engine.entry import find_obstacle
from parlib.engine.preload import PAGES, choose_preload
from parlib.engine.process import Child, WarmFailure, WarmProcess, describe_exit
from parlib.engine.task import FAILED, Failure, Result, Settings, Task

logger = logging.getLogger("papermill")
"""The log of papermill, which is imported by the workers only: who gives out the work stays light."""

TIMEOUT_MARGIN = 60.0
"""Seconds beyond its time limit after which a worker that does not answer is killed."""


class WarmWorkers:
    """Run notebooks `jobs` at a time, each in a clean process forked from one warm process.

    A failing notebook, a killed kernel or a killed worker is a failed result; the others go on. Where
    processes cannot be forked, papermill's stock engine runs in `jobs` ordinary processes.

    Parameters
    ----------
    jobs : int
        How many notebooks run at once.
    preload : sequence of str, optional
        Modules to import once (default: `preload.PAGES` or PARLIB_PRELOAD).
    prepare : mapping, optional
        ``module:function`` to a text, called with it once, before any worker or notebook is forked: reads what all
        notebooks read. It must leave no thread and no open file behind.
    after : str, optional
        ``module:function`` called in the worker with the path of each notebook that ran without error and with the
        notebook itself, None where it was not run now; what it returns is the result's value.
    after_failure : str, optional
        The same for each notebook that failed, as far as it got: it stands at the path.
    time_limit : float, optional
        Seconds for all cells of a notebook together.
    memory_limit : int, optional
        Bytes that a notebook may use above what the warm process holds.
    reads : tuple of str, optional
        How kernels note what they read (`parlib.engine.task.Settings`).
    forked : bool, optional
        True where it is known that kernels can be forked; looked up otherwise, for which Jupyter is imported.
    **options
        More keywords for `papermill.execute_notebook`: cwd, kernel_name, report_mode, execution_timeout...
    """

    def __init__(
        self,
        jobs: int = 2,
        *,
        preload: Sequence[str] | None = None,
        prepare: Mapping[str, str] | None = None,
        after: str | None = None,
        after_failure: str | None = None,
        time_limit: float | None = None,
        memory_limit: int | None = None,
        reads: tuple[str, str] | None = None,
        forked: bool | None = None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        limits = {"time_limit": time_limit, "memory_limit": memory_limit}
        given = {key: value for key, value in limits.items() if value is not None}
        self.jobs = jobs
        self._settings = Settings(after, after_failure, {**given, **options}, reads)
        self._timeout = None if time_limit is None else time_limit + TIMEOUT_MARGIN
        obstacle = None if forked else find_obstacle(options.get("kernel_name") or "python3", options)
        self._pool: _WarmPool | _ProcessPool
        if obstacle is None:
            names = choose_preload(PAGES) if preload is None else preload
            try:
                self._pool = _WarmPool(names, dict(prepare or {}), after)
            except WarmFailure as failure:
                obstacle = str(failure)
        if obstacle is not None:
            self._fall_back(obstacle)

    def __enter__(self) -> WarmWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, tasks: Iterable[Task], started: Callable[[Task], None] | None = None) -> Iterator[Result]:
        """Run *tasks* and yield each result as soon as it is there (not in the order of the tasks).

        Parameters
        ----------
        tasks : iterable of Task
            Taken one by one, as workers become free.
        started : callable, optional
            Called with each task as it is given to a worker.
        """
        waiting, on_start = iter(tasks), started or (lambda task: None)
        try:
            yield from self._pool.run(waiting, self._settings, self.jobs, on_start, self._timeout)
        except WarmFailure as failure:
            again = self._pool.unfinished
            self._pool.close()
            self._fall_back(failure)
            yield from self._pool.run(chain(again, waiting), self._settings, self.jobs, on_start, self._timeout)

    def _fall_back(self, reason: object) -> None:
        logger.warning("Warm workers: %s, so papermill's stock engine runs the notebooks.", reason)
        self._pool = _ProcessPool(self.jobs)

    def close(self) -> None:
        """End all workers and the warm processes."""
        self._pool.close()


class _Worker:
    """The pool's end of one worker."""

    def __init__(self, line: connection.Connection, child: Child) -> None:
        self.line = line
        self.child = child
        self.task: Task | None = None
        self.since = 0.0

    def give(self, task: Task) -> None:
        """Send a task; a worker that is gone is noticed by who waits for its result."""
        self.task, self.since = task, time.perf_counter()
        with suppress(ConnectionError):
            self.line.send(task)

    def kill(self) -> None:
        """Kill the process, if it still runs."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.child.pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Close the line, by which the worker ends."""
        self.line.close()
        os.close(self.child.pidfd)


class _WarmPool:
    """Two warm processes, one for kernels and one for workers, and the workers themselves."""

    def __init__(self, preload: Sequence[str], prepare: dict[str, str], after: str | None) -> None:
        self._warm = WarmProcess.start(preload, prepare)
        if self._warm.refused:
            logger.warning("Not imported before forking, since they start threads: %s", self._warm.refused)
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        os.close(self._warm.fork("parlib.engine.warm:serve_workers", [theirs]).pidfd)
        control.send((after or "-").encode())
        self._source = WarmProcess(control)
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self.unfinished: list[Task] = []

    def run(
        self,
        tasks: Iterator[Task],
        settings: Settings,
        jobs: int,
        started: Callable[[Task], None],
        timeout: float | None,
    ) -> Iterator[Result]:
        """Keep *jobs* workers busy until the tasks are through."""
        self.unfinished = []
        try:
            while True:
                while len(self._busy) < jobs and (task := next(tasks, None)) is not None:
                    self._give(task, settings, started)
                if not self._busy:
                    return
                results, failure = self._collect(timeout), None
                try:
                    for task in (t for _ in range(jobs - len(self._busy)) if (t := next(tasks, None)) is not None):
                        self._give(task, settings, started)
                except WarmFailure as error:  # results that are there come first
                    failure = error
                yield from results
                if failure is not None:
                    raise failure
        finally:
            # Also where the caller stops reading results (GeneratorExit): no worker goes on unseen.
            for worker in self._busy:
                self.unfinished += [worker.task] if worker.task is not None else []
                worker.kill()
                self._reap_worker(worker)
            self._busy.clear()

    def close(self) -> None:
        """End the workers, then the processes that they were forked from."""
        for worker in (*self._idle, *self._busy):
            worker.close()
        self._source.close()
        self._warm.close()

    def _give(self, task: Task, settings: Settings, started: Callable[[Task], None]) -> None:
        try:
            worker = self._idle.pop() if self._idle else self._spawn_worker(settings)
        except WarmFailure:
            self.unfinished.append(task)
            raise
        self._busy.append(worker)
        started(task)
        worker.give(task)

    def _spawn_worker(self, settings: Settings) -> _Worker:
        ours, theirs = socket.socketpair()
        child = self._source.fork("parlib.engine.worker:run_worker", [theirs, self._warm.connect()])
        worker = _Worker(connection.Connection(ours.detach()), child)
        worker.line.send(settings)
        return worker

    def _collect(self, timeout: float | None) -> list[Result]:
        """Wait for at least one worker and take what is there."""
        # With a time limit the wait is cut into seconds, so that a worker that hangs is found.
        ready = connection.wait([worker.line for worker in self._busy], None if timeout is None else 1.0)
        workers = [worker for worker in self._busy if worker.line in ready]
        if timeout is not None:
            for worker in self._busy:
                if time.perf_counter() - worker.since > timeout:
                    worker.kill()
        return [self._take(worker) for worker in workers]

    def _take(self, worker: _Worker) -> Result:
        self._busy.remove(worker)
        task: Any = worker.task  # it has one as long as it is busy
        try:
            result = worker.line.recv()
        except (EOFError, ConnectionError):
            return describe_lost_worker(task, time.perf_counter() - worker.since, self._reap_worker(worker))
        self._idle.append(worker)
        return replace(result, task=task)

    def _reap_worker(self, worker: _Worker) -> int:
        status = self._source.wait(worker.child.number)
        worker.close()
        return status


class _ProcessPool:
    """Ordinary processes with papermill's stock engine, for systems that do not fork."""

    unfinished: Sequence[Task] = ()

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = self._open()

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"))

    def run(
        self,
        tasks: Iterator[Task],
        settings: Settings,
        jobs: int,
        started: Callable[[Task], None],
        timeout: float | None,
    ) -> Iterator[Result]:
        """Keep *jobs* processes busy until the tasks are through."""
        from parlib.engine.worker import run_task

        running: dict[Future, Task] = {}
        while True:
            while len(running) < jobs and (task := next(tasks, None)) is not None:
                started(task)
                running[self._pool.submit(run_task, task, settings)] = task
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield self._take(future, running.pop(future))

    def _take(self, future: Future, task: Task) -> Result:
        try:
            return future.result()
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._open()
            return describe_lost_worker(task, 0.0, None)

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def describe_lost_worker(task: Task, seconds: float, status: int | None) -> Result:
    """Describe a task whose worker has gone.

    Examples
    --------
    >>> describe_lost_worker(Task("a.ipynb", "b.ipynb"), 1.0, -9).error.message
    'the worker was killed by signal 9 (SIGKILL); the notebook was not finished'
    """
    how = "has gone" if status is None else describe_exit(status)
    message = f"the worker {how}; the notebook was not finished"
    return Result(task, FAILED, Failure(None, "WorkerLost", message, message), seconds)
