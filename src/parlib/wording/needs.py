"""What is lacking where a question cannot be answered: the file that would answer it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlib.terms import INDICES, list_by
from parlib.wording.phrases import say

if TYPE_CHECKING:
    from parlib.subject import Subject

NEEDS = {
    "own": ("kết quả {edition} của {province}", "the {edition} results of {province}"),
    "rank": ("bảng xếp hạng {edition} của các tỉnh, thành phố", "the {edition} ranking of all provinces"),
    "nation": ("bảng kết quả {edition} của các tỉnh, thành phố", "the {edition} results of all provinces"),
    "nation_parts": (
        "bảng kết quả {edition} của các tỉnh, thành phố theo từng chỉ số thành phần",
        "the {edition} results of all provinces by component",
    ),
    "ranked_parts": (
        "bảng kết quả {edition} của các tỉnh, thành phố theo từng chỉ số thành phần",
        "the {edition} results of all provinces by component",
    ),
    "nation_before": (
        "bảng kết quả {short} những năm trước của các tỉnh, thành phố, cùng bộ chỉ số",
        "earlier {short} results of all provinces, of the same framework",
    ),
    "own_parts": (
        "bảng điểm {edition} của {province} theo từng chỉ số thành phần",
        "the {edition} scoreboard of {province} by component",
    ),
    "board": (
        "bảng điểm {edition} của {province} có điểm tự đánh giá, điểm thẩm định, điểm điều tra",
        "the {edition} scoreboard of {province} with points claimed, appraised and surveyed",
    ),
    "agencies": (
        "bảng điểm {edition} của {province} có cột cơ quan phụ trách",
        "the {edition} scoreboard of {province} with the agency in charge",
    ),
    "before": (
        "kết quả {short} năm {before} của {province} theo từng chỉ số thành phần, cùng bộ chỉ số",
        "the {short} results of {province} by component for {before}, of the same framework",
    ),
    "years": ("kết quả {short} những năm trước của {province}", "earlier {short} results of {province}"),
    "five_years": (
        "kết quả {short} của {province} trong ít nhất năm năm cùng bộ chỉ số",
        "the {short} results of {province} for at least five years of one framework",
    ),
    "links": (
        "bảng nối bộ chỉ số cũ với bộ chỉ số mới của {short}",
        "the table that links the old {short} framework to the new one",
    ),
    "survey": (
        "phiếu trả lời hoặc bảng tỷ lệ hài lòng {survey} {year} của {province}",
        "the {survey} {year} answers or table of satisfied shares of {province}",
    ),
    "integrity": (
        "kết quả điều tra {survey} của {province} về gây phiền hà, sách nhiễu và nộp thêm tiền",
        "the {survey} findings on harassment and extra payment in {province}",
    ),
    "covariates": (
        "dân số, tỷ lệ đô thị và GRDP bình quân của các tỉnh, thành phố",
        "population, urban share and GRDP per head of all provinces",
    ),
}
"""What a gate may lack (`parlib.gate`): a table, a workbook or a survey, as an office would ask for it."""


def say_need(need: str, subject: Subject) -> str:
    """Return what is lacking in the language of the subject; nothing for a question that does not arise."""
    if not need:
        return ""
    language, index = subject.language, subject.index
    survey = next((INDICES[name].call(language) for name in list_by(workbooks="survey")), "")
    text = say(language, *NEEDS[need]).format(
        survey=survey,
        edition=index.edition(subject.year, language), short=index.call(language), province=subject.province,
        year=subject.year, before=subject.year - 1,
    )  # fmt: skip
    return text[:1].upper() + text[1:]


UNANSWERED = ("Chưa trả lời được", "Not answered yet")
"""Head of the list of questions that cannot be answered."""

UNASKED = ("Câu hỏi này không đặt ra ở đây.", "This question does not arise here.")
"""Stands in a notebook where a question does not arise."""


def say_unanswered(needs: str, language: str) -> str:
    """Return the line that stands in a notebook in place of an exhibit.

    Examples
    --------
    >>> say_unanswered("The PAPI 2024 results of all provinces", "en")
    'Not answered yet. Needed: the PAPI 2024 results of all provinces.'
    """
    if not needs:
        return say(language, *UNASKED)
    lacking = needs[:1].lower() + needs[1:]
    return f"{say(language, *UNANSWERED)}. {say(language, 'Cần', 'Needed')}: {lacking}."


def say_count(count: int, language: str) -> str:
    """Say how many questions wait for figures.

    Examples
    --------
    >>> say_count(14, "vi"), say_count(1, "en")
    ('14 câu hỏi chưa trả lời được vì thiếu số liệu.', '1 question cannot be answered yet for lack of figures.')
    """
    return say(
        language,
        f"{count} câu hỏi chưa trả lời được vì thiếu số liệu.",
        f"{count} {'question' if count == 1 else 'questions'} cannot be answered yet for lack of figures.",
    )


HEADS = {"needs": ("Số liệu cần có", "Figures needed"), "questions": ("Để trả lời", "To answer")}
"""Heads of the list of questions that cannot be answered."""

HOW = (
    "Nạp tệp bằng lệnh “parlib add”, rồi chạy lại trang.",
    "Take the file in with “parlib add”, then run the page again.",
)
"""How the list is made shorter."""
