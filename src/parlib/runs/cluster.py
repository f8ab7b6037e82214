"""More machines: the workers of a Dask cluster run the notebooks, each in its own warm processes.

Tables and templates go to each worker once, by their hash; finished notebooks and pages come back as text; nothing has
to be shared but the network. Whatever Dask loses with a worker is submitted again. Needs the extra ``cluster`` here and
on the workers.
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
    NotebookRequest,
    Payload,
    Reply,
    hash_payload,
    list_versions,
    pack_home,
    pack_notebook,
)
from parlib.speech import tell

TIMEOUT = 15.0
"""Seconds to wait for the scheduler, for its first worker, for another when all are lost, and for files to come."""

CHECK_INTERVAL = 1.0
"""Seconds between two checks whether what was submitted is still with a worker."""

QUEUED_PER_THREAD = 2
"""Notebooks submitted for each thread of a worker, so that none waits for the network."""

MAX_RETRIES = 3
"""How often a notebook that was lost with its worker is submitted again."""


@dataclass
class Submission:
    """A notebook that was submitted: its future, how often it was lost, how often no worker was seen to have it."""

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
        self._payloads: dict[str, Payload] = {}
        self._cached: set[tuple[str, str]] = set()
        self._submissions: list[Submission] = []
        self._last_check = self._last_with_workers = time.monotonic()

    def __enter__(self) -> ClusterWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._submissions = []
        self._client.close()

    def run(self, tasks: Iterable[Task], started: Callable[[Task], None] = lambda task: None) -> Iterator[Result]:
        """Run *tasks* and yield each result as soon as its files are here.

        Raises
        ------
        ClusterError
            If all workers are lost and no other comes.
        """
        waiting = iter(tasks)
        home = self._add_payload(pack_home(self._home))
        links = self._add_payload({LINKS: (self._reports / LINKS).read_bytes()})
        while True:
            slots = QUEUED_PER_THREAD * max(1, sum(self._client.nthreads().values()))
            while len(self._submissions) < slots and (task := next(waiting, None)) is not None:
                started(task)
                if task.notebook is None:
                    yield self._render(task)
                else:
                    self._submissions.append(Submission(task, self._submit(task, home, links)))
            if not self._submissions:
                return
            for submission in self._wait():
                result = self._take(submission)
                if result is None:
                    submission.future, submission.unseen = self._submit(submission.task, home, links), 0
                else:
                    self._submissions.remove(submission)
                    yield result

    def _add_payload(self, payload: Payload) -> str:
        payload_hash = hash_payload(payload)
        self._payloads[payload_hash] = payload
        return payload_hash

    def _submit(self, task: Task, home: str, links: str) -> Any:  # noqa: ANN401
        """Submit a notebook; the files go with it as long as there is a worker that may not have them."""
        notebook: Any = task.notebook  # in memory, as `runs.run` gives it
        wanted = (self._add_payload({"template.ipynb": pack_notebook(notebook)}), home, links)
        sent = {
            payload_hash: self._payloads[payload_hash]
            for payload_hash in wanted
            if any((worker, payload_hash) not in self._cached for worker in self._client.nthreads())
        }
        # Not pure: Dask would give back the old future of a notebook that is submitted a second time.
        return self._client.submit(run_on_worker, self._make_request(task, *wanted), sent, pure=False)

    def _make_request(self, task: Task, template: str, home: str, links: str) -> NotebookRequest:
        notebook: Any = task.notebook
        return NotebookRequest(
            template,
            home,
            links,
            output=Path(task.output).relative_to(self._reports).as_posix(),
            metadata=json.loads(json.dumps(notebook["metadata"])),  # plain data: workers unpickle no nbformat
            parameters=dict(task.parameters),
            fingerprints=dict(task.fingerprints),
            prepare=self._prepare,
            hook=self._hook,
            options=self._limits,
            versions=self._versions,
        )

    def _wait(self) -> list[Submission]:
        """Wait until something has ended or is lost, and return that."""
        while True:
            ended = [one for one in self._submissions if one.future.done() or one.future.status == "lost"]
            if not ended and time.monotonic() - self._last_check > CHECK_INTERVAL:
                ended = self._find_lost()
            if ended:
                return ended
            # Polled: a future that the scheduler has forgotten stays pending, so nothing would wake a wait for it.
            time.sleep(0.02)

    def _find_lost(self) -> list[Submission]:
        """Return what no worker has although one is idle, seen so twice.

        Dask runs again by itself what a lost worker had not finished. Now and then it forgets a notebook that had just
        ended there: that one stays pending for ever.
        """
        self._last_check = time.monotonic()
        processing, threads = self._client.processing(), self._client.nthreads()
        self._check_workers(threads)
        processing_keys = {key for keys in processing.values() for key in keys}
        idle = any(len(processing.get(worker, ())) < count for worker, count in threads.items())
        for submission in self._submissions:
            alone = idle and submission.future.key not in processing_keys and not submission.future.done()
            submission.unseen = submission.unseen + 1 if alone else 0
        return [submission for submission in self._submissions if submission.unseen > 1]

    def _check_workers(self, threads: Mapping[str, int]) -> None:
        if threads:
            self._last_with_workers = time.monotonic()
        elif time.monotonic() - self._last_with_workers > TIMEOUT:
            raise ClusterError(
                "no worker of the cluster is left; what is finished is kept, the same command does the rest"
            )

    def _take(self, submission: Submission) -> Result | None:
        """Return what came of a notebook and write its files; None to submit it again.

        A worker that dies after it finished a notebook and before the files are here takes them with it: the notebook
        did not fail then, it is lost.
        """
        task = submission.task
        try:
            reply: Reply = self._fetch(submission)
            # Only what the worker itself says: one that was started anew at the same address has nothing.
            self._cached = {cached for cached in self._cached if cached[0] != reply.worker}
            self._cached.update((reply.worker, payload_hash) for payload_hash in reply.cached)
            if reply.result is None:
                return None
            for name, text in reply.files.items():
                path = self._reports / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(text, path)
        except Exception as error:
            submission.losses += isinstance(error, LostError)
            if isinstance(error, LostError) and submission.losses <= MAX_RETRIES:
                return None
            return Result(task, FAILED, describe_loss(error), 0.0)
        return replace(reply.result, task=task)

    def _fetch(self, submission: Submission) -> Reply:
        if submission.future.status in ("error", "finished"):
            try:
                return submission.future.result(timeout=TIMEOUT)
            except OSError as error:  # of the network, not of a file that is written here
                if submission.future.status != "error":
                    raise LostError(tell("the notebook ran, but did not come back: {error}", error=error)) from None
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
        client = Client(scheduler, timeout=TIMEOUT)
    except (OSError, TimeoutError) as error:
        raise ClusterError(
            tell("no Dask scheduler answers at {scheduler}: {error}", scheduler=scheduler, error=error)
        ) from None
    try:
        client.wait_for_workers(1, timeout=TIMEOUT)
    except TimeoutError:
        client.close()
        raise ClusterError(
            tell("the scheduler at {scheduler} has no worker: start 'dask worker {scheduler}'", scheduler=scheduler)
        ) from None
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
        raise ClusterError(
            tell("the workers cannot import {name}: install parlib there as it is here", name=error.name)
        ) from None
    ours, differences = list_versions(), []
    for worker, versions in theirs.items():
        names = [name for name in {**ours, **versions} if ours.get(name) != versions.get(name)]
        if names:
            found = [
                tell(
                    "{name} {versions} there, {ours} here",
                    name=name,
                    versions=versions.get(name, "none"),
                    ours=ours.get(name, "none"),
                )
                for name in names[:3]
            ]
            differences.append(tell("{worker}: {found}", worker=worker, found=found))
    if differences:
        raise ClusterError(tell("workers differ from this machine: {differences:;}", differences=differences))
    return hash_mapping(ours)


def describe_loss(error: Exception) -> Failure:
    """Describe why a notebook did not come back."""
    if isinstance(error, LostError) or type(error).__name__ == "KilledWorker":
        ours = isinstance(error, LostError)
        message = str(error) if ours else "every worker that ran it was lost (killed, or out of memory)"
        return Failure(None, "WorkerLost", message, message)
    return Failure.of(error)
