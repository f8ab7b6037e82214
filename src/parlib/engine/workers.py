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

from parlib.engine.entry import find_obstacle
from parlib.engine.preload import PAGES, choose_preload
from parlib.engine.process import Child, WarmFailure, WarmProcess, tell_end
from parlib.engine.task import FAILED, Failure, Result, Settings, Task

logger = logging.getLogger("papermill")
"""The log of papermill, which is imported by the workers only: who gives out the work stays light."""

PATIENCE = 60.0
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
        preload: Sequence[str] | None = None,
        prepare: Mapping[str, str] | None = None,
        after: str | None = None,
        after_failure: str | None = None,
        time_limit: float | None = None,
        memory_limit: int | None = None,
        reads: tuple[str, str] | None = None,
        forked: bool | None = None,
        **options: object,
    ) -> None:
        limits = {"time_limit": time_limit, "memory_limit": memory_limit}
        given = {key: value for key, value in limits.items() if value is not None}
        self.jobs = jobs
        self._settings = Settings(after, after_failure, {**given, **options}, reads)
        self._patience = None if time_limit is None else time_limit + PATIENCE
        obstacle = None if forked else find_obstacle(options.get("kernel_name") or "python3", options)
        self._crew: _Crew | _PlainCrew | None = None
        if obstacle is None:
            try:
                self._crew = _Crew(choose_preload(PAGES) if preload is None else preload, dict(prepare or {}), after)
            except WarmFailure as failure:
                obstacle = failure
        if self._crew is None:
            self._go_without(obstacle)

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
        waiting, told = iter(tasks), started or (lambda task: None)
        try:
            yield from self._crew.run(waiting, self._settings, self.jobs, told, self._patience)
        except WarmFailure as failure:
            again = self._crew.unfinished
            self._crew.close()
            self._go_without(failure)
            yield from self._crew.run(chain(again, waiting), self._settings, self.jobs, told, self._patience)

    def _go_without(self, reason: object) -> None:
        logger.warning("Warm workers: %s, so papermill's stock engine runs the notebooks.", reason)
        self._crew = _PlainCrew(self.jobs)

    def close(self) -> None:
        """End all workers and the warm processes; nothing is left behind."""
        self._crew.close()


class _Lane:
    """The pool's end of one worker."""

    def __init__(self, line: connection.Connection, child: Child) -> None:
        self.line = line
        self.child = child
        self.task: Task | None = None
        self.since = 0.0

    def give(self, task: Task) -> None:
        self.task, self.since = task, time.perf_counter()
        with suppress(ConnectionError):
            self.line.send(task)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.child.pidfd, signal.SIGKILL)

    def close(self) -> None:
        self.line.close()
        os.close(self.child.pidfd)


class _Crew:
    """Two warm processes, one for kernels and one for workers, and the workers themselves."""

    def __init__(self, preload: Sequence[str], prepare: dict[str, str], after: str | None) -> None:
        self._warm = WarmProcess.start(preload, prepare)
        if self._warm.refused:
            logger.warning("Not imported before forking, since they start threads: %s", self._warm.refused)
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        os.close(self._warm.fork("parlib.engine.warm:serve_lanes", [theirs]).pidfd)
        control.send((after or "-").encode())
        self._source = WarmProcess(control)
        self._idle: list[_Lane] = []
        self._busy: list[_Lane] = []
        self.unfinished: list[Task] = []

    def run(
        self,
        tasks: Iterator[Task],
        settings: Settings,
        jobs: int,
        started: Callable[[Task], None],
        patience: float | None,
    ) -> Iterator[Result]:
        """Keep *jobs* workers busy until the tasks are through."""
        self.unfinished = []
        try:
            while True:
                while len(self._busy) < jobs and (task := next(tasks, None)) is not None:
                    self._give(task, settings, started)
                if not self._busy:
                    return
                results, failure = self._collect(patience), None
                try:
                    for task in (t for _ in range(jobs - len(self._busy)) if (t := next(tasks, None)) is not None):
                        self._give(task, settings, started)
                except WarmFailure as error:  # what is done must be told first
                    failure = error
                yield from results
                if failure is not None:
                    raise failure
        finally:
            for lane in self._busy:
                self.unfinished.append(lane.task)
                lane.kill()
                self._dismiss(lane)
            self._busy.clear()

    def close(self) -> None:
        """Let the workers go, then what they were forked from."""
        for lane in (*self._idle, *self._busy):
            lane.close()
        self._source.close()
        self._warm.close()

    def _give(self, task: Task, settings: Settings, started: Callable[[Task], None]) -> None:
        try:
            lane = self._idle.pop() if self._idle else self._hire(settings)
        except WarmFailure:
            self.unfinished.append(task)
            raise
        self._busy.append(lane)
        started(task)
        lane.give(task)

    def _hire(self, settings: Settings) -> _Lane:
        ours, theirs = socket.socketpair()
        child = self._source.fork("parlib.engine.lane:run_lane", [theirs, self._warm.adopt()])
        lane = _Lane(connection.Connection(ours.detach()), child)
        lane.line.send(settings)
        return lane

    def _collect(self, patience: float | None) -> list[Result]:
        """Wait for at least one worker and take what is there."""
        ready = connection.wait([lane.line for lane in self._busy], None if patience is None else 1.0)
        lanes = [lane for lane in self._busy if lane.line in ready]
        if patience is not None:
            for lane in self._busy:
                if time.perf_counter() - lane.since > patience:
                    lane.kill()
        return [self._take(lane) for lane in lanes]

    def _take(self, lane: _Lane) -> Result:
        self._busy.remove(lane)
        try:
            result = lane.line.recv()
        except (EOFError, ConnectionError):
            return lose_worker(lane.task, time.perf_counter() - lane.since, self._dismiss(lane))
        self._idle.append(lane)
        return replace(result, task=lane.task)

    def _dismiss(self, lane: _Lane) -> int:
        status = self._source.bury(lane.child.number)
        lane.close()
        return status


class _PlainCrew:
    """Ordinary processes with papermill's stock engine, for systems that do not fork."""

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
        patience: float | None,
    ) -> Iterator[Result]:
        """Keep *jobs* processes busy until the tasks are through."""
        from parlib.engine.lane import run_task

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
            return lose_worker(task, 0.0, None)

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def lose_worker(task: Task, seconds: float, status: int | None) -> Result:
    """Describe a task whose worker has gone.

    Examples
    --------
    >>> lose_worker(Task("a.ipynb", "b.ipynb"), 1.0, -9).error.message
    'the worker was killed by signal 9 (SIGKILL); the notebook was not finished'
    """
    how = "has gone" if status is None else tell_end(status)
    message = f"the worker {how}; the notebook was not finished"
    return Result(task, FAILED, Failure(None, "WorkerLost", message, message), seconds)
