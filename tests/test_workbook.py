"""The reading of workbooks: a plain grid from a good one, one plain line from a bad one, in bounded time and memory."""

import datetime
import io
import json
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from parlib.problems import DataProblemsError
from parlib.readers.onestop import open_export
from parlib.readers.workbook import read_workbook

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def _write(path, fill, **options):
    with xlsxwriter.Workbook(path, options) as book:
        fill(book, book.add_worksheet("Bảng 1"))
    return path


def _replace_sheet(path, xml, **parts):
    """Give the first sheet of a workbook other XML, and the package further parts."""
    with zipfile.ZipFile(path) as package:
        old = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (old | {"xl/worksheets/sheet1.xml": xml} | parts).items():
            package.writestr(name, content)
    return path


@pytest.fixture
def plain(tmp_path):
    return _write(tmp_path / "plain.xlsx", lambda book, sheet: sheet.write(0, 0, "Hà Nội"))


def _message(path):
    with pytest.raises(DataProblemsError) as caught:
        read_workbook(path)
    return str(caught.value)


def test_read_workbook_returns_text_numbers_dates_and_shown_percents(tmp_path):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["91,04", 91.04])
        sheet.write(0, 2, 0.9104, book.add_format({"num_format": "0.00%"}))
        sheet.write(0, 3, datetime.date(2025, 11, 30), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_formula(1, 1, "=B1+1", None, 92.04)

    (sheet,) = read_workbook(_write(tmp_path / "a.xlsx", fill))
    assert sheet.rows == [["91,04", 91.04, 91.04, "2025-11-30"], ["", 92.04, "", ""]]
    assert sheet.problem(1, 1, "is wrong").column == "Bảng 1!B2"


def test_read_workbook_fills_merged_blocks_and_says_so(tmp_path):
    path = _write(
        tmp_path / "a.xlsx", lambda book, sheet: (sheet.merge_range("A1:B2", "Lĩnh vực"), sheet.write("C3", 1))
    )
    (sheet,) = read_workbook(path)
    assert sheet.rows == [["Lĩnh vực", "Lĩnh vực", ""], ["Lĩnh vực", "Lĩnh vực", ""], ["", "", 1.0]]
    assert sheet.filled == {(0, 1), (1, 0), (1, 1)}


def test_read_workbook_reads_hidden_rows_columns_and_sheets_and_marks_them(tmp_path):
    def fill(book, sheet):
        sheet.write_column(0, 0, ["a", "b", "c"])
        sheet.write(0, 2, "d")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        other = book.add_worksheet("ẩn")
        other.write(0, 0, "e")
        other.hide()

    first, second = read_workbook(_write(tmp_path / "a.xlsx", fill))
    assert (first.hidden_rows, first.hidden_columns, first.hidden) == ({1}, {2}, False)
    assert [row[0] for row in first.rows] == ["a", "b", "c"]
    assert (second.name, second.hidden) == ("ẩn", True)


def test_read_workbook_turns_old_fonts_to_unicode(tmp_path):
    path = _write(
        tmp_path / "a.xlsx", lambda book, sheet: sheet.write_row(0, 0, ["TØnh Qu¶ng Ninh", "Hoµ B×nh", "91,04"])
    )
    assert read_workbook(path)[0].rows == [["Tỉnh Quảng Ninh", "Hoà Bình", "91,04"]]


def test_read_workbook_keeps_the_capitals_of_capital_fonts(tmp_path):
    def fill(book, sheet):
        capital, small = (book.add_format({"font_name": name}) for name in (".VnTimeH", ".VnTime"))
        sheet.write_row(0, 0, ["B¶ng ®iÓm", "Long An", "Hà Nội", 5], capital)
        sheet.write_row(1, 0, ["B¶ng ®iÓm", "Long An"], small)

    (sheet,) = read_workbook(_write(tmp_path / "a.xlsx", fill))
    assert sheet.rows == [["BẢNG ĐIỂM", "LONG AN", "Hà Nội", 5.0], ["Bảng điểm", "Long An", "", ""]]


def test_read_workbook_reads_what_openpyxl_writes(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Mã", 1, 2.5])
    book.active.merge_cells("A2:C2")
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx")[0].rows == [["Mã", 1.0, 2.5]]


def test_formulas_without_values_are_refused_with_their_cells(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["B7"] = "=A1+1"
    book.save(tmp_path / "a.xlsx")
    assert "sheet 'Sheet', cell B7: the formula has no stored value. Open it in Excel" in _message(tmp_path / "a.xlsx")


def test_error_values_are_refused_with_their_cells(tmp_path):
    path = _write(tmp_path / "a.xlsx", lambda book, sheet: sheet.write_formula("C3", "=1/0", None, "#DIV/0!"))
    assert "'Bảng 1', cell C3: the cell shows the error #DIV/0!" in _message(path)


@pytest.mark.parametrize(
    "formulas", [{"A1": "=B1", "B1": "=A1"}, {"A1": "=SUM(A1:A9)"}, {"A1": "='Bảng 1'!B1", "B1": "=C1", "C1": "=$A$1"}]
)
def test_circular_references_are_refused_with_a_cell(tmp_path, formulas):
    path = _write(
        tmp_path / "a.xlsx", lambda book, sheet: [sheet.write_formula(cell, text) for cell, text in formulas.items()]
    )
    assert "sheet 'Bảng 1', cell " in _message(path)
    assert "the formula depends on itself (circular reference)" in _message(path)


def test_formulas_that_only_look_circular_are_read(tmp_path):
    formulas = {"A1": '=IF(B1>0,"A1","")', "B1": "=SUM(B2:B9)", "B2": "=LOG10(C1)", "C1": "=SUM(C2:C3)"}
    path = _write(
        tmp_path / "a.xlsx", lambda book, sheet: [sheet.write_formula(cell, text) for cell, text in formulas.items()]
    )
    assert read_workbook(path)[0].rows[0][1] == 0.0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"<html><table></table></html>", "is not an Excel workbook, whatever its name says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old .xls workbook, whatever its name says. Open"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"PK\x03\x04" + bytes(100), "cut off or damaged"),
    ],
)
def test_files_that_are_no_workbook_are_refused(tmp_path, content, said):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert said in _message(tmp_path / "a.xlsx")


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_truncated_workbooks_are_refused(plain, kept):
    content = plain.read_bytes()
    plain.write_bytes(content[: int(len(content) * kept)])
    assert "cut off or damaged. Fetch it again" in _message(plain)


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "takes figures from 1 other files by links"),
        (
            "xl/worksheets/sheet1.xml",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>',
            "defines XML entities",
        ),
        ("xl/worksheets/sheet1.xml", HEAD.encode() + b"<row r='1'><c r='A1'>", "sheet 'Bảng 1' is damaged: no element"),
    ],
)
def test_workbooks_with_more_than_cells_are_refused(plain, part, content, said):
    assert said in _message(_replace_sheet(plain, content if "sheet1" in part else HEAD, **{part: content}))


def test_archives_that_are_no_workbook_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert "a zip archive but not an .xlsx workbook" in _message(tmp_path / "a.xlsx")


def test_a_zip_that_lies_about_its_size_is_refused(plain):
    _replace_sheet(plain, HEAD + "<row/>" * 50_000)
    content = bytearray(plain.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    for place in range(len(content) - 4):  # the size stands in the entry's own head and in the directory
        if content[place : place + 4] == entry.file_size.to_bytes(4, "little"):
            content[place : place + 4] = (10).to_bytes(4, "little")
    plain.write_bytes(bytes(content))
    assert "cut off or damaged" in _message(plain)


def _change_package(path, renamed=(), **replaced):
    """Rename parts of a workbook, and replace bytes in parts that are named by the end of their names."""
    with zipfile.ZipFile(path) as package:
        old = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in old.items():
            for end, (before, after) in replaced.items():
                if name.endswith(end):
                    assert before in content
                    content = content.replace(before, after)
            package.writestr(dict(renamed).get(name, name), content)
    return path


SECOND = "xl/worksheets/sheet2.xml"
LINKS, BOOK = "workbook.xml.rels", "workbook.xml"
ODD_PACKAGES = {
    "part in another case": {"renamed": [(SECOND, "xl/worksheets/Sheet2.xml")]},
    "folder in another case": {"renamed": [(SECOND, "xl/Worksheets/sheet2.xml")]},
    "target with a dot": {LINKS: (b'"worksheets/sheet2', b'"./worksheets/sheet2')},
    "target through the folder above": {LINKS: (b'"worksheets/sheet2', b'"../xl/worksheets/sheet2')},
    "absolute target": {LINKS: (b'"worksheets/sheet2', b'"/xl/worksheets/sheet2')},
    "target with an escape": {"renamed": [(SECOND, "xl/worksheets/a b.xml")], LINKS: (b"sheet2.xml", b"a%20b.xml")},
    "part that is missing": {"renamed": [(SECOND, "xl/worksheets/sheet9.xml")]},
    "end of a row with a space": {"sheet2.xml": (b"</row>", b"</row >")},
    "single quotes": {"sheet2.xml": (b'r="A1"', b"r='A1'")},
    "spaces around equal signs": {BOOK: (b'r:id="rId2"', b'r:id = "rId2"'), LINKS: (b'Id="rId2"', b"Id = 'rId2'")},
    "sheet name with an open >": {BOOK: (b'name="Hai"', b'name="Hai > ba"')},
    "cells without addresses": {"sheet2.xml": (b'<c r="A1"', b"<c")},
}


@pytest.mark.parametrize("odd", ODD_PACKAGES)
def test_a_sheet_that_the_workbook_lists_is_read_or_named(tmp_path, odd):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, value in (("Một", 1.5), ("Hai", 2.5)):
            book.add_worksheet(name).write(0, 0, value)
    path = _change_package(tmp_path / "a.xlsx", **ODD_PACKAGES[odd])
    try:
        found = [sheet.rows for sheet in read_workbook(path)]
    except DataProblemsError as error:
        found = str(error)
    assert found == [[[1.5]], [[2.5]]] or "sheet 'Hai'" in found


def test_a_far_cell_is_refused_however_it_is_spelt(plain):
    for cell in ("<c r='XFD200000'>", '<c r = "XFD200000" >', '<c s="0" r="xfd200000">'):
        rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="200000">{cell}<v>1</v></c></row>'
        xml = f"{HEAD}{rows}</sheetData></worksheet>"
        path = _replace_sheet(plain, xml)
        assert "reaches to XFD200000: too many cells" in _message(path)
        assert open_export(path) is None  # a reader that lays out every cell would end the process


def test_every_command_that_takes_a_workbook_refuses_a_far_cell_in_plain_words(plain, home):
    rows = "<row r='200000'><c r='XFD200000'><v>1</v></c></row>"
    _replace_sheet(plain, f"{HEAD}{rows}</sheetData></worksheet>")
    for said in (["check", str(plain)], ["add", str(plain), "--year", "2025", "--issuer", "Bộ Nội vụ"]):
        command = [sys.executable, "-c", "from parlib.cli import main; main()", *said, "--home", str(home)]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert shown.returncode == 1, shown.stderr[-500:]
        assert "reaches to XFD200000: too many cells" in shown.stdout + shown.stderr


def test_endless_styles_and_merged_blocks_take_bounded_time(plain):
    fonts = '<font><name val=".VnTimeH"/></font>' * 50_000
    formats = '<xf fontId="1"/>' * 50_000
    styles = f"<styleSheet><fonts>{fonts}</fonts><cellXfs>{formats}</cellXfs></styleSheet>"
    blocks = '<mergeCell ref="A1:Z9999"/>' * 40_000
    rows = "".join(f'<row r="{row}"><c r="Z{row}" s="7"><v>1</v></c></row>' for row in range(1, 10_000))
    xml = f"{HEAD}{rows}</sheetData><mergeCells>{blocks}</mergeCells></worksheet>"
    said, seconds, megabytes = _measure(_replace_sheet(plain, xml, **{"xl/styles.xml": styles}))
    assert "merged blocks cover too many cells" in said
    assert (seconds < 5, megabytes < 500) == (True, True)


def test_a_small_file_that_unpacks_to_far_more_than_tables_do_is_refused(plain):
    assert "far more than tables do" in _message(_replace_sheet(plain, HEAD + "<c/>" * 5_000_000))


def test_macros_are_left_alone_and_the_cells_read(plain):
    path = _replace_sheet(
        plain, HEAD + '<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>', **{"xl/vbaProject.bin": b"x"}
    )
    assert read_workbook(path)[0].rows == [[1.0]]


def _measure(path):
    """Read a workbook in a process of its own; return what it said, seconds of CPU and megabytes."""
    script = textwrap.dedent("""
        import json, re, resource, sys
        from pathlib import Path
        from parlib.problems import DataProblemsError
        from parlib.readers.workbook import read_workbook
        try:
            said = f"{sum(len(sheet.rows) for sheet in read_workbook(Path(sys.argv[1])))} rows"
        except DataProblemsError as error:
            said = str(error)
        used = resource.getrusage(resource.RUSAGE_SELF)
        peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
        print(json.dumps([said, used.ru_utime + used.ru_stime, int(peak.group(1)) / 1024]))
    """)
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_hostile_sizes_take_bounded_time_and_memory(plain):
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="F{row}"></c></row>' for row in range(2, 1_000_001))
    first = HEAD + '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheets = {
        "1 rows": first + empty + "</sheetData></worksheet>",
        "reaches to XFD1048576": first
        + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        "unpacks to 400 MB, more than 256 MB": "0" * 400_000_000,
    }
    for expected, xml in sheets.items():
        said, seconds, megabytes = _measure(_replace_sheet(plain, xml))
        assert expected in said
        assert seconds < 20
        assert megabytes < 600
