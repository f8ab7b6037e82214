"""A slide for leaders before it is drawn: its message, and what bears it out; every figure knows its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from parlib.language import Text
from parlib.language.words import speak_of
from parlib.publish.pack.draft import quote, write
from parlib.results.executed import ExecutedPage, ShownExhibit

Shown = tuple[ExecutedPage, ShownExhibit]

SHORT = 105
"""Letters of a line that is a title as a whole: one message, read at a glance."""

EMPTY = ("", "–", "……")
"""What a cell holds of which nothing is known."""


@dataclass(frozen=True)
class Tile:
    """One figure that is read from the last row of the hall: what it is, the figure, lines below it."""

    head: Text
    figure: Text
    below: Sequence[Text] = ()
    own: bool = True


@dataclass(frozen=True)
class Bars:
    """A native chart: a bar for each name, of one series or of two side by side; or a line over years.

    Attributes
    ----------
    exhibit : ShownExhibit
        Whose figures they are.
    names : sequence of str
    series : mapping of str to sequence of float or None
        Figures by the name of the series, the subject's first.
    kind : str
        Kind of the figures (`parlib.language.kinds`).
    line : bool
        True for ranks over years: the first place stands on top.
    """

    exhibit: ShownExhibit
    names: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    kind: str
    line: bool = False


@dataclass(frozen=True)
class Rows:
    """A table: heads, cells, which columns hold figures, and how many rows of the same are in the workbook only."""

    heads: Sequence[str]
    cells: Sequence[Sequence[Text]]
    figures: Sequence[bool]
    more: int = 0


@dataclass(frozen=True)
class LeadSlide:
    """A slide of the deck for leaders.

    Attributes
    ----------
    key : str
        What tells it apart; stays the same from year to year: ``lead.losses``.
    eyebrow : str
        Its matter, above the title.
    titles : sequence of Text
        Its message, the fullest first: the first that fits is taken.
    shown : sequence of (ExecutedPage, ShownExhibit)
        Exhibits whose figures stand on it; its notes have their sentences and sources.
    tiles, rows, bars
        What bears the message out.
    spare : int
        Which slides give way where there are too many: the highest first; 0 never.
    """

    key: str
    eyebrow: str
    titles: Sequence[Text]
    shown: Sequence[Shown]
    tiles: Sequence[Tile] = ()
    rows: Rows | None = None
    bars: Bars | None = None
    spare: int = 0

    @property
    def texts(self) -> list[Text]:
        """Every sentence and cell of the slide that is words, in order."""
        tiles = [text for tile in self.tiles for text in (tile.head, tile.figure, *tile.below)]
        return [*self.titles, *tiles, *(cell for row in (self.rows.cells if self.rows else ()) for cell in row)]


def keep_start(text: Text, length: int) -> Text:
    """Return the first letters of a text, with their cells."""
    kept, used = [], 0
    for piece in text.pieces:
        if used < length:
            kept.append(replace(piece, text=piece.text[: length - used]))
        used += len(piece.text)
    return Text(tuple(kept))


def say_first(text: Text) -> Text:
    """Return the first line of a text as far as its first stop or semicolon outside brackets, closed with a stop.

    Examples
    --------
    >>> str(say_first(Text.of("Đạt 7,99 điểm (hạng 2; n = 12); cao nhất ở “A; B”. Mất 2,01 điểm.")))
    'Đạt 7,99 điểm (hạng 2; n = 12).'
    """
    line, depth = str(text).split("\n")[0], 0
    for at, letter in enumerate(line):
        depth += (letter in "(“") - (letter in ")”")
        if depth == 0 and letter in ".;" and line[at + 1 : at + 2] in (" ", ""):
            return keep_start(text, at) + "."
    return keep_start(text, len(line)) + "."


def list_titles(text: Text) -> list[Text]:
    """Return what a slide may be titled with: the first line whole where it is short, else its first sentence."""
    whole, first = keep_start(text, len(str(text).split("\n")[0])), say_first(text)
    return [whole, first] if len(str(whole)) <= SHORT else [first]


def quote_titles(page: ExecutedPage, exhibit: ShownExhibit) -> list[Text]:
    """Return what an exhibit says as titles of its slide."""
    return list_titles(quote(page, exhibit)) if exhibit.finding else []


def name_column(exhibit: ShownExhibit, column: str) -> str:
    """Return the head of a column."""
    return next(known["label"] for known in exhibit.columns if known["name"] == column)


def has(exhibit: ShownExhibit | None, *columns: str) -> TypeGuard[ShownExhibit]:
    """Tell whether an exhibit has rows and all these columns."""
    return exhibit is not None and bool(exhibit.rows) and set(columns) <= {known["name"] for known in exhibit.columns}


def write_known(page: ExecutedPage, exhibit: ShownExhibit, row: int, column: str) -> Text:
    """Return a cell as its page writes it; nothing where it holds nothing, or dots to be filled in."""
    text = write(page, exhibit, row, column)
    return Text() if str(text) in EMPTY else text


def lay_rows(shown: Sequence[tuple[ExecutedPage, ShownExhibit, int]], columns: Sequence[str], most: int) -> Rows | None:
    """Return rows of exhibits as one table; a column in which nobody has filled anything in is left out.

    A rank is written with how many are ranked. Nothing where there is no row.
    """
    if not shown:
        return None
    first = shown[0][1]
    known = {column["name"]: column for column in first.columns}
    wanted = [name for name in columns if name in known]
    cells = [[_write_cell(*one, name) for name in wanted] for one in shown[:most]]
    filled = [place for place in range(len(wanted)) if any(row[place] for row in cells)]
    return Rows(
        [known[wanted[place]]["label"] for place in filled],
        [[row[place] for place in filled] for row in cells],
        [known[wanted[place]]["kind"] not in ("text", "code", "year") for place in filled],
        max(len(shown) - most, 0),
    )


def _write_cell(page: ExecutedPage, exhibit: ShownExhibit, row: int, column: str) -> Text:
    text = write_known(page, exhibit, row, column)
    if column == "rank" and text and has(exhibit, "n_ranked"):
        return text + "/" + write(page, exhibit, row, "n_ranked")
    return text


def draw_bars(
    shown: Shown, name: str, series: Sequence[str], rows: Sequence[int], names: Sequence[str] = ()
) -> Bars | None:
    """Return bars of the columns *series* at *rows*; a series that is not known is left out, without any the chart is.

    Parameters
    ----------
    name : str
        Column of what each bar is of.
    names : sequence of str
        What the series are called; the heads of their columns if not given.
    """
    page, exhibit = shown
    place = {column["name"]: number for number, column in enumerate(exhibit.columns)}
    with speak_of(page.about["index"], page.about.get("province_name") or ""):
        found = {
            (names[number] if names else exhibit.columns[place[column]]["label"]): [
                exhibit.rows[row][place[column]] for row in rows
            ]
            for number, column in enumerate(series)
            if column in place
        }
    known = {head: values for head, values in found.items() if any(value is not None for value in values)}
    if not known or not rows:
        return None
    kind = exhibit.columns[place[next(column for column in series if column in place)]]["kind"]
    return Bars(exhibit, [str(exhibit.rows[row][place[name]]) for row in rows], known, kind)
