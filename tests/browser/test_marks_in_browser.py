"""Review marks as reviewers make them: kept in the browser, exported, merged, shown as text."""

import csv
import json

import pytest

pytestmark = pytest.mark.browser

MARKUP = '<img src=x onerror="document.title=1"> cần xem lại'


@pytest.fixture
def reviewer(browser):
    """Return a function that opens a fresh browser of a reviewer; ``errors`` of a page holds what went wrong."""
    contexts = []

    def open_browser(script="", **about):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True, **about))
        page = contexts[-1].new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
        page.add_init_script(script)
        return page

    yield open_browser
    for context in contexts:
        context.close()


def mark_page(page, site, html, comment):
    page.goto((site / html).as_uri())
    page.check("#read")
    page.fill("#comment", comment)


def save(page, button, path):
    with page.expect_download() as waited:
        page.click(button)
    waited.value.save_as(path)
    return waited.value.suggested_filename


def open_front(page, site):
    page.goto((site / "index.html").as_uri())
    return page


def read_rows(page):
    return [row.locator("th, td").all_inner_texts() for row in page.locator("#marks tbody tr").all()]


def test_marks_survive_a_reload_and_are_ticked_on_the_front_page(reviewer, site):
    page = reviewer()
    mark_page(page, site, "papi/2024/66/2.html", MARKUP)
    assert page.inner_text("#marks_said") == "Đã lưu trong trình duyệt này"
    page.reload()
    assert page.is_checked("#read")
    assert page.input_value("#comment") == MARKUP
    page.goto((site / "papi/2024/22/2.html").as_uri())
    assert not page.is_checked("#read")
    open_front(page, site)
    assert page.locator(".matrix a.read").count() == 1
    assert page.locator("#marks a").get_attribute("href").endswith("papi/2024/66/2.html")
    assert page.errors == []


def test_a_mark_that_is_taken_back_is_gone(reviewer, site):
    page = reviewer()
    mark_page(page, site, "papi/2024/66/2.html", "a")
    page.uncheck("#read")
    page.fill("#comment", "")
    open_front(page, site)
    assert not page.locator("#marks_found").is_visible()


def test_files_of_two_reviewers_become_one_list_as_text(reviewer, site, tmp_path):
    for name, comment in (("Đỗ An", MARKUP), ("Bình", "=1+1")):
        page = reviewer()
        mark_page(page, site, "papi/2024/77/2.html", comment)
        open_front(page, site).fill("#reviewer", name)
        save(page, "#export_marks", tmp_path / f"{name}.json")
    page = open_front(reviewer(), site)
    page.set_input_files("#merge_marks", [tmp_path / "Đỗ An.json", tmp_path / "Bình.json"])
    page.locator("#marks tbody tr").nth(1).wait_for()
    assert [row[1:4] for row in read_rows(page)] == [["Bình", "✓", "=1+1"], ["Đỗ An", "✓", MARKUP]]
    assert page.locator("#marks img").count() == 0
    assert save(page, "#list_marks", tmp_path / "a.csv") == "review.csv"
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Trang đã đổi sau đó"] for row in rows] == ["", ""]
    assert [(row["Người đọc duyệt"], row["Nhận xét"]) for row in rows] == [("Bình", "'=1+1"), ("Đỗ An", MARKUP)]
    assert page.errors == []


def test_of_two_marks_of_one_reviewer_the_newer_counts(reviewer, site, tmp_path):
    for number, at in enumerate(("2026-01-01T20:00:00Z", "2026-01-01T19:00:00Z")):
        mark = {"page": "papi/2024/22/2.html", "read": True, "comment": f"{number}", "at": at}
        held = {"format": "parlib review 1", "reviewer": "An", "marks": [mark]}
        (tmp_path / f"{number}.json").write_text(json.dumps(held))
    page = open_front(reviewer(timezone_id="Asia/Ho_Chi_Minh"), site)
    page.set_input_files("#merge_marks", [tmp_path / "0.json", tmp_path / "1.json"])
    page.locator("#marks tbody tr").first.wait_for()
    assert [row[3] for row in read_rows(page)] == ["0"]
    assert "03:00" in read_rows(page)[0][4]


@pytest.mark.parametrize("held", ["{", "[]", '{"format": "parlib review 1", "marks": [{"page": 1}]}'])
def test_a_file_that_holds_no_marks_is_named(reviewer, site, tmp_path, held):
    (tmp_path / "x.json").write_text(held)
    page = open_front(reviewer(), site)
    page.set_input_files("#merge_marks", tmp_path / "x.json")
    page.locator("#marks_said", has_text="x.json: không phải tệp đọc duyệt").wait_for()
    assert read_rows(page) == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//.html", "https://example.org/a.html", "../../a.html", "/a.html"]
)
def test_an_address_out_of_the_site_is_no_link(reviewer, site, tmp_path, address):
    held = {"format": "parlib review 1", "reviewer": "An", "marks": [{"page": address, "read": True}]}
    (tmp_path / "x.json").write_text(json.dumps(held))
    page = open_front(reviewer(), site)
    page.set_input_files("#merge_marks", tmp_path / "x.json")
    page.locator("#marks tbody tr").wait_for()
    assert read_rows(page)[0][0] == address
    assert page.locator("#marks a").count() == 0


def test_a_browser_that_refuses_storage_is_said_to(reviewer, site):
    refuse = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    page = reviewer(refuse)
    page.goto((site / "papi/2024/66/2.html").as_uri())
    assert "Trình duyệt không cho lưu" in page.inner_text("#marks_said")
    open_front(page, site)
    assert "Trình duyệt không cho lưu" in page.inner_text("#marks_said")
    assert page.errors == []
