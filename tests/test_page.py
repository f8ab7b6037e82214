"""Pages from executed notebooks: what is shown, what is left out, and what can never become markup."""

import base64
import copy
import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook, make_png
from nbformat import v4

from parlib.exhibits.exhibit import MIME
from parlib.pages.assets import write_assets
from parlib.pages.fonts import FONTS, list_characters, write_fonts
from parlib.pages.markup import PageMarkdown, clean_html
from parlib.pages.outputs import measure_picture
from parlib.pages.render_page import read_notebook, render_page
from parlib.results.links import Link, PageLinks, plan_links
from parlib.runs.template_language import choose_language

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def show(tmp_path):
    """Return a function that renders a notebook and returns the page, parsed."""

    def render(notebook, **links):
        nbformat.write(notebook, tmp_path / "4.ipynb")
        page = tmp_path / "4.html"
        render_page(tmp_path / "4.ipynb", page, assets="../assets", links=PageLinks(**links))
        return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")

    return render


def page_text(show, name):
    return exhibit_page(show).find(id=name).text


def exhibit_page(show, **changes):
    return show(make_notebook("# Câu hỏi", "## Vị trí", make_cell("show()", *display_exhibit(make_exhibit(**changes)))))


# languages


def ask(vi, en):
    return make_cell(f"parlib.ask(subject, vi={vi!r}, en={en!r})")


def test_choose_language_writes_what_a_cell_asks_as_text_in_one_language():
    notebook = make_notebook(ask("\n## Điểm\n\nMột câu.\n", "\n## Score\n\nA sentence.\n"))
    assert choose_language(notebook, "en").cells[0].source == "## Score\n\nA sentence."
    (cell,) = choose_language(notebook, "vi").cells
    assert (cell.cell_type, cell.source) == ("markdown", "## Điểm\n\nMột câu.")
    nbformat.validate(v4.new_notebook(cells=[cell]))


def test_choose_language_keeps_other_cells_and_drops_one_with_nothing_to_say():
    asked = "x = parlib.ask(subject, vi='A', en='B')"
    notebook = make_notebook("Cho mọi người", ask("", "English only"), make_cell(asked))
    assert [cell.source for cell in choose_language(notebook, "vi").cells] == ["Cho mọi người", asked]


def test_choose_language_leaves_the_template_as_it_was():
    notebook = make_notebook(ask("A", "B"))
    before = copy.deepcopy(notebook)
    choose_language(notebook, "vi")
    assert notebook == before


def test_choose_language_refuses_an_unknown_language():
    with pytest.raises(ValueError, match="'fr' is not known"):
        choose_language(make_notebook("A"), "fr")


# links


def record(component, province="22", language="vi", year=2024):
    html = f"papi/{year}/{province}/{component}.{language}.html"
    page = {
        "page": "component",
        "index": "papi",
        "year": year,
        "vintage": "63",
        "html": html,
        "language": language,
    }
    return {**page, "province": province, "province_name": f"Tỉnh {province}", "component": component}


def test_plan_links_puts_component_2_before_10():
    links = plan_links([record("10"), record("2"), record("1")])
    assert links["papi/2024/22/2.vi.html"].previous_component == Link("1", "1.vi.html")
    assert links["papi/2024/22/2.vi.html"].next_component == Link("10", "10.vi.html")


def test_plan_links_stays_within_year_and_language():
    links = plan_links([record("1"), record("1", "66"), record("1", "70", year=2023), record("1", "71", "en")])
    here = links["papi/2024/66/1.vi.html"]
    assert (here.previous_province, here.next_province) == (Link("Tỉnh 22", "../22/1.vi.html"), None)


def test_plan_links_leads_to_the_other_language_and_home():
    links = plan_links([record("1"), record("1", language="en")])
    assert links["papi/2024/22/1.en.html"].other_language == Link("Tiếng Việt", "1.vi.html")
    assert links["papi/2024/22/1.en.html"].trail == (Link("All pages", "../../../index.en.html"),)


# markup


def test_page_markdown_gives_equal_headings_different_anchors():
    page = PageMarkdown()
    page.render("## Điểm\n\n## Điểm")
    assert [heading.anchor for heading in page.headings] == ["diem", "diem-x"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[PAPI](https://papi.org.vn)", "<p>PAPI (https://papi.org.vn)</p>"),
        ("https://papi.org.vn", "<p>https://papi.org.vn</p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ("![bản đồ](https://a.b/c.png)", "<p>[bản đồ]</p>"),
        ("[trên](#diem)", '<p><a href="#diem">trên</a></p>'),
        ("<b onclick=x>A</b>", "<p>&lt;b onclick=x&gt;A&lt;/b&gt;</p>"),
    ],
)
def test_page_markdown_makes_no_link_outside_and_no_markup(source, shown):
    assert str(PageMarkdown().render(source)).strip() == shown


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (r"$\frac{a}{b}$", "<mfrac>"),
        (r"$\text{<b>x</b><script>alert(1)</script>}$", "<mtext>x</mtext>"),
        (r"$\href{javascript:alert(1)}{x}$", "<mi>x</mi>"),
        (r"$\style{color:red}{x}$", "<mi>x</mi>"),
    ],
)
def test_page_markdown_writes_formulas_as_mathml_and_nothing_else(source, kept):
    shown = BeautifulSoup(str(PageMarkdown().render(source)), "html.parser")
    assert kept in str(shown.find("math"))
    assert not shown.select("script, b, [href], [style]")


def test_page_markdown_aligns_cells_without_a_style():
    shown = BeautifulSoup(str(PageMarkdown().render("|a|b|\n|--|-:|\n|1|2|")), "html.parser")
    assert [cell.get("class") for cell in shown.select("td")] == [None, ["right"]]
    assert not shown.select("[style]")


def test_clean_html_keeps_tables_and_drops_everything_active():
    source = f'<style>td{{}}</style><table onclick="x()"><tr><td style="color:red">1</td></tr></table>{EVIL}'
    assert clean_html(source) == "<table><tbody><tr><td>1</td></tr></tbody></table>"


def test_measure_picture_reads_width_then_height():
    assert measure_picture(base64.b64encode(make_png(64, 40)).decode()) == (64, 40)
    assert measure_picture("bm90IGEgcG5n") is None


# exhibits


def test_render_page_shows_an_exhibit_once(show):
    page = exhibit_page(show)
    assert page.get_text().count("Quảng Ninh đạt 7,25 điểm.") == 1
    assert page.select_one("figure h3.finding").text == "Quảng Ninh đạt 7,25 điểm."
    assert [line.text for line in page.select("figcaption p")] == [
        "Lưu ý: Chỉ để thử",
        "Nguồn: Số liệu dựng để thử",
    ]


def test_render_page_gives_a_picture_its_alt_text_and_size(show):
    picture = exhibit_page(show).select_one("figure img")
    assert (picture["alt"], picture["width"], picture["height"]) == ("Hai tỉnh trên một trục", "64", "40")
    assert picture["src"].startswith("data:image/png;base64,")


def test_render_page_writes_the_table_as_its_reader_does(show):
    table = exhibit_page(show).select_one("details.data table")
    assert [cell.text for cell in table.select("thead th")] == ["Mã địa phương", "Tỉnh, thành phố", "Điểm"]
    assert [[cell.text for cell in row.select("th, td")] for row in table.select("tbody tr")] == [
        ["22", "Quảng Ninh", "7,25"],
        ["66", "Đắk Lắk", "–"],
    ]
    assert table.select_one("tbody th")["scope"] == "row"
    assert table["class"] == ["f3"]  # the third column holds figures
    assert page_text(show, table.parent["aria-labelledby"]) == "Quảng Ninh đạt 7,25 điểm."


def test_render_page_shows_a_table_exhibit_unfolded(show):
    page = exhibit_page(show, chart="table")
    assert page.select_one("figure > .scroll > table")
    assert not page.select("figure details.data, figure img")


def test_render_page_marks_the_row_of_its_own_province(show):
    cell = make_cell("show()", *display_exhibit(make_exhibit()))
    page = show(make_notebook(cell, province="66"))
    assert page.select_one("tr.here th").text == "Đắk Lắk"


def test_render_page_shows_the_picture_of_an_exhibit_of_an_unknown_version(show):
    outputs = display_exhibit(make_exhibit())
    outputs[1]["data"][MIME]["version"] = 99
    page = show(make_notebook(make_cell("show()", *outputs)))
    assert page.select_one("img")["alt"] == "Hai tỉnh trên một trục"
    assert not page.select("figure table")


def test_render_page_never_lets_a_name_become_markup(show):
    outputs = display_exhibit(make_exhibit(finding=EVIL, alt=EVIL, note=EVIL, source=EVIL))
    outputs[1]["data"][MIME]["rows"][0][1] = EVIL
    foreign = v4.new_output("execute_result", {"text/html": EVIL, "text/plain": EVIL}, execution_count=1)
    printed = v4.new_output("stream", text=EVIL)
    about = {"title": EVIL, "index": EVIL, "province_name": EVIL, "language": "vi"}
    page = show(
        make_notebook(EVIL, make_cell(EVIL, *outputs, foreign, printed), **about),
        next_province=Link(EVIL, "a.html"),
    )
    assert not page.select("script, [onerror]")
    assert [image["alt"] for image in page.select("img")] == [EVIL]
    assert page.select_one("h1").text == page.select_one(".turns span").text == EVIL


# the page around them


def test_render_page_names_no_address_outside_the_folder(show):
    page = show(make_notebook("## Nguồn\n\n<https://papi.org.vn> và ![x](http://a.b/c.png)"))
    addresses = [tag[name] for tag in page.find_all(True) for name in ("href", "src") if tag.has_attr(name)]
    assert addresses == ["data:,", "../assets/page.css", "#main_content", "4.ipynb"]
    assert "default-src 'none'" in page.select_one("meta[http-equiv]")["content"]


@pytest.mark.parametrize(("language", "word"), [("vi", "Số liệu"), ("en", "Data behind this picture")])
def test_render_page_speaks_the_language_of_the_notebook(show, language, word):
    cell = make_cell("show()", *display_exhibit(make_exhibit(language)))
    page = show(make_notebook(cell, language=language))
    assert page.html["lang"] == language
    assert page.select_one("details.data summary").text == word


def test_render_page_heads_the_page_with_title_index_year_and_province(show):
    about = {"title": "Kiểm soát tham nhũng", "index": "papi", "year": 2024, "province_name": "Quảng Ninh"}
    page = show(make_notebook("# Câu hỏi?", **about, page="component", component="4"))
    assert page.select_one("h1").text == "Kiểm soát tham nhũng"
    assert page.select_one("p.question").text == "Câu hỏi?"
    assert [part.text for part in page.select(".eyebrow span")] == [
        "PAPI",
        "2024",
        "Quảng Ninh",
        "Chỉ số thành phần 4",
    ]


def test_render_page_lists_its_headings(show):
    page = show(make_notebook("# Câu hỏi", "## Vị trí\n\n### Trong vùng", "## Điểm bị mất"))
    assert [(link.text, link["href"]) for link in page.select(".contents a")] == [
        ("Vị trí", "#vi-tri"),
        ("Trong vùng", "#trong-vung"),
        ("Điểm bị mất", "#diem-bi-mat"),
    ]


def test_render_page_never_skips_a_level_of_heading(show):
    page = show(make_notebook("# Câu hỏi", make_cell("show()", *display_exhibit(make_exhibit(chart="text")))))
    assert [heading.name for heading in page.select("h1, h2, h3")] == ["h1", "h2"]


def test_render_page_folds_the_injected_parameters_and_hides_the_defaults(show):
    default = make_cell("year = 1", tags=["parameters"])
    injected = make_cell("year = 2024", tags=["injected-parameters"])
    page = show(make_notebook("# Câu hỏi", default, injected, "Mở đầu"))
    assert [(code.summary.text, code.pre.text) for code in page.select("main details.code")] == [
        ("Tham số của lần chạy [1]", "year = 2024")
    ]
    assert page.select_one("main > *").text.strip() == "Mở đầu"


def test_render_page_shows_an_error_with_its_cell_and_message(show):
    error = v4.new_output("error", ename="KeyError", evalue="'tổng'", traceback=["\x1b[31mdòng 1\x1b[0m", "dòng 2"])
    mark = v4.new_markdown_cell(
        "<span>An Exception was encountered</span>", metadata={"tags": ["papermill-error-cell-tag"]}
    )
    page = show(make_notebook(mark, make_cell("f()", error, number=7)))
    assert page.select_one(".error").get_text(" ", strip=True).startswith("Lỗi ở ô lệnh [7] KeyError : 'tổng'")
    assert page.select_one(".error pre").text == "dòng 1\ndòng 2"
    assert page.select_one(".status.failed")
    assert "An Exception" not in page.text


def test_render_page_says_that_there_is_no_data(show):
    page = show(make_notebook("# Câu hỏi", status="no_data"))
    assert page.select_one(".status").text.startswith("Không có số liệu.")


def test_render_page_renders_what_it_does_not_know(show):
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}}
    vector = {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    outputs = (v4.new_output("display_data", data) for data in (widget, vector))
    page = show(make_notebook(make_cell("draw()", *outputs), v4.new_raw_cell("thô")))
    assert page.select_one("pre.printed").text == "Nội dung này chỉ xem được trong JupyterLab."
    assert page.select_one("img")["src"].startswith("data:image/svg+xml,%3Csvg")


def test_read_notebook_reads_an_older_form(tmp_path):
    sheet = {"cells": [{"cell_type": "markdown", "source": "A", "metadata": {}}], "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]}
    (tmp_path / "old.ipynb").write_text(json.dumps(old))
    assert read_notebook(tmp_path / "old.ipynb").cells[0].source == "A"


def test_read_notebook_names_a_file_that_is_none(tmp_path):
    (tmp_path / "a.ipynb").write_text("{")
    with pytest.raises(ValueError, match=r"a\.ipynb is not a notebook"):
        read_notebook(tmp_path / "a.ipynb")


def test_write_assets_lays_every_file_that_the_styles_ask_for(tmp_path):
    write_assets(tmp_path)
    asked = set(re.findall(r"url\((.*?)\)", (tmp_path / "page.css").read_text()))
    assert asked == {f"{name}.woff" for name in FONTS}
    assert sum((tmp_path / name).stat().st_size for name in asked) < 80_000


def test_fonts_of_pages_hold_every_letter_and_are_those_that_are_written(tmp_path):
    write_assets(tmp_path)
    (tmp_path / "anew").mkdir()
    write_fonts(tmp_path / "anew")
    for name in FONTS:
        letters = set(TTFont(tmp_path / f"{name}.woff").getBestCmap())
        assert {ord(letter) for letter in list_characters()} <= letters | set(map(ord, "▲▼→←′″"))
        assert set(TTFont(tmp_path / "anew" / f"{name}.woff").getBestCmap()) == letters
