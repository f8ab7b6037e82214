"""Papers of departments and the list to commend: every figure that of its cell, made again only where it changed."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pptx
import pytest
from deck_faults import review_deck
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from test_conference import list_exhibits, read_words
from test_local import RAW, fill_local
from test_units import GRADES
from typer.testing import CliRunner
from walked import FIGURE, WALKS, Known, walk_docx

from parlib.clean.onestop_adding import add_export, find_export
from parlib.clean.run import clean_raw
from parlib.cli import app
from parlib.publish.lead.build import LeadRequest, build_lead
from parlib.publish.lead.others import _lay_units
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.choose import ChoiceError
from parlib.publish.pack.build import PAGES, Choice, PackRequest, build_pack, open_occasion
from parlib.publish.pack.choice import CommendRule, PackChoice, read_pack_choice
from parlib.publish.pack.draft import Listing
from parlib.publish.pack.report import build_whole_report
from parlib.publish.pack.units import Board, choose_commended, draft_commended, draft_unit, list_boards
from parlib.readers.register import write_rows
from parlib.runs.conference import plan_conference
from parlib.runs.run import run_pages
from parlib.simulate.home import open_simulated_home, simulate_scoreboard
from parlib.simulate.local import simulate_local
from parlib.simulate.onestop import simulate_export
from parlib.wording.columns import format_value


def run_conference(home, folder):
    planned = plan_conference("22", 2024)
    outcomes = run_pages(planned.plans, folder / PAGES, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    chosen = [Choice(one.index, one.year, one.vintage, one.province) for one in planned.chosen]
    return PackRequest(folder, "vi", planned.name, planned.year, chosen, planned.absent, PackChoice(units=True))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a home of five departments with dossiers of two, and the request and the pack of its conference."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("pack")
    raw = open_simulated_home(home, RAW)
    simulate_scoreboard(raw, 2024, 1)
    write_rows(fill_local(raw) / "grades.csv", GRADES)
    simulate_local(raw, "cchc_so", 2024, 1)
    export = find_export(simulate_export(raw, 3000, 2024, 1))
    add_export(raw, export, 2024, "22", "parlib")
    clean_raw(raw, home / "data" / "processed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        request = run_conference(home, folder)
        yield home, request, build_pack(request)


def test_each_department_has_a_paper_in_a_fold_of_the_contents(made):
    _, request, built = made
    units = [product for product in built.products if product.of_unit]
    assert len(units) == 5
    contents = built.contents.read_text(encoding="utf-8")
    assert "Phiếu của từng sở, ngành, địa phương (5)" in contents
    assert all(f"href='{product.name}'" in contents for product in units)
    for product in units:
        paper = Document(request.folder / product.name)
        assert paper.core_properties.identifier == product.stamp
        assert any(
            text.startswith(product.title.partition(" – ")[0]) for text in read_words(request.folder / product.name)
        )


def test_every_figure_of_a_unit_is_that_of_its_cell_and_its_rows_are_its_own(made):
    occasion, _ = open_occasion(made[1])
    exhibits, (board,) = list_exhibits(occasion), list_boards(occasion)
    checked = 0
    drafts = [(unit, draft_unit(unit, occasion)) for unit in board.units]
    for unit, draft in drafts:
        for piece in (piece for text in draft.texts() for piece in text.pieces):
            reference = piece.reference
            if reference is None:
                assert not re.search(r"\d", piece.text), piece.text
            elif not reference.exhibit.startswith("@") and reference.row >= 0:
                exhibit = exhibits[reference.exhibit]
                row = exhibit.table.iloc[reference.row]
                kind = next(one["kind"] for one in exhibit.columns if one["name"] == reference.column)
                shown = format_value(row[reference.column], kind, exhibit.language, exhibit.decimals)
                assert re.sub(r"[^\d,]", "", piece.text).strip(",") in re.sub(r"[^\d,]", "", shown)
                assert row["province"] == unit.name
                checked += 1
    assert checked > 100


def test_losses_and_reasons_of_a_unit_are_those_of_the_workbook(made):
    occasion, _ = open_occasion(made[1])
    (board,) = list_boards(occasion)
    (path,) = (made[0] / "data" / "raw" / "local" / "cchc_so").glob("*.xlsx")
    texts = {str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row}
    for unit in board.units:
        tables = [block for block in draft_unit(unit, occasion).blocks if isinstance(block, Listing)]
        losses = next(table for table in tables if "Lý do" in table.labels)
        assert {str(row[-1]) for row in losses.rows} <= texts | {"–"}
        assert {str(row[0]) for row in losses.rows} <= texts


def test_longest_overdue_dossiers_stand_first_and_a_unit_without_dossiers_says_so(made):
    occasion, _ = open_occasion(made[1])
    units = {unit.name: draft_unit(unit, occasion) for unit in list_boards(occasion)[0].units}
    late = pd.read_parquet(made[0] / "data" / "processed" / "onestop_overdue.parquet")
    days = sorted(late.loc[late["unit"] == "Sở Nội vụ", "days"], reverse=True)[:5]
    tables = [block for block in units["Sở Nội vụ"].blocks if isinstance(block, Listing)]
    assert [int(str(row[-1])) for row in tables[-1].rows] == days != []
    said = " ".join(map(str, units["Thanh tra tỉnh"].texts()))
    assert "Chưa có số liệu hồ sơ một cửa của sở" in said


def test_who_is_commended_follows_the_rule_and_the_paper_says_it(made):
    occasion, _ = open_occasion(made[1])
    (board,) = list_boards(occasion)
    table = board.blocks.table
    first = set(table.loc[table["rank_in_region"] == 1, "province"])
    every = CommendRule(best_grade=False, overdue=None)
    met, short = choose_commended(board, every)
    assert {table["province"][row] for row in met} == first
    assert short == []
    for rule in (CommendRule(), replace(every, first=2), CommendRule(first=5, overdue=1)):
        met, _ = choose_commended(board, rule)
        rows = table.loc[met]
        assert (rows["rank_in_region"] <= rule.first).all()
        assert rule.overdue is None or not (rows["overdue"] > rule.overdue).any()
        said = " ".join(map(str, draft_commended([board], rule, occasion).texts()))
        assert "Tiêu chuẩn chọn: đứng" in said
        assert ("không có hồ sơ đang quá hạn" in said) == (rule.overdue == 0)
        blank = rows.loc[rows["overdue"].isna(), "province"]
        assert all(name in said for name in blank)
        assert ("Cần kiểm tra trước khi trình" in said) == (rule.overdue is not None and len(blank) > 0)


def list_products(request, built):
    return [request.folder / product.name for product in built.products if not product.name.startswith(PAGES)]


def test_every_figure_of_every_product_stands_in_a_cell_of_its_pages(made, tmp_path):
    _, request, built = made
    known, paths = Known(request.folder / PAGES), list_products(request, built)
    assert {path.suffix for path in paths} == {".csv", ".docx", ".pptx", ".xlsx"}
    assert {path.name: found for path in paths if (found := list(WALKS[path.suffix](path, known)))} == {}
    altered = Document(next(path for path in paths if "bao-cao" in path.name))
    text = next(node for node in altered.element.body.iter(qn("w:t")) if FIGURE.search(node.text or ""))
    text.text = FIGURE.sub("98.765,43", text.text)
    altered.save(tmp_path / "altered.docx")
    assert len(list(walk_docx(tmp_path / "altered.docx", known))) > 0


@pytest.mark.parametrize(
    ("template", "ratio"), [(None, "4:3"), (Path(pptx.__file__).parent / "templates" / "default.pptx", "16:9")]
)
def test_deck_for_leaders_has_no_fault_on_narrow_paper_and_no_bar_or_rank_without_its_figure(made, template, ratio):
    occasion, _ = open_occasion(made[1])
    asked = LeadRequest(made[1].folder / PAGES, template=template, ratio=ratio)
    content = build_lead(occasion, asked).content
    assert review_deck(content) == []
    slides = Presentation(io.BytesIO(content)).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    for chart in charts:
        labels = chart._chartSpace.xpath(".//c:ser/c:dLbls")  # one label of its own hides all others of a series
        assert all(len(found.xpath("c:dLbl")) == len(chart.plots[0].categories) for found in labels)
        if chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED:
            assert chart._chartSpace.xpath(".//c:catAx/c:tickLblSkip/@val") == ["1"]
    assert len(charts) > 2


def test_only_the_paper_whose_rows_changed_is_made_again(made):
    home, request, built = made
    assert build_pack(request).made == []
    path = home / "data" / "processed" / "onestop_overdue.parquet"
    table = pd.read_parquet(path)
    table.assign(days=table["days"] + (table["unit"] == "Sở Nội vụ")).to_parquet(path)
    again = build_pack(run_conference(home, request.folder))
    of_units = [product.name for product in built.products if product.of_unit]
    assert [name for name in again.made if name in of_units] == [name for name in of_units if "so-noi-vu" in name]


def test_what_was_made_once_is_kept_up_to_date_though_it_is_not_asked_for(made):
    _, request, built = made
    plain = build_pack(replace(request, choice=PackChoice(papers=("commended",))))
    assert [one.name for one in plain.products] == [one.name for one in built.products]


def test_after_a_figure_is_mended_no_product_of_the_pack_holds_the_one_before(made, tmp_path):
    home, request, built = made
    shutil.copytree(request.folder, tmp_path / "before")
    simulate_scoreboard(home / "data" / "raw", 2024, 2)
    asked = ["conference", "--province", "22", "--year", "2024", "--home", str(home), "-o", str(request.folder)]
    said = CliRunner().invoke(app, asked)
    assert said.exit_code == 0, said.output
    known, stale = Known(request.folder / PAGES), set()
    for path in list_products(request, built):
        assert list(WALKS[path.suffix](path, known)) == [], path.name
        old = tmp_path / "before" / path.relative_to(request.folder)
        stale |= {path.suffix} if list(WALKS[path.suffix](old, known)) else set()
    assert stale == {".csv", ".docx", ".pptx", ".xlsx"}  # the walk would have found what is left from before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("commend: {third: 1}", "'third' is not known"),
        ("commend: {first: many}", "first is a whole number"),
        ("commend: {best_grade: 1}", "best_grade is a whole number"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_name(tmp_path, text, said):
    file = tmp_path / "bo.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ChoiceError, match=said):
        read_pack_choice(file, ())


def test_a_rule_is_read_and_a_limit_may_be_left_out(tmp_path):
    file = tmp_path / "bo.yaml"
    file.write_text("units: yes\ncommend: {first: 3, overdue: null, open_tasks: 2}\n", encoding="utf-8")
    choice = read_pack_choice(file, ())
    assert choice.units
    assert choice.commend == CommendRule(3, True, None, 2)


def change_rows(exhibit, change):
    """Return an exhibit of which *change* has changed the rows, by name of the column."""
    names = [column["name"] for column in exhibit.columns]
    rows = [dict(zip(names, row, strict=True)) for row in exhibit.rows]
    change(rows)
    return replace(exhibit, rows=[list(row.values()) for row in rows])


def with_exhibit(board, exhibit):
    """Return a board of which one exhibit of the page is another."""
    rest = [one for one in board.page.exhibits if one.name != exhibit.name]
    page = replace(board.page, exhibits=[*rest, exhibit])
    return Board(page, exhibit if exhibit.name == "blocks" else board.blocks)


def say_losses(board, occasion, place=0):
    return " ".join(map(str, draft_unit(board.units[place], occasion).texts()))


def test_nothing_is_said_of_a_unit_without_known_losses(made):
    occasion, _ = open_occasion(made[1])
    (board,) = list_boards(occasion)
    unit = board.units[0]

    def drop(rows):
        rows[:] = [row for row in rows if row["province_code"] != unit.code]

    bare = with_exhibit(board, change_rows(board.page.find("unit_losses"), drop))
    said = say_losses(bare, occasion)
    assert "Chưa có số liệu để biết" in said
    assert "Không mất điểm" not in said

    def make_whole(rows):
        for row in rows:
            row.update({"lost": 0.0} if row["province_code"] == unit.code else {})

    whole = with_exhibit(bare, change_rows(bare.page.find("unit_fields"), make_whole))
    assert "Không mất điểm ở nội dung nào" in say_losses(whole, occasion)


def test_the_report_ranks_the_units_of_every_own_index(made):
    """Of two own indices, of departments and of communes, the report held the last alone."""
    occasion, _ = open_occasion(made[1])
    (page,) = occasion.units
    other = replace(page, about=page.about | {"year": 2023})
    paper = Document(io.BytesIO(build_whole_report(replace(occasion, units=(page, other)))))
    heads = [one.text for one in paper.paragraphs if one.style.name == "Heading 2"]
    own = [name for name in heads if name.startswith(page.about["about_index"]["short"])]
    assert [name[-4:] for name in own] == ["2024", "2023"]
    told = page.find("blocks").finding
    assert sum(one.text == told for one in paper.paragraphs) == 2


def test_two_units_of_one_name_keep_their_own_rows(made):
    occasion, _ = open_occasion(made[1])
    (board,) = list_boards(occasion)
    first, second = board.units[:2]

    def rename(rows):
        rows[second.row]["province"] = first.name

    twins = with_exhibit(board, change_rows(board.blocks, rename))
    assert [unit.code for unit in twins.units[:2]] == [first.code, second.code]
    assert twins.units[0].file != twins.units[1].file
    assert twins.units[0].to_known()[3] != twins.units[1].to_known()[3]


def test_of_more_blocks_than_fit_a_slide_has_no_row_too_many(made):
    occasion, _ = open_occasion(made[1])
    (board,) = list_boards(occasion)

    def spread(rows):
        rows[:] = [{**rows[0], "region": f"Khối {n}", "province_code": str(n)} for n in range(60)]

    crowded = with_exhibit(board, change_rows(board.blocks, spread))
    room = Box(0, 0, 900, 400)
    laid = _lay_units(crowded.page, crowded.blocks, room)
    assert 0 < len(laid.cells) == 60 - laid.more < 60
