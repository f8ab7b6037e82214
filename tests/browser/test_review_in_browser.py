"""The review site as its reader uses it: from disk, without a network, by keyboard, on a phone, in both themes."""

import csv
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

KINDS = {
    "front": "index.html",
    "front in English": "papi/2024/index.en.html",
    "national": "papi/2024/ca nuoc/national.html",
    "province": "papi/2024/66/province.html",
    "component": "papi/2024/66/2.html",
    "simulated": "papi/2024/77/2.html",
    "failed": "papi/2024/22/10.html",
    "no data": "papi/2024/66/10.html",
}
FOUND = "[...document.querySelectorAll('#found a b')].map(b => b.textContent)"


def open_kind(page, site, kind, **media):
    page.emulate_media(**media)
    page.goto((site / KINDS[kind]).as_uri(), wait_until="load")
    return page


def type_search(page, text):
    page.fill("#search", text)
    page.locator(f'#found_said[data-typed="{text}"]').wait_for(state="attached")
    return page.evaluate(FOUND)


def path_of(address):
    return Path(unquote(urlparse(address).path))


def test_the_whole_site_opens_without_a_network_or_an_error(page, site):
    found, waiting = {}, [(site / "index.html").as_uri()]
    while waiting:
        address = waiting.pop()
        page.goto(address, wait_until="load")
        page.evaluate("for (const i of document.images) i.loading = 'eager'")
        page.wait_for_load_state("networkidle")
        found[address] = page.evaluate(
            """({links: [...document.querySelectorAll('a[href]')].map(a => a.href),
                 shown: [...document.images].every(i => i.complete && i.naturalWidth > 0 && i.alt.trim()),
                 later: document.querySelectorAll('details[data-later]').length,
                 ids: [...document.querySelectorAll('[id]')].map(e => e.id)})"""
        )
        targets = {urldefrag(link).url for link in found[address]["links"]}
        waiting += sorted(target for target in targets - found.keys() - set(waiting) if target.endswith(".html"))
    assert {path_of(address) for address in found} == set(site.rglob("*.html"))
    assert [address for address in page.seen["requests"] if not address.startswith(f"{site.as_uri()}/")] == []
    assert page.seen["errors"] == []
    assert [address for address, seen in found.items() if not seen["shown"]] == []
    links = [(address, *urldefrag(link)) for address, seen in found.items() for link in seen["links"]]
    lost = [link for link in links if link[1] not in found or (link[2] and not leads(found, *link[1:]))]
    assert lost == []


def leads(found, target, anchor):
    """Tell whether an anchor is on a page; the cells of a table that is laid when opened are checked on their own."""
    return anchor in found[target]["ids"] or (
        found[target]["later"] and re.fullmatch(r"(n\d+_\d+_\d+|table_\d+)", anchor)
    )


def test_the_policy_forbids_what_comes_from_outside(page, site):
    failures = []
    page.on("requestfailed", lambda request: failures.append(request.failure))
    open_kind(page, site, "component")
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    blocked = page.evaluate(
        """async () => {
             const blocked = [];
             document.addEventListener('securitypolicyviolation', e => blocked.push(e.effectiveDirective));
             const script = document.createElement('script'); script.src = 'http://127.0.0.1:9/x.js';
             const inline = document.createElement('script'); inline.textContent = 'window.ran = true';
             const image = new Image(); image.src = 'http://127.0.0.1:9/x.png';
             document.body.append(script, inline, image); document.body.style.cssText = '';
             await new Promise(done => setTimeout(done, 200));
             return [blocked.sort(), window.ran === undefined];
           }"""
    )
    assert blocked == [["img-src", "script-src-elem", "script-src-elem"], True]
    assert set(failures) == {"csp"}


@pytest.mark.parametrize("typed", ["dak lak", "Đắk Lắk", "ĐẮK LẮK", "đăk lăk", "dak la"])
def test_search_finds_a_province_with_and_without_accents(page, site, typed):
    open_kind(page, site, "national")
    assert type_search(page, typed)[0] == "Đắk Lắk"
    assert page.seen["errors"] == []


def test_search_finds_a_component_in_every_province_and_speaks_the_language_of_the_page(page, site):
    open_kind(page, site, "front")
    assert type_search(page, "minh bach") == ["Công khai, minh bạch"] * 3
    first = page.locator("#found a").first
    assert first.get_attribute("href").endswith("papi/2024/22/2.html")
    open_kind(page, site, "front in English")
    type_search(page, "minh bach")
    assert page.locator("#found a").first.get_attribute("href").endswith("papi/2024/22/2.en.html")


def test_search_shows_names_with_markup_as_text_and_says_when_it_finds_nothing(page, site):
    open_kind(page, site, "component")
    assert "Bà Rịa <b>Vũng Tàu</b>" in type_search(page, "vung tau")
    assert page.locator("#found script, #found b b").count() == 0
    assert type_search(page, "khong co chu nay") == []
    assert page.locator("#found_said").inner_text() == "Không thấy"


def test_search_is_used_by_keyboard(page, site):
    open_kind(page, site, "component")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("quang ninh")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.querySelector('b').textContent") == "Quảng Ninh"
    page.keyboard.press("Escape")
    assert not page.locator("#found").is_visible()
    page.keyboard.type("quang ninh")
    page.keyboard.press("Enter")
    page.locator("#found a:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/22/province.html")


def test_the_other_language_opens_at_the_same_exhibit(page, site):
    page.set_viewport_size({"width": 1280, "height": 320})
    open_kind(page, site, "component")
    assert not page.locator("a.language.afloat").is_visible()
    page.evaluate("document.getElementById('exhibit_3').scrollIntoView({behavior: 'instant'})")
    page.click("a.language.afloat")
    page.wait_for_url("**/66/2.en.html#exhibit_3")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_other_language_of_the_front_page_keeps_what_was_chosen(page, site):
    open_kind(page, site, "front")
    page.select_option("#column", "2")
    page.select_option("#order", "share")
    page.fill("#name", "dak")
    page.click("a.language")
    page.wait_for_url("**/index.en.html#**")
    assert page.input_value("#name") == "dak"
    assert (page.input_value("#column"), page.input_value("#order")) == ("2", "share")
    assert [row.inner_text() for row in page.locator(".matrix tbody th").all() if row.is_visible()] == ["Đắk Lắk"]


def test_the_matrix_colours_by_share_and_marks_states(page, site):
    open_kind(page, site, "front")
    rows = page.locator(".matrix tbody tr")
    assert [row.locator("td").all_inner_texts() for row in rows.all()] == [
        ["90", "90", "×"],
        ["40", "40", "–"],
        ["65*", "65*", "65*"],
    ]
    assert page.locator(".matrix tbody td").first.get_attribute("class").split()[0] == "s7"
    assert "MÔ PHỎNG" in page.locator("header .made-up").inner_text()
    page.select_option("#order", "share")
    assert rows.locator("th").all_inner_texts()[0] == "Quảng Ninh"
    assert rows.locator("th").all_inner_texts()[-1] == "Đắk Lắk"


def test_the_map_follows_the_chosen_component_and_region(page, site):
    open_kind(page, site, "front")
    tile = page.locator('.tiles [data-place="63.66"]')
    assert page.locator(".tiles li").count() == 65  # 63 provinces, Hoàng Sa and Trường Sa
    assert "s1" in tile.get_attribute("class")
    page.select_option("#column", label="10. Chỉ số <script>alert(1)</script>")
    assert "no_data" in tile.get_attribute("class")
    page.select_option("#region", "Tây Nguyên")
    assert [row.inner_text() for row in page.locator(".matrix tbody th").all() if row.is_visible()] == ["Đắk Lắk"]
    assert page.locator("#shown").inner_text() == "1 địa phương phù hợp"


def test_lists_of_provinces_and_components_lead_to_the_neighbours_of_the_page(page, site):
    open_kind(page, site, "component")
    page.click("details.jump[data-list=provinces] summary")
    page.click("details.jump[data-list=provinces] a:has-text('Quảng Ninh')")
    page.wait_for_url("**/22/2.html")
    page.click("details.jump[data-list=components] summary")
    page.click("details.jump[data-list=components] a >> nth=1")
    page.wait_for_url("**/22/10.html")


def test_a_number_in_a_sentence_leads_to_its_cell_in_a_folded_table(page, site):
    open_kind(page, site, "component")
    page.locator("#exhibit_3 .finding a.n", has_text="19,00").click()
    cell = page.locator("#exhibit_3 .led-to")
    cell.wait_for()
    assert cell.is_visible()
    assert cell.inner_text() == "19,00"
    assert page.locator("#exhibit_3 table tbody tr").count() == 20
    page.reload()
    assert page.locator("#exhibit_3 .led-to").inner_text() == "19,00"


def test_a_table_is_downloaded_as_it_was_computed_and_runs_nothing_in_a_spreadsheet(page, site, tmp_path):
    open_kind(page, site, "component")
    page.click("#exhibit_3 details.origin summary")
    with page.expect_download() as waited:
        page.click("#exhibit_3 button.csv")
    assert waited.value.suggested_filename == "papi-2024-66-2-strip.csv"
    waited.value.save_as(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Tỉnh, thành phố", "Điểm", "Ghi chú"]
    assert rows[1:3] == [["Tỉnh 0", "0", "'=1+1"], ["Tỉnh 1", "1", 'a "b", c']]
    assert len(rows) == 21


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(page, site, kind, scheme):
    open_kind(page, site, kind, color_scheme=scheme)
    for folded in page.locator("main details").all():
        folded.evaluate("d => { d.open = true; }")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_phone(page, site, kind, scheme):
    page.set_viewport_size({"width": 360, "height": 740})
    open_kind(page, site, kind, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_paper_gets_every_exhibit_and_no_navigation(page, site):
    open_kind(page, site, "component")
    page.pdf()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    page.emulate_media(media="print")
    assert all(finding.is_visible() for finding in page.locator(".finding").all())
    assert page.locator("figure img").first.is_visible()
    assert not page.locator(".site-bar").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_site_can_be_read_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert not page.locator("form.search, form.choices").first.is_visible()
    page.click(".matrix tbody td a >> nth=1")
    assert page.locator("h1").inner_text() == "Công khai, minh bạch"
    assert page.locator(".finding").first.is_visible()
    context.close()
