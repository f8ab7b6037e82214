"""One sheet of a scoreboard: which cells are figures, of which place and component, and why others are none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from parlib.problems import Problem
from parlib.readers.annotations import Address
from parlib.readers.board_names import EARLIER, BoardNames
from parlib.readers.coverage import (
    EARLIER_ROUNDS,
    FOLLOWING,
    LABELS,
    NOTES,
    NUMBERING,
    OTHER_YEARS,
    SUMMARIES,
    TITLES,
    Coverage,
    cover_sheet,
    is_mark,
    is_number,
)
from parlib.readers.labels import NOTHING, POINTS, Meaning, read_year
from parlib.readers.workbook import write_address, write_value
from parlib.speech import tell
from parlib.terms import TOTAL

MOST_NAMED = 5
"""Numbers of a sheet of which nothing is known that are named one by one."""

_FEWEST = 3
"""Filled cells below a head of reasons from which most being numbers says that it is none."""

_ORDER = re.compile(r"[(\[]?\d+[)\]]?")
_CODE = re.compile(r"\d+(?:\.\d+)*\.?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HEADS = "Write it as 'Điểm tự đánh giá', 'Điểm thẩm định', 'Điểm điều tra XHH', 'Điểm đạt được' or 'Điểm tối đa'"


@dataclass
class Board(BoardNames):
    """The figures of one sheet, what is wrong with it, and why other numbers are none."""

    problems: list[Problem] = field(default_factory=list)
    used: set[Address] = field(default_factory=set)
    reasons: dict[Address, str] = field(default_factory=dict)
    marks: dict[str, list[Address]] = field(default_factory=dict)

    def list_cells(self) -> list[tuple]:
        """Return the figures of the sheet; what is wrong is added to ``problems``."""
        cells: list[tuple] = []
        if self._find_dates() or self._find_second_places():
            return cells  # every other problem would come of these
        for row in range(len(self.sheet.rows)):
            reason = self._skip_row(row)
            if reason is not None:
                self._leave_out(row, reason)
                continue
            cells += [cell for column in self.heads if (cell := self._name_figure(row, column))]
        self._refuse_merged()
        return cells

    def _find_dates(self) -> bool:
        """Note dates among heads that are codes, and tell whether there are any: whatever the framework says."""
        for row in range(self.first):
            texts = [write_value(value) for value in self.sheet.rows[row]]
            if sum(bool(_CODE.fullmatch(text)) for text in texts) > 1:
                for column in (column for column, text in enumerate(texts) if _DATE.fullmatch(text)):
                    self._say_date(row, column, texts[column])
        return bool(self.problems)

    def _find_second_places(self) -> bool:
        """Note a second column of names of places: another table beside the first."""
        if self.provinces.where != "row":
            return False
        first = {self.named[row].province for row in range(self.first, len(self.sheet.rows))}
        for column in self.heads:
            rows = [row for row in range(self.first, len(self.sheet.rows)) if self._names_place(row, column)]
            if len(rows) > 1 and {self.words.read(self.sheet.rows[row][column]).province for row in rows} - first:
                hint = "Put the table that begins here below the first one"
                self._add_problem(rows[0], column, "a second column of names of places begins here", hint)
        return bool(self.problems)

    def _names_place(self, row: int, column: int) -> bool:
        return self.words.read(self.sheet.rows[row][column]).province is not None

    def _say_date(self, row: int, column: int, text: str) -> None:
        hint = "Excel turns a code such as 1.1 into a date: format the cell as text and type the code again"
        self._add_problem(row, column, tell("the head is the date {text}", text=text), hint)

    def cover(self) -> Coverage:
        """Return the account of the sheet's numbers, after its figures were listed; those left over are problems."""
        for row, values in enumerate(self.sheet.rows):
            for column in range(len(values)):
                if column not in self.heads:
                    self.reasons.setdefault((row, column), LABELS)
        coverage, lost = cover_sheet(self.sheet, self.used, self.reasons)
        coverage.marks = self.marks
        for row, column in lost[:MOST_NAMED] if not self.problems else []:
            text = self.sheet.text(row, column)
            message = tell("it is not clear what the number {text} is", text=text)
            self.problems.append(self.sheet.problem(row, column, message))
        return coverage

    # rows

    def _skip_row(self, row: int) -> str | None:
        """Return why a row holds no figures of places; None where it does. Rows that mean nothing become problems."""
        values, named = self.sheet.rows[row], self.named[row]
        if self.components.where == "column" and row in self.components.lines:
            return TITLES
        if self._is_numbering(values):
            return NUMBERING
        if row < self.first:
            return None if named.measure == "max" else self._skip_above(row)
        if named.measure == "max" and not named.component:
            return None
        by_component, by_province = self.components.where == "row", self.provinces.where == "row"
        known = (named.component or named.is_total) if by_component else named.province
        if known:
            return SUMMARIES if by_component and by_province and not named.province and named.is_summary else None
        if not by_component and not by_province:
            return None
        if named.is_summary or (named.is_total and not by_component) or (by_component and self._is_section(row)):
            return SUMMARIES
        self._say_strange_row(row)
        return TITLES

    def _skip_above(self, row: int) -> str:
        """Return why a row above the table holds no figures; one that looks like a row of the table is a problem."""
        if self._reaches_figures(row) and not any(read_year(value) for value in self.sheet.rows[row] if value != ""):
            self._say_strange_row(row)
        return TITLES

    def _reaches_figures(self, row: int) -> bool:
        """Tell whether a row has numbers in at least two columns below heads that stand above it."""
        numbers = [column for column in self.heads if self._holds_number(row, column)]
        above = [column for column in numbers if any(self.sheet.rows[head][column] != "" for head in range(row))]
        return len(above) > 1

    def _say_strange_row(self, row: int) -> None:
        """Note a row with figures whose label means nothing known, or that has none."""
        if not any(self._holds_number(row, column) for column in self.heads):
            return None
        by_component = self.components.where == "row"
        line = self.components.lines[0] if by_component else self.provinces.lines[0] if self.provinces.lines else 0
        text = self._name_row(row, line)
        if text and not _ORDER.fullmatch(text):
            return self.problems.append(self.sheet.problem(row, line, self._explain(text, by_component)))
        column = next(column for column in self.heads if self._holds_number(row, column))
        what = tell("component") if by_component else tell("place")
        beside = tell(" ({text!r})", text=text) if text else ""
        message = tell("the row has figures, but no {what} is named in it{beside}", what=what, beside=beside)
        hint = tell("Write the {what}, or take the row out", what=what)
        return self.problems.append(self.sheet.problem(row, column, message, hint))

    # figures

    def _leave_out(self, row: int, reason: str) -> None:
        self.reasons |= {(row, column): reason for column in range(len(self.sheet.rows[row]))}

    def _name_figure(self, row: int, column: int) -> tuple | None:
        """Return a figure with its three names, or None where it is none of a place (a mean, a number of order)."""
        value, named, head = self.sheet.rows[row][column], self.named[row], self.heads[column]
        if value == "" or (row, column) in self.sheet.filled:
            return None
        if self._is_of_other_year(column):
            self.reasons[row, column] = OTHER_YEARS
            return None
        measure = self._choose_measure(named, head)
        component = named.component or head.component or self.components.value
        if component is None and named.is_total:
            component = self._span_rows
        province = "" if measure == "max" else named.province or head.province or self.provinces.value
        if head.is_summary or measure == "other":
            self.reasons[row, column] = SUMMARIES if head.is_summary else FOLLOWING
            return None
        if measure == EARLIER:
            self.reasons[row, column] = EARLIER_ROUNDS
            return None
        if measure == "reason" and self._holds_number(row, column):
            self.reasons[row, column] = NOTES
            if column in self._numbers_as_reasons:
                self._explain_reasons(column)
            return None
        if component is None or measure is None or province is None or self._is_unknown(column, named, head):
            if self._holds_number(row, column):
                self.reasons[row, column] = TITLES
                self._explain_column(column, head, component, province)
            return None
        self.used.add((row, column))
        if measure != "reason" and is_mark(value):
            self.marks.setdefault(write_value(value).strip(), []).append((row, column))
        place = write_address(row, column)
        return (self.sheet.file, self.sheet.name, place, province, component, measure, value)

    @cached_property
    def _numbers_as_reasons(self) -> set[int]:
        """Columns headed as reasons in which most cells are bare numbers."""
        found = set()
        for column, head in self.heads.items():
            values = [self.sheet.rows[row][column] for row in range(self.first, len(self.sheet.rows))]
            filled = [value for value in values if value != ""]
            if head.measure == "reason" and 2 * sum(map(is_number, filled)) > len(filled) > _FEWEST:
                found.add(column)
        return found

    def _explain_reasons(self, column: int) -> None:
        text, row = self._find_deepest(column)
        message = tell("below the head {text!r}, which means reasons, there are numbers", text=text)
        self._add_problem(row, column, message, _HEADS)

    def _is_unknown(self, column: int, named: Meaning, head: Meaning) -> bool:
        """Tell whether the lowest head of a column of points says nothing known, whatever stands above it."""
        if self.provinces.where != "sheet" or self.components.where != "row" or named.measure:
            return False
        text, _ = self._find_deepest(column)
        return bool(text) and self.words.read(text).measure is None and read_year(text) is None

    def _choose_measure(self, named: Meaning, head: Meaning) -> str | None:
        """Return the kind of points: of the row, of the column, of the sheet's name, else the points granted."""
        if named.measure and (named.measure == "max" or head.measure is None):
            return named.measure
        if head.measure:
            return head.measure
        if self.components.where == "row" and self.provinces.where == "sheet":
            return None
        if self._is_strange_column(head):
            return None
        measure = self.words.read(self.sheet.name).measure
        return measure if measure in POINTS or (measure == "rank" and self._is_whole) else "score"

    def _is_strange_column(self, head: Meaning) -> bool:
        """Tell whether a column of a table of totals has a head that says nothing of points."""
        return self.components.value == TOTAL and self.provinces.where == "row" and head == NOTHING

    def _explain_column(self, column: int, head: Meaning, component: str | None, province: str | None) -> None:
        """Note figures of which it is not said what or whose they are, by the head of their column."""
        text, row = self._find_deepest(column)
        if head.fault and self.components.where == "column":
            return self._add_problem(row, column, head.fault)
        if self.provinces.where == "sheet" and province is None:
            message, hint = "it is not said which province the points are of", "Name the sheet after the province"
            problem = Problem(self.sheet.file, message, hint=hint, sheet=self.sheet.name)
            return self.problems.append(problem) if problem not in self.problems else None
        if _DATE.fullmatch(text):
            return self._say_date(row, column, text)
        if not text:
            hint = "Write what they are, or take the column out"
            return self._add_problem(row, column, "there are figures in a column without a head", hint)
        if self.provinces.where == "column" and component is not None and not head.measure and not head.is_total:
            return self._add_problem(row, column, self._explain(text, False))
        what, hint = "no kind of points", _HEADS
        if component is None:
            what, hint = "no component of the framework", "Write its code before it, such as '1.1'"
        elif province is None:
            what, hint = "no place", "Write the name of the place, or take the column out"
        fault = tell("there are figures below the head {text!r}, which means {what}", text=text, what=what)
        return self._add_problem(row, column, fault, hint)

    def _add_problem(self, row: int, column: int, message: str, hint: str = "") -> None:
        problem = self.sheet.problem(row, column, message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def _refuse_merged(self) -> None:
        """Note every figure that a merged block spreads over cells of other components or places."""
        for top, left, bottom, right in self.sheet.merged:
            if (top, left) not in self.used or not self._holds_number(top, left):
                continue
            rows = [row for row in range(top, min(bottom, len(self.sheet.rows) - 1) + 1) if self._names_figures(row)]
            columns = [column for column in range(left, right + 1) if column in self.heads]
            if len(rows) > 1 or len({self.heads[column] for column in columns}) > 1:
                first, last = write_address(top, left), write_address(bottom, right)
                message = tell("one figure is merged over {first}:{last}", first=first, last=last)
                self._add_problem(top, left, message, "Undo the merged cells and write a figure into each")
