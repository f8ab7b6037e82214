"""An own index of departments, audited: every claim counted again from the workbooks, by none of the program's code."""

import re
from dataclasses import replace
from functools import cache

import pytest
from audit import claims
from audit import raw as reading_raw
from audit.field import Field
from audit.local import call_provinces, read_local
from audit.run import open_raw
from made_pages import list_wrong, make_audited
from made_partial import list_exhibits
from places_here import ROOT
from test_local import departments, in_departments  # noqa: F401

INDEX, SHORT = "cchc_so", "CCHC sở"
PAGES = [
    ("component", "SVH", "1", "en"),
    ("component", "SNV", "1", "vi"),
    ("province", "SNV", "total", "en"),
    ("province", "SVH", "total", "vi"),
    ("national", None, "total", "vi"),
    ("national", None, "total", "en"),
]


@pytest.fixture
def raw(in_departments, monkeypatch):  # noqa: F811
    """Return raw figures with those of the departments, and a function from index and vintage to its field."""
    monkeypatch.setitem(reading_raw.TABLES, INDEX, INDEX)
    monkeypatch.setitem(claims.INDEX_NAMES, SHORT, INDEX)
    monkeypatch.setattr(claims, "INDEX", "|".join(map(re.escape, sorted(claims.INDEX_NAMES, key=len, reverse=True))))
    known, _ = open_raw(ROOT / "data" / "raw")
    known = read_local(replace(known, home=in_departments / "data" / "raw"), INDEX)
    return known, cache(lambda index, vintage: Field(known, index, vintage))


@pytest.mark.parametrize(
    ("kind", "place", "component", "language"),
    [pytest.param(*asked, marks=pytest.mark.exhaustive if at % 2 else ()) for at, asked in enumerate(PAGES)],
)
def test_every_claim_of_departments_is_right(raw, kind, place, component, language):
    about = {"index": INDEX, "year": 2025, "vintage": INDEX, "language": language}
    shown = list_exhibits(kind, **about, province=place, component=component)
    reading = claims.read_claims(
        call_provinces(make_audited(kind, about | {"place": place}, shown, component), SHORT), *raw
    )
    assert list_wrong(reading) == []
    assert len(reading.found) > 50
    assert len(reading.unread) <= 0.3 * reading.numbered  # heads of blocks and grades, which no other page has
