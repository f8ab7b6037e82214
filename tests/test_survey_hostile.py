"""Bad survey files: the readers of shares and of respondents say the same plain line, in bounded time and memory."""

import json
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import openpyxl
import pytest
from places_here import ROOT

from parlib.clean.arrival import recognise_file
from parlib.clean.run import clean_raw
from parlib.clean.survey import find_form
from parlib.forms.microdata import write_microdata
from parlib.forms.shares import write_share_book
from parlib.problems import DataProblemsError
from parlib.readers import survey
from parlib.readers.share_book import list_shares
from parlib.readers.survey import read_form
from parlib.readers.workbook import read_workbook
from parlib.simulate.survey import find_simulated_shares, simulate_columns

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
READERS = {
    "shares": lambda path: list_shares(read_workbook(path, path.name), path.name),
    "microdata": read_form,
    "add": recognise_file,
}
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a small filled-in workbook of each kind."""
    folder = tmp_path_factory.mktemp("filled")
    _, tree, questions = find_form(ROOT / "data" / "raw", "sipas", 2025)
    places = {"22": "Quảng Ninh", "01": "Hà Nội"}
    columns = simulate_columns(tree, questions, list(places.values()), 1, 200)
    shares = find_simulated_shares(tree, questions, places, columns)
    write_share_book(folder / "shares.xlsx", 2025, tree, questions, places, shares)
    write_microdata(folder / "microdata.xlsx", 2025, tree, questions, list(places.values()), columns)
    return {name: (folder / f"{name}.xlsx").read_bytes() for name in ("shares", "microdata")}


def change_parts(content, path, **parts):
    path.write_bytes(content)
    with zipfile.ZipFile(path) as package:
        old = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, own in (old | parts).items():
            package.writestr(name, own)


def set_formulas(path, formulas):
    book = openpyxl.load_workbook(path)
    for cell, text in formulas.items():
        book.worksheets[1][cell] = text
    book.save(path)


DAMAGES = {
    "password": (lambda path, _: path.write_bytes(OLD + "EncryptedPackage".encode("utf-16-le")), "by a password"),
    "truncated": (lambda path, content: path.write_bytes(content[: len(content) // 2]), "cut off or damaged"),
    "xls": (lambda path, _: path.write_bytes(OLD + bytes(600)), "Save As, 'Excel Workbook (*.xlsx)'"),
    "bomb": (
        lambda path, content: change_parts(content, path, **{"xl/worksheets/sheet2.xml": "0" * 300_000_000}),
        "more than 256 MB",
    ),
    "formula": (lambda path, _: set_formulas(path, {"B8": "=1+1"}), "the formula has no stored value"),
    "links": (
        lambda path, content: change_parts(content, path, **{"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "takes figures from 1 other files by links",
    ),
    "circle": (
        lambda path, content: change_parts(
            content,
            path,
            **{
                "xl/worksheets/sheet2.xml": HEAD + '<row r="1">'
                '<c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row></sheetData></worksheet>'
            },
        ),
        "depends on itself (circular reference)",
    ),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_survey_workbook_is_refused_with_one_plain_line(filled, tmp_path, damage, reader):
    path = tmp_path / "a.xlsx"
    content = filled["microdata" if reader == "microdata" else "shares"]
    path.write_bytes(content)
    spoil, said = DAMAGES[damage]
    spoil(path, content)
    with pytest.raises(DataProblemsError) as error:
        READERS[reader](path)
    assert len(error.value.problems) == 1
    assert said in str(error.value)
    assert "a.xlsx" in str(error.value)


@pytest.mark.parametrize("kind", ["shares", "microdata"])
def test_a_bad_file_in_data_raw_leaves_the_processed_tables_as_they_were(raw_copy, filled, tmp_path, kind):
    processed = raw_copy.parent / "processed"
    before = {path.name: path.read_bytes() for path in processed.iterdir()}
    name = {"shares": "sipas_2025.xlsx", "microdata": "sipas_microdata_2025.xlsx"}[kind]
    (raw_copy / "sipas" / name).write_bytes(filled[kind][:3000])
    with pytest.raises(DataProblemsError, match=f"sipas/{name}: the workbook is cut off or damaged"):
        clean_raw(raw_copy, processed)
    assert before == {path.name: path.read_bytes() for path in processed.iterdir()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no column question such as"),
        ("Tỉnh,2.1.1\n", "there is no row below the heads"),
        ("Tỉnh,2.1.1\nHà Nội,5\nHà Nội\n", ", row 3: the row has 1 cells, the header 2. Is the file cut off?"),
        ("Tỉnh,2.1.1\nHà Nội,\n", "no question has an answer"),
        ("a" * 200_000, "the header cannot be read: field larger than field limit"),
        ("Tỉnh,2.1.1\n".encode() + "Hà Nội,5\n".encode("cp1258", "replace"), "the file is not UTF-8 text"),
    ],
    ids=["empty", "heads", "cut", "blank", "one_line", "encoding"],
)
def test_a_bad_survey_csv_is_refused_with_one_plain_line(tmp_path, text, said):
    path = tmp_path / "a.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataProblemsError, match=re.escape(said)):
        read_form(path)


def test_a_survey_csv_beyond_the_bound_is_not_opened(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("Tỉnh,2.1.1\nHà Nội,5\n", encoding="utf-8")
    monkeypatch.setattr(survey, "MOST_CSV_BYTES", 10)
    with pytest.raises(DataProblemsError, match="GB, more than"):
        read_form(tmp_path / "a.csv")


@pytest.mark.parametrize("kind", ["xls", "xlsm", "ods"])
def test_a_spreadsheet_that_nobody_reads_is_said(raw_copy, kind):
    (raw_copy / "sipas" / f"sipas_2025.{kind}").write_bytes(OLD)
    (note,) = [note for note in clean_raw(raw_copy)[1].notes if note.file.startswith("sipas/")]
    assert str(note).startswith(f"sipas/sipas_2025.{kind}: a .{kind} file is not read. Open it in Excel or LibreOffice")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("kind", ["shares", "microdata"])
def test_a_million_empty_rows_take_bounded_time_and_memory(filled, tmp_path, kind):
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled[kind])
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    last = max(int(row) for row in re.findall(r'<row r="(\d+)"', sheet))
    empty = "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/><c r="F{row}"></c></row>' for row in range(last + 1, 1_000_001)
    )
    change_parts(
        filled[kind], path, **{"xl/worksheets/sheet2.xml": sheet.replace("</sheetData>", empty + "</sheetData>")}
    )
    script = textwrap.dedent("""
        import json, re, resource, sys
        from pathlib import Path
        from parlib.readers.share_book import list_shares
        from parlib.readers.survey import read_form
        from parlib.readers.workbook import read_workbook
        path = Path(sys.argv[1])
        shares = sys.argv[2] == "shares"
        found = len(list_shares(read_workbook(path), "")) if shares else len(read_form(path).keys["place"])
        used = resource.getrusage(resource.RUSAGE_SELF)
        peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
        print(json.dumps([found, used.ru_utime + used.ru_stime, int(peak.group(1)) / 1024]))
    """)
    done = subprocess.run([sys.executable, "-c", script, path, kind], capture_output=True, text=True, check=True)
    found, seconds, megabytes = json.loads(done.stdout)
    assert found == {"shares": 3 * (45 * 3 + 9 + 6), "microdata": 200}[kind]
    assert seconds < 30
    assert megabytes < 800
