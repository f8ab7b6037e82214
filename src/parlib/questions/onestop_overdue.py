"""Who holds overdue dossiers, and who heads the unit? (hồ sơ quá hạn theo đơn vị và người đứng đầu)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, about, computed
from parlib.language.numbers import format_day
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import LONGEST, SHARED, name_source
from parlib.questions.phrases import LEVEL_OF_UNITS, count_at_end, say_level
from parlib.questions.present import present, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = Question(
    name="onestop_overdue",
    title=Message("Hồ sơ đang quá hạn", "Overdue dossiers"),
    columns=(
        Column("unit", "text", "Cơ quan, địa phương", "Agency or locality"),
        Column("head", "text", "Người đứng đầu", "Head"),
        SHARED["overdue"],
        SHARED["overdue_max"],
        Column("waiting", "count", "Đang giải quyết", "In progress"),
    ),
    pages=("onestop",),
    open_on=("onestop",),
    gate=Gate(needs_table=False),
    words={"unknown": Message("Không ghi cơ quan", "Agency not told")},
    stand=Stand(slide=185, report=(Passage("onestop", 60),)),
)

FINDING = Message(
    "Đến ngày {day}, {n} cơ quan, địa phương còn {total} hồ sơ quá hạn chưa trả; nhiều nhất là {unit}: {overdue} hồ "
    "sơ{longest}{level}.",
    "On {day}, {n} {n:=agency or locality holds|agencies and localities hold} {total} overdue dossiers; most are with "
    "{unit}: {overdue}{longest}{level}.",
)
NONE = Message(
    "Đến ngày {day}, không cơ quan, địa phương nào còn hồ sơ quá hạn chưa trả.",
    "On {day}, no agency or locality holds an overdue dossier.",
)
HEADLESS = Message(
    "Người đứng đầu lấy từ sổ theo dõi của {here}; ô trống là chưa ghi.",
    "Heads are as the register of the {here} has them; a blank is not filled in.",
)


def show(subject: Subject, units: pd.DataFrame, day: str) -> Exhibit:
    """Show what is overdue by unit and head.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.onestop.list_overdue_units`.
    day : str
        Day for which it is told, ``2025-12-31``.
    """
    voice, on = voice_of(subject), about(format_day(day, subject.language), "day")
    if units.empty:
        source = name_source(subject)
        return present(QUESTION, subject, voice.say(NONE, day=on), pd.DataFrame(), chart="text", source=source)
    if not units["unit"].any():  # who holds them is not told
        return present(QUESTION, subject, Text(), units.iloc[:0, :0], chart="none")
    named = units[units["unit"] != ""]
    figures = {"n": len(named), "total": int(named["overdue"].sum())}
    bound = {name: computed(value, "count", name) for name, value in figures.items()}
    bound |= {name: QUESTION.cell(units.iloc[0], name) for name in ("unit", "overdue", "overdue_max")}
    longest = voice.say(LONGEST, **bound) if pd.notna(units["overdue_max"].iloc[0]) else Text()
    level = count_at_end(named["overdue"], "n_level")
    finding = voice.say(FINDING, day=on, longest=longest, level=say_level(voice, level, LEVEL_OF_UNITS), **bound)
    units = units.assign(unit=units["unit"].replace("", str(QUESTION.word("unknown", voice))))
    units = units.dropna(axis="columns", how="all")
    note, source = voice.say(HEADLESS), name_source(subject)
    return present(QUESTION, subject, finding, units, note=note, figures=figures | level, source=source)
