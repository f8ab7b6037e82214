"""How the rows of a list are numbered: roman, arabic or by letters (đánh số thứ tự)."""

from __future__ import annotations

import re

from parlib.readers.workbook import Value, write_value

_NUMBERED = re.compile(
    r"^(?:(?:lĩnh vực|tiêu chí(?: thành phần)?|LV|TCTP|TC)\s*)?"
    r"(?:(?P<roman>[IVX]+)(?=[.):\s–-]|$)|(?P<arabic>\d+(?:\.\d+)*)(?=[.):\s–-]|$)|(?P<letter>[a-zđ])(?=[.)]|$))"
    r"\s*[.):–-]*\s*(?P<name>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CODE = re.compile(r"\d{1,3}(\.\d{1,3})?")
"""A number that may be a code."""


def read_mark(value: Value) -> tuple[str, str, str] | None:
    """Return the style of a numbering, the number as written, and the name behind it."""
    if isinstance(value, float):
        return ("number", write_value(value), "") if _CODE.fullmatch(write_value(value)) else None
    text = " ".join(value.split())
    if match := _DATE.fullmatch(text):
        return ("date", match.group(0), "")
    match = _NUMBERED.match(text) if len(text) <= 300 else None
    if not match:
        return None
    style = next(style for style in ("roman", "arabic", "letter") if match[style])
    if style == "letter" and match[style].isupper():
        return None  # A, B: sections of a table, which lists do not number their items by
    return (style, match[style], match["name"].strip())
