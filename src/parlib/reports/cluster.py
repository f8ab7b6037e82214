"""More machines: the workers of a Dask cluster run the notebooks, each in its own warm processes.

Tables and notebooks go out by their hash and finished notebooks and pages come back as text; nothing has to be shared
but the network. Dask gives a lost worker's notebooks to others. Needs the extra ``cluster`` here and on the workers.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from parlib.reports.code import SOURCE, hash_mapping, list_libraries
from parlib.reports.engine.task import DONE, FAILED, Failure, Result, Task
from parlib.reports.engine.warm import find_function
from parlib.reports.engine.workers import WarmWorkers
from parlib.reports.files import write_whole
from parlib.reports.links import LINKS

PATIENCE = 15.0
"""Seconds to wait for the scheduler, and for its first worker."""

AHEAD = 2
"""Notebooks given out for each thread of a worker, so that none waits for the network."""

LOSSES = 3
"""How often a notebook whose worker died with it is given out again."""

Parcel = Mapping[str, bytes]
"""Files by their path below a folder."""


class ClusterError(ValueError):
    """The cluster cannot be used; the message says why."""


@dataclass(frozen=True)
class Order:
    """What a worker must know besides the files that go out by hash.

    Attributes
    ----------
    output : str
        Path of the notebook below the reports folder.
    metadata, parameters, marks : mapping
        As in the task.
    prepare, hook : str
        As for `WarmWorkers`.
    options : mapping
        Limits for the notebook.
    versions : str
        Hash of the code and libraries that the worker must have.
    """

    output: str
    metadata: Mapping[str, Any]
    parameters: Mapping[str, Any]
    marks: Mapping[str, Any]
    prepare: tuple[str, ...]
    hook: str
    options: Mapping[str, Any]
    versions: str


@dataclass(frozen=True)
class Reply:
    """What comes back from a worker: the result, and the text of the files that were made, by their path."""

    result: Result
    files: Mapping[str, str]


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
        self._sent: dict[str, Any] = {}
        self._before: list[dict[str, Any]] = []

    def __enter__(self) -> ClusterWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._sent, self._before = {}, []
        self._client.close()

    def run(self, tasks: Iterable[Task], started: Callable[[Task], None] = lambda task: None) -> Iterator[Result]:
        """Run *tasks* and yield each result as soon as its files are here."""
        from distributed import as_completed

        waiting, given = iter(tasks), {}
        files = pack_home(self._home), {LINKS: (self._reports / LINKS).read_bytes()}
        done = as_completed()
        while True:
            while len(given) < self._count_room() and (task := next(waiting, None)) is not None:
                started(task)
                if task.notebook is None:
                    yield self._render(task)
                    continue
                future = self._submit(task, files)
                given[future.key] = task, 0
                done.add(future)
            if not given:
                return
            future = next(done)
            task, losses = given.pop(future.key)
            result = self._take(task, future, again=losses < LOSSES)
            if result is not None:
                yield result
                continue
            self._before.append(self._sent)  # notebooks under way still rest on it
            self._sent = {}  # what was sent may have been lost with the worker
            future = self._submit(task, files)
            given[future.key] = task, losses + 1
            done.add(future)

    def _submit(self, task: Task, files: tuple[Parcel, ...]) -> Any:  # noqa: ANN401
        parcels = [self._send(parcel) for parcel in ({"template.ipynb": pack_notebook(task.notebook)}, *files)]
        return self._client.submit(run_on_worker, self._order(task), *parcels, pure=False)

    def _count_room(self) -> int:
        return AHEAD * max(1, sum(self._client.nthreads().values()))

    def _send(self, parcel: Parcel) -> Any:  # noqa: ANN401
        """Send files to every worker, once; the same files are not sent again."""
        hashed = hash_parcel(parcel)
        if hashed not in self._sent:
            self._sent[hashed] = self._client.scatter(parcel, broadcast=True, hash=False)
        return self._sent[hashed]

    def _order(self, task: Task) -> Order:
        output = Path(task.output).relative_to(self._reports).as_posix()
        metadata = json.loads(json.dumps(task.notebook.metadata))
        return Order(output, metadata, dict(task.parameters), dict(task.marks), self._prepare, self._hook, self._limits,
                     self._versions)  # fmt: skip

    def _take(self, task: Task, future: Any, again: bool) -> Result | None:  # noqa: ANN401
        """Return what came of a notebook and write its files; None to run it *again*.

        A worker that dies after it finished a notebook and before the files are here takes them with it: the notebook
        did not fail then, it is lost.
        """
        try:
            reply: Reply = future.result()
            for name, text in reply.files.items():
                path = self._reports / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(text, path)
        except Exception as error:
            if again and future.status != "error":
                return None
            return Result(task, FAILED, describe_loss(error), 0.0)
        return replace(reply.result, task=task)

    def _render(self, task: Task) -> Result:
        """Make the page of a notebook that is here already."""
        start = time.perf_counter()
        try:
            value = find_function(self._hook)(Path(task.output))
        except Exception as error:
            return Result(task, FAILED, Failure.of(error), time.perf_counter() - start)
        return Result(task, DONE, None, time.perf_counter() - start, value)


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


@lru_cache(maxsize=1)
def list_versions() -> dict[str, str]:
    """Return the versions of the libraries of this process, and a hash of parlib's own code."""
    code = hashlib.sha256()
    for path in sorted((SOURCE / "parlib").rglob("*.py")):
        code.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    return {**list_libraries(), "parlib code": code.hexdigest()[:12]}


def pack_home(home: Path) -> dict[str, bytes]:
    """Return the files that notebooks read or import: the processed tables, and modules beside the templates."""
    processed = home / "data" / "processed"
    paths = [*processed.glob("*.parquet"), *processed.glob("*.json"), home / "data" / "raw" / "sources.csv",
             *home.glob("*.py"), *(home / "notebooks").glob("*.py")]  # fmt: skip
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(paths) if path.exists()}


def pack_notebook(notebook: nbformat.NotebookNode) -> bytes:
    """Return a template without what differs from page to page, so that it goes out once."""
    plain = {**notebook, "metadata": {}}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode("utf-8")


def hash_parcel(parcel: Parcel) -> str:
    """Return one hash of files and their names.

    Examples
    --------
    >>> hash_parcel({"a": b"1"}) == hash_parcel({"b": b"1"})
    False
    """
    made = hashlib.sha256()
    for name, content in sorted(parcel.items()):
        made.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return made.hexdigest()[:16]


def describe_loss(error: Exception) -> Failure:
    """Describe why a notebook did not come back."""
    if type(error).__name__ == "KilledWorker":
        message = "every worker that ran it was lost (killed, or out of memory)"
        return Failure(None, "WorkerLost", message, message)
    return Failure.of(error)


_unpacking = threading.Lock()
_idle: dict[tuple, list[WarmWorkers]] = {}


def run_on_worker(order: Order, notebook: Parcel, home: Parcel, links: Parcel) -> Reply:
    """Run one notebook in this Dask worker's own warm processes; return its files as text."""
    if hash_mapping(list_versions()) != order.versions:
        raise ClusterError("this worker has other code or libraries than the machine that gave the work")
    place, reports = unpack(home), unpack(links)
    template = nbformat.from_dict(json.loads(notebook["template.ipynb"]))
    template.metadata = nbformat.from_dict(order.metadata)
    output = reports / order.output
    output.parent.mkdir(parents=True, exist_ok=True)
    task = Task(template, str(output), order.parameters, order.marks)
    key = (place, order.prepare, order.hook, tuple(sorted(order.options.items())))
    with suppress(IndexError, KeyError):
        return _collect(_run_held(key, _idle[key].pop(), task), reports, order)
    pool = WarmWorkers(1, prepare=dict.fromkeys(order.prepare, str(place)), after=order.hook,
                       after_failure=order.hook, cwd=str(place), **order.options)  # fmt: skip
    return _collect(_run_held(key, pool, task), reports, order)


def _run_held(key: tuple, pool: WarmWorkers, task: Task) -> Result:
    try:
        (result,) = pool.run([task])
    finally:
        _idle.setdefault(key, []).append(pool)
    return replace(result, task=None)


def _collect(result: Result, reports: Path, order: Order) -> Reply:
    """Take the notebook and its page away from this machine."""
    files = {}
    for name in (order.output, order.metadata["parlib"]["html"]):
        path = reports / name
        if path.exists():
            files[name] = path.read_text(encoding="utf-8")
            path.unlink()
    return Reply(result, files)


def unpack(parcel: Parcel) -> Path:
    """Lay the files of a parcel into a folder of this worker's own, once."""
    from distributed import get_worker

    folder = Path(get_worker().local_directory) / "parlib" / hash_parcel(parcel)
    with _unpacking:
        for name, content in parcel.items():
            path = folder / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    return folder
