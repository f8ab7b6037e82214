"""Every number in a sentence of a page is that of a cell of that page, and a number that is not is found out."""

import copy
import json
import random

import pytest
from linked import list_wrong
from made_partial import list_exhibits, make_real
from test_local import departments  # noqa: F401  (a fixture)

from parlib.subject import open_subject

ASKED = (
    ("component", "papi", 2024, "22", "4", "vi"),
    ("component", "papi", 2024, "01", "2", "en"),
    ("component", "papi", 2011, "48", "2", "vi"),
    ("component", "dti", 2024, "22", "1", "en"),
    ("component", "service_766", 2024, "24", "2", "vi"),
    ("component", "pci", 2016, "22", "1", "en"),
    ("province", "papi", 2024, "26", "total", "vi"),
    ("province", "par_index", 2020, "22", "total", "vi"),
    ("province", "par_index", 2023, "31", "total", "en"),
    ("province", "sipas", 2021, "22", "total", "vi"),
    ("national", "papi", 2024, "VN", "total", "vi"),
    ("national", "dti", 2024, "VN", "total", "en"),
)
"""Kind of page, index, year, province, component and language of the sample."""

PARTIAL = (
    ("province", "papi", 2024, "22", "total", "vi"),
    ("national", "par_index", 2025, "VN", "total", "en"),
    ("province", "sipas", 2019, "22", "total", "vi"),
)
"""Pages of a home that lacks years, parts and most places."""

OWN = (("province", "cchc_so", 2025, "STP", "total", "vi"), ("component", "cchc_so", 2025, "STP", "1", "en"))
"""Pages of a province's own index of its departments."""


def show(page, index, year, province, component, language):
    """Return what a page is about, and its exhibits that are shown, as JSON by name."""
    asked = {"index": index, "year": year, "province": province, "component": component, "language": language}
    exhibits = (one.to_json() for one in list_exhibits(page, **asked) if one.chart != "none")
    return " ".join(_tell(open_subject(*asked.values()))), {one["name"]: one for one in exhibits}


def _tell(subject):
    """Yield the words for what a page is about: edition and year before, place, components, how many."""
    for year in (subject.year, subject.year - 1):
        yield subject.index.edition(year, subject.language)
    yield from (subject.province, subject.component_code, *subject.tree["component"].astype(str))
    yield str(len(subject.places))


@pytest.fixture(scope="module")
def pages(home, departments, tmp_path_factory):  # noqa: F811  (the fixture)
    """Return the pages of the sample."""
    partial = make_real(tmp_path_factory.mktemp("partial"))
    shown = []
    for folder, asked in ((home, ASKED), (partial, PARTIAL), (departments, OWN)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PARLIB_HOME", str(folder))
            shown += [show(*one) for one in asked]
    return shown


def test_every_number_in_every_sentence_is_that_of_its_cell(pages):
    assert sum(len(page) for _, page in pages) > 250
    wrong = {(about[:20], name): list_wrong(one, page, about) for about, page in pages for name, one in page.items()}
    assert {key: found for key, found in wrong.items() if found} == {}


def change(value):
    """Return a value that no sentence writes as it writes *value*."""
    if isinstance(value, str):
        return value + "x"
    return value + 1


def test_a_number_changed_in_a_table_is_found_out_every_time(pages):
    drawn, missed = random.Random(1), []
    links = [
        (page, name, row, column)
        for _, page in pages
        for name, one in page.items()
        for part in ("finding", "note", "alt")
        for start, end, other, row, column in one["links"].get(part, ())
        if not other and any(map(str.isdecimal, one[part][start:end]))
    ]
    assert len(links) > 1000
    for page, name, row, column in drawn.sample(links, 500):
        changed = copy.deepcopy(page[name])
        if row < 0:
            changed["options"][column] = change(changed["options"][column])
        else:
            place = [head["name"] for head in changed["columns"]].index(column)
            changed["rows"][row][place] = change(changed["rows"][row][place])
        if not list_wrong(changed):
            missed.append((name, row, column))
    assert missed == []


def test_a_number_changed_in_a_sentence_is_found_out(pages):
    _, page = pages[0]
    changed = json.loads(json.dumps(page["headline"]))
    start, end, *_ = changed["links"]["finding"][2]
    changed["finding"] = changed["finding"][:start] + "9" * (end - start) + changed["finding"][end:]
    assert list_wrong(changed) == ["9" * (end - start)]
