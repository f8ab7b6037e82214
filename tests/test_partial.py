"""Less than a country's whole table, in seven shapes: nothing is said that needs rows which are not there.

What may be said is recomputed here from what was put in: places with a figure are counted, words and columns that speak
of the country are looked for. The program's own rule is not asked.
"""

import io
import re
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from made_partial import FACTORS, HOME, YEAR, list_exhibits, make_base, make_notebook, make_real, make_shape
from pptx import Presentation

from parlib.pages.render_page import render_notebook
from parlib.publish.deck.build import DeckRequest, build_deck
from parlib.publish.document.build import build_document
from parlib.publish.workbook.build import build_workbook
from parlib.results.dossier import Dossier
from parlib.results.executed import describe_executed
from parlib.study.actions import plan_actions
from parlib.study.register import list_current_losses
from parlib.subject import open_subject

SHAPES = ("one", pytest.param("twelve", marks=pytest.mark.exhaustive), "fields")
PAGES = (
    *(("component", code) for code in ("total", "1", "1.1", "1.1.1")),
    ("sheet", "total"),
    ("province", "total"),
    ("national", "total"),
)
LANGUAGES = ("vi", "en")

OF_THE_COUNTRY = re.compile(
    r"cả nước|trung bình|trung vị|tỉnh (cao|tốt|thấp) nhất|tỉnh dẫn đầu|xếp thứ|thứ hạng|hạng \d|một phần tư|tương đồng"
    r"|liền (trên|dưới)|mười tỉnh|\d+ tỉnh đầu|có thể phục hồi|\bMạnh\b|\bYếu\b|đứng thứ|trong vùng|đi cùng"
    r"|\bnation|\bmean\b|median|best province|\brank|quarter|similar|next (above|below)|first ten|recover"
    r"|strengths|weaknesses|in the country|goes with",
    re.IGNORECASE,
)
"""Words that speak of all provinces."""

OF_APPRAISERS = re.compile(r"tự đánh giá|tự chấm|lý do mất|claimed|reason for|for one reason", re.IGNORECASE)
"""Words that speak of points claimed, and of why points were taken off."""

NATIONAL_COLUMNS = {
    "rank",
    "n_ranked",
    "rank_change",
    "tied_with",
    "worst_rank",
    "quartile",
    "rank_in_region",
    "n_in_region",
    "national_mean",
    "mean",
    "national_median",
    "median",
    "lowest",
    "best",
    "lower_quartile",
    "upper_quartile",
    "mean_share",
    "median_share",
    "lowest_share",
    "best_share",
    "lower_quartile_share",
    "upper_quartile_share",
    "lost_to_mean",
    "lost_to_best",
    "everyone",
    "best_to_median",
    "below_median",
    "national_share",
    "peer_mean",
    "national_overclaim",
    "rank_low",
    "rank_high",
    "rank_after",
    "top_ten_share",
    "first_share",
    "gap_to_mean",
    "gap_to_median",
    "percentile",
    "regional_mean",
}
"""Columns whose figures are counted or computed over provinces."""

ELSEWHERE = ("indices", "matters", "facts", "sources", "integrity", "expectations")
"""Exhibits of other indices, or of what was printed."""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module", params=SHAPES)
def shape(request, base, tmp_path_factory):
    """Return a shape's name, its home and the points that were put in; the home is the one in use."""
    home, whole = make_shape(tmp_path_factory.mktemp("shapes"), base, request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        yield request.param, home, whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scoreboard_of_points_alone_says_nothing_of_what_was_claimed_and_why(base, tmp_path, monkeypatch, language):
    home, _ = make_shape(tmp_path, base, "points")
    monkeypatch.setenv("PARLIB_HOME", str(home))
    told = []
    for page, component in (("component", "total"), ("component", "1.1"), ("province", "total"), ("sheet", "total")):
        own = {"index": "par_index", "year": YEAR, "language": language, "province": HOME}
        for exhibit in list_exhibits(page, component=component, **own):
            if exhibit.name not in ELSEWHERE:
                told += [(exhibit.name, found) for found in OF_APPRAISERS.findall(f"{exhibit.finding} {exhibit.alt}")]
            told += [(exhibit.name, name) for name in ("self_score", "overclaim", "reason") if name in exhibit.table]
    assert told == []


@pytest.fixture(scope="module")
def pages(shape):
    """Return every page of the shape in both languages: its exhibits by page, component and language."""
    return {
        (page, component, language): list_exhibits(
            page,
            index="par_index",
            year=YEAR,
            component=component,
            language=language,
            province="VN" if page == "national" else HOME,
        )
        for page, component in PAGES
        for language in LANGUAGES
    }


def list_whole(whole):
    """Return the components of which at least nine in ten of the 34 provinces have points."""
    counts = whole.notna().sum()
    return set(counts[counts >= 0.9 * 34].index)


def list_claims(exhibit):
    """Return what an exhibit says of the country: words of its sentences, columns with figures and their components."""
    words = [found.group() for found in OF_THE_COUNTRY.finditer(f"{exhibit.finding} {exhibit.alt}")]
    columns = [name for name in exhibit.table if name in NATIONAL_COLUMNS and exhibit.table[name].notna().any()]
    return words, columns


def test_no_exhibit_speaks_of_provinces_that_are_not_there(shape, pages):
    name, _, whole = shape
    known, checked = list_whole(whole), 0
    for (page, component, language), exhibits in pages.items():
        below = [code for code in whole if code.startswith(f"{component}.") or component == "total"]
        for exhibit in exhibits:
            if exhibit.chart == "none" or exhibit.name in ELSEWHERE:
                continue
            words, columns = list_claims(exhibit)
            allowed = component in known or (known & set(below) and exhibit.name in ("profile", "components"))
            if name == "twelve" and exhibit.name == "ranking":
                assert re.search(r"\b12 (tỉnh(, thành phố)? có số liệu|provinces with figures)", exhibit.finding)
                words = []  # it says of how many
            checked += 1
            assert allowed or not words, (page, component, language, exhibit.name, exhibit.finding)
            assert allowed or not columns, (page, component, language, exhibit.name, columns)
    assert checked > 40


def test_rows_of_components_that_few_have_hold_no_national_figure(shape, pages):
    """On a page of a known whole, too, the rows of parts that only one province has must be silent."""
    known = list_whole(shape[2])
    for (page, component, _), exhibits in pages.items():
        for exhibit in exhibits:
            if exhibit.chart != "none" and "component_code" in exhibit.table and exhibit.name not in ELSEWHERE:
                few = exhibit.table[~exhibit.table["component_code"].isin([*known, ""])]
                told = [name for name in few if name in NATIONAL_COLUMNS and few[name].notna().any()]
                assert not told, (page, component, exhibit.name, told)


def test_no_number_or_word_is_not_a_number(pages):
    """A missing figure in a sentence reads nan, None or <NA>; a dash would be read as a figure that is not there."""
    for key, exhibits in pages.items():
        for exhibit in exhibits:
            assert not re.search(r"\bnan\b|\bNone\b|<NA>|\bNaT\b", f"{exhibit.finding} {exhibit.note}"), (key, exhibit)


def test_what_is_not_shown_says_what_is_lacking_once_and_shows_nothing(pages):
    for key, exhibits in pages.items():
        silent = [exhibit for exhibit in exhibits if exhibit.chart == "none"]
        assert all(not exhibit.finding and exhibit.table.empty and not exhibit.draw for exhibit in silent), key
        names = [exhibit.name for exhibit in silent if exhibit.needs]
        assert len(names) == len(set(names)), key
        assert not [exhibit.name for exhibit in exhibits if exhibit.chart == "text" and not exhibit.finding], key


@pytest.mark.parametrize("component", ["total", "1"])
def test_losses_of_the_own_scoreboard_are_told_in_full(shape, pages, base, component):
    """Points, losses against the maximum, and every loss with its agency and reason; sums by hand from the points."""
    if shape[0] == "fields":
        pytest.skip("nobody's own scoreboard is there")
    _, _, tree, points = base
    leaves = tree[~tree["component_code"].isin(tree["parent_code"])].set_index("component_code")
    own = points[points["province_code"] == HOME].set_index("component_code")
    lost = (leaves["max_score"] - own["score"]).loc[lambda lost: lost > 0.005]
    if component != "total":
        lost = lost[[code.startswith(f"{component}.") for code in lost.index]]
    shown = {exhibit.name: exhibit for exhibit in pages["component", component, "vi"]}
    form = shown["actions"].table.set_index("component_code")
    assert form["lost"].to_dict() == pytest.approx(lost.to_dict())
    called = leaves.loc[lost.index, "agency"].replace("Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh")
    assert form["lead_agency"].to_dict() == called.to_dict()
    assert form["cause"].to_dict() == own.loc[lost.index, "reason"].to_dict()
    parts = shown["losses"].table.loc[lambda table: table["component_code"] != ""]
    assert parts["lost"].sum() == pytest.approx(lost.sum(), abs=0.01)
    assert shown["reasons"].table["lost"].sum() == pytest.approx(lost.sum(), abs=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_says_nothing_of_provinces_that_are_not_there(shape, language):
    """A page of comparison tells the two sides and what each lost; of a country that is not there it says nothing."""
    sides = {"province": HOME, "other_province": "01", "other_year": YEAR}
    shown = list_exhibits("compare", index="par_index", year=YEAR, language=language, **sides)
    known, whole = list_whole(shape[2]), "total" in list_whole(shape[2])
    for exhibit in shown:
        words, columns = list_claims(exhibit)
        if exhibit.chart != "none" and not whole:
            assert not words, (exhibit.name, exhibit.finding)
            few = exhibit.table
            if "component_code" in few:
                few = few[~few["component_code"].isin([*known, ""])]
            assert not [name for name in columns if few[name].notna().any()], (exhibit.name, columns)
        assert not re.search(r"\bnan\b|\bNone\b|<NA>|\bNaT\b", f"{exhibit.finding} {exhibit.note}"), exhibit.finding
    assert shown


def test_the_register_recovers_what_the_best_shows_or_all_that_was_lost(shape):
    name, _, whole = shape
    losses = list_current_losses(open_subject("par_index", YEAR, HOME))
    assert losses["lost"].sum() == pytest.approx(100 - whole.loc[HOME, "total"], abs=0.005)
    if name == "fields":
        assert sorted(losses["component_code"]) == [str(number) for number in range(1, 9)]
        best = whole[losses["component_code"]].max().to_numpy() - whole.loc[HOME, losses["component_code"]].to_numpy()
        assert losses["recoverable"].to_numpy() == pytest.approx(best, abs=0.005)
    else:
        assert losses["recoverable"].tolist() == losses["lost"].tolist()


def test_a_table_by_field_has_its_losses_in_the_answer_and_the_plan(shape, pages):
    name, _, whole = shape
    if name != "fields":
        pytest.skip("criteria are known: tested above")
    shown = {exhibit.name: exhibit for exhibit in pages["province", "total", "vi"]}
    largest = pd.Series({"1": 9.5, "2": 12.5, "3": 13, "4": 10.5, "5": 15, "6": 11, "7": 12, "8": 16.5})
    largest = (largest - whole.loc[HOME, largest.index]).sort_values(ascending=False)
    assert shown["answer"].table["component_code"].tolist() == largest.index[:3].tolist()
    assert "Mất điểm nhiều nhất: “Cải cách chế độ công vụ” (4,08 điểm" in shown["answer"].finding
    plan = plan_actions(open_subject("par_index", YEAR, HOME))
    assert sorted(plan["component_code"]) == sorted(largest[largest > 0.005].index)


def open_made(pages, language):
    """Return the dossier of a shape from its exhibits, as executed notebooks hold it."""
    made = {
        (page, component): make_notebook(page, component, language, exhibits)
        for (page, component, spoken), exhibits in pages.items()
        if spoken == language
    }
    read = {key: describe_executed(notebook, Path("made.ipynb")) for key, notebook in made.items()}
    components = tuple(page for (kind, code), page in read.items() if kind == "component" and code in ("total", "1"))
    about = {
        "index": "par_index",
        "year": YEAR,
        "vintage": "34",
        "language": language,
        "province": HOME,
        "province_name": "Quảng Ninh",
    }
    return Dossier(about, read["province", "total"], components, read["national", "total"]), made


SAID_OF_ALL = re.compile(
    r"xếp thứ \d|thứ \d+/\d+|hạng \d+|(trung bình|trung vị|cao nhất|thấp nhất)[^.;]{0,40} (cả nước|vùng)|tỉnh cao nhất"
    r"|nhóm một phần tư|trong khoảng \d+ đến|số lần mô phỏng|tương đồng nhiều|Mạnh:|không có điểm mất nào có thể"
    r"|ranked \d|rank of \d|national (mean|median)|best province|(highest|lowest|second|third) quarter|may lie between"
    r"|of the draws|Strengths:|no recoverable loss",
    re.IGNORECASE,
)
"""Statements on all provinces, as products make them; their headings and forms to fill in are none."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_products_say_nothing_of_provinces_that_are_not_there(shape, pages, language):
    """Page, deck, report, plan and workbook, read as their readers do."""
    if shape[0] == "fields":
        pytest.skip("the country is known")
    dossier, made = open_made(pages, language)
    texts = {"deck": read_deck(build_deck(dossier, DeckRequest(Path(), {}))[0])}
    texts |= {kind: read_document(build_document(dossier, kind)) for kind in ("report", "plan")}
    texts["workbook"] = read_workbook(build_workbook(dossier))
    texts |= {f"page {key}": read_page(render_notebook(notebook)) for key, notebook in made.items()}
    for product, text in texts.items():
        assert not SAID_OF_ALL.search(text), (product, SAID_OF_ALL.search(text))
        assert not re.search(r"\bnan\b|<NA>", text), product
    lost = next(exhibit for exhibit in pages["component", "total", language] if exhibit.name == "actions").table
    assert all(code in texts["plan"] for code in lost["component_code"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_no_heading_without_an_answer_and_one_list(shape, pages, language):
    _, made = open_made(pages, language)
    for key, notebook in made.items():
        html = render_notebook(notebook)
        headings = re.findall(r"<h2 id=[^>]*>(.*?)</h2>", html)
        numbers = [int(found[1]) for found in (re.match(r"(\d+)\. ", heading) for heading in headings) if found]
        assert numbers == list(range(1, len(numbers) + 1)), (key, headings)
        assert not re.search(r"</h2>\s*</div>\s*<div class=\"prose\"><h2", html), key
        assert html.count('<section class="unanswered">') == 1, key


def read_deck(content):
    """Return all text of a deck, notes and charts aside."""
    slides = Presentation(io.BytesIO(content)).slides
    return "\n".join(
        node.text for slide in slides for node in slide._element.iter() if node.tag.endswith("}t") and node.text
    )


def read_document(content):
    """Return all text of a Word file but its list of what is lacking."""
    body = docx.Document(io.BytesIO(content)).element.body
    text = " ".join(node.text for node in body.iter() if node.tag.endswith("}t") and node.text)
    return re.split(r"SỐ LIỆU CÒN THIẾU|FIGURES THAT ARE LACKING", text)[0]


def read_workbook(content):
    """Return all text of a workbook but the list below its contents."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    lines = []
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            if row and row[0] in ("Chưa trả lời được", "Not answered yet"):
                break
            lines += [str(cell) for cell in row if cell is not None]
    return "\n".join(lines)


def read_page(html):
    """Return what a reader sees of a page, without its code and its list of what is lacking."""
    html = re.sub(r'<section class="unanswered">.*?</section>|<pre.*?</pre>|<nav.*?</nav>', "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", html)


# What only ledgers hold: totals of all, ranks of all, factors of one; and a panel that lacks a year.


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    home = make_real(tmp_path_factory.mktemp("real"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        yield home


def list_shown(index, year, page, component="total", language="vi"):
    province = "VN" if page == "national" else HOME
    shown = list_exhibits(page, index=index, year=year, component=component, language=language, province=province)
    return {exhibit.name: exhibit for exhibit in shown if exhibit.chart != "none"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_single_printed_totals_make_no_mean_no_rank_and_no_best(real, language):
    for page in ("component", "province", "national"):
        for name, exhibit in list_shown("par_index", 2025, page, language=language).items():
            now = exhibit.table[exhibit.table["year"] == 2025] if "year" in exhibit.table else exhibit.table
            columns = [column for column in now if column in NATIONAL_COLUMNS and now[column].notna().any()]
            assert name in (*ELSEWHERE, "streaks") or not columns, (page, name, columns)
            assert name in (*ELSEWHERE, "ranking", "streaks") or not OF_THE_COUNTRY.search(exhibit.finding), (
                page,
                name,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranks_alone_tell_the_place_and_no_points(real, language):
    """Province 22 was put in fourteenth of 63: the best quarter; nothing is known of points, means or the best."""
    shown = list_shown("par_index", 2024, "component", language=language)
    assert "14/63" in shown["headline"].finding or "14 of 63" in shown["headline"].finding
    assert shown["place"].table["quartile"].tolist() == [1.0]
    assert not {"position", "marks", "losses", "recovery", "certainty", "actions", "groups"} & set(shown)
    assert not re.search("trung bình|mean", shown["answer"].finding)


@pytest.mark.parametrize("language", LANGUAGES)
def test_factors_alone_are_told_without_a_total(real, language):
    shown = list_shown("sipas", 2019, "province", language=language)
    assert shown["components"].table["score"].tolist() == [90.5, 91.5, 92.5, 93.5, 94.5]
    assert len(shown["components"].table) == len(FACTORS)
    assert not {"profile", "strengths", "recovery", "certainty"} & set(shown)
    assert not re.search("tổng hợp|as a whole", shown["components"].finding)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_year_is_no_year_before(real, language):
    """PAPI 2023 was taken out: nothing changed on 2023, and whoever is compared is compared with 2022."""
    for page in ("component", "province", "national"):
        shown = list_shown("papi", 2024, page, "4", language)
        text = " ".join(exhibit.finding for name, exhibit in shown.items() if name != "streaks")  # these name the gap
        assert "2023" not in text, page
        assert "movers" not in shown
    assert "2022" in list_shown("papi", 2024, "component", "4", language)["causes"].finding
