"""A province's own scoreboard, alone and among twelve of 34: claims are held against the points that were put in."""

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from audit import raw as reading_raw
from audit.claims import read_claims, read_sentence
from audit.field import Field
from audit.run import open_raw
from made_pages import list_wrong, make_audited
from made_partial import HOME, YEAR, list_exhibits, make_base, make_shape
from places_here import ROOT

PAGES = [
    ("component", "1", "vi"),
    ("component", "2.3", "en"),
    ("province", "total", "en"),
    ("national", "total", "vi"),
    ("sheet", "total", "vi"),
    ("sheet", "total", "en"),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module", params=["one", pytest.param("twelve", marks=pytest.mark.exhaustive)])
def board(request, base, tmp_path_factory):
    """Return the home of a shape, and raw figures of the points that were put in."""
    home, whole = make_shape(tmp_path_factory.mktemp("boards"), base, request.param)
    raw, _ = open_raw(ROOT / "data" / "raw")
    rows = whole.stack().rename("score").reset_index()
    rows.columns = ["place", "code", "score"]
    tree = make_tree(home)
    cells = {"par_index": rows.assign(year=YEAR, vintage="34", printed=False)}
    raw = replace(raw, home=home / "data" / "raw", cells=raw.cells | cells, trees=raw.trees | {"par_index": tree})
    return home, raw, cache(lambda index, vintage: Field(raw, index, vintage))


def make_tree(home):
    """Return the tree of the year as the audit reads trees, with the names that the program gives in English."""
    tree = pd.read_parquet(home / "data" / "processed" / "components.parquet").query(
        "index == 'par_index' and year == @YEAR"
    )
    tree = tree[["component_code", "parent_code", "component_key", "name_vi", "name_en", "max_score", "year"]]
    tree = tree.assign(parent_code=tree["parent_code"].fillna(""), combine="sum", series="", weight=float("nan"))
    return reading_raw._sign_series(tree.assign(min_score=0.0), set())


def know_one_index(monkeypatch):
    """Let the audit know no other index than the home has, a scoreboard of the 34."""
    monkeypatch.setitem(reading_raw.TABLES, "par_index", "34")
    for name in {*reading_raw.TABLES} - {"par_index"}:
        monkeypatch.delitem(reading_raw.TABLES, name)


@pytest.mark.parametrize(("kind", "component", "language"), PAGES)
def test_every_claim_of_an_own_scoreboard_is_right_and_nothing_is_said_of_the_country(
    board, monkeypatch, kind, component, language
):
    home, raw, fields = board
    monkeypatch.setenv("PARLIB_HOME", str(home))
    know_one_index(monkeypatch)
    about = {"index": "par_index", "year": YEAR, "vintage": "34", "language": language}
    shown = list_exhibits(kind, **about, province=HOME, component=component)
    page = make_audited(kind, about | {"place": None if kind == "national" else HOME}, shown, component)
    reading = read_claims(page, raw, fields)
    assert reading.numbered >= 1
    assert (reading.unread, list_wrong(reading)) == ([], [])


@pytest.mark.parametrize(
    ("right", "wrong"), [(r"\d+,\d%", "3,1%"), ("Sở Nội vụ", "Sở Tư pháp"), (r"\.$", ", cùng mức còn 1 cơ quan khác.")]
)
def test_a_wrong_word_on_what_agencies_lost_is_found(board, monkeypatch, right, wrong):
    home, raw, fields = board
    monkeypatch.setenv("PARLIB_HOME", str(home))
    know_one_index(monkeypatch)
    about = {"index": "par_index", "year": YEAR, "vintage": "34", "language": "vi"}
    page = make_audited("sheet", about | {"place": HOME}, list_exhibits("sheet", **about, province=HOME))
    exhibit = next(each for each in page.exhibits if each.name == "sheet_agencies")
    said = [exhibit.finding, re.sub(right, wrong, exhibit.finding)]
    found = [list_wrong(read_sentence(each, exhibit, page, raw, fields)) for each in said]
    assert (said[0] != said[1], found[0] == [], found[1] != []) == (True, True, True)
