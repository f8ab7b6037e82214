"""What the titles of a file say of it as a whole: year of the results and who issued them (năm và cơ quan ban hành)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from parlib.clean.arrival import MOST_SNIFFED, find_year
from parlib.readers.action_book import read_starter_agencies
from parlib.readers.coverage import is_number
from parlib.readers.labels import fold_words
from parlib.readers.workbook import Sheet, Value, read_workbook
from parlib.terms import INDICES

MOST_ABOVE = 8
"""Rows of a sheet among which its letterhead stands."""

MOST_BESIDE = 3
"""Different texts of a row of a letterhead: office, motto, number of the table."""

_TEXT_FORMS = (".csv", ".parquet")
_PLACE = re.compile(r"(?:ubnd|uy ban nhan dan) (tinh|thanh pho|tp) (.+)")
_OFFICE = re.compile(r"(so|bo|thanh tra|van phong|ban|cuc|vien) [a-z ]{2,60}")
_KINDS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố"}


@dataclass(frozen=True)
class Heading:
    """Year and issuer as a file says them; None and blank where it does not, or says two."""

    year: int | None = None
    issuer: str = ""


def read_heading(path: Path, raw: Path) -> Heading:
    """Return what a file says of its year, in its name or titles, and of its issuer, in its letterhead.

    Parameters
    ----------
    path : pathlib.Path
    raw : pathlib.Path
        ``data/raw``, whose list of agencies tells how offices are spelled.

    Raises
    ------
    DataProblemsError
        If it cannot be read.
    """
    plain = path.suffix.casefold() in _TEXT_FORMS
    if path.is_dir() or (plain and (path.suffix.casefold() == ".parquet" or path.stat().st_size > MOST_SNIFFED)):
        return Heading(find_year(path, []))
    sheets = read_workbook(path, str(path))
    return Heading(find_year(path, sheets), find_issuer(sheets, list_offices(raw)))


def list_offices(raw: Path) -> list[str]:
    """Return the offices that send such files, as they are spelled: issuers, departments, and their ministries."""
    issuers = [index.issuer for index in INDICES.values()]
    departments = list(read_starter_agencies(raw)["agency"])
    ministries = [name.replace("Sở ", "Bộ ", 1) for name in departments if name.startswith("Sở ")]
    return [*issuers, *departments, *ministries]


def find_issuer(sheets: list[Sheet], offices: Iterable[str]) -> str:
    """Return the office in whose name a letterhead stands, with the place it belongs to; blank where none is named.

    Parameters
    ----------
    sheets : list of parlib.readers.workbook.Sheet
    offices : iterable of str
        Offices as they are spelled; in a letterhead they stand in capitals.

    Examples
    --------
    >>> rows = [["UBND TỈNH QUẢNG NINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["SỞ NỘI VỤ", "Độc lập - Tự do"]]
    >>> find_issuer([Sheet("a.xlsx", "Bảng 1", rows)], ["Sở Nội vụ"])
    'Sở Nội vụ tỉnh Quảng Ninh'
    >>> find_issuer([Sheet("a.xlsx", "Bảng 1", [*rows[:1], ["STT", "Đơn vị"], [1.0, "Sở Nội vụ"]])], ["Sở Nội vụ"])
    'UBND tỉnh Quảng Ninh'
    """
    spelled = {fold_words(name): name for name in offices}
    place = office = ""
    for sheet in sheets:
        for values in takewhile(_is_above, sheet.rows[:MOST_ABOVE]):
            text = next((value for value in values if isinstance(value, str) and value.strip()), "")
            folded = fold_words(text)
            if match := _PLACE.fullmatch(folded):
                kind = _KINDS[match[1]]
                place = f"{kind} {' '.join(text.split()[-len(match[2].split()) :]).title()}"
            elif _OFFICE.fullmatch(folded):
                plain = " ".join(text.split())
                office = spelled.get(folded, plain.capitalize() if plain.isupper() else plain)
        if place or office:
            break
    if not office:
        return place and f"UBND {place}"
    return office if office.startswith("Bộ ") or not place else f"{office} {place}"


def _is_above(values: list[Value]) -> bool:
    """Tell whether a row stands above the table: it has no number beside words, and few texts."""
    filled = {value for value in values if value != ""}
    return len(filled) <= MOST_BESIDE and not (len(filled) > 1 and any(map(is_number, filled)))
