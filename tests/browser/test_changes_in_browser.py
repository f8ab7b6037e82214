"""What changed since an earlier run as its reader sees it: filtered, on a phone, in both themes, on paper."""

import json
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from parlib.exhibits.exhibit import MIME
from parlib.site.build import build_site

pytestmark = pytest.mark.browser

KINDS = {
    "list": "changed.html",
    "list in English": "changed.en.html",
    "changed page": "papi/2024/66/2.html",
    "unexplained page": "papi/2024/22/2.html",
    "new page": "papi/2024/77/10.html",
    "front": "papi/2024/index.html",
}
MADE = {"template": "t1", "parameters": "p1", "code": "c1", "libraries": "l1"}
EVIL = '<img src=x onerror="document.title=1">'


def tell_inputs(reports, changed=(), drop=()):
    """Let the manifest of a made run say what pages were made from; pages in *changed* from another template."""
    lines = [json.loads(line) for line in (reports / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    for about in lines:
        about |= {"made": {**MADE, "template": "t2" if about["html"] in changed else "t1"}, "reads": []}
        about |= {"finished": "2026-11-20T10:12:00+00:00", "data": "a" * 64, "template": "b" * 64, "version": "0.1.0"}
    kept = [json.dumps(about, ensure_ascii=False) + "\n" for about in lines if about["html"] not in drop]
    (reports / "manifest.jsonl").write_text("".join(kept), encoding="utf-8")


def change_page(reports, html):
    """Change the score and the finding of a page's exhibits, and one row of its long table."""
    path = reports / html.replace(".html", ".ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for output in (output for cell in notebook["cells"] for output in cell.get("outputs", [])):
        exhibit = output.get("data", {}).get(MIME)
        if exhibit and exhibit["name"] == "text":
            exhibit |= {"finding": f"Nay {EVIL} là khác."}
            exhibit["rows"][0][0] = 7.5
        elif exhibit and exhibit["name"] == "strip":
            exhibit["rows"][19][1] = 18.5
            exhibit["rows"][18][0] = f"Tỉnh {EVIL}"
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(scope="session")
def against(made_reports, home, tmp_path_factory):
    """Return the site of a run held against an earlier one: a page with a reason, one without, a page that is new."""
    folder = tmp_path_factory.mktemp("against")
    old, new = (shutil.copytree(made_reports, folder / name) for name in ("old", "new"))
    changed = [f"papi/2024/66/2{mark}.html" for mark in ("", ".en")]
    for html in (*changed, "papi/2024/22/2.html"):
        change_page(new, html)
    tell_inputs(old, drop=["papi/2024/77/10.html"])
    tell_inputs(new, changed, drop=["papi/2024/77/2.html"])
    return build_site(new, jobs=1, home=home, against=old).entry.parent


def open_kind(page, site, kind, **media):
    page.emulate_media(**media)
    page.goto((site / KINDS[kind]).as_uri(), wait_until="load")
    return page


def read_lines(page):
    return [row.locator("th, td").all_inner_texts() for row in page.locator("#lines tbody tr").all()]


def test_the_list_names_old_and_new_and_leads_to_the_cell(page, against):
    open_kind(page, against, "list")
    page.locator("#lines_said", has_text="dòng được hiển thị").wait_for()
    first = next(row for row in read_lines(page) if row[4] == "19,00")
    assert first[4:7] == ["19,00", "18,50", "−0,50"]
    page.locator("#lines tr", has_text="18,50").last.locator("a").click()
    page.wait_for_url("**/papi/2024/*/2.html#n*")
    cell = page.locator("#exhibit_3 .led-to")
    cell.wait_for()
    assert cell.locator("del").inner_text() == "19,00"
    assert "trước" in cell.locator(".was").text_content()
    assert page.seen["errors"] == []


def test_the_list_is_filtered_by_reason_place_component_and_finding(page, against):
    open_kind(page, against, "list")
    page.locator("#lines_said", has_text="dòng được hiển thị").wait_for()
    every = len(read_lines(page))
    page.select_option("#reason", "template")
    page.locator("#lines tbody tr", has_text="KHÔNG GIẢI THÍCH").first.wait_for(state="detached")
    assert {row[8] for row in read_lines(page)} == {"mẫu"}
    assert 0 < len(read_lines(page)) < every
    assert [item.is_visible() for item in page.locator(".sentences > li").all()].count(True) == 1
    page.select_option("#place", "63.22")
    page.locator("#lines_said", has_text="tổng số 0").wait_for()
    page.reload()
    assert page.input_value("#place") == "63.22"
    page.select_option("#place", "")
    page.select_option("#reason", "")
    page.select_option("#component", "2")
    page.check("#only_findings")
    page.locator(f"#lines tbody tr >> nth={every - 1}").wait_for()
    assert page.seen["errors"] == []


def test_markup_in_what_changed_is_shown_as_text(page, against):
    for kind in ("list", "changed page"):
        open_kind(page, against, kind)
        assert page.locator("img[src=x]").count() == 0
        assert page.title() != "1"
    open_kind(page, against, "list")
    assert EVIL in page.locator(".sentences .after").first.inner_text()
    assert page.seen["errors"] == []


def test_a_page_says_what_differs_and_why(page, against):
    open_kind(page, against, "changed page")
    said = page.locator(".status.change").inner_text()
    assert "số liệu 2 · nhận định 1" in said
    assert "Lý do có thể: mẫu" in said
    assert page.locator("#exhibit_1 .differs details p").inner_text() == "Quảng Ninh đạt 7,25 điểm."
    page.click("#exhibit_3 details.data summary")
    page.locator("#exhibit_3 tr[data-new]").wait_for()
    open_kind(page, against, "unexplained page")
    assert "KHÔNG GIẢI THÍCH ĐƯỢC" in page.locator(".status.unexplained").inner_text()
    open_kind(page, against, "new page")
    assert "không có trong lần chạy trước" in page.locator(".status.change").inner_text()


def test_the_overview_marks_and_filters_what_changed(page, against):
    open_kind(page, against, "front")
    assert page.locator(".matrix td[data-change=finding]").count() == 2
    assert page.locator(".matrix td[data-change=new]").count() == 1
    page.select_option("#change", "finding")
    assert [row.inner_text() for row in page.locator(".matrix tbody th").all() if row.is_visible()] == [
        "Quảng Ninh",
        "Đắk Lắk",
    ]
    page.click("nav.ways a >> text=Có gì thay đổi")
    page.wait_for_url("**/changed.html")


def test_a_mark_on_a_page_that_says_something_else_now_is_warned_of(page, against):
    open_kind(page, against, "changed page")
    page.check("#read")
    page.evaluate(
        """for (const [name, text] of Object.entries(localStorage))
             localStorage.setItem(name, text.replace(/"content":"[^"]+"/, '"content":"another"'));"""
    )
    page.reload()
    assert "Trang đã đổi từ khi được đánh dấu" in page.inner_text("#marks_said")
    open_kind(page, against, "front")
    page.locator("#stale", has_text="1 trang đã đổi").wait_for()
    assert page.locator(".matrix a.stale").count() == 1
    assert "hãy đọc lại" in page.inner_text("#marks tbody")
    open_kind(page, against, "changed page")
    page.uncheck("#read")
    page.check("#read")
    open_kind(page, against, "front")
    page.locator(".matrix a.read").wait_for()
    assert not page.locator("#stale").is_visible()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_in_what_changed(page, against, kind, scheme):
    open_kind(page, against, kind, color_scheme=scheme)
    for folded in page.locator("main details").all():
        folded.evaluate("d => { d.open = true; }")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_changed_is_no_wider_than_a_phone(page, against, kind):
    page.set_viewport_size({"width": 360, "height": 740})
    open_kind(page, against, kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_paper_gets_the_old_finding_and_the_list(page, against):
    open_kind(page, against, "changed page", media="print")
    assert page.locator("#exhibit_1 .differs details p").is_visible()
    open_kind(page, against, "list", media="print")
    assert page.locator("#lines tbody tr").first.is_visible()
    assert not page.locator("form.choices").is_visible()
