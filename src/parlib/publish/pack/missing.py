"""What is missing for a conference: one list, by the file that would answer it, with the parts that wait for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parlib.language import Voice, about
from parlib.publish.pack.occasion import Occasion
from parlib.publish.pack.units import list_lacking_of_units
from parlib.results.unanswered import list_lacking
from parlib.terms import INDICES
from parlib.wording.needs import word_need

PARTS = {
    "index": ("Phần về {edition} trong mọi tài liệu", "What every paper says of {edition}"),
    "own_parts": (
        "Nội dung mất điểm của {edition} trong kế hoạch, đề cương tham luận, phát biểu, thông báo kết luận",
        "Points lost on {edition} in the plan, the outlines, the speeches and the notice",
    ),
    "agencies": (
        "Đề cương tham luận của từng cơ quan; phân công trong chương trình và thông báo kết luận",
        "Outlines for each agency; agencies in the programme and in the notice",
    ),
    "board": ("Lý do mất điểm trong kế hoạch, đề cương tham luận", "Reasons in the plan and the outlines"),
    "tasks": (
        "Nhiệm vụ, người đứng đầu, thời hạn trong kế hoạch và đề cương tham luận",
        "Tasks, heads and deadlines in the plan and the outlines",
    ),
    "units": ("Xếp hạng sở, ngành, địa phương", "Ranking of departments and localities"),
}
FILES = {
    "tasks": (
        "Sổ theo dõi nhiệm vụ {edition} đã điền (mẫu: parlib actions write)",
        "The register of tasks of {edition}, filled in (form: parlib actions write)",
    ),
    "units": (
        "Bảng điểm chỉ số cải cách hành chính của các sở, ngành, địa phương (mẫu: parlib template local)",
        "The scoreboard of departments and localities (form: parlib template local)",
    ),
}


class Missing(NamedTuple):
    """A file that is not at hand, and the parts that wait for it."""

    file: str
    parts: tuple[str, ...]


def list_missing(occasion: Occasion, absent: Sequence[str], year: int) -> list[Missing]:
    """Return what is missing, each file once: first what a whole part of the pack waits for.

    Parameters
    ----------
    absent : sequence of str
        Indices of which nothing of the province is at hand.
    year : int
        Year of the conference.
    """
    waiting: dict[str, dict[str, None]] = {}
    for file, part in (
        *_list_whole(occasion, absent, year),
        *list_lacking_of_units(occasion),
        *_list_questions(occasion),
    ):
        waiting.setdefault(file, {})[part] = None
    return [Missing(file, tuple(parts)) for file, parts in waiting.items()]


def _list_whole(occasion: Occasion, absent: Sequence[str], year: int) -> Iterator[tuple[str, str]]:
    """Yield what the papers of a conference lack as papers."""
    leading = occasion.leading

    def name(words: tuple[str, str], edition: str) -> str:
        text = occasion.say(words).format(edition=edition, province=occasion.name)
        return text[:1].upper() + text[1:]

    def need(what: str, edition: str, index: str = leading.about["index"]) -> str:
        message = word_need(what, INDICES[index].of_people)
        voice = Voice(occasion.language, INDICES[index], occasion.name)
        bound = {"edition": about(edition, "edition"), "who": about(occasion.name, "province_name")}
        return str(voice.say(message, **bound).capitalise())

    editions = {index: INDICES[index].edition(year, occasion.language) for index in absent}
    editions |= {one.about["index"]: one.edition for one in occasion.dossiers if not one.has_data}
    for index, edition in editions.items():
        yield need("own", edition, index), name(PARTS["index"], edition)
    edition = leading.edition
    if leading is not occasion.measured:
        yield need("own_parts", edition), name(PARTS["own_parts"], edition)
    if not occasion.by_agency:
        yield need("agencies", edition), name(PARTS["agencies"], edition)
    of_people = INDICES[leading.about["index"]].of_people
    if not of_people and not any(loss.read("cause") for loss in occasion.losses):
        yield need("board", edition), name(PARTS["board"], edition)
    if not occasion.has_tasks:
        yield name(FILES["tasks"], edition), name(PARTS["tasks"], edition)
    if not occasion.units:
        yield name(FILES["units"], edition), name(PARTS["units"], edition)


def _list_questions(occasion: Occasion) -> Iterator[tuple[str, str]]:
    """Yield the questions that pages cannot answer, with the index that asks them."""
    for dossier in occasion.dossiers:
        for lacking in list_lacking(dossier.pages):
            for question in lacking.questions:
                yield lacking.needs, f"{question} ({dossier.edition})"
