"""One workbook for people over all indices: at most fifteen sheets that print on A4, each from exhibits as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from parlib.files.archive import fix_archive
from parlib.files.csv_cells import guard_cell
from parlib.language.words import speak_of
from parlib.publish.pack.occasion import Loss, Occasion
from parlib.publish.workbook.build import DATE, OPTIONS
from parlib.publish.workbook.formats import CellFormats
from parlib.publish.workbook.sheets import HEAD_ROW, Sheet, clean_name, count_height, make_unique, write_sheet
from parlib.questions.actions import TASK_COLUMNS
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES, TOTAL
from parlib.wording.books import book_words
from parlib.wording.titles import SIMULATED, mark_sheet

MOST = 15
"""Sheets of the workbook, that of contents included."""

BAR_ROWS = 12
"""Rows of a table that a chart below it shows, at most."""

BLANK = "……"

NAMES: dict[str, tuple[str, str]] = {
    "results": ("Kết quả các chỉ số", "Results"),
    "fields": ("Lĩnh vực", "Fields"),
    "lost": ("Nội dung mất điểm", "Points lost"),
    "lost_of_people": ("Chưa hài lòng", "Not satisfied"),
    "claims": ("Điểm tự đánh giá", "Claimed and granted"),
    "people": ("SIPAS", "SIPAS"),
    "integrity": ("Liêm chính", "Integrity"),
    "tasks": ("Nhiệm vụ", "Tasks"),
    "agencies": ("Cơ quan phụ trách", "Agencies"),
    "reasons": ("Lý do mất điểm", "Reasons"),
    "units": ("Xếp hạng đơn vị", "Own units"),
    "dossiers": ("Hồ sơ theo cơ quan", "Dossiers by agency"),
    "communes": ("Hồ sơ theo xã, phường", "Dossiers by commune"),
    "recovery": ("Dư địa cải thiện", "What gains places"),
    "others": ("Các chỉ số khác", "Other indices"),
    "years": ("Diễn biến qua các năm", "Over the years"),
    "ranking": ("Xếp hạng cả nước", "National ranking"),
    "index": ("Chỉ số", "Index"),
}

RESULT = ("score", "max_score", "share", "rank", "n_ranked", "year_before", "score_before", "change", "rank_change")
FIELDS = (
    "component_code",
    "component",
    "score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "change",
    "rank_change",
    "national_mean",
)
LOST = ("component_code", "component", "lost", "lost_to_best", "cause", "lead_agency", "head", "deadline", "status")
TASKS = tuple(name for name in TASK_COLUMNS if name != "lost_to_best")
PARTS = ("component", "share", "rank", "n_ranked", "rank_change")
UNITS = ("label", "received", "judged", "on_time_share", "share_change", "late", "overdue", "overdue_max")
YEARS = ("year", "score", "rank", "n_ranked", "change", "rank_change", "national_mean", "best")
RANKING = ("rank", "province", "region", "score", "change", "rank_change")


@dataclass(frozen=True)
class Planned:
    """A sheet: its name, page and table, and which columns a chart below the table shows."""

    name: str
    page: ExecutedPage
    exhibit: ShownExhibit
    chart: tuple[str, str] | None = None


def build_people_book(occasion: Occasion) -> bytes:
    """Build the workbook that is handed out: contents, then one sheet a question, as wide as a sheet of A4 (xlsx)."""
    made = io.BytesIO()
    book = Workbook(made, OPTIONS)
    words, formats = book_words(occasion.language), CellFormats(book)
    title = f"{occasion.name} – {occasion.editions}"
    book.set_properties({"title": title, "created": DATE, "author": "", "comments": ""})
    contents = mark_sheet(words["contents"]) if occasion.simulated else words["contents"]
    first, used, rows = book.add_worksheet(contents), {contents}, []
    for planned in plan_people(occasion)[: MOST - 1]:
        with speak_of(planned.page.about["index"], occasion.name):
            name = make_unique(clean_name(planned.name), used, planned.exhibit.simulated)
            sheet, target = Sheet(name, planned.page, planned.exhibit), book.add_worksheet(name)
            write_sheet(target, sheet, formats, (contents, words["contents"]))
            _add_bars(book, target, sheet, planned)
        rows.append((name, planned.page.about["title"], planned.exhibit.finding))
    _write_contents(first, occasion, rows, formats, title)
    book.close()
    return fix_archive(made.getvalue())


def plan_people(occasion: Occasion) -> list[Planned]:
    """Return the sheets in their order; what there are no rows for is left out."""
    page, people = occasion.measured.overview, [one for one in occasion.with_figures if _of_people(one)]
    found = [
        _list_results(occasion),
        _take(occasion, "fields", page, "components", FIELDS, depth=0, chart=("component", "share")),
        _join_losses(occasion, "lost", occasion.losses, LOST),
        _take(occasion, "reasons", page, "reasons", chart=("reason", "lost")),
        _take(occasion, "agencies", page, "agencies", chart=("agency", "lost")),
        _take(occasion, "claims", page, "claims"),
        _join_losses(occasion, "tasks", occasion.tasks, TASKS),
        *(
            _take(occasion, "people", one.overview, "components", FIELDS, depth=1, chart=("component", "score"))
            for one in people
            if one is not occasion.measured  # its fields stand there already
        ),
        _take_first(occasion, "integrity", "integrity"),
        *(_take(occasion, "units", one, "blocks") for one in occasion.units),
        _take_first(occasion, "dossiers", "onestop_agencies", UNITS),
        _take_first(occasion, "communes", "onestop_communes", UNITS),
        _take(occasion, "recovery", page, "recovery"),
        _join_parts(occasion),
        _take(occasion, "years", occasion.leading.overview, "history", YEARS),
        *([_take(occasion, "ranking", one, "ranking", RANKING)] if (one := occasion.leading.national) else []),
    ]
    return [one for one in found if one is not None]


def _of_people(dossier: Dossier) -> bool:
    return INDICES[dossier.about["index"]].of_people


def _take(
    occasion: Occasion,
    name: str,
    page: ExecutedPage,
    exhibit: str,
    columns: Sequence[str] = (),
    depth: int | None = None,
    chart: tuple[str, str] | None = None,
) -> Planned | None:
    """Return a sheet of an exhibit with some of its columns; *depth* leaves out what lies deeper: fields are 0."""
    found = page.find(exhibit)
    if found is None or not found.rows:
        return None
    kept = choose_columns(found, columns)
    if depth is not None:
        codes = [column["name"] for column in kept.columns].index("component_code")
        kept = replace(kept, rows=[row for row in kept.rows if str(row[codes]).count(".") <= depth])
    return Planned(occasion.say(NAMES[name]), page, kept, chart)


def _take_first(occasion: Occasion, name: str, exhibit: str, columns: Sequence[str] = ()) -> Planned | None:
    pages = [page for one in occasion.dossiers for page in (one.overview, *one.more)]
    return next((one for page in pages if (one := _take(occasion, name, page, exhibit, columns))), None)


def choose_columns(exhibit: ShownExhibit, columns: Sequence[str] = ()) -> ShownExhibit:
    """Return an exhibit with those of its columns that hold anything; of *columns* alone where they are named."""
    places = {column["name"]: at for at, column in enumerate(exhibit.columns)}
    wanted = [places[name] for name in columns if name in places] if columns else list(places.values())
    kept = [
        place
        for place in wanted
        if exhibit.columns[place]["kind"] != "helper"
        and any(row[place] not in (None, "", BLANK) for row in exhibit.rows)
    ]
    rows = [[None if row[place] == BLANK else row[place] for place in kept] for row in exhibit.rows]
    return replace(exhibit, columns=[exhibit.columns[place] for place in kept], rows=rows, chart="table", links={})


def _list_results(occasion: Occasion) -> Planned | None:
    """Return score, rank and change of every index, a row each."""
    shown = [(one, head) for one in occasion.with_figures if (head := one.overview.find("headline")) and head.rows]
    return _join(occasion, "results", shown, RESULT) if shown else None


def _join_parts(occasion: Occasion) -> Planned | None:
    """Return the parts directly below every index but the measured one and those of people."""
    shown = []
    for dossier in occasion.with_figures:
        components = dossier.overview.find("components")
        if components is not None and dossier is not occasion.measured and not _of_people(dossier):
            code = [column["name"] for column in components.columns].index("component_code")
            rows = [row for row in components.rows if "." not in str(row[code]) and row[code] != TOTAL]
            shown += [(dossier, replace(components, rows=rows))] if rows else []
    return _join(occasion, "others", shown, PARTS) if shown else None


def _join(
    occasion: Occasion, name: str, shown: Sequence[tuple[Dossier, ShownExhibit]], columns: Sequence[str]
) -> Planned:
    """Return rows of several indices as one table, the index before each."""
    first = {"name": "edition", "label": occasion.say(NAMES["index"]), "kind": "text"}
    known: dict[str, Any] = {}
    for _, exhibit in shown:
        known |= {column["name"]: column for column in exhibit.columns if column["name"] in columns}
    rows = []
    for dossier, exhibit in shown:
        place = {column["name"]: number for number, column in enumerate(exhibit.columns)}
        rows += [
            [
                dossier.edition,
                *(row[place[column]] if column in place else None for column in columns if column in known),
            ]
            for row in exhibit.rows
        ]
    dossier, one = shown[0]
    heads = [first, *(known[column] for column in columns if column in known)]
    sources = join_sources([exhibit.source for _, exhibit in shown if exhibit.source])
    most = max(exhibit.decimals for _, exhibit in shown)
    each = [exhibit.decimals for _, exhibit in shown for _ in exhibit.rows]
    simulated = any(exhibit.simulated for _, exhibit in shown)
    whole = name == "results"
    finding = " ".join(exhibit.finding for _, exhibit in shown) if whole else ""
    note = " ".join(dict.fromkeys(exhibit.note for _, exhibit in shown if exhibit.note)) if whole else ""
    joined = replace(
        one, columns=heads, rows=rows, finding=finding, note=note, source=sources, decimals=most, simulated=simulated
    )
    page = replace(dossier.overview, about={**dossier.overview.about, "title": occasion.name})
    called = replace(joined, title=occasion.say(NAMES[name]), row_decimals=each)
    return Planned(occasion.say(NAMES[name]), page, choose_columns(called))


def join_sources(sources: Sequence[str]) -> str:
    """Return the sources of several exhibits in one line: each publication once, then who computed.

    Examples
    --------
    >>> join_sources(["PAPI 2024 (UNDP); computed from these figures.", "DTI 2024 (MIC); computed from these figures."])
    'PAPI 2024 (UNDP); DTI 2024 (MIC); computed from these figures.'
    """
    parts = [source.removesuffix(".").rpartition("; ") for source in sources]
    named = dict.fromkeys(publication for publication, _, _ in parts if publication)
    return "; ".join([*named, *dict.fromkeys(made for _, _, made in parts)]) + ("." if parts else "")


def _join_losses(occasion: Occasion, name: str, losses: Sequence[Loss], columns: Sequence[str]) -> Planned | None:
    """Return rows of the forms of every component as one table."""
    if not losses:
        return None
    fullest = max((loss.exhibit for loss in losses), key=lambda one: len(one.columns))
    known = {column["name"]: column for column in fullest.columns}
    heads, rows = [known[column] for column in columns if column in known], []
    for loss in losses:
        place = {column["name"]: number for number, column in enumerate(loss.exhibit.columns)}
        row = loss.exhibit.rows[loss.row]
        rows.append([row[place[head["name"]]] if head["name"] in place else None for head in heads])
    said = occasion.measured.overview.find("largest") if name == "lost" else None
    of_people = name == "lost" and occasion.of_people
    called = occasion.say(NAMES["lost_of_people" if of_people else name])
    joined = replace(fullest, columns=heads, rows=rows, note="", finding=said.finding if said else "", title=called)
    return Planned(called, occasion.measured.overview, choose_columns(joined))


def _add_bars(book: Workbook, target: Worksheet, sheet: Sheet, planned: Planned) -> None:
    """Put a bar chart of two columns below the table, so that both print on one page's width."""
    rows = min(len(sheet.exhibit.rows), BAR_ROWS)
    if planned.chart is None or rows < 2:
        return
    names, values = (sheet.column(name) for name in planned.chart)
    if names is None or values is None:
        return
    chart, last = book.add_chart({"type": "bar"}), HEAD_ROW + rows
    chart.add_series(
        {
            "name": [sheet.name, HEAD_ROW, values],
            "categories": [sheet.name, HEAD_ROW + 1, names, last, names],
            "values": [sheet.name, HEAD_ROW + 1, values, last, values],
            "fill": {"color": "#C2410C"},
            "gap": 50,
            "data_labels": {"value": True},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 900, "height": 60 + 26 * rows})
    said = {"description": sheet.exhibit.alt or sheet.exhibit.finding, "object_position": 3}
    target.insert_chart(HEAD_ROW + len(sheet.exhibit.rows) + 2, 0, chart, said)


def _write_contents(
    target: Worksheet, occasion: Occasion, rows: Sequence[tuple[str, str, str]], formats: CellFormats, title: str
) -> None:
    words = book_words(occasion.language)
    for at, wide in enumerate((34, 34, 90)):
        target.set_column(at, at, wide)
    target.write_string(0, 0, title, formats.title)
    target.write_string(1, 0, words["said"], formats.small)
    if occasion.simulated:
        target.write_string(2, 0, SIMULATED, formats.warning)
    for at, head in enumerate(("sheet", "page", "finding")):
        target.write_string(4, at, words[head], formats.head)
    target.freeze_panes(5, 0)
    for row, (name, page, finding) in enumerate(rows, start=5):
        target.write_url(row, 0, f"internal:'{name}'!A1", formats.link, name)
        target.write_string(row, 1, page, formats.said)
        target.write_string(row, 2, finding, formats.said)
        target.set_row(row, count_height([(page, 34), (finding, 90)]))
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(4)


DATA = (
    "index",
    "year",
    "page",
    "component",
    "exhibit",
    "title",
    "row",
    "column",
    "label",
    "kind",
    "value",
    "simulated",
)
"""Columns of the data file."""


def write_data(occasion: Occasion) -> bytes:
    """Return every table behind the pack as one CSV: a line a cell, unrounded."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(DATA)
    for page, exhibit in _list_everything(occasion):
        about = page.about
        start = [
            about["index"],
            about["year"],
            about["page"],
            about.get("component") or "",
            exhibit.name,
            exhibit.title,
        ]
        for number, row in enumerate(exhibit.rows, start=1):
            for column, value in zip(exhibit.columns, row, strict=True):
                if value not in (None, "", BLANK):
                    cell = guard_cell(value) if isinstance(value, str) else value
                    fields = [number, column["name"], column["label"], column["kind"], cell]
                    writer.writerow([*start, *fields, "yes" if exhibit.simulated else ""])
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _list_everything(occasion: Occasion) -> Iterator[tuple[ExecutedPage, ShownExhibit]]:
    """Yield every exhibit with rows of every page, each page once."""
    sheets = [occasion.sheet] if occasion.sheet else []
    pages = [*sheets, *(page for dossier in occasion.dossiers for page in dossier.pages), *occasion.units]
    for page in {page.path: page for page in pages}.values():
        yield from ((page, exhibit) for exhibit in page.exhibits if exhibit.rows)
