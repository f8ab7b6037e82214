"""Make the exhibit that answers a question: its sentences bound to its table, its columns headed by the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from parlib.exhibits.binding import bind_text
from parlib.exhibits.component import name_places
from parlib.exhibits.exhibit import Exhibit
from parlib.figures.style import rename_words, render_png, stamp_figure
from parlib.language import Cell, Text, Voice, about
from parlib.questions.question import Question
from parlib.subject import Subject
from parlib.wording.alt import describe_picture
from parlib.wording.nouns import speak_of
from parlib.wording.sources import say_source
from parlib.wording.titles import SIMULATED
from parlib.wording.vintage import say_edition


def voice_of(subject: Subject) -> Voice:
    """Return who speaks on the subject's page: its language, and its index's unit, decimals and places."""
    return Voice(subject.language, subject.index)


def who(subject: Subject) -> Cell:
    """Return the name of the subject's place, as what the page is about."""
    return about(subject.province, "province_name")


def this_year(subject: Subject) -> Cell:
    """Return the year of the subject's results."""
    return about(subject.year, "year", "year")


def edition(subject: Subject) -> Cell:
    """Return what people call the subject's results: ``PAPI 2024``."""
    return about(say_edition(subject), "edition")


def present(
    question: Question,
    subject: Subject,
    finding: Text,
    table: pd.DataFrame,
    *,
    chart: str = "",
    draw: Callable[..., Figure] | None = None,
    note: Text | None = None,
    figures: Mapping[str, float] | None = None,
    heads: Mapping[str, str] | None = None,
    beside: Sequence[str] = (),
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
    draw : callable, optional
        ``draw(table, language=..., **options)`` returns the picture.
    note : Text, optional
        What to know beside the finding.
    figures : mapping, optional
        Figures beside the table that a sentence refers to (`parlib.language.computed`): a count of rows, a target.
    heads : mapping, optional
        Heads of columns that are a name of the data.
    beside : sequence of str
        Other indices whose figures stand in the table.
    options : dict
        Further arguments of *draw*; plain ones travel with the exhibit.

    Raises
    ------
    parlib.exhibits.binding.UnboundError
        If a sentence says what its table does not hold.
    CatalogueError
        If the table has a column that the question does not list.
    """
    voice, note, figures = voice_of(subject), note or Text(), figures or {}
    said = {"finding": finding, "note": note}
    mark = SIMULATED if subject.simulated else ""
    kind = chart or question.chart
    alt = name_places(subject)(describe_picture(kind, subject.province, str(finding), subject.language)) if draw else ""
    return Exhibit(
        name=question.name,
        finding=str(finding),
        table=table,
        chart=kind,
        language=subject.language,
        source=say_source(subject, beside),
        note=str(note),
        alt=f"{mark}. {alt}" if mark and alt else alt,
        decimals=subject.index.decimals,
        simulated=subject.simulated,
        options=_keep_plain(options)
        | {name: float(value) for name, value in figures.items()}
        | {"indices": ",".join(dict.fromkeys([subject.index.id, *beside]))},
        columns=question.describe(list(table.columns), voice, heads or {}),
        draw=_prepare_picture(subject, table, draw, options, mark) if draw else None,
        index=subject.index.id,
        links={part: bind_text(text, table, figures, question.name) for part, text in said.items() if text},
    )


def _keep_plain(options: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in options.items() if isinstance(value, str | int | float)}


def _prepare_picture(
    subject: Subject, table: pd.DataFrame, draw: Callable[..., Figure], options: Mapping[str, object], mark: str
) -> Callable[[], bytes]:
    """Return what draws the picture when it is shown; one of simulated figures says so across it."""
    drawn = table.astype(dict.fromkeys(table.select_dtypes("Int64").columns, "float64"))

    def picture() -> bytes:
        with speak_of(subject.index.id, subject.language):
            figure = rename_words(draw(drawn, language=subject.language, **options), name_places(subject))
        return render_png(stamp_figure(figure, mark) if mark else figure)

    return picture
