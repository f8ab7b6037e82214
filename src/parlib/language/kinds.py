"""How a value of each kind is written (cách viết từng loại số liệu)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parlib.language.numbers import format_change, format_number, format_percent

KNOWN_KINDS = (
    "score",
    "share",
    "count",
    "year",
    "change",
    "rank_change",
    "p_value",
    "tenth",
    "hundredth",
    "text",
    "code",
    "helper",
)
"""Kinds of value. A ``code`` is a word of the program, shown in the reader's words; a ``helper`` is not shown."""

PLACES = {"count": 0, "helper": 0, "tenth": 1, "hundredth": 2, "p_value": 3}
"""Kinds that have their own number of places after the decimal sign."""

SMALL_SHARE = 0.01
"""A share below this is written with two places after the decimal sign, as publications write it."""

LEAST_SHARE = 0.0001
"""A share that would be written as none is written as less than this."""

SMALL_P = 0.0005
"""A p value below this is written as less than a thousandth."""


def write_value(
    value: Any,  # noqa: ANN401
    kind: str,
    language: str,
    decimals: int = 2,
    code: Callable[[str, str], str] | None = None,
) -> str:
    """Write one value as its reader expects it; a missing number is a dash, a missing year blank.

    Parameters
    ----------
    code : callable, optional
        Puts a word of the program (kind ``code``) into the reader's language.

    Examples
    --------
    >>> write_value(7.1234, "score", "vi"), write_value(None, "count", "vi"), write_value(3, "rank_change", "en")
    ('7,12', '–', '+3')
    >>> write_value(0.9061, "share", "vi"), write_value(0.0045, "share", "vi"), write_value(0.0001, "p_value", "en")
    ('90,6%', '0,45%', '< 0.001')
    >>> write_value(0.00002, "share", "vi"), write_value(0.0, "share", "vi")
    ('< 0,01%', '0,0%')
    """
    if isinstance(value, str):
        return code(value, language) if code and kind == "code" else value
    number = None if value is None or value != value else float(value)
    if kind == "year":
        return "" if number is None else str(int(number))
    if kind == "share":
        if number and abs(number) < LEAST_SHARE / 2:  # few are not none
            return f"< {format_percent(LEAST_SHARE, language, 2)}"
        # Harassment of 0.45% against 0.14% would read 0.5% against 0.1%.
        return format_percent(number, language, 2 if number and abs(number) < SMALL_SHARE else 1)
    if kind in ("change", "rank_change"):
        return format_change(number, language, decimals if kind == "change" else 0)
    if kind == "p_value" and number is not None and number < SMALL_P:
        return f"< {format_number(0.001, language, 3)}"
    return format_number(number, language, PLACES.get(kind, decimals))
