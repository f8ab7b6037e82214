"""The list of changes as files: a CSV of everything, and what the page needs to filter it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from parlib.changes.lines import EXHIBIT, FINDING, NUMBER, ROW, WORD, Line
from parlib.files.csv_cells import guard_cell
from parlib.site.page_summary import PageSummary
from parlib.site.scripts import write_script
from parlib.wording.titles import name_component

LISTED = 20_000
"""Lines that the page can filter; the CSV beside it has all."""

ORDER = (NUMBER, EXHIBIT, ROW, WORD)
"""Kinds of lines in the order in which the list has them where no size tells."""


def order_lines(pages: Iterable[PageSummary]) -> list[tuple[PageSummary, Line]]:
    """Return every line that is seen, but for findings, with its page; the largest change first."""
    found = [(page, line) for page in pages for line in page.lines if line.shown and line.kind != FINDING]
    return sorted(found, key=lambda pair: (-(pair[1].size or 0.0), ORDER.index(pair[1].kind)))


def write_list(lines: Sequence[tuple[PageSummary, Line]], pages: Sequence[PageSummary], path: Path) -> None:
    """Write the script from which the page of changes fills its list when a reader filters it."""
    changed = [page for page in pages if page.change]
    places = {page.html: number for number, page in enumerate(changed)}
    described, rows = [], []
    for page in changed:
        reasons = [reason.kind for reason in page.reasons]
        about = [page.html, page.title, page.facts, find_place(page), page.component or ""]
        described.append([*about, reasons, int(bool(page.findings))])
    for page, line in lines[:LISTED]:
        size = None if line.size is None else round(line.size, 2)
        texts = [line.anchor, line.title, line.about, line.head, line.before, line.after, line.by]
        rows.append([places[page.html], *texts, size])
    write_script(path, "changed", {"pages": described, "lines": rows})


def find_place(page: PageSummary) -> str:
    """Return vintage and code of the province that a page is about; blank for the nation."""
    return f"{page.vintage}.{page.province}" if page.province else ""


def write_csv(pages: Iterable[PageSummary], words: Mapping[str, str], path: Path) -> int:
    """Write every difference of every page as a CSV that Excel opens with its accents; return the number of lines.

    Differences too small to be seen on the page are there too, and marked. A cell that a spreadsheet would take for a
    formula is led by an apostrophe, signed numbers excepted.
    """
    heads = [
        "kind",
        "page",
        None,
        "by_place",
        "by_component",
        "exhibit",
        "row",
        "column",
        "before",
        "after",
        "by",
        "size",
        "was",
        "now",
        "shown",
        "reason",
    ]
    names = [("html" if head is None else words.get(f"column_{head}") or words[head]) for head in heads]
    rows = [_describe_line(page, line, words) for page in pages for line in page.lines]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([[guard_cell(cell) for cell in row] for row in rows])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return len(rows)


def _describe_line(page: PageSummary, line: Line, words: Mapping[str, str]) -> list[Any]:
    reasons = "; ".join(reason.to_text(words) for reason in page.reasons) if page.change else ""
    name = name_component(page.component, page.component_name)
    state = {"new": words["line_new"], "gone": words["line_gone"]}
    marked = line.kind in (ROW, EXHIBIT)
    before, after = (state.get(text, text) if marked else text for text in (line.before, line.after))
    size = "" if line.size is None else round(line.size, 4)
    place = [words[f"line_{line.kind}"], page.title, page.html, page.province_name or "", name]
    values = [line.title, line.about, line.head, before, after, line.by, size, line.was, line.now]
    return [*place, *values, "x" if line.shown else "", reasons]
