"""The action register as a workbook: what the program fills in is locked, what people write is open."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from parlib.forms.book import Book, open_book
from parlib.language.vocabulary import fill_places
from parlib.language.words import give_case, words_for
from parlib.readers.action_book import ABOUT, AGENCIES, FILLED, SHEETS, TASKS
from parlib.terms import CAUSES, INDICES, STATUSES
from parlib.wording.register import NOTES
from parlib.wording.titles import SIMULATED, mark_sheet

WIDTHS = {
    "component": 9,
    "component_name": 44,
    "lost": 9,
    "recoverable": 10,
    "state": 16,
    "cause_class": 14,
    "deadline": 12,
    "status": 14,
}
"""Widths of narrow columns in letters; others have 28."""

SPARE = 40
"""Empty rows below the tasks in which people may write more."""


def write_action_book(
    path: Path,
    about: dict[str, str],
    tasks: pd.DataFrame,
    agencies: pd.DataFrame,
    holdings: pd.DataFrame,
    simulated: bool = False,
) -> None:
    """Write a register; text is never made a formula, whatever it begins with.

    Parameters
    ----------
    about : dict
        ``province, index, year`` as text.
    tasks, agencies, holdings : pandas.DataFrame
        Columns of `parlib.readers.action_book.SHEETS`; ``lost`` and ``recoverable`` as numbers. Further columns of
        *tasks* (people's own) follow at the right.
    """
    with open_book(path) as book:
        sheet = book.add_sheet(SHEETS["tasks"][0], simulated)
        title = "SỔ THEO DÕI KHẮC PHỤC ĐIỂM MẤT" + (f" – {SIMULATED}" if simulated else "")
        sheet.write_string(0, 0, title, book.formats["mark" if simulated else "title"])
        words = words_for(INDICES[about["index"]].nouns, "vi")  # an own index is about departments or communes
        said = ABOUT | {"province": give_case(words.place_or_city, "cap")}
        for row, (key, head) in enumerate(said.items(), start=1):
            sheet.write_string(row, 0, head, book.formats["shut"])
            sheet.write_string(row, 1, about[key], book.formats["shut"])
        heads = TASKS | {name: name for name in tasks if name not in (*TASKS, "place")}
        blank = pd.DataFrame("", index=range(SPARE), columns=list(heads))
        _write_table(book, sheet, 5, heads, pd.concat([tasks, blank], ignore_index=True))
        _add_lists(sheet, 6, len(tasks) + SPARE, list(heads), agencies, simulated)
        for name, table in (("agencies", agencies), ("holdings", holdings)):
            own, heads = book.add_sheet(SHEETS[name][0], simulated), SHEETS[name][1]
            spare = pd.DataFrame("", index=range(SPARE), columns=list(heads))
            _write_table(book, own, 0, heads, pd.concat([table, spare], ignore_index=True))
        guide = book.add_sheet("Hướng dẫn", simulated)
        guide.set_column(0, 0, 110)
        for row, line in enumerate(fill_places(line, words) for line in NOTES):
            guide.write_string(row, 0, line, book.formats["note" if row else "title"])


def _write_table(book: Book, sheet: Worksheet, start: int, heads: dict[str, str], table: pd.DataFrame) -> None:
    """Write heads and rows, high enough for their text; what the program filled in is locked."""
    for column, (key, head) in enumerate(heads.items()):
        sheet.set_column(column, column, WIDTHS.get(key, 28))
        sheet.write_string(start, column, head, book.formats["head"])
        for row, value in enumerate(table[key], start=start + 1):
            shut = key in FILLED and heads is not AGENCIES and str(table["component"].iloc[row - start - 1]) != ""
            form = book.formats[("points" if key in ("lost", "recoverable") else "label") if shut else "open_text"]
            if isinstance(value, float) and pd.notna(value):
                sheet.write_number(row, column, value, form)
            else:
                sheet.write_string(row, column, "" if pd.isna(value) else str(value), form)
    for row, texts in enumerate(table[list(heads)].astype(object).fillna("").astype(str).to_numpy(), start=start + 1):
        lines = max(-(-len(text) // (WIDTHS.get(key, 28) - 2)) for key, text in zip(heads, texts, strict=True))
        sheet.set_row(row, 15 * max(lines, 1))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(start)
    sheet.freeze_panes(start + 1, 2 if "component_name" in heads else 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


_LISTS = {"cause_class": CAUSES, "status": STATUSES}


def _add_lists(
    sheet: Worksheet, first: int, rows: int, columns: list[str], agencies: pd.DataFrame, simulated: bool
) -> None:
    """Offer causes, states and agencies to choose from."""
    last, count, names = first + rows - 1, len(agencies) + SPARE, SHEETS["agencies"][0]
    names = mark_sheet(names) if simulated else names
    lists: dict[str, list[str] | str] = {name: [words[0] for words in terms.values()] for name, terms in _LISTS.items()}
    lists["lead_agency"] = f"='{names}'!$A$2:$A${count}"
    for key, source in lists.items():
        column = columns.index(key)
        kind = "stop" if key != "lead_agency" else "information"
        rule = {"validate": "list", "source": source, "error_type": kind, "error_title": "Chọn trong danh sách"}
        sheet.data_validation(first, column, last, column, rule)
