"""The worker's side of a cluster: store files by their hash, run one notebook in warm processes of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import nbformat

from parlib.engine.task import Result, Task
from parlib.engine.workers import WarmWorkers
from parlib.read_log import READ_LOG
from parlib.runs.code_hash import hash_mapping
from parlib.runs.payloads import ClusterError, NotebookRequest, Payload, Reply, list_versions

# Dask runs tasks in threads of one process: these are shared by them.
_unpacking = threading.Lock()
_idle: dict[tuple, list[WarmWorkers]] = {}


def unpack_payloads(payloads: Mapping[str, Payload]) -> None:
    """Write the files of payloads into folders of this worker's own, each once."""
    with _unpacking:
        for payload_hash, payload in payloads.items():
            folder = find_folder(payload_hash)
            beside = folder.with_name(f"{payload_hash}.part")
            if folder.exists():
                continue
            for name, content in payload.items():
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            beside.rename(folder)  # a worker that is killed leaves no folder that looks whole


def find_folder(payload_hash: str) -> Path:
    """Return where this worker keeps the files of a payload."""
    from distributed import get_worker

    return Path(get_worker().local_directory) / "parlib" / payload_hash


def run_on_worker(request: NotebookRequest, payloads: Mapping[str, Payload]) -> Reply:
    """Run one notebook in this Dask worker's own warm processes; return its files as text."""
    from distributed import get_worker

    if hash_mapping(list_versions()) != request.versions:
        raise ClusterError("this worker has other code or libraries than the machine that gave the work")
    unpack_payloads(payloads)
    cached = tuple(path.name for path in find_folder("").glob("*") if path.suffix != ".part")
    reply = Reply(get_worker().address, cached)
    template_folder, place, reports = map(find_folder, (request.template, request.home, request.links))
    if not (template_folder.exists() and place.exists() and reports.exists()):
        return reply
    template = nbformat.from_dict(json.loads((template_folder / "template.ipynb").read_bytes()))
    template.metadata = nbformat.from_dict(request.metadata)
    output = reports / request.output
    output.parent.mkdir(parents=True, exist_ok=True)
    task = Task(template, str(output), request.parameters, request.fingerprints)
    key = (place, request.prepare, request.hook, tuple(sorted(request.options.items())))
    result = _run_in_pool(key, _take_pool(key, request, place), task)
    return replace(reply, result=result, files=_take_files(reports, request))


def _take_pool(key: tuple, request: NotebookRequest, place: Path) -> WarmWorkers:
    with suppress(IndexError, KeyError):
        return _idle[key].pop()
    prepare, hook = dict.fromkeys(request.prepare, str(place)), request.hook
    return WarmWorkers(
        1, prepare=prepare, after=hook, after_failure=hook, reads=READ_LOG, cwd=str(place), **request.options
    )


def _run_in_pool(key: tuple, pool: WarmWorkers, task: Task) -> Result:
    try:
        (result,) = pool.run([task])
    finally:
        _idle.setdefault(key, []).append(pool)
    return replace(result, task=None)  # type: ignore[arg-type]  # who asked puts it back: it need not travel twice


def _take_files(reports: Path, request: NotebookRequest) -> dict[str, str]:
    """Take the notebook and its page away from this machine."""
    files = {}
    for name in (request.output, request.metadata["parlib"]["html"]):
        path = reports / name
        if path.exists():
            files[name] = path.read_text(encoding="utf-8")
            path.unlink()
    return files
