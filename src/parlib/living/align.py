"""Which piece of one text is which piece of another: the same, the same but for its figures, or much alike."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from parlib.living.words import compare, split_tokens

ALIKE = 0.55
"""Share of words that two pieces have in common which are held to be the same, edited."""

LEAST = 0.2
"""The same where they stand alone between pieces that are known."""

Piece = tuple[str, str]
"""Its kind and its text: only pieces of one kind are the same."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def align(
    first: Sequence[Piece], second: Sequence[Piece], known: Mapping[int, int] | None = None, moved: bool = True
) -> dict[int, int]:
    """Return by place in *first* the place in *second* of the same piece.

    Parameters
    ----------
    known : mapping of int to int, optional
        Pairs that are told by marks.
    moved : bool
        False where a piece that stands elsewhere counts as another.

    Examples
    --------
    >>> align([("p", "Đạt 84,25 điểm"), ("p", "Hết")], [("p", "Lời của tôi"), ("p", "Đạt 85,1 điểm"), ("p", "Hết")])
    {1: 2, 0: 1}
    """
    found = dict(known or {})
    if len(first) == len(second) == 1 and first[0][0] == second[0][0]:  # a cell, a title: there is no other
        return {0: 0}
    # The surest first: what is found bounds the stretches in which the next, weaker look may find anything.
    _match_in_order(first, second, found)
    _match_in_order([_mask(piece) for piece in first], [_mask(piece) for piece in second], found)
    for gap in _list_gaps(len(first), len(second), found):
        _match_alike(first, second, found, *gap)
    if moved:
        _match_anywhere(first, second, found)
        return found
    return _keep_order(found)


def _keep_order(found: Mapping[int, int]) -> dict[int, int]:
    """Return the longest run of pairs that stand in one order.

    Examples
    --------
    >>> _keep_order({0: 2, 1: 0, 2: 1, 3: 3})
    {1: 0, 2: 1, 3: 3}
    """
    # Longest increasing run by patience sorting: `ends` is sorted by column, so the run that a pair lengthens is
    # found by bisection, and `before` leads back from its end.
    pairs = sorted(found.items())
    ends: list[int] = []  # place of the pair that ends the best run of each length
    before: list[int] = []
    for place, (_, column) in enumerate(pairs):
        length = bisect_left([pairs[end][1] for end in ends], column)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    kept, place = [], ends[-1] if ends else -1
    while place >= 0:
        kept.append(pairs[place])
        place = before[place]
    return dict(reversed(kept))


def _mask(piece: Piece) -> Piece:
    return piece[0], _FIGURE.sub("0", piece[1])


def _match_in_order(first: Sequence[Piece], second: Sequence[Piece], found: dict[int, int]) -> None:
    for gap in _list_gaps(len(first), len(second), found):
        rows, columns = _free(found, *gap)
        for tag, start, stop, begin, _ in compare([first[row] for row in rows], [second[one] for one in columns]):
            if tag == "equal":
                found.update({rows[start + step]: columns[begin + step] for step in range(stop - start)})


def _list_gaps(rows: int, columns: int, found: Mapping[int, int]) -> list[tuple[int, int, int, int]]:
    """Return the stretches between pairs that stand in one order; pairs that were moved bound none."""
    pairs = sorted(found.items())
    spine: list[tuple[int, int]] = []
    for tag, start, stop, *_ in compare([str(b) for _, b in pairs], [str(b) for b in sorted(found.values())]):
        if tag == "equal":
            spine += pairs[start:stop]
    edges = [(-1, -1), *spine, (rows, columns)]
    return [(row + 1, below, column + 1, right) for (row, column), (below, right) in pairwise(edges)]


def _free(found: Mapping[int, int], top: int, below: int, left: int, right: int) -> tuple[list[int], list[int]]:
    taken = set(found.values())
    return [r for r in range(top, below) if r not in found], [c for c in range(left, right) if c not in taken]


def _match_alike(
    first: Sequence[Piece], second: Sequence[Piece], found: dict[int, int], top: int, below: int, left: int, right: int
) -> None:
    rows, columns = _free(found, top, below, left, right)
    if not rows or not columns:
        return
    # Places are negative, so that of pairs that are alike to the same degree the first comes first from behind.
    scored = [
        (measure_likeness(first[row][1], second[column][1]), -row, -column)
        for row in rows
        for column in columns
        if first[row][0] == second[column][0]
    ]
    alone = len(rows) == len(columns) == 1
    for score, row, column in sorted(scored, reverse=True):
        free = -row not in found and -column not in found.values()
        if free and (score >= ALIKE or (alone and score >= LEAST)):
            found[-row] = -column


def measure_likeness(first: str, second: str) -> float:
    """Return the share of words that two texts have in common, from 0 to 1; figures do not count."""
    one, other = (split_tokens(_FIGURE.sub("0", text)) for text in (first, second))
    matcher = SequenceMatcher(None, one, other, autojunk=False)  # junk is guessed by frequency: “điểm” would be it
    # The quick ratios are upper bounds at a fraction of the price, and most pairs have nothing in common.
    return matcher.ratio() if matcher.real_quick_ratio() >= LEAST and matcher.quick_ratio() >= LEAST else 0.0


def _match_anywhere(first: Sequence[Piece], second: Sequence[Piece], found: dict[int, int]) -> None:
    """Match what was moved: pieces with words that are the same elsewhere."""
    for masked in (False, True):
        rows, columns = _free(found, 0, len(first), 0, len(second))
        for row in rows:
            piece = _mask(first[row]) if masked else first[row]
            for column in columns:
                other = _mask(second[column]) if masked else second[column]
                if piece == other and piece[1].strip() and column not in found.values():
                    found[row] = column
                    break
