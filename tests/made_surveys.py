"""Made survey files, small enough to be counted by eye."""

import csv


def log_source(raw, file, simulated="no"):
    """Add a file to the register of sources."""
    with (raw / "sources.csv").open("a", encoding="utf-8") as register:
        register.write(f"{file.replace('/', '-')},file,{file},,made,made,compiled,,2026-11-24,,made,{simulated},,\n")


def write_microdata(raw, year=2022, heads=None, rows=None, log=True):
    """Write a survey of two questions in one province: thirty answer 5 and 2, ten 3 and nothing."""
    heads = heads or ["Tỉnh", "Lĩnh vực", "2.1.1", "2.2.1", "LC1"]
    if rows is None:
        rows = [["Quảng Ninh", "Đất đai", 5, 2, 1]] * 30 + [["Hà Nội", "Hộ tịch", 3, "", 2]] * 10
    file = f"sipas/sipas_microdata_{year}.csv"
    with (raw / file).open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([heads, *rows])
    if log:
        log_source(raw, file)
    return file
