"""Kinds of hand edit in Word and PowerPoint: each is kept, each figure that changed is right or listed."""

import copy
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.ns import qn as w
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from made_notebooks import make_png
from made_partial import HOME, YEAR, make_base, make_shape
from pptx import Presentation
from pptx.dml.color import RGBColor as Colour
from pptx.oxml.ns import qn as d
from pptx.util import Emu
from test_conference import run_pack

from parlib.living.write import write_living
from parlib.publish.lead.build import LeadRequest, build_lead
from parlib.publish.pack.build import DRAFTS, PAGES, open_occasion
from parlib.publish.pack.keep import stamp_archive
from parlib.publish.pack.papers import build_draft
from parlib.publish.pack.report import build_whole_report
from parlib.publish.pdf import find_libreoffice

CHANGED = {82.05: 83.16, 5.2: 5.31, 10.78: 10.89}
"""Figures that are mended: the score, what one reason and what one agency lost."""

SAID = {f"{was:.2f}".replace(".", ","): f"{now:.2f}".replace(".", ",") for was, now in CHANGED.items()}


def change_page(page):
    """Return a page as it would be if the figures were others: in its tables, and in what it says."""

    def change(exhibit):
        rows = [[CHANGED.get(v, v) if isinstance(v, float) else v for v in row] for row in exhibit.rows]
        said = {"finding": exhibit.finding, "alt": exhibit.alt}
        for was, now in SAID.items():
            said = {name: text.replace(was, now) for name, text in said.items()}
        return replace(exhibit, rows=rows, **said)

    return replace(page, exhibits=tuple(map(change, page.exhibits)))


def change_occasion(occasion):
    """Return an occasion in which the figures are others."""

    def change(dossier):
        pages = {
            name: page and change_page(page) for name in ("overview", "sheet") for page in [getattr(dossier, name)]
        }
        return replace(dossier, components=tuple(map(change_page, dossier.components)), **pages)

    return replace(occasion, dossiers=tuple(map(change, occasion.dossiers)))


def make_products(request, occasion, stamp):
    """Return the report, the opening and the deck for leaders."""
    opening = build_draft(DRAFTS["opening"][0](occasion), occasion)
    lead = build_lead(occasion, LeadRequest(request.folder / PAGES)).content
    made = {"report.docx": build_whole_report(occasion), "opening.docx": opening, "lead.pptx": lead}
    return {name: stamp_archive(content, stamp) for name, content in made.items()}


@pytest.fixture(scope="module")
def products(tmp_path_factory):
    """Return products of a province's own scoreboard, and the same after three figures were mended."""
    place, _ = make_shape(tmp_path_factory.mktemp("own"), make_base(tmp_path_factory.mktemp("base")), "one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(place))
        request = run_pack(tmp_path_factory.mktemp("pack"), place, HOME, YEAR)
        occasion, _ = open_occasion(request)
        yield make_products(request, occasion, "old"), make_products(request, change_occasion(occasion), "new")


# --- Word, as a person would do it -----------------------------------------------------------------------------------


def read(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(w("w:t")))


def find(document, words):
    """Return the first paragraph that holds *words*, as Word shows it."""
    return next(one for one in document.element.body.iter(w("w:p")) if words in read(one))


def find_block(element):
    """Return what a person picks up with a paragraph: its content control, where it has one."""
    parent = element.getparent()
    return parent.getparent() if parent.tag == w("w:sdtContent") else element


def say_own(document, words, after, how=None):
    """Write a paragraph of one's own behind one that is there."""
    anchor = find(document, after)
    made = copy.deepcopy(anchor)
    for text in list(made.iter(w("w:t"))):
        text.text = ""
    Paragraph(made, document._body).add_run(words)
    (find_block(anchor) if how != "inside" else anchor).addnext(made)


def set_words(paragraph, words):
    """Type over a paragraph."""
    first, *others = list(paragraph.iter(w("w:t")))
    first.text = words
    for text in others:
        text.text = ""


def fill_fields(document):
    for text in find(document, "PAR INDEX: đạt từ").iter(w("w:t")):
        text.text = text.text.replace("……", "90,00" if "90,00" not in read(find(document, "đạt từ")) else "năm")


def bold_figure(document):
    """Give the score, and only it, a colour and weight of one's own."""
    paragraph = Paragraph(find(document, "- Quảng Ninh đạt 82,05"), document._body)
    run = paragraph.runs[0]
    before, after = run.text.split("82,05")
    run.text = before
    for text in ("82,05", after):
        added = copy.deepcopy(run._r)
        paragraph._p.append(added)
        Run(added, paragraph).text = text
    paragraph.runs[1].bold, paragraph.runs[1].font.color.rgb = True, RGBColor(0xC0, 0, 0)


def move_block(document):
    block = find_block(find(document, "- Quảng Ninh đạt"))
    find_block(find(document, "Nội dung đề nghị thảo luận")).addnext(block)


def fill_cell(document, words, cell, text):
    row = next(one for one in document.element.body.iter(w("w:tr")) if words in read(one))
    set_words(row.findall(w("w:tc"))[cell], text)


def add_row(document):
    row = next(
        one for one in document.element.body.iter(w("w:tr")) if "Sở Nội vụ" in read(one) and "10,78" in read(one)
    )
    added = copy.deepcopy(row)
    for number, cell in enumerate(added.findall(w("w:tc"))):
        set_words(cell, "Công an tỉnh (bổ sung)" if number == 0 else "1")
    row.addnext(added)


def add_comment(document):
    runs = find(document, "Lý do mất nhiều điểm nhất").findall(w("w:r"))
    document.add_comment([Run(run, document._body) for run in runs], "Cần rà lại", author="Giám đốc Sở", initials="GĐ")


def add_picture(document):
    document.add_paragraph("Ảnh hội nghị")
    document.add_picture(io.BytesIO(make_png()), width=Mm(40))


def add_table(document):
    document.add_table(2, 2).cell(0, 0).text = "Bảng của tôi"


def words_of(path):
    return "\n".join(read(one) for one in Document(path).element.body.iter(w("w:p")))


def has(*words):
    """Return a check that all these words stand in the file, in this order."""

    def check(path, text, looks):
        places = [text.find(one) for one in words]
        assert -1 not in places, (words, text[:3000])
        assert places == sorted(places)

    return check


def listed(words, was):
    """Return a check that kept words are listed with a figure that changed, and marked in the file."""

    def check(path, text, looks):
        assert words in text
        assert any((was, SAID[was]) in look.pairs for look in looks), looks
        notes = "\n".join(one.text for one in Document(path).comments) if path.suffix == ".docx" else read_notes(path)
        assert f"{was} nay là {SAID[was]}" in notes

    return check


def is_deleted(path, text, looks):
    assert "Vướng mắc về cơ chế" not in text


def is_bold(path, text, looks):
    document = Document(path)
    run = next(run for run in find(document, "- Quảng Ninh đạt").iter(w("w:r")) if "83,16" in read(run))
    assert Run(run, None).bold
    assert Run(run, None).font.color.rgb == RGBColor(0xC0, 0, 0)


def has_comment(path, text, looks):
    assert [one.text for one in Document(path).comments if one.author == "Giám đốc Sở"] == ["Cần rà lại"]
    assert "5,31 điểm" in text


def has_picture(path, text, looks):
    assert "Ảnh hội nghị" in text
    assert make_png() in [part.blob for part in Document(path).part.related_parts.values() if "image" in part.partname]


def split_sentence(document):
    """Press Enter in the middle of a sentence with a figure."""
    first = find(document, "- Quảng Ninh đạt 82,05")
    second, words = copy.deepcopy(first), read(first)
    set_words(first, words[:11])
    set_words(second, words[11:])
    find_block(first).addnext(second)


def insert_tracked(document):
    words = "<w:r><w:t xml:space='preserve'> (đề nghị bổ sung)</w:t></w:r>"
    inserted = f"<w:ins {nsdecls('w')} w:id='991' w:author='Chi' w:date='2026-01-01T00:00:00Z'>{words}</w:ins>"
    find(document, "Kính thưa").append(parse_xml(inserted))


def add_link(document):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    number = document.part.relate_to("https://example.vn", kind, is_external=True)
    link = f"<w:hyperlink {nsdecls('w', 'r')} r:id='{number}'><w:r><w:t> xem cổng tỉnh</w:t></w:r></w:hyperlink>"
    find(document, "Kính thưa").append(parse_xml(link))


def set_paper(document):
    document.sections[0].left_margin = Mm(41)
    document.sections[0].header.paragraphs[0].add_run("Đầu trang của tôi")


def has_paper(path, text, looks):
    section = Document(path).sections[0]
    assert round(section.left_margin.mm) == 41
    assert "Đầu trang của tôi" in section.header.paragraphs[0].text


OPENING = "opening.docx"
REPORT = "report.docx"

WORD = {
    "fields filled in": (REPORT, fill_fields, has("đạt từ 90,00 trở lên")),
    "own paragraph": (
        OPENING,
        lambda o: say_own(o, "Ý kiến của tôi", "- Quảng Ninh đạt"),
        has("83,16", "Ý kiến của tôi"),
    ),
    "own paragraph typed inside a control": (
        OPENING,
        lambda o: say_own(o, "Ý kiến của tôi", "- Quảng Ninh đạt", "inside"),
        has("83,16", "Ý kiến của tôi", "Tồn tại"),
    ),
    "sentence with a figure mended": (
        OPENING,
        lambda o: set_words(find(o, "- Quảng Ninh đạt"), "- Tỉnh nhà đạt 82,05 điểm, rất phấn khởi."),
        listed("- Tỉnh nhà đạt 82,05 điểm, rất phấn khởi.", "82,05"),
    ),
    "heading mended": (
        OPENING,
        lambda o: set_words(find(o, "Tồn tại, hạn chế"), "Hạn chế, nguyên nhân chủ yếu"),
        has("83,16", "Hạn chế, nguyên nhân chủ yếu"),
    ),
    "paragraph deleted": (
        OPENING,
        lambda o: (b := find_block(find(o, "Vướng mắc về cơ chế"))).getparent().remove(b),
        is_deleted,
    ),
    "paragraph moved": (OPENING, move_block, has("thảo luận", "83,16")),
    "figure made bold and red": (OPENING, bold_figure, is_bold),
    "cell mended": (
        REPORT,
        lambda o: fill_cell(o, "Kết quả điều tra thấp18", 0, "Điều tra thấp, do khách quan"),
        has("Điều tra thấp, do khách quan\n18\n5,31"),
    ),
    "own row": (REPORT, add_row, has("10,89", "Công an tỉnh (bổ sung)")),
    "comment of a reader": (OPENING, add_comment, has_comment),
    "own picture": (OPENING, add_picture, has_picture),
    "own table": (OPENING, add_table, has("83,16", "Bảng của tôi")),
    "sentence split in two": (OPENING, split_sentence, has("Quảng Ninh")),
    "words inserted as a tracked change": (OPENING, insert_tracked, has("(đề nghị bổ sung)", "83,16")),
    "link added": (OPENING, add_link, has("xem cổng tỉnh", "83,16")),
    "margins and header of one's own": (REPORT, set_paper, has_paper),
    "own words that quote a figure": (
        OPENING,
        lambda o: say_own(o, "Như đã nói, 82,05 điểm là cao.", "Kính thưa"),
        listed("Như đã nói, 82,05 điểm là cao.", "82,05"),
    ),
}


# --- PowerPoint ------------------------------------------------------------------------------------------------------


def slide_of(deck, key):
    """Return a slide by a word of its first title, as a person finds it."""
    return next(one for one in deck.slides if key in slide_words(one))


def slide_words(slide):
    return "\n".join(text.text or "" for text in slide._element.iter(d("a:t")))


def read_notes(path):
    deck = Presentation(path)
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide)


def set_title(deck, key, words):
    slide_of(deck, key).shapes.title.text_frame.paragraphs[0].runs[0].text = words


def own_slide(deck):
    slide = deck.slides.add_slide(deck.slide_layouts[-1])
    slide.shapes.add_textbox(Emu(0), Emu(0), Emu(3000000), Emu(900000)).text_frame.text = "Trang của tôi"
    numbers = deck.slides._sldIdLst
    numbers.insert(2, list(numbers)[-1])


def move_slide(deck):
    numbers = deck.slides._sldIdLst
    numbers.append(list(numbers)[1])


def delete_slide(deck):
    number = next(n for n, one in enumerate(deck.slides) if "thẩm định thấp hơn" in slide_words(one))
    entry = list(deck.slides._sldIdLst)[number]
    deck.part.drop_rel(entry.rId)
    deck.slides._sldIdLst.remove(entry)


def chart_of(deck, key):
    return next(shape for shape in slide_of(deck, key).shapes if shape.has_chart)


def paint_chart(deck):
    shape = chart_of(deck, "Lý do mất nhiều")
    fill = shape.chart.plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = Colour(0x12, 0x34, 0x56)
    shape.chart.has_title = True
    shape.chart.chart_title.text_frame.text = "Tựa của tôi"
    shape.left = Emu(shape.left + 90000)


def is_painted(path, text, looks):
    shape = chart_of(Presentation(path), "Lý do mất nhiều")
    series = shape.chart.plots[0].series[0]
    assert series.format.fill.fore_color.rgb == Colour(0x12, 0x34, 0x56)
    assert shape.chart.chart_title.text_frame.text == "Tựa của tôi"
    assert 5.31 in list(series.values)
    assert 5.2 not in list(series.values)
    with zipfile.ZipFile(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)) as book:
        assert "5.31" in book.read("xl/worksheets/sheet1.xml").decode()


def type_comment(deck):
    box = next(one for one in slide_of(deck, "Lý do mất nhiều").shapes if one.name.startswith("parlib:"))
    box.text_frame.text = "Sở Nội vụ: do mẫu phiếu"


def mend_cell(deck):
    table = next(shape for shape in slide_of(deck, "8 nội dung").shapes if shape.has_table).table
    table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "Chậm ban hành"


def move_tiles(deck):
    shape = next(one for one in slide_of(deck, "trên 100,00").shapes if one.name == "figures")
    shape.left, shape.top = Emu(777600), Emu(1777320)


def is_moved(path, text, looks):
    shape = next(one for one in slide_of(Presentation(path), "trên 100,00").shapes if one.name == "figures")
    assert (shape.left, shape.top) == (777600, 1777320)
    assert "83,16" in "".join(one.text for one in shape._element.iter(d("a:t")))


def order_of(path):
    return [slide_words(slide).split("\n")[0] for slide in Presentation(path).slides]


def is_last(path, text, looks):
    assert "83,16" in order_of(path)[-1]


def is_third(path, text, looks):
    assert order_of(path)[2] == "Trang của tôi"
    assert len(order_of(path)) == 8


def is_gone(path, text, looks):
    assert "thẩm định thấp hơn" not in text


def write_note(deck):
    slide_of(deck, "trên 100,00").notes_slide.notes_text_frame.add_paragraph().text = "Nói chậm ở trang này"


def has_note(path, text, looks):
    assert "Nói chậm ở trang này" in read_notes(path)
    assert "83,16" in read_notes(path)
    assert "82,05" not in read_notes(path)


def add_box(deck):
    box = slide_of(deck, "trên 100,00").shapes.add_textbox(Emu(0), Emu(0), Emu(2000000), Emu(400000))
    box.text_frame.text = "Chữ của tôi"


def hide_slide(deck):
    deck.slides[4]._element.set("show", "0")


def is_hidden(path, text, looks):
    assert [slide._element.get("show") for slide in Presentation(path).slides].count("0") == 1


def group_shapes(deck):
    slide = slide_of(deck, "trên 100,00")
    free = [shape for shape in slide.shapes if not shape.is_placeholder and not shape.has_chart]
    slide.shapes.add_group_shape(free[:2]).name = "Nhóm của tôi"


def is_grouped(path, text, looks):
    assert [s.name for slide in Presentation(path).slides for s in slide.shapes].count("Nhóm của tôi") == 1


def put_picture(deck):
    """Put a picture in the place of a chart."""
    slide = next(slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes))
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    slide.shapes.add_picture(io.BytesIO(make_png()), chart.left, chart.top, chart.width).name = "Ảnh của tôi"
    chart._element.getparent().remove(chart._element)


def is_pictured(path, text, looks):
    (slide,) = [one for one in Presentation(path).slides if any(s.name == "Ảnh của tôi" for s in one.shapes)]
    assert not any(shape.has_chart for shape in slide.shapes)


LEAD = "lead.pptx"

POWERPOINT = {
    "title mended": (
        LEAD,
        lambda o: set_title(o, "trên 100,00", "Tỉnh nhà đạt 82,05 điểm"),
        listed("Tỉnh nhà đạt 82,05 điểm", "82,05"),
    ),
    "line in the notes": (LEAD, write_note, has_note),
    "own slide": (LEAD, own_slide, is_third),
    "slide moved": (LEAD, move_slide, is_last),
    "slide deleted": (LEAD, delete_slide, is_gone),
    "chart painted, titled, moved": (LEAD, paint_chart, is_painted),
    "drawing moved": (LEAD, move_tiles, is_moved),
    "comment box": (LEAD, type_comment, has("5,31", "Sở Nội vụ: do mẫu phiếu")),
    "cell of a slide mended": (LEAD, mend_cell, has("Chậm ban hành")),
    "slide hidden": (LEAD, hide_slide, is_hidden),
    "shapes grouped": (LEAD, group_shapes, is_grouped),
    "picture in the place of a chart": (LEAD, put_picture, is_pictured),
    "own text box": (LEAD, add_box, has("83,16", "Chữ của tôi")),
}


def save_through_libreoffice(path):
    """Open and save a file in LibreOffice."""
    out = path.parent / "out"
    office = find_libreoffice()
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    asked = [str(office), profile, "--headless", "--convert-to", path.suffix[1:], "--outdir", str(out), str(path)]
    subprocess.run(asked, check=True, capture_output=True, timeout=240)
    shutil.copy(out / path.name, path)


OPEN = {".docx": Document, ".pptx": Presentation}


def regenerate(products, folder, kind, edit, office=False):
    """Write a product, edit it, write it again with its new figures; return what came of it and all its words."""
    path = folder / kind
    write_living(products[0][kind], path, "vi")
    opened = OPEN[path.suffix](path)
    edit(opened)
    opened.save(path)
    if office:
        save_through_libreoffice(path)
    edited = path.read_bytes()
    written = write_living(products[1][kind], path, "vi")
    assert written.state == "merged"
    assert written.copy.read_bytes() == edited
    return written, read_all(path)


def read_all(path):
    if path.suffix == ".docx":
        return words_of(path)
    deck = Presentation(path)
    charts = [
        str(list(series.values))
        for slide in deck.slides
        for s in slide.shapes
        if s.has_chart
        for series in s.chart.plots[0].series
    ]
    return "\n".join([*(slide_words(slide) for slide in deck.slides), *charts, *(v.replace(".", ",") for v in charts)])


def check_figures(products, kind, written, text):
    """Hold that every figure that changed is the new one everywhere, or is listed where it is not."""
    told = "\n".join(look.passage for look in written.looks)
    new = written.path.with_name(f"new{written.path.suffix}")
    write_living(products[1][kind], new, "vi")
    right = read_all(new)
    for was in SAID:
        stands, may, said = (len(re.findall(rf"(?<!\d){was}(?!\d)", words)) for words in (text, right, told))
        assert stands <= may + said, (was, written.looks)
    assert OPEN[written.path.suffix](written.path).core_properties.identifier == "new"
    listed = written.listed.read_text(encoding="utf-8-sig") if written.listed else ""
    assert all(look.passage in listed for look in written.looks)


@pytest.mark.parametrize("name", [*WORD, *POWERPOINT])
def test_an_edit_is_kept_and_each_changed_figure_is_right_or_listed(products, tmp_path, name):
    kind, edit, check = (WORD | POWERPOINT)[name]
    written, text = regenerate(products, tmp_path, kind, edit)
    check(written.path, text, written.looks)
    check_figures(products, kind, written, text)
    first = written.path.read_bytes()
    again = write_living(products[1][kind], written.path, "vi")  # nothing new: nothing happens
    assert (again.state, written.path.read_bytes()) == ("left", first)
    assert [look.passage for look in again.looks] == [look.passage for look in written.looks]


needs_office = pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")

THROUGH_OFFICE = (
    "fields filled in",
    "own paragraph",
    "sentence with a figure mended",
    "figure made bold and red",
    "sentence split in two",
    "words inserted as a tracked change",
    "slide hidden",
    "comment of a reader",
    "title mended",
    "own slide",
    "slide deleted",
    "chart painted, titled, moved",
    "own text box",
)


@needs_office
@pytest.mark.parametrize(
    "name", [*THROUGH_OFFICE[:2], *(pytest.param(name, marks=pytest.mark.exhaustive) for name in THROUGH_OFFICE[2:])]
)
def test_an_edit_saved_by_libreoffice_is_kept(products, tmp_path, name):
    kind, edit, check = (WORD | POWERPOINT)[name]
    written, text = regenerate(products, tmp_path, kind, edit, office=True)
    check(written.path, text, written.looks)
    check_figures(products, kind, written, text)


@pytest.mark.parametrize("kind", [REPORT, OPENING, LEAD])
def test_a_file_that_nobody_touched_is_renewed_whole_and_the_same_twice(products, tmp_path, kind):
    path, other = tmp_path / kind, tmp_path / f"other{kind}"
    assert write_living(products[0][kind], path, "vi").state == "new"
    written = write_living(products[1][kind], path, "vi")
    assert (written.state, written.copy, written.looks) == ("renewed", None, ())
    write_living(products[1][kind], other, "vi")
    assert path.read_bytes() == other.read_bytes()
    assert write_living(products[1][kind], path, "vi").state == "left"


@pytest.mark.parametrize("kind", [OPENING, LEAD])
def test_a_file_without_marks_a_foreign_and_a_torn_one_are_set_aside(products, tmp_path, kind):
    path = tmp_path / kind
    foreign = io.BytesIO()
    (Document if kind == OPENING else Presentation)().save(foreign)
    for there in (products[0][kind], foreign.getvalue(), b"PK torn"):
        path.write_bytes(there)
        written = write_living(products[1][kind], path, "vi")
        assert written.state == "aside"
        assert written.copy.read_bytes() == there
        assert "83,16" in read_all(path)


def test_a_file_with_edits_is_left_where_nothing_is_new(products, tmp_path):
    path = tmp_path / OPENING
    write_living(products[0][OPENING], path, "vi")
    document = Document(path)
    WORD["heading mended"][1](document)
    document.save(path)
    edited = path.read_bytes()
    written = write_living(products[0][OPENING], path, "vi")
    assert (written.state, written.copy, path.read_bytes()) == ("left", None, edited)


def test_what_is_made_is_marked_in_the_file(products, tmp_path):
    write_living(products[0][OPENING], tmp_path / OPENING, "vi")
    write_living(products[0][LEAD], tmp_path / LEAD, "vi")
    tags = [tag.get(w("w:val")) for tag in Document(tmp_path / OPENING).element.body.iter(w("w:tag"))]
    assert tags == [f"parlib:p{number}" for number in range(1, len(tags) + 1)]
    assert len(tags) > 10
    for slide in Presentation(tmp_path / LEAD).slides:
        (tag,) = [r.target_part.blob.decode() for r in slide.part.rels.values() if r.reltype.endswith("/tags")]
        assert slide._element.cSld.get("name").removeprefix("parlib:") in tag
    for kind in (OPENING, LEAD):
        with zipfile.ZipFile(tmp_path / kind) as archive:
            assert "urn:parlib:living:1" in archive.read("customXml/parlib.xml").decode()


def test_a_kept_figure_is_told_until_somebody_mends_it(products, tmp_path):
    kind, edit, _ = WORD["sentence with a figure mended"]
    written, _ = regenerate(products, tmp_path, kind, edit)
    document = Document(written.path)
    set_words(find(document, "- Tỉnh nhà đạt"), "- Tỉnh nhà đạt 83,16 điểm, rất phấn khởi.")
    document.save(written.path)
    mended = write_living(products[1][kind], written.path, "vi")
    assert mended.looks == []
    assert not written.listed.exists()
    assert "83,16 điểm, rất phấn khởi" in words_of(written.path)
    assert len(Document(written.path).comments) == 0


def test_a_slide_that_is_new_is_added_and_one_that_is_no_more_goes_unless_it_was_edited(products, tmp_path):
    path, fewer = tmp_path / LEAD, io.BytesIO()
    deck = Presentation(io.BytesIO(products[0][LEAD]))
    delete_slide(deck)
    deck.save(fewer)
    write_living(fewer.getvalue(), path, "vi")
    opened = Presentation(path)
    add_box(opened)
    opened.save(path)
    write_living(products[1][LEAD], path, "vi")
    assert "thẩm định thấp hơn" in order_of(path)[-1]
    assert len(order_of(path)) == 7
    opened = Presentation(path)
    type_comment(opened)
    opened.save(path)
    written = write_living(fewer.getvalue(), path, "vi")
    assert len(order_of(path)) == 6
    assert "Sở Nội vụ: do mẫu phiếu" in read_all(path)
    assert "Chữ của tôi" in read_all(path)
    assert written.looks == []


@pytest.mark.parametrize("kind", [REPORT, OPENING])
def test_a_merge_gives_what_would_be_made_anew_and_what_people_added(products, tmp_path, kind):
    """Even another paper altogether comes out as it is made, in its order, behind what was added by hand."""
    path, other = tmp_path / kind, {REPORT: OPENING, OPENING: REPORT}[kind]
    write_living(products[0][kind], path, "vi")
    document = Document(path)
    document.add_paragraph("Chữ của tôi")
    document.save(path)
    for made in (products[1][kind], products[1][other]):
        write_living(made, path, "vi")
        write_living(made, tmp_path / "new.docx", "vi")
        mine = [line for line in words_of(path).split("\n") if line != "Chữ của tôi"]
        assert mine == words_of(tmp_path / "new.docx").split("\n")
        assert "Chữ của tôi" in words_of(path)
