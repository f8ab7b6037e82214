"""What is lacking where a question cannot be answered: the file that would answer it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlib.language import Message, Voice, about
from parlib.language.vocabulary import VocabularyError
from parlib.terms import INDICES, list_by
from parlib.wording.phrases import say

if TYPE_CHECKING:
    from parlib.subject import Subject

_PARTS = Message(
    "bảng kết quả {edition} của các {places} theo từng chỉ số thành phần",
    "the {edition} results of all {places} by component",
)

NEEDS = {
    "own": Message("kết quả {edition} của {who}", "the {edition} results of {who}"),
    "rank": Message("bảng xếp hạng {edition} của các {places}", "the {edition} ranking of all {places}"),
    "nation": Message("bảng kết quả {edition} của các {places}", "the {edition} results of all {places}"),
    "nation_parts": _PARTS,
    "ranked_parts": _PARTS,
    "nation_before": Message(
        "bảng kết quả {short} những năm trước của các {places}, cùng bộ chỉ số",
        "earlier {short} results of all {places}, of the same framework",
    ),
    "own_parts": Message(
        "bảng điểm {edition} của {who} theo từng chỉ số thành phần", "the {edition} scoreboard of {who} by component"
    ),
    "board": Message(
        "bảng điểm {edition} của {who} có điểm tự đánh giá, điểm thẩm định, điểm điều tra",
        "the {edition} scoreboard of {who} with points claimed, appraised and surveyed",
    ),
    "reasons": Message(
        "bảng điểm {edition} của {who} có cột lý do mất điểm",
        "the {edition} scoreboard of {who} with the reasons for points lost",
    ),
    "agencies": Message(
        "bảng điểm {edition} của {who} có cột cơ quan phụ trách",
        "the {edition} scoreboard of {who} with the agency in charge",
    ),
    "before": Message(
        "kết quả {short} năm {before} của {who} theo từng chỉ số thành phần, cùng bộ chỉ số",
        "the {short} results of {who} by component for {before}, of the same framework",
    ),
    "years": Message("kết quả {short} những năm trước của {who}", "earlier {short} results of {who}"),
    "five_years": Message(
        "kết quả {short} của {who} trong ít nhất năm năm cùng bộ chỉ số",
        "the {short} results of {who} for at least five years of one framework",
    ),
    "links": Message(
        "bảng nối bộ chỉ số cũ với bộ chỉ số mới của {short}",
        "the table that links the old {short} framework to the new one",
    ),
    "instrument": Message(
        "tài liệu của {short} cho biết câu hỏi hoặc cách tính có thay đổi hay không",
        "the {short} documents that say whether its questions or its way of counting changed",
    ),
    "survey": Message(
        "phiếu trả lời hoặc bảng tỷ lệ hài lòng {survey} {year} của {who}",
        "the {survey} {year} answers or table of satisfied shares of {who}",
    ),
    "integrity": Message(
        "kết quả điều tra {survey} của {who} về gây phiền hà, sách nhiễu và nộp thêm tiền",
        "the {survey} findings on harassment and extra payment in {who}",
    ),
    "covariates": Message(
        "dân số, tỷ lệ đô thị và GRDP bình quân của các {places}",
        "population, urban share and GRDP per head of all {places}",
    ),
}
"""What a gate may lack (`parlib.gate`): a table, a workbook or a survey, as an office would ask for it."""

_SHARES = Message(
    "bảng tỷ lệ hài lòng {edition} của {who} theo từng nội dung",
    "the {edition} table of satisfied shares of {who} by component",
)
NEEDS_OF_PEOPLE = {
    "own_parts": _SHARES,
    "board": _SHARES,
    "reasons": _SHARES,
    "agencies": Message(
        "phân công cơ quan phụ trách từng nội dung của {edition}", "the agency in charge of each component of {edition}"
    ),
}
"""The same of an index of shares of people, which is no sum of points: no scoreboard of it is kept."""

_FIELDS = frozenset({"edition", "short", "survey", "who", "year", "before"})
"""What is known of a subject, to be named in a need."""

if unknown := sorted(need for need, message in (*NEEDS.items(), *NEEDS_OF_PEOPLE.items()) if message.fields - _FIELDS):
    raise VocabularyError(f"the need {unknown[0]!r} has a field that no subject fills")


def word_need(need: str, of_people: bool) -> Message:
    """Return what is lacking, with fields for edition, place and years; *of_people*: of an index of shares of people.

    Examples
    --------
    >>> word_need("own_parts", of_people=True).en
    'the {edition} table of satisfied shares of {who} by component'
    """
    return NEEDS_OF_PEOPLE.get(need, NEEDS[need]) if of_people else NEEDS[need]


def say_need(need: str, subject: Subject) -> str:
    """Return what is lacking in the language of the subject; nothing for a question that does not arise."""
    if not need:
        return ""
    index, language = subject.index, subject.language
    survey = next((INDICES[name].call(language) for name in list_by(workbooks="survey")), "")
    known = {
        "survey": about(survey, "index"),
        "edition": about(index.edition(subject.year, language), "edition"),
        "short": about(index.call(language), "index"),
        "who": about(subject.province, "province_name"),
        "year": about(subject.year, "year", "year"),
        "before": about(subject.year - 1, "year_before", "year"),
    }
    message = word_need(need, index.of_people)
    bound = {name: known[name] for name in message.fields}
    return str(Voice(language, index, subject.province).say(message, **bound).capitalise())


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


def say_waiting(titles: list[str], language: str) -> str:
    """Return which other questions wait for the file that a line of `say_unanswered` names; blank where none do.

    Examples
    --------
    >>> say_waiting(["Claims", "Reasons for losses"], "en")
    ' It would also answer: Claims; Reasons for losses.'
    """
    return f" {say(language, 'Tệp này cũng trả lời', 'It would also answer')}: {'; '.join(titles)}." if titles else ""


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
