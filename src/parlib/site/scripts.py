"""Data as small scripts: a page opened from disk may load a script, but may not fetch a file."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

FOLDER = "site"
"""Folder of a run's site, below that of its reports."""

CONTENTS = "contents.js"
"""Script of a site with a hash of what each page says now."""


def write_script(path: Path, name: str, value: object) -> int:
    """Write a script that hands *value* to the page that asks for it; return its size in bytes."""
    text = f"parlib.take({json.dumps(name)},{json.dumps(value, ensure_ascii=False, separators=(',', ':'))})\n"
    return path.write_bytes(text.encode("utf-8"))


def read_script(path: Path) -> Any:  # noqa: ANN401
    """Read back what `write_script` wrote.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_script(Path(folder) / "a.js", "a", {"é": [1]})
    ...     read_script(Path(folder) / "a.js")
    {'é': [1]}
    """
    given = path.read_text(encoding="utf-8").strip().removeprefix("parlib.take(").removesuffix(")")
    return json.loads(f"[{given}]")[1]


def write_packed(path: Path, name: str, text: str) -> int:
    """Write a script that hands over JSON as `write_script` does, packed to a quarter; return its size in bytes.

    Browsers since 2023 unpack it by themselves (DecompressionStream).
    """
    packed = base64.b64encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")
    return path.write_bytes(f"parlib.take({json.dumps(name)},parlib.unpack({json.dumps(packed)}))\n".encode())
