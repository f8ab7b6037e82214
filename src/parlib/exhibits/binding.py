"""A sentence and the table that it is shown with: every cell that it was written from is there, with that value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from parlib.language.cells import Reference
from parlib.language.text import Piece, Text

Links = list[list[object]]
"""``[start, end, exhibit, row, column]`` of each number or name that leads to a cell (see `Text.links`)."""


class UnboundError(ValueError):
    """A sentence was written from a cell that its exhibit does not show, or that holds another value."""


def bind_text(text: Text, table: pd.DataFrame, figures: Mapping[str, float], name: str) -> Links:
    """Return where each number and name of a sentence stands.

    Parameters
    ----------
    text : Text
        The sentence.
    table : pandas.DataFrame
        The exhibit's table, as it is shown.
    figures : mapping
        Figures that the exhibit carries beside its table, by name.
    name : str
        Name of the exhibit, for messages.

    Raises
    ------
    UnboundError
        If a cell is not in the table, or holds another value there.

    Examples
    --------
    >>> from parlib.language import Piece, Reference
    >>> text = Text((Piece("7,99", Reference(0, "score"), 7.989),)) + " điểm"
    >>> bind_text(text, pd.DataFrame({"score": [7.989]}), {}, "headline")
    [[0, 4, '', 0, 'score']]
    >>> bind_text(text, pd.DataFrame({"score": [8.1]}), {}, "headline")
    Traceback (most recent call last):
        ...
    parlib.exhibits.binding.UnboundError: exhibit 'headline' says 7,99 from row 0, column 'score', which holds 8.1
    """
    for piece in text.pieces:
        if piece.reference is not None and not piece.reference.exhibit:
            _check_piece(piece, piece.reference, table, figures, name)
    return text.links()


def _check_piece(piece: Piece, where: Reference, table: pd.DataFrame, figures: Mapping[str, float], name: str) -> None:
    if where.row < 0:
        held = figures.get(where.column)
    elif where.column in table.columns and where.row < len(table):
        held = table[where.column].iloc[where.row]
    else:
        held = None
    if not _is_same(held, piece.value):
        raise UnboundError(
            f"exhibit {name!r} says {piece.text} from row {where.row}, column {where.column!r}, which holds {held}"
        )


def _is_same(held: Any, said: Any) -> bool:  # noqa: ANN401
    if isinstance(held, str) or isinstance(said, str) or held is None:
        return held == said
    return float(held) == float(said)
