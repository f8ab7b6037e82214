"""How the cells of a workbook are written: number formats by kind of column and language, the formats of a sheet."""

from __future__ import annotations

from functools import cached_property

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from parlib.language.kinds import PLACES
from parlib.language.numbers import MINUS, format_number

LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
"""Marks of the language in a number format: a decimal comma in Vietnamese, a point in English."""

INK, FAINT, SHADE, WARN = "#1F2A37", "#6B7280", "#E5E7EB", "#B00000"


def choose_format(kind: str, language: str, decimals: int) -> str:
    """Return the number format of a kind of column, which shows what the page shows; the cell keeps every digit.

    Examples
    --------
    >>> choose_format("score", "vi", 2), choose_format("count", "en", 2), choose_format("text", "vi", 2)
    ('[$-42A]#,##0.00', '[$-409]#,##0', '@')
    >>> choose_format("share", "vi", 2)
    '[$-42A][=0]0.0%;[$-42A][<0.01]0.00%;[$-42A]0.0%'
    """
    mark = LOCALES[language]
    if kind in ("text", "code"):
        return "@"
    if kind == "year":
        return "0"
    if kind == "share":
        return f"{mark}[=0]0.0%;{mark}[<0.01]0.00%;{mark}0.0%"
    if kind == "p_value":
        return f'{mark}[<0.0005]"< {format_number(0.001, language, 3)}";{mark}0.000'
    places = 0 if kind == "rank_change" else PLACES.get(kind, decimals)
    number = "#,##0" + ("." + "0" * places if places else "")
    if kind in ("change", "rank_change"):
        return f"{mark}+{number};{mark}{MINUS}{number};{mark}{number}"
    return f"{mark}{number}"


class CellFormats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[tuple[str, bool, bool], Format] = {}

    def cell(self, number: str, figure: bool, strong: bool) -> Format:
        """Return the format of a cell with that number format; *strong* is the province's own row."""
        key = (number, figure, strong)
        if key not in self._numbers:
            cell_format = {
                "num_format": number,
                "bottom": 1,
                "bottom_color": SHADE,
                "valign": "vcenter",
                "bold": strong,
            }
            # Words stand off the figure on their left: "1 Quảng Ninh" reads as one otherwise.
            cell_format |= {"align": "right"} if figure else {"text_wrap": True, "align": "left", "indent": 1}
            self._numbers[key] = self._book.add_format(cell_format)
        return self._numbers[key]

    @cached_property
    def title(self) -> Format:
        """Return the format of a sheet's title."""
        return self._book.add_format({"bold": True, "font_size": 14, "font_color": INK})

    @cached_property
    def said(self) -> Format:
        """Return the format of a finding."""
        return self._book.add_format({"text_wrap": True, "valign": "top", "font_size": 11, "font_color": INK})

    @cached_property
    def small(self) -> Format:
        """Return the format of notes, sources and units."""
        return self._book.add_format({"text_wrap": True, "valign": "top", "font_size": 9, "font_color": FAINT})

    @cached_property
    def unit(self) -> Format:
        """Return the format of the units above the heads."""
        return self._book.add_format({"italic": True, "font_size": 9, "font_color": FAINT, "align": "center"})

    @cached_property
    def head(self) -> Format:
        """Return the format of a column's head."""
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "bg_color": SHADE, "bottom": 2}
        return self._book.add_format(head)

    @cached_property
    def warning(self) -> Format:
        """Return the format of the words that simulated figures carry."""
        return self._book.add_format({"bold": True, "font_size": 12, "font_color": WARN})

    @cached_property
    def link(self) -> Format:
        """Return the format of a link to another sheet."""
        return self._book.add_format({"font_color": "#1D4ED8", "underline": 1, "valign": "top"})
