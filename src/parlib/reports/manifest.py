"""The run manifest (nhật ký chạy): one JSON record a line, only ever added to, so that a stopped run loses nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parlib.reports.site import MANIFEST


def tell_time() -> str:
    """Return the time now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append_record(reports: Path, record: Mapping[str, Any]) -> None:
    """Add one record to the manifest of a reports folder; a line is written whole or not at all."""
    line = json.dumps(record, ensure_ascii=False, default=str) + "\n"
    with (reports / MANIFEST).open("ab") as file:
        _end_torn_line(file.fileno())
        os.write(file.fileno(), line.encode("utf-8"))


def _end_torn_line(number: int) -> None:
    """Begin a new line where an earlier run was killed in the middle of one."""
    size = os.fstat(number).st_size
    path = f"/proc/self/fd/{number}"
    if size and Path(path).exists():
        with Path(path).open("rb") as file:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                os.write(number, b"\n")
