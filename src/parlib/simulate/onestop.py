"""A simulated export of the one-stop system: one dossier a row, of any number of rows, with made-up personal data."""

from __future__ import annotations

from pathlib import Path

from parlib.clean.arrival import list_figures
from parlib.readers.columnar import open_columns, quote_name, quote_text
from parlib.simulate.home import simulate_scoreboard
from parlib.wording.titles import SIMULATED, name_file

AGENCIES = (
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Tài chính",
    "Sở Y tế",
    "Sở Công Thương",
    "Sở Nông nghiệp và Môi trường",
    "Sở Giáo dục và Đào tạo",
    "Sở Khoa học và Công nghệ",
    "Sở Văn hóa, Thể thao và Du lịch",
)
FIELDS = (
    "Hộ tịch",
    "Đất đai",
    "Xây dựng",
    "Đăng ký kinh doanh",
    "Lao động",
    "Y tế",
    "Giáo dục",
    "Môi trường",
    "Chứng thực",
    "Bảo trợ xã hội",
)
COMMUNES = 54
"""Made-up communes."""

HEADS = (
    f"Mã hồ sơ ({SIMULATED})",
    "Họ và tên người nộp",
    "Số CCCD",
    "Số điện thoại",
    "Địa chỉ",
    "Tên thủ tục",
    "Lĩnh vực",
    "Cơ quan giải quyết",
    "Xã/phường",
    "Hình thức nộp",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả kết quả",
    "Trạng thái",
    "Số hóa",
)
"""Heads of the export; the first says that the figures are simulated."""


def simulate_export(raw: Path, rows: int, year: int, seed: int) -> Path:
    """Write a simulated export beside the raw folder of a home for simulated figures.

    A home without any figures gets a simulated scoreboard too: nothing is cleaned where there is no index.
    """
    if list_figures(raw).empty:
        simulate_scoreboard(raw, year, seed)
    folder = raw.parents[1] / "exports"
    folder.mkdir(exist_ok=True)
    return write_export(name_file(folder / f"onestop_{year}.csv", simulated=True), rows, year, seed)


def write_export(path: Path, rows: int, year: int, seed: int) -> Path:
    """Write a simulated export as CSV; the same seed and number of rows give the same dossiers.

    Seven in a hundred of those returned are late, more at some agencies; some wait, some of these are overdue; a few
    have no day of return promised, were withdrawn, wait for papers or are entered twice.

    Parameters
    ----------
    path : pathlib.Path
        Where to write; the folder is there.
    rows, year, seed : int
        Dossiers, the year in which they are received, the seed.
    """
    with open_columns() as base:
        base.execute(f"COPY ({_select(rows, year, seed)}) TO {quote_text(path)} (FORMAT csv, HEADER true)")
    return path


def _pick(names: tuple[str, ...], chance: str) -> str:
    """Return the SQL of one of several names, the first ones more often."""
    return f"[{', '.join(map(quote_text, names))}][1 + CAST(floor({len(names)} * {chance} * {chance}) AS INTEGER)]"


def _select(rows: int, year: int, seed: int) -> str:
    """Return the SQL of the dossiers: all chance comes from a hash of the row's number, so it can be made in parts."""
    draw = [f"(hash(i, {seed + place}) % 1000003) / 1000003.0 AS u{place}" for place in range(10)]
    draws = f"SELECT i, {', '.join(draw)} FROM range({rows}) t(i)"
    late = f"0.03 + 0.012 * CAST(floor({len(AGENCIES)} * u1 * u1) AS INTEGER)"
    days = (
        f"SELECT *, DATE '{year}-01-01' + CAST(floor(365 * u0) AS INTEGER) AS got, "
        f"3 + CAST(floor(20 * u2) AS INTEGER) AS promised, CASE WHEN u3 < {late} THEN 1 + CAST(floor(40 * u4 * u4) AS "
        f"INTEGER) ELSE -CAST(floor(3 * u4) AS INTEGER) END AS off FROM ({draws})"
    )
    end = f"DATE '{year}-12-31'"
    states = (
        "SELECT *, got + promised AS due, got + promised + off AS done, CASE WHEN u5 < 0.01 THEN 'Rút hồ sơ' WHEN u5 < "
        f"0.02 THEN 'Chờ bổ sung' WHEN u6 < 0.004 OR got + promised + off > {end} THEN 'Đang giải quyết' ELSE "
        f"'Đã trả kết quả' END AS state FROM ({days})"
    )
    day = "strftime({}, '%d/%m/%Y')"
    columns = [
        f"'MP-{year}-' || lpad(CAST(CASE WHEN u7 < 0.0005 AND i > 0 THEN i - 1 ELSE i END AS VARCHAR), 9, '0')",
        "'Nguyễn Văn ' || chr(CAST(65 + i % 26 AS INTEGER))",
        "'000' || lpad(CAST(hash(i) % 1000000000 AS VARCHAR), 9, '0')",
        "'0000' || lpad(CAST(hash(i, 1) % 1000000 AS VARCHAR), 6, '0')",
        "'Số ' || (i % 300) || ', tổ ' || (i % 20)",
        "'Thủ tục mô phỏng ' || CAST(floor(200 * u2) AS INTEGER)",
        _pick(FIELDS, "u2"),
        f"CASE WHEN u6 < 0.6 THEN 'UBND ' || lower(commune[1]) || commune[2:] ELSE {_pick(AGENCIES, 'u1')} END",
        "commune",
        "CASE WHEN u4 < 0.7 THEN 'Trực tuyến' ELSE 'Trực tiếp' END",
        day.format("got"),
        f"CASE WHEN u7 > 0.998 THEN '' ELSE {day.format('due')} END",
        f"CASE WHEN state = 'Đã trả kết quả' THEN {day.format('greatest(done, got)')} ELSE '' END",
        "state",
        "CASE WHEN u9 < 0.8 THEN 'Có' ELSE 'Không' END",
    ]
    named = ", ".join(f"{column} AS {quote_name(head)}" for column, head in zip(columns, HEADS, strict=True))
    commune = f"'Phường mô phỏng ' || lpad(CAST(1 + CAST(floor({COMMUNES} * u8 * u9) AS INTEGER) AS VARCHAR), 2, '0')"
    return f"SELECT {named} FROM (SELECT *, {commune} AS commune FROM ({states}))"
