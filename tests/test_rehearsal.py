"""What is drawn before the processes that make pages are forked, and what pages read."""

import json

from parlib.reads import watch_reads
from parlib.rehearsal import list_exhibits
from parlib.study.evidence import list_sources
from parlib.subject import open_subject


def test_list_exhibits_draws_pictures_of_the_cleaned_tables(home):
    shown = [exhibit._repr_mimebundle_() for exhibit in list_exhibits()]
    assert sum("image/png" in data for data, _ in shown) >= 3


def test_list_sources_names_those_of_other_indices_beside_its_own(open_page):
    ids = list_sources(open_page("papi", 2024, "22", "4"))["document"].tolist()
    assert any(document.startswith("PAPI 2024") for document in ids)
    assert any("766" in document for document in ids)


def test_a_component_page_reads_its_own_index_whole_and_little_of_the_others(home):
    with watch_reads() as reads:
        list_sources(open_subject("papi", 2024, "22", "4"))
    scores = [json.loads(rows) for name, rows in reads if name == "scores"]
    assert {"index": ["papi"]} in scores
    others = [rows for rows in scores if rows["index"] != ["papi"]]
    assert others
    assert all(rows["province_code"] for rows in others)
