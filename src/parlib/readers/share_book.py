"""The aggregate survey workbook (bảng tỷ lệ hài lòng): a sheet a share, a row a province, a column a component."""

from __future__ import annotations

import re

import pandas as pd

from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.readers.action_book import fold_head
from parlib.readers.coverage import TITLES, Coverage, cover_sheet, is_mark, is_number
from parlib.readers.survey import parse_question
from parlib.readers.workbook import Sheet, write_value
from parlib.speech import tell
from parlib.terms import NATIONAL, TOTAL, list_by

SHEETS = {"satisfied": "Hài lòng", "neutral": "Bình thường", "dissatisfied": "Không hài lòng"}
"""Share of a component and the sheet that holds it; shares in per cent."""

ANSWER_SHEETS = {"expectation": "Mong đợi", "integrity": "Liêm chính"}
"""Kind of single-answer question and the sheet with the shares of its answers; in per cent."""

PLACE, RESPONDENTS = "Tỉnh, thành phố", "Số người trả lời"
"""Heads of the columns beside the components."""

COUNTRY_NAMES = ("cả nước", "toàn quốc")
"""How a row of the whole country is called, folded; the first is what is written."""

TOTAL_NAMES = ("total", "chỉ số chung")
"""How the column of the whole is called, folded, beside the names of the index."""

NO_SHARES = "a sheet with no name of a kind of shares"

MOST_LISTED = 10
"""Figures without a name that are listed one by one."""

_ANSWER = re.compile(r"^(?P<code>[A-Z]{2}\d+(?:\.\d)?)(?:\.?\s+(?P<label>.+))?$", re.DOTALL)


def name_answer(question: str, option: int, options: int) -> str:
    """Return the code of an answer that is counted: that of the question, and its number where several are counted.

    Examples
    --------
    >>> name_answer("LC1", 2, 3), name_answer("MD4", 3, 1)
    ('LC1.2', 'MD4')
    """
    return f"{question}.{option}" if options > 1 else question


def holds_shares(sheets: list[Sheet]) -> bool:
    """Tell whether a workbook is an aggregate one: by the names of its sheets."""
    known = {fold_head(title) for title in (*SHEETS.values(), *ANSWER_SHEETS.values())}
    return any(fold_head(sheet.title) in known for sheet in sheets)


def list_shares(sheets: list[Sheet], name: str) -> pd.DataFrame:
    """Return every share in the sheets of an aggregate workbook as printed.

    Returns
    -------
    pandas.DataFrame
        ``file, column`` (sheet and cell), ``place, measure, component_code, label, text, respondents``, all text. Rows
        with a name but no figure (notes under the table) are left out. Of the sheets of single answers, ``measure`` is
        the kind of question and ``component_code`` the answer (``LC1.2``, ``MD4``).

    Raises
    ------
    DataProblemsError
        If no sheet holds shares.
    """
    measures = {fold_head(title): measure for measure, title in (SHEETS | ANSWER_SHEETS).items()}
    used = [sheet for sheet in sheets if fold_head(sheet.title) in measures]
    if not used:
        titles = ", ".join(map(repr, (*SHEETS.values(), *ANSWER_SHEETS.values())))
        raise DataProblemsError([Problem(name, tell("there is no sheet called {titles}", titles=titles))])
    cells = [cell for sheet in used for cell in _read_cells(sheet, measures[fold_head(sheet.title)])]
    if not cells:
        message = tell("there is no share in the sheets {sheets!r}", sheets=[sheet.name for sheet in used])
        raise DataProblemsError([Problem(name, message, hint="Fill in the form")])
    columns = ["file", "column", "place", "measure", "component_code", "label", "text", "respondents"]
    return pd.DataFrame(cells, columns=columns)


def _parse_head(text: str, measure: str) -> tuple[str, str] | None:
    """Return code and words of a column's head, or None if it is not one of the sheet's kind."""
    plain = " ".join(text.split())
    if measure in ANSWER_SHEETS:
        match = _ANSWER.match(plain)
        return (match["code"], match["label"] or "") if match else None
    surveys = [NATIONAL[index] for index in list_by(workbooks="survey")]
    called = {fold_head(name) for survey in surveys for name in (survey.short, survey.name_vi)}
    if fold_head(plain) in called.union(TOTAL_NAMES):
        return TOTAL, ""
    found = parse_question(plain)
    return found if found and found[0][0].isdigit() else None


def _read_cells(sheet: Sheet, measure: str) -> list[tuple[str, ...]]:
    texts = [[sheet.text(row, column) for column in range(len(sheet.rows[row]))] for row in range(len(sheet.rows))]
    wanted = [fold_head(PLACE), fold_head(RESPONDENTS)]
    heads = next((row for row, line in enumerate(texts) if set(wanted) <= {fold_head(text) for text in line}), None)
    if heads is None:
        message = "sheet {name!r} has no row of heads with {place!r} and {respondents!r}"
        fault = tell(message, name=sheet.name, place=PLACE, respondents=RESPONDENTS)
        raise DataProblemsError([Problem(sheet.file, fault)])
    folded = [fold_head(text) for text in texts[heads]]
    place, count = (folded.index(head) for head in wanted)
    codes = {column: _parse_head(text, measure) for column, text in enumerate(texts[heads])}
    strange = [
        column
        for column, code in codes.items()
        if not code
        and folded[column] not in ("", *wanted)
        and any(line[column] for line in texts[heads + 1 :] if line[place])
    ]
    if strange:
        hint = "Write the code of the component before its name (2.1 Tiếp cận dịch vụ)"
        raise DataProblemsError(
            sheet.problem(heads, column, tell("the head {head!r} names no component", head=texts[heads][column]), hint)
            for column in strange
        )
    _refuse_nameless(sheet, heads, place)
    return [
        (
            sheet.file,
            sheet.problem(row, column, "").column or "",
            line[place],
            measure,
            *code,
            line[column],
            line[count],
        )
        for row, line in enumerate(texts[heads + 1 :], start=heads + 1)
        for column, code in codes.items()
        if code and line[column] and line[place]
    ]


def _refuse_nameless(sheet: Sheet, heads: int, place: int) -> None:
    """Refuse figures beside no place and below no head: they would be left out in silence."""
    problems: list[Problem] = []
    for row, values in enumerate(sheet.rows[heads + 1 :], start=heads + 1):
        numbers = [column for column, value in enumerate(values) if value != "" and is_number(value)]
        headless = [column for column in numbers if not sheet.text(heads, column)]
        if numbers and not sheet.text(row, place):
            message = tell("the row has figures, but no {what} is named in it{beside}", what=tell("place"), beside="")
            remedy = tell("Write the {what}, or take the row out", what=tell("place"))
            problems.append(sheet.problem(row, numbers[0], message, remedy))
        elif headless:
            hint = "Write what they are, or take the column out"
            problems.append(sheet.problem(row, headless[0], "there are figures in a column without a head", hint))
    stop_at_problems(problems[:MOST_LISTED])


def cover_shares(sheets: list[Sheet]) -> list[Coverage]:
    """Return the account of the numbers of each sheet of a workbook that `list_shares` reads."""
    titles = {fold_head(title) for title in (*SHEETS.values(), *ANSWER_SHEETS.values())}
    accounts: list[Coverage] = []
    for sheet in sheets:
        at = {(row, column) for row in range(len(sheet.rows)) for column in range(len(sheet.rows[0]))}
        if fold_head(sheet.title) not in titles:
            accounts.append(cover_sheet(sheet, set(), dict.fromkeys(at, NO_SHARES))[0])
            continue
        wanted = {fold_head(PLACE), fold_head(RESPONDENTS)}
        heads = next(row for row, line in enumerate(sheet.rows) if wanted <= {fold_head(write_value(v)) for v in line})
        below = {cell for cell in at if cell[0] > heads}
        account, _ = cover_sheet(sheet, below, dict.fromkeys(at - below, TITLES))
        for row, column in sorted(below):
            if is_mark(sheet.rows[row][column]):
                account.marks.setdefault(sheet.text(row, column), []).append((row, column))
        accounts.append(account)
    return [account for account in accounts if account.numbers or account.marks]
