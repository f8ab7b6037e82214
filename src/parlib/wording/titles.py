"""What components, files and sheets are called, and the words that every face of simulated figures carries."""

from __future__ import annotations

from pathlib import Path

from parlib.terms import SHEET_MARK, SIMULATED_STEM, TOTAL
from parlib.wording.codes import NAMED_ONLY
from parlib.wording.phrases import say

SIMULATED = "SỐ LIỆU MÔ PHỎNG / SIMULATED"
"""Stands on every page, slide and sheet made from simulated figures, in both languages whatever the language."""

LONGEST_NAME = 31
"""Letters that Excel lets the name of a sheet have."""


def name_back_cast(edition: str, language: str) -> str:
    """Return what a year told for the 34 is called: ``PAPI 2024, quy đổi theo 34 tỉnh, thành phố``.

    Examples
    --------
    >>> name_back_cast("PAPI 2024", "en")
    'PAPI 2024, back-cast to the 34 provinces'
    """
    return say(language, f"{edition}, quy đổi theo 34 tỉnh, thành phố", f"{edition}, back-cast to the 34 provinces")


def number_component(code: str | None) -> str:
    """Return the number that a component has in print; the index as a whole has none, nor a part named only (``P1``).

    Examples
    --------
    >>> [number_component(code) for code in ("3.10", "total", "P1", None)]
    ['3.10', '', '', '']
    """
    return "" if not code or code == TOTAL or NAMED_ONLY.fullmatch(code) else code


def name_component(code: str | None, name: str | None) -> str:
    """Return what a component is called: ``4. Kiểm soát tham nhũng``.

    Examples
    --------
    >>> name_component("4", "Kiểm soát tham nhũng"), name_component("total", "SIPAS")
    ('4. Kiểm soát tham nhũng', 'SIPAS')
    """
    return ". ".join(filter(None, (number_component(code), name)))


def name_level(code: str, component: str, whole: str) -> str:
    """Return what stands above the title of a component: its number behind the word *component*, or the word *whole*.

    Examples
    --------
    >>> [name_level(code, "Component", "Index as a whole") for code in ("4", "P1", "total")]
    ['Component 4', 'Component', 'Index as a whole']
    """
    return whole if code == TOTAL else f"{component} {number_component(code)}".rstrip()


def name_file(path: Path, simulated: bool) -> Path:
    """Return the name of a file; one made from simulated figures says so.

    Examples
    --------
    >>> name_file(Path("a.docx"), True).name, name_file(Path("a.docx"), False).name
    ('a-SO-LIEU-MO-PHONG-SIMULATED.docx', 'a.docx')
    """
    if not simulated or SIMULATED_STEM in path.stem:
        return path
    return path.with_name(f"{path.stem}{SIMULATED_STEM}{path.suffix}")


def mark_sheet(name: str) -> str:
    """Return the name of a sheet of simulated figures: the mark stays whole, the name before it is cut.

    Examples
    --------
    >>> mark_sheet("Hài lòng"), mark_sheet("22 Quảng Ninh, toàn bộ các tiêu chí")
    ('Hài lòng SIMULATED', '22 Quảng Ninh, toàn b SIMULATED')
    >>> mark_sheet("Hài lòng SIMULATED")
    'Hài lòng SIMULATED'
    """
    plain = name.removesuffix(SHEET_MARK).strip()
    return f"{plain[: LONGEST_NAME - len(SHEET_MARK) - 1].strip()} {SHEET_MARK}"
