"""Words for places stand where the house speaks; names are never touched, whatever words are in them."""

import io
import re
import zipfile

import pytest
from lxml import etree, html
from made_partial import list_exhibits
from matplotlib.text import Text as Words
from places_here import ROOT

from parlib.clean.run import clean_raw
from parlib.exhibits import pictures
from parlib.forms.local import write_local
from parlib.language import Message
from parlib.language.vocabulary import Vocabulary, VocabularyError
from parlib.language.words import OF_PROVINCES, speak_of
from parlib.publish.deck.build import DeckRequest, build_deck
from parlib.publish.document.build import build_document
from parlib.publish.workbook.build import build_workbook
from parlib.questions.columns import Column
from parlib.questions.question import CatalogueError, Question
from parlib.readers.register import write_rows
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.runs.template_language import name_places
from parlib.simulate.home import open_simulated_home
from parlib.simulate.local import simulate_local
from parlib.store import load_table
from parlib.terms import LANGUAGES
from parlib.wording.codes import say_code
from parlib.wording.interface import interface_words
from parlib.wording.labels import label

# words


@pytest.mark.parametrize(
    ("place", "own", "best"),
    [("Hà Nội", "Thành phố", "địa phương"), ("Quảng Ninh", "Tỉnh", "địa phương"), ("", "Địa phương", "địa phương")],
)
def test_a_city_is_called_a_city_and_a_group_both(place, own, best):
    with speak_of("papi", place):
        assert label("subject", "vi") == f"{own} được phân tích"
        assert interface_words("vi")["province"] == f"Toàn cảnh {own.lower()}"
        assert (say_code("best", "vi"), label("provinces", "vi")) == (f"{best} cao nhất", "tỉnh, thành phố")
        assert (say_code("best", "en"), label("province", "en")) == ("best province", "Province")


def test_words_are_those_of_provinces_again_when_a_page_is_done():
    with pytest.raises(RuntimeError), speak_of("papi", "Huế"):
        raise RuntimeError
    assert label("subject", "vi") == "Địa phương được phân tích"


WRONG = {
    "unknown field": {"best": ("{plce} cao nhất", "best {place}")},
    "unknown case": {"best": ("{place:big} cao nhất", "best {place}")},
    "blank": {"best": ("{place} cao nhất", " ")},
    "other fields": {"best": ("{place} cao nhất: {name}", "best {place}")},
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_a_wrong_field_is_an_error_when_words_are_loaded(words):
    with pytest.raises(VocabularyError, match="'best'"):
        Vocabulary("words", words, given=("name",))


def test_a_wrong_field_is_an_error_when_a_question_is_loaded():
    with pytest.raises(ValueError, match="big"):
        Message("{place:big}", "{place}")
    with pytest.raises(ValueError, match="'plce'"):
        Column("best", "score", "{plce} cao nhất", "Best {place}")
    with pytest.raises(CatalogueError, match="'plce'"):
        Question("best", Message("{plce} cao nhất", "Best {place}"), ("score",), ("component",))


def test_fields_of_a_template_are_filled_and_a_wrong_one_is_refused():
    source = "## Các {places} và {group}\n\n`{year}` $\\frac{a}{b}$ {{kept}}"
    cells = [{"cell_type": "markdown", "source": source}, {"cell_type": "code", "source": "f'{place}'"}]
    name_places(cells, OF_PROVINCES["vi"])
    assert cells[0]["source"] == "## Các tỉnh, thành phố và vùng\n\n`{year}` $\\frac{a}{b}$ {{kept}}"
    assert cells[1]["source"] == "f'{place}'"
    with pytest.raises(ValueError, match=r"\{plce\} that is no word for places"):
        name_places([{"cell_type": "markdown", "source": "{plce}"}], OF_PROVINCES["vi"])


# pages, pictures, decks, documents, workbooks

AGENCIES = ["Công an tỉnh", "Công an đơn vị", "Văn phòng UBND tỉnh", "UBND thành phố Hạ Long", "Thanh tra tỉnh"]
COMMUNES = ["Xã Vùng Cao", "Phường Tỉnh Giang", "Đặc khu Vân Đồn", "Xã Ba Chẽ"]
PARTS = {
    "1": ("Chỉ đạo của tỉnh", "Steering of the province"),
    "1.1": ("Kế hoạch của các tỉnh trong vùng", "Plans of the region"),
    "1.2": ("Kiểm tra cấp tỉnh", "National inspections"),
    "2": ("Thủ tục hành chính cả nước", "Procedures of the country"),
}
KINDS = {
    "cchc_dv": (AGENCIES, {"one_vi": "đơn vị", "one_en": "unit", "many_en": "units"}),
    "cchc_xa": (COMMUNES, {"one_vi": "xã", "one_en": "commune", "many_en": "communes", "group_vi": "khu vực"}),
}


def fill_own(raw, index, names, said):
    known = {
        "short": index.upper(),
        "name_vi": "Chỉ số CCHC",
        "issuer": "UBND tỉnh Quảng Ninh",
        "whole_vi": "toàn bộ",
        "whole_en": "all of them",
    }
    folder = write_local(raw, index, 2024, "units", said=known | said)
    head = ["code", "name_vi", "name_en", "group_vi", "group_en", "aliases"]
    places = [[f"{at:02}", name, name, f"Loại {at % 2}", f"Class {at % 2}", ""] for at, name in enumerate(names, 1)]
    write_rows(folder / "places.csv", [head, *places])
    rows = [
        [code, code.rpartition(".")[0], vi, most, "documents" if code != "1" else "", "Công an tỉnh", en]
        for (code, (vi, en)), most in zip(PARTS.items(), ("60", "20", "40", "40"), strict=True)
    ]
    head = ["component_code", "parent_code", "name_vi", "max_score", "method", "agency", "name_en"]
    write_rows(folder / "framework_2024.csv", [head, *rows])
    for year in (2024, 2025):
        simulate_local(raw, index, year, 1)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Return a home of two own indices, of departments and of communes."""
    home = tmp_path_factory.mktemp("own")
    raw = open_simulated_home(home, ROOT / "data" / "raw")
    for index, (names, said) in KINDS.items():
        fill_own(raw, index, names, said)
    clean_raw(raw, home / "data" / "processed")
    return home


def read_html(path):
    """Return what a reader reads of a page; code is left out."""
    page = html.fromstring(path.read_text(encoding="utf-8"))
    for part in page.xpath("//script | //style | //pre | //code"):
        part.drop_tree()
    said = [*page.xpath("//@alt | //@title | //@aria-label"), *page.itertext()]
    return " ".join(" ".join(said).split())


def read_office(content):
    """Return the words of a deck, document or workbook: runs of a paragraph are one text."""
    said = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and not name.startswith("docProps/app"):
                root = etree.fromstring(archive.read(name))
                blocks = root.xpath("//*[local-name()='p' or local-name()='si' or local-name()='is']")
                said += ["".join(block.itertext()) for block in blocks]
                said += root.xpath("//*[local-name()='v' and not(*)]/text() | //@descr")
    return " ".join(" ".join(said).split())


def publish(home, folder, index, year, place, part):
    """Run the pages of a place in both languages; return every product's words by language and name."""
    plans = [plan for language in LANGUAGES for plan in plan_pages(index, year, [place], [part], language)]
    outcomes = run_pages(plans, folder, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    records = list_finished(folder)
    said = {(one["language"], one["page"]): read_html(folder / one["html"]) for one in records if one["index"] == index}
    for language in LANGUAGES:
        run = choose_run(records, index, year, language)
        dossier = open_dossier(folder, records, run, place)
        said[language, "deck"] = read_office(build_deck(dossier, DeckRequest(str(folder), run))[0])
        said[language, "document"] = read_office(build_document(dossier))
        said[language, "workbook"] = read_office(build_workbook(dossier))
    return said


ASKED = ["cchc_dv", pytest.param("cchc_xa", marks=pytest.mark.exhaustive)]


@pytest.fixture(scope="module", params=ASKED)
def index(request):
    return request.param


@pytest.fixture(scope="module")
def of_own(own, index, tmp_path_factory):
    """Return the words of all products of a department or of a commune."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(own))
        return publish(own, tmp_path_factory.mktemp("reports"), index, 2025, "01", "1")


PRODUCTS = ("component", "province", "national", "deck", "document", "workbook")
FOREIGN = r"\b(tỉnh|thành phố|cả nước|vùng|provinces?|national|country|regions?|regional)\b"
SEAT = (
    "UBND tỉnh Quảng Ninh",
    "nhân dân tỉnh Quảng Ninh",
    "nhân dân, Chủ tịch Ủy ban nhân dân tỉnh Quảng Ninh",
    "tỉnh Quảng Ninh",
    "TỈNH QUẢNG NINH",
)


def find_words(pattern, said, names):
    """Return where words of *pattern* stand in a text, outside of *names* and of addresses of files."""
    kept = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    text = re.sub(rf"{kept}|[^ ]+/[^ ]+", "·", said, flags=re.IGNORECASE)
    return [text[max(0, one.start() - 40) : one.end() + 20] for one in re.finditer(pattern, text, re.IGNORECASE)]


def list_names(index):
    return [*KINDS[index][0], *AGENCIES, *(name for both in PARTS.values() for name in both), *SEAT]


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_for_provinces_stands_where_the_house_speaks_of_other_places(of_own, index, language, product):
    assert find_words(FOREIGN, of_own[language, product], list_names(index)) == []


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_letter_for_letter(of_own, index, language, product):
    said, at = of_own[language, product], LANGUAGES.index(language)
    places = {"national": KINDS[index][0], "component": KINDS[index][0]}.get(product, KINDS[index][0][:1])
    parts = {"component": ("1", "1.1", "1.2"), "national": ("1.1", "1.2", "2")}.get(product, tuple(PARTS))
    assert [name for name in (*places, *(PARTS[code][at] for code in parts)) if name not in said] == []


@pytest.mark.parametrize("page", ["component", "province", "national"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_call_places_by_their_word_and_names_by_theirs(own, index, language, page, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(own))
    monkeypatch.setattr(pictures, "render_png", lambda figure: [one.get_text() for one in figure.findobj(Words)])
    place, part = {"component": ("01", "1"), "province": ("01", "total"), "national": ("VN", "total")}[page]
    shown = list_exhibits(page, index=index, year=2025, province=place, component=part, language=language)
    said = [" ".join(word.split()) for one in shown if one.draw for word in one.draw()]
    assert find_words(FOREIGN, " | ".join(said), list_names(index)) == []
    assert any(KINDS[index][0][0] in word for word in said)


@pytest.fixture(scope="module")
def of_city(home, tmp_path_factory):
    """Return the words of all products of Hà Nội and of Quảng Ninh."""
    return {code: publish(home, tmp_path_factory.mktemp("real"), "papi", 2024, code, "4") for code in ("01", "22")}


OTHER = {"01": r"\btỉnh\b(?!, thành phố)", "22": r"(?<!tỉnh, )\bthành phố\b"}
OWN = {"01": "thành phố đang xét", "22": "tỉnh đang xét"}


@pytest.mark.parametrize("code", OTHER)
def test_a_city_and_a_province_are_each_called_by_their_word(of_city, code):
    names = [*load_table("sources")["document"], "cấp tỉnh"]
    for product in PRODUCTS:
        if product != "national":
            assert find_words(OTHER[code], of_city[code]["vi", product], names) == []
    assert OWN[code] in of_city[code]["vi", "workbook"]
    assert "this province" in of_city[code]["en", "workbook"]


@pytest.mark.parametrize("product", ["province", "deck", "document", "workbook"])
def test_the_name_of_a_component_with_a_word_for_places_stands_letter_for_letter(of_city, product):
    assert "E-Responsiveness of Provincial Authorities" in of_city["01"]["en", product]
