"""Which warm process a program borrows: started on first use, anew where it would import something else."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from parlib.engine import shared
from parlib.engine.process import WarmFailure, WarmProcess

VARIABLES_IGNORED = {"PWD", "OLDPWD", "SHLVL", "_", "COLUMNS", "LINES", "PYTEST_CURRENT_TEST"}
"""Environment variables that no library reads while it is imported."""

_current: WarmProcess | None = None
_current_key: object = None
_current_lock = threading.Lock()
_earlier: list[WarmProcess] = []
"""Replaced, with notebooks that still run from them."""


def use_process(process: WarmProcess) -> None:
    """Make *process* the one that this process asks, whatever is preloaded (a worker of `WarmWorkers`)."""
    global _current, _current_key
    _current, _current_key = process, "given"


@contextmanager
def borrow_process(names: Sequence[str], folder: str, enough: Sequence[str] | None = None) -> Iterator[WarmProcess]:
    """Lend the warm process of this program to one notebook, starting it on first use.

    It is started anew when the list to import or the environment has changed: a library reads variables
    such as OMP_NUM_THREADS while it is imported, and a notebook must find what it would find in stock; also when a
    file that it has imported was edited. The one before goes when its last notebook has ended.

    Parameters
    ----------
    names : sequence of str
        What is imported for many notebooks.
    folder : str
        Where the notebook runs.
    enough : sequence of str, optional
        What this one needs of it. The first warm process of a program imports no more: there may be one notebook only.

    Raises
    ------
    WarmFailure
        If a module or a settings file in *folder* would go before what was imported.
    """
    with _lend_process(names, enough) as process:
        kind, file = process.find_difference(folder)
        if kind != "changed" or _current_key == "given":
            _refuse_shadow(kind, file)
            yield process
            return
    with _lend_process(names, enough, instead_of=process) as process:
        _refuse_shadow(*process.find_difference(folder))
        yield process


def _refuse_shadow(kind: str, file: str) -> None:
    if kind == "beside":
        raise WarmFailure(f"{file} in its folder goes before what was imported for it")


@contextmanager
def _lend_process(
    names: Sequence[str], enough: Sequence[str] | None, instead_of: WarmProcess | None = None
) -> Iterator[WarmProcess]:
    process = _take_process(names, names if enough is None else enough, instead_of)
    try:
        yield process
    finally:
        _give_back(process)


def is_warm(names: Sequence[str]) -> bool:
    """Say whether `borrow_process` would start nothing."""
    if _current is not None and _current.is_alive() and _serves(_current_key, names):
        return True
    with suppress(WarmFailure):  # whoever borrows learns why
        return _shares() and shared.is_listening(names, _list_variables())
    return False


class _Key(NamedTuple):
    """What a warm process was started for."""

    names: frozenset[str]
    environment: frozenset[tuple[str, str]]


def _serves(key: object, names: Sequence[str]) -> bool:
    """Say whether what was started for *key* has imported *names*, with the variables of now."""
    return key == "given" or (isinstance(key, _Key) and key == _make_key(key.names) and key.names.issuperset(names))


def _shares() -> bool:
    return shared.read_seconds() > 0 and shared.can_share()


def _list_variables() -> list[tuple[str, str]]:
    """List the variables that a shared process must have as this program has them."""
    ignored = VARIABLES_IGNORED | shared.VARIABLES_OF_PROGRAMS
    return sorted((name, value) for name, value in os.environ.items() if name not in ignored)


def _make_key(names: Iterable[str]) -> _Key:
    return _Key(frozenset(names), frozenset((k, v) for k, v in os.environ.items() if k not in VARIABLES_IGNORED))


def _take_process(names: Sequence[str], enough: Sequence[str], instead_of: WarmProcess | None) -> WarmProcess:
    global _current, _current_key
    with _current_lock:
        usable = _current is not None and _current.is_alive() and _current is not instead_of
        if _current is None or not (usable and _serves(_current_key, enough)):
            sharing = _shares()
            for_one = _current_key is None and enough is not names and not sharing
            imported = enough if for_one else names
            before, _current = _current, None
            if before is not None and before.users and before.is_alive():
                _earlier.append(before)
            elif before is not None:
                before.close()
            _current_key = _make_key(imported)
            if sharing:
                _current = shared.enter(imported, _list_variables(), instead_of is not None)
            else:
                _current = WarmProcess.start(imported, for_one=for_one)
            # At exit and not in __del__: module globals may be gone by the time objects are collected.
            atexit.register(_current.close)
        _current.users += 1
        return _current


def _give_back(process: WarmProcess) -> None:
    with _current_lock:
        process.users -= 1
        if process in _earlier and not process.users:
            _earlier.remove(process)
            process.close()
