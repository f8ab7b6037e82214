"""Numbers as a Vietnamese or an English reader writes them, with the signs of Babel's CLDR data."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from parlib.rounding import round_half_up
from parlib.terms import LANGUAGES, check_language

__all__ = [
    "LANGUAGES",
    "MINUS",
    "MISSING",
    "check_language",
    "format_change",
    "format_day",
    "format_number",
    "format_percent",
    "format_rank",
]

MISSING = "–"
"""What stands for a figure that is not known (không có số liệu)."""

MINUS = "\u2212"


@lru_cache(maxsize=4)
def _signs(language: str) -> dict[int, str]:
    locale = Locale.parse(check_language(language))
    return str.maketrans({",": get_group_symbol(locale), ".": get_decimal_symbol(locale)})


def _write(size: Decimal, language: str, decimals: int) -> str:
    """Write a rounded number without its sign, as Babel's ``#,##0.00`` does in a fiftieth of the time."""
    return f"{size:,.{decimals}f}".translate(_signs(language))


def format_number(value: float | None, language: str, decimals: int = 2) -> str:
    """Write a number with the decimal sign of the language; a missing one is a dash.

    Examples
    --------
    >>> format_number(91.04, "vi"), format_number(91.04, "en")
    ('91,04', '91.04')
    >>> format_number(8435.7, "vi", 1), format_number(float("nan"), "vi")
    ('8.435,7', '–')

    A half is written in one way, whatever sum it came from:

    >>> format_number(0.485, "en"), format_number(13.31 - 12.825, "en")
    ('0.49', '0.49')
    """
    if value is None or math.isnan(value):
        return MISSING
    rounded = round_half_up(value, decimals)
    return (MINUS if rounded < 0 else "") + _write(abs(rounded), language, decimals)


def format_change(value: float | None, language: str, decimals: int = 2) -> str:
    """Write a change with its sign: ``+0,35``, ``−1,20``, ``0,00``.

    Examples
    --------
    >>> format_change(0.351, "vi"), format_change(-1.2, "en"), format_change(0.001, "vi")
    ('+0,35', '−1.20', '0,00')
    """
    text = format_number(value, language, decimals)
    if value is None or math.isnan(value) or round_half_up(value, decimals) <= 0:
        return text
    return "+" + text


def format_percent(share: float | None, language: str, decimals: int = 1) -> str:
    """Write a share (0-1) as a percentage: ``91,5%``.

    Examples
    --------
    >>> format_percent(0.9153, "vi"), format_percent(0.5, "en", 0)
    ('91,5%', '50%')
    """
    if share is None or math.isnan(share):
        return MISSING
    return format_number(100 * share, language, decimals) + "%"


def format_rank(rank: float | None, n_ranked: float | None, language: str) -> str:
    """Write a rank among how many: ``5/61`` (thứ hạng).

    Examples
    --------
    >>> format_rank(5, 61, "vi"), format_rank(None, 61, "en")
    ('5/61', '–')
    """
    if rank is None or math.isnan(rank):
        return MISSING
    place = format_number(rank, language, 0)
    if n_ranked is None or math.isnan(n_ranked):
        return place
    return f"{place}/{format_number(n_ranked, language, 0)}"


def format_day(text: str | None, language: str) -> str:
    """Write a day that is stored as ``2026-11-28`` as its readers write it; other text is left as it is.

    Examples
    --------
    >>> format_day("2026-11-28", "vi"), format_day("2026-11-08", "en"), format_day("", "vi")
    ('28/11/2026', '8 November 2026', '')
    """
    try:
        day = datetime.date.fromisoformat(str(text or ""))
    except ValueError:
        return str(text or "")
    if check_language(language) == "vi":
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {_months()[day.month]} {day.year}"


@lru_cache(maxsize=1)
def _months() -> dict[int, str]:
    return dict(Locale.parse("en").months["format"]["wide"])
