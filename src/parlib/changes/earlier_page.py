"""A page of a run compared with that of an earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parlib.changes.compare import PageChange, compare_pages, explain
from parlib.changes.earlier import EarlierRun
from parlib.changes.reasons import Reason, find_input_reasons, name_sources
from parlib.results.executed import ExecutedPage, OldNotebookError, read_executed
from parlib.results.fingerprints import KnownVersions


@dataclass(frozen=True)
class EarlierPage:
    """What is known of a page in the earlier run before its notebook is read.

    Attributes
    ----------
    notebook : pathlib.Path, optional
        Its notebook there; None where the page is new.
    status : str
        What came of it there.
    reasons : tuple of Reason
        What of its inputs changed since.
    """

    notebook: Path | None = None
    status: str = ""
    reasons: tuple[Reason, ...] = ()


def find_earlier_page(record: Mapping[str, Any], run: EarlierRun, known: KnownVersions) -> EarlierPage:
    """Find a page in the earlier run, and what of its inputs changed; *known* is the code of the run that is shown."""
    old = run.records.get(record["html"])
    if old is None or not (run.folder / old["notebook"]).is_file():
        return EarlierPage()
    reasons = find_input_reasons(old, record, run.known, known)
    return EarlierPage(run.folder / old["notebook"], old["status"], reasons)


def compare_with_earlier(before: EarlierPage, record: Mapping[str, Any], new: ExecutedPage | None) -> PageChange:
    """Return what of a page differs from the earlier run, and why it likely does.

    A page whose notebook there has a form that cannot be read any more is ``unread``.
    """
    if before.notebook is None:
        return PageChange(is_new=True)
    try:
        old = read_executed(before.notebook)
    except (OldNotebookError, OSError):
        old = None
    if old is None or new is None:
        return PageChange(unread=True)
    status = before.status if before.status != record["status"] else ""
    change = replace(compare_pages(old, new), status=status)
    return explain(change, name_sources(before.reasons, old, new))
