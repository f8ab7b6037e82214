"""Every number and name of a sentence leads to the cell that holds it, in both languages."""

import pytest

from parlib.language.kinds import write_value
from parlib.questions import companions, correlates, groups, peer_parts
from parlib.questions import peers as similar_places
from parlib.study import drivers, peers
from parlib.wording.columns import say_code

SHOWN = {
    "peers": lambda subject: similar_places.show(subject, peers.find_peers(subject)),
    "peer_parts": lambda subject: peer_parts.show(subject, peers.compare_peers(subject, peers.find_peers(subject))),
    "groups": lambda subject: groups.show(subject, peers.compare_groups(subject, peers.find_peers(subject))),
    "companions": lambda subject: companions.show(subject, drivers.regress_companions(subject)),
    "correlates": lambda subject: correlates.show(subject, drivers.correlate_components(subject)),
}
LINKED = {
    "peers": {("province", 1), ("distance", 1), ("score", 1)},
    "peer_parts": {("component", 0), ("gap_to_peers", 0), ("best_peer", 0), ("best_peer_score", 0)},
    "groups": {(column, row) for column in ("group", "gap") for row in range(4)},
    "companions": {("term", 3), ("estimate", 3), ("low", 3), ("high", 3), ("n", 0), ("year_to", 0)},
    "correlates": {("term", 0), ("rho", 0), ("rho_within", 0)},
}
"""Cells that the sentences about component 1 of PAPI 2024 in Ho Chi Minh City are written from, by exhibit."""


def read_links(exhibit):
    """Yield each linked piece of the sentences of an exhibit with the column, row and value behind it."""
    for part, links in exhibit.links.items():
        text = getattr(exhibit, part)
        for start, end, where, row, column in links:
            yield text[start:end], where, row, column


def check_links(exhibit):
    """Check that every piece is written as its cell is, and that no number stands beside the pieces."""
    kinds = {column["name"]: column["kind"] for column in exhibit.columns}
    for said, where, row, column in read_links(exhibit):
        if where == "" and row >= 0:
            value = exhibit.table.iloc[row][column]
            shown = write_value(value, kinds[column], exhibit.language, exhibit.decimals, say_code)
            assert said.rstrip("%") in (shown, shown.rstrip("%"), shown.lstrip("+−"))
    for part, links in exhibit.links.items():
        text = list(getattr(exhibit, part))
        for start, end, *_ in links:
            text[start:end] = " " * (end - start)
        assert not any(map(str.isdecimal, text)), "".join(text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", list(SHOWN))
def test_sentences_about_others_lead_to_their_cells(open_page, name, language):
    exhibit = SHOWN[name](open_page("papi", 2024, "79", "1", language))
    assert set(exhibit.links) == {"finding", "note"}
    check_links(exhibit)
    linked = {(column, row) for _, where, row, column in read_links(exhibit) if where == "" and row >= 0}
    assert LINKED[name] <= linked
