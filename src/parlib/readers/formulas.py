"""Circular references among the formulas of a workbook: Excel stores a value for them that means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parlib.readers.annotations import Address, Formula, read_address

MOST_REFERENCES = 1_000_000
"""References from formula to formula that are followed; a workbook with more is refused."""

Node = tuple[str, int, int]
"""Sheet, row and column of a formula cell."""

_TEXT = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?(\$?)([A-Z]{1,3})(\$?)(\d{1,7})"
    r"(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?(?![\w(])"
)


class TooManyReferencesError(ValueError):
    """The formulas refer to each other more often than can be followed in bounded time."""


def find_circle(sheets: dict[str, dict[Address, Formula]]) -> Node | None:
    """Return a formula cell that depends on itself, or None if there is none.

    Parameters
    ----------
    sheets : dict
        From sheet name to its formulas by address.

    Raises
    ------
    TooManyReferencesError
        Beyond `MOST_REFERENCES`.

    Examples
    --------
    >>> find_circle({"S": {(0, 0): Formula("B1+1", "", True), (0, 1): Formula("SUM(A1:A9)", "", True)}})
    ('S', 0, 0)
    """
    graph = _link_formulas(sheets)
    done: set[Node] = set()
    for start in graph:
        if start not in done and (found := _walk_from(start, graph, done)):
            return found
    return None


def _walk_from(start: Node, graph: dict[Node, list[Node]], done: set[Node]) -> Node | None:
    """Follow references depth first without recursion; a node met again on its own path closes a circle."""
    path = {start}
    stack = [(start, iter(graph[start]))]
    while stack:
        node, rest = stack[-1]
        following = next(rest, None)
        if following is None:
            stack.pop()
            path.discard(node)
            done.add(node)
        elif following in path:
            return following
        elif following not in done:
            path.add(following)
            stack.append((following, iter(graph[following])))
    return None


def _link_formulas(sheets: dict[str, dict[Address, Formula]]) -> dict[Node, list[Node]]:
    graph: dict[Node, list[Node]] = {}
    count = 0
    for sheet, formulas in sheets.items():
        masters = {
            formula.group: (place, formula.text)
            for place, formula in formulas.items()
            if formula.group and formula.text
        }
        for place, formula in formulas.items():
            origin, text = (place, formula.text) if formula.text else masters.get(formula.group, (place, ""))
            shift = (place[0] - origin[0], place[1] - origin[1])
            linked = list(_follow(text, sheet, shift, sheets))
            graph[(sheet, *place)] = linked
            count += len(linked)
            if count > MOST_REFERENCES:
                raise TooManyReferencesError
    return graph


def _follow(text: str, sheet: str, shift: Address, sheets: dict[str, dict[Address, Formula]]) -> Iterator[Node]:
    """Yield the formula cells that a formula refers to."""
    for match in _REFERENCE.finditer(_TEXT.sub('""', text)):
        target = (match.group(1) or match.group(2) or sheet).replace("''", "'")
        formulas = sheets.get(target, {})
        first = _shift(match.groups()[2:6], shift)
        last = _shift(match.groups()[6:10], shift) if match.group(8) else first
        if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= len(formulas):
            places = ((row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1))
            yield from ((target, *place) for place in places if place in formulas)
        else:
            yield from (
                (target, *place)
                for place in formulas
                if first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]
            )


def _shift(parts: Sequence[str], shift: Address) -> Address:
    """Return the cell that a reference means in a repeated formula; parts with ``$`` stay."""
    row, column = read_address(parts[1] + parts[3])
    return row + (0 if parts[2] else shift[0]), column + (0 if parts[0] else shift[1])
