"""In-depth analysis of each component indicator of Viet Nam's reform indices, for each province.

>>> import parlib
>>> scores = parlib.load("papi")                      # doctest: +SKIP
>>> scores.query("year == 2024 and component_code == 'total'")  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parlib.front import components, facts, load, provinces, sources
    from parlib.subject import open_subject

__version__ = "0.1.0"
__all__ = ["components", "facts", "load", "open_subject", "provinces", "sources"]

_ROOMS = dict.fromkeys(("components", "facts", "load", "provinces", "sources"), "parlib.front") | {
    "open_subject": "parlib.subject"
}


class _FrontDoor(ModuleType):
    """parlib as researchers see it: where a room has the name of a question (``provinces``), the question wins.

    Python hangs every imported module on its package; ``parlib.provinces()`` would break as soon as anything imported
    the room. ``from parlib.provinces import ...`` works all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _ROOMS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def __getattr__(name: str) -> object:
    """Fetch a name of the front door when it is first used, so that importing parlib costs next to nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'parlib' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
