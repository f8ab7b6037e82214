"""Data as small scripts: a page opened from disk may load a script, but may not fetch a file."""

from __future__ import annotations

import json
from pathlib import Path


def write_script(path: Path, name: str, value: object) -> int:
    """Write a script that hands *value* to the page that asks for it; return its size in bytes."""
    text = f"parlib.take({json.dumps(name)},{json.dumps(value, ensure_ascii=False, separators=(',', ':'))})\n"
    return path.write_bytes(text.encode("utf-8"))
