"""How a scoreboard lies in a sheet: every figure is named by its province, its component and its kind of points.

Each of the three is said in the figure's row, in its column, or once for the whole sheet; so one reader takes tables
with provinces down or across, one sheet a province or one a field, and heads of one to three rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parlib.readers.coverage import is_number
from parlib.readers.labels import NOTHING, POINTS, Words
from parlib.readers.workbook import Sheet, Value
from parlib.terms import TOTAL

Line = list[Value]
"""The cells of a row or of a column."""


_LONGEST_NUMBER = 4
"""Letters of a number of order, roman ones included, up to VIII."""


@dataclass(frozen=True)
class Axis:
    """Where one of the three names stands.

    Attributes
    ----------
    where : str
        ``row``, ``column`` or ``sheet``.
    lines : tuple of int
        The columns (for ``row``) or rows (for ``column``) that hold the labels.
    numeric : bool
        True where the labels are bare codes, perhaps stored as numbers.
    value : str or None
        The code, where the whole sheet has one.
    """

    where: str
    lines: tuple[int, ...] = ()
    numeric: bool = False
    value: str | None = None


def find_provinces(sheet: Sheet, words: Words) -> Axis:
    """Return where the provinces are named; in the sheet's own name or title if only one is."""
    if named := words.find_coded(sheet.name):
        return Axis("sheet", value=named)
    named = words.find_province(sheet.name)
    down, across, count = _find_lines(sheet, lambda value: words.read(value).province)
    if count >= 2 and (named is None or count > 2):
        return Axis("row", tuple(down[:1])) if down else Axis("column", tuple(across[:1]))
    if named is None:
        found = {words.read(value).province or _read_title(value, words) for row in sheet.rows for value in row} - {
            None
        }
        named = next(iter(found)) if len(found) == 1 else None
    return Axis("sheet", value=named)


def _read_title(value: Value, words: Words) -> str | None:
    """Return the province that a title names at its end: ``Kết quả của tỉnh Quảng Ninh``."""
    if not isinstance(value, str) or len(value) > 200:
        return None
    for word in ("tỉnh", "thành phố"):
        _, found, tail = value.casefold().rpartition(f"{word} ")
        if found and (province := words.find_province(tail.split(" năm ")[0])):
            return province
    return None


def find_components(sheet: Sheet, words: Words) -> Axis | None:
    """Return where the components are named, by labels or, where there are none, by bare codes."""
    down, across, count = _find_lines(sheet, lambda value: words.read(value).component, words)
    down = [at for at in down if not _numbers_places(sheet, at, words)]
    down = _drop_figures(down, [[row[at] for row in sheet.rows] for at in down], words)
    across = _drop_figures(across, [sheet.rows[at] for at in across], words)
    if count >= 2 and (down or across):
        return Axis("row", tuple(down)) if down else Axis("column", tuple(across))
    columns = [at for at, column in enumerate(_columns(sheet)) if _is_code_line(column, words)]
    columns = [at for at in columns if not _numbers_places(sheet, at, words)]
    rows = [at for at, row in enumerate(sheet.rows) if _is_code_line(row, words)]
    if columns or rows:
        return Axis("row", (columns[0],), True) if columns else Axis("column", (rows[0],), True)
    named = words.read(sheet.name).component
    if named is None and _is_table_of_totals(sheet, words):
        named = TOTAL
    return Axis("sheet", value=named) if named else None


def _drop_figures(lines: list[int], values: list[Line], words: Words) -> list[int]:
    """Return *lines* without those of figures typed as text: bare numbers beside a place or below a kind of points."""
    kept = [at for at, line in zip(lines, values, strict=True) if not _holds_figures(line, words)]
    return kept or lines


def _holds_figures(line: Line, words: Words) -> bool:
    """Tell whether a line whose numbers run as codes holds points: of a place, or of the kind that it begins with."""
    read = {value: words.read(value) for value in line if value != ""}
    named = {meaning.component for value, meaning in read.items() if not is_number(value)} - {None}
    first = next((meaning for meaning in read.values() if meaning.component is None), NOTHING)
    placed = any(meaning.province for meaning in read.values()) or first.measure in (*POINTS, "max", "rank")
    return len(named) < 2 and placed


def _numbers_places(sheet: Sheet, column: int, words: Words) -> bool:
    """Tell whether the labels of a column only number the places beside them: I, 1, 2, II, 3 ..."""
    if column + 1 >= len(sheet.rows[0]):
        return False
    labels = [row[column] for row in sheet.rows if words.read(row[column]).component]
    beside = {words.read(row[column + 1]).province for row in sheet.rows} - {None}
    return len(beside) > 1 and all(len(str(label).strip(" .()")) <= _LONGEST_NUMBER for label in labels)


def _is_table_of_totals(sheet: Sheet, words: Words) -> bool:
    """Tell whether a sheet holds the results of provinces below heads that speak of the whole only."""
    places = [row for row, values in enumerate(sheet.rows) if any(words.read(value).province for value in values)]
    heads = [words.read(value) for values in sheet.rows[: places[0]] for value in values] if len(places) > 1 else []
    return any(head.is_total or head.measure in (*POINTS, "rank") for head in heads)


def _find_lines(
    sheet: Sheet, mean: Callable[[Value], str | None], words: Words | None = None
) -> tuple[list[int], list[int], int]:
    """Return the columns or else the rows with at least two different labels, the richer way, and the most of one.

    With *words*, a line of bare numbers counts only where they run as the codes of the framework do: points typed as
    text (``1``, ``2``, ``0,75``) are no codes.
    """
    columns = [_count_labels(column, mean, words) for column in _columns(sheet)]
    rows = [_count_labels(row, mean, words) for row in sheet.rows]
    most_down, most_across = max(columns, default=0), max(rows, default=0)
    if most_down >= most_across:
        return [at for at, count in enumerate(columns) if count >= 2], [], most_down
    return [], [at for at, count in enumerate(rows) if count >= 2], most_across


def _count_labels(line: Sequence[Value], mean: Callable[[Value], str | None], words: Words | None) -> int:
    meant = [(value, code) for value in line if (code := mean(value))]
    found, named = {code for _, code in meant}, {code for value, code in meant if not is_number(value)}
    if words is None or len(found) < 2 or found == named or _runs_as_codes(line, words):
        return len(found)
    return len(named)


def _runs_as_codes(line: Sequence[Value], words: Words) -> bool:
    """Tell whether bare texts are codes: most numbers of the line are, and they follow the order of the framework."""
    filled = [value for value in line if is_number(value)]
    places = [words.order[code] for value in filled if isinstance(value, str) and (code := words.read_code(value))]
    steps = [before <= after for before, after in pairwise(places)]
    return len(places) >= 0.6 * len(filled) and (not steps or sum(steps) >= 0.85 * len(steps))


def _columns(sheet: Sheet) -> Iterable[tuple[Value, ...]]:
    return zip(*sheet.rows, strict=True)


def _is_code_line(line: Iterable[Value], words: Words) -> bool:
    """Tell whether a line holds bare codes in the order of the framework; running numbers 1, 2, 3 ... are none."""
    filled = [value for value in line if value != ""]
    codes = [words.read_code(value) for value in filled]
    known = [words.order[code] for code in codes if code]
    if len(known) < 2 or len(known) < 0.6 * len(filled) or known != sorted(set(known)):
        return False
    numbers = [value for value in filled if isinstance(value, float)]
    running = len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
    return not (running and any(code is None for code in codes if code != ""))
