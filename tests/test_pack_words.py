"""What papers of a conference say where tasks are set, and where only fields or only factors have figures."""

from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from docx.oxml.ns import qn
from made_partial import HOME, YEAR, make_base, make_one_index, make_shape
from made_registers import fill_in
from pptx import Presentation
from test_conference import make_pack
from walked import list_paragraphs

from parlib.clean.run import clean_raw
from parlib.forms.register import take_in_register
from parlib.publish.document import report
from parlib.publish.document.build import name_agency
from parlib.publish.document.head import write_head
from parlib.publish.document.paper import Paper
from parlib.publish.lead.lost import plan_tasks
from parlib.publish.lead.words import ALL_TASKS
from parlib.publish.outline.boxes import Box
from parlib.publish.pack.build import DRAFTS, open_occasion
from parlib.publish.pack.draft import Listing
from parlib.publish.pack.report import summarise
from parlib.publish.pack.speeches import count_told
from parlib.publish.workbook.people import NAMES
from parlib.publish.workbook.sheets import make_unique
from parlib.questions.facts import write_printed
from parlib.questions.phrases import note_minimum
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.results.unanswered import list_lacking
from parlib.subject import open_subject
from parlib.wording.letters import name_place
from parlib.wording.sources import say_source
from parlib.wording.titles import LONGEST_NAME, mark_sheet

PLAN = "Chưa có bảng điểm theo từng chỉ số thành phần để giao nhiệm vụ khắc phục."


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def tasked(base, tmp_path_factory):
    """Return the pack of one province's own scoreboard with tasks: done, late, dropped, two on one loss."""
    place, _ = make_shape(tmp_path_factory.mktemp("tasked"), base, "one")
    raw = place / "data" / "raw"
    asked = {"lost": 1.0, "lead_agency": "Sở Nội vụ", "deadline": "30/09/2026"}
    book = fill_in(
        place / "so.xlsx",
        asked | {"component": "5.1.1", "task": "Bố trí đủ người", "status": "hoàn thành"},
        asked | {"component": "5.1.1", "task": "Tập huấn", "status": "đang làm", "deadline": "31/12/2027"},
        asked | {"component": "5.3.1", "task": "Rà soát", "status": "dừng"},
        holdings=[("5", "Sở Nội vụ")],
        year=YEAR,
        index="par_index",
    )
    take_in_register(raw, book)
    clean_raw(raw, place / "data" / "processed")
    return make_pack(tmp_path_factory.mktemp("pack"), place, HOME, YEAR)


@pytest.fixture(scope="module")
def fields(base, tmp_path_factory):
    """Return the pack of a home in which fields alone have figures."""
    place, _ = make_shape(tmp_path_factory.mktemp("fields"), base, "fields")
    return make_pack(tmp_path_factory.mktemp("pack"), place, HOME, YEAR)


def find_product(pack, begins):
    request, built = pack
    [name] = [one.name for one in built.products if Path(one.name).name.startswith(begins)]
    return request.folder / name


def test_every_task_stands_on_slide_outline_and_workbook_with_how_far_it_is(tasked):
    occasion, _ = open_occasion(tasked[0])
    assert [(task.read("task"), task.read("status")) for task in occasion.tasks] == [
        ("Bố trí đủ người", "hoàn thành"),
        ("Tập huấn", "đang làm"),
        ("Rà soát", "dừng"),
    ]
    [slide] = plan_tasks(occasion, Box(42, 106, 876, 330))
    assert str(slide.titles[0]).startswith("Đã giao 3 nhiệm vụ")
    assert [str(row[-1]) for row in slide.rows.cells] == ["hoàn thành", "đang làm", "dừng"]
    tables = [block for block in DRAFTS["outlines"][0](occasion).blocks if isinstance(block, Listing)]
    [told] = [table for table in tables if table.title.startswith("Nhiệm vụ")]
    assert [str(row[-1]) for row in told.rows] == ["hoàn thành", "đang làm", "dừng"]
    book = openpyxl.load_workbook(find_product(tasked, "bang-so-lieu"))
    [sheet] = [sheet for sheet in book if sheet.title.startswith("Nhiệm vụ")]
    assert sum(row[0] in ("5.1.1", "5.3.1") for row in sheet.iter_rows(values_only=True)) == 3


def test_that_all_tasks_have_heads_and_deadlines_is_said_only_where_they_have():
    assert "thời hạn" not in str(ALL_TASKS)


def test_notes_of_a_slide_do_not_explain_dots_that_it_does_not_have(tasked):
    deck = Presentation(find_product(tasked, "trinh-chieu"))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert any("giao nhiệm vụ" in text for text in notes)
    assert not any("……" in text for text in notes)


def test_losses_of_fields_stand_in_plan_outlines_and_report(fields):
    assert PLAN not in list_paragraphs(find_product(fields, "par_index-2025-ke-hoach"))
    occasion, _ = open_occasion(fields[0])
    assert len(occasion.losses) == 8
    assert occasion.by_agency  # the answer names them, so it is not said that no document does
    said = [str(text) for text in DRAFTS["outlines"][0](occasion).texts()]
    assert not any(text.startswith("Chưa có tài liệu ghi cơ quan") for text in said)
    assert [line for line in summarise(occasion) if line.startswith("Thứ hạng – ")] == []  # told in the first line


@pytest.mark.parametrize("shape", ["ranks"])
def test_a_plan_says_once_that_no_losses_are_known(shape, tmp_path):
    pack = make_pack(tmp_path / "pack", make_one_index(tmp_path / shape, shape), HOME, 2024)
    assert list_paragraphs(find_product(pack, "par_index-2024-ke-hoach")).count(PLAN) == 1


def test_a_report_on_satisfaction_alone_has_no_points_lost_and_one_table_of_its_parts(tmp_path):
    pack = make_pack(tmp_path / "pack", make_one_index(tmp_path / "factors", "factors"), HOME, 2019)
    told = list_paragraphs(find_product(pack, "bao-cao"))
    assert any(text.startswith("Nội dung người dân chưa hài lòng") for text in told)
    assert not any("mất điểm" in text for text in told)
    assert sum("Bảng chỉ số thành phần" in text for text in told) == 2  # the second is the annex
    book = openpyxl.load_workbook(find_product(pack, "bang-so-lieu"))
    assert "Chưa hài lòng" in book.sheetnames
    assert "SIPAS" not in book.sheetnames


def test_speeches_leave_out_no_loss_that_is_level_with_one_they_name():
    assert count_told([1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2], 10) == 7
    assert count_told([1.0, 0.9] + [0.5] * 8, 10) == 2


def test_names_of_sheets_are_cut_between_words_and_those_of_people_not_at_all():
    assert make_unique("Điểm bị mất theo cơ quan", set(), simulated=True) == "Điểm bị mất theo cơ SIMULATED"
    names = [name for both in NAMES.values() for name in both]
    assert [name for name in names if len(mark_sheet(name)) > LONGEST_NAME or name not in mark_sheet(name)] == []


def test_printed_figures_have_the_comma_of_their_language():
    assert [write_printed(text, "vi") for text in ("88.37%", "-0.51%", "14/63", "9")] == [
        "88,37%",
        "−0,51%",
        "14/63",
        "9",
    ]
    assert write_printed("88.37%", "en") == "88.37%"


def test_papers_write_the_name_of_a_city_out_and_never_say_what_it_is_twice():
    assert name_place("TP. Hồ Chí Minh", True, "vi") == "Thành phố Hồ Chí Minh"
    paper = Paper("vi", False, "Thành phố Hồ Chí Minh")
    agency = name_agency(paper.words, "report", "Thành phố Hồ Chí Minh", "vi")
    write_head(paper, agency, "report", "TP. Hồ Chí Minh", "Phân tích chuyên sâu")
    told = ["".join(one.itertext(qn("w:t"))) for one in paper.document.element.body.iter(qn("w:p"))]
    assert "UBND THÀNH PHỐ HỒ CHÍ MINH" in told
    assert any(text.startswith("Thành phố Hồ Chí Minh, ngày") for text in told)
    assert not any("TP." in text for text in told)


def test_a_target_goes_on_after_the_index_with_a_small_letter(targets):
    occasion, _ = open_occasion(targets[0])
    lines = [line for line in summarise(occasion) if "nhóm 10 địa phương dẫn đầu" in line]
    assert lines
    assert not any(": Để" in line for line in lines)
    told = list_paragraphs(find_product(targets, "bao-cao"))
    assert any(text.startswith("PAPI 2024: nếu “") for text in told)


@pytest.fixture(scope="module")
def targets(home, tmp_path_factory):
    """Return the pack of a province that is not among the first of two indices."""
    return make_pack(tmp_path_factory.mktemp("targets"), home, "24", 2024, "vi", ("papi", "dti"))


def test_the_source_of_a_sheet_names_only_indices_whose_figures_stand_there(home, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(home))
    subject = open_subject("sipas", 2024, "22")
    assert say_source(subject, ["dti", "papi"], of_beside=True).startswith("DTI; PAPI; ")
    assert say_source(subject, ["dti", "sipas"], of_beside=True).startswith("SIPAS 2024 (")
    assert say_source(subject, ["dti"]).startswith("SIPAS 2024 (")


def test_shares_of_a_scale_that_begins_above_zero_say_so(home, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(home))
    told = {index: str(note_minimum(open_subject(index, 2022, "22"))) for index in ("papi", "pci", "dti")}
    assert told["papi"] == "Tỷ lệ điểm đạt được về PAPI tính trên khoảng từ điểm tối thiểu đến điểm tối đa."
    assert told["pci"] == told["papi"].replace("PAPI", "PCI")
    assert told["dti"] == ""


def test_what_components_alone_lack_is_told_so():
    known = ShownExhibit("history", "", "", "", "", "table", "vi", 2, False, {}, [], [], None, 0)
    about = {"language": "vi"}
    whole = ExecutedPage(Path("a"), about | {"page": "province"}, (known,), (), {}, {"history": "Diễn biến"})
    part = ExecutedPage(Path("b"), about | {"page": "component"}, (), (), {"history": "X"}, {"history": "Diễn biến"})
    assert list_lacking([whole, part])[0].questions == ("Diễn biến (từng chỉ số thành phần)",)
    assert list_lacking([part])[0].questions == ("Diễn biến",)


def test_the_annex_of_what_is_lacking_covers_every_index_of_a_report():
    def lack(index, needs):
        about = {"language": "vi", "page": "province", "index": index, "year": 2024}
        page = ExecutedPage(Path(index), about, (), (), {"history": needs}, {"history": "Diễn biến"})
        return SimpleNamespace(overview=page, components=(), edition=index.upper())

    one, other = lack("papi", "tệp A"), lack("dti", "tệp A")
    assert report._list_lacking(one, []) == {"tệp A": ["Diễn biến"]}
    both = report._list_lacking(one, [other, lack("pci", "tệp B")])
    assert both == {"tệp A": ["PAPI: Diễn biến", "DTI: Diễn biến"], "tệp B": ["PCI: Diễn biến"]}
