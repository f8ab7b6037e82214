"""What every sentence of a question must show: each number and name leads to the cell that holds it."""

from parlib.language.kinds import write_value
from parlib.language.numbers import format_percent

SIZES = {"change": "score", "rank_change": "count"}


def write_forms(value, kind, language, decimals):
    """Return the ways in which a message may write a cell."""
    if isinstance(value, str):
        return {value}
    size = write_value(abs(value), SIZES.get(kind, kind), language, decimals)
    forms = {write_value(value, kind, language, decimals), size}
    return forms | {f"{size}%"} | ({format_percent(value, language, 0)} if kind == "share" else set())


def list_forms(exhibit, row, column):
    """Return the ways in which a figure of an exhibit may be written: a cell, or a figure beside the table."""
    if row < 0:
        value = exhibit.options[column]
        kinds = ("count", "score", "tenth", "year")
        return set().union(*(write_forms(value, kind, exhibit.language, exhibit.decimals) for kind in kinds))
    kind = next(one["kind"] for one in exhibit.describe_columns() if one["name"] == column)
    return write_forms(exhibit.table.iloc[row][column], kind, exhibit.language, exhibit.decimals)


def check_links(exhibit, least=1):
    """Hold every link of an exhibit's sentences against its table; at least so many lead to the table."""
    own = 0
    for part, links in exhibit.links.items():
        said, linked = getattr(exhibit, part), set()
        for start, end, other, row, column in links:
            linked |= set(range(start, end))
            if not other:
                own += 1
                assert said[start:end] in list_forms(exhibit, row, column), (said, said[start:end], column)
        assert not [at for at, letter in enumerate(said) if letter.isdecimal() and at not in linked], said
    assert own >= least, exhibit.finding
