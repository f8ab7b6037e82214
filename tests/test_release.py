"""A release holds what may be passed on, and says the truth of each column to programs."""

import csv
import hashlib
import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from parlib.cli import app
from parlib.research.release import collect
from parlib.research.release.build import write_release
from parlib.store import load_table


@pytest.fixture(scope="module")
def released(home, tmp_path_factory):
    return write_release(tmp_path_factory.mktemp("release"))


def read_json(released, name):
    return json.loads((released.folder / name).read_text(encoding="utf-8"))


def test_every_file_is_what_the_package_says_of_it(released):
    for resource in read_json(released, "datapackage.json")["resources"]:
        content = (released.folder / resource["path"]).read_bytes()
        assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (resource["bytes"], resource["hash"])
        fields = resource["schema"]["fields"]
        assert next(csv.reader([content.decode().split("\n")[0]])) == [one["name"] for one in fields]
        assert all(one["description"] for one in fields)


def test_values_are_of_the_types_that_are_told_and_keys_are_unique(released):
    for resource in read_json(released, "datapackage.json")["resources"]:
        table = pd.read_csv(released.folder / resource["path"], dtype=str, keep_default_na=False)
        for one in resource["schema"]["fields"]:
            known = table[one["name"]][table[one["name"]] != ""]
            if one["type"] == "boolean":
                assert set(known) <= {"true", "false"}
            elif one["type"] == "integer":
                assert known.str.fullmatch(r"-?\d+").all(), (resource["name"], one["name"])
            elif one["type"] == "number":
                known.astype(float)
        key = resource["schema"].get("primaryKey")
        assert key is None or not table.duplicated(key).any()
        for link in resource["schema"].get("foreignKeys", ()):
            other = pd.read_csv(released.folder / f"{link['reference']['resource']}.csv", dtype=str)
            there = set(map(tuple, other[link["reference"]["fields"]].to_numpy()))
            assert set(map(tuple, table[link["fields"]].to_numpy())) <= there


def test_scores_are_those_of_the_store_to_the_last_digit(released):
    given = pd.read_csv(released.folder / "scores.csv", usecols=["score"])
    stored = load_table("scores")
    assert given["score"].tolist() == pytest.approx(stored["score"].tolist(), rel=1e-15, nan_ok=True)


def test_the_four_descriptions_name_the_same_tables_and_columns(released):
    package, web = read_json(released, "datapackage.json"), read_json(released, "csv-metadata.json")
    croissant, dcat = read_json(released, "croissant.json"), read_json(released, "dcat.jsonld")
    columns = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    assert {t["url"]: [c["name"] for c in t["tableSchema"]["columns"]] for t in web["tables"]} == columns
    assert {f"{r['name']}.csv": [f["name"] for f in r["field"]] for r in croissant["recordSet"]} == columns
    assert [one["dcat:downloadURL"]["@id"] for one in dcat["dcat:distribution"]] == list(columns)


def test_the_catalogue_says_what_dcat_ap_demands_and_of_its_types(released):
    dcat = read_json(released, "dcat.jsonld")
    assert dcat["dct:title"].keys() == dcat["dct:description"].keys() == {"@value", "@language"}
    assert dcat["dct:issued"]["@type"] == "xsd:date"
    assert all(one["@type"] == "dct:RightsStatement" and one["rdfs:label"] for one in dcat["dct:rights"])
    for one in dcat["dcat:distribution"]:
        assert one["dcat:accessURL"] == {"@id": dcat["@id"]}
        assert one["spdx:checksum"]["spdx:algorithm"]["@id"] == "spdx:checksumAlgorithm_sha256"
        assert one["dcat:byteSize"]["@type"] == "xsd:nonNegativeInteger"


@pytest.mark.parametrize("said", ["", "Mật, lưu hành nội bộ", "không", "chưa rõ"])
def test_figures_under_terms_that_nobody_reviewed_stay_at_home(home, monkeypatch, said):
    sources = load_table("sources")
    papi = sources["source_id"].eq("papi-2011")
    own = sources.assign(licence=sources["licence"].mask(papi, said))
    monkeypatch.setattr(collect, "load_table", lambda name: own if name == "sources" else load_table(name))
    scores = load_table("scores")
    tables, kept_back = collect.collect_tables()
    assert kept_back == (scores["source_id"].eq("papi-2011") & scores["score"].notna()).sum() > 1000
    assert not (tables["scores"]["source_id"] == "papi-2011").any()
    assert "papi-2011" not in set(tables["sources"]["source_id"])
    assert collect.collect_tables([said])[1] == 0


def test_an_index_of_ones_own_leaves_nothing_of_itself(home, monkeypatch):
    def load(name):
        table = load_table(name)
        if "index" not in table or table.empty:
            return table
        own = table.head(3).assign(index="thu", **({"source_id": "thu-2024"} if "source_id" in table else {}))
        if name == "components":  # its framework is drawn up by the program, under the program's own terms
            own["source_id"] = table["source_id"].iloc[0]
        return pd.concat([table, own], ignore_index=True)

    monkeypatch.setattr(collect, "load_table", load)
    tables, kept_back = collect.collect_tables()
    assert kept_back > 0
    assert [name for name, table in tables.items() if "index" in table and "thu" in set(table["index"])] == []


def test_a_release_is_not_written_among_the_figures(home):
    with pytest.raises(ValueError, match="among the figures themselves"):
        write_release(home / "data" / "release")


def test_a_release_is_of_the_raw_files_that_lie_there_now(raw_copy, tmp_path):
    """The copy holds fewer years than the tables beside it, which were cleaned before."""
    done = CliRunner().invoke(app, ["release", "-o", str(tmp_path / "release"), "--home", str(tmp_path)])
    assert done.exit_code == 0, done.output
    scores = pd.read_csv(next((tmp_path / "release").rglob("scores.csv")))
    assert set(scores.loc[scores["index"] == "papi", "year"]) == {2016, 2023}
