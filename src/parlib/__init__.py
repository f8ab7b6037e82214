"""In-depth analysis of each component indicator of Viet Nam's reform indices, for each province.

What is known
    ``load`` all scores of an index · ``panel`` indices, years and covariates in one table · ``components`` the tree of
    an index · ``search`` indicators by a word · ``provinces``, ``facts``, ``sources`` · ``cite`` how to cite them
What a province may ask
    ``open_subject`` an index, a year, a province, a component · ``study`` questions, each a function: a subject in, a
    table out · ``for_all`` the same question of all provinces · ``plot`` pictures, one line each
    · ``explore`` a view to choose in, in JupyterLab
Notebooks of your own
    ``ask`` shows a heading or a question in the language of a subject
Figures of your own
    ``match_provinces`` names to codes · ``register`` an index of your own beside the others, until you ``forget`` it

>>> import parlib
>>> parlib.load("papi").query("year == 2024 and component_code == 'total'").nsmallest(1, "rank")["province"].item()
'Quảng Ninh'
>>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", component="4", language="en")
>>> parlib.study.losses.measure_losses(subject)[["component", "lost"]].head(1).round(2).to_numpy().tolist()
[['Equity in State Employment', 0.92]]

On the command line ``parlib new my-study`` begins a folder of your own, ``parlib open component`` a notebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only what templates call: the code that a page is made with is what imports lead to from here
    from parlib.front import components, facts, load, open_subject, provinces, sources

__version__ = "0.1.0"

_ROOMS = dict.fromkeys(("components", "facts", "load", "open_subject", "provinces", "sources"), "parlib.front") | {
    "ask": "parlib.exhibits.asking",
    "cite": "parlib.research.cite",
    "explore": "parlib.explorer",
    "for_all": "parlib.research.everywhere",
    "forget": "parlib.research.own",
    "match_provinces": "parlib.research.matching",
    "open_onestop": "parlib.research.dossiers",
    "panel": "parlib.research.panel",
    "register": "parlib.research.own",
    "search": "parlib.research.search",
}
_MODULES = ("plot", "study")

__all__ = [
    "ask",
    "cite",
    "components",
    "explore",
    "facts",
    "for_all",
    "forget",
    "load",
    "match_provinces",
    "open_onestop",
    "open_subject",
    "panel",
    "plot",
    "provinces",
    "register",
    "search",
    "sources",
    "study",
]


def __getattr__(name: str) -> object:
    """Fetch a name of the front door when it is first used, so that importing parlib costs next to nothing."""
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"parlib.{name}")
    if name not in _ROOMS:
        raise AttributeError(f"module 'parlib' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    """Return what is public and nothing else, for completion."""
    return [*__all__, "__version__"]
