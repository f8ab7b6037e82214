"""What several rooms' tests share: the repository's data cleaned once, and copies of it to damage."""

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from parlib.clean.run import clean_raw
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.subject import open_subject

os.environ["LC_ALL"] = "C.UTF-8"  # messages are English; PARLIB_LANGUAGE would choose the language of products, too
os.environ.pop("PARLIB_LANGUAGE", None)
settings.register_profile("parlib", deadline=None)  # a machine that is loaded is no fault of the code
settings.load_profile("parlib")
ROOT = Path(__file__).resolve().parents[1]
KEPT = ("papi_2016", "papi_2023", "dti_2024", "service_766_2024", "pci_2016")
"""Year tables in a copy that is damaged; fewer, so that it is read quickly."""


@pytest.fixture(scope="session", autouse=True)
def cleaned(tmp_path_factory):
    """Return a folder with the repository's data/raw and notebooks, and data/processed cleaned from them."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "data" / "raw", home / "data" / "raw")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    tables, account = clean_raw(home / "data" / "raw", home / "data" / "processed")
    tables["account"] = account.to_table()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(home))
        yield home, tables


@pytest.fixture(autouse=True)
def same_home():
    """Leave the home in use as it was: a command that is run in this process with --home keeps it for its children."""
    before = os.environ.get("PARLIB_HOME", "")
    yield
    os.environ["PARLIB_HOME"] = before
    os.environ.pop("PARLIB_LANGUAGE", None)


@pytest.fixture(scope="session")
def home(cleaned):
    """Return the folder that parlib finds its data in."""
    return cleaned[0]


@pytest.fixture(scope="session")
def tables(cleaned):
    """Return the cleaned tables by name, and the ``account``; not to be changed."""
    return cleaned[1]


@pytest.fixture(scope="session")
def open_page(home):
    """Return a function that opens a subject of the cleaned data, once for each question."""
    known = {}

    def look_up(*asked):
        if asked not in known:
            known[asked] = open_subject(*asked)
        return known[asked]

    return look_up


@pytest.fixture
def raw_copy(tmp_path, home):
    """Return a copy of data/raw to damage, with fewer years, beside processed tables that must not change."""
    raw = tmp_path / "data" / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    for index in ("papi", "dti", "service_766", "pci"):
        for table in (raw / index).glob(f"{index}_*.csv"):
            if table.stem not in KEPT:
                table.unlink()
    shutil.copytree(home / "data" / "processed", tmp_path / "data" / "processed")
    return raw


@pytest.fixture
def made_tree():
    """Return a made framework file: a whole of ten points, shared by two parts to 2020 and by three from 2021."""
    rows = [
        ("total", "", "total", "2019", "2021", "1", "10", "sum"),
        ("1", "total", "first", "2019", "2021", "0", "10/n", "leaf"),
        ("2", "total", "second", "2019", "2021", "0", "10/n", "leaf"),
        ("3", "total", "third", "2021", "2021", "0", "10/n", "leaf"),
    ]
    columns = [
        "component_code",
        "parent_code",
        "component_key",
        "year_from",
        "year_to",
        "min_score",
        "max_score",
        "combine",
    ]
    tree = pd.DataFrame(rows, columns=columns)
    words = {"name_vi": "Phần", "name_en": "Part", "series": "", "note": "", "source_id": "made", "file": "made.csv"}
    return tree.assign(**words, row=range(2, 6))


@pytest.fixture(scope="session")
def executed(home, tmp_path_factory):
    """Return a reports folder: Quảng Ninh, Bà Rịa - Vũng Tàu in English, and Vĩnh Phúc, which has no data."""
    reports = tmp_path_factory.mktemp("executed")
    plans = plan_pages("papi", 2024, ["22"], ["2", "4"]) + plan_pages("papi", 2024, ["26"], ["1"])
    plans += plan_pages("papi", 2024, ["77"], ["2"], "en") + plan_pages("dti", 2024, ["22"], ["total"])
    outcomes = run_pages(plans, reports, home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    return reports


@pytest.fixture(scope="session")
def story_reports(home, tmp_path_factory):
    """Return a folder with the executed pages of a province with data and of one without; not to be changed."""
    folder = tmp_path_factory.mktemp("story")
    run_pages(plan_pages("papi", 2024, ["22", "26"], ["2", "4"]), folder, home=home)
    return folder
