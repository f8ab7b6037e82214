"""Readings within the year: a series of months beside the results of years, never one of them."""

import pandas as pd
import pytest
from made_boards import list_detail, write_rows
from typer.testing import CliRunner

from parlib.clean.adding import About, check_file
from parlib.clean.arrival import Arrival, recognise_file
from parlib.clean.journal import undo_change
from parlib.clean.new_index import offer_year
from parlib.clean.readings_adding import add_reading
from parlib.clean.run import clean_raw
from parlib.cli.common import app
from parlib.problems import DataProblemsError
from parlib.questions import reading_ranks
from parlib.questions import readings as course
from parlib.store import add_rows, load_table
from parlib.study.readings import list_origins, rank_reading, trace_readings
from parlib.terms import COUNTRY

HEADS = [
    "Tổng điểm",
    "Công khai, minh bạch",
    "Tiến độ giải quyết",
    "Dịch vụ trực tuyến",
    "Mức độ hài lòng",
    "Số hóa hồ sơ",
]
PORTAL = About("Cổng Dịch vụ công quốc gia", "Số liệu tháng", "2025-03-31")


def list_rows(*places, heads=HEADS, spell="{:.2f}"):
    """Return a table as the portal exports it: titles, numbers of order, a row of means."""
    rows = [["Bộ chỉ số 766"], ["Tháng 3 năm 2025"], [], ["STT", "Tỉnh, thành phố", *heads]]
    for order, (name, total) in enumerate(places, start=1):
        parts = [10.0, 15.0, 12.0, 13.0, total - 50]
        rows.append([order, name, *(spell.format(value).replace(".", ",") for value in (total, *parts))])
    return [*rows, ["", "Trung bình", *["70,00"] * len(heads)]]


def add(raw, tmp_path, rows, month=3, period="month", year=2025):
    path = write_rows(tmp_path / f"thang {month}.xlsx", rows, "Sheet1")
    return add_reading(raw, path, "service_766", year, month, period, PORTAL)


def test_a_month_is_kept_as_a_reading_and_years_stay_as_they_were(raw_copy, tmp_path):
    before = clean_raw(raw_copy)[0]
    target, account = add(raw_copy, tmp_path, list_rows(("UBND tỉnh Quảng Ninh", 70.5), ("TP. Huế", 69.25)))
    assert target.name == "service_766_month_2025-03.xlsx"
    assert account.rows[0]["kept"] == 12
    after = clean_raw(raw_copy)[0]
    pd.testing.assert_frame_equal(before["scores"], after["scores"])
    rows = after["readings"].query("period == 'month'").set_index(["province_code", "component_code"])
    assert rows.loc[("22", "total"), ["score", "month", "as_of"]].tolist() == [70.5, 3, "2025-03-31"]
    assert rows.loc[("22", "5"), "score"] == 20.5
    assert rows["rank"].isna().all()  # two of 34 are no ranking
    undo_change(raw_copy)
    assert not target.exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (list_rows(("Quảng Nin", 70.5), ("Huế", 69.0)), "row 5: 'Quảng Nin' is not the name of one of the 34"),
        (list_rows(("Huế", 70.5), ("Huế", 69.0)), "Huế stands twice"),
        (list_rows(("Huế", 170.5)), "score 170.5 of component total is above the maximum 100"),
        (list_rows(("Huế", 70.5), heads=[*HEADS[:5], "Mục mới"]), "below the head 'Mục mới', which means no component"),
        (list_rows(("Huế", 70.5), heads=[*HEADS[:5], HEADS[1]]), "the head 'Công khai, minh bạch' stands twice"),
        ([["Tỉnh", "A"], ["Huế", 1.0]], "no sheet has a row of heads that name components"),
    ],
)
def test_what_is_wrong_in_a_month_is_named_and_nothing_is_taken(raw_copy, tmp_path, rows, said):
    with pytest.raises(DataProblemsError) as error:
        add(raw_copy, tmp_path, rows)
    assert said in str(error.value)
    assert not list((raw_copy / "service_766").glob("*_month_*"))


def test_a_total_that_is_not_the_sum_of_its_parts_is_named(raw_copy, tmp_path):
    rows = list_rows(("Huế", 70.5))
    rows[4][2] = "70,60"
    with pytest.raises(DataProblemsError, match=r"component total is printed as 70\.6, its parts add up to 70\.5"):
        add(raw_copy, tmp_path, rows)


def test_the_command_asks_for_an_index_with_months_and_a_month_that_can_be(raw_copy, tmp_path):
    path = write_rows(tmp_path / "a.xlsx", list_rows(("Huế", 70.5)), "Sheet1")
    home = ["--home", str(raw_copy.parents[1]), "--year", "2025", "--issuer", "Cổng"]
    for given, said in (
        (["--index", "dti", "--month", "3"], "service_766"),
        (["--index", "service_766", "--month", "13"], "13"),
    ):
        result = CliRunner().invoke(app, ["add", str(path), *home, *given])
        assert result.exit_code != 0
        assert said in str(result.exception or result.output)


@pytest.fixture
def months(open_page):
    """Return a subject in whose process three months of all 34, and the year so far of two, are known."""
    places = load_table("places", vintage="34")["province_code"]
    rows = [
        {"year": 2025, "month": month, "period": "month", "province_code": code, "score": 60.0 + month + place / 10}
        | {"rank": 34 - place, "n_ranked": 34}
        for month in (1, 2, 3)
        for place, code in enumerate(places)
    ]
    rows += [
        {"year": 2025, "month": 4, "period": "to", "province_code": code, "score": 66.0, "rank": None, "n_ranked": None}
        for code in places[:2]
    ]
    same = {"index": "service_766", "as_of": "", "vintage": "34", "max_score": 100.0, "source_id": "made"}
    table = pd.DataFrame(rows).assign(component_code="total", component_key="total", **same)
    added = {"readings": table.astype({"rank": "Int64", "n_ranked": "Int64"})}
    add_rows(added)
    yield open_page
    added.clear()  # rows that were added can only be emptied
    add_rows({})


def test_months_of_a_place_stand_beside_the_mean_of_all(months):
    subject = months("service_766", 2024, "01", "total", "vi")
    table = trace_readings(subject)
    table = table[table["as_of"] == ""]
    assert table["label"].tolist() == ["01/2025", "02/2025", "03/2025", "04/2025"]
    assert table["change"].tolist()[1:3] == [1.0, 1.0]
    assert table["gap_to_mean"].round(9).tolist()[:3] == [-1.65] * 3
    assert table["gap_to_mean"].isna().tolist() == [False] * 3 + [True]  # two places make no mean of the country


def test_a_result_of_a_later_year_ends_the_months_of_a_page(months):
    assert trace_readings(months("service_766", 2023, "01", "total", "vi")).empty
    assert len(rank_reading(months("service_766", 2024, COUNTRY, "total", "vi"))) == 34


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Tháng 03/2025 (riêng tháng), trong 34 tỉnh, thành phố có số liệu: cao nhất là"),
        ("en", "In 03/2025 (the month alone), of 34 provinces with figures"),
    ],
)
def test_the_newest_month_of_all_places_is_ranked(months, language, said):
    subject = months("service_766", 2024, COUNTRY, "total", language)
    exhibit = reading_ranks.show(subject, rank_reading(subject))
    assert exhibit.finding.startswith(said)
    assert exhibit.chart == "ranking"


def test_what_is_said_of_months_is_no_result_of_the_year(months):
    subject = months("service_766", 2024, "01", "total", "en")
    exhibit = course.show(subject, trace_readings(subject))
    assert "not results of the year" in exhibit.note
    assert "two different series" in exhibit.note
    assert "readings within the year" in exhibit.source


def test_an_index_without_readings_is_silent(open_page):
    subject = open_page("papi", 2024, "22", "total", "vi")
    assert course.show(subject, trace_readings(subject)).finding == ""


def test_a_row_that_numbers_the_columns_makes_no_figures_of_a_column_of_words(raw_copy, tmp_path):
    rows = list_rows(("Huế", 70.5))
    rows[3].append("Xếp loại")
    rows[4].append("Khá")
    rows.insert(4, [f"({at})" for at in range(1, 10)])
    assert add(raw_copy, tmp_path, rows)[1].rows[0]["kept"] == 6


def test_check_takes_a_reading_as_add_does_and_writes_nothing(raw_copy, tmp_path):
    path = write_rows(tmp_path / "thang 3.xlsx", list_rows(("Huế", 70.5)), "Sheet1")
    home = ["--home", str(raw_copy.parents[1]), "--index", "service_766", "--year", "2025", "--month", "3"]
    result = CliRunner().invoke(app, ["check", str(path), *home, "--to-date"])
    assert result.exit_code == 0, result.output
    assert "thang 3.xlsx: a reading of Bộ chỉ số 766 within the year, 03/2025" in result.output
    assert "--month 3 --to-date --issuer" in result.output
    assert not list((raw_copy / "service_766").glob("*2025-03*"))


def test_a_month_is_no_result_of_its_year_whatever_the_command(raw_copy, tmp_path):
    path = write_rows(tmp_path / "bảng.xlsx", list_rows(("Huế", 70.5)), "Sheet1")
    with pytest.raises(DataProblemsError, match="'Tháng 3 năm 2025' speaks of a part of the year") as caught:
        offer_year(raw_copy, path, "service_766", 2025, PORTAL)
    assert "--month 3" in caught.value.problems[0].hint


def test_points_of_half_a_year_are_taken_as_a_result_only_by_somebody_who_says_so(raw_copy, tmp_path):
    rows = list_detail()
    rows[3] = ["KẾT QUẢ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH 6 THÁNG ĐẦU NĂM 2025"]
    board = Arrival("par_index", "scoreboard", marked=False)
    notes = check_file(raw_copy, write_rows(tmp_path / "a.xlsx", rows), board, 2025).account.notes
    assert "6 THÁNG ĐẦU NĂM 2025' speaks of a part of the year" in str(notes[-1])


def test_a_table_of_another_index_is_not_taken_for_the_par_index(tmp_path):
    """It was, and 136 contradictions were told; a table of totals was taken in silence."""
    rows = [
        ["XẾP HẠNG CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP TỈNH"],
        ["Tỉnh", "Điểm", "Xếp hạng"],
        ["Huế", 0.8, 1],
        ["Hà Nội", 0.7, 2],
    ]
    path = write_rows(tmp_path / "bảng.xlsx", rows, "Sheet1")
    with pytest.raises(ValueError, match="speak of DTI, not of PAR INDEX: say --index dti or par_index"):
        recognise_file(path)
    assert recognise_file(path, "par_index").index == "par_index"


def test_the_files_of_months_stand_among_the_sources_of_the_page(months):
    subject = months("service_766", 2024, "01", "total", "vi")
    assert list_origins(subject) == {(2025, "made")}
    exhibit = course.show(subject, trace_readings(subject))
    assert exhibit.options["of_years"] == "2025"  # not 2024, whose file holds none of them
