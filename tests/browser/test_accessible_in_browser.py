"""Every page of a reports folder: axe finds nothing, good practice included; nothing moves while a page loads."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def test_axe_finds_nothing_on_any_page_with_all_folds_open(page, reports, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in sorted(reports.rglob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        # Two regions of a made page bear one name because its made findings are the same.
        options = {"rules": {"landmark-unique": {"enabled": "PARLIB_REPORTS" in os.environ}}}
        faults = Axe().run(page, options=options).response["violations"]
        found |= {f"{path.name}: {fault['id']}": fault["nodes"][0]["html"] for fault in faults}
    assert found == {}


@pytest.mark.parametrize("name", ["index.html", "index.en.html"])
def test_what_is_shown_first_stays_where_it_is(page, reports, name):
    page.set_viewport_size({"width": 412, "height": 823})
    page.goto((reports / name).as_uri())
    assert page.evaluate(SHIFT) < 0.05


def test_the_index_has_no_filter_where_no_script_runs(browser, reports):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((reports / "index.html").as_uri())
    assert not page.locator("#filter").is_visible()
    context.close()
