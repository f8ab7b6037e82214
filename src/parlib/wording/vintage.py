"""Words for provinces of the other vintage: back-cast to the 34, held by a new province."""

from __future__ import annotations

from parlib.subject import Subject
from parlib.wording.phrases import say


def name_back_cast(edition: str, language: str) -> str:
    """Return what a year told for the 34 is called: ``PAPI 2024, quy đổi theo 34 tỉnh``.

    Examples
    --------
    >>> name_back_cast("PAPI 2024", "en")
    'PAPI 2024, back-cast to the 34 provinces'
    """
    return say(language, f"{edition}, quy đổi theo 34 tỉnh", f"{edition}, back-cast to the 34 provinces")


def say_edition(subject: Subject) -> str:
    """Return what people call the subject's results, and that they are back-cast where they are."""
    edition = subject.index.edition(subject.year, subject.language)
    return name_back_cast(edition, subject.language) if subject.back_cast else edition


def say_rank_field(subject: Subject) -> str:
    """Return among whom a back-cast rank stands; nothing for published results."""
    return say(subject.language, " trong 34 tỉnh quy đổi", " among the back-cast 34") if subject.back_cast else ""


def say_not_whole(subject: Subject, matter: str) -> str:
    """Say that a new province has no whole back-cast score in the year."""
    return say(
        subject.language,
        f"{subject.province} không có điểm đầy đủ về {matter}: không phải mọi tỉnh cũ hợp thành đều có điểm năm "
        f"{subject.year}; phần đã biết ở mục diễn biến.",
        f"{subject.province} has no whole score on {matter}: not all of its old provinces have one for {subject.year}; "
        "what is known stands with the history.",
    )
