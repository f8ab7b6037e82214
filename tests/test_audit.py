"""Every claim of a sample of executed pages is computed again from data/raw, by none of the program's code."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from audit.claims import WRONG, call_alike, read_claims, read_sentence
from audit.contradictions import find_contradictions, find_impossible
from audit.field import Field
from audit.links import Links, follow_links
from audit.mutants import is_found_out, list_mutants, list_word_mutants
from audit.pages import Exhibit, Page, cut_sentences, find_pages, read_page
from audit.run import audit, open_raw
from places_here import ROOT

from parlib.runs.comparisons import plan_comparisons
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

RAW = ROOT / "data" / "raw"

ASKED = (
    ("papi", 2024, ("22",), ("6", "4.3"), "vi"),
    ("papi", 2022, ("92",), ("5",), "en"),
    ("dti", 2024, ("79",), ("1",), "en"),
    ("service_766", 2024, ("22",), ("3",), "vi"),
    ("par_index", 2023, ("22",), ("main",), "vi"),
    ("sipas", 2021, ("22",), ("main",), "en"),
    ("pci", 2016, ("22",), ("2",), "vi"),
)
"""Index, year, provinces, components and language of the sample."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory, home):
    """Return a folder with the executed pages of the sample."""
    folder = tmp_path_factory.mktemp("audited")
    plans = [
        plan
        for index, year, provinces, components, language in ASKED
        for plan in plan_pages(index, year, provinces, components, language)
    ]
    for language in ("vi", "en"):
        plans += plan_comparisons(plan_pages("papi", 2024, ["92"], ["4"], language), ["2021", "31"])
    run_pages(list({plan.notebook: plan for plan in plans}.values()), folder, home=home)
    return folder


@pytest.fixture(scope="module")
def raw():
    """Return the raw figures, and a function from index and vintage to its field."""
    return open_raw(RAW)


@pytest.fixture(scope="module")
def found(reports):
    return audit(reports, RAW)


def test_no_claim_of_the_sample_is_wrong(found):
    assert found.pages > 15
    assert len(found.found) > 3000
    assert [(page, each.sentence, each.check) for page, each in found.wrong] == []


def test_every_number_and_name_of_the_sample_leads_to_the_cell_that_holds_it(reports):
    links = Links()
    for path in find_pages(reports):
        follow_links(path, links)
    assert links.followed > 1500
    assert (links.wrong, links.loose) == ([], [])
    assert links.tried > 10000  # wrong numbers, each a digit away
    assert links.survived == []


def test_no_claim_of_the_sample_rests_on_missing_rows(found):
    assert [(page, each.sentence, each.check) for page, each in found.missing] == []


def test_no_page_of_the_sample_contradicts_itself(found):
    assert found.contradictions == []


def test_nearly_all_sentences_with_numbers_are_checked_on_every_kind_of_page(found):
    assert {kind for kind, _ in found.coverage} == {"component", "province", "national", "compare"}
    assert {kind: share for kind, share in found.coverage.items() if share < 0.95} == {}, found.unread


def test_every_wrong_sentence_made_of_a_right_one_is_found_out(reports, raw):
    pages = [read_page(path, reports) for path in find_pages(reports)]
    chosen = [page for page in pages if page.place == "22" or page.kind == "national"][::2]
    tried, lost = 0, []
    for page in chosen:
        reading = read_claims(page, *raw)
        for taken, group, wrong in list_mutants(reading, raw[0]):
            tried += 1
            if not is_found_out(taken, wrong, page, *raw):
                lost.append((page.path, taken.kind, group, wrong))
    assert tried > 500
    assert lost == []


# the audit itself -----------------------------------------------------------------------------------------------


def make_page(language="en", code="4", **texts):
    exhibits = [Exhibit(name, text, "", "text", {}, [], [], 2) for name, text in texts.items()]
    return Page("a.ipynb", "component", "papi", 2024, "63", "22", code, language, "", exhibits)


def test_the_audit_reads_raw_figures_by_itself(raw):
    papi, dti = Field(raw[0], "papi", "63"), Field(raw[0], "dti", "63")
    leaves = pd.read_csv(RAW / "papi" / "papi_2024.csv", header=None, skiprows=4, dtype=str)
    column = list(leaves.iloc[0]).index("Quảng Ninh")
    own = leaves[leaves[0].str.match(r"4\.\d", na=False)][column].astype(float).sum()
    assert papi.score(2024, "4", "22") == pytest.approx(own, abs=1e-9)
    assert (papi.rank(2024, "4", "22"), papi.n_ranked(2024, "4")) == (2, 61)
    assert dti.score(2024, "total", "01") == 0.8241


def test_nearly_every_word_for_a_direction_that_is_turned_round_is_found_out(reports, raw):
    pages = [read_page(path, reports) for path in find_pages(reports)]
    tried = found = 0
    for page in pages[::4]:
        for taken, _, wrong in list_word_mutants(read_claims(page, *raw)):
            tried, found = tried + 1, found + is_found_out(taken, wrong, page, *raw)
    assert tried > 50
    assert found / tried > 0.9  # of what cannot be told apart neither side is higher: some words have no wrong opposite


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Quang Ninh scores 7.99 out of 10 points.", True),
        ("Quang Ninh scores 7.89 out of 10 points.", False),
        ("Tay Ninh scores 7.99 out of 10 points.", False),
        ("Quang Ninh is ranked 2 of 61.", True),
        ("Quang Ninh is ranked 3 of 61.", False),
        ("0.97 points above the national mean.", True),
        ("0.97 points below the national mean.", False),
        ("Up 3.41 points since 2011.", False),
    ],
)
def test_a_sentence_is_right_or_wrong(raw, text, right):
    page = make_page(headline=text, position=text)
    wrong = [
        each
        for exhibit in page.exhibits
        for each in read_sentence(text, exhibit, page, *raw).found
        if each.check.status == WRONG
    ]
    assert bool(wrong) is not right


def test_a_statement_on_the_country_needs_nine_in_ten_places(raw):
    page = Page("a", "national", "par_index", 2023, "63", None, "total", "en", "", [])
    exhibit = Exhibit("movers", "", "", "text", {}, [], [], 2)
    silent = read_sentence("Compared with 2022, Ha Tinh rose most (2.40 points).", exhibit, page, *raw)
    assert any(each.check.status == "from missing rows" for each in silent.found)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ranked 64 of 63, 64/63.", "rank above the number ranked"),
        ("the rank would go from 1 to 1.", "rank from a place to the same place"),
        ("The rank of 1 may lie between 6 and 6.", "rank range does not hold the rank"),
        ("most of it on “A” (1.3 points, 32.1% of all that was lost).", "most, below 50%"),
        ("least by “Quality of Water” (−1.7%; on paper 4.2%).", "a negative share decides"),
        ("Satisfied: 104.2% of people.", "percentage above 100"),
        ("To be among the first 1, 0.2 points more are needed.", "first 1"),
        ("Of old: <NA>/<NA> among the provinces.", "a missing value in words"),
        ("Cả nước scores 43.2 points.", "Vietnamese in an English sentence"),
        ("The rank of 2 may lie between 1 and 7 (95%).", None),
    ],
)
def test_what_cannot_be_true_is_found_whatever_the_figures(text, what):
    assert find_impossible(text, "en") == ([what] if what else [])


@pytest.mark.parametrize(
    ("verdict", "right"), [("contrary", True), ("lower", True), ("similar", False), ("higher", False)]
)
def test_a_verdict_on_the_same_matter_must_hold_of_the_printed_ranks(raw, verdict, right):
    text = f"Beside other indices, on “Overall result”: a {verdict} result on DTI (2024, 60/63)."
    page = make_page(code="total", matters=text)
    found = read_sentence(text, page.exhibits[0], page, *raw).found
    assert [each.check.status == "ok" for each in found if each.kind == "same matter, as printed"] == [right]


def test_two_sentences_that_contradict_each_other_are_found(raw):
    page = make_page(
        headline="Quang Ninh scores 7.99 of 10 points, ranked 2 of 61.",
        answer="Quang Ninh scores 7.99 of 10 points, ranked 3 of 61.",
        lasting="Losses recovered: “Willingness to Fight Corruption”.",
        losses="2.01 points were lost; most on “Willingness to Fight Corruption” (0.33).",
    )
    kinds = {kind for kind, *_ in find_contradictions(read_claims(page, *raw))}
    assert {"told with two values", "headline and answer differ", "recovered, and still the largest"} <= kinds


def test_sentences_are_cut_at_their_ends_only():
    text = "TP. Huế đạt 7,99 điểm. “4. Kiểm soát. Tham nhũng” (Lei et al. 2018). Hạng 2."
    assert [text[start:end] for start, end in cut_sentences(text)] == [
        "TP. Huế đạt 7,99 điểm.",
        "“4. Kiểm soát. Tham nhũng” (Lei et al. 2018).",
        "Hạng 2.",
    ]


def test_provinces_and_cities_are_called_alike_outside_names():
    text = "Các tỉnh, thành phố khác; địa phương cao nhất (thành phố Huế) ở “Tương tác với chính quyền địa phương”."
    assert call_alike(text) == "Các tỉnh khác; tỉnh cao nhất (thành phố Huế) ở “Tương tác với chính quyền địa phương”."


def test_the_audit_uses_none_of_the_program():
    modules = [path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "audit").glob("*.py")]
    assert len(modules) > 8
    assert [text for text in modules if "import parlib" in text or "from parlib" in text] == []


def test_a_months_reading_is_held_against_the_component_of_the_page(raw):
    """Thái Nguyên, August 2025: 15.67 on the first part, 86.97 on the whole."""
    known, fields = raw
    for component, told, wrong in (("1", "15,67", "86,97"), ("total", "86,97", "15,67")):
        page = Page("a.ipynb", "component", "service_766", 2024, "34", "19", component, "vi", "", [])
        for figure, status in ((told, "ok"), (wrong, "wrong")):
            sentence = f"Số liệu tháng 08/2025 (từ đầu năm): Thái Nguyên đạt {figure} điểm."
            shown = Exhibit("readings", sentence, "", "", {}, [], [], 2)
            reading = read_claims(replace(page, exhibits=[shown]), known, fields)
            assert [each.check.status for each in reading.found if each.check.label == "reading"] == [status]
