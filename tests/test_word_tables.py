"""Tables of Word and PDF documents are read as they are shown: no footnote's mark or deleted digit is in a number."""

import docx
import matplotlib.pyplot as plt
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parlib.readers.otherforms import read_other

NS = nsdecls("w")
ROWS = [["Mã", "Tên", "Điểm"], ["1", "Kế hoạch", "1,75"], ["2", "Kiểm tra", "2,5"], ["3", "Tuyên truyền", "0,5"]]


def write(path, *tables, between=""):
    """Write a document with a title above tables; return it and its tables."""
    document = docx.Document()
    document.add_paragraph("TỈNH QUẢNG NINH")
    made = []
    for rows in tables or (ROWS,):
        table = document.add_table(rows=len(rows), cols=3)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                table.cell(row, column).text = value
        made.append(table)
        document.add_paragraph(between)
    return document, made


def read(document, path):
    document.save(path / "a.docx")
    return read_other(path / "a.docx", "a.docx")


def put(cell, xml):
    """Put markup in the place of what a cell holds."""
    paragraph = cell.paragraphs[0]._p
    for run in list(cell.paragraphs[0].runs):
        paragraph.remove(run._r)
    for element in parse_xml(f"<w:p {NS}>{xml}</w:p>"):
        paragraph.append(element)


RUN = "<w:r><w:t>{}</w:t></w:r>".format
LOOK = "<w:r><w:rPr><w:{}/></w:rPr><w:t>{}</w:t></w:r>".format
SHOWN = {
    "inserted": f'<w:ins w:id="2" w:author="a">{RUN("1,75")}</w:ins>',
    "deleted beside": f'<w:del w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>{RUN("1,75")}',
    "moved here": f'<w:moveTo w:id="2" w:author="a">{RUN("1,75")}</w:moveTo>',
    "moved away": f'<w:moveFrom w:id="1" w:author="a">{RUN("9")}</w:moveFrom>{RUN("1,75")}',
    "a form field": f"<w:sdt><w:sdtContent>{RUN('1,75')}</w:sdtContent></w:sdt>",
    "computed": f'<w:fldSimple w:instr="=SUM(ABOVE)">{RUN("1,75")}</w:fldSimple>',
    "hidden beside": RUN("1,75") + LOOK("vanish", "7"),
    "a footnote's mark": RUN("1,75") + LOOK('vertAlign w:val="superscript"', "1"),
    "a style of footnotes": RUN("1,75") + '<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:t>1</w:t></w:r>',
    "in pieces": RUN("1") + RUN(",") + RUN("75"),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_cell_holds_what_word_shows(tmp_path, kind):
    document, (table,) = write(tmp_path)
    style = document.styles.add_style("Mark", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.superscript = True
    put(table.cell(1, 2), SHOWN[kind])
    assert read(document, tmp_path)[0].rows[2] == ["1", "Kế hoạch", "1,75"]


def test_no_number_is_made_of_struck_and_plain_digits(tmp_path):
    document, (table,) = write(tmp_path)
    put(table.cell(1, 2), LOOK("strike", "1") + RUN("2"))
    assert read(document, tmp_path)[0].rows[2][2] == "1 2"


def test_rows_in_a_form_field_are_read_and_deleted_ones_are_not(tmp_path):
    document, (table,) = write(tmp_path)
    row = table.rows[1]._tr
    field = parse_xml(f"<w:sdt {NS}><w:sdtContent/></w:sdt>")
    row.getparent().insert(row.getparent().index(row), field)
    field[0].append(row)
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {NS} w:id="5" w:author="a"/>'))
    assert [values[0] for values in read(document, tmp_path)[0].rows[2:]] == ["1", "3"]


def test_a_table_in_a_form_field_is_read(tmp_path):
    document, (table,) = write(tmp_path)
    field = parse_xml(f"<w:sdt {NS}><w:sdtContent/></w:sdt>")
    table._tbl.addprevious(field)
    field[0].append(table._tbl)
    assert [sheet.rows[1:] for sheet in read(document, tmp_path)] == [ROWS]


def test_a_table_that_follows_another_is_the_rest_of_it(tmp_path):
    document, _ = write(tmp_path, ROWS[:2], ROWS[2:])
    assert [sheet.rows[1:] for sheet in read(document, tmp_path)] == [ROWS]


def test_a_table_below_words_is_one_of_its_own(tmp_path):
    document, _ = write(tmp_path, ROWS[:2], ROWS[2:], between="Biểu 2")
    assert len(read(document, tmp_path)) == 2


def test_merged_blocks_are_known(tmp_path):
    document, (table,) = write(tmp_path)
    table.cell(3, 2).text = ""
    table.cell(2, 2).merge(table.cell(3, 2))
    table.cell(2, 0).merge(table.cell(2, 1))
    (sheet,) = read(document, tmp_path)
    assert sorted(sheet.merged) == [(3, 0, 3, 1), (3, 2, 4, 2)]
    assert sheet.filled == {(3, 1), (4, 2)}
    assert sheet.rows[4][2] == sheet.rows[3][2] == "2,5"


def test_a_raised_mark_in_a_pdf_is_no_digit(tmp_path):
    figure = plt.figure(figsize=(6, 2))
    for column, values in enumerate(zip(*ROWS, strict=True)):
        for row, value in enumerate(values):
            mark = "$^1$" if (row, column) == (1, 2) else ""
            figure.text(0.1 + 0.3 * column, 0.85 - 0.2 * row, value + mark, fontsize=12)
    for row in range(len(ROWS) + 1):
        figure.add_artist(plt.Line2D([0.05, 0.95], [0.95 - 0.2 * row] * 2))
    for column in range(4):
        figure.add_artist(plt.Line2D([0.05 + 0.3 * column] * 2, [0.15, 0.95]))
    figure.savefig(tmp_path / "a.pdf")
    plt.close(figure)
    assert read_other(tmp_path / "a.pdf", "a.pdf")[0].rows == ROWS
