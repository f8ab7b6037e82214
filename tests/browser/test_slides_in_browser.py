"""Slides as people meet them: on a projector and a phone, by keyboard, on paper, in both themes, without a network."""

import re
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree

from parlib.publish.slides.build import SlidesRequest, name_slides, write_slides
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

pytestmark = pytest.mark.browser

LONGEST = "77"
"""Bà Rịa - Vũng Tàu: the longest name among the provinces."""

LEAVES = "section:not(:has(section))"

PARTS = ".words > *, .body > *, .body img, .body svg, .body li, tr, .cards > div, .foot, .feet"

FRAMES = """parts => [...document.querySelectorAll('section:not(:has(section))')].map(section => {
  const sheet = section.querySelector('.sheet'), frame = sheet.getBoundingClientRect(), over = [];
  const beside = sheet.matches('.beside'), bottom = part => part.getBoundingClientRect().bottom;
  for (const part of sheet.querySelectorAll(parts)) {
    const box = part.getBoundingClientRect();
    if (!box.width) continue;
    const out = [frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom];
    const cut = part.scrollWidth > part.clientWidth + 2 && part.matches('h2, p, li, td, th');
    if (Math.max(...out) > 1 || cut) over.push(part.className || part.tagName);
  }
  const foot = sheet.querySelector('.foot') || sheet.querySelector('.feet');
  const above = sheet.querySelectorAll(beside ? '.words' : '.body > *, .body tr, .body li');
  if (foot && Math.max(...[...above].map(bottom)) > foot.getBoundingClientRect().top + 1) over.push('foot');
  if (sheet.scrollHeight > sheet.clientHeight || sheet.scrollWidth > sheet.clientWidth) over.push('sheet');
  return [section.id, over];
}).filter(([_, over]) => over.length)"""
"""Tells what of each slide leaves the slide, is cut, or reaches into its foot."""

SIZES = "parts => [...document.querySelectorAll(parts)].map(part => parseFloat(getComputedStyle(part).fontSize))"


@pytest.fixture(scope="module")
def shows(home, tmp_path_factory):
    """Return the slides of the province with the longest name, in both languages."""
    folder, made = tmp_path_factory.mktemp("shows"), {}
    for language in ("vi", "en"):
        reports = folder / language
        run_pages(plan_pages("papi", 2024, [LONGEST], ["2"], language), reports, home=home)
        records = list_finished(reports)
        run = choose_run(records, "papi", 2024, language)
        dossier = open_dossier(reports, records, run, LONGEST)
        made[language] = write_slides(dossier, SlidesRequest(str(reports), run), folder / name_slides(dossier.about))
    return made


@pytest.fixture
def open_show(browser, shows):
    """Return what opens the slides without a network, and checks at the end that nothing was asked for or wrong."""
    contexts, seen = [], {"requests": [], "errors": []}

    def open_one(language="vi", query="", size=(1280, 720), scheme="light"):
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: seen["requests"].append(request.url))
        page.on("console", lambda said: seen["errors"].append(said.text))
        page.on("pageerror", lambda error: seen["errors"].append(str(error)))
        page.emulate_media(reduced_motion="reduce")
        page.goto(shows[language].path.as_uri() + query, wait_until="load")
        page.evaluate("document.fonts.ready")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert seen["errors"] == []
    assert [address for address in seen["requests"] if not re.match(r"file://|data:", address)] == []


def present_of(page):
    return page.locator(f"{LEAVES}.present").last.get_attribute("id")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_slide_stays_within_its_frame(open_show, shows, language):
    page = open_show(language, "?print-pdf")
    assert page.locator(LEAVES).count() == shows[language].slides
    assert page.evaluate(FRAMES, PARTS) == []
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0 && i.clientHeight > 100)")


def test_arrows_turn_every_page_in_order(open_show, shows):
    page = open_show()
    met = []
    for _ in range(shows["vi"].slides):
        met.append(present_of(page))
        page.keyboard.press("ArrowRight")
    assert met == page.evaluate(f"[...document.querySelectorAll('{LEAVES}')].map(s => s.id)")
    page.keyboard.press("Home")
    assert present_of(page) == "title"
    assert page.locator(".navigate-right").get_attribute("aria-label") == "Trang sau"


def test_one_slide_fills_the_window(open_show):
    page = open_show(size=(1920, 1080))
    page.keyboard.press("ArrowRight")
    box = page.locator("section.present .sheet").bounding_box()
    assert (round(box["width"]), round(box["height"]), round(box["x"]), round(box["y"])) == (1920, 1080, 0, 0)


def test_overview_and_address_lead_to_a_slide(open_show):
    page = open_show(query="#/province-history")
    assert present_of(page) == "province-history"
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('.reveal').classList.contains('overview')")
    page.keyboard.press("Escape")


def test_a_phone_that_is_turned_to_a_wide_screen_shows_slides(open_show):
    page = open_show(size=(390, 844))
    with page.expect_navigation():
        page.set_viewport_size({"width": 1280, "height": 720})
    assert present_of(page) == "title"


def test_notes_are_shown_beside_the_slide_in_the_same_window(open_show):
    page = open_show(query="#/province-history")
    assert not page.locator(".speaker-notes").is_visible()
    page.keyboard.press("s")
    notes = page.locator(".speaker-notes")
    notes.wait_for()
    assert "province.ipynb" in notes.inner_text()
    slide, told = page.locator("section.present .sheet").bounding_box(), notes.bounding_box()
    assert slide["x"] + slide["width"] <= told["x"] + 1
    page.keyboard.press("s")
    assert not notes.is_visible()


@pytest.mark.parametrize(("query", "width"), [("", 1280), ("?print-pdf", 1280), ("", 390)])
def test_paper_holds_one_slide_a_page(open_show, shows, tmp_path, query, width):
    page = open_show(query=query, size=(width, 800))
    assert read_pages(page, tmp_path) == (shows["vi"].slides, {("960", "540")})


def test_paper_holds_the_notes_where_they_are_asked_for(open_show, shows, tmp_path):
    page = open_show(query="?print-pdf&notes")
    count, _ = read_pages(page, tmp_path)
    assert count >= 2 * shows["vi"].slides
    assert (
        "province.ipynb"
        in subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True, text=True).stdout
    )


def read_pages(page, folder):
    """Print to a PDF; return how many pages it has, and their sizes in points."""
    page.pdf(path=folder / "a.pdf", prefer_css_page_size=True, print_background=True)
    text = subprocess.run(["pdftotext", "-bbox", folder / "a.pdf", "-"], capture_output=True, check=True).stdout
    pages = list(etree.fromstring(text, etree.XMLParser(recover=True)).iter("{*}page"))
    return len(pages), {tuple(str(round(float(one.get(side)))) for side in ("width", "height")) for one in pages}


def test_a_phone_reads_the_slides_one_below_the_other(open_show):
    page = open_show("en", size=(390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".reveal").count() == 0
    heights = page.evaluate("[...document.querySelectorAll('.picture > *')].map(p => p.getBoundingClientRect().height)")
    assert min(heights) > 120
    sizes = page.evaluate(SIZES, "p, li, td, th, h2, summary")
    assert min(sizes) >= 13
    page.locator("summary").nth(1).click()
    assert page.locator("aside.notes").nth(1).is_visible()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["projector", "phone"])
def test_axe_finds_nothing_serious(open_show, scheme, size):
    page = open_show(size=size, scheme=scheme)
    found = Axe().run(page).response["violations"]
    if size[0] > 1000:
        for key in ("summary", "national-map", "province-indices", "component-2", "strengths"):
            page.evaluate("key => location.hash = '#/' + key", key)
            page.wait_for_function("key => document.getElementById(key).classList.contains('present')", arg=key)
            found += Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []
