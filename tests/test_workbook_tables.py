import io
import re
import zipfile

import openpyxl
import pytest
from made_dossiers import make_dossier, make_shown, open_one
from made_notebooks import make_png

from parlib.charts.describe import KINDS
from parlib.language.words import speak_of
from parlib.publish.workbook.build import build_workbook, name_workbook
from parlib.publish.workbook.charts import PICTURED
from parlib.publish.workbook.sheets import HEAD_ROW, list_tables, plan_sheets
from parlib.wording.columns import format_value
from parlib.wording.titles import SIMULATED

HEAD = HEAD_ROW + 1
"""Row of the heads as Excel counts."""


def read_workbook(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def read_charts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        return [archive.read(name).decode() for name in names]


@pytest.fixture(scope="module")
def dossier(executed):
    return open_one(executed, "22")


@pytest.fixture(scope="module")
def content(dossier):
    return build_workbook(dossier)


@pytest.fixture(scope="module")
def book(content):
    return read_workbook(content)


def test_every_cell_equals_the_cell_of_the_exhibit(book, dossier):
    sheets = list(list_tables(plan_sheets(dossier)))
    assert book.sheetnames == ["Mục lục", *(sheet.name for sheet in sheets)]
    numbers = 0
    for sheet in sheets:
        exhibit, cells = sheet.exhibit, list(book[sheet.name].iter_rows(min_row=HEAD, values_only=True))
        assert list(cells[0][: len(exhibit.columns)]) == [column["label"] for column in exhibit.columns]
        assert len(cells) == len(exhibit.rows) + 1
        for row, shown in zip(exhibit.rows, cells[1:], strict=True):
            for value, column, cell in zip(row, exhibit.columns, shown, strict=False):
                with speak_of("papi", "Quảng Ninh"):
                    wanted = format_value(value, column["kind"], "vi") if isinstance(value, str) else value
                # Excel keeps fifteen digits.
                same = pytest.approx(wanted, rel=1e-14) if isinstance(wanted, float) else (wanted or None)
                assert cell == (wanted if wanted == 0 else same), (sheet.name, column["name"])
                numbers += isinstance(cell, int | float)
    assert numbers > 4000


def test_words_stand_off_the_figure_on_their_left_and_clear_of_the_line_below_the_heads(book):
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=7) for cell in row if cell.number_format == "@"]
    assert len(cells) > 100
    assert {(cell.alignment.indent, cell.alignment.vertical) for cell in cells} == {(1.0, "center")}


def test_every_exhibit_stands_in_the_contents_with_a_link_to_its_table(book, dossier):
    rows = list(book["Mục lục"].iter_rows(min_row=7))
    exhibits = [exhibit for page in (*dossier.pages, *dossier.others) for exhibit in page.exhibits]
    assert [row[2].value for row in rows[: len(exhibits)]] == [exhibit.finding for exhibit in exhibits]
    links = [row[0].hyperlink.location for row in rows if row[0].hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert all(book[name]["A1"].hyperlink.location == "'Mục lục'!A1" for name in book.sheetnames[1:])


def test_heads_stay_in_view_and_carry_units_source_and_finding(book, dossier):
    sheet = next(sheet for sheet in plan_sheets(dossier) if sheet.exhibit.name == "losses")
    target, exhibit = book[sheet.name], sheet.exhibit
    assert target.freeze_panes == f"C{HEAD + 1}"
    units = {column["label"]: target.cell(HEAD - 1, place).value for place, column in enumerate(exhibit.columns, 1)}
    assert (units["Điểm bị mất"], units["Tỷ trọng điểm mất"], units["Thứ hạng"]) == ("điểm", "%", None)
    assert [target.cell(row, 1).value for row in (3, 5)] == [exhibit.finding, exhibit.source]


def test_numbers_are_shown_with_a_vietnamese_comma_or_an_english_point(executed, book):
    formats = {cell.number_format for row in book["Bảng chỉ số thành phần"].iter_rows(min_row=HEAD + 1) for cell in row}
    assert {"[$-42A]#,##0.00", "[$-42A]#,##0"} <= formats
    english = read_workbook(build_workbook(open_one(executed, "77", "en")))
    formats = {cell.number_format for row in english["Table of components"].iter_rows(min_row=HEAD + 1) for cell in row}
    assert "[$-409]#,##0.00" in formats
    assert not any("42A" in number for number in formats)


def test_text_that_looks_like_a_formula_or_an_address_stays_text():
    rows = [["=1+1", "@SUM(A1)", "-3"], ["+84", "https://papi.org.vn", "{=1}"]]
    shown = make_shown("actions", rows, ["cause", "task", "output"])
    content = build_workbook(make_dossier(shown))
    target = read_workbook(content)["1 Nhiệm vụ và trách nhiệm"]
    cells = list(target.iter_rows(min_row=HEAD + 1, max_col=3))
    assert [[cell.value for cell in row] for row in cells] == rows
    assert {cell.data_type for row in cells for cell in row} == {"s"}
    assert all(cell.hyperlink is None for row in cells for cell in row)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)


def test_missing_is_blank_and_zero_is_zero():
    shown = make_shown("largest", [[None, 0.0], [1.5, None]], ["lost", "lost_share"])
    target = read_workbook(build_workbook(make_dossier(shown)))["1 Điểm mất nhiều nhất"]
    assert list(target.iter_rows(min_row=HEAD + 1, max_col=2, values_only=True)) == [(None, 0), (1.5, None)]


def test_charts_are_native_and_read_the_cells_of_their_own_sheet(content, dossier):
    charts = read_charts(content)
    drawn = [sheet for sheet in list_tables(plan_sheets(dossier)) if sheet.exhibit.png]
    native = [sheet for sheet in drawn if KINDS[sheet.exhibit.chart].form not in PICTURED]
    kinds = {sheet.exhibit.chart for sheet in native}
    assert {"strip", "history", "pareto", "spine", "peers", "interval", "stacks", "spread", "pairs", "series"} <= kinds
    assert len(charts) == len(native)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
    assert 0 < len(pictures) <= len(drawn) - len(native)
    names = {sheet.name for sheet in drawn}
    for chart in charts:
        used = set(re.findall(r"<c:f>'?(.*?)'?!", chart))
        assert len(used) == 1
        assert used <= names


def test_history_has_no_line_across_years_that_may_not_be_compared():
    columns = ["year", "score", "national_median", "segment"]
    rows = [[2017, 36.7, 36.0, 1], [2018, 44.0, 44.1, 2], [2019, 46.7, 44.0, 2]]
    shown = make_shown("history", rows, columns, chart="history", png=make_png(), options={"province": "Huế"})
    chart = read_charts(build_workbook(make_dossier(shown)))[0]
    years = ["!$A$8", "!$A$9:$A$10"]
    found = re.findall(r"<c:xVal><c:numRef><c:f>.*?(!.*?)</c:f>", chart)
    assert found == years * 2
    assert re.findall(r'<c:legendEntry><c:idx val="(\d)"', chart) == ["1", "3"]


def test_simulated_figures_are_named_on_their_sheet_in_print_and_in_the_contents():
    rows, columns = [["1", 1.5]], ["component_code", "lost"]
    shown = make_shown("largest", rows, columns, simulated=True)
    book = read_workbook(build_workbook(make_dossier(shown)))
    target = book["1 Điểm mất nhiều nhất SIMULATED"]
    assert target["C1"].value == SIMULATED
    assert SIMULATED in target.oddHeader.center.text
    assert book["Mục lục SIMULATED"]["A3"].value == SIMULATED
    assert target["A1"].hyperlink.location == "'Mục lục SIMULATED'!A1"
    plain = read_workbook(build_workbook(make_dossier(make_shown("largest", rows, columns))))
    assert plain["1 Điểm mất nhiều nhất"]["C1"].value is None
    assert plain["Mục lục"]["A3"].value is None


def test_workbook_of_a_province_without_data_says_so(executed):
    book = read_workbook(build_workbook(open_one(executed, "26")))
    assert book["Mục lục"]["A4"].value == "Nguồn không công bố số liệu của tỉnh cho năm này."


def test_the_same_notebooks_give_the_same_bytes(content, dossier):
    assert build_workbook(dossier) == content
    assert name_workbook(dossier) == "papi-2024-so-lieu.xlsx"
