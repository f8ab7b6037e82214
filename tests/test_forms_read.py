"""The same scoreboard in other forms: what LibreOffice and other libraries write gives one and the same table."""

import shutil
import subprocess

import pytest
import xlsxwriter
from made_boards import grant, list_components, list_detail, write_rows

from parlib.clean.adding import add_file
from parlib.clean.arrival import recognise_file
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError
from parlib.readers.tree import find_tree
from parlib.readers.workbook import read_workbook

OFFICE = shutil.which("soffice")
EXPECTED = [[code, grant(code)] for code, _, _ in list_components() if code]


def read_points(path):
    """Return code and points granted of every row, by the columns of the made table."""
    found = []
    for sheet in read_workbook(path):
        for row in sheet.rows:
            if isinstance(row[0], str | float) and len(row) > 5 and str(row[1]).strip() and row[5] != "":
                code = sheet.text(sheet.rows.index(row), 0)
                if code.replace(".", "").isdigit():
                    found.append([code, float(str(row[5]).replace(",", "."))])
    return found


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("form", ["xls", "ods", "csv", "pdf"])
def test_what_libreoffice_converts_is_read_the_same(tmp_path, form):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, look = book.add_worksheet("22 Quảng Ninh"), book.add_format({"border": 1})
        sheet.set_landscape()
        sheet.set_column(0, 8, 60)
        sheet.fit_to_pages(1, 0)
        for row, values in enumerate(list_detail()):
            for column, value in enumerate(values):
                sheet.write(row, column, value, look if row >= 5 else None)
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76" if form == "csv" else form  # commas, quotes, UTF-8
    subprocess.run(
        [OFFICE, home, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / "a.xlsx"],
        check=True,
        capture_output=True,
        timeout=300,
    )
    path = tmp_path / f"a.{form}"
    assert read_points(path) == EXPECTED
    assert len(find_tree(read_workbook(path))) == 57


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv_in_any_usual_encoding_and_with_any_usual_sign_is_read(tmp_path, encoding, sign):
    quote = '"' if sign == "," else ""
    lines = [
        sign.join(
            f"{quote}{value:g}{quote}".replace(".", ",") if isinstance(value, float) else f'"{value}"' for value in row
        )
        for row in list_detail()
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding=encoding)
    assert read_points(tmp_path / "a.csv") == EXPECTED


def test_tables_of_a_word_document_are_read_below_their_titles(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    rows = list_detail(spell=lambda value: f"{value:g}".replace(".", ","))
    document.add_paragraph(rows[4][0])
    table = document.add_table(rows=len(rows) - 5, cols=9)
    cells = table._cells  # asked for once: python-docx finds them anew for every row
    for row, values in enumerate(rows[5:]):
        for column, value in enumerate(values):
            cells[9 * row + column].text = str(value)
    document.save(tmp_path / "a.docx")
    (sheet,) = read_workbook(tmp_path / "a.docx")
    assert sheet.rows[0][0] == "TỈNH QUẢNG NINH"
    assert read_points(tmp_path / "a.docx") == EXPECTED


def test_a_scanned_pdf_says_that_it_is_one(tmp_path):
    from PIL import Image

    Image.new("RGB", (200, 100), "white").save(tmp_path / "a.pdf")
    with pytest.raises(DataProblemsError, match="the document is scanned: it holds pictures of pages, no text"):
        read_workbook(tmp_path / "a.pdf")


@pytest.mark.parametrize("form", ["xls", "ods", "docx", "pdf"])
def test_a_damaged_file_of_another_form_is_one_plain_line(tmp_path, form):
    path = write_rows(tmp_path / "a.xlsx", list_detail())
    (tmp_path / f"b.{form}").write_bytes(path.read_bytes()[:900])
    with pytest.raises(DataProblemsError, match=rf"b\.{form}: the (old workbook|file|document)"):
        read_workbook(tmp_path / f"b.{form}")


def test_a_scoreboard_saved_as_csv_by_a_vietnamese_excel_is_added(raw_copy, tmp_path):
    rows = list_detail(spell=lambda value: f"{value:g}".replace(".", ","))
    text = "\r\n".join(";".join(f'"{value}"' for value in row) for row in rows)
    (tmp_path / "cchc.csv").write_text(text, encoding="utf-8-sig")
    arrival = recognise_file(tmp_path / "cchc.csv")
    target, _ = add_file(raw_copy, tmp_path / "cchc.csv", arrival, 2025, "Sở Nội vụ")
    assert (arrival.kind, target.name) == ("scoreboard", "par_index_2025-22.csv")
    parts = clean_raw(raw_copy)[0]["parts"].set_index("component_code")["score"]
    assert parts.round(4).to_dict() == {code or "total": grant(code) for code, _, _ in list_components()}
