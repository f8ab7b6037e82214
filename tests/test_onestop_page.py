"""Dossiers from the file to the page: taken in, counted, told beside the year before and the 766 set."""

import csv
import json
import shutil
from dataclasses import replace

import pandas as pd
import pytest
from linked import check_links
from xlsxwriter import Workbook

from parlib.clean.account import Account
from parlib.clean.adding import NotConfirmedError
from parlib.clean.check import find_problems
from parlib.clean.journal import undo_change
from parlib.clean.onestop import clean_onestop
from parlib.clean.onestop_adding import add_export, add_summary, find_export
from parlib.clean.reference import mark_sources, read_reference
from parlib.problems import DataProblemsError
from parlib.questions import onestop as all_dossiers
from parlib.questions import (
    onestop_agencies,
    onestop_communes,
    onestop_fields,
    onestop_longest,
    onestop_months,
    onestop_overdue,
)
from parlib.readers.csvfile import hash_files
from parlib.readers.onestop_summary import read_summary
from parlib.readers.register import log_file
from parlib.readers.workbook import read_workbook
from parlib.ready import _find_made
from parlib.runs.plan import plan_pages
from parlib.simulate.onestop import HEADS, write_export
from parlib.store import are_of_this_code, load_fingerprint, load_table
from parlib.study import onestop


def make_export(folder, year, rows, seed):
    """Write an export that does not say that it is simulated, and begins with a mark that a test can look for."""
    path = write_export(folder / f"ho so {year}.csv", rows, year, seed)
    path.write_text(path.read_text(encoding="utf-8").replace(HEADS[0], "Mã hồ sơ", 1), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own_home(home, tmp_path_factory):
    """Return a home with the dossiers of Quảng Ninh of two years."""
    own = tmp_path_factory.mktemp("dossiers")
    shutil.copytree(home / "data", own / "data")
    raw = own / "data" / "raw"
    for year, rows in ((2023, 3000), (2024, 4000)):
        add_export(
            raw, find_export(make_export(own, year, rows, year)), year, "Quảng Ninh", "Sở Nội vụ", date=f"{year}-12-31"
        )
    known, account = read_reference(raw), Account()
    tables = clean_onestop(known, account)
    tables["sources"] = mark_sources(known.register.drop(columns=["file", "row"]), hash_files(raw))
    agencies = {
        "vintage": "34",
        "province_code": "22",
        "agency": "Sở Y tế",
        "aliases": "SYT",
        "head": "Bà Trần Thị H",
        "successor": "",
        "note": "",
    }
    tables["agencies"] = pd.DataFrame([agencies])
    for name, table in tables.items():
        table.to_parquet(own / "data" / "processed" / f"{name}.parquet", index=False)
    assert account.to_table()["kept"].tolist() == tables["onestop"].query("by == 'whole'")["received"].tolist()
    return own


@pytest.fixture(params=["vi", "en"])
def subject(own_home, monkeypatch, request):
    monkeypatch.setenv("PARLIB_HOME", str(own_home))
    return onestop.open_onestop(2024, "quang ninh", request.param)


def show_all(subject):
    """Return every exhibit of the page."""
    return [
        all_dossiers.show(subject, onestop.sum_dossiers(subject), subject.day),
        onestop_overdue.show(subject, onestop.list_overdue_units(subject), subject.day),
        onestop_longest.show(subject, onestop.list_longest(subject)),
        onestop_agencies.show(subject, onestop.compare_units(subject, "agency")),
        onestop_communes.show(subject, onestop.compare_units(subject, "commune")),
        onestop_fields.show(subject, onestop.compare_units(subject, "field")),
        onestop_months.show(subject, onestop.trace_months(subject)),
    ]


def test_every_sentence_leads_to_its_cells(subject):
    for exhibit in show_all(subject):
        check_links(exhibit, least=1)
        assert exhibit.chart != "none"
        assert not exhibit.simulated


def test_the_year_before_and_the_published_figure_stand_beside(subject):
    row = onestop.sum_dossiers(subject).iloc[0]
    before = onestop.list_counts(subject, "whole", 2023).iloc[0]
    assert row["share_before"] == before["on_time"] / (before["on_time"] + before["late"])
    assert row["share_change"] == pytest.approx(100 * (row["on_time_share"] - row["share_before"]))
    # Quảng Ninh 2024: 18.68 of 20 points for processing on time.
    assert row["published_share"] == pytest.approx(18.68 / 20)
    assert "93,4%" in show_all(subject)[0].finding or "93.4%" in show_all(subject)[0].finding


def test_parts_add_up_to_the_whole(subject):
    whole = onestop.list_counts(subject, "whole").iloc[0]
    for by in ("commune", "field", "received"):
        assert onestop.list_counts(subject, by)["received"].sum() == whole["received"]
    units = onestop.list_overdue_units(subject)
    assert units["overdue"].sum() == whole["overdue"]
    months = onestop.trace_months(subject)
    assert (months["judged"].sum(), months["late"].sum()) == (whole["on_time"] + whole["late"], whole["late"])


def test_a_month_is_held_against_the_same_month_of_the_year_before_alone(subject):
    """What was received in December and returned in January stood as the January of the year before."""
    expected = onestop.trace_months(subject)
    late = subject.counts.query("year == 2023 and by == 'returned' and label == '2023-12'")
    late = late.assign(label="2024-01", on_time=0, late=9)
    found = onestop.trace_months(replace(subject, counts=pd.concat([subject.counts, late], ignore_index=True)))
    pd.testing.assert_frame_equal(found, expected)


def test_the_head_of_a_unit_is_that_of_the_register(subject):
    heads = onestop.find_heads(subject)
    assert set(heads.values()) == {"Bà Trần Thị H"}
    assert len(heads) == 2  # the name and its short form


def test_no_person_is_in_any_table_or_page(own_home, subject):
    rows = subject.counts.astype(str).to_csv() + load_table("onestop_overdue").astype(str).to_csv()
    rows += "".join(str(exhibit.to_json()) for exhibit in show_all(subject))
    assert "Nguyễn Văn" not in rows
    people = pd.read_csv(own_home / "ho so 2024.csv", dtype=str, nrows=200)[list(HEADS[1:5])]
    assert not any(value in rows for value in people.stack())
    kept = [path.read_bytes() for path in (own_home / "data").rglob("*.parquet") if "journal" in path.parts]
    assert all("Nguyễn Văn".encode() not in bytes_ for bytes_ in kept)


def test_a_page_is_planned_beside_the_set(own_home, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(own_home))
    kinds = [(plan.page, plan.year) for plan in plan_pages("service_766", 2024, ["Quảng Ninh"])]
    assert kinds.count(("onestop", 2024)) == 1
    assert not any(plan.page == "onestop" for plan in plan_pages("service_766", 2024, ["Huế"]))
    assert not any(plan.page == "onestop" for plan in plan_pages("papi", 2024, ["Quảng Ninh"]))


def test_an_export_that_would_drop_dossiers_is_asked_about(own_home, tmp_path):
    """The second half of a year took the place of the first in silence."""
    shutil.copytree(own_home / "data" / "raw", tmp_path / "data" / "raw")
    raw, whole = tmp_path / "data" / "raw", make_export(tmp_path, 2022, 100, 5)
    add_export(raw, find_export(whole), 2022, "22", "Sở Nội vụ")
    heads, *rows = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    part = tmp_path / "nua sau.csv"
    part.write_text(heads + "".join(rows[60:]), encoding="utf-8")
    before, seen = (raw / "sources.csv").read_bytes(), []
    with pytest.raises(NotConfirmedError):
        add_export(raw, find_export(part), 2022, "22", "Sở Nội vụ", confirm=lambda old: bool(seen.append(old)))
    assert (raw / "sources.csv").read_bytes() == before
    codes = [row.split(",")[0] for row in rows]
    gone = sum(code not in codes[60:] for code in codes)
    assert (seen[0].file, seen[0].rows, seen[0].gone) == ("onestop/onestop_2022_22.parquet", 100, gone)
    add_export(raw, find_export(whole), 2022, "22", "Sở Nội vụ", confirm=lambda old: False)  # the same: nothing to ask


def test_an_export_is_undone_and_its_place_is_asked_for(own_home, tmp_path):
    shutil.copytree(own_home / "data" / "raw", tmp_path / "data" / "raw")
    raw = tmp_path / "data" / "raw"
    export = find_export(make_export(tmp_path, 2022, 100, 5))
    with pytest.raises(ValueError, match="say whose with --province"):
        add_export(raw, export, 2022, "", "Sở Nội vụ")
    with pytest.raises(ValueError, match="year 1999 cannot be"):
        add_export(raw, export, 1999, "22", "Sở Nội vụ")
    marked = find_export(write_export(tmp_path / "made.csv", 100, 2022, 5))
    with pytest.raises(ValueError, match="simulated figures need a home of their own"):
        add_export(raw, marked, 2022, "22", "parlib")
    before = (raw / "sources.csv").read_bytes()
    added = add_export(raw, export, 2022, "22", "Sở Nội vụ")
    assert added.target.exists()
    assert set(added.intake.personal) == set(HEADS[1:5])
    undo_change(raw)
    assert not added.target.exists()
    assert (raw / "sources.csv").read_bytes() == before


HEADS_OF_SUMMARY = [
    [
        "STT",
        "Lĩnh vực giải quyết",
        *["Số lượng hồ sơ tiếp nhận"] * 2,
        *["Số lượng hồ sơ đã giải quyết"] * 3,
        *["Số lượng hồ sơ đang giải quyết"] * 2,
    ],
    ["", "", "Tổng số", "Từ kỳ trước", "Trước hạn", "Đúng hạn", "Quá hạn", "Trong hạn", "Quá hạn"],
]
SUMMARY = [
    [1, "Hộ tịch", 100, 10, 50, 35, 5, 8, 2],
    [2, "Đất đai", 60, 0, 20, 20, 10, 7, 3],
    ["", "Tổng cộng", 160, 10, 70, 55, 15, 15, 5],
]


def write_summary(path, rows, by="Lĩnh vực giải quyết"):
    with Workbook(path) as book:
        sheet = book.add_worksheet("II.06")
        sheet.write(0, 0, "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
        heads = [[by if head == HEADS_OF_SUMMARY[0][1] else head for head in row] for row in HEADS_OF_SUMMARY]
        for at, row in enumerate([*heads, [f"({n})" for n in range(1, 10)], *rows], start=2):
            sheet.write_row(at, 0, row)
    return path


def test_a_summary_is_read_and_told_where_there_are_no_single_dossiers(own_home, tmp_path, monkeypatch):
    shutil.copytree(own_home / "data", tmp_path / "data")
    raw, found = tmp_path / "data" / "raw", read_summary(write_summary(tmp_path / "a.xlsx", SUMMARY))
    assert found.by == "field"
    assert found.table.set_index("label").loc["Hộ tịch"].tolist() == [100, 85, 5, 8, 2]
    with pytest.raises(ValueError, match="say the day of which it tells"):
        add_summary(raw, tmp_path / "a.xlsx", found, 2022, "22", "Sở Nội vụ")
    with pytest.raises(ValueError, match="tells of the same dossiers"):
        add_summary(raw, tmp_path / "a.xlsx", found, 2024, "22", "Sở Nội vụ", date="2024-12-31")
    add_summary(raw, tmp_path / "a.xlsx", found, 2022, "22", "Sở Nội vụ", date="2022-12-31")
    known = read_reference(raw)
    tables = clean_onestop(known, Account())
    tables["sources"] = mark_sources(known.register.drop(columns=["file", "row"]), hash_files(raw))
    for name, table in tables.items():
        table.to_parquet(tmp_path / "data" / "processed" / f"{name}.parquet", index=False)
    monkeypatch.setenv("PARLIB_HOME", str(tmp_path))
    subject = onestop.open_onestop(2022, "22")
    assert onestop.sum_dossiers(subject)["on_time_share"].tolist() == [125 / 140]
    for exhibit in show_all(subject):
        if exhibit.chart not in ("none", "text"):
            check_links(exhibit, least=1)
    # Who holds the five that are overdue is not told, so nobody is said to hold none.
    units = onestop.list_overdue_units(subject)
    assert units[["unit", "overdue"]].values.tolist() == [["", 5]]
    assert onestop_overdue.show(subject, units, subject.day).chart == "none"
    # Another summary of the year must tell of as many.
    agencies = read_summary(write_summary(tmp_path / "b.xlsx", SUMMARY[:1], by="Tên đơn vị"))
    before = hash_files(raw)
    with pytest.raises(DataProblemsError, match="its total of received"):
        add_summary(raw, tmp_path / "b.xlsx", agencies, 2022, "22", "Sở Nội vụ", date="2022-12-31")
    assert hash_files(raw) == before
    # One that was changed by hand is found by the cleaning, too.
    text = (raw / "onestop" / "summary_2022_22_field.csv").read_text(encoding="utf-8")
    other = raw / "onestop" / "summary_2022_22_agency.csv"
    other.write_text(text.rsplit("\n", 2)[0] + "\n", encoding="utf-8")
    log_file(raw, other, "Sở Nội vụ", date="2022-12-31")
    with pytest.raises(DataProblemsError, match="its total of received"):
        clean_onestop(read_reference(raw), Account())


def test_heads_that_stand_over_their_first_column_alone_are_read(tmp_path):
    """Where no cells are merged, as in a CSV, most counts were left out: "300 received, those returned … are 270"."""
    path = write_summary(tmp_path / "a.xlsx", SUMMARY)
    expected = read_summary(path)
    [sheet] = read_workbook(path)
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        rows = enumerate(sheet.rows)
        csv.writer(file).writerows(
            ["" if (row, column) in sheet.filled else value for column, value in enumerate(values)]
            for row, values in rows
        )
    pd.testing.assert_frame_equal(read_summary(tmp_path / "a.csv").table, expected.table)


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (0, 2, 101, "101 were received, those returned and waiting are 100"),
        (2, 6, 16, "the total is 16"),
        (1, 4, "hai mươi", "is no number of dossiers"),
    ],
)
def test_a_summary_that_does_not_add_up_is_refused_by_cell(tmp_path, row, column, value, said):
    rows = [list(one) for one in SUMMARY]
    rows[row][column] = value
    with pytest.raises(DataProblemsError, match=said):
        read_summary(write_summary(tmp_path / "a.xlsx", rows))


def test_check_takes_a_summary_as_add_does(raw_copy, tmp_path):
    told = Account()
    assert find_problems(raw_copy, write_summary(tmp_path / "a.xlsx", SUMMARY), gathered=told) == []
    counts = "160 received, 125 on time, 15 late, 15 waiting, 5 overdue"
    assert list(told.sheets.values()) == [[f"summary of dossiers, 2 fields: {counts}"]]
    rows = [list(one) for one in SUMMARY]
    rows[0][2] += 1
    (problem,) = find_problems(raw_copy, write_summary(tmp_path / "b.xlsx", rows))
    assert "b.xlsx, sheet 'II.06', cell C" in str(problem)


def test_overdue_dossiers_of_no_unit_are_told_apart(subject):
    units = pd.DataFrame(
        [["Sở Y tế", "", 2, 5.0, 9.0], ["", "", 3, None, None]],
        columns=["unit", "head", "overdue", "overdue_max", "waiting"],
    )
    exhibit = onestop_overdue.show(subject, units, subject.day)
    assert exhibit.table["unit"].iloc[1] in ("Không ghi cơ quan", "Agency not told")
    assert exhibit.options["total"] == 2
    check_links(exhibit, least=3)


def test_communes_say_that_departments_dossiers_are_among_theirs(subject):
    communes = onestop.compare_units(subject, "commune")
    exhibit = onestop_communes.show(subject, communes)
    assert communes["overdue"].sum() > onestop.list_counts(subject, "local")["overdue"].sum()
    said = {"vi": "kể cả hồ sơ do sở, ngành giải quyết", "en": "those that a department handles among them"}
    assert said[subject.language] in str(exhibit.note)


def test_check_takes_what_add_takes_and_writes_nothing(own_home, tmp_path):
    raw, account = own_home / "data" / "raw", Account()
    before = sorted(path for path in own_home.rglob("*"))
    assert find_problems(raw, make_export(tmp_path, 2022, 100, 5), gathered=account) == []
    (told,) = account.sheets.values()
    assert "100 rows" in told[0]
    assert told[1].endswith("Họ và tên người nộp, Số CCCD, Số điện thoại, Địa chỉ")
    assert sorted(path for path in own_home.rglob("*")) == before


def test_tables_of_an_earlier_version_are_made_again(home, tmp_path):
    made = tmp_path / "processed"
    shutil.copytree(home / "data" / "processed", made)
    assert _find_made(made) == load_fingerprint(made) is not None
    assert are_of_this_code(made)
    (made / "made_from.json").write_text(json.dumps({"raw": load_fingerprint(made)}), encoding="utf-8")
    assert not are_of_this_code(made)
    (made / "onestop.parquet").unlink()
    assert _find_made(made) is None


EXPORT = """
Mã hồ sơ,Họ và tên người nộp,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Trạng thái
H1,Nguyễn Văn A,Hộ tịch,03/03/2025,10/03/2025,10/03/2025,Đã trả
H2,Trần Thị B,Hộ tịch,03/03/2025,10/03/2025,11/03/2025,Đã trả
H3,Trần Thị B,Hộ tịch,03/03/2025,28/03/2025,,Đang xử lý
H4,Trần Thị B,Hộ tịch,03/03/2025,12/03/2025,,Rút hồ sơ
"""


def test_check_says_of_an_export_what_its_dossiers_came_to(raw_copy, tmp_path):
    (tmp_path / "a.csv").write_text(EXPORT.lstrip(), encoding="utf-8")
    told = Account()
    assert find_problems(raw_copy, tmp_path / "a.csv", gathered=told) == []
    ((*_, personal, counts, left),) = told.sheets.values()
    assert personal == "personal data, not to be stored: Họ và tên người nộp"
    assert counts == "on 2025-03-11: 3 dossiers counted, of which 1 on time, 1 late, 1 waiting"
    assert left == "not counted: 1 withdrawn or refused"
    assert [row["left_out"] for row in told.rows] == [1]
