"""Saving a notebook while it runs: whole files only, and not twice a cell."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path

import msgspec
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import nbjson
from nbformat.v4.rwbase import split_lines, strip_transient
from papermill.engines import NotebookExecutionManager, catch_nb_assignment
from papermill.iorw import LocalHandler, papermill_io

from parlib.engine.atomic import name_unfinished, write_whole

SAVE_EVERY = 5.0
"""Seconds between two saves of a running notebook."""


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

    papermill saves before and after every cell so that a crash loses nothing. Here the notebook lives in a
    process that runs none of its code, so a crashing cell cannot take it along.

    Parameters
    ----------
    beside : bool
        Save what is not finished beside the output, so that whatever stands at the output has ended; papermill
        itself writes the notebook when it has.
    """

    def __init__(self, *arguments: object, beside: bool = False, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._beside = bool(beside and self.output_path)
        self._saved = time.monotonic() if self._beside else -SAVE_EVERY

    @catch_nb_assignment
    def save(self, **_: object) -> None:
        """Save unless that was done a moment ago."""
        if time.monotonic() - self._saved >= SAVE_EVERY:
            self.save_now()

    def save_now(self) -> None:
        """Save."""
        if self.output_path:
            save_notebook(self.nb, str(name_unfinished(self.output_path)) if self._beside else self.output_path)
        self._saved = time.monotonic()
        self.last_save_time = self.now()

    @catch_nb_assignment
    def autosave_cell(self) -> None:
        """Save during a long cell, as often as was asked for."""
        if 0 < self.autosave_cell_every <= (self.now() - self.last_save_time).total_seconds():
            self.save_now()

    @catch_nb_assignment
    def cell_complete(self, cell: NotebookNode, **options: object) -> None:
        """Note when a cell ended and how long it took.

        papermill reads the time that it wrote itself with a reader of dates in any form, which takes longer than
        all else that it does for a cell.
        """
        noted = cell.metadata.papermill
        begun, noted["start_time"] = noted.get("start_time"), None
        super().cell_complete(cell, **options)
        noted["start_time"] = begun
        if begun:
            spent = datetime.fromisoformat(noted["end_time"]) - datetime.fromisoformat(begun)
            noted["duration"] = spent.total_seconds()

    @catch_nb_assignment
    def notebook_complete(self, **options: object) -> None:
        """Finish the metadata and save."""
        self._saved = time.monotonic() if self._beside else -SAVE_EVERY
        super().notebook_complete(**options)


def install_fast_saving() -> None:
    """Let papermill, in this process, write whole files only (its last save included), and notebooks quickly."""
    # Both are patches of this worker process only: papermill has no option for its last save, nbformat none for
    # its writer. Tried with papermill 2.7 and nbformat 5.11; `write_notebook` is tested against nbformat's text.
    papermill_io.register("local", WholeFileHandler())
    nbformat.v4.writes_json = write_notebook  # type: ignore[assignment]  # takes fewer options


def write_notebook(notebook: NotebookNode, **_: object) -> str:
    r"""Return the text of a notebook's file, the same as nbformat's, at a quarter of its price.

    nbformat copies the whole notebook and has the indentation made by an encoder that is not compiled.

    Examples
    --------
    >>> notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("a\nb")])
    >>> write_notebook(notebook) == nbformat.writes(notebook)
    True
    """
    apart = strip_transient(split_lines(copy_changed(notebook)))
    plain = json.dumps(apart, cls=nbjson.BytesEncoder, ensure_ascii=False, sort_keys=True)
    try:
        return msgspec.json.format(plain, indent=1)
    except (msgspec.MsgspecError, UnicodeError):  # NaN, half a character: not JSON, but nbformat writes them
        return nbjson.writes(notebook)


def copy_changed(notebook: NotebookNode) -> NotebookNode:
    """Copy what nbformat changes of a notebook to write it; the rest is shared."""
    cells = []
    for cell in notebook.cells:
        copied = NotebookNode(cell)
        copied.metadata = NotebookNode(cell.metadata)
        if "outputs" in cell:
            copied.outputs = [copy_output(output) for output in cell.outputs]
        if "attachments" in cell:
            copied.attachments = {name: NotebookNode(data) for name, data in cell.attachments.items()}
        cells.append(copied)
    return NotebookNode(notebook, metadata=NotebookNode(notebook.metadata), cells=cells)


def copy_output(output: NotebookNode) -> NotebookNode:
    """Copy an output and its table of contents, not what it holds."""
    return NotebookNode(output, data=NotebookNode(output.data)) if "data" in output else NotebookNode(output)
