import io
import re
import subprocess

import pytest
from docx import Document
from docx.oxml.ns import qn
from made_dossiers import make_dossier, make_shown, open_one
from made_notebooks import make_png

from parlib.files.archive import OutputError
from parlib.language.numbers import format_change, format_number
from parlib.publish.document.build import build_document, name_document
from parlib.publish.document.duty import join_actions
from parlib.publish.document.paper import Paper
from parlib.publish.document.tables import WHOLE, Grid, measure_columns
from parlib.publish.pdf import convert_to_pdf, find_libreoffice
from parlib.results.dossier import NotRunError
from parlib.results.unanswered import list_lacking
from parlib.wording.columns import format_value
from parlib.wording.titles import SIMULATED

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def read_document(content):
    return Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def dossier(executed):
    return open_one(executed, "22")


@pytest.fixture(scope="module")
def report(dossier):
    return read_document(build_document(dossier))


def list_texts(document):
    """Return every text of a document's body in order: paragraphs with their fields, and cells."""
    return ["".join(found.itertext(qn("w:t"))) for found in document.element.body.iter(qn("w:p"))]


def test_report_is_of_the_paper_and_letters_that_the_decree_asks_for(report):
    for section in report.sections:
        sides = sorted((section.page_width, section.page_height))
        assert [round(side.mm) for side in sides] == [210, 297]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    for name in ("Normal", "Words", "Heading 1", "Heading 2", "Heading 3"):
        assert report.styles[name].font.name == "Times New Roman"
        assert report.styles[name].font.size.pt in (13, 14)


def test_report_begins_with_agency_motto_number_and_date_left_to_fill_in(report):
    head = report.tables[0]
    texts = [["".join(cell._tc.itertext(qn("w:t"))) for cell in row.cells] for row in head.rows]
    assert texts[0] == [
        "UBND TỈNH QUẢNG NINHSỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc",
    ]
    assert texts[1] == ["Số: ……/BC-SNV", "Quảng Ninh, ngày …… tháng …… năm 20……"]
    fields = head._tbl.findall(f".//{qn('w:sdt')}")
    assert len(fields) == 4
    assert len(head._tbl.findall(f".//{qn('w:pBdr')}")) == 2


def test_pages_are_numbered_from_the_second_at_the_top(report):
    first = report.sections[0]
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0]._p.findall(qn("w:fldSimple")) == []
    number = first.header.paragraphs[0]
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
    assert number.alignment == 1


def test_parts_are_numbered_by_word_as_roman_arabic_and_letter(report):
    levels = report.part.numbering_part.element.findall(f"{qn('w:abstractNum')}[1]/{qn('w:lvl')}")
    kinds = [
        (level.find(qn("w:numFmt")).get(qn("w:val")), level.find(qn("w:lvlText")).get(qn("w:val"))) for level in levels
    ]
    assert kinds == [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    parts = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == "Heading 1"]
    assert parts == [
        "Kết quả chung",
        "Tổng hợp các chỉ số thành phần",
        "Phân tích từng chỉ số thành phần",
        "Điểm bị mất và nguyên nhân",
        "Các chỉ số khác",
        "Mục tiêu năm tới",
        "Nhiệm vụ, giải pháp và trách nhiệm",
        "Xếp hạng sở, ngành và địa phương",
        "Đề xuất, kiến nghị",
    ]


def test_tables_repeat_their_heads_and_never_break_a_row(report):
    tables = [table for table in report.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(tables) > 25
    for table in tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_no_small_table_is_parted_and_no_row_or_source_line_of_a_long_one_stands_alone(report):
    tables = [table._tbl for table in report.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None]
    kept = [[row.find(f".//{qn('w:keepNext')}") is not None for row in table.findall(qn("w:tr"))] for table in tables]
    assert all(all(rows) for rows in kept if len(rows) <= WHOLE + 1)
    assert any(rows == [True] * 2 + [False] * (len(rows) - 4) + [True] * 2 for rows in kept)


def test_the_signature_stands_on_the_page_of_the_last_words(report):
    body = list(report.element.body)
    foot = next(table._tbl for table in report.tables if table.rows[0].cells[0].text.startswith("Nơi nhận"))
    above = body[body.index(foot) - 2 : body.index(foot)]  # the last words, and an empty line
    assert all(paragraph.find(f".//{qn('w:keepNext')}") is not None for paragraph in above)
    assert "".join(above[0].itertext()).strip("…") == ""  # nothing but what is to be filled in


def test_an_annex_names_the_report_that_it_is_attached_to(report):
    named = [paragraph.text for paragraph in report.paragraphs if paragraph.text.startswith("(Kèm theo")]
    assert len(named) > 1
    assert all(text.startswith("(Kèm theo Báo cáo số ") and text.endswith(" của Sở Nội vụ)") for text in named)


def test_pictures_have_alt_text_and_every_caption_its_number(report, dossier):
    described = [found.get("descr") for found in report.element.body.iter(qn("wp:docPr"))]
    alts = {exhibit.alt for page in (*dossier.pages, *dossier.others) for exhibit in page.exhibits if exhibit.png}
    assert len(described) > 8
    assert set(described) <= alts
    captions = [text for text in list_texts(report) if re.match(r"(Bảng|Hình) \d+\. ", text)]
    for kind, count in (
        ("Hình", len(described)),
        ("Bảng", len([text for text in captions if text.startswith("Bảng")])),
    ):
        own = [text for text in captions if text.startswith(kind)]
        assert [int(re.search(r"\d+", text).group()) for text in own] == list(range(1, count + 1))


def read_tables(document):
    """Return every table with a head as text, without the forms that are to be filled in."""
    tables = [table._tbl for table in document.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None]
    texts = [
        [["".join(cell.itertext(qn("w:t"))) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        for table in tables
    ]
    return [rows for rows in texts if set(rows[1]) != {"……"}]


def holds_rows(exhibit, rows):
    """Return whether every row of a document's table is a row of the exhibit, under the same heads."""
    heads = [column["label"] for column in exhibit.columns]
    if not set(rows[0]) <= set(heads):
        return False
    columns = [exhibit.columns[heads.index(head)] for head in rows[0]]
    places = [heads.index(head) for head in rows[0]]
    have = [
        [
            format_value(row[place], column["kind"], exhibit.language, exhibit.decimals)
            for place, column in zip(places, columns, strict=True)
        ]
        for row in exhibit.rows
    ]
    return all(row in have for row in rows[1:])


@pytest.mark.parametrize(("province", "language", "numbers"), [("22", "vi", 500), ("77", "en", 300), ("26", "vi", 60)])
def test_every_table_equals_the_table_of_its_exhibit(executed, province, language, numbers):
    found = open_one(executed, province, language)
    exhibits = [exhibit for page in (*found.pages, *found.others) for exhibit in page.exhibits]
    tasks = [exhibit for exhibit in exhibits if exhibit.name == "actions"]
    tables = read_tables(read_document(build_document(found)))
    lacking = {row.needs for row in list_lacking((found.overview, *found.components))}
    assert {row[0] for row in tables.pop()[1:]} == lacking  # the last annex
    for rows in tables:
        whole = any(holds_rows(exhibit, rows) for exhibit in exhibits)
        # Causes and tasks of all components stand in one table each.
        joined = all(any(holds_rows(exhibit, [rows[0], row]) for exhibit in tasks) for row in rows[1:])
        assert whole or joined, rows[:3]
    assert sum(bool(DIGITS.search(cell)) for rows in tables for row in rows[1:] for cell in row) > numbers
    wrong = [tables[0][0], [cell.replace("1", "2") + "0" for cell in tables[0][1]]]
    assert not any(holds_rows(exhibit, wrong) for exhibit in exhibits)


def test_report_says_how_many_components_rose_and_fell(executed):
    found = open_one(executed, "77", "en")
    components = found.overview.find("components").table
    changes = components.loc[~components["component_code"].str.contains(r"\.|total"), "change"]
    rises, falls = (changes > 0).sum(), (changes < 0).sum()
    assert rises + falls == 8
    said = f"Compared with 2023, {rises} main components rose and {falls} fell."
    assert any(said in text for text in list_texts(read_document(build_document(found))))


def test_cells_say_the_numbers_of_the_exhibit_rounded_as_the_page_rounds_them(report, dossier):
    headline = dossier.overview.find("headline").table.iloc[0]
    first = next(table for table in report.tables if table._tbl.find(f".//{qn('w:tblHeader')}") is not None)
    cells = [cell.text for cell in first.rows[1].cells]
    assert cells[0] == format_number(headline["score"], "vi") == "47,82"
    assert cells[3:6] == ["1", "61", "2022"]
    assert cells[6:] == [format_number(headline["score_before"], "vi"), format_change(headline["change"], "vi"), "0"]


def test_report_of_a_province_without_data_says_so_and_has_no_component(executed):
    texts = list_texts(read_document(build_document(open_one(executed, "26"))))
    assert any("Nguồn không công bố số liệu của tỉnh Vĩnh Phúc về PAPI 2024" in text for text in texts)
    assert "Phân tích từng chỉ số thành phần" not in texts


def test_the_same_notebooks_give_the_same_bytes(dossier):
    for kind in ("report", "plan"):
        assert build_document(dossier, kind) == build_document(dossier, kind)


def test_plan_reads_the_tasks_of_every_component():
    columns = [
        "component_code",
        "component",
        "lost",
        "lost_to_best",
        "cause_class",
        "cause",
        "task",
        "lead_agency",
        "coordinating_agency",
        "head",
        "deadline",
        "output",
        "status",
    ]
    filled = [
        "1.1",
        "Tri thức",
        1.234,
        0.5,
        "con người",
        "=thiếu",
        "Tập huấn",
        "Sở A",
        "Sở B",
        "Ông C",
        "30/6",
        "Báo cáo",
        "đang làm",
    ]
    waiting = ["2.1", "Tiếp cận", 0.75, 0.25, *["……"] * 9]
    dossier = make_dossier(make_shown(rows=[filled], columns=columns), make_shown(rows=[waiting], columns=columns))
    assert join_actions(dossier, "tasks").rows == [
        ("1.1", "Tri thức", "0,50", *filled[6:]),
        ("2.1", "Tiếp cận", "0,25", *["……"] * 7),
    ]
    document = read_document(build_document(dossier, "plan"))
    head = "".join(document.tables[0]._tbl.itertext(qn("w:t")))
    assert head.startswith("ỦY BAN NHÂN DÂNTỈNH BÀ RỊA - VŨNG TÀU")
    texts = list_texts(document)
    assert {"=thiếu", "Tập huấn", "Ông C"} <= set(texts)


@pytest.mark.parametrize(("lost", "known"), [(0.0, True), (17.75, False), (None, False)])
def test_plan_says_that_nothing_was_lost_only_where_that_is_known(lost, known):
    """Of the whole 17.75 points are gone and no part is known: there is a loss, and nobody can say where."""
    told = [] if lost is None else [make_shown("losses", rows=[[lost]], columns=["lost"])]
    pages = told or [make_shown("headline")]
    texts = list_texts(read_document(build_document(make_dossier(*pages), "plan")))
    assert ("Không có điểm mất nào để giao nhiệm vụ." in texts) is known
    assert ("Chưa có bảng điểm theo từng chỉ số thành phần để giao nhiệm vụ khắc phục." in texts) is not known


def test_simulated_figures_are_named_on_every_page_and_in_the_caption():
    shown = make_shown("largest", [["1", "Một", 1.5]], ["component_code", "component", "lost"], simulated=True)
    dossier = make_dossier(shown, simulated=True)
    document = read_document(build_document(dossier, "plan"))
    headers = (document.sections[0].header, document.sections[0].first_page_header)
    assert all(SIMULATED in "".join(header._element.itertext(qn("w:t"))) for header in headers)
    assert all(section.header.is_linked_to_previous for section in list(document.sections)[1:])
    plain = read_document(build_document(make_dossier(), "plan"))
    assert SIMULATED not in "".join(plain.sections[0].header._element.itertext(qn("w:t")))
    paper = Paper("vi", True, "tỉnh A")
    paper.add_exhibit(shown, ["component_code", "lost"])
    assert f"Bảng 1. Điểm mất nhiều nhất ({SIMULATED})" in list_texts(paper.document)


def test_every_exhibit_of_the_pages_carries_a_title_that_a_sheet_can_carry(dossier):
    titles = [title for page in (*dossier.pages, *dossier.others) for title in page.titles.values()]
    assert len(titles) > 50
    assert all(0 < len(title) <= 27 for title in titles)


def test_add_exhibit_says_a_note_once():
    paper = Paper("vi", False, "tỉnh A")
    for _ in range(2):
        paper.add_exhibit(make_shown("history", png=make_png(), alt="Hình xám", note="Chỉ để thử"))
    texts = list_texts(paper.document)
    assert [text for text in texts if "Chỉ để thử" in text] == ["Ghi chú: Chỉ để thử Nguồn: Dựng để thử"]
    assert texts.count("Nguồn: Dựng để thử") == 1


def test_measure_columns_keeps_words_whole_until_letters_are_too_small():
    long = Grid(["Chỉ số thành phần", *["Thay đổi"] * 12], [["Công khai", *["+12.345,67"] * 12]], [False] + [True] * 12)
    size, widths = measure_columns(long, 165)
    assert size < 11
    assert sum(widths) == pytest.approx(165)
    wide = Grid(["Tên", "Địa chỉ"], [["Nguồn", "https://" + "a" * 200]], [False, False])
    assert measure_columns(wide, 165)[1][0] > 15


def test_name_document_says_index_year_and_kind(dossier):
    assert name_document(dossier, "plan") == "papi-2024-ke-hoach-khac-phuc.docx"
    with pytest.raises(ValueError, match="document 'deck' is not known: choose one of report, plan"):
        name_document(dossier, "deck")


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("province", "language"), [("77", "en"), ("22", "vi")])
def test_pages_in_pdf_hold_every_part_within_the_margins(executed, tmp_path, province, language):
    path = tmp_path / "report.docx"
    path.write_bytes(build_document(open_one(executed, province, language)))
    pdf = convert_to_pdf([path])[0]
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = re.split(r"<page ", boxes)[1:]
    assert len(pages) > 10
    for page in pages:
        width = float(re.search(r'width="([\d.]+)"', page).group(1))
        words = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)<', page)
        # Bold words may lean out of a right-aligned cell by less than the room beside it.
        assert [word for left, right, word in words if float(left) < 84 or float(right) > width - 40] == []


def test_document_command_writes_names_and_refuses(executed, tmp_path, home, capsys, monkeypatch):
    from parlib.cli import document as command

    settings = {"index": "papi", "home": home, "reports": executed}
    command.document(province="22", kind="plan", output=tmp_path / "plan.docx", **settings)
    assert "plan.docx" in capsys.readouterr().out
    before = (tmp_path / "plan.docx").read_bytes()
    (tmp_path / ".~lock.plan.docx#").touch()
    with pytest.raises(OutputError, match=r"plan\.docx: is open in another program"):
        command.document(province="22", kind="plan", output=tmp_path / "plan.docx", **settings)
    assert (tmp_path / "plan.docx").read_bytes() == before
    command.document(province="all", kind="plan", output=tmp_path / "all", **settings)
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [
        "22-quang-ninh-papi-2024-ke-hoach-khac-phuc.docx",
        "26-vinh-phuc-papi-2024-ke-hoach-khac-phuc.docx",
    ]
    assert "61 of 63 provinces were not run" in capsys.readouterr().out
    with pytest.raises(NotRunError, match=rf"parlib report --index papi --year 2024 .* --output {executed}$"):
        command.document(province="01", **settings)
