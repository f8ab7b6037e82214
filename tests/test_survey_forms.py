"""Survey forms: empty ones locked and noted, filled ones read back as the same table, simulated ones marked."""

import openpyxl
import pandas as pd
import pytest
from made_surveys import log_source
from places_here import ROOT

from parlib.clean.survey import clean_surveys, find_form, read_survey
from parlib.forms.microdata import ABOUT, write_microdata
from parlib.forms.shares import list_columns, write_share_book
from parlib.readers.share_book import ANSWER_SHEETS, SHEETS
from parlib.readers.survey import read_form
from parlib.readers.workbook import read_workbook
from parlib.simulate.home import open_simulated_home
from parlib.simulate.survey import find_simulated_shares, simulate_columns, simulate_survey, write_survey
from parlib.terms import find_vintage
from parlib.wording.titles import SIMULATED, SIMULATED_STEM

RAW = ROOT / "data" / "raw"


@pytest.fixture
def demo(tmp_path):
    return open_simulated_home(tmp_path / "demo", RAW)


def find_places(known, year):
    return known.names[find_vintage("sipas", year)].names


def log_simulated(raw, file):
    log_source(raw, file, "yes")


@pytest.mark.parametrize("year", [2020, 2025, 2026])
def test_an_aggregate_template_filled_read_written_and_read_is_the_same_table(demo, year):
    known, tree, questions = find_form(demo, "sipas", year)
    places, path = find_places(known, year), demo / "sipas" / f"sipas_{year}.xlsx"
    columns = simulate_columns(tree, questions, list(places.values()), seed=4, respondents=20_000)
    shares = find_simulated_shares(tree, questions, places, columns)
    path.parent.mkdir()
    log_simulated(demo, f"sipas/{path.name}")
    known = find_form(demo, "sipas", year)[0]
    write_share_book(path, year, tree, questions, places, shares, simulated=True)
    first = clean_surveys(known)
    write_share_book(path, year, tree, questions, places, first, simulated=True)
    pd.testing.assert_frame_equal(first, clean_surveys(known))
    keys = ["province_code", "component_code", "measure"]
    both = first.merge(shares, on=keys, suffixes=("", "_made"), validate="1:1")
    assert len(both) == len(shares) == len(first)
    assert (both["share"] - both["share_made"]).abs().max() <= 0.00005 + 1e-12
    assert set(first["province_code"]) == {"VN", *places}
    assert {"integrity_none_harass", "expectation_1"} <= set(first["measure"]) or year in (2020, 2026)


def test_a_microdata_form_gives_the_shares_of_the_csv_file_of_the_same_answers(demo, tmp_path):
    known, tree, questions = find_form(demo, "sipas", 2025)
    places = list(find_places(known, 2025).values())[:4]
    answers = simulate_columns(tree, questions, places, seed=4, respondents=600)
    (demo / "sipas").mkdir()
    for name in ("sipas_microdata_2025.csv", "sipas_microdata_2025.xlsx", "sipas_microdata_2025_again.xlsx"):
        log_simulated(demo, f"sipas/{name}")
    known = find_form(demo, "sipas", 2025)[0]
    write_survey(demo / "sipas" / "sipas_microdata_2025.csv", tree, questions, places, seed=4, respondents=600)
    book = demo / "sipas" / "sipas_microdata_2025.xlsx"
    blanked = {
        code: [value or None for value in values] if code not in ABOUT else values for code, values in answers.items()
    }
    write_microdata(book, 2025, tree, questions, places, blanked, simulated=True)
    form = read_form(book)
    again = demo / "sipas" / "sipas_microdata_2025_again.xlsx"
    read_back = {code: list(column) for code, column in (form.keys | form.questions).items()}
    write_microdata(again, 2025, tree, questions, places, read_back, simulated=True)
    tables = [
        read_survey(demo / "sipas" / name, "sipas", known).drop(columns="source_id")
        for name in ("sipas_microdata_2025.csv", book.name, again.name)
    ]
    assert len(tables[0]) > 500
    pd.testing.assert_frame_equal(tables[0], tables[1])
    pd.testing.assert_frame_equal(tables[1], tables[2])


def test_an_empty_aggregate_template_is_locked_but_for_the_figures(tmp_path):
    _, tree, questions = find_form(RAW, "sipas", 2025)
    path = tmp_path / "a.xlsx"
    write_share_book(path, 2025, tree, questions, {"22": "Quảng Ninh"})
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Hướng dẫn", *SHEETS.values(), *ANSWER_SHEETS.values()]
    sheet = book["Liêm chính"]
    assert [sheet.cell(row, 1).value for row in (7, 8)] == ["Cả nước", "Quảng Ninh"]
    assert sheet.cell(6, 3).value == "LC1.1 Không có công chức nào gây phiền hà, sách nhiễu cho người dân"
    assert [sheet.cell(8, column).protection.locked for column in (1, 2, 3)] == [True, False, False]
    assert all(page.protection.sheet for page in book)
    rules = {(rule.type, str(rule.sqref)) for rule in sheet.data_validations.dataValidation}
    assert rules == {("whole", "B7:B8"), ("decimal", "C7:H8")}
    assert "Tỷ lệ (%)" in sheet.cell(6, 3).comment.text
    assert [column.head for column in list_columns("satisfied", tree, questions)][:2] == [
        "Chỉ số hài lòng về sự phục vụ hành chính",
        "1 Xây dựng và thực hiện chính sách",
    ]


def test_an_empty_microdata_form_lists_places_and_answers_and_explains_every_code(tmp_path):
    _, tree, questions = find_form(RAW, "sipas", 2025)
    path = tmp_path / "a.xlsx"
    write_microdata(path, 2025, tree, questions, ["Quảng Ninh", "Hà Nội"])
    book = openpyxl.load_workbook(path)
    sheet, codes = book["Phiếu"], book["Bảng mã"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["A6"].formula1 == "'Danh mục'!$A$2:$A$3"
    assert rules["F6"].formula1 == '"1,2,3,4,5"'
    heads = [cell.value for cell in sheet[5]]
    assert heads[:5] == [head for head, _, _ in ABOUT.values()]
    assert [row[0].value for row in codes.iter_rows(min_row=3)] == [head.split()[0] for head in heads[5:]]
    said = {row[0].value: row[3].value for row in codes.iter_rows(min_row=3)}
    assert said["1.1.1"].endswith("4 = Hài lòng; 5 = Rất hài lòng")
    assert said["LC2"].startswith("1 = Không có người dân nào phải đưa tiền")
    assert sheet.protection.sheet
    assert not sheet.column_dimensions["F"].protection.locked


@pytest.mark.parametrize("aggregate", [True, False])
def test_a_simulated_survey_says_so_in_file_name_sheet_names_and_cells(demo, aggregate):
    path = simulate_survey(demo, 2025, seed=1, respondents=3000, aggregate=aggregate)
    assert SIMULATED_STEM in path.stem
    if aggregate:
        sheets = read_workbook(path)
        assert len(sheets) == 6
        assert all(sheet.name.endswith("SIMULATED") and len(sheet.name) <= 31 for sheet in sheets)
        assert all(any(SIMULATED in row for row in sheet.rows) for sheet in sheets)
    assert find_form(demo, "sipas", 2025)[0].register.set_index("path").at[f"sipas/{path.name}", "simulated"] == "yes"
    assert set(clean_surveys(find_form(demo, "sipas", 2025)[0])["vintage"]) == {"34"}


def test_both_kinds_of_file_of_one_year_give_each_share_once_and_the_published_one(demo):
    simulate_survey(demo, 2025, seed=1, respondents=9000)
    alone = clean_surveys(find_form(demo, "sipas", 2025)[0])
    simulate_survey(demo, 2025, seed=1, respondents=9000, aggregate=True)
    both = clean_surveys(find_form(demo, "sipas", 2025)[0])
    whole = (both["service"] == "") & (both["district"] == "")
    assert set(both.loc[whole, "method"]) == {"published"}
    assert set(both.loc[~whole, "method"]) == {"clusters"}
    assert len(both) == len(alone)


def test_text_in_a_form_never_becomes_a_formula(tmp_path):
    tree = pd.DataFrame(
        {
            "component_code": ["total", "1", "2"],
            "parent_code": ["", "total", "total"],
            "name_vi": ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)"],
        }
    )
    questions = pd.DataFrame(
        {"question": ["LC1"], "block": ["integrity"], "option": [1], "measure": ["integrity_a"], "name_vi": ["-2+3"]}
    )
    write_share_book(tmp_path / "a.xlsx", 2025, tree, questions, {"22": '=HYPERLINK("http://x")'})
    rows = {"place": ["=1+1", "@A1"], "service": ["+1", "-1"], "1": [5, None], "LC1": ["=2", ""]}
    write_microdata(tmp_path / "b.xlsx", 2025, tree, questions, ["=1+1", "@A1"], rows)
    for name in ("a.xlsx", "b.xlsx"):
        book = openpyxl.load_workbook(tmp_path / name)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
        assert "=1+1" in {cell.value for cell in cells}
