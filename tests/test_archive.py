import io
import zipfile

import pytest
import xlsxwriter
from docx import Document

from parlib.files.archive import OutputError, check_output, fix_archive, replace_file, save_bytes

CORE = (
    b'<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:created>'
    b"<dc:title>T</dc:title><dcterms:modified/></cp:coreProperties>"
)


def make_archive(members, date=(2026, 11, 24, 1, 2, 3)):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, date), content)
    return made.getvalue()


def open_archive(content):
    return zipfile.ZipFile(io.BytesIO(content))


def test_fix_archive_gives_the_same_bytes_whatever_the_date_and_order():
    members = [("b.xml", b"b"), ("[Content_Types].xml", b"types"), ("a.xml", b"a"), ("_rels/.rels", b"rels")]
    fixed = fix_archive(make_archive(members))
    assert fixed == fix_archive(make_archive(members[::-1], (2001, 2, 3, 4, 5, 6)))
    assert open_archive(fixed).namelist() == ["[Content_Types].xml", "_rels/.rels", "a.xml", "b.xml"]
    assert {member.date_time for member in open_archive(fixed).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {name: open_archive(fixed).read(name) for name in open_archive(fixed).namelist()} == dict(members)


def test_fix_archive_leaves_out_when_the_file_was_made_and_nothing_else():
    fixed = open_archive(fix_archive(make_archive([("docProps/core.xml", CORE)]))).read("docProps/core.xml")
    assert fixed == b"<cp:coreProperties><dc:title>T</dc:title></cp:coreProperties>"


def test_fix_archive_fixes_the_workbook_inside_a_deck():
    inner = [make_archive([("docProps/core.xml", CORE.replace(b"2026", year))]) for year in (b"2025", b"2026")]
    decks = [fix_archive(make_archive([("ppt/embeddings/one.xlsx", content)])) for content in inner]
    assert inner[0] != inner[1]
    assert decks[0] == decks[1]


def test_fix_archive_leaves_office_files_that_still_open(tmp_path):
    document = Document()
    document.add_paragraph("Bà Rịa - Vũng Tàu")
    path = replace_file(fix_archive(save_bytes(document)), tmp_path / "a.docx")
    assert Document(path).paragraphs[0].text == "Bà Rịa - Vũng Tàu"
    book = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    book.add_worksheet("S").write("A1", 7.25)
    book.close()
    openpyxl = pytest.importorskip("openpyxl")
    path = replace_file(fix_archive((tmp_path / "b.xlsx").read_bytes()), tmp_path / "new" / "c.xlsx")
    assert openpyxl.load_workbook(path)["S"]["A1"].value == 7.25


def test_replace_file_leaves_nothing_beside_the_file(tmp_path):
    path = tmp_path / "a.docx"
    for content in (b"old", b"new"):
        replace_file(content, path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_replace_file_keeps_the_old_file_where_it_cannot_be_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(OutputError, match=r"a.docx: cannot be written: it is open in another program"):
        replace_file(b"new", path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_check_output_respects_a_read_only_file(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match=r"a\.docx: is read-only; nothing was written"):
        check_output(path)


@pytest.mark.parametrize("lock", [".~lock.report.docx#", "~$report.docx", "~$port.docx"])
def test_check_output_sees_that_an_office_program_has_the_file_open(tmp_path, lock):
    (tmp_path / lock).touch()
    with pytest.raises(OutputError, match=r"report\.docx: is open in another program; .* delete .*" + lock[-7:]):
        check_output(tmp_path / "report.docx")
    check_output(tmp_path / "other.docx")


def test_check_output_refuses_a_folder_and_a_path_through_a_file(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is a folder: name a file in it"):
        check_output(tmp_path)
    with pytest.raises(OutputError, match=r"cannot be written: .*; name another file"):
        check_output(tmp_path / "file" / "a.docx")
