"""Make the exhibit that answers a question: its sentences bound to its table, its columns headed by the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from parlib.charts.chart import Chart, LineChart, RowChart
from parlib.charts.describe import KINDS
from parlib.charts.source import Source
from parlib.exhibits.binding import bind_text
from parlib.exhibits.exhibit import SILENT, Exhibit, plain_rows
from parlib.exhibits.pictures import describe_source, prepare_picture
from parlib.gate import arises, find_lacking, find_need
from parlib.language import Cell, Message, Text, Voice, about, join_texts, method
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.terms import SIGNIFICANCE, TOTAL
from parlib.wording.alt import describe_picture
from parlib.wording.needs import say_need
from parlib.wording.sources import say_source
from parlib.wording.titles import SIMULATED, name_component, number_component
from parlib.wording.vintage import say_edition

ROWS_RUN = Message(
    "Thấp nhất là {low_name} ({low}), cao nhất là {high_name} ({high}).",
    "The lowest is {low_name} ({low}), the highest {high_name} ({high}).",
)
LINES_RUN = Message(
    "Đường đi từ {first} (năm {first_year}) đến {last} (năm {last_year}).",
    "The line runs from {first} ({first_year}) to {last} ({last_year}).",
)

MATTER = Message("“{component}” ({edition})", "“{component}” ({edition})")


def voice_of(subject: Subject) -> Voice:
    """Return who speaks on the subject's page: its language, and its index's unit, decimals and places."""
    return Voice(subject.language, subject.index, subject.province)


def who(subject: Subject) -> Cell:
    """Return the name of the subject's place, as what the page is about."""
    return about(subject.province, "province_name")


def this_year(subject: Subject) -> Cell:
    """Return the year of the subject's results."""
    return about(subject.year, "year", "year")


def edition(subject: Subject) -> Cell:
    """Return what people call the subject's results: ``PAPI 2024``."""
    return about(say_edition(subject), "edition")


def matter(subject: Subject) -> Text:
    """Return what is measured: ``“4. Kiểm soát tham nhũng” (PAPI 2024)``; the whole index is its edition alone."""
    voice = voice_of(subject)
    if subject.component_code == TOTAL:
        return voice.say(Message("{edition}", "{edition}"), edition=edition(subject))
    component = about(name_component(subject.component_code, subject.component), "component")
    return voice.say(MATTER, component=component, edition=edition(subject))


def confidence() -> Cell:
    """Return how sure an interval is (mức tin cậy), as a number of the method."""
    return method(1 - SIGNIFICANCE, "share", "confidence")


def present(
    question: Question,
    subject: Subject,
    finding: Text,
    table: pd.DataFrame,
    *,
    chart: str = "",
    note: Text | None = None,
    figures: Mapping[str, float] | None = None,
    heads: Mapping[str, str] | None = None,
    beside: Sequence[str] = (),
    years: Sequence[int] = (),
    lacking: str = "",
    source: str = "",
    **options: object,
) -> Exhibit:
    """Return the exhibit that answers *question* for *subject*.

    Parameters
    ----------
    finding : Text
        The answer in one sentence; each of its cells is looked up in *table* and must hold what was said.
    table : pandas.DataFrame
        As it is shown; rows are numbered from 0 in the order in which sentences refer to them.
    chart : str
        ``table`` or ``text`` where there is nothing to draw; the question's own kind otherwise.
    note : Text, optional
        What to know beside the finding.
    figures : mapping, optional
        Figures beside the table that a sentence refers to (`parlib.language.computed`): a count of rows, a target.
    heads : mapping, optional
        Heads of columns that are a name of the data.
    beside : sequence of str
        Other indices whose figures stand in the table.
    years : sequence of int
        Years of the place's figures in the table, where they are more than the subject's.
    lacking : str
        What is lacking (`parlib.wording.needs`) where *chart* is ``none``.
    source : str
        Where the figures come from, where that is not the subject's index.
    options : dict
        What the chart is read from besides the table (`parlib.charts.describe.Kind`); it travels with the exhibit.

    Raises
    ------
    parlib.exhibits.binding.UnboundError
        If a sentence says what its table does not hold.
    CatalogueError
        If the table has a column that the question does not list.
    """
    language = subject.language
    title = str(voice_of(subject).say(question.title))
    chart = chart or question.chart
    asked = arises(subject, question.gate)
    chart = chart if asked else SILENT
    need = find_need(subject, question.gate, empty=chart == "text")
    if chart == SILENT or need or (chart == "text" and question.gate.needs_table):
        needs = say_need(find_lacking(subject, lacking) or need, subject) if asked else ""
        nothing = table.iloc[:0, :0]
        return Exhibit(
            question.name, "", nothing, SILENT, language, simulated=subject.simulated, needs=needs, title=title
        )
    figures = figures or {}
    carried = _carry(subject, options, figures, beside)
    columns = question.describe(list(table.columns), voice_of(subject), heads or {})
    decimals = subject.index.decimals
    read = Source(chart, columns, plain_rows(table), carried, language, decimals, subject.province_code)
    described = describe_source(subject, read) if chart in KINDS else None
    alt = _describe(question, subject, described, table, chart) if described else Text()
    said = {"finding": finding, "note": note or Text(), "alt": alt}
    return Exhibit(
        name=question.name,
        finding=str(finding),
        table=table,
        chart=chart,
        language=language,
        source=source or say_source(subject, beside, years, of_beside="sheet" in question.pages),
        note=str(said["note"]),
        alt=str(said["alt"]),
        decimals=decimals,
        simulated=subject.simulated,
        options=carried,
        draw=prepare_picture(subject, described) if described else None,
        links={part: bind_text(text, table, figures, question.name) for part, text in said.items()},
        columns=columns,
        open_on=question.open_on,
        title=title,
        spoken_of=(subject.index.id, subject.province),
    )


def _carry(
    subject: Subject, options: Mapping[str, object], figures: Mapping[str, float], beside: Sequence[str]
) -> dict[str, Any]:
    """Return what travels with an exhibit besides its table: plain options, figures and the indices behind it."""
    return (
        {key: value for key, value in options.items() if isinstance(value, (str, int, float))}
        | {name: float(value) for name, value in figures.items()}
        | {"indices": ",".join(dict.fromkeys([subject.index.id, *beside]))}
    )


def _describe(question: Question, subject: Subject, described: Chart, table: pd.DataFrame, kind: str) -> Text:
    """Return the text for those who cannot see the picture: what it is, and its shape."""
    voice = voice_of(subject)
    shape = _say_shape(question, voice, described, table)
    alt = join_texts([describe_picture(kind, who(subject), voice), shape])
    return f"{SIMULATED}. " + alt if subject.simulated else alt


def _say_shape(question: Question, voice: Voice, described: Chart, table: pd.DataFrame) -> Text:
    """Say between which figures a chart runs: of rows from the lowest to the highest, of lines from first to last."""
    if isinstance(described, RowChart):
        marks = [mark for row in described.rows for mark in row.marks if mark.shape in ("dot", "bar") and mark.column]
        named = [mark for mark in marks if mark.column == marks[-1].column]
        if len(named) < 2 or described.form == "pieces":
            return Text()
        ends = [end(named, key=lambda mark: table[mark.column].iloc[mark.at]) for end in (min, max)]
        rows = [table.iloc[mark.at] for mark in ends]
        (low, high), column = rows, ends[0].column
        return voice.say(
            ROWS_RUN,
            low=question.cell(low, column),
            high=question.cell(high, column),
            low_name=question.cell(low, described.named),
            high_name=question.cell(high, described.named),
        )
    if isinstance(described, LineChart):
        line = next((line for line in described.panels[0].lines if line.main), None)
        known = [at for at, value in zip(line.at, line.values, strict=True) if value == value] if line else []
        if line and len(known) > 1:
            first, last = table.iloc[known[0]], table.iloc[known[-1]]
            return voice.say(
                LINES_RUN,
                first=question.cell(first, line.column),
                first_year=question.cell(first, "year"),
                last=question.cell(last, line.column),
                last_year=question.cell(last, "year"),
            )
    return Text()


def say_unit(subject: Subject) -> str:
    """Return the unit of the index's scores in the subject's language."""
    return subject.index.unit_vi if subject.language == "vi" else subject.index.unit_en


OF = Message("{rank}/{n_ranked}", "{rank}/{n_ranked}")
"""A rank among how many."""

ALONE = Message("{rank}", "{rank}")
"""A rank of which nobody said among how many."""


def rank_of(question: Question, row: pd.Series, voice: Voice) -> Text:
    """Return the rank of a row of the shown table among how many: ``5/61``; alone where that is not known."""
    bound = {name: question.cell(row, name) for name in ("rank", "n_ranked")}
    return voice.say(ALONE if pd.isna(row["n_ranked"]) else OF, **bound)


PART = Message("“{name}”", "“{name}”")
NUMBERED_PART = Message("“{code}. {name}”", "“{code}. {name}”")


def name_part(question: Question, row: pd.Series, voice: Voice) -> Text:
    """Return what the component of a row of the shown table is called: ``“4. Kiểm soát tham nhũng”``."""
    message = NUMBERED_PART if number_component(row["component_code"]) else PART
    return voice.say(message, code=question.cell(row, "component_code"), name=question.cell(row, "component"))
