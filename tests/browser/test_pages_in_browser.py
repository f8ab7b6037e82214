"""Pages as their reader opens them: from disk, in a browser, without a network."""

import unicodedata
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import pytest

pytestmark = pytest.mark.browser

LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.href)"
PICTURES = "[...document.images].map(i => ({alt: i.alt, shown: i.complete && i.naturalWidth > 0}))"
ANCHORS = "[...document.querySelectorAll('[id]')].map(e => e.id)"


@pytest.fixture(scope="session")
def visited(browser, reports):
    """Visit every page that can be reached from the index; return what was found on each, by its address."""
    context = browser.new_context()
    found, waiting, requests = {}, [(reports / "index.html").as_uri()], []
    context.on("request", lambda request: requests.append(request.url))
    page, errors = context.new_page(), []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    while waiting:
        address = waiting.pop()
        page.goto(address, wait_until="load")
        links, pictures, anchors = (page.evaluate(script) for script in (LINKS, PICTURES, ANCHORS))
        found[address] = {"links": links, "pictures": pictures, "anchors": anchors, "errors": list(errors)}
        errors.clear()
        targets = {urldefrag(link).url for link in links if urldefrag(link).url.endswith(".html")}
        waiting.extend(sorted(targets - found.keys() - set(waiting)))
    context.close()
    return {"pages": found, "requests": requests}


def open_page(page, path, **media):
    page.emulate_media(**media)
    page.goto(path.as_uri(), wait_until="load")
    return page


def first_with(reports, selector_text, folder="."):
    """Return the first page under *folder* whose source holds *selector_text*."""
    pages = sorted((reports / folder).rglob("*.html"))
    return next(page for page in pages if selector_text in page.read_text(encoding="utf-8"))


def path_of(address):
    return Path(unquote(urlparse(address).path))


def test_every_page_can_be_reached_from_the_index(visited, reports):
    reached = {path_of(address).relative_to(reports) for address in visited["pages"]}
    written = {path.relative_to(reports) for path in reports.rglob("*.html")}
    assert written - reached == set()


def test_no_request_leaves_the_folder(visited, reports):
    inside = (f"{reports.as_uri()}/", "data:")
    assert [address for address in visited["requests"] if not address.startswith(inside)] == []
    assert any(address.endswith(".woff") for address in visited["requests"])


def test_no_page_has_an_error_in_its_console(visited):
    assert {address: page["errors"] for address, page in visited["pages"].items() if page["errors"]} == {}


def test_every_link_resolves(visited):
    pages = visited["pages"]
    broken = []
    for address, page in pages.items():
        for link in page["links"]:
            target, anchor = urldefrag(link)
            there = path_of(target).is_file() if target.startswith("file:") else False
            if not there or (anchor and anchor not in pages[target]["anchors"]):
                broken.append((address, link))
    assert broken == []


def test_every_picture_is_shown_and_has_alt_text(visited):
    pictures = [picture for page in visited["pages"].values() for picture in page["pictures"]]
    assert pictures
    assert [picture for picture in pictures if not (picture["shown"] and picture["alt"].strip())] == []


def test_the_font_of_the_house_is_loaded(page, reports):
    open_page(page, first_with(reports, 'class="finding"'))
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Page Sans" in family for family in loaded)
    assert page.seen["errors"] == []


def test_the_first_tab_stop_skips_to_the_content(page, reports):
    open_page(page, first_with(reports, 'class="contents"'))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main_content"


def test_data_behind_a_picture_opens_with_the_keyboard(page, reports):
    open_page(page, first_with(reports, 'class="data"'))
    summary = page.locator("details.data summary").first
    table = page.locator("details.data table").first
    assert not table.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()


def test_focus_is_always_seen(page, reports):
    open_page(page, first_with(reports, 'class="data"'))
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_the_filter_folds_accents_and_d_with_stroke(page, reports):
    open_page(page, reports / "index.html")
    names = page.locator("details.year").first.locator("tbody th[scope=row]")
    wanted = next(name for name in names.all_inner_texts() if "Đ" in name or "ă" in name)
    for typed in (wanted, wanted.upper(), fold(wanted), fold(wanted).replace(" ", "")):
        page.fill("#filter", typed)
        assert wanted in [name.inner_text() for name in names.all() if name.is_visible()]
    page.fill("#filter", "khong co tinh nay")
    assert not any(name.is_visible() for name in names.all())
    page.fill("#filter", "")
    assert all(name.is_visible() for name in names.all())


def fold(text):
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(page, reports, scheme):
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (reports / "index.html", first_with(reports, 'class="exhibit plate"')):
        open_page(page, path, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_dark_readers_get_a_dark_page_with_pictures_on_a_light_card(page, reports):
    open_page(page, first_with(reports, "<img"), color_scheme="dark")
    red = "parseInt(getComputedStyle({}).backgroundColor.match(/[0-9]+/)[0])"
    assert page.evaluate(red.format("document.body")) < 60
    assert page.evaluate(red.format("document.images[0]")) == 255


def test_the_print_view_holds_the_exhibits_and_leaves_out_the_navigation(page, reports):
    open_page(page, first_with(reports, "<img"), media="print", color_scheme="dark")
    assert page.locator(".finding").first.is_visible()
    assert page.locator("figure img").first.is_visible()
    assert [
        part for part in (".contents", ".trail", "details.code", ".turns") if page.locator(part).first.is_visible()
    ] == []
    assert page.evaluate("getComputedStyle(document.querySelector('figure:has(img)')).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_name_with_markup_is_shown_as_text(page, made_reports):
    ran = []
    page.on("dialog", lambda dialog: ran.append(dialog.message) or dialog.dismiss())
    open_page(page, made_reports / "index.html")
    assert page.locator("th", has_text="Bà Rịa <b>Vũng Tàu</b>").count() == 1
    open_page(page, made_reports / "papi/2024/77/10.html")
    assert page.locator("h1").inner_text() == "Chỉ số <script>alert(1)</script>"
    assert ran == []


def test_a_tap_enlarges_a_picture_on_a_phone(page, reports):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, first_with(reports, "<img"))
    picture = page.locator(".picture").first
    before = picture.locator("img").bounding_box()["width"]
    picture.click()
    assert before <= 390 < picture.locator("img").bounding_box()["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
