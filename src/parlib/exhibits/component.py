"""Exhibits of the component page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from parlib.exhibits.binding import bind_text
from parlib.exhibits.exhibit import SILENT, Exhibit
from parlib.figures.pareto import draw_pareto
from parlib.figures.style import rename_words, render_png, stamp_figure
from parlib.gate import Gate, find_need
from parlib.language import Text
from parlib.subject import Subject
from parlib.wording.alt import describe_picture
from parlib.wording.needs import say_need
from parlib.wording.nouns import choose_words, speak_of
from parlib.wording.phrases import say
from parlib.wording.sources import say_source
from parlib.wording.titles import SIMULATED


def make_exhibit(
    subject: Subject,
    name: str,
    finding: str | Text,
    table: pd.DataFrame,
    chart: str = "table",
    draw: Callable[..., Figure] | None = None,
    note: str | Text = "",
    figures: Mapping[str, float] | None = None,
    labels: dict[str, str] | None = None,
    beside: Sequence[str] = (),
    lacking: str = "",
    described: list[dict[str, str]] | None = None,
    gate: Gate | None = None,
    **options: object,
) -> Exhibit:
    """Return an exhibit of *subject*; the picture is drawn from *table* itself, when it is shown.

    Where rows that it needs are not there (`parlib.gate`), it is silent and says what is lacking.

    Parameters
    ----------
    chart : str
        Kind of chart, ``table`` or ``text``; ``none`` where the question does not arise.
    draw : callable, optional
        ``draw(table, language=..., **options)`` returns the figure.
    note : str
        What to know beside the finding.
    figures : mapping, optional
        Numbers of the finding that no cell of the table holds: a target, a count of rows. They travel with the options.
    labels : dict, optional
        Heads of columns that differ from the usual ones.
    beside : sequence of str
        Other indices whose figures stand in the table (``gso``: population and GRDP); they are named as sources.
    lacking : str
        What is lacking (`parlib.wording.needs`) where *chart* is ``none`` and a gate cannot tell.
    described : list of dict, optional
        ``name, label, kind`` of each column as a question of the catalogue describes them; its cells are then as
        they are to be shown.
    gate : Gate, optional
        What must be known before it may say anything; that of its name otherwise.
    options : dict
        Further arguments of *draw*.
    """
    language, put = subject.language, name_places(subject)
    need = find_need(subject, gate, empty=chart == "text")
    if chart == "none" or need or (chart == "text" and not gate.told):
        needs = put(say_need(lacking or need, subject))
        return Exhibit(
            name, "", table.iloc[:0], SILENT, language, simulated=subject.simulated, index=subject.index.id, needs=needs
        )
    finding, note = (text if isinstance(text, Text) else put(text) for text in (finding, note))
    said = {"finding": finding, "note": note}
    links = {part: bind_text(text, table, figures or {}, name) for part, text in said.items() if isinstance(text, Text)}
    finding, note = str(finding), str(note)
    mark = SIMULATED if subject.simulated else ""
    return Exhibit(
        name=name,
        finding=finding,
        table=_put_words(table, put, () if described else SAID),
        chart=chart,
        language=language,
        source=say_source(subject, beside),
        note=note,
        alt=_mark(put(describe_picture(chart, subject.province, finding, language)), mark) if draw else "",
        decimals=subject.index.decimals,
        simulated=subject.simulated,
        options={key: value for key, value in options.items() if isinstance(value, (str, int, float))}
        | {name: float(value) for name, value in (figures or {}).items()}
        | {"indices": ",".join(dict.fromkeys([subject.index.id, *beside]))},
        labels={column: put(head) for column, head in (labels or {}).items()},
        draw=_prepare_picture(subject, table, draw, options, put, mark) if draw else None,
        index=subject.index.id,
        place=subject.province,
        links=links,
        columns=described,
    )


def _prepare_picture(
    subject: Subject,
    table: pd.DataFrame,
    draw: Callable[..., Figure],
    options: Mapping[str, object],
    put: Callable[[str], str],
    mark: str,
) -> Callable[[], bytes]:
    """Return what draws the picture of *table* when it is shown."""
    drawn = table.astype(dict.fromkeys(table.select_dtypes("Int64").columns, "float64"))

    def picture() -> bytes:
        with speak_of(subject.index.id, subject.language, subject.province):
            figure = draw(drawn, language=subject.language, **options)
        return _render(rename_words(figure, put), mark)

    return picture


SAID = ("mark", "label", "measure", "side", "basis", "group", "status")
"""Columns whose cells are words of the house, not names or what people wrote."""


def _put_words(table: pd.DataFrame, put: Callable[[str], str], columns: Sequence[str]) -> pd.DataFrame:
    """Return *table* with the words of its cells as they are for the places that it is about."""
    said = [column for column in columns if column in table]
    if put is str or not said:
        return table
    return table.assign(**{column: [put(cell) if isinstance(cell, str) else cell for cell in table[column]]
                           for column in said})  # fmt: skip


def name_places(subject: Subject) -> Callable[[str], str]:
    """Return what puts the words for the subject's places into a text."""
    if subject.index.nouns is None:
        names = subject.tree["component"] if subject.language == "vi" else ()
        return choose_words(None, subject.language, names, subject.province)
    names = [*subject.places["province"], *subject.places["region"].unique(), *subject.tree["component"]]
    names += [*subject.tree["agency"].unique(), subject.index.call(subject.language), *subject.issuers]
    return choose_words(subject.index.nouns, subject.language, names)


def _render(figure: Figure, mark: str) -> bytes:
    """Return the picture; one of simulated figures says so across it."""
    return render_png(stamp_figure(figure, mark) if mark else figure)


def _mark(text: str, mark: str) -> str:
    return f"{mark}. {text}" if mark else text


def say_unit(subject: Subject) -> str:
    """Return the unit of the index's scores in the subject's language."""
    return say(subject.language, subject.index.unit_vi, subject.index.unit_en)


def draw_pieces(losses: pd.DataFrame, **options: object) -> Figure:
    """Draw the pieces of each part's loss; the row that adds them up is not drawn."""
    parts = losses[losses["component_code"] != ""]
    pieces = parts.rename(columns={"best_to_median": "to_best", "below_median": "to_median"})
    return draw_pareto(pieces, **options)
