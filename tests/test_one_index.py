"""Homes that hold one index and nothing else, asked about provinces that were merged: no population, no other years.

Quảng Ninh, which other tests of partial data ask about, was left as it was: what only merged provinces have (old
provinces to weigh, a past to gather) was never asked for there.
"""

import re

import pytest
from made_partial import ONE_INDEX, list_exhibits, make_one_index

MERGED = {"gap": "91", "totals": "96", "ranks": "26"}
"""A province that is in no table of the other vintage under its own name, by shape."""


@pytest.fixture(scope="module", params=sorted(MERGED))
def shape(request, tmp_path_factory):
    home = make_one_index(tmp_path_factory.mktemp(request.param) / "home", request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        yield request.param


def list_pages(shape, language="vi"):
    """Return the exhibits that a merged province's pages show, by page and name."""
    index, year = ONE_INDEX[shape]
    asked = {"index": index, "year": year, "language": language, "province": MERGED[shape]}
    pages = {page: list_exhibits(page, **asked) for page in ("component", "province", "sheet")}
    return {page: {one.name: one for one in shown} for page, shown in pages.items()}


def test_pages_of_a_merged_province_are_made_where_its_old_provinces_cannot_be_weighed(shape):
    pages = list_pages(shape)
    for page in ("component", "province"):
        assert pages[page]["headline"].finding
        assert pages[page]["merged"].chart == "none" if "merged" in pages[page] else True
    assert pages["sheet"]["sources"].finding


def test_nothing_is_chained_over_changes_before_the_first_year_with_figures(shape):
    for page in ("component", "province"):
        chain = list_pages(shape)[page]["chain"]
        assert (chain.chart, chain.needs) == ("none", "")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nobody_keeps_a_score_of_which_one_year_is_known(shape, language):
    if shape != "gap":
        pytest.skip("no best province is known")
    said = list_pages(shape, language)["province"]["recovery"]
    assert re.search("đạt bằng địa phương cao nhất|at the score of the best province", said.finding)
    assert not re.search(
        "giữ được|mô phỏng|keep[^s]|kept|draws", f"{said.finding} {said.note}".replace("keep their", "")
    )
    assert not {"rank_low", "rank_high"} & set(said.table)
    assert not said.table["recovered_to"].isin(["mức địa phương cao nhất giữ được"]).any()
