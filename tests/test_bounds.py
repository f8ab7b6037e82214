"""Small files that would grow without end are refused by a bound, which is said, before they are read."""

import zipfile
import zlib

import pytest
from docx import Document

from parlib.problems import DataProblemsError
from parlib.readers.workbook import read_workbook

CELL = b"<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>"


def write_document(path, rows):
    """Write a Word document to whose only table *rows* are added as they stand."""
    document, plain = Document(), path.with_suffix(".plain")
    document.add_table(1, 1)
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"</w:tbl>", rows + b"</w:tbl>"))
    return path


def write_pdf(path, drawing, filters=b"/FlateDecode"):
    """Write a PDF document of one page with a drawing."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>"
    stream = b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(drawing), filters, drawing)
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream]
    text, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    path.write_bytes(text + end % (table, len(text)))
    return path


@pytest.mark.parametrize(
    "rows",
    [
        (b"<w:tr>" + CELL + b"</w:tr>") * 60_000,
        b"<w:tr>" + CELL.replace(b"<w:p>", b'<w:tcPr><w:gridSpan w:val="500000000"/></w:tcPr><w:p>') + b"</w:tr>",
    ],
    ids=["rows", "one wide cell"],
)
def test_a_document_of_endless_cells_is_refused(tmp_path, rows):
    with pytest.raises(DataProblemsError, match="the document has too many cells"):
        read_workbook(write_document(tmp_path / "a.docx", rows))


@pytest.mark.parametrize(
    ("drawing", "filters"),
    [
        (zlib.compress(b"BT /F1 12 Tf (5) Tj ET\n" * 200_000), b"/FlateDecode"),
        (zlib.compress(zlib.compress(b"q Q\n" * 2_000_000)), b"[/FlateDecode /FlateDecode]"),
    ],
    ids=["letters", "packed twice"],
)
def test_a_drawing_of_endless_letters_is_refused(tmp_path, drawing, filters):
    with pytest.raises(DataProblemsError, match="the pages hold far more than tables do"):
        read_workbook(write_pdf(tmp_path / "a.pdf", drawing, filters))


def test_a_page_of_endless_lines_is_refused(tmp_path):
    lines = zlib.compress(b"".join(b"%d 0 m %d 99 l S\n" % (at, at) for at in range(7000)))
    with pytest.raises(DataProblemsError, match="a page has too many lines"):
        read_workbook(write_pdf(tmp_path / "a.pdf", lines))
