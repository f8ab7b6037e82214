"""What the sentences on the structure of an index share."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.phrases import say


def say_no_table(subject: Subject, what: tuple[str, str]) -> str:
    """Say that only single facts are published, so that *what* cannot be told."""
    return say(
        subject.language,
        f"Chưa có bảng điểm đủ các tỉnh (nguồn chỉ in số liệu riêng lẻ) nên chưa tính được {what[0]}.",
        f"Without a table of all provinces (only single facts are printed) nothing is computed on {what[1]}.",
    )


def is_printed(subject: Subject) -> bool:
    """Tell whether the year has single printed facts only."""
    return bool((subject.rows["kind"] == "printed").all())


VERDICTS = {
    "ceiling": ("đã chạm trần", "at the ceiling"),
    "flat": ("các tỉnh gần như bằng nhau", "provinces are almost level"),
    "tells_apart": ("còn phân biệt được các tỉnh", "tells provinces apart"),
}
"""Verdicts in words."""


def name_verdicts(verdicts: pd.Series, language: str) -> list[str]:
    """Return verdicts in words."""
    return [say(language, *VERDICTS[verdict]) for verdict in verdicts]
