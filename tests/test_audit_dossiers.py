"""Every claim of the page of one-stop dossiers is counted again from the rows, by none of the program's code."""

import pytest
from audit.claims import read_claims
from audit.mutants import is_found_out, list_mutants
from audit.pages import Exhibit, Page
from audit.run import open_raw
from test_onestop_page import own_home, show_all, subject  # noqa: F401


def read_page(shown, language):
    """Return exhibits as a page of dossiers of Quảng Ninh in 2024."""
    told = [each.to_json() for each in shown]
    exhibits = [
        Exhibit(
            data["name"],
            data["finding"],
            data["note"] or "",
            data["chart"],
            dict(data["options"]),
            [column["name"] for column in data["columns"]],
            data["rows"],
            data["decimals"],
        )
        for data in told
        if data["chart"] != "none"
    ]
    return Page("a.ipynb", "onestop", "service_766", 2024, "34", "22", "total", language, "", exhibits)


@pytest.fixture(scope="module")
def raw(own_home):  # noqa: F811
    return open_raw(own_home / "data" / "raw")


def test_every_claim_of_the_dossiers_is_right_and_its_mutants_are_wrong(subject, raw):  # noqa: F811
    page = read_page(show_all(subject), subject.language)
    reading = read_claims(page, *raw)
    assert reading.numbered >= 9
    assert reading.unread == []
    assert [(each.sentence, each.check) for each in reading.found if each.check.status != "ok"] == []
    mutants = list(list_mutants(reading, raw[0]))
    assert len(mutants) > 20
    assert [wrong for taken, _, wrong in mutants if not is_found_out(taken, wrong, page, *raw)] == []
