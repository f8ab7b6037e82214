"""The papers of a conference: all there, all open, every figure that of its cell, nothing edited by hand lost."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from deck_faults import review_deck
from docx import Document
from docx.oxml.ns import qn
from made_partial import HOME, YEAR, make_base, make_shape
from pptx import Presentation
from typer.testing import CliRunner
from walked import Said, alter, is_written_as, list_paragraphs

from parlib.cli import app
from parlib.publish.lead.plan import KINDS, plan_lead
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.choose import ChoiceError
from parlib.publish.pack import build
from parlib.publish.pack.build import DRAFTS, PAGES, Choice, PackRequest, build_pack, open_occasion
from parlib.publish.pack.choice import read_pack_choice
from parlib.publish.pack.draft import Listing, NewPage, name_exhibit
from parlib.publish.pack.papers import build_draft
from parlib.publish.pack.report import summarise
from parlib.runs.conference import plan_conference
from parlib.runs.run import run_pages
from parlib.wording.columns import format_value

OPENERS = {".docx": Document, ".pptx": Presentation, ".xlsx": openpyxl.load_workbook}


def run_pack(folder, home, *asked):
    """Run the pages of a conference; return what its pack is asked with."""
    planned = plan_conference(*asked)
    outcomes = run_pages(planned.plans, folder / PAGES, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    chosen = [Choice(one.index, one.year, one.vintage, one.province) for one in planned.chosen]
    language = asked[2] if len(asked) > 2 else "vi"
    return PackRequest(folder, language, planned.name, planned.year, chosen, planned.absent)


def make_pack(folder, home, *asked):
    """Return the request of a conference, and its pack."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))  # another may be in use where one was made before
        request = run_pack(folder, home, *asked)
        return request, build_pack(request)


@pytest.fixture(scope="module")
def real(home, tmp_path_factory):
    """Return the request of PAR INDEX and SIPAS 2023 with PAPI, and its pack."""
    return make_pack(tmp_path_factory.mktemp("real"), home, "22", 2023, "vi", ("par_index", "sipas", "papi"))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def own(base, tmp_path_factory):
    """Return the same of a home that holds one province's own scoreboard."""
    place, _ = make_shape(tmp_path_factory.mktemp("own"), base, "one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(place))
        request = run_pack(tmp_path_factory.mktemp("pack"), place, HOME, YEAR)
        yield request, build_pack(request)


@pytest.fixture(scope="module")
def english(home, tmp_path_factory):
    """Return the request of SIPAS 2023 in English, and its pack; a page of the review site stands beside it."""
    folder = tmp_path_factory.mktemp("english")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        request = run_pack(folder, home, "22", 2023, "en", ("sipas",))
        (folder / PAGES / "site").mkdir()
        (folder / PAGES / "site" / "index.en.html").write_text("", encoding="utf-8")
        return request, build_pack(request)


@pytest.fixture(params=["real", "own"])
def pack(request):
    return request.getfixturevalue(request.param)


def test_an_index_without_the_year_is_told_in_the_newest_before_and_a_code_never_means_another_province(home):
    asked = plan_conference("Quảng Ninh", 2023)
    assert {one.index: one.year for one in asked.chosen} | {"papi": 2022, "par_index": 2023, "sipas": 2023} == {
        one.index: one.year for one in asked.chosen
    }  # PAPI 2023 was not published for Quảng Ninh
    merged = plan_conference("24", 2025)  # Bắc Ninh of the 34; Bắc Giang had this code among the 63
    assert {plan.province_name for plan in merged.plans} == {None, "Bắc Ninh"}
    assert set(merged.absent) == {"par_index", "sipas"}


def test_every_product_is_there_opens_and_carries_the_stamp_of_its_data(pack):
    request, built = pack
    assert {Path(product.name).suffix for product in built.products} == {".docx", ".pptx", ".xlsx", ".csv", ".html"}
    contents = built.contents.read_text(encoding="utf-8")
    for product in built.products:
        path = request.folder / product.name
        assert f"href='{product.name}'" in contents
        if path.suffix in OPENERS:
            opened = OPENERS[path.suffix](path)
            known = opened.properties if path.suffix == ".xlsx" else opened.core_properties
            assert known.identifier == product.stamp
            assert re.search(r"· (63|34) tỉnh, thành phố · [0-9a-f]{8}", product.stamp)
    assert sum("du-thao-" in product.name for product in built.products) == len(DRAFTS)


def list_exhibits(occasion):
    pages = [page for dossier in occasion.dossiers for page in dossier.pages] + list(occasion.units)
    return {name_exhibit(page, exhibit): exhibit for page in pages for exhibit in page.exhibits}


def is_held(said, shown, kind):
    """Tell whether a piece is its cell as it is written, or a number of fewer decimals."""
    return said == shown or (said in shown if kind in ("text", "code") else is_written_as(said, shown))


def test_every_figure_of_a_draft_is_that_of_its_cell_and_none_is_typed(pack):
    occasion, _ = open_occasion(pack[0])
    exhibits, checked = list_exhibits(occasion), 0
    for draft, *_ in DRAFTS.values():
        made = draft(occasion)
        for piece in (piece for text in made.texts() for piece in text.pieces):
            reference = piece.reference
            if reference is None:  # numbers of rows are no figures
                assert not re.search(r"\d", piece.text) or re.fullmatch(r"\d+", piece.text), piece.text
            elif not reference.exhibit.startswith("@") and reference.row >= 0:
                exhibit = exhibits[reference.exhibit]
                kind = next(c["kind"] for c in exhibit.columns if c["name"] == reference.column)
                value = exhibit.table[reference.column].iloc[reference.row]
                shown = format_value(value, kind, exhibit.language, exhibit.decimals)
                assert is_held(piece.text, shown, kind), (piece, shown)
                checked += 1
    assert checked > 10


def test_a_sheet_that_another_index_than_the_first_leads_is_told(real):
    """The newest year leads the sheet: with PAR INDEX of the year before, that of SIPAS 2024 said nothing."""
    occasion, _ = open_occasion(real[0])
    first, second, *others = occasion.dossiers
    moved = replace(occasion, dossiers=(replace(first, sheet=None), replace(second, sheet=first.sheet), *others))
    room = Box(42, 106, 876, 330)
    slides = {slide.key: slide for slide in plan_lead(occasion, room)}
    assert slides == {slide.key: slide for slide in plan_lead(moved, room)}
    assert {"lead.results", "lead.moves", "lead.ends"} <= set(slides)


def test_an_english_pack_writes_the_province_in_one_way_and_leads_to_english_pages(english):
    request, built = english
    assert {product.name for product in built.products if product.name.endswith(".html")} == {
        f"{PAGES}/index.en.html",
        f"{PAGES}/site/index.en.html",
    }
    contents = (request.folder / "CONTENTS.html").read_text(encoding="utf-8")
    paths = [request.folder / product.name for product in built.products if product.name.endswith("docx")]
    cells = [cell for path in paths for table in Document(path).tables for row in table.rows for cell in row.cells]
    slides = Presentation(next(request.folder.glob("decks/*.pptx"))).slides
    shapes = [shape for slide in slides for shape in slide.shapes if shape.has_text_frame]
    said = [contents, *(cell.text for cell in cells), *(shape.text_frame.text for shape in shapes)]
    assert [text for text in said if "Quảng" in text] == []
    assert any("Quang Ninh" in text for text in said)


def test_drafts_promise_no_cause_and_call_an_office_by_one_name(own):
    occasion, _ = open_occasion(own[0])
    said = [str(text) for draft, *_ in DRAFTS.values() for text in draft(occasion).texts()]
    assert [text for text in said if re.search(r"nguyên nhân như sau|sổ theo dõi|Văn phòng UBND", text)] == []
    assert "Văn phòng Ủy ban nhân dân tỉnh" in said
    assert all(text.startswith("Văn phòng Ủy ban nhân dân tỉnh") for text in said if text.startswith("Văn phòng"))
    assert f"Về {occasion.measured.edition}, các nội dung mất nhiều điểm nhất như sau:" in said
    assert f"Kết quả phân tích {occasion.measured.edition} cho thấy:" in said


def test_the_summary_names_the_rank_on_every_index_and_goes_on_after_a_colon_with_a_small_letter(real):
    occasion, _ = open_occasion(real[0])
    _, ranks, *others = summarise(occasion)
    assert ranks.startswith("Thứ hạng")
    assert all(f"{dossier.edition}: " in ranks for dossier in occasion.with_figures)
    after = [line.partition(": ")[2] for line in others]
    assert len(after) > 3
    assert [said for said in after if said[:1].isupper() and not said.startswith(("PA", "SIPAS", "Quảng"))] == []
    assert [line for line in others if line.partition(": ")[0] in line.partition(": ")[2]] == []


def test_a_report_on_several_indices_names_the_index_of_parts_and_annexes_that_are_of_one(real, own):
    [name] = [product.name for product in real[1].products if Path(product.name).name.startswith("bao-cao")]
    told = list_paragraphs(real[0].folder / name)
    heads = [text for text in told if text.startswith(("Kết quả theo lĩnh vực", "Nội dung mất điểm, nguyên nhân"))]
    assert len(heads) == 2
    assert all(text.endswith(": PAPI 2022") for text in heads)
    assert any(text.startswith("PAR INDEX: từ 90,10 điểm năm 2022") for text in told)
    assert any(text.endswith("Diễn biến qua các năm: PAR INDEX") for text in told)
    annexes = [told[at + 1] for at, text in enumerate(told) if text.startswith("Phụ lục I")]
    assert len(annexes) == 3
    assert [text.endswith(": PAPI 2022") for text in annexes] == [True, True, False]  # all indices lack something
    [name] = [product.name for product in own[1].products if Path(product.name).name.startswith("bao-cao")]
    told = list_paragraphs(own[0].folder / name)
    assert "Kết quả theo lĩnh vực" in told


def test_a_summary_without_ranks_does_not_put_losses_in_their_place(own):
    occasion, _ = open_occasion(own[0])
    assert occasion.sheet is not None
    assert not [line for line in summarise(occasion) if "% điểm tối đa" in line]


def test_the_form_for_agencies_names_the_index_of_its_losses(real):
    occasion, _ = open_occasion(real[0])
    said = [str(text) for text in DRAFTS["outlines"][0](occasion).texts()]
    assert any("từng nội dung của PAPI 2022" in text for text in said)
    assert not any("từng nội dung của PAR INDEX" in text for text in said)


def test_what_is_all_that_a_part_holds_has_no_heading_of_its_own(real):
    [name] = [product.name for product in real[1].products if Path(product.name).name.startswith("bao-cao")]
    body = Document(real[0].folder / name).element.body
    styles = [style.get(qn("w:val")) for style in body.iter(qn("w:pStyle"))]
    assert styles.count("Heading1") > 5
    assert "Heading2" not in styles
    told = list_paragraphs(real[0].folder / name)
    assert any("chịu trách nhiệm trước Ủy ban nhân dân" in text for text in told)
    assert any(text.startswith("- PAPI: đạt từ") for text in told)  # a target is of no year that is past


def test_contents_write_the_stamp_of_all_results_once(real):
    request, built = real
    contents = (request.folder / "MUC-LUC.html").read_text(encoding="utf-8")
    whole = {product.stamp for product in built.products if "SIPAS" in product.stamp}
    assert [contents.count(stamp) for stamp in whole] == [1]
    assert contents.count("mọi số liệu nêu trên") > 8


def list_said(request):
    """Return every sentence of the pages, drafts and slides of a pack."""
    occasion, _ = open_occasion(request)
    pages = [page for one in occasion.dossiers for page in (*one.pages, *([one.sheet] if one.sheet else []))]
    texts = [text for page in pages for one in page.exhibits for text in (one.finding, one.note, one.source)]
    texts += [text for draft, *_ in DRAFTS.values() for text in draft(occasion).texts()]
    texts += [text for slide in plan_lead(occasion, Box(42, 106, 876, 330)) for text in slide.texts]
    editions = [str(occasion.editions), *(dossier.edition for dossier in occasion.dossiers)]
    return Said(texts, [*editions, *{f"năm {page.about['year']}" for page in pages}])


def test_whole_numbers_of_sentences_are_said_by_a_page_and_one_that_is_altered_is_found(pack):
    request, built = pack
    said, altered = list_said(request), []
    names = [product.name for product in built.products if product.name.endswith((".docx", ".pptx"))]
    for paragraph in (text for name in names for text in list_paragraphs(request.folder / name)):
        assert said.find_unsaid(paragraph) == ""
        altered += alter(paragraph)
    assert len(altered) > 10
    assert [text for text in altered if not said.find_unsaid(text)] == []


def test_paper_says_what_the_draft_says_and_is_marked_as_a_draft(own):
    occasion, _ = open_occasion(own[0])
    for kind, (draft, *_) in DRAFTS.items():
        made = draft(occasion)
        document = Document(io.BytesIO(build_draft(made, occasion)))
        section = document.sections[0]
        for header in (section.header, section.first_page_header):
            assert any(paragraph.text == "DỰ THẢO" for paragraph in header.paragraphs), kind
        tables = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        for block in made.blocks:
            if isinstance(block, Listing):
                assert all([str(cell) for cell in row] in tables for row in block.rows)


OFFICE = {"Văn phòng UBND tỉnh": "Văn phòng Ủy ban nhân dân tỉnh"}
"""The office by the name that the table of agencies gives it."""


def test_each_agency_has_an_outline_with_what_it_lost_as_the_scoreboard_says(own, base):
    occasion, _ = open_occasion(own[0])
    _, _, tree, points = base
    mine = points[points["province_code"] == HOME].merge(tree, on="component_code")
    mine = mine[~mine["component_code"].isin(tree["parent_code"])]
    lost = (mine["max_score"].astype(float) - mine["score"]).groupby(mine["agency"].replace(OFFICE)).sum().round(6)
    said = {}
    for agency, losses in occasion.by_agency.items():
        column = [c["name"] for c in losses[0].exhibit.columns].index("lost")
        said[agency] = round(sum(loss.exhibit.rows[loss.row][column] for loss in losses), 6)
    assert said == pytest.approx({agency: total for agency, total in lost.items() if total > 0})
    titles = [block for block in DRAFTS["outlines"][0](occasion).blocks if isinstance(block, NewPage)]
    assert len(titles) == len(said) > 3


def test_missing_files_are_listed_once_with_the_parts_that_wait(real, own):
    waiting = {one.file: one.parts for one in own[1].missing}
    assert len(waiting) == len(own[1].missing)
    assert any("SIPAS 2025" in file for file in waiting)
    assert any("parlib actions write" in file for file in waiting)
    assert any("PAR INDEX 2025 của các tỉnh" in file for file in waiting)  # ranks need the national table
    assert not any("cột cơ quan phụ trách" in file for file in waiting)
    lacking = {one.file for one in real[1].missing}
    assert any("cột cơ quan phụ trách" in file for file in lacking)


def find_deck(pack):
    request, built = pack
    (name,) = [product.name for product in built.products if product.name.endswith(".pptx")]
    return request.folder / name


def test_pack_has_one_deck_for_leaders_without_a_fault_and_with_at_most_fifteen_slides(pack):
    path = find_deck(pack)
    assert review_deck(path.read_bytes()) == []
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(path).slides]
    assert 6 < len(titles) <= 15
    assert len(set(titles)) == len(titles)


def test_every_figure_of_a_slide_for_leaders_is_that_of_its_cell(pack):
    occasion, _ = open_occasion(pack[0])
    sheets = [dossier.sheet for dossier in occasion.dossiers if dossier.sheet]
    exhibits = list_exhibits(occasion)
    exhibits |= {name_exhibit(page, exhibit): exhibit for page in sheets for exhibit in page.exhibits}
    checked = 0
    for slide in plan_lead(occasion, Box(42, 106, 876, 330)):
        for piece in (piece for text in slide.texts for piece in text.pieces):
            reference = piece.reference
            if reference is None:
                assert not re.search(r"\d", piece.text), piece.text
            elif not reference.exhibit.startswith("@") and reference.row >= 0:
                shown = {name.rpartition("/")[2]: exhibit for _, exhibit in slide.shown for name in [exhibit.name]}
                exhibit = exhibits.get(reference.exhibit) or shown[reference.exhibit.rpartition("/")[2]]
                kind = next(c["kind"] for c in exhibit.columns if c["name"] == reference.column)
                value = exhibit.table[reference.column].iloc[reference.row]
                text = format_value(value, kind, exhibit.language, exhibit.decimals)
                assert is_held(piece.text, text, kind), (piece, text)
                checked += 1
        if slide.bars is not None:
            held = {value for row in slide.bars.exhibit.rows for value in row}
            assert {value for values in slide.bars.series.values() for value in values} <= held
    assert checked > 15


def test_losses_stand_with_cause_and_agency_and_a_slide_without_rows_is_left_out(own, real):
    slides = {slide.key: slide for slide in plan_lead(open_occasion(own[0])[0], Box(42, 106, 876, 330))}
    assert slides["lead.losses"].rows.heads == ["Chỉ số thành phần", "Nguyên nhân", "Cơ quan chủ trì", "Điểm bị mất"]
    assert all(all(map(str, row)) for row in slides["lead.losses"].rows.cells)
    assert not {"lead.tasks", "lead.history", "lead.recovery"} & set(slides)  # nobody gave tasks, years, the country
    assert not {"lead.losses.par_index", "lead.claims"} & {
        slide.key for slide in plan_lead(open_occasion(real[0])[0], Box(42, 106, 876, 330))
    }


def test_a_speech_that_names_some_losses_calls_them_the_largest_and_tells_their_causes(own):
    draft = DRAFTS["closing"][0](open_occasion(own[0])[0])
    said = [str(text) for text in draft.texts()]
    assert "Về PAR INDEX 2025, các nội dung mất nhiều điểm nhất như sau:" in said
    listed = [text for text in said if text.startswith("“Tiêu chí")]
    assert len(listed) == 7  # the fifth, the sixth and the seventh are level, of two agencies
    assert sum("mất 0,75 điểm" in text for text in listed) == 3
    assert all("; nguyên nhân: " in text and "; cơ quan phụ trách: " in text for text in listed)


def test_what_pages_of_several_components_say_is_said_with_the_component_beside_a_slide(own):
    request, built = own
    deck = next(request.folder / one.name for one in built.products if "trinh-chieu-hoi-nghi" in one.name)
    notes = [slide.notes_slide.notes_text_frame.text for slide in Presentation(deck).slides if slide.has_notes_slide]
    lines = [line for text in notes for line in text.splitlines() if "chưa được giao nhiệm vụ; mất nhiều nhất" in line]
    assert len(lines) > 3
    assert all(re.match(r"\d\. [^:]+: \d+ thành phần mất điểm", line) for line in lines)


def test_workbook_has_at_most_fifteen_sheets_each_for_a4_and_every_loss_and_task_of_the_pages(own):
    request, built = own
    (name,) = [product.name for product in built.products if product.name.endswith(".xlsx")]
    book = openpyxl.load_workbook(request.folder / name)
    assert 6 < len(book.sheetnames) <= 15
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.freeze_panes
    occasion, _ = open_occasion(request)
    rows = list(book["Nội dung mất điểm SIMULATED"].iter_rows(min_row=8, values_only=True))
    assert [row[0] for row in rows] == [loss.read("component_code") for loss in occasion.losses]
    (data,) = [product.name for product in built.products if product.name.endswith(".csv")]
    table = pd.read_csv(request.folder / data, dtype=str, encoding="utf-8-sig")
    lost = table[(table["exhibit"] == "largest") & (table["column"] == "lost") & (table["page"] == "province")]
    exhibit = occasion.measured.overview.expect("largest")
    assert lost["value"].astype(float).tolist() == exhibit.table["lost"].tolist()


def test_a_choice_covers_the_pack(own, tmp_path):
    file = tmp_path / "bo.yaml"
    file.write_text("title: Hội nghị\nslides: [losses, results]\npapers: [plan]\nannex: yes\n", encoding="utf-8")
    choice = read_pack_choice(file, tuple(KINDS))
    folder = tmp_path / "pack"
    shutil.copytree(own[0].folder / PAGES, folder / PAGES)
    built = build_pack(PackRequest(folder, *list(vars(own[0]).values())[1:-1], choice))
    assert [Path(product.name).suffix for product in built.products].count(".docx") == 1
    decks = [product.name for product in built.products if product.name.endswith(".pptx")]
    assert len(decks) == 2
    first, *others = Presentation(folder / decks[0]).slides
    assert first.shapes.title.text_frame.text == "Hội nghị"
    assert len(others) == 2
    file.write_text("slides: [nonsense]", encoding="utf-8")
    with pytest.raises(ChoiceError, match=r"'nonsense' is not known; known: results, moves"):
        read_pack_choice(file, tuple(KINDS))


def edit(path):
    """Add a paragraph of one's own, as a clerk does in Word."""
    document = Document(path)
    document.add_paragraph("Ý kiến của Giám đốc Sở")
    document.save(path)


def read_words(path):
    return ["".join(one.itertext(qn("w:t"))) for one in Document(path).element.body.iter(qn("w:p"))]


def test_a_file_edited_by_hand_stays_and_is_merged_when_it_is_made_anew(own, tmp_path, monkeypatch):
    folder = tmp_path / "pack"
    shutil.copytree(own[0].folder, folder)
    request = PackRequest(folder, *list(vars(own[0]).values())[1:])
    again = build_pack(request)
    assert again.made == []
    assert not any(product.edited for product in again.products)
    name = next(product.name for product in again.products if "du-thao-khai-mac" in product.name)
    edit(folder / name)
    kept = build_pack(request)
    assert kept.made == []
    assert [product.name for product in kept.products if product.edited] == [name]
    monkeypatch.setattr(build, "_hash_program", lambda: "another")
    anew = build_pack(request)
    assert {one.state for one in anew.written if one.path.suffix in (".docx", ".pptx")} == {"left"}  # the same figures
    assert "Ý kiến của Giám đốc Sở" in read_words(folder / name)
    monkeypatch.setattr(build, "_hash_program", lambda: "one more")
    monkeypatch.setattr(build, "_stamp", lambda dossier, keys: "other figures")
    anew = build_pack(request)
    assert "Ý kiến của Giám đốc Sở" in read_words(folder / name)
    assert Document(folder / name).core_properties.identifier == "other figures"
    (copy,) = [one.copy for one in anew.written if one.state == "merged"]
    assert "Ý kiến của Giám đốc Sở" in read_words(copy)
    assert copy.name in anew.contents.read_text(encoding="utf-8")
    assert not any(product.edited for product in anew.products)


def test_the_command_says_plainly_what_is_wrong(home):
    runner = CliRunner()
    assert "Examples: parlib conference --province 22" in runner.invoke(app, ["conference", "--help"]).output
    wrong = runner.invoke(app, ["conference", "--province", "22", "--index", "nothing", "--home", str(home)])
    assert isinstance(wrong.exception, ValueError)
    assert "'nothing' is not known" in str(wrong.exception)
