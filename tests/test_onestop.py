"""Dossiers of the one-stop system: what is counted, checked by hand and by pandas; what is never stored."""

import datetime
import shutil
import subprocess

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from xlsxwriter import Workbook

from parlib.clean.onestop import count_dossiers
from parlib.clean.onestop_adding import tell_pages, tell_taken_out
from parlib.clean.onestop_intake import take_in
from parlib.problems import DataProblemsError
from parlib.readers.onestop import open_export
from parlib.readers.onestop_heads import read_heads
from parlib.simulate.onestop import write_export

HEADS = (
    "Mã hồ sơ,Họ và tên người nộp,Số CCCD,Điện thoại,Địa chỉ,Thủ tục,Lĩnh vực,Đơn vị xử lý,Xã/phường,Ngày tiếp nhận,"
    "Ngày hẹn trả,Ngày trả kết quả,Trạng thái"
)
ROWS = """
H1,Nguyễn Văn A,022123456789,0912345678,Tổ 1,Khai sinh,Hộ tịch,Sở Nội vụ,,03/03/2025,10/03/2025,10/03/2025,Đã trả
H2,Trần Thị B,022123456780,0912345679,Tổ 2,Khai sinh,Hộ tịch,SỞ  NỘI VỤ,,3/3/2025,10/3/2025,11/3/2025,Đã trả
H3,Lê C,022123456781,0912345670,Tổ 3,Khai tử,Hộ tịch,UBND phường Hạ Long,,2025-03-03,2025-03-15,2025-03-17,Đã trả
H4,Lê D,022123456782,0912345671,Tổ 3,Khai tử,Hộ tịch,,Phường Hạ Long,45719,45726,45733,Đã trả
H5,Lê E,022123456783,0912345672,Tổ 3,Khai tử,,Sở Nội vụ,,03/03/2025 08:30,14/03/2025 17:00,15/03/2025 09:00,Đã trả
H6,Lê F,022123456784,0912345673,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,10/03/2025,12/03/2025,09/03/2025,Đã trả
H7,Lê G,022123456785,0912345674,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,10/03/2025,,12/03/2025,Đã trả
H8,Lê H,022123456786,0912345675,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,10/03/2025,12/03/2025,,Rút hồ sơ
H9,Lê I,022123456787,0912345676,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,10/03/2025,12/03/2025,,Chờ bổ sung
H10,Lê K,022123456788,0912345677,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,10/03/2025,12/03/2025,,Đang xử lý
H10,Lê K,022123456788,0912345677,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,10/03/2025,12/03/2025,,Đang xử lý
H11,Lê L,022123456790,0912345678,Tổ 3,Khai tử,Đất đai,Phường Hà Long,,24/03/2025,31/03/2025,,Đang xử lý
H12,Lê M,022123456791,0912345678,Tổ 3,Khai tử,Đất đai,Sở Nội vụ,,,31/03/2025,,Đang xử lý
""".strip()
DAY = "2025-03-31"


def take(tmp_path, text, name="export.csv", encoding="utf-8"):
    path, target = tmp_path / name, tmp_path / "kept.parquet"
    path.write_text(text, encoding=encoding)
    return take_in(open_export(path), target, tmp_path), target


def find_row(counts, by, label=""):
    return counts[(counts["by"] == by) & (counts["label"] == label)].iloc[0]


def test_every_edge_is_judged_as_a_person_would(tmp_path):
    intake, target = take(tmp_path, f"{HEADS}\n{ROWS}\n")
    counts, overdue = count_dossiers(target, DAY)
    whole = find_row(counts, "whole")
    assert intake.rows == 13
    # H1 on the day itself; H3 due on a Saturday, returned on the Monday after.
    assert whole["on_time"] == 2
    # H2 one day; H4 (days of Excel: due Monday 10 March, returned Monday 17) five working days; H5 Friday to Saturday.
    assert (whole["late"], whole["late_days"], whole["late_max"]) == (3, 1 + 5 + 1, 5)
    left = {name: whole[name] for name in ("odd", "no_due", "withdrawn", "paused", "double", "unread", "pending")}
    assert left == dict.fromkeys(left, 1)
    # H10 was due on Wednesday 12 March: 13 working days before Monday 31 March.
    assert (whole["overdue"], whole["overdue_max"]) == (1, 13)
    assert overdue[["unit", "dossier", "due", "days"]].values.tolist() == [["Sở Nội vụ", "H10", "2025-03-12", 13]]
    assert whole["received"] == 10 == 13 - whole[["withdrawn", "double", "unread"]].sum()


def test_spellings_are_one_and_tones_are_two(tmp_path):
    counts, _ = count_dossiers(take(tmp_path, f"{HEADS}\n{ROWS}\n")[1], DAY)
    labels = {by: sorted(counts.loc[counts["by"] == by, "label"]) for by in ("agency", "commune", "local")}
    assert labels == {
        "agency": ["Sở Nội vụ"],
        "commune": ["Phường Hà Long", "Phường Hạ Long"],
        "local": ["Phường Hà Long", "Phường Hạ Long"],
    }
    assert find_row(counts, "commune", "Phường Hạ Long")["late"] == 1
    assert find_row(counts, "received", "2025-03")["received"] == 10


def test_no_personal_data_are_stored(tmp_path):
    intake, target = take(tmp_path, f"{HEADS}\n{ROWS}\n")
    heads = ["Họ và tên người nộp", "Số CCCD", "Điện thoại", "Địa chỉ"]
    assert dict.fromkeys(intake.personal) == dict.fromkeys(heads)
    whole = pq.read_table(target).to_pandas().astype(str).to_csv()
    assert not any(word in whole for word in ("Nguyễn", "Trần", "0221234", "0912345", "Tổ "))


def test_personal_data_are_known_by_their_look(tmp_path):
    rows = "\n".join(f"0912 345 {n:03},022{n:09},Nguyễn Văn {chr(65 + n)},03/03/2025,10/03/2025" for n in range(20))
    intake, target = take(tmp_path, f"Mã hồ sơ,Lĩnh vực,Đơn vị,Ngày nhận,Ngày hẹn trả\n{rows}\n")
    assert intake.personal == {"Mã hồ sơ": "phone", "Lĩnh vực": "identity", "Đơn vị": "name"}
    assert pq.read_table(target, columns=["dossier", "field", "agency"]).to_pandas().isna().all(axis=None)


def test_a_number_within_a_procedure_is_taken_out(tmp_path):
    row = "H1,Cấp phép cho ông A 0912345678,03/03/2025,10/03/2025"
    intake, target = take(tmp_path, f"Mã hồ sơ,Thủ tục,Ngày nhận,Ngày hẹn trả\n{row}\n")
    assert intake.masked == 1
    assert pq.read_table(target)["procedure"].to_pylist() == ["Cấp phép cho ông A …"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Người nộp hồ sơ", "name"),
        ("CHỦ HỒ SƠ", "name"),
        ("Số định danh/CMND", "identity"),
        ("SĐT", "phone"),
        ("Nơi thường trú", "address"),
        ("Cán bộ thụ lý", "name"),
        ("Ngày sinh", "other"),
        ("E-mail", "other"),
    ],
)
def test_heads_of_personal_data_are_known(head, kind):
    assert read_heads([head]).personal == {head: kind}


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Số hồ sơ", "dossier"),
        ("Mã HS", "dossier"),
        ("Thời gian tiếp nhận", "received"),
        ("Hạn giải quyết", "due"),
        ("Ngày hẹn trả kết quả", "due"),
        ("Ngày trả", "returned"),
        ("Ngày hoàn thành", "returned"),
        ("TTHC", "procedure"),
        ("Tên lĩnh vực", "field"),
        ("Cơ quan thực hiện", "agency"),
        ("UBND cấp xã", "commune"),
        ("Kênh nộp", "channel"),
        ("Số hoá", "digitised"),
        ("Tình trạng hồ sơ", "status"),
    ],
)
def test_heads_are_known_in_the_spellings_of_offices(head, role):
    assert read_heads([head]).roles == {role: head}


def test_what_was_ready_in_time_may_be_fetched_late():
    found = read_heads(["Ngày trả kết quả", "Ngày kết thúc xử lý", "Đơn vị tiếp nhận", "Đơn vị xử lý"])
    assert found.roles == {"returned": "Ngày kết thúc xử lý", "agency": "Đơn vị xử lý"}
    assert sorted(found.others) == ["Ngày trả kết quả", "Đơn vị tiếp nhận"]


@pytest.mark.parametrize(
    ("name", "sign", "encoding"),
    [("a.csv", ",", "utf-8-sig"), ("a.csv", ";", "utf-8"), ("a.txt", "\t", "utf-16"), ("a.csv", "|", "utf-8")],
)
def test_every_form_of_text_gives_the_same_counts(tmp_path, name, sign, encoding):
    text = f"BÁO CÁO HỒ SƠ\n\n{HEADS}\n{ROWS}\n".replace(",", sign)
    counts, _ = count_dossiers(take(tmp_path, text, name, encoding)[1], DAY)
    expected, _ = count_dossiers(take(tmp_path, f"{HEADS}\n{ROWS}\n")[1], DAY)
    pd.testing.assert_frame_equal(counts, expected)


def test_a_workbook_and_a_parquet_file_give_the_same_counts(tmp_path):
    rows = [line.split(",") for line in ROWS.split("\n")]
    path = tmp_path / "a.xlsx"
    with Workbook(path) as book:
        sheet, day = book.add_worksheet("Hồ sơ"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "DANH SÁCH HỒ SƠ")
        sheet.write_row(2, 0, HEADS.split(","))
        for at, row in enumerate(rows, start=3):
            sheet.write_row(at, 0, row)
        sheet.write_datetime(3, 9, datetime.datetime(2025, 3, 3), day)  # the first as Excel keeps days
        sheet.write_number(4, 10, 45726, day)
    pd.DataFrame(rows, columns=HEADS.split(",")).to_parquet(tmp_path / "a.parquet")
    expected, _ = count_dossiers(take(tmp_path, f"{HEADS}\n{ROWS}\n")[1], DAY)
    for name in ("a.xlsx", "a.parquet"):
        target = tmp_path / f"{name}.kept"
        take_in(open_export(tmp_path / name), target, tmp_path)
        pd.testing.assert_frame_equal(count_dossiers(target, DAY)[0], expected)


def test_all_sheets_of_a_workbook_are_read_whatever_the_order_of_their_columns(tmp_path):
    """Of a workbook with a sheet a month the first month was read, and nothing said so."""
    heads, rows = HEADS.split(","), [line.split(",") for line in ROWS.split("\n")]
    turned = sorted(range(len(heads)), reverse=True)
    path, target = tmp_path / "a.xlsx", tmp_path / "kept.parquet"
    with Workbook(path) as book:
        book.add_worksheet("Tổng hợp").write_row(0, 0, ["Tháng 3", 13])
        for name, order, own in (("Tuần 1", range(len(heads)), rows[:5]), ("Tuần 2", turned, rows[5:])):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([heads, *own]):
                sheet.write_row(at, 0, [row[column] for column in order])
        book.add_worksheet("Trống")
    export = open_export(path)
    take_in(export, target, tmp_path)
    expected, _ = count_dossiers(take(tmp_path, f"{HEADS}\n{ROWS}\n")[1], DAY)
    pd.testing.assert_frame_equal(count_dossiers(target, DAY)[0], expected)
    assert tell_pages(export) == [
        "read from 2 sheets: 'Tuần 1', 'Tuần 2'",
        "sheets without dossiers, not read: 'Tổng hợp'",
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_old_and_open_workbooks_give_the_same_counts(tmp_path, form):
    rows = [line.split(",") for line in ROWS.split("\n")]
    with Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Hồ sơ")
        for at, row in enumerate([HEADS.split(","), *rows]):
            sheet.write_row(at, 0, row)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    asked = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path, tmp_path / "a.xlsx"]
    subprocess.run(asked, check=True, capture_output=True)
    target = tmp_path / "kept.parquet"
    take_in(open_export(tmp_path / f"a.{form}"), target, tmp_path)
    expected, _ = count_dossiers(take(tmp_path, f"{HEADS}\n{ROWS}\n")[1], DAY)
    pd.testing.assert_frame_equal(count_dossiers(target, DAY)[0], expected)


def test_a_person_named_in_another_column_is_not_kept(tmp_path):
    """Where some dossiers named an officer and the others the agency, officers stood as agencies on pages."""
    agencies = ["Sở Nội vụ", "Trần Thị Bình", "Lê Minh Tuấn", "UBND phường Hạ Long"]
    wards = ["Trần Hưng Đạo", "Hồng Gai", "Hồng Gai", "Bãi Cháy"]  # some are called after people
    rows = "\n".join(f"H{n},{agencies[n]},{wards[n]},03/03/2025,10/03/2025" for n in range(4))
    intake, target = take(tmp_path, f"Mã hồ sơ,Đơn vị,Phường,Ngày nhận,Ngày hẹn trả\n{rows}\n")
    kept = pq.read_table(target).to_pandas()
    assert kept["agency"].dropna().tolist() == ["Sở Nội vụ", "UBND phường Hạ Long"]
    assert kept["commune"].tolist() == wards
    assert tell_taken_out(intake) == ["a person's name stood for something else in 2 rows, and is left out"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Cấp đổi cho bà Nguyễn Thị Hoa, ĐT 0912.345.678", "Cấp đổi cho …, ĐT …"),
        ("Cấp đổi cho ông (bà) Trần Văn Nam", "Cấp đổi cho …"),
        ("Xây trường Nguyễn Văn Cừ, Bà Rịa - Vũng Tàu", "Xây trường Nguyễn Văn Cừ, Bà Rịa - Vũng Tàu"),
        ("Thủ tục 1.001612.000.00.00.H22", "Thủ tục 1.001612.000.00.00.H22"),
    ],
)
def test_persons_within_other_words_are_taken_out(tmp_path, told, kept):
    row = f'H1,"{told}",03/03/2025,10/03/2025'
    intake, target = take(tmp_path, f"Mã hồ sơ,Thủ tục,Ngày nhận,Ngày hẹn trả\n{row}\n")
    assert pq.read_table(target)["procedure"].to_pylist() == [kept]
    assert bool(intake.masked) == (told != kept)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("H1,12/31/2025,01/15/2025", "'Ngày nhận': 1 cells hold no day"),
        ("H1,,10/03/2025", "no dossier with a day of receipt"),
        ('H1,"03/03/2025,10/03/2025', "the rows cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cause(tmp_path, row, said):
    with pytest.raises(DataProblemsError, match=said):
        take(tmp_path, f"Mã hồ sơ,Ngày nhận,Ngày hẹn trả\n{row}\n")


def test_another_table_is_no_export(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("year,place,component,measure,text\n2025,22,1,score,9\n", encoding="utf-8")
    assert open_export(path) is None


def test_totals_of_many_are_those_of_other_code(tmp_path):
    path = write_export(tmp_path / "made.csv", 20_000, 2025, 3)
    take_in(open_export(path), tmp_path / "kept.parquet", tmp_path)
    counts, _ = count_dossiers(tmp_path / "kept.parquet", "2025-12-31")
    table = judge_by_pandas(path, pd.Timestamp("2025-12-31"))
    for by, column in (("agency", "unit"), ("field", "Lĩnh vực"), ("commune", "Xã/phường")):
        own = counts[counts["by"] == by].set_index("label")
        for outcome in ("on_time", "late", "overdue", "pending", "paused", "no_due", "withdrawn"):
            expected = table[table["outcome"] == outcome].groupby(column).size()
            assert own[outcome][own[outcome] > 0].to_dict() == expected.to_dict(), (by, outcome)
        days = table[table["outcome"] == "late"].groupby(column)["days"]
        assert own["late_days"].dropna().to_dict() == days.sum().to_dict()
        assert own["late_median"].dropna().to_dict() == days.median().to_dict()


def judge_by_pandas(path, day):
    """Return the dossiers of a simulated export as pandas and numpy see them, row by row."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    key = table.columns[0]
    heads = {"got": "Ngày tiếp nhận", "due": "Ngày hẹn trả", "done": "Ngày trả kết quả"}
    days = {name: pd.to_datetime(table[head], format="%d/%m/%Y", errors="coerce") for name, head in heads.items()}
    table = table.assign(**days)
    table = table.sort_values(["done", "got"], ascending=False, na_position="last", kind="stable").drop_duplicates(key)
    moved = pd.to_datetime(np.busday_offset(table["due"].fillna(day).to_numpy("datetime64[D]"), 0, roll="forward"))
    moved = pd.Series(moved, index=table.index).where(table["due"].notna())
    table["outcome"] = np.select(
        [
            table["Trạng thái"] == "Rút hồ sơ",
            moved.isna(),
            table["done"] <= moved,
            table["done"] > moved,
            table["Trạng thái"] == "Chờ bổ sung",
            moved >= day,
        ],
        ["withdrawn", "no_due", "on_time", "late", "paused", "pending"],
        "overdue",
    )
    start, end = moved.fillna(day), table["done"].fillna(day)
    worked = np.busday_count(
        (start + pd.Timedelta(days=1)).to_numpy("datetime64[D]"), (end + pd.Timedelta(days=1)).to_numpy("datetime64[D]")
    )
    table["days"] = np.maximum(worked, 1)
    unit = table["Cơ quan giải quyết"]
    table["unit"] = unit.where(~unit.str.startswith("UBND"))
    return table


def test_the_home_of_duckdb_is_one():
    from places_here import ROOT

    homes = [path for path in (ROOT / "src").rglob("*.py") if "import duckdb" in path.read_text(encoding="utf-8")]
    assert [path.name for path in homes] == ["columnar.py"]
