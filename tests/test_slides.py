"""Slides for a browser, read back: the same story as the deck, from the same figures, with nothing from outside."""

import base64
import hashlib
import io
import re
from dataclasses import replace

import pytest
from lxml import html
from PIL import Image

from parlib.files.archive import OutputError
from parlib.living.blocks import MARK as DECK_MARK
from parlib.pages.shrink import shrink_png
from parlib.publish.deck.build import DeckRequest, build_deck
from parlib.publish.outline.choose import ChoiceError, list_exhibits
from parlib.publish.outline.grid import write_cell
from parlib.publish.slides import library
from parlib.publish.slides.build import SlidesRequest, build_slides, write_all_slides, write_slides
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.wording.titles import SIMULATED


@pytest.fixture(scope="module")
def reports(story_reports):
    return story_reports


@pytest.fixture(scope="module")
def order(reports):
    return SlidesRequest(str(reports), choose_run(list_finished(reports), "papi", 2024, "vi"))


@pytest.fixture(scope="module")
def dossier(reports, order):
    return open_dossier(reports, list_finished(reports), order.run, "22")


@pytest.fixture(scope="module")
def text(dossier, order):
    return build_slides(dossier, order)[0]


@pytest.fixture(scope="module")
def slides(text):
    return name_slides(text)


def name_slides(text):
    """Return the innermost sections by their keys."""
    found = html.document_fromstring(text).xpath("//section[not(.//section)]")
    return {section.get("id"): section for section in found}


def read(element):
    return " ".join(element.text_content().split())


def find_shown(dossier, key):
    """Return the exhibits that a slide may show, by name."""
    page, _, name = key.partition("-")
    if page == "component":
        code = name.partition("-")[0]
        return {e.name: e for p in dossier.components if p.about["component"] == code for e in p.exhibits}
    if page == "national":
        return {e.name: e for e in dossier.national.exhibits}
    return {e.name: e for e in dossier.overview.exhibits}


def test_slides_tell_the_story_of_the_deck_in_its_order(slides, dossier, order):
    from pptx import Presentation

    deck = Presentation(io.BytesIO(build_deck(dossier, DeckRequest(order.reports, order.run))[0]))
    keys = [
        s.name.removeprefix(DECK_MARK) for slide in deck.slides for s in slide.shapes if s.name.startswith(DECK_MARK)
    ]
    own = dict.fromkeys(re.sub(r"^(component-\w+)-.*", r"\1", key) for key in slides)
    assert list(own) == [key.replace(".", "-") for key in keys]
    titles = {
        key.replace(".", "-"): slide.shapes.title.text_frame.text for key, slide in zip(keys, deck.slides, strict=True)
    }
    for key, section in slides.items():
        title = read(section.xpath(".//h1 | .//h2")[0])
        whole = title + " " + " ".join(map(read, section.xpath(".//p[contains(@class, 'lead')]")))
        assert titles[re.sub(r"^(component-\w+)-.*", r"\1", key)].rstrip(".")[:60] in whole, key


def test_titles_are_findings(slides, dossier):
    findings = {exhibit.finding for _, _, exhibit in list_exhibits(dossier)}
    for key, section in slides.items():
        if key not in ("title", "actions"):
            title = read(section.xpath(".//h2")[0])
            assert any(finding.startswith(title.rstrip(".")[:60]) for finding in findings), title


def test_every_picture_is_the_one_that_the_reviewer_saw(slides, dossier):
    shown = 0
    for key, section in slides.items():
        for picture in section.xpath(".//img"):
            own = [e for e in find_shown(dossier, key).values() if e.png and e.alt == picture.get("alt")]
            content = base64.b64decode(picture.get("src").removeprefix("data:image/png;base64,"))
            assert content in [shrink_png(exhibit.png) for exhibit in own], key
            assert Image.open(io.BytesIO(content)).size == (int(picture.get("width")), int(picture.get("height")))
            shown += 1
    assert shown >= 9


def test_every_cell_of_a_table_is_in_the_exhibit(slides, dossier):
    compared = 0
    for key, section in slides.items():
        exhibits = list(find_shown(dossier, key).values())
        if key == "actions":
            exhibits = [e for page in dossier.components for e in page.exhibits if e.name == "actions"]
        written = {write_cell(e, row, column["name"]) for e in exhibits for row in e.rows for column in e.columns}
        cells = [read(cell) for cell in section.xpath(".//tbody//td | .//tbody//th")]
        assert [cell for cell in cells if cell not in written] == []
        compared += len(cells)
    assert compared > 150


def test_cards_hold_the_headline(slides, dossier):
    figures = [read(figure) for figure in slides["summary"].xpath(".//dl//b")]
    headline = dossier.find("headline")
    assert figures[:2] == [write_cell(headline, headline.rows[0], name) for name in ("score", "rank")]


def test_tile_map_has_every_province_with_its_score_and_frames_the_own(slides, dossier):
    exhibit = dossier.national.find("map")
    drawn = slides["national-map"].xpath(".//svg")[0]
    tiles = [[text.text for text in tile.xpath("./text")] for tile in drawn.xpath("./g[not(@class='key')]")]
    expected = []
    for row in exhibit.table.itertuples():
        score = [] if row.role == "archipelago" else [write_cell(exhibit, exhibit.rows[row.Index], "score")]
        expected.append([(row.short_name or row.province).replace("\n", " "), *score])
    assert tiles == expected
    assert len(tiles) == 65
    own = list(exhibit.table["province_code"]).index("22")
    frame, tile = drawn.xpath("./rect[@class='own']")[0], drawn.xpath("./g/rect")[own]
    assert [frame.get(side) for side in "xy"] == [tile.get(side) for side in "xy"]


def test_notes_hold_the_finding_the_source_and_the_cell(slides, dossier):
    notes = [read(line) for line in slides["province-history"].xpath(".//aside[@class='notes']/p")]
    exhibit = dossier.find("history")
    assert {exhibit.finding, exhibit.note} <= set(notes)
    assert any(exhibit.source in line for line in notes)
    assert f"Sổ tính: papi/2024/22-quang-ninh/province.ipynb, ô {exhibit.cell + 1} (history)" in notes


def test_every_graphic_has_its_text_and_every_slide_its_number(slides):
    for section in slides.values():
        assert all(len(alt) > 20 for alt in section.xpath(".//img/@alt | .//svg/@aria-label"))
        assert len(section.xpath(".//img[not(@alt)] | .//svg[not(@aria-label)]")) == 0
    numbers = [read(section.xpath(".//p[@class='feet']/span")[1]) for key, section in slides.items() if key != "title"]
    assert numbers == [f"{number} / {len(slides)}" for number in range(2, len(slides) + 1)]


def test_the_policy_lets_in_the_scripts_and_styles_of_the_page_alone(text):
    page = html.document_fromstring(text)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    parts = re.findall(r"<(script|style)>(.*?)</\1>", text, re.DOTALL)
    hashes = ["sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for _, part in parts]
    assert re.findall(r"'(sha256-[^']+)'", policy) == hashes[2:] + hashes[:2]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert page.xpath("//@style | //link | //iframe | //script/@src") == []
    loaded = page.xpath("//@src")
    assert [address for address in loaded if not address.startswith("data:image/png;base64,")] == []


def test_a_missing_library_is_explained(monkeypatch, tmp_path):
    monkeypatch.setattr(library, "files", lambda package: tmp_path)
    library.read_library.cache_clear()
    with pytest.raises(FileNotFoundError, match=r"reveal\.js is not there .*: install parlib\[decks\]"):
        library.read_library()
    library.read_library.cache_clear()


def test_one_file_is_small(text):
    assert len(text.encode()) < 1_000_000


def test_markup_in_names_and_findings_is_shown_as_text(dossier, order):
    wild = 'A <b onclick="x()">B</b> <script>alert(1)</script> {{ x }}'
    exhibits = tuple(
        replace(e, finding=wild, alt='"><img src=x>') if e.name == "history" else e for e in dossier.overview.exhibits
    )
    made = replace(dossier, overview=replace(dossier.overview, exhibits=exhibits))
    made = replace(made, about=dossier.about | {"province_name": "<i>Tỉnh</i>"})
    text = build_slides(made, order)[0]
    section = name_slides(text)["province-history"]
    assert read(section.xpath(".//h2")[0]) == wild
    assert section.xpath(".//b | .//script | .//img[@src='x']") == []
    assert html.document_fromstring(text).xpath("//title")[0].text.startswith("<i>Tỉnh</i>")


def test_province_without_data_gets_slides_that_say_so(reports, order):
    dossier = open_dossier(reports, list_finished(reports), order.run, "26")
    slides = name_slides(build_slides(dossier, order)[0])
    assert "Không có số liệu của Vĩnh Phúc" in read(slides["title"])
    assert not any(key.startswith("component") for key in slides)


def test_simulated_figures_are_marked_on_their_slides_and_in_the_name(dossier, order, tmp_path):
    exhibits = tuple(replace(e, simulated=e.name == "history") for e in dossier.overview.exhibits)
    built = write_slides(
        replace(dossier, overview=replace(dossier.overview, exhibits=exhibits)), order, tmp_path / "a.html"
    )
    assert built.path.name == "a-SO-LIEU-MO-PHONG-SIMULATED.html"
    slides = name_slides(built.path.read_text(encoding="utf-8"))
    marked = {key for key, section in slides.items() if section.xpath(f".//p[@class='made-up'][.='{SIMULATED}']")}
    assert marked == {"title", "summary", "province-history"}


def test_the_same_run_gives_the_same_bytes(dossier, order, text, tmp_path):
    path = write_slides(dossier, order, tmp_path / "a.html").path
    assert path.read_bytes() == text.encode()
    assert write_slides(dossier, order, path).path.read_bytes() == text.encode()


def test_a_file_that_parlib_did_not_make_is_left_as_it_is(dossier, order, tmp_path):
    (tmp_path / "mine.html").write_text("<p>của tôi</p>", encoding="utf-8")
    with pytest.raises(OutputError, match=r"mine\.html: was not made by 'parlib slides': move it away"):
        write_slides(dossier, order, tmp_path / "mine.html")
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "<p>của tôi</p>"


def test_a_yaml_chooses_slides_and_adds_words(dossier, order, tmp_path):
    (tmp_path / "c.yaml").write_text(
        "slides: [title, each.losses, {text: {title: Ba việc, lines: [Một, Hai]}}]", encoding="utf-8"
    )
    slides = name_slides(build_slides(dossier, replace(order, choice=str(tmp_path / "c.yaml")))[0])
    assert list(slides) == ["title", "2-losses", "4-losses", "text-3"]
    assert [read(line) for line in slides["text-3"].xpath(".//div[@class='body']//li")] == ["Một", "Hai"]
    (tmp_path / "c.yaml").write_text("slides: [province.histroy]", encoding="utf-8")
    with pytest.raises(ChoiceError, match=r"c\.yaml: there is no exhibit 'province\.histroy'"):
        build_slides(dossier, replace(order, choice=str(tmp_path / "c.yaml")))


def test_several_provinces_go_on_past_one_that_fails(order, tmp_path):
    outcomes = write_all_slides(order, ["22", "01"], tmp_path, jobs=1)
    assert outcomes["22"].path.name == "papi-2024-22-quang-ninh.html"
    assert "parlib report --index papi --year 2024 --province 01" in str(outcomes["01"])


def test_slides_stand_beside_the_pages_of_the_site_and_pages_lead_to_them(reports, home, tmp_path):
    import shutil

    from parlib.site.build import build_site

    folder = tmp_path / "reports"
    shutil.copytree(reports, folder)
    site = build_site(folder, jobs=1, home=home, slides=True).entry.parent
    made = {path.relative_to(site).as_posix() for path in site.rglob("slides.html")}
    assert made == {"papi/2024/22-quang-ninh/slides.html", "papi/2024/26-vinh-phuc/slides.html"}
    pages = {"papi/2024/22-quang-ninh/4.html": ["slides.html"], "papi/2024/national.html": []}
    for page, expected in pages.items():
        shown = html.document_fromstring((site / page).read_text(encoding="utf-8"))
        assert shown.xpath("//nav[@class='ways']//a[.='Trang trình chiếu']/@href") == expected
    plain = build_site(folder, jobs=1, home=home).entry.parent
    assert not any("slides.html" in path.read_text(encoding="utf-8") for path in plain.rglob("*.html"))


def ask(reports, home, *more):
    from typer.testing import CliRunner

    from parlib.cli import app

    return CliRunner().invoke(app, ["slides", "--index", "papi", "--reports", str(reports), "--home", str(home), *more])


def test_the_command_writes_slides_and_says_plainly_what_it_cannot_do(reports, home, tmp_path):
    done = ask(reports, home, "--province", "quang ninh", "-o", str(tmp_path / "qn.html"))
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == f"Open {(tmp_path / 'qn.html').resolve()}"
    assert "<section id=" in (tmp_path / "qn.html").read_text(encoding="utf-8")
    everyone = ask(reports, home, "--province", "all", "-o", str(tmp_path / "all"))
    assert "without data, and saying so: 1." in everyone.output
    assert {path.name for path in (tmp_path / "all").iterdir()} == {
        "papi-2024-22-quang-ninh.html",
        "papi-2024-26-vinh-phuc.html",
    }
    refused = ask(reports, home, "--province", "all", "-o", str(tmp_path / "qn.html"))
    assert "slides of several provinces do not go into one file: name a folder" in str(refused.exception)
    absent = ask(reports, home, "--province", "01")
    assert f"--province 01 --language vi --output {reports.resolve()}" in str(absent.exception)
