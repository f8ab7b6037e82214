"""The aggregate survey workbook (bảng tỷ lệ hài lòng): a sheet a share, a row a province, a column a component."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.sources.action_book import fold_head
from parlib.sources.survey import parse_question
from parlib.sources.workbook import Sheet, read_workbook

SHEETS = {"satisfied": "Hài lòng", "neutral": "Bình thường", "dissatisfied": "Không hài lòng"}
"""Share and the sheet that holds it; shares in per cent."""

PLACE, RESPONDENTS = "Tỉnh, thành phố", "Số người trả lời"
"""Heads of the columns beside the components."""

COUNTRY_NAMES = ("cả nước", "toàn quốc")
"""How a row of the whole country is called, folded."""


def read_share_book(path: Path, name: str | None = None) -> pd.DataFrame:
    """Return every share of an aggregate workbook as printed.

    Returns
    -------
    pandas.DataFrame
        ``file, column`` (sheet and cell), ``place, measure, component_code, label, text, respondents``, all text. Rows
        with a name but no figure (notes under the table) are left out.

    Raises
    ------
    DataProblemsError
        If the workbook cannot be read or no sheet holds shares.
    """
    name = name or path.name
    measures = {fold_head(title): measure for measure, title in SHEETS.items()}
    sheets = [sheet for sheet in read_workbook(path, name) if fold_head(sheet.name) in measures]
    if not sheets:
        raise DataProblemsError([Problem(name, f"there is no sheet called {', '.join(map(repr, SHEETS.values()))}")])
    cells = [cell for sheet in sheets for cell in _read_cells(sheet, measures[fold_head(sheet.name)])]
    columns = ["file", "column", "place", "measure", "component_code", "label", "text", "respondents"]
    return pd.DataFrame(cells, columns=columns)


def _read_cells(sheet: Sheet, measure: str) -> list[tuple[str, ...]]:
    texts = [[sheet.text(row, column) for column in range(len(sheet.rows[row]))] for row in range(len(sheet.rows))]
    wanted = [fold_head(PLACE), fold_head(RESPONDENTS)]
    heads = next((row for row, line in enumerate(texts) if set(wanted) <= {fold_head(text) for text in line}), None)
    if heads is None:
        message = f"sheet {sheet.name!r} has no row of heads with {PLACE!r} and {RESPONDENTS!r}"
        raise DataProblemsError([Problem(sheet.file, message)])
    folded = [fold_head(text) for text in texts[heads]]
    place, count = (folded.index(head) for head in wanted)
    codes = {column: ("total", "") if head == "total" else parse_question(texts[heads][column])
             for column, head in enumerate(folded)}  # fmt: skip
    return [
        (sheet.file, sheet.problem(row, column, "").column, line[place], measure, *codes[column], line[column],
         line[count])
        for row, line in enumerate(texts[heads + 1 :], start=heads + 1)
        for column in codes
        if codes[column] and line[column] and line[place]
    ]  # fmt: skip
