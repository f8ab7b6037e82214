"""Scoreboards of PAR INDEX as they come in workbooks: every figure with its province, component and kind of points."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.sources.labels import POINTS, Meaning, Words, fold_words
from parlib.sources.layout import Axis, find_components, find_provinces
from parlib.sources.workbook import Sheet, Value, write_address, write_value
from parlib.terms import TOTAL

CELL_COLUMNS = ["file", "sheet", "cell", "province_code", "component_code", "measure", "value"]
"""Columns of a table of figures; ``value`` is text as typed or a number, ``province_code`` blank for maxima."""

_NUMBERING = re.compile(r"[(\[]?\d+[)\]]?")
_NUMBER = re.compile(r"[(\[]?[+-]?\d[\d.,]*\s*%?[)\]]?")


def read_scoreboard(sheets: list[Sheet], words: Words) -> pd.DataFrame:
    """Return every figure of a scoreboard workbook (bảng điểm), one row a figure, in one form whatever its shape.

    Parameters
    ----------
    sheets : list of Sheet
        The workbook as `parlib.sources.workbook.read_workbook` returns it.
    words : Words
        Framework and names of places of the year.

    Returns
    -------
    pandas.DataFrame
        Columns `CELL_COLUMNS`; ``measure`` is ``self``, ``appraised``, ``survey``, ``score``, ``max``, ``rank`` or
        ``reason``.

    Raises
    ------
    DataProblemsError
        With every label beside figures that means no component or no province, and where a sheet does not say whose
        points it holds.
    """
    problems: list[Problem] = []
    cells: list[tuple] = []
    for sheet in sheets:
        axis = find_components(sheet, words)
        if axis is None:
            continue
        board = Board(sheet, words, axis, find_provinces(sheet, words))
        cells += board.list_cells()
        problems += board.problems
    if problems:
        raise DataProblemsError(problems)
    table = pd.DataFrame(cells, columns=CELL_COLUMNS)
    if not table["measure"].isin(POINTS).any():
        name = sheets[0].file if sheets else "the workbook"
        message = (
            "no sheet holds points of a component: neither codes (1, 1.1, I) nor names of the framework were found"
        )
        raise DataProblemsError([Problem(name, message, hint="parlib template scoreboard writes a form to fill in")])
    return table


@dataclass
class Board:
    """One sheet with components, and where they and the provinces are named."""

    sheet: Sheet
    words: Words
    components: Axis
    provinces: Axis
    problems: list[Problem] = field(default_factory=list)

    def list_cells(self) -> list[tuple]:
        """Return the figures of the sheet; what is wrong is added to ``problems``."""
        heads = self._read_heads()
        first = self._find_first_row()
        cells = []
        for row, values in enumerate(self.sheet.rows):
            named = self._read_row(row)
            if row < first and named.measure != "max":
                continue
            figures = [column for column in heads if self._is_figure(row, column, heads[column])]
            if not figures or self._is_numbering(values):
                continue
            if self._is_strange(row, named):
                continue
            cells += [cell for column in figures if (cell := self._name_figure(row, column, named, heads[column]))]
        return cells

    def _find_first_row(self) -> int:
        """Return the first row of the table's body."""
        if "row" not in (self.components.where, self.provinces.where):
            return max(self.components.lines + self.provinces.lines, default=-1) + 1
        rows = (row for row in range(len(self.sheet.rows)) if self._names_figures(row))
        return next(rows, len(self.sheet.rows))

    def _names_figures(self, row: int) -> bool:
        named = self._read_row(row)
        by_row = (self.components.where == "row" and (named.component or named.is_total),
                  self.provinces.where == "row" and named.province)  # fmt: skip
        return any(by_row) and any(isinstance(value, float) or _NUMBER.fullmatch(value.strip() or "x")
                                   for value in self.sheet.rows[row])  # fmt: skip

    def _read_row(self, row: int) -> Meaning:
        """Return what the labels of a row say: the deepest component, the province, a kind of points."""
        values = self.sheet.rows[row]
        component = province = None
        if self.components.where == "row":
            component = self._deepest(values[column] for column in self.components.lines)
        if self.provinces.where == "row":
            province = self.words.read(values[self.provinces.lines[0]]).province
        meanings = [self.words.read(values[column]) for column in range(self._first_figure_column())]
        measures = [meaning.measure for meaning in meanings if meaning.measure]
        return Meaning(
            component, province, measures[0] if measures else None,
            any(meaning.is_total for meaning in meanings) and not component,
            any(meaning.is_summary for meaning in meanings) and not component,
        )  # fmt: skip

    def _deepest(self, values: Iterator[Value]) -> str | None:
        found = [self.words.read_code(value) if self.components.numeric else self.words.read(value).component
                 for value in values]  # fmt: skip
        return max((code for code in found if code), key=lambda code: self.words.levels[code], default=None)

    def _first_figure_column(self) -> int:
        """Return where the columns of labels end."""
        lines = [line for axis in (self.components, self.provinces) if axis.where == "row" for line in axis.lines]
        return max(lines, default=0) + 1

    def _read_heads(self) -> dict[int, Meaning]:
        """Return what each column of figures says: component, province and kind of points."""
        first = self._find_first_row()
        heads = {}
        for column in range(len(self.sheet.rows[0])):
            if column < self._first_figure_column() and "row" in (self.components.where, self.provinces.where):
                continue
            stack = [self.sheet.rows[row][column] for row in range(first)]
            heads[column] = self._read_head(stack)
        known = {head.component for head in heads.values() if head.component}
        return {column: self._settle_total(head, known) for column, head in heads.items()}

    def _read_head(self, stack: list[Value]) -> Meaning:
        meanings = [meaning for value in stack if (meaning := self.words.read(value)) != Meaning()]
        component = province = None
        if self.components.where == "column":
            rows = [line for line in self.components.lines if line < len(stack)]
            component = self._deepest(stack[row] for row in rows)
        if self.provinces.where == "column":
            province = self.words.read(stack[self.provinces.lines[0]]).province
        measures = [meaning.measure for meaning in meanings if meaning.measure and not meaning.component]
        last = meanings[-1] if meanings else Meaning()
        fault = next((meaning.fault for meaning in meanings if meaning.fault), "")
        return Meaning(component, province, measures[-1] if measures else None, last.is_total,
                       any(meaning.is_summary for meaning in meanings), fault if not component else "")  # fmt: skip

    def _settle_total(self, head: Meaning, known: set[str]) -> Meaning:
        """Give a column of totals or ranks the component that it is the total of."""
        if self.components.where != "column" or head.component or not (head.is_total or head.measure == "rank"):
            return head
        measure = (
            "rank" if head.measure == "rank" else None if head.is_total and head.measure == "score" else head.measure
        )
        return Meaning(self.words.span(known), head.province, measure, True)

    def _is_figure(self, row: int, column: int, head: Meaning) -> bool:
        """Tell whether a cell holds a figure or a reason, not a label that a merged block spread there."""
        value = self.sheet.rows[row][column]
        if value == "" or (row, column) in self.sheet.filled:
            return False
        return isinstance(value, float) or head.measure == "reason" or bool(re.search(r"\d", value))

    def _is_numbering(self, values: list[Value]) -> bool:
        """Tell whether a row numbers the columns: (1), (2), (3) ..."""
        filled = [write_value(value).strip("()[]") for value in values if value != ""]
        numbers = [int(text) for text in filled if text.isdigit()]
        return (
            len(filled) > 2
            and len(numbers) >= len(filled) - 1
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        )

    def _is_strange(self, row: int, named: Meaning) -> bool:
        """Tell whether a row is to be left out; one with figures whose label means nothing known is a problem."""
        if named.measure == "max" and not named.component:
            return False
        by_component = self.components.where == "row"
        if (by_component and (named.component or named.is_total)) or (not by_component and named.province):
            return self.provinces.where == "row" and not named.province
        if not by_component and self.provinces.where != "row":
            return False
        if named.is_summary or (named.is_total and not by_component):
            return True
        column = self.components.lines[0] if by_component else self.provinces.lines[0]
        text = self._name_row(row, column)
        if text and not _NUMBERING.fullmatch(text):
            self.problems.append(self.sheet.problem(row, column, self._explain(text, by_component)))
        return True

    def _name_row(self, row: int, column: int) -> str:
        """Return the words by which a row is named: of its own label column, else the first in the label columns."""
        own = write_value(self.sheet.rows[row][column])
        texts = [write_value(value) for value in self.sheet.rows[row][: self._first_figure_column()]]
        return own or next((text for text in texts if text), "")

    def _explain(self, text: str, by_component: bool) -> str:
        if by_component:
            fault = self.words.read(text).fault
            return fault or f"{text!r} is not in the framework, but there are figures beside it"
        near = difflib.get_close_matches(fold_words(text).replace(" ", ""), self.words.names.codes, n=2, cutoff=0.6)
        known = " or ".join(dict.fromkeys(self.words.names.names[self.words.names.codes[name]] for name in near))
        hint = f"; is it {known}?" if known else ""
        return f"{text!r} is not the name of one of the places{hint}"

    def _name_figure(self, row: int, column: int, named: Meaning, head: Meaning) -> tuple | None:
        """Return a figure with its three names, or None where it is none of a province (a mean, a number of order)."""
        component = named.component or head.component or self.components.value
        if component is None and named.is_total:
            component = self._span_rows()
        province = named.province or head.province or self.provinces.value
        measure = self._choose_measure(named, head)
        if head.fault and self.components.where == "column":
            self._add_problem(column, head.fault)
        if component is None or head.is_summary or measure in (None, "other"):
            return None
        if measure == "max":
            province = ""
        elif province is None:
            self._explain_column(row, column, head)
            return None
        value = self.sheet.rows[row][column]
        place = write_address(row, column)
        return (self.sheet.file, self.sheet.name, place, province, component, measure, value)

    def _choose_measure(self, named: Meaning, head: Meaning) -> str | None:
        """Return the kind of points: of the row, of the column, of the sheet's name, else the points granted."""
        if named.measure and (named.measure == "max" or head.measure is None):
            measure = named.measure
        elif head.measure:
            measure = head.measure
        elif self.components.where == "row" and self.provinces.where == "sheet":
            return None
        else:
            measure = self.words.read(self.sheet.name).measure or "score"
        return measure

    def _span_rows(self) -> str:
        rows = range(len(self.sheet.rows))
        return self.words.span({code for row in rows if (code := self._read_row(row).component)})

    def _explain_column(self, row: int, column: int, head: Meaning) -> None:
        """Note a figure that has no province: its column's head is misspelt, or the sheet names none."""
        if self.provinces.where == "sheet":
            message = "it is not said which province the points are of"
            hint = "Name the sheet after the province"
            problem = Problem(self.sheet.file, message, column=self.sheet.name, hint=hint)
            if problem not in self.problems:
                self.problems.append(problem)
        elif not head.is_total and head.measure is None and self.provinces.where == "column":
            text = write_value(self.sheet.rows[self.provinces.lines[0]][column])
            if text:
                self._add_problem(column, self._explain(text, False))

    def _add_problem(self, column: int, message: str) -> None:
        lines = self.components.lines if self.components.where == "column" else self.provinces.lines
        problem = self.sheet.problem(lines[-1], column, message)
        if problem not in self.problems:
            self.problems.append(problem)


__all__ = ["CELL_COLUMNS", "POINTS", "TOTAL", "Board", "read_scoreboard"]
