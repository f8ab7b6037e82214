"""Saving a notebook while it runs: whole files only, and not twice a cell."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

import nbformat
from papermill.engines import NotebookExecutionManager, catch_nb_assignment
from papermill.iorw import LocalHandler, papermill_io

SAVE_EVERY = 5.0
"""Seconds between two saves of a running notebook."""


def write_whole(text: str, path: str | Path) -> None:
    """Write *text* beside *path*, then rename it there, so that a reader finds the old file or the new one.

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    OSError
        If the disk is full or the folder cannot be written; *path* is then untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a pipe or /dev/stdout
        target.write_text(text, encoding="utf-8")
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fdatasync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


class WholeFileHandler(LocalHandler):
    """papermill's handler of local files, writing whole files only."""

    def write(self, buf: str, path: str) -> None:
        """Write *buf*; the folder must exist, as for papermill's own handler."""
        target = Path(self._cwd or ".", path)
        if not target.parent.exists():
            raise FileNotFoundError(f"output folder {target.parent} doesn't exist.")
        write_whole(buf, target)


def save_notebook(notebook: nbformat.NotebookNode, path: str) -> None:
    """Save to a local file whole, to anything else as papermill does."""
    handler = papermill_io.get_handler(path)
    text = nbformat.writes(notebook)
    if type(handler) is LocalHandler:
        handler_cwd = handler._cwd
        handler = WholeFileHandler()
        handler._cwd = handler_cwd
    handler.write(text, path)


class ThrottledManager(NotebookExecutionManager):
    """papermill's execution manager, saving at the start, at the end and every few seconds between.

    papermill saves before and after every cell so that a crash loses nothing. Here the notebook is held by a
    process that runs none of its code, so a crashing cell cannot take it along.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._saved = -SAVE_EVERY

    @catch_nb_assignment
    def save(self, **_: object) -> None:
        """Save unless that was done a moment ago."""
        if time.monotonic() - self._saved >= SAVE_EVERY:
            self.save_now()

    def save_now(self) -> None:
        """Save."""
        if self.output_path:
            save_notebook(self.nb, self.output_path)
        self._saved = time.monotonic()
        self.last_save_time = self.now()

    @catch_nb_assignment
    def autosave_cell(self) -> None:
        """Save during a long cell, as often as was asked for."""
        if 0 < self.autosave_cell_every <= (self.now() - self.last_save_time).total_seconds():
            self.save_now()

    @catch_nb_assignment
    def notebook_complete(self, **options: object) -> None:
        """Finish the metadata and save."""
        self._saved = -SAVE_EVERY
        super().notebook_complete(**options)
