"""The papermill engine `parlib`: ``papermill --engine parlib in.ipynb out.ipynb``.

papermill loads this module while it is itself being imported, so papermill is only imported inside functions.
"""

from __future__ import annotations

import os
import signal
import sys
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import nbformat
    from jupyter_client.kernelspec import KernelSpec

LAUNCH = (["-m", "ipykernel_launcher", "-f", "{connection_file}"],)
OLDEST_IPYKERNEL = (7, 2)
FROZEN = "-Xfrozen_modules=off"


class WarmEngine:
    """Runs a notebook in a process forked from a warm one; what cannot be forked, stock papermill runs."""

    @classmethod
    def execute_notebook(cls, nb: nbformat.NotebookNode, kernel_name: str, **options: Any) -> nbformat.NotebookNode:  # noqa: ANN401
        """Run *nb* and return it with its outputs.

        Parameters
        ----------
        nb : nbformat.NotebookNode
            Notebook with its parameters in.
        kernel_name : str
            Kernel that papermill chose; only this interpreter's own can be forked.
        **options
            What papermill passes to an engine: output_path, progress_bar, log_output, autosave_cell_every,
            stdout_file, stderr_file, start_timeout, execution_timeout and nbclient's traits. Of our own:
            `preload` (list of modules), `memory_limit` (bytes above the warm process), `time_limit`
            (seconds for all cells together), `beside` (until it has ended, save it beside its output), `seal`
            (called with the notebook just before it is saved for the last time).
        """
        from papermill.log import logger

        from parlib.engine.process import WarmFailure
        from parlib.engine.run import run_stock, run_warm

        reason = find_obstacle(kernel_name, options)
        if reason is None:
            try:
                return run_warm(nb, kernel_name, **options)
            except WarmFailure as failure:
                reason = str(failure)
        logger.warning("Engine parlib: %s, so papermill's stock engine runs this notebook.", reason)
        return run_stock(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: nbformat.NotebookNode, name: str | None = None) -> str:
        """Return the name of the kernel that the notebook asks for."""
        from papermill.utils import nb_kernel_name

        return nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: nbformat.NotebookNode, language: str | None = None) -> str:
        """Return the language that the notebook is written in."""
        from papermill.utils import nb_language

        return nb_language(nb, language)


def find_obstacle(kernel_name: str, options: dict[str, Any]) -> str | None:
    """Say why a notebook cannot be forked here; None when it can."""
    if (obstacle := find_fork_obstacle()) is not None:
        return obstacle
    if tuple(map(int, version("ipykernel").split(".")[:2])) < OLDEST_IPYKERNEL:
        return "ipykernel {} cannot be forked, {}.{} and newer can".format(version("ipykernel"), *OLDEST_IPYKERNEL)
    if not is_own_kernel(kernel_name):
        return f"kernel {kernel_name!r} is not this interpreter's own"
    given = {"km", "kernel_manager_class"} & options.keys()
    return f"{given.pop()} was given" if given else None


def find_fork_obstacle() -> str | None:
    """Say why no process can be forked here; None when one can."""
    if os.environ.get("PARLIB_FORK") == "0":
        return "PARLIB_FORK=0 asks not to fork"
    if not (sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal")):
        return f"processes are not forked on {sys.platform}"
    return None


@lru_cache
def is_own_kernel(name: str) -> bool:
    """Say whether kernel *name* would start this very interpreter with ipykernel and nothing special."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        return is_own_spec(KernelSpecManager().get_kernel_spec(name))
    except NoSuchKernel:
        return False


def is_own_spec(spec: KernelSpec) -> bool:
    """Say whether a kernelspec starts this very interpreter with ipykernel and nothing special."""
    program, *arguments = spec.argv
    major, minor = sys.version_info[:2]
    # A kernelspec may name another environment's Python or set variables: then a fork of this one is not the same.
    own = {"python", f"python{major}", f"python{major}.{minor}", sys.executable}
    return program in own and [a for a in arguments if a != FROZEN] in LAUNCH and not spec.env
