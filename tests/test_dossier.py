import json

import nbformat
import pytest
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook

from parlib.results.dossier import NotRunError, choose_run, list_finished, list_provinces, open_dossier
from parlib.results.executed import OldNotebookError
from parlib.results.manifest import append_record

QUANG_NINH = {"province": "22", "province_name": "Quảng Ninh"}


def write_page(reports, page, status="done", exhibits=(), **about):
    record = {
        "kind": "notebook",
        "page": page,
        "index": "papi",
        "year": 2024,
        "vintage": "63",
        "language": "vi",
        "province": None,
        "province_name": None,
        "component": None,
        "status": status,
        **about,
    }
    stem = "-".join(str(record[name]) for name in ("index", "year", "province", "page", "component", "language"))
    notebook = make_notebook(*(make_cell("x", *display_exhibit(one)) for one in exhibits), **record)
    nbformat.write(notebook, reports / f"{stem}.ipynb")
    append_record(reports, record | {"notebook": f"{stem}.ipynb"})


@pytest.fixture
def reports(tmp_path):
    headline = make_exhibit(name="headline", chart="table", options={"status": "done"})
    write_page(tmp_path, "province", exhibits=[headline, make_exhibit()], **QUANG_NINH)
    for component in ("2", "10", "1"):
        write_page(tmp_path, "component", component=component, **QUANG_NINH)
    write_page(tmp_path, "component", "failed", component="3", **QUANG_NINH)
    write_page(tmp_path, "national")
    write_page(tmp_path, "compare", **QUANG_NINH)
    write_page(tmp_path, "scoreboard", exhibits=[make_exhibit(name="units", simulated=True)], **QUANG_NINH)
    absent = make_exhibit(name="headline", chart="text", options={"status": "no_score"})
    write_page(tmp_path, "province", "no_data", [absent], province="26", province_name="Vĩnh Phúc")
    for index, year in (("dti", 2022), ("dti", 2023), ("sipas", 2021)):
        write_page(tmp_path, "province", index=index, year=year, **QUANG_NINH)
    write_page(tmp_path, "province", index="service_766", vintage="34", province="22", province_name="Another")
    return tmp_path


def open_one(reports, province="22"):
    records = list_finished(reports)
    return open_dossier(reports, records, choose_run(records, "papi", None, "vi"), province)


def test_open_dossier_gathers_every_page_of_the_province(reports):
    found = open_one(reports)
    assert [page.about["component"] for page in found.components] == ["1", "2", "10"]
    assert [page.about["page"] for page in found.more] == ["scoreboard"]
    assert found.national.about["page"] == "national"
    assert [(page.about["index"], page.about["year"]) for page in found.others] == [("sipas", 2021), ("dti", 2023)]
    assert found.find("units").simulated
    assert found.find("nothing") is None
    assert (found.edition, found.has_data, found.simulated) == ("PAPI 2024", True, True)


def test_open_dossier_knows_a_province_by_name_and_one_without_data(reports):
    found = open_one(reports, "vinh phuc")
    assert found.about["province"] == "26"
    assert (found.has_data, found.simulated) == (False, False)


def test_open_dossier_gives_the_command_for_what_was_not_run(reports, home):
    with pytest.raises(NotRunError, match=r"parlib report --index papi --year 2024 --province 01 --language vi$"):
        open_one(reports, "Hà Nội")
    with pytest.raises(ValueError, match="'Xứ Lạ' is not the name of one of the 63 provinces"):
        open_one(reports, "Xứ Lạ")


def test_choose_run_gives_the_command_for_what_was_not_run(reports, tmp_path):
    records = list_finished(reports)
    with pytest.raises(NotRunError, match=r"parlib report --index papi --year 2020 --province all --language vi$"):
        choose_run(records, "papi", 2020, "vi")
    with pytest.raises(NotRunError, match=r"parlib report --index papi --province all --language en$"):
        choose_run(records, "papi", None, "en")
    with pytest.raises(ValueError, match="index 'papa' is not known"):
        choose_run(records, "papa", None, "vi")
    with pytest.raises(NotRunError, match=r"--language vi --vintage 34$"):
        choose_run(records, "papi", 2024, "vi", "34")
    with pytest.raises(NotRunError, match=r"parlib report --index papi --province 22 --output .*empty$"):
        list_finished(tmp_path / "empty")


def test_list_provinces_names_those_of_the_run(reports):
    records = list_finished(reports)
    run = choose_run(records, "papi", 2024, "vi")
    assert list_provinces(records, run) == {"22": "Quảng Ninh", "26": "Vĩnh Phúc"}


def test_open_dossier_says_which_notebook_is_torn(reports):
    path = next(reports.glob("*22-component-10*"))
    path.write_text(json.dumps({"cells": []})[:9], encoding="utf-8")
    with pytest.raises(OldNotebookError, match=rf"{path.name}: not a whole notebook .* run 'parlib report' again"):
        open_one(reports)
