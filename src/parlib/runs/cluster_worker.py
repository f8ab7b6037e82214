"""The worker's side of a cluster: keep files by their hash, run one notebook in warm processes of its own."""

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
from parlib.reads import NOTES
from parlib.runs.code_hash import hash_mapping
from parlib.runs.payloads import ClusterError, Order, Parcel, Reply, list_versions

_unpacking = threading.Lock()
_idle: dict[tuple, list[WarmWorkers]] = {}


def keep_parcels(parcels: Mapping[str, Parcel]) -> None:
    """Lay the files of parcels into folders of this worker's own, each once."""
    with _unpacking:
        for hashed, parcel in parcels.items():
            folder = find_folder(hashed)
            beside = folder.with_name(f"{hashed}.part")
            if folder.exists():
                continue
            for name, content in parcel.items():
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            beside.rename(folder)


def find_folder(hashed: str) -> Path:
    """Return where this worker keeps the files of a parcel."""
    from distributed import get_worker

    return Path(get_worker().local_directory) / "parlib" / hashed


def run_on_worker(order: Order, parcels: Mapping[str, Parcel]) -> Reply:
    """Run one notebook in this Dask worker's own warm processes; return its files as text."""
    from distributed import get_worker

    if hash_mapping(list_versions()) != order.versions:
        raise ClusterError("this worker has other code or libraries than the machine that gave the work")
    keep_parcels(parcels)
    kept = tuple(path.name for path in find_folder("").glob("*") if path.suffix != ".part")
    reply = Reply(get_worker().address, kept)
    box, place, reports = (find_folder(hashed) for hashed in (order.template, order.home, order.links))
    if not (box.exists() and place.exists() and reports.exists()):
        return reply
    template = nbformat.from_dict(json.loads((box / "template.ipynb").read_bytes()))
    template.metadata = nbformat.from_dict(order.metadata)
    output = reports / order.output
    output.parent.mkdir(parents=True, exist_ok=True)
    task = Task(template, str(output), order.parameters, order.marks)
    key = (place, order.prepare, order.hook, tuple(sorted(order.options.items())))
    result = _run_held(key, _find_pool(key, order, place), task)
    return replace(reply, result=result, files=_take_files(reports, order))


def _find_pool(key: tuple, order: Order, place: Path) -> WarmWorkers:
    with suppress(IndexError, KeyError):
        return _idle[key].pop()
    return WarmWorkers(1, prepare=dict.fromkeys(order.prepare, str(place)), after=order.hook,
                       after_failure=order.hook, reads=NOTES, cwd=str(place), **order.options)  # fmt: skip


def _run_held(key: tuple, pool: WarmWorkers, task: Task) -> Result:
    try:
        (result,) = pool.run([task])
    finally:
        _idle.setdefault(key, []).append(pool)
    return replace(result, task=None)


def _take_files(reports: Path, order: Order) -> dict[str, str]:
    """Take the notebook and its page away from this machine."""
    files = {}
    for name in (order.output, order.metadata["parlib"]["html"]):
        path = reports / name
        if path.exists():
            files[name] = path.read_text(encoding="utf-8")
            path.unlink()
    return files
