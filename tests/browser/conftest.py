"""A browser, and a folder of pages for it to open.

Set ``PARLIB_REPORTS`` to a reports folder to look at that one instead of the small made one.
"""

import json
import os
import shutil
from itertools import product
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook

from parlib.pages.assets import write_assets
from parlib.pages.index_page import build_index
from parlib.pages.render_page import render_page
from parlib.results.links import plan_links, relative_address
from parlib.site.build import build_site

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PROVINCES = {"22": "Quảng Ninh", "66": "Đắk Lắk", "77": "Bà Rịa <b>Vũng Tàu</b>"}
COMPONENTS = {"2": "Công khai, minh bạch", "10": "Chỉ số <script>alert(1)</script>"}


@pytest.fixture(scope="session")
def browser():
    """Return headless Chromium; skip where there is none, fail where the tests must be complete (CI)."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(f"no browser found: looked for {', '.join(BROWSERS)}")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """Return a fresh page; ``seen`` holds its requests, and what its console and its scripts complained of."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page = context.new_page()
    page.seen = {"requests": [], "errors": []}
    page.on("request", lambda request: page.seen["requests"].append(request.url))
    page.on("console", lambda said: page.seen["errors"].append(said.text) if said.type != "log" else None)
    page.on("pageerror", lambda error: page.seen["errors"].append(str(error)))
    yield page
    context.close()


@pytest.fixture(scope="session")
def made_reports(tmp_path_factory):
    """Return a small made reports folder."""
    return make_reports(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="session")
def reports(request):
    """Return the reports folder to look at."""
    given = os.environ.get("PARLIB_REPORTS")
    return Path(given).resolve() if given else request.getfixturevalue("made_reports")


@pytest.fixture(scope="session")
def site(made_reports, home, tmp_path_factory):
    """Return the review site of a copy of the made reports folder."""
    copy = tmp_path_factory.mktemp("run") / "reports"
    shutil.copytree(made_reports, copy)
    return build_site(copy, jobs=1, home=home).entry.parent


def make_reports(folder):
    """Make a small reports folder: every kind of page and state, in both languages, with markup in names."""
    pages = [plan_page(*parts) for parts in plan_parts()]
    links = plan_links(pages)
    for page in pages:
        (folder / page["notebook"]).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(make_page(page), folder / page["notebook"])
        assets = relative_address("assets", page["html"])
        render_page(folder / page["notebook"], folder / page["html"], assets=assets, links=links[page["html"]])
    write_assets(folder / "assets")
    (folder / "manifest.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    build_index(folder)
    return folder


def plan_parts():
    """Yield kind of page, province, component and language of every page."""
    for language in ("vi", "en"):
        yield "national", None, None, language
        yield from (("province", province, None, language) for province in PROVINCES)
        yield from (("component", *place, language) for place in product(PROVINCES, COMPONENTS))


def plan_page(kind, province, component, language):
    """Return the record of a page as the run manifest has it."""
    name = f"papi/2024/{province or 'ca nuoc'}/{component or kind}{'' if language == 'vi' else '.en'}"
    status = {("22", "10"): "failed", ("66", "10"): "no_data"}.get((province, component), "done")
    about = {
        "kind": "notebook",
        "page": kind,
        "index": "papi",
        "year": 2024,
        "vintage": "63",
        "language": language,
    }
    place = {"province": province, "province_name": PROVINCES.get(province)}
    part = {"component": component, "component_name": COMPONENTS.get(component)}
    error = {"cell": 2, "name": "ValueError", "message": "a < b"} if status == "failed" else None
    files = {
        "notebook": f"{name}.ipynb",
        "html": f"{name}.html",
        "status": status,
        "finding": "7,25",
        "error": error,
    }
    return about | place | part | files


def make_page(page):
    """Return an executed notebook for a record."""
    chart_of = {"text": make_headline(page), "strip": make_long(), "table": {}}
    shown = [
        make_cell("f()", *display_exhibit(make_exhibit(page["language"], chart, name=chart, **changes)))
        for chart, changes in chart_of.items()
    ]
    if page["status"] == "failed":
        shown[2].outputs = [nbformat.v4.new_output("error", ename="ValueError", evalue="a < b", traceback=["a < b"])]
    title = page["component_name"] or page["province_name"] or "Cả nước"
    return make_notebook("# Câu hỏi", shown[0], "## Một", shown[1], "## Hai", shown[2], **page, title=title)


def make_headline(page):
    """Return what the first exhibit of a page says: score, share and rank; simulated for one province."""
    shares = {"22": 0.9, "66": 0.4, "77": 0.65}
    table = {"score": [7.25], "share": [shares.get(page["province"])], "rank": [2], "n_ranked": [3]}
    return {"table": pd.DataFrame(table), "simulated": page["province"] == "77"}


def make_long():
    """Return a table longer than a page lays at once, and a finding with a number in its last row."""
    table = pd.DataFrame({"province": [f"Tỉnh {n}" for n in range(20)], "score": [float(n) for n in range(20)]})
    table["note"] = ["=1+1", 'a "b", c', *[None] * 18]
    links = {"finding": [[12, 17, "", 19, "score"]]}
    return {"table": table, "finding": "Tỉnh 19 đạt 19,00 điểm <b>cao nhất</b>.", "links": links}
