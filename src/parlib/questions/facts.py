"""What was printed of the province and the nation, one figure at a time? (số liệu in riêng lẻ)."""

from __future__ import annotations

import re

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.phrases import say
from parlib.wording.sources import TIERS, name_publisher

TABLED = ("year", "place", "measure", "printed", "status", "chosen", "tier", "note")
"""Columns that stand in papers."""

QUESTION = Question(
    name="facts",
    title=Message("Số liệu đã in", "Printed facts"),
    columns=(
        "year",
        "place",
        "measure",
        "printed",
        "status",
        "chosen",
        Column("issuer", "text", "Nơi đăng", "Published by"),
        "tier",
        "note",
    ),
    pages=("component", "province"),
    words={
        "printed": Message("đã in", "printed"),
        "derived": Message("suy ra", "derived"),
        "used": Message("được dùng", "used"),
        "left": Message("không dùng", "not used"),
    },
    stand=Stand(mixed_units=True, report=(Passage("annex_facts", 10, table=TABLED),)),
)

FINDING = Message("Tìm thấy {n} số liệu đã in.", "{n} printed {n:=fact was|facts were} found.")
DISAGREE = Message(
    "Tìm thấy {n} số liệu đã in; các nguồn khác nhau ở năm {years}. Khi các nguồn in khác nhau: chọn số đã in trước "
    "số suy ra, rồi theo cơ quan công bố (cơ quan ban hành, cổng Chính phủ, thông tấn xã, cổng của địa phương, báo "
    "chí, bản chép lại).",
    "{n} printed {n:=fact was|facts were} found; sources disagree for {years}. Where printed figures disagree, a "
    "printed one is chosen before a derived one, then by publisher (issuer, government portal, state news agency, "
    "provincial portal, press, second-hand copy).",
)


NUMBER = re.compile(r"[-−]?\d+\.\d+ ?%?")
"""A figure with decimals, as the ledgers hold it."""


def show(subject: Subject, facts: pd.DataFrame) -> Exhibit:
    """Show the printed facts of the province and the nation, with those that disagree.

    Parameters
    ----------
    facts : pandas.DataFrame
        `parlib.study.evidence.list_facts`.
    """
    if facts.empty:
        return present(QUESTION, subject, Text(), pd.DataFrame(), chart="none")
    facts, voice = facts.reset_index(drop=True), voice_of(subject)
    n, apart = computed(len(facts), "count", "n_facts"), facts[facts["conflict"].astype(bool)]
    years = [QUESTION.cell(row, "year") for _, row in apart.drop_duplicates("year").sort_values("year").iterrows()]
    alike = voice.join([voice.say(Message("{year}", "{year}"), year=year) for year in years])
    finding = voice.say(DISAGREE if years else FINDING, n=n, years=alike)
    return present(QUESTION, subject, finding, _put_words(facts, subject), figures={"n_facts": len(facts)})


def _put_words(facts: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return facts with status, use and publisher in words, without columns that only programs read."""
    words = {term: str(QUESTION.word(term, voice_of(subject))) for term in QUESTION.words}
    tiers = {tier: say(subject.language, *names) for tier, names in TIERS.items()}
    table = facts.assign(
        status=facts["status"].map(words),
        chosen=facts["chosen"].map({True: words["used"], False: words["left"]}),
        printed=[write_printed(text, subject.language) for text in facts["printed"]],
        issuer=[name_publisher(row.issuer, row.issuer_en, subject.language) for row in facts.itertuples()],
        tier=facts["tier"].map(tiers).fillna(facts["tier"]),
    )
    return table[QUESTION.names]


def write_printed(text: str, language: str) -> str:
    """Return a printed figure as its language writes it: the ledgers hold a decimal point whatever was printed.

    Examples
    --------
    >>> write_printed("-2.91%", "vi"), write_printed("1/63", "vi"), write_printed("88.37%", "en")
    ('−2,91%', '1/63', '88.37%')
    """
    if language == "en" or not NUMBER.fullmatch(text):
        return text
    return text.replace("-", "−").replace(".", ",")
