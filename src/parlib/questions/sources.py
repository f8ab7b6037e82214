"""Which publications do the figures come from? (nguồn số liệu)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parlib.exhibits.exhibit import MENDED, Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed
from parlib.questions.columns import Column
from parlib.questions.present import present, voice_of
from parlib.questions.question import PAGES, Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.wording.sources import word_sources

TABLED = ("document", "issuer", "tier", "years", "date")
"""Columns that stand in papers."""

QUESTION = Question(
    name="sources",
    title=Message("Nguồn số liệu", "Sources"),
    columns=(
        "document",
        "issuer",
        "tier",
        "years",
        "date",
        "received",
        "address",
        Column("path", "text", "Tệp số liệu", "Raw file"),
        "sha256",
    ),
    pages=PAGES,
    gate=Gate(needs_table=False),
    stand=Stand(slide=200, mixed_units=True, report=(Passage("annex_facts", 20, table=TABLED),)),
)

NONE = Message("Trang này chưa có số liệu nào.", "There are no figures on this page yet.")
FINDING = Message("Số liệu lấy từ {n} nguồn.", "The figures come from {n} {n:=source|sources}.")
MENDED_ONE = Message(
    "Tệp {files} khác với tệp đã ghi nhật ký khi tiếp nhận.",
    "{files} differs from the file that was logged when it was received.",
)
MENDED_MANY = Message(
    "Tệp {files} khác với tệp đã ghi nhật ký khi tiếp nhận.",
    "{files} differ from the files that were logged when they were received.",
)
FILE = Message("{path}", "{path}")


def show(subject: Subject, sources: pd.DataFrame) -> Exhibit:
    """Show the publications that the figures come from: document, issuer, kind, years, dates, address, file, hash.

    Raw files that are not as they were logged are told in the note and travel with the options, so that every face of
    the page says so.

    Parameters
    ----------
    sources : pandas.DataFrame
        `parlib.study.evidence.list_sources`.
    """
    words = word_sources(sources, subject.language).reset_index(drop=True)
    undated = [] if (words["date"] != "").any() else ["date"]
    mended = words[~words["as_logged"].astype(bool)].drop_duplicates("path").sort_values("path")
    options: dict[str, Any] = {"serves": ";".join(words["serves"])}
    if len(mended):
        options[MENDED] = ";".join(mended["path"])
    if words.empty:
        return present(QUESTION, subject, voice_of(subject).say(NONE), pd.DataFrame(), chart="text", **options)
    finding = voice_of(subject).say(FINDING, n=computed(len(words), "count", "n_sources"))
    return present(
        QUESTION,
        subject,
        finding,
        words[QUESTION.names].drop(columns=undated),
        note=_say_mended(mended, subject),
        figures={"n_sources": len(words)},
        **options,
    )


def _say_mended(mended: pd.DataFrame, subject: Subject) -> Text:
    """Say which raw files behind a page are not those that were logged; nothing where all are."""
    if mended.empty:
        return Text()
    voice = voice_of(subject)
    files = [voice.say(FILE, path=QUESTION.cell(row, "path")) for _, row in mended.iterrows()]
    return voice.say(MENDED_ONE if len(files) == 1 else MENDED_MANY, files=voice.join(files))
