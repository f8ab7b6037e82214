"""What the rows and columns of a scoreboard's sheet are named after: places, components and kinds of points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from parlib.readers.annotations import Address
from parlib.readers.coverage import is_number
from parlib.readers.labels import POINTS, Meaning, Words, fold_words, is_of_other_year, read_year
from parlib.readers.layout import Axis
from parlib.readers.tree import list_lines
from parlib.readers.workbook import Sheet, Value, write_value
from parlib.speech import tell

_SHORT = 3
"""Words of the longest label that says a kind of points wherever it stands: ``Tỷ lệ``, ``Điểm tự chấm``."""

_DONE = re.compile(
    r"(ket qua|muc do|tien do)( (thuc hien|trien khai|dat duoc|hoan thanh|dap ung|giai quyet))?\b"
    r"(?!.*\b(diem|cham|danh gia|tham dinh)\b)"
)
"""Folded heads that may tell what was done as well as which points were granted."""

EARLIER = "earlier"
"""Kind of the points of a round after which another one was held."""

_ROUND = re.compile(r"\b(?:lan|vong|dot) (?:thu )?(\d)\b")
"""Which time points were given, in a folded head."""

_SECTION = re.compile(r"[A-ZĐ][.)]?")

_UNITS = re.compile(r"[(\[]?(\d{1,2}|%|điểm|đ)?[)\]]?", re.IGNORECASE)


@dataclass
class BoardNames:
    """One sheet with components, where they and the provinces are named, and what each row and column says."""

    sheet: Sheet
    words: Words
    components: Axis
    provinces: Axis

    @cached_property
    def first(self) -> int:
        """The first row of the table's body."""
        if "row" not in (self.components.where, self.provinces.where):
            return max(self.components.lines + self.provinces.lines, default=-1) + 1
        rows = (row for row in range(len(self.sheet.rows)) if self._names_figures(row))
        return next(rows, len(self.sheet.rows))

    def _names_figures(self, row: int) -> bool:
        named = self.named[row]
        component = self.components.where == "row" and (named.component or named.is_total)
        province = self.provinces.where == "row" and named.province
        return bool(component or province) and any(map(is_number, self.sheet.rows[row]))

    @cached_property
    def named(self) -> list[Meaning]:
        """What the labels of each row say: the deepest component, the province, a kind of points."""
        return [self._read_row(row) for row in range(len(self.sheet.rows))]

    def _read_row(self, row: int) -> Meaning:
        values = self.sheet.rows[row]
        component = province = None
        if self.components.where == "row":
            component = self._numbered.get(row) or self._deepest(values[column] for column in self.components.lines)
        if self.provinces.where == "row":
            province = self.words.read(values[self.provinces.lines[0]]).province
        meanings = [self.words.read(values[column]) for column in range(self._first_figure_column())]
        named = component is not None and self._names_row(row)
        measures = [
            meaning.measure
            for column, meaning in enumerate(meanings)
            if meaning.measure
            and not meaning.component
            and not (named and self._is_name(values[column], column in self._measure_columns))
        ]
        return Meaning(
            component,
            province,
            measures[0] if measures else None,
            any(meaning.is_total for meaning in meanings) and not component,
            any(meaning.is_summary for meaning in meanings) and not component,
        )

    def _is_section(self, row: int) -> bool:
        """Tell whether a row heads or sums up a part of the table: its first cell is a capital letter, A or B."""
        first = next((value for value in self.sheet.rows[row] if value != ""), "")
        return isinstance(first, str) and bool(_SECTION.fullmatch(first.strip()))

    def _names_itself(self, places: Iterable[Address]) -> bool:
        """Tell whether one of the cells is a component's label of its own, not one merged over several."""
        own = [self.sheet.rows[row][column] for row, column in places if (row, column) not in self.sheet.filled]
        return any(self.words.read(value).component or self.words.read_code(value) for value in own if value != "")

    def _names_row(self, row: int) -> bool:
        return self._names_itself((row, column) for column in self.components.lines)

    def _names_column(self, column: int) -> bool:
        return self._names_itself((row, column) for row in self.components.lines)

    def _is_name(self, value: Value, among_measures: bool) -> bool:
        """Tell whether a label beside a component's own is its name, whatever words of points the name holds."""
        return not among_measures and len(fold_words(write_value(value)).split()) > _SHORT

    @cached_property
    def _measure_columns(self) -> set[int]:
        """Columns of labels that say, beside components, which kind of points a row holds."""
        rows = [row for row in range(len(self.sheet.rows)) if self._names_row(row)]
        columns = range(self._first_figure_column())
        return {column for column in columns if self._tell_measures([self.sheet.rows[row][column] for row in rows])}

    def _tell_measures(self, values: list[Value]) -> bool:
        """Tell whether most labels of a line are kinds of points."""
        filled = [self.words.read(value) for value in values if value != ""]
        told = [meaning.measure for meaning in filled if meaning.measure and not meaning.component]
        return 2 * len(told) > len(filled) and any(measure in (*POINTS, "max", "rank") for measure in told)

    @cached_property
    def _numbered(self) -> dict[int, str]:
        """Rows whose component is told by how the sheet numbers it (I, 1, a) and the framework calls it so."""
        lines = list_lines(self.sheet.rows) if self.provinces.where != "row" else []
        return {line.row: line.code for line in lines if self.words.is_called(line.code, line.name)}

    def _deepest(self, values: Iterator[Value]) -> str | None:
        found = [
            self.words.read_code(value) if self.components.numeric else self.words.read(value).component
            for value in values
        ]
        return max((code for code in found if code), key=lambda code: self.words.levels[code], default=None)

    def _first_figure_column(self) -> int:
        """Return where the columns of labels end."""
        lines = [line for axis in (self.components, self.provinces) if axis.where == "row" for line in axis.lines]
        return max(lines, default=0) + 1

    def _is_numbering(self, values: list[Value]) -> bool:
        """Tell whether a row numbers the columns: (1), (2), (3) ..."""
        filled = [write_value(value).strip("()[]") for value in values if value != ""]
        numbers = [int(text) for text in filled if text.isdigit()]
        return (
            len(filled) > 2
            and len(numbers) >= len(filled) - 1
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        )

    def _name_row(self, row: int, column: int) -> str:
        """Return the words by which a row is named: of its own label column, else the first in the label columns."""
        own = write_value(self.sheet.rows[row][column])
        texts = [write_value(value) for value in self.sheet.rows[row][: self._first_figure_column()]]
        return own or next((text for text in texts if text), "")

    def _explain(self, text: str, by_component: bool) -> str:
        if by_component:
            fault = self.words.read(text).fault
            return fault or tell("{text!r} is not in the framework, but there are figures beside it", text=text)
        return self.words.explain_unknown(text)

    @cached_property
    def heads(self) -> dict[int, Meaning]:
        """What each column of figures says: component, province and kind of points."""
        by_row = "row" in (self.components.where, self.provinces.where)
        heads = {}
        for column in range(len(self.sheet.rows[0])):
            head = self._read_head(column)
            if by_row and column < self._first_figure_column() and not self._is_left_figures(column, head):
                continue
            heads[column] = head
        known = {head.component for head in heads.values() if head.component}
        if self.components.where == "row" and self.provinces.where == "sheet":
            heads = self._set_aside(heads)
        return {column: self._settle_total(head, known) for column, head in heads.items()}

    def _set_aside(self, heads: dict[int, Meaning]) -> dict[int, Meaning]:
        """Take columns of what was done, in percent or in words, for no points where others hold the points."""
        texts = {column: self._write_lowest(column) for column in heads}
        doubted = {
            column
            for column, head in heads.items()
            if head.measure in ("score", None) and (_DONE.match(fold_words(texts[column])) or "%" in texts[column])
        }
        points = {head.measure for column, head in heads.items() if column not in doubted} & set(POINTS)
        aside = {
            column
            for column in doubted
            if "score" in points or (points and "%" in texts[column]) or self._holds_words(column)
        }
        kept = {column: head for column, head in heads.items() if column not in aside}
        set_aside = dict.fromkeys(aside, "other") | dict.fromkeys(self._list_earlier_rounds(kept), EARLIER)
        return heads | {column: replace(heads[column], measure=kind) for column, kind in set_aside.items()}

    def _list_earlier_rounds(self, heads: dict[int, Meaning]) -> set[int]:
        """Return the columns of points of which another column holds a later round: the first of two appraisals."""
        rounds: dict[str, dict[int, int]] = {}
        for column, head in heads.items():
            if head.measure in POINTS and (found := _ROUND.search(fold_words(self._write_lowest(column)))):
                rounds.setdefault(head.measure, {})[column] = int(found[1])
        return {column for found in rounds.values() for column, at in found.items() if at < max(found.values())}

    def _write_lowest(self, column: int) -> str:
        """Return the lowest head of a column with the unit below it."""
        text, row = self._find_deepest(column)
        below = [self.sheet.text(at, column) for at in range(row + 1, self.first)]
        return " ".join([text, *(unit for unit in below if "%" in unit and unit != text)])

    def _holds_words(self, column: int) -> bool:
        """Tell whether most filled cells of a column are words."""
        values = [self.sheet.rows[row][column] for row in range(self.first, len(self.sheet.rows))]
        filled = [value for value in values if value != ""]
        words = [value for value in filled if isinstance(value, str) and sum(map(str.isalpha, value)) > _SHORT]
        return 2 * len(words) > len(filled)

    def _is_left_figures(self, column: int, head: Meaning) -> bool:
        """Tell whether a column left of the labels holds figures all the same: points and maxima that come first."""
        lines = [line for axis in (self.components, self.provinces) if axis.where == "row" for line in axis.lines]
        named = head.measure in (*POINTS, "max", "rank") or head.component or head.province
        return (
            column not in lines
            and bool(named)
            and any(self._holds_number(row, column) for row in range(self.first, len(self.sheet.rows)))
        )

    def _read_head(self, column: int) -> Meaning:
        stack = [self.sheet.rows[row][column] for row in range(self.first)]
        told = [self._is_name_across(row, column) for row in range(self.first)]
        meanings = [
            replace(meaning, measure=None) if is_name else meaning
            for value, is_name in zip(stack, told, strict=True)
            if (meaning := self.words.read(value)) != Meaning()
        ]
        component = province = None
        if self.components.where == "column":
            rows = [line for line in self.components.lines if line < len(stack)]
            component = self._deepest(stack[row] for row in rows) or self._read_number(stack, rows)
        if self.provinces.where == "column" and self.provinces.lines[0] < len(stack):
            province = self.words.read(stack[self.provinces.lines[0]]).province
        measures = [meaning.measure for meaning in meanings if meaning.measure and not meaning.component]
        last = meanings[-1] if meanings else Meaning()
        fault = next((meaning.fault for meaning in meanings if meaning.fault), "")
        noted = self.components.where == "row" and measures[-1:] == ["reason"]  # notes beside each component
        return Meaning(
            component,
            province,
            measures[-1] if measures else None,
            last.is_total or self._is_total_above(column),
            any(meaning.is_summary for meaning in meanings) and not noted,
            fault if not component else "",
        )

    def _is_total_above(self, column: int) -> bool:
        """Tell whether a head that spans points and ranks says that they are those of the whole."""
        rows = self.sheet.rows[: self.first]
        heads = [values for values in rows if len({value for value in values if value != ""}) > 1]
        return self.components.where == "column" and any(self.words.read(values[column]).is_total for values in heads)

    def _is_name_across(self, row: int, column: int) -> bool:
        """Tell whether a head names the component whose code stands above or below it."""
        if self.components.where != "column" or not self._names_column(column):
            return False
        return self._is_name(self.sheet.rows[row][column], row in self._measure_rows)

    @cached_property
    def _measure_rows(self) -> set[int]:
        """Rows of heads that say, below components, which kind of points a column holds."""
        columns = [column for column in range(len(self.sheet.rows[0])) if self._names_column(column)]
        heads = self.sheet.rows[: self.first]
        return {row for row, values in enumerate(heads) if self._tell_measures([values[column] for column in columns])}

    def _read_number(self, stack: list[Value], rows: list[int]) -> str | None:
        """Return the component whose code stands as a number among heads that are text."""
        found = [self.words.read_code(stack[row]) for row in rows if isinstance(stack[row], float)]
        return next((code for code in found if code and code not in self._text_codes), None)

    @cached_property
    def _text_codes(self) -> set[str]:
        """Components that heads name by text."""
        values = [value for row in self.components.lines for value in self.sheet.rows[row]]
        return {code for value in values if (code := self.words.read(value).component)}

    def _settle_total(self, head: Meaning, known: set[str]) -> Meaning:
        """Give a column of totals or ranks the component that it is the total of."""
        if self.components.where != "column" or head.component or not (head.is_total or head.measure == "rank"):
            return head
        measure = (
            "rank" if head.measure == "rank" else None if head.is_total and head.measure == "score" else head.measure
        )
        return Meaning(self.words.span(known), head.province, measure, True)

    @cached_property
    def _head_rows(self) -> list[int]:
        """Rows of heads directly above the table: those with at least two different texts."""
        rows: list[int] = []
        for row in range(self.first - 1, max(self.first - 7, -1), -1):
            texts = {write_value(value) for value in self.sheet.rows[row]} - {""}
            if len(texts) < 2:
                break
            rows.append(row)
        return rows

    def _find_deepest(self, column: int) -> tuple[str, int]:
        """Return the lowest head of a column that is no number of a column and no unit, and its row."""
        for row in self._head_rows:
            text = self.sheet.text(row, column)
            if text and not _UNITS.fullmatch(text):
                return text, row
        return "", self._head_rows[0] if self._head_rows else 0

    def _is_of_other_year(self, column: int) -> bool:
        """Tell whether the heads of a column speak of another year than the table's; names of components do not."""
        if self._year is None:
            return False
        for row in self._head_rows:
            value = self.sheet.rows[row][column]
            meaning = self.words.read(value)
            if value == "" or meaning.component or self._is_name_across(row, column):
                continue
            if (year := read_year(value)) or meaning.measure or meaning.is_total:
                text = write_value(value)
                if year == self._year:
                    return False
                if year or is_of_other_year(text, self._year):
                    return True
        return False

    @cached_property
    def _year(self) -> int | None:
        years = self.words.tree["year"].unique() if "year" in self.words.tree else []
        return int(years[0]) if len(years) == 1 else None

    @cached_property
    def _is_whole(self) -> bool:
        """Whether all numbers of the table are whole, as ranks are."""
        rows = self.sheet.rows[self.first :]
        return all(
            write_value(values[column]).isdigit()
            for values in rows
            for column in self.heads
            if is_number(values[column])
        )

    @cached_property
    def _span_rows(self) -> str:
        return self.words.span({named.component for named in self.named if named.component})

    def _holds_number(self, row: int, column: int) -> bool:
        """Tell whether a cell holds a number of its own, not one that a merged block spread there."""
        return (row, column) not in self.sheet.filled and is_number(self.sheet.rows[row][column])
