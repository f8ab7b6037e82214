"""The cleaning as a whole: contracts of the tables, the account, raw files read only, processed tables whole."""

import json
import shutil
import stat

import pandas as pd
import pytest
from places_here import ROOT

from parlib.clean.facts import FACT_COLUMNS
from parlib.clean.local import PLACE_COLUMNS
from parlib.clean.panel import SCORE_COLUMNS
from parlib.clean.reference import find_unlogged
from parlib.clean.run import clean_raw
from parlib.contracts import SCHEMAS, check_contract
from parlib.files.hashing import hash_file
from parlib.files.kept import Kept
from parlib.framework import COMPONENT_COLUMNS
from parlib.readers.csvfile import hash_folder
from parlib.store import TABLES, hash_makers, load_fingerprint, load_table, save_tables


def hash_all(folder):
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in folder.rglob("*") if path.is_file()}


def test_processed_tables_keep_their_contract(tables):
    for name in SCHEMAS:
        assert check_contract(tables[name], name) == []


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("scores", SCORE_COLUMNS),
        ("components", COMPONENT_COLUMNS),
        ("facts", FACT_COLUMNS),
        ("places", PLACE_COLUMNS),
        ("aliases", ["alias", "vintage", "code"]),
    ],
)
def test_processed_tables_have_the_columns_of_the_codebook(tables, home, name, columns):
    assert tables[name].columns.tolist() == columns
    assert load_table(name).columns.tolist() == columns


def test_processed_tables_come_back_from_disk_as_they_were(tables, home):
    assert sorted(path.stem for path in (home / "data" / "processed").glob("*.parquet")) == sorted(TABLES)
    for name in ("scores", "components", "places"):
        pd.testing.assert_frame_equal(load_table(name), tables[name], check_dtype=False)


def test_scores_name_every_province_component_and_source_that_exist(tables):
    scores, places, trees = tables["scores"], tables["places"], tables["components"]
    for left, right, keys in (
        (scores, places, ["vintage", "province_code"]),
        (scores, trees, ["index", "year", "component_code"]),
    ):
        merged = left.merge(right[keys], on=keys, how="left", indicator=True, validate="m:1")
        assert (merged["_merge"] == "both").all()
    assert set(scores["source_id"]) <= set(tables["sources"]["source_id"])


def test_account_adds_up_file_by_file(tables):
    account = tables["account"].set_index("file")
    assert (account["read"] - account["kept"] == account["left_out"]).all()
    assert account.loc["papi/papi_2024.csv"].tolist() == [1764, 1708, 56, "0 stands for no figure"]
    assert account.loc["papi/papi_2016.csv"].tolist() == [63 * 28, 63 * 28, 0, ""]
    assert account.loc["dti/dti_2022.csv", "read"] == 63 * 5
    assert account.loc["par_index/ledger.csv", "kept"] == 380
    assert set(account.loc[account["left_out"] > 0, "why"]) == {
        "0 stands for no figure",
        "Hà Tây: none of the 63 provinces",
        "no figure printed",
    }
    assert account.loc["service_766/service_766_to_2025-08.csv", ["read", "kept"]].tolist() == [5 * 6, 5 + 5]


def test_account_names_every_table_with_figures(tables):
    found = {path.relative_to(ROOT / "data" / "raw").as_posix() for path in (ROOT / "data" / "raw").rglob("*.csv")}
    reference = {
        file
        for file in found
        if file.startswith(
            ("frameworks/", "places/prov", "places/reg", "places/tile", "places/ali", "places/former", "known_")
        )
    }
    assert set(tables["account"]["file"]) == found - reference - {"sources.csv"}


def test_clean_raw_never_writes_raw_files(raw_copy):
    before = hash_all(raw_copy)
    for path in raw_copy.rglob("*"):
        path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
    times = {path: path.stat().st_mtime_ns for path in raw_copy.rglob("*")}
    clean_raw(raw_copy, raw_copy.parent / "processed")
    assert hash_all(raw_copy) == before
    assert {path: path.stat().st_mtime_ns for path in raw_copy.rglob("*")} == times
    for path in raw_copy.rglob("*"):
        path.chmod(stat.S_IRWXU)


def test_clean_raw_without_a_folder_writes_nothing(raw_copy):
    shutil.rmtree(raw_copy.parent / "processed")
    clean_raw(raw_copy)
    assert [path.name for path in raw_copy.parent.iterdir()] == ["raw"]


def test_clean_raw_marks_what_raw_data_the_tables_come_from(home):
    assert load_fingerprint(home / "data" / "processed") == hash_folder(ROOT / "data" / "raw")
    assert load_fingerprint(home / "data" / "raw") is None


def test_clean_raw_tells_each_step(raw_copy, monkeypatch):
    monkeypatch.setattr("parlib.clean.run._CLEANED", Kept(1))  # the same files may have been cleaned in this process
    steps = []
    clean_raw(raw_copy, progress=steps.append)
    assert steps == [
        "places and frameworks",
        "papi",
        "dti",
        "service_766",
        "pci",
        "ledgers of printed facts",
        "scoreboard workbooks",
        "what is printed twice",
        "breaks of the instrument",
        "dossiers",
        "checks",
    ]


def test_save_tables_leaves_no_half_written_file(tmp_path):
    save_tables({"scores": pd.DataFrame({"a": [1]})}, tmp_path, "mark")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "made_from.json", "scores.parquet"]
    assert json.loads((tmp_path / "made_from.json").read_text()) == {"raw": "mark", "code": hash_makers()}


def test_find_unlogged_is_silent_about_the_data_as_received():
    assert find_unlogged(ROOT / "data" / "raw") == {}


def test_find_unlogged_notes_changed_new_and_lost_files(raw_copy):
    changed = raw_copy / "dti" / "dti_2024.csv"
    changed.write_bytes(changed.read_bytes() + b"\n")
    (raw_copy / "dti" / "dti_2030.csv").write_text("a\n", encoding="utf-8")
    noted = find_unlogged(raw_copy)
    assert noted["dti/dti_2024.csv"] == "its content has another sha256"
    assert noted["dti/dti_2030.csv"] == "it has no entry there"
    assert noted["dti/dti_2022.csv"] == "the file is missing"
    assert "dti/dti_2023.csv" in noted
    assert "papi/papi_2016.csv" not in noted
