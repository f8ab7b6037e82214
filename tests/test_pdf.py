"""Office files turned into PDF by LibreOffice."""

import subprocess

import pytest
from docx import Document

from parlib.files.archive import OutputError
from parlib.publish.pdf import PdfError, convert_to_pdf, find_libreoffice

needs_libreoffice = pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")


def _write_document(path, text):
    document = Document()
    document.add_heading(text, 1)
    document.save(path)
    return path


@needs_libreoffice
def test_convert_to_pdf_makes_tagged_pdfs_beside_files_of_the_same_name(tmp_path):
    files = []
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        files.append(_write_document(tmp_path / place / "đồ án.docx", f"Tỉnh {place}"))
    made = convert_to_pdf(files)
    assert made == [file.with_suffix(".pdf") for file in files]
    for place, pdf in zip("ab", made, strict=True):
        text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
        assert f"Tỉnh {place}" in text
        about = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        assert "Tagged:          yes" in about
        assert b"pdfuaid:part" in pdf.read_bytes()


@needs_libreoffice
def test_convert_to_pdf_refuses_what_is_no_office_file(tmp_path):
    (tmp_path / "a.pptx").write_bytes(b"not a presentation")
    with pytest.raises(PdfError, match=r"a\.pptx: is damaged, or not an Office file"):
        convert_to_pdf([tmp_path / "a.pptx"])


def test_convert_to_pdf_says_what_to_do_without_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setenv("PARLIB_LIBREOFFICE", str(tmp_path / "nothing"))
    with pytest.raises(PdfError, match=r"needs LibreOffice.*install it"):
        convert_to_pdf([_write_document(tmp_path / "a.docx", "Tỉnh")])


@pytest.mark.parametrize("kind", [".odt", ""])
@needs_libreoffice
def test_convert_to_pdf_refuses_other_kinds(tmp_path, kind):
    _write_document(tmp_path / "a.docx", "Tỉnh").rename(tmp_path / f"a{kind}")
    with pytest.raises(PdfError, match=r"known: \.pptx, \.docx, \.xlsx"):
        convert_to_pdf([tmp_path / f"a{kind}"])


@needs_libreoffice
def test_convert_to_pdf_keeps_the_pdf_that_is_open_elsewhere(tmp_path):
    file = _write_document(tmp_path / "a.docx", "Tỉnh")
    (tmp_path / "a.pdf").write_bytes(b"before")
    (tmp_path / ".~lock.a.pdf#").touch()
    with pytest.raises(OutputError, match="is open in another program"):
        convert_to_pdf([file])
    assert (tmp_path / "a.pdf").read_bytes() == b"before"
