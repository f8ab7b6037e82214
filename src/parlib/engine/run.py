"""Run one notebook: with a forked kernel, or as stock papermill does."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.log import logger

from parlib.engine.borrowed import borrow_process
from parlib.engine.client import WarmKernelManager
from parlib.engine.driver import Driver
from parlib.engine.preload import choose_imported, choose_preload
from parlib.engine.process import WarmFailure, describe_exit
from parlib.engine.saves import ThrottledManager

OUTPUT_LIMIT = 60
"""Seconds that the end of a cell may come after the answer to it."""

Seal = Callable[[nbformat.NotebookNode], None]
"""Called with a notebook that has ended, just before it is saved for the last time."""


def run_stock(
    nb: nbformat.NotebookNode,
    kernel_name: str,
    preload: Sequence[str] | None = None,
    memory_limit: int | None = None,
    time_limit: float | None = None,
    beside: bool = False,
    seal: Seal = lambda nb: None,
    **options: Any,  # noqa: ANN401
) -> nbformat.NotebookNode:
    """Run *nb* with papermill's own engine; of our options only the time limit and the seal mean something to it."""
    if time_limit is not None:
        options.setdefault("timeout_func", count_down(time_limit))
    ran = NBClientEngine.execute_notebook(nb, kernel_name, **options)
    seal(ran)
    return ran


def run_warm(
    nb: nbformat.NotebookNode,
    kernel_name: str,
    output_path: str | None = None,
    progress_bar: bool | dict = True,
    log_output: bool = False,
    autosave_cell_every: int = 30,
    preload: Sequence[str] | None = None,
    memory_limit: int | None = None,
    time_limit: float | None = None,
    beside: bool = False,
    seal: Seal = lambda nb: None,
    **options: Any,  # noqa: ANN401
) -> nbformat.NotebookNode:
    """Run *nb* with papermill's own client on a kernel forked from the warm process.

    Raises
    ------
    WarmFailure
        If no kernel can be forked; no cell has been run.
    """
    names = choose_preload() if preload is None else tuple(preload)
    if early := find_early_setting(nb, names):
        raise WarmFailure(early)
    if time_limit is not None:
        options.setdefault("timeout_func", count_down(time_limit))
    folder = options.get("resources", {}).get("metadata", {}).get("path") or str(Path.cwd())
    manager = ThrottledManager(nb, output_path, log_output, progress_bar, autosave_cell_every, beside=beside)
    with borrow_process(names, folder, choose_enough(nb, names, preload)) as process:
        kernel = WarmKernelManager(process, memory_limit, options.get("start_timeout") or 60)
        _run_on(kernel, manager, seal, kernel_name=kernel_name, log_output=log_output, **options)
    return manager.nb


def _run_on(kernel: WarmKernelManager, manager: ThrottledManager, seal: Seal, **options: Any) -> None:  # noqa: ANN401
    """Run the notebook of *manager* on *kernel*, and record where and why it stopped if it did."""
    lost = None
    manager.notebook_start()
    try:
        make_client(manager, kernel, **options).execute()
    except (DeadKernelError, CellTimeoutError, KeyboardInterrupt) as error:
        lost = error
        record_stop(manager, error, kernel.end())
        raise
    finally:
        kernel.end()
        manager.cleanup_pbar()
        # After a WarmFailure stock papermill runs the same notebook: it must find it as it was.
        if not isinstance(sys.exception(), WarmFailure):
            manager.notebook_complete()
            seal(manager.nb)
        if lost is not None:
            save_stopped(manager)


@contextmanager
def lend_kernel(nb: nbformat.NotebookNode, folder: str = ".") -> Iterator[WarmKernelManager]:
    """Lend a forked kernel to a client of Jupyter's own: ``km=`` of `nbclient` and of `nbconvert`'s preprocessor.

    Raises
    ------
    WarmFailure
        If the notebook must find what a fresh process would find, or nothing can be forked.
    """
    names = choose_preload()
    if early := find_early_setting(nb, names):
        raise WarmFailure(early)
    with borrow_process(names, folder, choose_enough(nb, names)) as process:
        kernel = WarmKernelManager(process)
        try:
            yield kernel
        finally:
            if kernel.has_kernel:
                run_sync(kernel.shutdown_kernel)()
            kernel.end()


def choose_enough(
    nb: nbformat.NotebookNode, names: Sequence[str], preload: Sequence[str] | None = None
) -> Sequence[str]:
    """Choose of *names* what a notebook names; all where it was said what to import."""
    if preload is not None or "PARLIB_PRELOAD" in os.environ:
        return names
    return choose_imported(names, "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code"))


SETS = re.compile(
    r"\benviron\s*(\[[^]]*\]\s*\|?=(?!=)|\.(update|setdefault|pop|clear)\b|\|=)|\b(putenv|unsetenv)\b"
    r"|\bdel\s+os\.environ|^\s*%(set_)?env\s+\S+[ =]|\bmatplotlibrc\b"
    r"|\bsys\s*\.\s*path\s*(\[[^]]*\]\s*=(?!=)|\.\w+\(|\+?=(?!=))",
    re.MULTILINE,
)
"""What a library may read while it is imported: variables, the paths of modules, the settings of matplotlib."""


def find_early_setting(nb: nbformat.NotebookNode, names: Sequence[str]) -> str:
    """Say what a notebook sets that would have been read as *names* were imported; nothing where it sets nothing.

    Examples
    --------
    >>> cell = nbformat.v4.new_code_cell('os.environ["OMP_NUM_THREADS"] = "1"; import numpy')
    >>> find_early_setting(nbformat.v4.new_notebook(cells=[cell]), ["numpy"])
    'the notebook sets what is read while libraries are imported (environ["OMP_NUM_THREADS"] =)'
    >>> find_early_setting(nbformat.v4.new_notebook(cells=[cell]), [])
    ''
    """
    if not names:
        return ""
    tops = "|".join(sorted({re.escape(name.partition(".")[0]) for name in names}))
    source = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code")
    found = SETS.search(source) or re.search(rf"\b({tops})(\.py\b|/__init__)", source)
    if found and _imports(source[found.end() :]):
        return f"the notebook sets what is read while libraries are imported ({found[0].strip()})"
    return ""


def _imports(source: str) -> bool:
    """Say whether libraries are imported; those of Python itself read nothing that is set."""
    statements = re.findall(r"(?:^|;|:)[ \t]*(import|from)[ \t]+([^\n;#]+)", source, re.MULTILINE)
    named = [name for word, rest in statements for name in (rest.split(",") if word == "import" else [rest.split()[0]])]
    tops = {name.split()[0].partition(".")[0] for name in named if name.split()}
    return bool(tops - sys.stdlib_module_names) or bool(
        re.search(r"^\s*%|import_module|__import__", source, re.MULTILINE)
    )


def make_client(
    manager: ThrottledManager,
    kernel: WarmKernelManager,
    start_timeout: int = 60,
    execution_timeout: int | None = None,
    input_path: str | None = None,
    timeout: int | None = None,
    startup_timeout: int | None = None,
    **options: Any,  # noqa: ANN401
) -> Driver:
    """Make papermill's client for *kernel*, with the options that papermill's engine would give it."""
    # By default a cell fails whose end is not read within 4 seconds of the answer to it: where a machine stands still
    # for so long, nothing is wrong with the notebook.
    options = {"iopub_timeout": OUTPUT_LIMIT} | options
    client = Driver(
        manager,
        km=kernel,
        log=logger,
        timeout=execution_timeout or timeout,
        startup_timeout=start_timeout,
        **options,
    )
    client.owns_km = True  # it ends the kernel itself, as it ends one that it has started
    return client


def count_down(seconds: float) -> Callable[[nbformat.NotebookNode], float]:
    """Return nbclient's `timeout_func`: what is left of *seconds* when a cell starts, at least a moment."""
    end = time.monotonic() + seconds
    return lambda cell: max(0.01, end - time.monotonic())


def record_stop(manager: ThrottledManager, error: BaseException, status: int | None) -> None:
    """Write into the notebook where and why its kernel was lost, as papermill does for an error of a cell."""
    started = [i for i, cell in enumerate(manager.nb.cells) if cell.metadata.papermill.get("start_time")]
    if not started:
        return
    cell = manager.nb.cells[started[-1]]
    name, message = type(error).__name__, describe_stop(error, status)
    error.parlib_stop = (started[-1], message)  # type: ignore[attr-defined]  # `Failure.of` reads it
    logger.error("Cell %d: %s", started[-1], message)
    shown = nbformat.v4.new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])
    cell.outputs = [*cell.get("outputs", []), shown]
    manager.cell_exception(cell, cell_index=started[-1], exception=error)


def describe_stop(error: BaseException, status: int | None) -> str:
    """Say in one line how the kernel was lost.

    Examples
    --------
    >>> describe_stop(DeadKernelError("Kernel died"), -9)
    'Kernel died: it was killed by signal 9 (SIGKILL). The cells above are as they were; nothing below was run.'
    >>> describe_stop(DeadKernelError("Kernel died"), 3)
    'Kernel died: it left with exit status 3. The cells above are as they were; nothing below was run.'
    """
    lines = str(error).strip().splitlines()
    text = lines[0].rstrip(".") if lines else "Interrupted"
    if isinstance(error, DeadKernelError) and status is not None:
        text += f": it {describe_exit(status)}"
    return f"{text}. The cells above are as they were; nothing below was run."


def save_stopped(manager: ThrottledManager) -> None:
    """Save once more with papermill's two red notes: at the top, and before the cell that stopped."""
    with suppress(PapermillExecutionError):
        raise_for_execution_errors(manager.nb, manager.output_path)
