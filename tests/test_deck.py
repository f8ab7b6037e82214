"""Decks read back: what stands on the slides is what the executed notebooks show."""

import io
import itertools
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from parlib.files.archive import OutputError, fix_archive
from parlib.living.blocks import MARK
from parlib.publish.deck.build import DeckRequest, build_deck, write_deck, write_decks
from parlib.publish.deck.changes import compare_figures, write_changes
from parlib.publish.deck.template import TemplateError
from parlib.publish.outline.choose import ChoiceError, list_exhibits
from parlib.publish.outline.grid import write_cell
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.wording.titles import SIMULATED

GRAPHICS = ("chart: ", "table: ", "map: ", "figures")


@pytest.fixture(scope="module")
def reports(story_reports):
    return story_reports


@pytest.fixture(scope="module")
def order(reports):
    return DeckRequest(str(reports), choose_run(list_finished(reports), "papi", 2024, "vi"))


@pytest.fixture(scope="module")
def dossier(reports, order):
    return open_dossier(reports, list_finished(reports), order.run, "22")


@pytest.fixture(scope="module")
def deck(dossier, order):
    return Presentation(io.BytesIO(build_deck(dossier, order)[0]))


def name_slides(deck):
    """Return the slides by their keys."""
    named = {}
    for slide in deck.slides:
        key = next(shape.name for shape in slide.shapes if shape.name.startswith(MARK))
        named[key.removeprefix(MARK)] = slide
    return named


def find_shown(dossier, key):
    """Return the exhibits that a slide may show, by name."""
    page, _, name = key.rpartition(".")
    if page == "component":
        return {e.name: e for p in dossier.components if p.about["component"] == name for e in p.exhibits}
    if page == "national":
        return {e.name: e for e in dossier.national.exhibits}
    return {e.name: e for e in dossier.overview.exhibits}


def read_chart(frame):
    """Return every figure of a native chart, as the XML holds it; names of rows hang on dots that are not shown."""
    found = []
    for series in frame.chart._chartSpace.xpath(".//c:ser"):
        if "Vùng" not in series.xpath("./c:tx//c:v/text()"):
            found += series.xpath("./c:val//c:v/text() | ./c:xVal//c:v/text()")
    return [float(value) for value in found]


def read_words(slide):
    return "\n".join(text.text or "" for text in slide._element.iter(qn("a:t")))


def test_deck_holds_what_a_conference_asks_for(deck):
    keys = list(name_slides(deck))
    assert keys[:3] == ["title", "summary", "province.position"]
    assert {
        "national.map",
        "province.history",
        "province.largest",
        "province.peers",
        "component.2",
        "component.4",
        "strengths",
    } <= set(keys)
    assert "province.recovery" not in keys  # who is first has no place to win
    assert keys[-1] == "sources"


def test_titles_are_findings(deck, dossier):
    findings = {exhibit.finding for _, _, exhibit in list_exhibits(dossier)}
    for key, slide in name_slides(deck).items():
        title = slide.shapes.title.text_frame.text
        if key not in ("title", "actions"):
            assert any(finding.startswith(title.rstrip(".")[:60]) for finding in findings), title


def test_every_figure_of_a_chart_is_in_the_exhibit(deck, dossier):
    compared = 0
    for key, slide in name_slides(deck).items():
        for frame in (shape for shape in slide.shapes if shape.has_chart):
            exhibit = find_shown(dossier, key)[frame.name.removeprefix("chart: ")]
            kinds = {column["name"]: column["kind"] for column in exhibit.columns}
            table = exhibit.table[[name for name in kinds if kinds[name] in ("score", "change")]]
            figures = read_chart(frame)
            drawn = next(name for name in ("score", "lost", "change") if name in kinds)
            assert len(figures) >= exhibit.table[drawn].notna().sum()
            assert [value for value in figures if value not in set(table.to_numpy(dtype=float).ravel())] == []
            compared += len(figures)
    assert compared > 300


def test_history_chart_holds_every_score_in_order(deck, dossier):
    chart = next(s for s in name_slides(deck)["province.history"].shapes if s.has_chart).chart
    scores = [value for value in chart.plots[0].series[0].values if value is not None]
    assert scores == dossier.find("history").table["score"].dropna().tolist()
    assert chart.plots[0].series[0].name == "Quảng Ninh"


def test_every_cell_of_a_table_is_in_the_exhibit(deck, dossier):
    compared = 0
    for key, slide in name_slides(deck).items():
        shown = find_shown(dossier, key)
        if key == "actions":
            shown = {"actions": [e for page in dossier.components for e in page.exhibits if e.name == "actions"]}
        for frame in (shape for shape in slide.shapes if shape.has_table):
            exhibits = shown[frame.name.removeprefix("table: ")]
            exhibits = exhibits if isinstance(exhibits, list) else [exhibits]
            names = [column["name"] for column in exhibits[0].columns]
            written = {write_cell(e, row, name) for e in exhibits for row in e.rows for name in names}
            cells = [cell.text for row in list(frame.table.rows)[1:] for cell in row.cells]
            assert [cell for cell in cells if cell not in written] == []
            compared += len(cells)
    assert compared > 150


def test_numbers_of_charts_have_a_decimal_comma(deck):
    for shape in (shape for slide in deck.slides for shape in slide.shapes if shape.has_chart):
        forms = shape.chart._chartSpace.xpath(".//c:val//c:formatCode | .//c:xVal//c:formatCode")
        assert forms, shape.name
        assert {form.text[:7] for form in forms} == {"[$-42A]"}


def test_data_behind_a_chart_opens_in_excel(deck):
    from openpyxl import load_workbook

    chart = next(s for s in name_slides(deck)["province.largest"].shapes if s.has_chart).chart
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.value for cell in sheet[1]][1:] == [series.name for series in chart.plots[0].series]
    assert sheet.cell(2, 2).value == pytest.approx(chart.plots[0].series[0].values[0], rel=1e-14)


def test_every_graphic_has_alt_text_and_reading_begins_with_the_title(deck):
    graphics = 0
    for slide in deck.slides:
        order = [shape.name for shape in slide.shapes]
        assert slide.shapes[0].placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
        assert order[-1].startswith(MARK)
        for shape in slide.shapes:
            if shape.name.startswith(GRAPHICS):
                graphics += 1
                assert len(shape._element.xpath("./*/p:cNvPr/@descr")[0]) > 20
    assert graphics > 15


def test_nothing_is_a_picture_and_tables_are_tables(deck):
    tags = {child.tag for slide in deck.slides for child in slide._element.iter()}
    assert qn("p:pic") not in tags
    assert sum(shape.has_table for slide in deck.slides for shape in slide.shapes) >= 5


def test_notes_hold_the_finding_the_source_and_the_cell(deck, dossier):
    notes = name_slides(deck)["province.history"].notes_slide.notes_text_frame.text
    exhibit = dossier.find("history")
    assert exhibit.finding in notes
    assert exhibit.source in notes
    assert f"papi/2024/22-quang-ninh/province.ipynb, ô {exhibit.cell + 1}" in notes


def test_tile_map_has_every_province_and_both_archipelagos(deck, dossier):
    words = read_words(name_slides(deck)["national.map"])
    table = dossier.national.find("map").table
    names = [name.replace("\n", " ") for name in table["short_name"]]
    assert len(names) == 65
    assert [name for name in names if name not in words] == []
    assert "Hoàng Sa" in words
    assert "Trường Sa" in words


def test_fonts_come_from_the_theme(deck):
    theme = next(part for part in deck.part.package.iter_parts() if "theme1" in part.partname)
    latin = etree.fromstring(theme.blob).xpath("//*[local-name()='fontScheme']/*/*[local-name()='latin']/@typeface")
    assert set(latin) == {"Calibri"}
    used = {found.get("typeface") for slide in deck.slides for found in slide._element.iter(qn("a:latin"))}
    assert used <= {"+mn-lt", "+mj-lt"}


def test_top_level_boxes_lie_on_the_slide_and_do_not_overlap(deck):
    for key, slide in name_slides(deck).items():
        boxes = {}
        for shape in slide.shapes:
            if key != "title" and not (shape.is_placeholder and not shape.has_text_frame):
                boxes[shape.name] = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for left, top, right, bottom in boxes.values():
            assert left >= 0
            assert top >= 0
            assert right <= deck.slide_width
            assert bottom <= deck.slide_height
        titles = {slide.shapes.title.name}
        for (one, a), (two, b) in itertools.combinations(boxes.items(), 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            # A title of one line leaves its second line to what is below.
            assert apart or {one, two} & titles, (key, one, two)


def test_province_without_data_gets_a_deck_that_says_so(reports, order):
    dossier = open_dossier(reports, list_finished(reports), order.run, "26")
    deck = Presentation(io.BytesIO(build_deck(dossier, order)[0]))
    slides = name_slides(deck)
    assert "Không có số liệu của Vĩnh Phúc" in read_words(slides["title"])
    assert slides["summary"].shapes.title.text_frame.text.startswith("Không có số liệu của Vĩnh Phúc")
    assert not any(key.startswith("component.") for key in slides)


def test_the_same_run_gives_the_same_bytes(dossier, order, tmp_path):
    first = write_deck(dossier, order, tmp_path / "a.pptx").path.read_bytes()
    again = write_deck(dossier, order, tmp_path / "a.pptx").path.read_bytes()
    other = write_deck(dossier, order, tmp_path / "b.pptx").path.read_bytes()
    assert first == again == other
    with zipfile.ZipFile(tmp_path / "a.pptx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def type_comment(path, key, text):
    deck = Presentation(path)
    shape = next(s for slide in deck.slides for s in slide.shapes if s.name == MARK + key)
    shape.text_frame.text = text
    deck.save(path)


def change_headline(dossier, by):
    """Return the dossier as it would be if the score were other."""
    headline = dossier.find("headline")
    row = [value + by if place == 0 else value for place, value in enumerate(headline.rows[0])]
    exhibits = tuple(replace(e, rows=[row]) if e is headline else e for e in dossier.overview.exhibits)
    return replace(dossier, overview=replace(dossier.overview, exhibits=exhibits))


def test_comments_are_kept_and_changed_figures_are_listed(dossier, order, tmp_path):
    path = tmp_path / "a.pptx"
    assert write_deck(dossier, order, path).changes == []
    type_comment(path, "province.history", "Sở Nội vụ: do đổi bộ chỉ số")
    built = write_deck(change_headline(dossier, 0.5), order, path)
    assert built.written.state == "merged"
    assert "Sở Nội vụ: do đổi bộ chỉ số" in read_words(name_slides(Presentation(path))["province.history"])
    assert [(c.exhibit, c.column, c.before, c.after, c.by) for c in built.changes] == [
        ("province.headline", "Điểm", "47,82", "48,32", "+0,50")
    ]
    listed = write_changes(built.changes, tmp_path / "a.csv", "vi").read_text(encoding="utf-8-sig").splitlines()
    assert listed[1] == 'province.headline,,Điểm,"47,82","48,32","+0,50"'


def test_a_renamed_tile_is_no_change_of_figures():
    kinds = {"province": "text", "short_name": "text", "score": "score"}
    columns = [{"name": name, "label": name, "kind": kind} for name, kind in kinds.items()]
    table = {"columns": columns, "decimals": 2, "language": "vi"}
    before = {"national.map": {**table, "rows": [["Thừa Thiên Huế", "TT-Huế", 45.1], ["Hà Nội", "Hà Nội", 43.77]]}}
    after = {"national.map": {**table, "rows": [["Thừa Thiên Huế", "Huế", 45.1], ["Hà Nội", "Hà Nội", 43.0]]}}
    assert [(c.row, c.before, c.after, c.by) for c in compare_figures(before, after)] == [
        ("Hà Nội", "43,77", "43,00", "−0,77")
    ]


def test_a_comment_without_its_slide_is_not_lost(dossier, order, tmp_path):
    path, choice = tmp_path / "a.pptx", tmp_path / "c.yaml"
    write_deck(dossier, order, path)
    type_comment(path, "province.history", "Giữ lại")
    choice.write_text("slides: [title, summary]", encoding="utf-8")
    built = write_deck(dossier, replace(order, choice=str(choice)), path)
    slides = name_slides(Presentation(path))
    assert set(slides) == {"title", "summary", "province.history"}
    assert "Giữ lại" in read_words(slides["province.history"])
    assert [look.kind for look in built.written.looks] == ["gone"]


def test_a_file_that_parlib_did_not_make_is_set_aside(dossier, order, tmp_path):
    Presentation().save(tmp_path / "mine.pptx")
    (tmp_path / "torn.pptx").write_bytes(b"PK torn")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for path, content in before.items():
        written = write_deck(dossier, order, path).written
        assert written.state == "aside"
        assert written.copy.read_bytes() == content


def test_the_deck_before_stays_where_the_new_one_cannot_be_written(dossier, order, tmp_path):
    path = write_deck(dossier, order, tmp_path / "a.pptx").path
    before = path.read_bytes()
    (tmp_path / "~$a.pptx").touch()
    with pytest.raises(OutputError, match="is open in another program"):
        write_deck(dossier, order, path)
    assert path.read_bytes() == before


def make_own_template(path, drop=()):
    """Write a template with the layouts of Office's own, less some, and a slide that must not come along."""
    deck = Presentation()
    for layout in [layout for layout in deck.slide_layouts if layout.name in drop]:
        deck.slide_layouts.remove(layout)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text_frame.text = "Trang mẫu"
    space = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    section = f"<p14:sectionLst xmlns:p14='{space}'><p14:section name='Mẫu' id='{{0}}'/></p14:sectionLst>"
    listed = f"<p:ext uri='{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}'>{section}</p:ext>"
    deck.part._element.append(parse_xml(f"<p:extLst {nsdecls('p')}>{listed}</p:extLst>"))
    deck.save(path)
    return str(path)


def test_own_template_gives_its_layouts_and_size(dossier, order, tmp_path):
    template = make_own_template(tmp_path / "own.pptx")
    deck = Presentation(io.BytesIO(build_deck(dossier, replace(order, template=template))[0]))
    assert deck.slide_width == Presentation().slide_width
    assert {slide.slide_layout.name for slide in deck.slides} == {"Title Slide", "Title Only"}
    assert not any("Trang mẫu" in read_words(slide) for slide in deck.slides)
    assert b"sectionLst" not in etree.tostring(deck.part._element)
    assert len(deck.slides) > 15


def test_own_template_may_be_a_potx(dossier, order, tmp_path):
    make_own_template(tmp_path / "own.pptx")
    with zipfile.ZipFile(tmp_path / "own.pptx") as old, zipfile.ZipFile(tmp_path / "own.potx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"presentation.main+xml", b"template.main+xml"))
    content, *_ = build_deck(dossier, replace(order, template=str(tmp_path / "own.potx")))
    assert len(Presentation(io.BytesIO(content)).slides) > 15


LAYOUTS = {
    "Title Only": ["Blank", "Title Only", "Section Header", "Vertical Title and Text", "Title and Vertical Text"],
    "Title Slide": ["Title Slide"],
}


@pytest.mark.parametrize("missing", ["Title Slide"])
def test_own_template_is_told_which_layout_it_lacks(dossier, order, tmp_path, missing):
    template = make_own_template(tmp_path / "own.pptx", LAYOUTS[missing])
    with pytest.raises(TemplateError, match=rf"own\.pptx: the template lacks the layout '{missing}'"):
        build_deck(dossier, replace(order, template=template))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"no presentation at all"])
def test_a_damaged_template_is_named(dossier, order, tmp_path, content):
    (tmp_path / "own.pptx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"own\.pptx: is damaged, or not a PowerPoint file"):
        build_deck(dossier, replace(order, template=str(tmp_path / "own.pptx")))


def choose(order, tmp_path, text):
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    return replace(order, choice=str(tmp_path / "c.yaml"))


def test_a_yaml_chooses_slides_and_adds_words(dossier, order, tmp_path):
    text = """
title: Hội nghị phân tích chuyên sâu
slides:
  - title
  - each.losses
  - 4.peers
  - text: {title: Ba việc phải làm ngay, lines: [Giải quyết hồ sơ quá hạn, Công khai danh sách]}
"""
    deck = Presentation(io.BytesIO(build_deck(dossier, choose(order, tmp_path, text))[0]))
    slides = name_slides(deck)
    assert list(slides) == ["title", "2.losses", "4.losses", "4.peers", "text.4"]
    assert "Hội nghị phân tích chuyên sâu" in read_words(slides["title"])
    assert "Công khai danh sách" in read_words(slides["text.4"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("slides: [title, province.histroy]", r"c\.yaml: there is no exhibit 'province\.histroy'; known: title"),
        ("slides: [4.history, 9.history]", r"no exhibit '9\.history'; near it: province\.history, 2\.history"),
        ("slides: title", r"c\.yaml: has no list 'slides'"),
        ("slides: [title", r"c\.yaml: is not YAML"),
        ("slide: [title]\nslides: [title]", r"c\.yaml: 'slide' is not known"),
        ("slides: [{words: x}]", r"c\.yaml, slide 1: write the name of an exhibit"),
    ],
)
def test_a_wrong_yaml_is_explained(dossier, order, tmp_path, text, message):
    with pytest.raises(ChoiceError, match=message):
        build_deck(dossier, choose(order, tmp_path, text))


def test_simulated_figures_are_marked_on_their_slides_and_in_the_name(dossier, order, tmp_path):
    exhibits = tuple(replace(e, simulated=e.name == "history") for e in dossier.overview.exhibits)
    made_up = replace(dossier, overview=replace(dossier.overview, exhibits=exhibits))
    built = write_deck(made_up, order, tmp_path / "a.pptx")
    assert built.path.name == "a-SO-LIEU-MO-PHONG-SIMULATED.pptx"
    marked = {key for key, slide in name_slides(Presentation(built.path)).items() if SIMULATED in read_words(slide)}
    assert marked == {"title", "summary", "province.history"}


def test_write_decks_goes_on_past_a_province_that_fails(order, tmp_path):
    outcomes = write_decks(order, ["22", "01"], tmp_path, jobs=1)
    assert outcomes["22"].path.name == "papi-2024-22-quang-ninh.pptx"
    assert re.search(r"parlib report --index papi --year 2024 --province 01", str(outcomes["01"]))
    assert outcomes["22"].path.read_bytes() == fix_archive(outcomes["22"].path.read_bytes())


NATIONAL = "slides: [national.split, national.spread, national.weights, national.pairs]"


def test_exhibits_of_the_nation_are_native_too(dossier, order, tmp_path):
    slides = name_slides(Presentation(io.BytesIO(build_deck(dossier, choose(order, tmp_path, NATIONAL))[0])))
    charts = {
        key: next(shape for shape in slide.shapes if shape.has_chart)
        for key, slide in slides.items()
        if key != "national.pairs"
    }
    split, spread, weights = (dossier.national.find(name).table for name in ("split", "spread", "weights"))
    drawn = sorted(read_chart(charts["national.split"]))
    assert drawn == sorted(
        v for name in ("performance", "framework", "entrants") if split[name].any() for v in split[name]
    )
    columns = ["lower_quartile", "best", "lowest", "upper_quartile", "national_median"]
    assert read_chart(charts["national.spread"]) == [value for name in columns for value in spread[name]]
    assert read_chart(charts["national.weights"]) == [*weights["nominal_weight"], *weights["effective_weight"]]
    assert [plot.tag for plot in charts["national.spread"].chart._chartSpace.xpath(".//c:plotArea/*[c:ser]")] == [
        qn("c:stockChart"),
        qn("c:lineChart"),
    ]
    pairs = dossier.national.find("pairs")
    table = next(shape for shape in slides["national.pairs"].shapes if shape.has_table).table
    cells = [cell.text for row in list(table.rows)[1:] for cell in list(row.cells)[1:] if cell.text]
    assert sorted(cells) == sorted(write_cell(pairs, row, "value") for row in pairs.rows)
