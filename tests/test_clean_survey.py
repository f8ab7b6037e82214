"""Surveys of respondents: read, checked, counted, turned into scores; forms never chained."""

import pandas as pd
import pytest
import xlsxwriter
from made_surveys import log_source, write_microdata

from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.clean.survey import clean_surveys
from parlib.problems import DataProblemsError
from parlib.readers.reference import read_questions
from parlib.simulate.home import open_simulated_home
from parlib.simulate.survey import MARK, simulate_survey, write_survey


def shares_of(raw):
    table = clean_surveys(read_reference(raw))
    return table.set_index(["province_code", "service", "component_code", "measure"])


def faults_of(raw):
    with pytest.raises(DataProblemsError) as error:
        clean_surveys(read_reference(raw))
    return [str(problem) for problem in error.value.problems]


def test_clean_surveys_counts_satisfied_neutral_and_dissatisfied(raw_copy):
    write_microdata(raw_copy)
    table = shares_of(raw_copy)
    home = ("22", "")
    assert table.loc[(*home, "2.1.1", "satisfied"), "share"] == 1
    assert table.loc[(*home, "2.2.1", "dissatisfied"), "share"] == 1
    assert table.loc[(*home, "2", "satisfied"), ["share", "n"]].tolist() == [0.5, 30]
    assert table.loc[(*home, "total", "integrity_none_harass"), ["share", "n"]].tolist() == [1, 30]


def test_clean_surveys_shows_no_share_of_fewer_than_thirty(raw_copy):
    write_microdata(raw_copy)
    row = shares_of(raw_copy).loc[("01", "", "2.1.1", "satisfied")]
    assert (row["n"], bool(row["hidden"])) == (10, True)
    assert row[["share", "low", "high", "n_effective"]].isna().all()


def test_clean_surveys_of_some_provinces_says_nothing_of_the_country(raw_copy):
    write_microdata(raw_copy)
    assert "VN" not in shares_of(raw_copy).index.get_level_values(0)


@pytest.mark.parametrize(
    ("heads", "cells", "said"),
    [
        (["Tỉnh", "2.1.1"], ["Quảng Minh", 5], "'Quảng Minh' is not the name of one of the 63 provinces"),
        (["Tỉnh", "2.1.1"], ["Hà Nội", 6], "row 2, column '2.1.1': answer '6' is not a whole number from 1 to 5"),
        (["Tỉnh", "2.1.1", "LC1"], ["Hà Nội", 5, 4], "column 'LC1': answer '4' is not a whole number from 1 to 3"),
        (["Tỉnh", "Trọng số", "2.1.1"], ["Hà Nội", 0, 5], "column 'weight': the weight is not above zero"),
        (["Tỉnh", "2.1.1", "2.1.1"], ["Hà Nội", 5, 5], "the column '2.1.1' stands twice"),
        (["Tỉnh", "2.1.1 Kết quả được trả đúng hẹn"], ["Hà Nội", 5], "question 2.1.1 reads"),
        (["2.1.1"], [5], "there is no column 'Tỉnh' in the header"),
        (["Tỉnh", "Tuổi"], ["Hà Nội", 5], "there is no column question such as"),
    ],
    ids=["place", "scale", "option", "weight", "twice", "label", "no place", "no question"],
)
def test_clean_surveys_names_what_is_wrong(raw_copy, heads, cells, said):
    write_microdata(raw_copy, heads=heads, rows=[cells] * 3)
    assert any(said in fault and "sipas/sipas_microdata_2022.csv" in fault for fault in faults_of(raw_copy))


def test_clean_surveys_asks_for_the_register(raw_copy):
    write_microdata(raw_copy, log=False)
    assert any("not in the register of sources" in fault for fault in faults_of(raw_copy))


def test_a_workbook_with_a_title_above_its_header_gives_the_same_shares(raw_copy):
    write_microdata(raw_copy)
    expected = shares_of(raw_copy)
    (raw_copy / "sipas" / "sipas_microdata_2022.csv").unlink()
    file = "sipas/sipas_microdata_2022.xlsx"
    log_source(raw_copy, file)
    with xlsxwriter.Workbook(str(raw_copy / file)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "PHIẾU ĐIỀU TRA")
        sheet.write_row(2, 0, ["Tỉnh", "Lĩnh vực", "2.1.1", "2.2.1", "LC1"])
        rows = [["Quảng Ninh", "Đất đai", 5, 2, 1]] * 30 + [["Hà Nội", "Hộ tịch", 3, "", 2]] * 10
        for number, row in enumerate(rows, start=3):
            sheet.write_row(number, 0, row)
    found = shares_of(raw_copy)
    pd.testing.assert_frame_equal(found.drop(columns="source_id"), expected.drop(columns="source_id"))


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory, home):
    """Return the tables of a home whose SIPAS 2022 is a simulated survey of the whole country."""
    raw = open_simulated_home(tmp_path_factory.mktemp("surveyed"), home / "data" / "raw")
    known = read_reference(raw)
    tree = known.components.query("index == 'sipas' and year == 2022")
    questions = read_questions(raw / "frameworks" / "sipas_questions.csv", 2022)
    places = known.places.query("vintage == '63'")["name_vi"].tolist()
    file = "sipas/sipas_microdata_2022.csv"
    write_survey(raw / file, tree, questions, places, seed=3, respondents=6000)
    log_source(raw, file, "yes")
    return clean_raw(raw)[0]


def test_a_survey_of_the_country_is_ranked_and_has_a_national_figure(surveyed):
    scores = surveyed["scores"].query("index == 'sipas' and year == 2022")
    total = scores[scores["component_code"] == "total"].sort_values("rank")
    assert len(total) == 63
    assert set(scores["kind"]) == {"computed"}
    assert total["score"].is_monotonic_decreasing
    nation = surveyed["survey"].query("province_code == 'VN' and service == '' and component_code == 'total'")
    assert nation.set_index("measure").loc["satisfied", "n"] == 6000


def test_shares_of_satisfied_neutral_and_dissatisfied_add_up(surveyed):
    rows = surveyed["survey"].query("not hidden and measure in ('satisfied', 'neutral', 'dissatisfied')")
    keys = ["province_code", "service", "district", "component_code"]
    assert rows.groupby(keys)["share"].sum().tolist() == pytest.approx([1.0] * rows.groupby(keys).ngroups)


def test_the_form_of_2022_is_not_chained_with_that_of_2021(surveyed):
    scores = surveyed["scores"].query("index == 'sipas' and year == 2022")
    assert scores["change"].isna().all()
    assert scores["rank_change"].isna().all()


def test_the_same_seed_gives_the_same_file_and_says_in_every_row_that_it_is_simulated(tmp_path, tables):
    tree = tables["components"].query("index == 'sipas' and year == 2022")
    questions = pd.DataFrame({"question": ["LC1", "LC1", "MD1"]})
    for name in ("a.csv", "b.csv"):
        write_survey(tmp_path / name, tree, questions, ["Hà Nội"], seed=7, respondents=50)
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").splitlines() == lines
    assert len(lines) == 51
    assert all(MARK in line for line in lines)


def test_simulate_survey_writes_to_a_home_of_its_own_and_says_so_in_name_and_register(tmp_path, home):
    raw = open_simulated_home(tmp_path / "demo", home / "data" / "raw")
    path = simulate_survey(raw, 2025, seed=1, respondents=400)
    assert path.name == "sipas_microdata_2025-SO-LIEU-MO-PHONG-SIMULATED.csv"
    known = read_reference(raw)
    assert known.register.set_index("path").at[f"sipas/{path.name}", "simulated"] == "yes"
    assert set(clean_surveys(known)["vintage"]) == {"34"}
    with pytest.raises(ValueError, match="no SIPAS form of 2016"):
        simulate_survey(raw, 2016, seed=1)
