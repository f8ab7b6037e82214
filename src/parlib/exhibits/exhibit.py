"""One exhibit: a finding, the table behind it, the kind of chart, the source, the text for those who cannot see it.

An exhibit has three faces: the picture in the notebook, the native chart in the deck, the table in the workbook.
All three are made from the JSON that the exhibit leaves in the notebook's output, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from parlib.exhibits.asking import ASKING
from parlib.exhibits.binding import Links
from parlib.language.numbers import check_language
from parlib.language.words import speak_of
from parlib.wording.columns import format_table
from parlib.wording.labels import label
from parlib.wording.titles import SIMULATED

MIME = "application/vnd.parlib.exhibit+json"
"""Media type under which an exhibit travels in a notebook's output."""

SILENT = "none"
"""Chart of an exhibit that is not shown: its question does not arise, or cannot be answered."""

MENDED = "mended"
"""Option of an exhibit: raw files behind its page that are not as they were logged, by semicolon."""

VERSION = 1
"""Version of the JSON form; a reader refuses one that it does not know."""


@dataclass(frozen=True)
class Exhibit:
    """A finding that can be shown as a picture, a native chart or a table.

    Attributes
    ----------
    name : str
        Short lasting name within a page (``position``, ``history``, ...).
    finding : str
        One sentence with the number in it, made from *table*; an answer has a line more for each point.
    table : pandas.DataFrame
        Tidy table behind the finding and the picture, unrounded.
    chart : str
        Kind of chart (``strip``, ``history``, ...), ``table`` or ``text``; ``none`` where the question does not arise
        for what the page is about (no survey stands behind it, say) or cannot be answered: pages, decks, documents
        and workbooks leave it out.
    language : str
        ``vi`` or ``en``.
    source : str
        Where the figures come from, in one line.
    note : str
        What a careful reader must know beside the finding.
    alt : str
        What the picture shows, for those who cannot see it.
    decimals : int
        Places after the decimal sign for scores in *table*.
    simulated : bool
        True where simulated figures stand behind it: every face of the exhibit must say so.
    draw : callable, optional
        Returns the picture as PNG bytes; None for a table or a plain sentence.
    needs : str
        What is lacking where the question cannot be answered, in words; pages list it once.
    links : dict
        For ``finding``, ``note`` and ``alt``, the pieces that were written from a cell: ``[start, end, exhibit, row,
        column]`` (see `parlib.language.text.Text.links`). A sentence without an entry was not bound.
    columns : list of dict
        ``name, label, kind`` of each column, as its question describes them.
    title : str
        Short title of its question, in the words of the page's places.
    open_on : tuple of str
        Kinds of page on which it stands open; it is folded on others that have an open one.
    spoken_of : tuple of str
        Index and place whose words stand in cells that hold a word of the program.
    """

    name: str
    finding: str
    table: pd.DataFrame
    chart: str
    language: str
    source: str = ""
    note: str = ""
    alt: str = ""
    decimals: int = 2
    simulated: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    draw: Callable[[], bytes] | None = None
    needs: str = ""
    links: dict[str, Links] = field(default_factory=dict)
    columns: list[dict[str, str]] = field(default_factory=list)
    title: str = ""
    open_on: tuple[str, ...] = ()
    spoken_of: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        check_language(self.language)
        if self.draw is not None and not self.alt:
            raise ValueError(f"exhibit {self.name!r} has a picture but no alt text")
        described = [column["name"] for column in self.columns]
        if described != list(self.table.columns):
            raise ValueError(f"exhibit {self.name!r} describes the columns {described}, its table has others")

    def to_json(self) -> dict[str, Any]:
        """Return the exhibit as plain JSON: words, columns with their kinds, rows unrounded."""
        return {
            "version": VERSION,
            "name": self.name,
            "title": self.title,
            "finding": self.finding,
            "note": self.note,
            "source": self.source,
            "alt": self.alt,
            "chart": self.chart,
            "language": self.language,
            "decimals": self.decimals,
            "simulated": self.simulated,
            **({"needs": self.needs} if self.needs else {}),
            **({"open_on": list(self.open_on)} if self.open_on else {}),
            "options": self.options,
            "links": self.links,
            "columns": self.columns,
            "rows": plain_rows(self.table),
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        data: dict[str, Any] = {"text/plain": self.alt or self.finding, MIME: self.to_json()}
        if self.draw is not None:
            data["image/png"] = self.draw()
            return data, {"image/png": {"alt": self.alt}}
        if self.chart == "table":
            with speak_of(*self.spoken_of):
                shown = format_table(self.table, self.language, self.decimals, self.columns)
            data["text/html"] = shown.to_html(index=False, border=0)
        return data, {}

    def _ipython_display_(self) -> None:
        """Show the finding, then the picture or table, then what to know about it; simulated figures are called so.

        A question that cannot be answered is one small line: what is lacking. What another exhibit of the notebook has
        said already is not said again; the title stands in its place.
        """
        from IPython.display import display

        if self.chart == SILENT:
            ASKING.stay_silent(self.name, self.title, self.needs, self.language, {MIME: self.to_json()})
            return
        ASKING.answer()
        if self.simulated:
            display({"text/markdown": f"**{SIMULATED}**"}, raw=True, metadata={"parlib": "note"})
        first, *others = self.finding.split("\n")
        new = ASKING.keep_new(self.name, [first, *others])
        points = [f"- {line}" for line in others if line in new]
        said = "\n".join([f"**{first if first in new else self.title}**", "", *points]).strip()
        if self.chart == "text":
            display({MIME: self.to_json(), "text/markdown": said}, raw=True)
        else:
            display({"text/markdown": said}, raw=True, metadata={"parlib": "finding"})
            data, metadata = self._repr_mimebundle_()
            display(data, raw=True, metadata=metadata)
        source = f"{label('source', self.language)}: {self.source}" if self.source else ""
        small = " ".join(part for part in (*ASKING.keep_new(self.name, [self.note]), source) if part)
        if small:
            display({"text/markdown": f"*{small}*"}, raw=True, metadata={"parlib": "note"})


def plain_rows(table: pd.DataFrame) -> list[list[Any]]:
    """Return the rows of *table* as plain Python values; missing is None."""
    columns = [_plain_values(column) for _, column in table.items()]
    return [list(row) for row in zip(*columns, strict=True)]


def _plain_values(column: pd.Series) -> list[Any]:
    missing = column.isna().tolist()
    values = zip(column.tolist(), missing, strict=True)
    return [None if gone else value.item() if hasattr(value, "item") else value for value, gone in values]
