"""Dossiers of the one-stop system in the report: on time, late, overdue, by unit, field and month (hồ sơ một cửa)."""

from __future__ import annotations

from parlib.publish.document.paper import Paper
from parlib.results.dossier import Dossier

EXHIBITS = ("onestop", "onestop_agencies", "onestop_communes", "onestop_fields", "onestop_months", "onestop_overdue")
"""What the report says of dossiers, in order; the list of single ones is in the workbook."""

MOST_ROWS = 40
"""Rows of a table in the report; a longer one, such as that of all communes, is in the workbook."""


def write_onestop(paper: Paper, dossier: Dossier) -> None:
    """Write what the page of dossiers says; nothing where no export of the one-stop system was run."""
    found = [exhibit for name in EXHIBITS if (exhibit := dossier.find(name)) is not None]
    if not found:
        return
    paper.add_part(paper.words["part_onestop"])
    for exhibit in found:
        paper.add_part(exhibit.title, 2)
        columns = [column["name"] for column in exhibit.columns] if len(exhibit.rows) <= MOST_ROWS else None
        paper.add_exhibit(exhibit, columns)
