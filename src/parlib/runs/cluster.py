"""More machines: the workers of a Dask cluster run the notebooks, each in its own warm processes.

Tables and templates go to each worker once, by their hash; finished notebooks and pages come back as text; nothing has
to be shared but the network. Whatever Dask loses with a worker is given out again. Needs the extra ``cluster`` here
and on the workers.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parlib.engine.task import DONE, FAILED, Failure, Result, Task
from parlib.engine.warm import find_function
from parlib.files.atomic import write_whole
from parlib.results.links import LINKS
from parlib.runs.cluster_worker import run_on_worker
from parlib.runs.code_hash import hash_mapping
from parlib.runs.payloads import (
    ClusterError,
    Order,
    Parcel,
    Reply,
    hash_parcel,
    list_versions,
    pack_home,
    pack_notebook,
)

PATIENCE = 15.0
"""Seconds to wait for the scheduler, for its first worker, for another when all are lost, and for files to come."""

LOOK = 1.0
"""Seconds between two looks at whether what was given out is still with a worker."""

AHEAD = 2
"""Notebooks given out for each thread of a worker, so that none waits for the network."""

LOSSES = 3
"""How often a notebook that was lost with its worker is given out again."""


@dataclass
class Given:
    """A notebook that was given out: its future, how often it was lost, how often nobody was seen to have it."""

    task: Task
    future: Any
    losses: int = 0
    unseen: int = 0


class ClusterWorkers:
    """Run notebooks on the workers of a Dask cluster; used as `WarmWorkers` is.

    Parameters
    ----------
    scheduler : str
        Address, such as ``tcp://10.0.0.5:8786``.
    home, reports : pathlib.Path
        Folder with data/, and folder to write to.
    prepare, hook : tuple of str, str
        As for `WarmWorkers`.
    **limits
        ``time_limit`` and ``memory_limit`` of a notebook.

    Raises
    ------
    ClusterError
        If there is no scheduler or no worker, or if a worker has other code or libraries.
    """

    def __init__(
        self,
        scheduler: str,
        home: Path,
        reports: Path,
        prepare: tuple[str, ...],
        hook: str,
        **limits: Any,  # noqa: ANN401
    ) -> None:
        self._home, self._reports, self._prepare, self._hook = home, reports, prepare, hook
        self._limits = limits
        self._client = connect(scheduler)
        try:
            self._versions = compare_versions(self._client)
        except BaseException:
            self._client.close()
            raise
        self._parcels: dict[str, Parcel] = {}
        self._kept: set[tuple[str, str]] = set()
        self._given: list[Given] = []
        self._looked = self._peopled = time.monotonic()

    def __enter__(self) -> ClusterWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._given = []
        self._client.close()

    def run(self, tasks: Iterable[Task], started: Callable[[Task], None] = lambda task: None) -> Iterator[Result]:
        """Run *tasks* and yield each result as soon as its files are here.

        Raises
        ------
        ClusterError
            If all workers are lost and no other comes.
        """
        waiting = iter(tasks)
        home, links = (self._pack(p) for p in (pack_home(self._home), {LINKS: (self._reports / LINKS).read_bytes()}))
        while True:
            while len(self._given) < self._count_room() and (task := next(waiting, None)) is not None:
                started(task)
                if task.notebook is None:
                    yield self._render(task)
                else:
                    self._given.append(Given(task, self._submit(task, home, links)))
            if not self._given:
                return
            for given in self._wait():
                result = self._take(given)
                if result is None:
                    given.future, given.unseen = self._submit(given.task, home, links), 0
                else:
                    self._given.remove(given)
                    yield result

    def _pack(self, parcel: Parcel) -> str:
        hashed = hash_parcel(parcel)
        self._parcels[hashed] = parcel
        return hashed

    def _submit(self, task: Task, home: str, links: str) -> Any:  # noqa: ANN401
        """Give a notebook out; the files go with it as long as there is a worker that may not have them."""
        wanted = (self._pack({"template.ipynb": pack_notebook(task.notebook)}), home, links)
        sent = {
            hashed: self._parcels[hashed]
            for hashed in wanted
            if any((worker, hashed) not in self._kept for worker in self._client.nthreads())
        }
        return self._client.submit(run_on_worker, self._order(task, *wanted), sent, pure=False)

    def _order(self, task: Task, *hashes: str) -> Order:
        output = Path(task.output).relative_to(self._reports).as_posix()
        metadata = json.loads(json.dumps(task.notebook["metadata"]))
        return Order(*hashes, output, metadata, dict(task.parameters), dict(task.marks), self._prepare, self._hook,
                     self._limits, self._versions)  # fmt: skip

    def _count_room(self) -> int:
        return AHEAD * max(1, sum(self._client.nthreads().values()))

    def _wait(self) -> list[Given]:
        """Wait until something has ended or is lost, and return that."""
        while True:
            ended = [given for given in self._given if given.future.done() or given.future.status == "lost"]
            if not ended and time.monotonic() - self._looked > LOOK:
                ended = self._find_lost()
            if ended:
                return ended
            time.sleep(0.02)

    def _find_lost(self) -> list[Given]:
        """Return what no worker has although one is idle, seen so twice.

        Dask runs again by itself what a lost worker had not finished. Now and then it forgets a notebook that had just
        ended there: that one stays pending for ever.
        """
        self._looked = time.monotonic()
        processing, threads = self._client.processing(), self._client.nthreads()
        self._check_peopled(threads)
        held = {key for keys in processing.values() for key in keys}
        idle = any(len(processing.get(worker, ())) < count for worker, count in threads.items())
        for given in self._given:
            alone = idle and given.future.key not in held and not given.future.done()
            given.unseen = given.unseen + 1 if alone else 0
        return [given for given in self._given if given.unseen > 1]

    def _check_peopled(self, threads: Mapping[str, int]) -> None:
        if threads:
            self._peopled = time.monotonic()
        elif time.monotonic() - self._peopled > PATIENCE:
            raise ClusterError("no worker of the cluster is left; what is finished is kept, the same command does the "
                               "rest")  # fmt: skip

    def _take(self, given: Given) -> Result | None:
        """Return what came of a notebook and write its files; None to give it out again.

        A worker that dies after it finished a notebook and before the files are here takes them with it: the notebook
        did not fail then, it is lost.
        """
        task = given.task
        try:
            reply: Reply = self._fetch(given)
            self._kept = {kept for kept in self._kept if kept[0] != reply.worker}
            self._kept.update((reply.worker, hashed) for hashed in reply.kept)
            if reply.result is None:
                return None
            for name, text in reply.files.items():
                path = self._reports / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(text, path)
        except Exception as error:
            given.losses += isinstance(error, LostError)
            if isinstance(error, LostError) and given.losses <= LOSSES:
                return None
            return Result(task, FAILED, describe_loss(error), 0.0)
        return replace(reply.result, task=task)

    def _fetch(self, given: Given) -> Reply:
        if given.future.status in ("error", "finished"):
            try:
                return given.future.result(timeout=PATIENCE)
            except OSError as error:  # of the network, not of a file that is written here
                if given.future.status != "error":
                    raise LostError(f"the notebook ran, but did not come back: {error}") from None
                raise
        raise LostError("every worker that ran it was lost")

    def _render(self, task: Task) -> Result:
        """Make the page of a notebook that is here already."""
        start = time.perf_counter()
        try:
            value = find_function(self._hook)(Path(task.output))
        except Exception as error:
            return Result(task, FAILED, Failure.of(error), time.perf_counter() - start)
        return Result(task, DONE, None, time.perf_counter() - start, value)


class LostError(RuntimeError):
    """A notebook was lost with its worker."""


def connect(scheduler: str) -> Any:  # noqa: ANN401
    """Connect to a scheduler that has a worker.

    Raises
    ------
    ClusterError
        If dask.distributed is not installed, nobody answers, or no worker comes.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("--scheduler needs dask.distributed: pip install 'parlib[cluster]'") from None
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, TimeoutError) as error:
        raise ClusterError(f"no Dask scheduler answers at {scheduler}: {error}") from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise ClusterError(f"the scheduler at {scheduler} has no worker: start 'dask worker {scheduler}'") from None
    return client


def compare_versions(client: Any) -> str:  # noqa: ANN401
    """Return the hash of this machine's code and libraries after making sure that every worker has the same.

    Raises
    ------
    ClusterError
        Naming the workers, with what differs on each.
    """
    try:
        theirs = client.run(list_versions)
    except ModuleNotFoundError as error:
        raise ClusterError(f"the workers cannot import {error.name}: install parlib there as it is here") from None
    ours, differences = list_versions(), []
    for worker, versions in theirs.items():
        names = [name for name in {**ours, **versions} if ours.get(name) != versions.get(name)]
        if names:
            told = ", ".join(f"{name} {versions.get(name, 'none')} there, {ours.get(name, 'none')} here"
                             for name in names[:3])  # fmt: skip
            differences.append(f"{worker}: {told}")
    if differences:
        raise ClusterError("workers differ from this machine: " + "; ".join(differences))
    return hash_mapping(ours)


def describe_loss(error: Exception) -> Failure:
    """Describe why a notebook did not come back."""
    if isinstance(error, LostError) or type(error).__name__ == "KilledWorker":
        ours = isinstance(error, LostError)
        message = str(error) if ours else "every worker that ran it was lost (killed, or out of memory)"
        return Failure(None, "WorkerLost", message, message)
    return Failure.of(error)
