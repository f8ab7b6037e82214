"""What every sentence of a question must show: each number and name leads to the cell that holds it."""

import re

from parlib.language.cells import METHOD, PAGE
from parlib.language.kinds import write_value
from parlib.language.numbers import format_change, format_percent

SIZES = {"change": "score", "rank_change": "count"}


def write_forms(value, kind, language, decimals):
    """Return the ways in which a message may write a cell."""
    if isinstance(value, str):
        return {value}
    size = write_value(abs(value), SIZES.get(kind, kind), language, decimals)
    forms = {write_value(value, kind, language, decimals), size, format_change(value, language, 0)}
    forms.add(write_value(abs(value), "hundredth", language))  # rounded further than in its table
    if value == value and value == round(value):  # a maximum of 20 is not written as 20,00
        forms.add(write_value(abs(value), "count", language))
    return forms | {f"{size}%"} | ({format_percent(value, language, 0)} if kind == "share" else set())


def list_forms(exhibit, row, column):
    """Return the ways in which a figure of an exhibit's JSON may be written: a cell, or a figure beside the table."""
    language, decimals = exhibit["language"], exhibit["decimals"]
    if row < 0:
        value = exhibit["options"][column]
        kinds = ("count", "score", "tenth", "year", "share")
        return set().union(*(write_forms(value, kind, language, decimals) for kind in kinds))
    place = [one["name"] for one in exhibit["columns"]].index(column)
    value, kind = exhibit["rows"][row][place], exhibit["columns"][place]["kind"]
    return write_forms(float("nan") if value is None else value, kind, language, decimals)


def list_wrong(exhibit, page=None, about=""):
    """Return what of an exhibit's sentences is not what its cells hold: pieces that a link belies, digits without one.

    *page* holds the JSON of the page's exhibits by name; a number of what the page is about must stand in *about*.
    Without a page only the exhibit's own cells are looked at.
    """
    wrong = []
    for part in ("finding", "note", "alt"):
        said, linked = exhibit[part], set()
        for start, end, other, row, column in exhibit["links"].get(part, ()):
            linked |= set(range(start, end))
            piece = said[start:end]
            if other == METHOD or (other and page is None):
                continue
            if other == PAGE:
                wrong += [piece for number in re.findall(r"\d+", piece) if number not in about]
            elif piece not in list_forms(page[other] if other else exhibit, row, column):
                wrong.append(piece)
        if any(letter.isdecimal() and at not in linked for at, letter in enumerate(said)):
            wrong.append(said)
    return wrong


def check_links(exhibit, least=1):
    """Hold every link of an exhibit's sentences against its table; at least so many lead to the table."""
    plain = exhibit.to_json()
    assert list_wrong(plain) == []
    assert sum(not link[2] for part in ("finding", "note") for link in plain["links"][part]) >= least, exhibit.finding
