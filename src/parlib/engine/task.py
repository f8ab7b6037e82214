"""What to run and what came of it."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import nbformat

DONE = "done"
FAILED = "failed"


@dataclass(frozen=True)
class Task:
    """One notebook to run.

    Attributes
    ----------
    notebook : str, Path, NotebookNode, dict or None
        Template: a file or a notebook in memory, as plain JSON or as nbformat reads it; None where the output
        is there already and only the hook is to be called.
    output : str or Path
        Where the executed notebook goes; its folder must exist.
    parameters : mapping
        Values for the `parameters` cell.
    fingerprints : mapping
        Hashes of what the notebook is made from; they go into the metadata of one that ended without error, as
        ``parlib.made``, with what it read.
    """

    notebook: str | Path | nbformat.NotebookNode | dict[str, Any] | None
    output: str | Path
    parameters: Mapping[str, Any] = field(default_factory=dict)
    fingerprints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """What holds for every task of a pool.

    Attributes
    ----------
    after : str or None
        ``module:function`` called in the worker with the path of each finished notebook and with the notebook
        itself, None where it was not run now.
    after_failure : str or None
        The same for each notebook that failed, as far as it got.
    options : dict
        Keywords for `papermill.execute_notebook`.
    reads : tuple of str, optional
        Name of the environment variable that tells a kernel the file in which to note what it reads, and
        ``module:function`` that turns the text of that file into a list; nothing is noted without it.
    """

    after: str | None = None
    after_failure: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    reads: tuple[str, str] | None = None


@dataclass(frozen=True)
class Failure:
    """Why a notebook is not done.

    Attributes
    ----------
    cell : int or None
        Index of the cell in the notebook as it was run (papermill's parameters cell counts); None when it
        was not a cell that failed.
    name, message : str
        Kind of the exception and what it says.
    traceback : str
        Full trace, without colours.
    """

    cell: int | None
    name: str
    message: str
    traceback: str

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """Describe an exception that papermill, nbclient or a hook has raised.

        Examples
        --------
        >>> Failure.of(ValueError("no such province")).message
        'no such province'
        """
        from papermill.exceptions import PapermillExecutionError, strip_color

        if isinstance(error, PapermillExecutionError):
            trace = strip_color("\n".join(error.traceback))
            return cls(error.cell_index, error.ename, error.evalue, trace)
        cell, message = getattr(error, "parlib_stop", (None, str(error)))
        return cls(cell, type(error).__name__, message, "".join(traceback.format_exception(error)))


@dataclass(frozen=True)
class Result:
    """What came of a task.

    Attributes
    ----------
    task : Task
        The task, as it was given.
    status : str
        ``done`` or ``failed``.
    error : Failure or None
        Why it failed.
    seconds : float
        Time from start to end, rendering included.
    value : object
        What the hook returned.
    """

    task: Task
    status: str
    error: Failure | None
    seconds: float
    value: Any = None
