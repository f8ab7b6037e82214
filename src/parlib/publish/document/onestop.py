"""Dossiers of the one-stop system in the report: on time, late, overdue, by unit, field and month (hồ sơ một cửa)."""

from __future__ import annotations

from parlib.publish.document.paper import Paper, find_passages
from parlib.results.dossier import Dossier

MOST_ROWS = 40
"""Rows of a table in the report; a longer one, such as that of all communes, is in the workbook."""


def write_onestop(paper: Paper, dossier: Dossier) -> None:
    """Write what the page of dossiers says; nothing where no export of the one-stop system was run."""
    found = find_passages(dossier.find, "onestop")
    if not found:
        return
    paper.add_part(paper.words["part_onestop"])
    for exhibit, passage in found:
        paper.add_part(exhibit.title, 2)
        paper.add_passage(exhibit, passage, tabled=len(exhibit.rows) <= MOST_ROWS)
