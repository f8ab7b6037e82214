"""The front door: import parlib, load an index, ask."""

import subprocess
import sys
import time

import pytest

import parlib
from parlib.store import NotCleanedError, find_home, load_table
from parlib.terms import INDICES

COLUMNS = {"index", "year", "province_code", "vintage", "component_code", "component_key", "level", "score",
           "max_score", "share", "rank"}  # fmt: skip


@pytest.mark.parametrize("index", INDICES)
def test_load_returns_one_tidy_table_of_the_index(home, index):
    scores = parlib.load(index)
    assert set(scores.columns) >= COLUMNS
    assert set(scores["index"]) == {index}
    assert not scores.duplicated(["year", "vintage", "province_code", "component_code"]).any()
    assert (scores["component_code"] == "total").any()
    assert scores.index.tolist() == list(range(len(scores)))


def test_load_gives_codes_as_text_and_ranks_as_whole_numbers(home):
    scores = parlib.load("papi")
    assert scores["province_code"].str.len().eq(2).all()
    assert scores["rank"].dtype == "Int64"
    assert {code for code in scores["component_code"] if code.startswith("4")} == {"4", "4.1", "4.2", "4.3", "4.4"}


def test_load_gives_a_copy_that_may_be_changed(home):
    table = parlib.load("dti")
    table["score"] = 0.0
    assert parlib.load("dti")["score"].max() > 0


def test_load_answers_the_question_of_the_readme(home):
    top = parlib.load("papi").query("year == 2024 and component_code == 'total'").nsmallest(1, "rank")
    assert top[["rank", "n_ranked", "vintage"]].to_numpy().tolist() == [[1, 61, "63"]]


def test_load_reads_an_index_within_three_tenths_of_a_second(home):
    parlib.load("dti")
    from parlib.store import _read_parquet

    times = []
    for _ in range(5):
        _read_parquet.cache_clear()
        start = time.process_time()
        parlib.load("papi")
        times.append(time.process_time() - start)
    assert min(times) < 0.3


def test_load_refuses_an_unknown_index():
    with pytest.raises(
        ValueError, match="index 'pii' is not known: choose one of papi, par_index, sipas, dti, service"
    ):
        parlib.load("pii")


def test_components_and_provinces_return_the_tree_and_the_places(home):
    tree = parlib.components("papi", 2024)
    assert tree["component_code"].tolist()[:3] == ["total", "1", "1.1"]
    assert set(parlib.components("papi")["year"]) == set(range(2011, 2025))
    assert (len(parlib.provinces()), len(parlib.provinces("34"))) == (63, 34)


def test_facts_and_sources_return_what_was_printed_and_where(home):
    assert parlib.facts("par_index")["text"].str.contains("91.87%").any()
    assert parlib.facts("gso")["measure"].unique().tolist() == ["population", "urban_population", "grdp_per_capita"]
    assert parlib.sources()["source_id"].is_unique


def test_unknown_name_of_the_front_door_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'parlib' has no attribute 'lode'"):
        parlib.lode  # noqa: B018
    assert {"load", "components", "provinces"} <= set(dir(parlib))


def run_python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_import_of_parlib_loads_no_heavy_package():
    heavy = "pandas numpy matplotlib pyarrow typer rich scipy papermill babel pandera"
    code = f"import sys, parlib; print([name for name in '{heavy}'.split() if name in sys.modules])"
    assert run_python(code) == "[]"


def test_import_of_parlib_takes_under_50_ms():
    code = "import time; t = time.process_time(); import parlib; print(1000 * (time.process_time() - t))"
    assert min(float(run_python(code)) for _ in range(3)) < 50


def test_load_before_cleaning_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(tmp_path))
    with pytest.raises(NotCleanedError, match=r"scores\.parquet is not there: run 'parlib clean' first"):
        load_table("scores")


def test_find_home_looks_upward_from_where_one_is(tmp_path, monkeypatch):
    monkeypatch.delenv("PARLIB_HOME", raising=False)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "sources.csv").touch()
    (tmp_path / "notebooks" / "explore").mkdir(parents=True)
    assert find_home(tmp_path / "notebooks" / "explore") == tmp_path.resolve()
