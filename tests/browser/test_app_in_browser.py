"""The local page as a clerk uses it: two workbooks dropped, the papers made, one figure mended, everything right."""

import os
import re
import subprocess
import sys
import time
import zipfile

import pytest
from made_drops import make_drops, mend
from test_local import fill_local

from parlib.simulate.local import simulate_local

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_CLICKS = 3
MOST_SECONDS = 120
"""Seconds from the drop to the papers on two cores that do nothing else."""

MOST_BESIDE = 30
"""Seconds that a mended figure may take beside the notebooks."""


@pytest.fixture(scope="module")
def drops(tmp_path_factory):
    return make_drops(tmp_path_factory.mktemp("drops"))


@pytest.fixture(scope="module")
def address(drops):
    """Return the address of the page of the home, served as a double click serves it; it ends cleanly."""
    known = {name: value for name, value in os.environ.items() if name != "PARLIB_HOME"}
    command = [sys.executable, "-m", "parlib.app", "--no-browser", "--home", str(drops[0])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=known) as process:
        process.stdout.readline()
        yield process.stdout.readline().decode().strip()
        process.terminate()
        assert process.wait(30) == 0


class Clerk:
    """Drops and clicks, and counts what was clicked."""

    def __init__(self, page, address):
        self.page, self.clicks = page, 0
        page.goto(address)

    def drop(self, *paths):
        """Drop files onto the page, as a drag from a folder does."""
        self.page.evaluate(
            """() => { const all = document.createElement("input"); all.type = "file"; all.multiple = true;
            all.id = "carried"; document.body.append(all); }"""
        )
        self.page.set_input_files("#carried", [str(path) for path in paths])
        self.page.evaluate(
            """() => { const carried = new DataTransfer();
            for (const file of document.getElementById("carried").files) carried.items.add(file);
            document.getElementById("drop").dispatchEvent(
              new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true})); }"""
        )

    def click(self, what):
        self.clicks += 1
        self.page.click(what)

    def wait(self, what):
        """Wait for what follows a task; return the seconds of each step by its first words."""
        from playwright.sync_api import Error

        steps, began = {}, time.monotonic()
        self.page.wait_for_selector("#step")
        while time.monotonic() - began < 500:
            try:
                if (step := self.page.query_selector("#step")) is None:
                    break
                said = re.split(r"[:\d]", step.text_content() or "")[0]
            except Error:  # the page is loaded anew just now
                continue
            steps[said] = steps.get(said, 0) + 0.25
            time.sleep(0.25)
        self.page.wait_for_selector(what)
        return steps


def allow(seconds):
    """Return the seconds allowed: more where other programs, such as tests beside this one, share the cores."""
    beside = 1.5 if "PYTEST_XDIST_WORKER" in os.environ else 1.0
    return seconds * beside * max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def read_products(page, home):
    """Return the bytes of every product that is linked, by its path."""
    links = page.eval_on_selector_all(".products a", "all => all.map(one => decodeURIComponent(one.pathname))")
    return {link: (home / "conference" / link.removeprefix("/pack/")).read_bytes() for link in links}


def test_from_two_dropped_workbooks_to_the_papers_and_a_mended_figure_to_all_of_them(page, drops, address, tmp_path):
    home, country, own, _ = drops
    clerk, began = Clerk(page, address), time.monotonic()
    clerk.drop(country, own)
    clerk.wait("#check-title")
    assert page.locator("article.file.ok").count() == 2
    assert page.locator("article li", has_text="22 Quảng Ninh").count() == 1  # sheet by sheet
    assert page.input_value("#province") == "22"
    clerk.click("#make")
    clerk.wait("#products-title")
    taken = time.monotonic() - began
    print(f"dropped to papers: {clerk.clicks} clicks, {taken:.0f} s")
    assert clerk.clicks <= MOST_CLICKS
    assert taken <= allow(MOST_SECONDS)
    before = read_products(page, home)
    assert len(before) >= 12
    with page.expect_download() as download:
        page.click(".products a >> nth=0")
    assert download.value.suggested_filename.endswith(".pptx")

    clerk.clicks, began = 0, time.monotonic()
    clerk.drop(mend(own, tmp_path / "again"))
    clerk.wait("#check-title")
    assert page.locator("article li", has_text="F10").count() == 1
    clerk.click("#make")
    steps = clerk.wait("#products-title")
    taken, notebooks = time.monotonic() - began, steps.get("Đang phân tích", 0)
    print(f"mended to papers: {clerk.clicks} click, {taken:.0f} s, {notebooks:.0f} s of them notebooks; {steps}")
    assert clerk.clicks == 1
    assert taken - notebooks <= allow(MOST_BESIDE)
    after = read_products(page, home)
    files = [name for name in after if name.endswith((".docx", ".pptx", ".xlsx", ".csv"))]
    same = [name for name in files if after[name] == before[name]]
    assert (set(after), same) == (set(before), [])
    assert page.locator(".notice.warn").count() == 0  # nothing is of figures that have changed since
    assert page.seen["errors"] == []
    assert all(request.startswith((address.split("?")[0], "data:")) for request in page.seen["requests"])


@pytest.mark.exhaustive
def test_one_click_makes_a_paper_for_each_unit_and_one_file_holds_them_all(page, drops, address):
    home, _, own, _ = drops
    fill_local(home / "data" / "raw")
    simulate_local(home / "data" / "raw", "cchc_so", 2024, 1)
    clerk = Clerk(page, address)
    clerk.drop(own)
    clerk.wait("#check-title")
    clerk.click("#make")
    clerk.wait("#make-units")
    assert "5 đơn vị" in page.text_content("#make-units")
    assert page.query_selector("#units-zip") is None
    clerk.click("#make-units")
    steps = clerk.wait("#units-zip")
    assert any(step.startswith("Đang lập tài liệu") for step in steps)
    assert page.query_selector("#make-units") is None
    with page.expect_download() as download:
        page.click("#units-zip")
    assert download.value.suggested_filename == "phieu-don-vi-22-2025.zip"
    with zipfile.ZipFile(download.value.path()) as packed:
        papers = {name: packed.read(name) for name in packed.namelist()}
    made = {path.name: path.read_bytes() for path in (home / "conference" / "22-2025" / "don-vi").glob("*.docx")}
    assert papers == made
    assert len(made) == 5
    clerk.click("#make")  # what was handed out goes with the figures: the next update keeps them
    clerk.wait("#units-zip")
    assert page.locator("section[aria-labelledby=units-title] .products li").count() == 5
    assert page.seen["errors"] == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["", "register"])
def test_the_page_is_for_everybody(page, address, language, width, path):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    if page.get_attribute("html", "lang") != language:
        page.click("button[name=language]")
    page.goto(address.split("?")[0] + path)
    assert page.get_attribute("html", "lang") == language
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    targets = page.locator(
        "button:visible, nav a, select:visible, input:visible:not([type=checkbox]):not(.out), .button"
    )
    heights = [targets.nth(place).bounding_box()["height"] for place in range(targets.count())]
    assert min(heights) >= 44
