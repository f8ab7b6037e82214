"""Exhibits of the component page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from parlib.exhibits.binding import bind_text
from parlib.exhibits.exhibit import SILENT, Exhibit
from parlib.figures.history import draw_history
from parlib.figures.pareto import draw_pareto
from parlib.figures.strip import draw_strip
from parlib.figures.style import rename_words, render_png, stamp_figure
from parlib.gate import Gate, find_need, gate_of, is_few
from parlib.language import Text
from parlib.subject import Subject
from parlib.terms import TOLERANCE
from parlib.wording import component as words
from parlib.wording import losses as lost_words
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
    gate = gate or gate_of(name)
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
        table=_put_words(table, put, () if described else SAID + SAID_IN.get(name, ())),
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


SAID = ("mark", "label", "measure", "side", "basis", "row_label", "column_label", "group", "status")
"""Columns whose cells are words of the house, not names or what people wrote."""


SAID_IN = {"strengths": ("reason", "verdict")}
"""The same, in one exhibit: elsewhere these columns hold what people wrote."""


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


def show_headline(subject: Subject, position: pd.DataFrame) -> Exhibit:
    """Show score, maximum, rank of how many and change in one sentence."""
    note = say(subject.language, subject.index.rank_note_vi, subject.index.rank_note_en)
    columns = [
        "score",
        "max_score",
        "share",
        "rank",
        "n_ranked",
        "tied_with",
        "year_before",
        "score_before",
        "change",
        "rank_before",
        "rank_change",
    ]
    ranked = note if position["rank"].notna().any() else ""
    finding = words.say_headline(position, subject)
    status = position["status"].iloc[0]
    chart = "text" if status in ("no_score", "no_year") else "table"
    return make_exhibit(subject, "headline", finding, position[columns], chart, note=ranked, status=status)


def show_position(subject: Subject, provinces: pd.DataFrame, position: pd.DataFrame) -> Exhibit:
    """Show every province's score by region, the subject marked."""
    finding = words.say_position(position, subject)
    if position[["gap_to_mean", "gap_to_region", "gap_to_best"]].isna().all(axis=None) or len(provinces) < 2:
        return make_exhibit(subject, "position", finding, provinces, "text")
    note, known = "", int(subject.rows["score"].notna().sum())
    if is_few(subject):
        note = say(
            subject.language,
            f"Chỉ gồm {known} tỉnh có điểm số trong các nguồn đang có; không tính trung bình từ các tỉnh này.",
            f"Only the {known} provinces whose score is at hand; no mean is computed from them.",
        )
    return make_exhibit(
        subject, "position", finding, provinces, "strip", draw_strip, note, {"n_known": known},
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def show_place(subject: Subject, position: pd.DataFrame) -> Exhibit:
    """Show quarter and place in the region."""
    columns = ["rank", "n_ranked", "quartile", "rank_in_region", "n_in_region"]
    chart = "table" if position["quartile"].notna().any() else "text"
    return make_exhibit(subject, "place", words.say_place(position, subject), position[columns], chart)


def show_history(subject: Subject, history: pd.DataFrame) -> Exhibit:
    """Show the province's path beside the nation's, with breaks where years may not be compared."""
    finding = words.say_history(history, subject)
    note = words.say_breaks(history, subject)
    table = add_gap(history.drop(columns=["series", *history.filter(like="break_")]))
    if history["score"].notna().sum() < 2:
        return make_exhibit(subject, "history", finding, table, "table" if len(table) else "text", note=note)
    return make_exhibit(
        subject, "history", finding, table, "history", draw_history, note,
        province=subject.province, unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def add_gap(history: pd.DataFrame) -> pd.DataFrame:
    """Return *history* with how far the score lies above the median, or above the mean where no median is known."""
    if history["national_median"].notna().any() or history["national_mean"].isna().all():
        return history.assign(gap_to_median=history["score"] - history["national_median"])
    return history.assign(gap_to_mean=history["score"] - history["national_mean"])


def show_trend(subject: Subject, trend: pd.DataFrame, slope: pd.DataFrame) -> Exhibit:
    """Show whether the score has a tested trend, net of the nation and by itself, and how fast it moves."""
    finding = f"{words.say_trend(trend, subject)} {words.say_slope(slope, subject)}".strip()
    speed = slope[["slope", "low", "high"]].rename(columns={"low": "slope_low", "high": "slope_high"})
    table = pd.concat([trend, speed], axis=1)
    chart = "table" if trend["own_trend"].iloc[0] != "none" else "text"
    return make_exhibit(
        subject, "trend", finding, table, chart, note=words.say_family(subject) if chart == "table" else ""
    )


def show_losses(subject: Subject, losses: pd.DataFrame, position: pd.DataFrame) -> Exhibit:
    """Show the points lost part by part: what everyone loses, the way to the best, what lies below the median.

    Where no part is known, the loss of the component itself is.
    """
    parts = losses[losses["component_code"] != ""] if len(losses) else losses
    if parts.empty:
        return _show_own_loss(subject, position)
    finding = lost_words.say_losses(losses, position, subject)
    if parts["lost"].abs().max() < TOLERANCE:
        return make_exhibit(subject, "losses", finding, losses, "text")
    if not subject.adds_up:
        return make_exhibit(subject, "losses", finding, parts.dropna(axis=1, how="all"),
                            note=lost_words.say_not_added(subject), labels=lost_words.label_lost(subject))  # fmt: skip
    if parts["lost"].isna().any() or parts["everyone"].isna().any():
        return make_exhibit(subject, "losses", finding, losses.dropna(axis=1, how="all"),
                            labels=lost_words.label_lost(subject))  # fmt: skip
    note = lost_words.say_added(parts, position, subject)
    return make_exhibit(
        subject, "losses", finding, losses, "pareto", draw_pieces, note,
        labels=lost_words.label_lost(subject), unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def _show_own_loss(subject: Subject, position: pd.DataFrame) -> Exhibit:
    """Show what the component lost as a whole: points below the maximum, or people who are not satisfied."""
    table = position[["score", "max_score", "lost"]].dropna()
    if table.empty:
        return make_exhibit(subject, "losses", "", table, "none", lacking="own_parts")
    finding = lost_words.say_own_loss(table.iloc[0], subject)
    return make_exhibit(subject, "losses", finding, table, labels=lost_words.label_lost(subject))


def draw_pieces(losses: pd.DataFrame, **options: object) -> Figure:
    """Draw the pieces of each part's loss; the row that adds them up is not drawn."""
    parts = losses[losses["component_code"] != ""]
    pieces = parts.rename(columns={"best_to_median": "to_best", "below_median": "to_median"})
    return draw_pareto(pieces, **options)


def show_lasting(subject: Subject, lasting: pd.DataFrame) -> Exhibit:
    """Show which parts are in the bottom quartile, since when, and which left it."""
    finding = lost_words.say_lasting(lasting, subject)
    columns = ["component", "status", "lost", "lost_before", "lost_change", "year_before", "years_heavy", "n_years"]
    table = lasting.assign(
        status=lasting["status"].map(lambda status: lost_words.name_status(status, subject.language))
    )
    table = table.reindex(columns=columns)
    return make_exhibit(subject, "lasting", finding, table, "table" if len(table) else "text",
                        labels=lost_words.label_lost(subject))  # fmt: skip


def show_conclusion(
    subject: Subject, position: pd.DataFrame, trend: pd.DataFrame, losses: pd.DataFrame, actions: pd.DataFrame
) -> Exhibit:
    """Show the page in five sentences at most; the tables behind them are those of the sections above."""
    finding = words.say_conclusion(position, trend, losses, actions, subject)
    known = position["status"].iloc[0] in ("done", "rank_only")
    return make_exhibit(subject, "conclusion", finding, trend.head(0), "text" if known else "none")
