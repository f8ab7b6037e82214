"""What a warm process imports once, before it forks."""

from __future__ import annotations

import builtins
import ctypes
import importlib.util
import io
import os
import pkgutil
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

PRELOAD = (
    "numpy",
    "pandas",
    "pyarrow",
    "scipy.stats",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "seaborn",
    "statsmodels.api",
    "statsmodels.formula.api",
    "pyarrow.parquet",
    "parlib.study.*",
    "parlib.exhibits.*",
)
"""Libraries that the notebooks of this house use, and its rooms, ``*`` standing for every module of a package;
PARLIB_PRELOAD (comma-separated) replaces the list."""

PAGES = tuple(name for name in PRELOAD if not name.startswith(("seaborn", "statsmodels.")))
"""The same for many pages at once: the rooms import the parts of statsmodels that they use, and the rest of it, mostly
for time series, is 30 MB; pages draw without seaborn, which is 10."""

KERNEL_PARTS = (
    "parlib.engine.kernel",
    "parlib.engine.jupyter_kernel",
    "tornado.platform.asyncio",
    "sqlite3",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics.ast_mod",
    "IPython.core.magics.execution",
    "IPython.core.magics.pylab",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "IPython.utils.module_paths",
)
"""What every kernel imports as it starts."""

PICTURE_PARTS = (
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
)
"""What every kernel imports as it shows its first picture."""

FORK_SAFE_THREADS = ("numpy", "scipy", "pyarrow")
"""Their native threads are stopped before a fork and started again when wanted (OpenBLAS, arrow)."""


def choose_preload(usual: tuple[str, ...] = PRELOAD) -> tuple[str, ...]:
    """Say what to import once: PARLIB_PRELOAD where it is set, else what is *usual*."""
    named = os.environ.get("PARLIB_PRELOAD")
    return usual if named is None else tuple(name.strip() for name in named.split(",") if name.strip())


def choose_imported(names: Sequence[str], source: str) -> tuple[str, ...]:
    """Choose of *names* those whose library is named in *source*.

    Examples
    --------
    >>> choose_imported(["numpy", "scipy.stats", "parlib.study.*"], "from scipy import stats")
    ('scipy.stats',)
    """
    words = set(re.findall(r"\w+", source))
    return tuple(name for name in names if name.partition(".")[0] in words)


set_by_imports: dict[str, str] = {}
"""Environment variables that the imported libraries have set."""


def import_modules(names: Iterable[str], safe: int | None = None) -> list[str]:
    """Import *names* one by one and return those that must not be imported before a fork.

    A module is refused when it leaves a Python thread running, or native threads that are not known to
    survive a fork: a child would inherit their locks without the threads that release them. A module
    that is not installed is passed over, since the notebook will say so itself.

    Parameters
    ----------
    names : iterable of str
        As for `list_modules`.
    safe : int, optional
        How many of them, from the first, are known to leave no thread; each of the others is imported in a forked
        probe before it is imported here. By default all are imported here; the first that is refused is the last
        that is imported, since its threads remain.
    """
    refused = []
    with pretend_kernel():
        before = dict(os.environ)
        for number, name in enumerate(list_modules(names)):
            probed = safe is not None and number >= safe and name not in sys.modules
            if (probed and not try_in_fork(partial(_import_safely, name))) or not _import_safely(name):
                refused.append(name)
                if safe is None:
                    break
        set_by_imports.update({k: v for k, v in os.environ.items() if before.get(k) != v})
    return refused


def try_in_fork(action: Callable[[], bool]) -> bool:
    """Say what *action* says when it is called in a forked child; a child that dies says no."""
    probe = os.fork()
    if probe == 0:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # dies with this process
        passed = False
        try:
            passed = action()
        finally:
            os._exit(0 if passed else 1)
    return os.waitpid(probe, 0)[1] == 0


def list_modules(names: Iterable[str]) -> list[str]:
    """Return *names* with each ``package.*`` spelled out.

    Examples
    --------
    >>> list_modules(["json", "parlib.readers.*"])[:2]
    ['json', 'parlib.readers']
    """
    listed = []
    for name in names:
        package = name.removesuffix(".*")
        listed.append(package)
        if package != name and (found := find_package(package)):
            folders = found.submodule_search_locations
            listed += sorted(f"{package}.{module.name}" for module in pkgutil.iter_modules(folders))
    return listed


def find_package(name: str) -> ModuleSpec | None:
    """Find a package; None where it, or what it is part of, cannot be imported."""
    try:
        return importlib.util.find_spec(name)
    except Exception:  # what stands above it is imported for that
        return None


def _import_safely(name: str) -> bool:
    threads, modules = count_threads(), set(sys.modules)
    with suppress(Exception, SystemExit):
        importlib.import_module(name)
    if count_threads() <= threads:
        return threading.active_count() == 1
    # The first import of these starts native threads, which have no name; what comes with them may start others.
    return not (set(sys.modules) - modules).isdisjoint(FORK_SAFE_THREADS) and not has_threads()


def has_threads() -> bool:
    """Say whether threads run here that have a name or belong to Python; those of OpenBLAS and arrow have none."""
    names = {(task / "comm").read_bytes() for task in Path("/proc/self/task").iterdir()}
    return threading.active_count() > 1 or not names <= {Path("/proc/self/comm").read_bytes(), b"jemalloc_bg_thd\n"}


def count_threads() -> int:
    """Count the threads of this process, native ones included."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())


@contextmanager
def hide_module(name: str) -> Iterator[None]:
    """Let *name* seem not to be installed: for libraries that import what is large and of no use here if they can.

    Examples
    --------
    >>> with hide_module("colorsys"):
    ...     importlib.util.find_spec("colorsys") is None
    True
    """
    # None in sys.modules makes ``import name`` fail (jsonschema 4.26 then does without).
    loaded = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]  # as Python documents it
    try:
        yield
    finally:
        del sys.modules[name]
        if loaded is not None:
            sys.modules[name] = loaded


@contextmanager
def pretend_kernel() -> Iterator[None]:
    """Let libraries that look around while they are imported see what they would see in a kernel.

    pandas asks `get_ipython().kernel` to choose how many columns it shows, and standard output for its
    encoding; matplotlib reads MPLBACKEND. A library that keeps the standard output it finds here writes to
    the descriptor itself, which a kernel captures.
    """
    # Tried with pandas 3.1 and matplotlib 3.11: both ask once, while they are imported, and keep the answer.
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = open_stream(1), open_stream(2)
    backend = os.environ.get("MPLBACKEND")
    if not backend:
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    pretended: Any = builtins
    pretended.get_ipython = lambda: SimpleNamespace(kernel=True, config={"IPKernelApp": {}})
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        del pretended.get_ipython
        if not backend:
            del os.environ["MPLBACKEND"]


def open_stream(descriptor: int) -> io.TextIOWrapper:
    """Open a descriptor for text, unbuffered, with the encoding that a kernel's streams have."""
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(raw, encoding="UTF-8", write_through=True)
