"""Tables that are up to date before anybody asks them: what is missing or of other raw files is cleaned first."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from parlib.home import find_home, is_shipped
from parlib.read_log import READ_LOG_VARIABLE
from parlib.readers.csvfile import hash_folder
from parlib.speech import say
from parlib.store import TABLES, are_of_this_code, load_fingerprint

_seen: dict[Path, tuple[int, int, int]] = {}
"""Homes whose tables were found up to date in this process, with the look of their raw files then."""


def make_ready() -> Path:
    """Return the home, its tables cleaned if they are missing or of other raw files; says so in one line.

    A page that is being made (``PARLIB_READS``) finds its tables ready: whoever plans pages has cleaned before.

    Raises
    ------
    DataProblemsError
        If something is wrong with the raw files; older tables stay as they are and are not used in silence.
    """
    home = find_home()
    raw = home / "data" / "raw"
    if READ_LOG_VARIABLE in os.environ or not (raw / "sources.csv").exists():
        return home
    look = _look_at(raw)
    if _seen.get(home) != look or not (home / "data" / "processed" / "made_from.json").exists():
        clean_changed(home, lambda line: print(say(line), file=sys.stderr, flush=True))
        _seen[home] = look
    return home


def clean_changed(home: Path, tell: Callable[[str], object], step: Callable[[str], object] = lambda step: None) -> bool:
    """Clean data/raw of *home* if the tables are missing or of other raw files; return whether that was so.

    Parameters
    ----------
    home : pathlib.Path
        Folder with data/.
    tell : callable
        Told the one line that people see.
    step : callable
        Told the name of each step as it begins.
    """
    raw, processed = home / "data" / "raw", home / "data" / "processed"
    before, now = _find_made(processed), hash_folder(raw)
    if before == now and _are_current(processed):
        return False
    if before is None:
        tell("Cleaning data/raw ...")
    else:
        tell("data/raw has changed: cleaning again ..." if before != now else "parlib has changed: cleaning again ...")
    # By name: a page's code is all that its template can reach by import statements, and how tables were made is not
    # part of it; what is in them is watched row by row.
    journal, run = import_module("parlib.clean.journal"), import_module("parlib.clean.run")
    with journal.hold_raw(raw):
        if _find_made(processed) != hash_folder(raw) or not _are_current(processed):  # unless another has just done so
            run.clean_raw(raw, processed, step)
    return True


def _are_current(processed: Path) -> bool:
    """Tell whether this parlib made the tables; those that it brought were made with it, and nobody may change them."""
    return is_shipped(processed) or are_of_this_code(processed)


def _find_made(processed: Path) -> str | None:
    """Return the hash of the raw files behind the tables; None where one is missing, as after an update of parlib."""
    whole = all((processed / f"{name}.parquet").exists() for name in TABLES)
    return load_fingerprint(processed) if whole else None


def _look_at(raw: Path) -> tuple[int, int, int]:
    """Return what changes when a raw file is added, removed or written, without reading any."""
    files = [found.stat() for found in raw.rglob("*") if found.is_file()]
    return len(files), sum(found.st_size for found in files), max(found.st_mtime_ns for found in files)
