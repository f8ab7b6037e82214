"""Sentences about where figures come from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parlib.subject import Subject
from parlib.terms import INDICES
from parlib.wording.phrases import say
from parlib.wording.titles import SIMULATED
from parlib.wording.vintage import say_edition

CHOICE_RULE = (
    "Khi các nguồn in khác nhau: chọn số đã in trước số suy ra, rồi theo cơ quan công bố (cơ quan ban hành, cổng "
    "Chính phủ, thông tấn xã, cổng của tỉnh, báo chí).",
    "Where printed figures disagree, a printed one is chosen before a derived one, then by publisher (issuer, "
    "government portal, state news agency, provincial portal, press).",
)
"""The rule by which one of several printed figures is chosen, in words."""


POPULATION = ("dân số, đô thị, GRDP: Tổng cục Thống kê", "population, towns, GRDP: General Statistics Office")
"""What is said where figures of population and GRDP stand in an exhibit."""


def say_source(subject: Subject, beside: Sequence[str] = ()) -> str:
    """Name the publication behind the figures of the subject's year in one line, without the word "source".

    Parameters
    ----------
    beside : sequence of str
        Ids of other indices whose figures stand in the same exhibit; ``gso`` for population and GRDP.
    """
    others = "".join(f"; {_name_beside(name, subject.language)}" for name in beside if name != subject.index.id)
    names = [SIMULATED] if subject.simulated else subject.issuers
    made = say(subject.language, "tính toán của parlib", "computed by parlib")
    if subject.retold:
        made = say(subject.language, "thứ hạng trong 34 tỉnh, tỉnh sáp nhập được quy đổi; ",
                   "ranks among the 34, merged provinces back-cast; ") + made  # fmt: skip
    edition = say_edition(subject)
    if not names:
        return f"{edition}{others}; {made}."
    shown = "; ".join(names[:2]) + (" …" if len(names) > 2 else "")
    return f"{edition} ({shown}){others}; {made}."


def _name_beside(name: str, language: str) -> str:
    return say(language, *POPULATION) if name == "gso" else INDICES[name].call(language)


def say_sources(sources: pd.DataFrame, subject: Subject) -> str:
    """Say how many publications the page's figures come from."""
    count = len(sources)
    return say(
        subject.language,
        f"Số liệu lấy từ {count} nguồn.",
        f"The figures come from {count} {'source' if count == 1 else 'sources'}.",
    )


def say_facts(facts: pd.DataFrame, subject: Subject) -> str:
    """Say how many facts were found in print, and whether some disagree."""
    language, count = subject.language, len(facts)
    if not count:
        return say(language, "Không có số liệu in riêng lẻ nào.", "There are no single printed facts.")
    text = say(
        language,
        f"Tìm thấy {count} số liệu đã in",
        f"{count} printed {'fact was' if count == 1 else 'facts were'} found",
    )
    if facts["conflict"].any():
        years = ", ".join(str(year) for year in sorted(facts.loc[facts["conflict"], "year"].unique()))
        return text + say(language, f"; các nguồn khác nhau ở năm {years}. {CHOICE_RULE[0]}",
                          f"; sources disagree for {years}. {CHOICE_RULE[1]}")  # fmt: skip
    return text + "."


def mark_choices(facts: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return facts with ``status`` and ``chosen`` in words, without the columns that only programs read."""
    status = {"printed": say(language, "đã in", "printed"), "derived": say(language, "suy ra", "derived")}
    used = {True: say(language, "được dùng", "used"), False: say(language, "không dùng", "not used")}
    table = facts.assign(status=facts["status"].map(status), chosen=facts["chosen"].map(used))
    return table.drop(columns="conflict").reset_index(drop=True)
