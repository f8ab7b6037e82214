"""A few exhibits drawn before the processes that make pages are forked, so that no page pays for the first time.

What is drawn for the first time looks up fonts, outlines of letters and readers of tables; a process that is forked
afterwards finds them looked up. Nothing of a notebook is run, and what is drawn is thrown away.
"""

from __future__ import annotations

import sys
from types import ModuleType

from parlib.exhibits import comparison, component
from parlib.exhibits.exhibit import Exhibit
from parlib.store import hold_tables
from parlib.study import drivers, history, losses, position
from parlib.study.standings import hold_standings
from parlib.subject import open_subject

EXAMPLE = ("papi", 2024, "01", "1")
"""Index, year, province and component of the exhibits: the index whose table is the largest."""


def rehearse(home: str) -> None:
    """Read the tables of *home* and draw as the first page would; forget which warnings were shown meanwhile."""
    try:
        hold_tables(home)
        hold_standings(home)
        for exhibit in list_exhibits():
            exhibit._repr_mimebundle_()
    finally:
        for module in list(sys.modules.values()):
            if isinstance(module, ModuleType):
                module.__dict__.pop("__warningregistry__", None)


def list_exhibits() -> list[Exhibit]:
    """Return exhibits of the kinds that cost most when they are made for the first time."""
    subject = open_subject(*EXAMPLE)
    standing = position.measure_position(subject)
    lost = losses.sum_losses(losses.measure_losses(subject), subject.language)
    return [
        component.show_headline(subject, standing),
        component.show_position(subject, position.compare_provinces(subject), standing),
        component.show_history(subject, history.trace_history(subject)),
        component.show_losses(subject, lost, standing),
        comparison.show_companions(subject, drivers.regress_companions(subject)),
    ]
