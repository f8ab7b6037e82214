"""Charts as a reader meets them: names under pointer and focus, a place that stands out, letters that a phone shows."""

import pytest
from made_charts import TABLES, make_chart
from playwright.sync_api import expect

from parlib.charts.svg import write_svg
from parlib.pages.assets import TEMPLATES

pytestmark = pytest.mark.browser

PLACES = [[f"{n:02}", f"Tỉnh {n}", "Vùng", 40.0 + n, "subject" if n == 3 else "other"] for n in range(12)]
SEEN = """() => [...document.querySelectorAll('.h')].filter((one) => one.getBoundingClientRect().width)
  .map((one) => one.textContent)"""
WORDS = """() => [...document.querySelectorAll('svg.chart text:not(.h)')].map((one) => {
  const box = one.getBoundingClientRect();
  return [one.textContent, parseFloat(getComputedStyle(one).fontSize), box.left, box.right];
})"""


@pytest.fixture
def open_charts(page, tmp_path):
    """Return what opens charts, with or without the script of the site."""

    def open_page(charts, script=True):
        styles = [TEMPLATES / "assets" / "page.css", TEMPLATES / "review" / "review.css"]
        head = "".join(f"<style>{path.read_text(encoding='utf-8')}</style>" for path in styles)
        body = "".join(
            f'<div class="drawing" data-highlight="Làm nổi bật:">{write_svg(chart, "Hình", "vi")}</div>'
            for chart in charts
        )
        code = (TEMPLATES / "review" / "charts.js").read_text(encoding="utf-8") if script else ""
        file = tmp_path / "charts.html"
        file.write_text(
            f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8">{head}<main>{body}</main>'
            f"<script>{code}</script></html>",
            encoding="utf-8",
        )
        page.goto(file.as_uri())
        return page

    return open_page


def test_a_mark_is_named_under_the_pointer_and_on_focus_without_a_script(open_charts):
    page = open_charts([make_chart("strip", rows=PLACES)], script=False)
    assert page.evaluate(SEEN) == []
    page.locator('[data-p="07"] circle').hover()
    assert page.evaluate(SEEN) == ["Tỉnh 7 47,00"]
    page.locator('[data-p="09"]').focus()
    assert "Tỉnh 9 49,00" in page.evaluate(SEEN)
    assert page.locator("[tabindex='0']").count() == len(PLACES)


def test_a_chosen_place_stands_out_in_every_chart_and_stays_chosen(open_charts):
    ranked = [[n + 1, f"{n:02}", f"Tỉnh {n}", 60.0 - n, "other"] for n in range(12)]
    charts = [make_chart("strip", rows=PLACES), make_chart("ranking", rows=ranked)]
    page = open_charts(charts)
    page.locator(".highlight select").first.select_option(label="Tỉnh 5")
    assert page.locator(".chosen").count() == 2
    page.wait_for_timeout(600)  # a browser writes what it keeps a little later
    page.reload()
    assert page.locator(".chosen").count() == 2
    page.locator('[data-p="05"] circle').first.click()
    assert page.locator(".chosen").count() == 0
    assert [said for said in page.seen["errors"] if "Failed to load" not in said] == []  # fonts are not laid here


def test_arrows_go_from_mark_to_mark_and_a_chart_is_one_stop(open_charts):
    page = open_charts(
        [make_chart("ranking", rows=[[n + 1, f"{n:02}", f"T {n}", 60.0 - n, "other"] for n in range(12)])]
    )
    expect(page.locator("svg [tabindex='0']")).to_have_count(1)
    page.locator("svg [tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SEEN) == ["T 1 59,00"]
    page.keyboard.press("Enter")
    assert page.locator(".chosen").get_attribute("data-p") == "01"


@pytest.mark.parametrize("kind", [kind for kind in TABLES if kind != "tiles"])
def test_letters_of_every_chart_keep_their_size_and_stay_within_a_phone(open_charts, kind):
    page = open_charts([make_chart(kind)])
    page.set_viewport_size({"width": 390, "height": 844})
    words = page.evaluate(WORDS)
    assert [word for word in words if word[1] < 11 or word[2] < -1 or word[3] > 391] == []
