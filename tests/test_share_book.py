"""The aggregate survey workbook: read, checked, given intervals, turned into scores."""

import re

import pytest
import xlsxwriter
from made_surveys import log_source
from statsmodels.stats.proportion import proportion_confint

from parlib.clean.account import Account
from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.clean.survey import clean_surveys
from parlib.problems import DataProblemsError

HEADS = ["Tỉnh, thành phố", "Số người trả lời", "total", "2.1 Tiếp cận dịch vụ"]
ROWS = [["Quảng Ninh", "1.200", "87,5", "90"], ["Hà Nội", "25", "80,0", "81,5"], ["Cả nước", "36.525", "83,94", "84"]]


def write_book(raw, rows=ROWS, heads=HEADS, sheet="Hài lòng"):
    file = "sipas/sipas_2022.xlsx"
    with xlsxwriter.Workbook(str(raw / file)) as book:
        page = book.add_worksheet(sheet)
        page.write(0, 0, "KẾT QUẢ KHẢO SÁT")
        for number, row in enumerate([heads, *rows, ["Ghi chú: số liệu minh họa"]], start=2):
            page.write_row(number, 0, row)
    log_source(raw, file)


def test_shares_are_read_with_wilsons_interval_on_the_printed_number_of_respondents(raw_copy):
    write_book(raw_copy)
    table = clean_surveys(read_reference(raw_copy)).set_index(["province_code", "component_code"])
    row = table.loc[("22", "total")]
    assert row[["share", "n", "method"]].tolist() == [0.875, 1200, "published"]
    assert (row["low"], row["high"]) == pytest.approx(proportion_confint(1050, 1200, method="wilson"))
    assert table.loc[("01", "total"), ["share", "n", "hidden"]].isna().tolist() == [True, False, False]
    assert table.loc[("VN", "2.1"), "share"] == 0.84


def test_shares_of_some_provinces_fill_what_is_not_printed_and_have_no_rank(raw_copy):
    write_book(raw_copy)
    scores = clean_raw(raw_copy)[0]["scores"].query("index == 'sipas' and year == 2022 and province_code == '22'")
    scores = scores.set_index("component_code")
    assert scores.loc["2.1", ["score", "kind", "n"]].tolist() == [90.0, "surveyed", 1200]
    assert scores["rank"].isna()["2.1"]
    assert scores.loc["total", ["score", "kind"]].tolist() == [87.59, "printed"]


@pytest.mark.parametrize(
    ("row", "heads", "said"),
    [
        (["Quảng Minh", "1.200", "87,5", "90"], HEADS, "'Quảng Minh' is not the name of one of the 63 provinces"),
        (["Hà Nam", "1.200", "870,5", "90"], HEADS, "share '870,5' is not between 0 and 100"),
        (["Hà Nam", "-", "87,5", "90"], HEADS, "Hà Nam has no number of respondents"),
        (["Quảng Ninh", "1.200", "87,5", "90"], HEADS, "Quảng Ninh stands twice for component total"),
        (["Hà Nam", "1.200", "87,5", "90"], [*HEADS[:3], "7.7"], "component 7.7 is not in the form of 2022"),
        (["Hà Nam", "1.200", "87,5", "90"], [*HEADS[:3], "2.1 Công chức"], "2.1 reads 'Công chức'"),
    ],
    ids=["place", "share", "number", "twice", "component", "label"],
)
def test_what_is_wrong_is_said_with_sheet_and_cell(raw_copy, row, heads, said):
    write_book(raw_copy, [*ROWS, row], heads)
    with pytest.raises(DataProblemsError) as error:
        clean_surveys(read_reference(raw_copy))
    assert any(said in str(problem) and "sheet 'Hài lòng', cell" in str(problem) for problem in error.value.problems)


def test_figures_without_a_place_or_a_head_are_named(raw_copy):
    write_book(raw_copy, [*ROWS, ["", "1.200", "87,5", "90"], ["Hà Nam", "1.200", "87,5", "90", "12"]])
    with pytest.raises(DataProblemsError) as error:
        clean_surveys(read_reference(raw_copy))
    said = [str(problem).removeprefix("sipas/sipas_2022.xlsx, sheet 'Hài lòng', ") for problem in error.value.problems]
    assert said == [
        "cell B7: the row has figures, but no place is named in it. Write the place, or take the row out",
        "cell E8: there are figures in a column without a head. Write what they are, or take the column out",
    ]


def test_signs_for_no_figure_are_named_by_cell(raw_copy):
    write_book(raw_copy, [*ROWS, ["Hà Nam", "1.200", "x", "90"]])
    account = Account()
    clean_surveys(read_reference(raw_copy), account)
    assert account.sheets["sipas/sipas_2022.xlsx"] == [
        "sheet 'Hài lòng': 11 of 11 numbers used; 1 with 'x', read as no figure (C7)"
    ]
    assert account.to_table().set_index("file").loc["sipas/sipas_2022.xlsx", ["read", "kept"]].tolist() == [8, 7]


def test_the_national_row_is_a_printed_fact_where_no_ledger_has_it(raw_copy):
    write_book(raw_copy)
    facts = clean_raw(raw_copy)[0]["facts"].query("index == 'sipas' and year == 2022 and measure == 'national_mean'")
    facts = facts.set_index("component_code")
    assert facts.loc["2.1", ["value", "text", "status", "note"]].tolist() == [84, "84.00%", "printed", "Hài lòng!D6"]
    assert facts.loc["2.1", "file"] == "sipas/sipas_2022.xlsx"
    assert set(facts.loc[["total"], "file"]) == {"sipas/ledger.csv"}


def test_single_answers_are_read_with_their_words(raw_copy):
    heads = ["Tỉnh, thành phố", "Số người trả lời", "LC1.1", "LC1.2 Một số công chức gây phiền hà, sách nhiễu", "LC2.3"]
    write_book(
        raw_copy,
        [["Quảng Ninh", "1.200", "91,5", "8", "0,5"], ["Cả nước", "36.525", "90", "9", "1"]],
        heads,
        "Liêm chính",
    )
    table = clean_surveys(read_reference(raw_copy)).set_index(["province_code", "measure"])
    row = table.loc[("22", "integrity_none_harass")]
    assert row[["component_code", "share", "n", "name_en"]].tolist() == [
        "total",
        0.915,
        1200,
        "No civil servant harasses",
    ]
    assert table.loc[("VN", "integrity_many_extra_payment"), "share"] == 0.01


@pytest.mark.parametrize(
    ("rows", "heads", "sheet", "said"),
    [
        ([["Hà Nam", "900", "80", "30"]], [*HEADS[:2], "LC1.1", "LC1.2"], "Liêm chính", "on LC1 make 110% together"),
        ([["Hà Nam", "900", "0,87"]], HEADS[:3], "Hài lòng", "no share is above 1%"),
        (
            [["Hà Nam", "900", "90", "80", "85"]],
            [*HEADS[:2], "1.1", "1.1.1", "1.1.2"],
            "Hài lòng",
            "1.1 of Hà Nam is 90%, its parts lie between 80% and 85%",
        ),
        ([["Hà Nam", "900", "90"]], [*HEADS[:2], "LC1.9"], "Liêm chính", "answer LC1.9 is not in the form of 2022"),
        ([["Hà Nam", "900", "90"]], [*HEADS[:2], "Tiếp cận"], "Hài lòng", "the head 'Tiếp cận' names no component"),
        ([["Hà Nam", "900", ""]], HEADS[:3], "Hài lòng", "there is no share in the sheets 'Hài lòng'"),
    ],
    ids=["above_100", "fractions", "outside", "answer", "head", "empty"],
)
def test_shares_that_contradict_each_other_are_named(raw_copy, rows, heads, sheet, said):
    write_book(raw_copy, rows, heads, sheet)
    with pytest.raises(DataProblemsError, match=re.escape(said)):
        clean_surveys(read_reference(raw_copy))
