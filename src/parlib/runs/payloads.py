"""What goes to the workers of a cluster and comes back: files by their hash, requests and replies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from parlib.engine.task import Result
from parlib.runs.code_hash import SOURCE, list_libraries

WARM_UP_TEMPLATE = "component.ipynb"
"""Template whose questions are asked once before all pages: it has the most kinds of picture."""

Payload = Mapping[str, bytes]
"""Files by their path below a folder."""


class ClusterError(ValueError):
    """The cluster cannot be used; the message says why."""


@dataclass(frozen=True)
class NotebookRequest:
    """One notebook for a worker.

    Attributes
    ----------
    template, home, links : str
        Hashes of the payloads with the template, with data and modules, and with the links of pages.
    output : str
        Path of the notebook below the reports folder.
    metadata, parameters, fingerprints : mapping
        As in the task.
    prepare, hook : str
        As for `WarmWorkers`.
    options : mapping
        Limits for the notebook.
    versions : str
        Hash of the code and libraries that the worker must have.
    """

    template: str
    home: str
    links: str
    output: str
    metadata: Mapping[str, Any]
    parameters: Mapping[str, Any]
    fingerprints: Mapping[str, Any]
    prepare: tuple[str, ...]
    hook: str
    options: Mapping[str, Any]
    versions: str


@dataclass(frozen=True)
class Reply:
    """What comes back from a worker.

    Attributes
    ----------
    worker : str
        Its address.
    cached : tuple of str
        Hashes of the payloads that it has.
    result : Result or None
        None where it does not have the files that the request names.
    files : mapping
        Text of the files that were made, by their path.
    """

    worker: str
    cached: tuple[str, ...]
    result: Result | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def list_versions() -> dict[str, str]:
    """Return the versions of the libraries of this process, and a hash of parlib's own code."""
    code = hashlib.sha256()
    for path in sorted((SOURCE / "parlib").rglob("*.py")):
        code.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    return {**list_libraries(), "parlib code": code.hexdigest()[:12]}


def pack_home(home: Path) -> dict[str, bytes]:
    """Return the files that notebooks read or import, and the template of the warm-up.

    They are the processed tables and the modules beside the templates.
    """
    processed = home / "data" / "processed"
    tables = [*processed.glob("*.parquet"), *processed.glob("*.json"), home / "data" / "raw" / "sources.csv"]
    paths = [*tables, *home.glob("*.py"), *(home / "notebooks").glob("*.py"), home / "notebooks" / WARM_UP_TEMPLATE]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(paths) if path.exists()}


def pack_notebook(notebook: nbformat.NotebookNode) -> bytes:
    """Return a template without what differs from page to page, so that it goes out once."""
    plain = {**notebook, "metadata": {}}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode("utf-8")


def hash_payload(payload: Payload) -> str:
    """Return one hash of files and their names.

    Examples
    --------
    >>> hash_payload({"a": b"1"}) == hash_payload({"b": b"1"})
    False
    """
    made = hashlib.sha256()
    for name, content in sorted(payload.items()):
        made.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return made.hexdigest()[:16]
