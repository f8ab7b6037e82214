"""The run manifest (nhật ký chạy): one JSON record a line, only ever added to, so that a stopped run loses nothing.

A reader may follow it while a run goes: each line is written at once and whole. Records by ``kind``: ``run`` and
``end`` of a run, ``notebook`` for each page that was made or failed, ``code`` and ``libraries`` that pages were made
with, under their hash.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parlib.speech import tell
from parlib.terms import INDICES

MANIFEST = "manifest.jsonl"
"""Name of the run manifest in a reports folder: one JSON record a line, only ever added to."""


def utc_now() -> str:
    """Return the time now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append_record(reports: Path, record: Mapping[str, Any]) -> None:
    """Add one record to the manifest of a reports folder; a line is written whole or not at all.

    Raises
    ------
    OSError
        If the disk is full or the file cannot be written.
    """
    line = (json.dumps(record, ensure_ascii=False, default=str) + "\n").encode("utf-8")
    with (reports / MANIFEST).open("ab") as file:
        before = os.fstat(file.fileno()).st_size
        try:
            # One system call: a reader that follows the file sees a line whole, or not yet.
            if os.write(file.fileno(), line) < len(line):
                raise OSError(tell("{reports}: no room for another line", reports=reports / MANIFEST))
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), before)
            raise


def repair_manifest(reports: Path) -> None:
    """Remove a last line that was cut short when a run was killed; only with the folder locked."""
    path = reports / MANIFEST
    if not path.exists():
        return
    whole = path.read_bytes()
    end = whole.rfind(b"\n") + 1
    if end < len(whole):
        os.truncate(path, end)


def read_records(reports: Path, kind: str) -> list[dict[str, Any]]:
    """Return the whole records of one kind, in the order in which they were written; none if there is no manifest."""
    path, mark = reports / MANIFEST, f'"kind": "{kind}"'
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]  # behind the last end of a line is nothing, or a torn one
    # `kind` is written first, so most lines need not be parsed to be passed over.
    return [json.loads(line) for line in lines if mark in line[:60]]


def read_pages(reports: Path) -> list[dict[str, Any]]:
    """Read what the run manifest last said of each notebook (nhật ký chạy).

    A last line that was cut short, as when a run was stopped while writing it, is left out.

    Raises
    ------
    ValueError
        If any other line is not JSON, with its number.
    """
    lines = (reports / MANIFEST).read_text(encoding="utf-8").splitlines()
    latest: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            if number == len(lines):
                break
            raise ValueError(
                tell(
                    "{reports}, line {number}: not JSON: {error}",
                    reports=reports / MANIFEST,
                    number=number,
                    error=error,
                )
            ) from error
        if record.get("kind") == "notebook":
            latest[record["notebook"]] = record
            INDICES.remember(record)
    return list(latest.values())


def read_latest(reports: Path) -> dict[str, dict[str, Any]]:
    """Return what the manifest last said of each notebook, by the notebook's path; nothing if there is none."""
    try:
        return {record["notebook"]: record for record in read_pages(reports)}
    except FileNotFoundError:
        return {}
