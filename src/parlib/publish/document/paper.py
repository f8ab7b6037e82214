"""A document while it is written: parts, sentences, tables, pictures, each numbered and with its source."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

from docx.document import Document as DocumentType
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from parlib.publish.document.layout import add_code, open_paper, set_page, write_headers
from parlib.publish.document.tables import Grid, build_table
from parlib.questions.catalogue import list_in_section
from parlib.questions.stand import Passage
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.wording.columns import format_value
from parlib.wording.letters import FILL, letter_words
from parlib.wording.titles import SIMULATED

WIDTHS = {False: 165.0, True: 252.0}
"""Width between the margins in millimetres, of upright and of turned paper."""

FORMS = ("actions",)
"""Exhibits whose note says how to fill in a file, which is for the staff and not for the reader of a document."""

HIGHEST = Mm(88)
"""Height that a picture may take."""


class Paper:
    """A document that is being written.

    Attributes
    ----------
    document : docx.document.Document
        What is written so far.
    words : dict
        Words of official documents in the language.
    language : str
        ``vi`` or ``en``.
    place : str
        The province as official documents name it.
    wide : bool
        True while the paper is turned.
    """

    def __init__(self, language: str, simulated: bool, place: str, of_people: bool = False) -> None:
        self.document: DocumentType = open_paper(language)
        self.words = letter_words(language, of_people)
        self.language, self.place = language, place
        self.wide = False
        self._counts = {"table": 0, "figure": 0}
        self._notes: set[str] = set()
        self._parts: list[tuple[int, str]] = []
        write_headers(self.document.sections[0], simulated)

    def add_part(self, title: str, level: int = 1) -> None:
        """Begin a part (1: I., 2: 1., 3: a)); its heading is written with its first words, so no part is empty."""
        self._parts = [(above, name) for above, name in self._parts if above < level] + [(level, title)]

    def _begin(self) -> None:
        """Write the headings of the parts in which something is about to stand."""
        for level, title in self._parts:
            self.document.add_heading(title, level)
        self._parts = []

    def add_words(self, text: str, style: str = "Words") -> Paragraph:
        """Add a paragraph; dots in it become a field to click on and fill in."""
        self._begin()
        paragraph = self.document.add_paragraph(style=style)
        add_fields(paragraph, text, self.words["fill_in"])
        return paragraph

    def add_exhibit(
        self,
        exhibit: ShownExhibit | None,
        columns: Sequence[str] | None = None,
        picture: bool = True,
        about: str = "",
        codes: Iterable[str] | None = None,
    ) -> None:
        """Add what an exhibit says, its picture, its table and its source; nothing where there is no exhibit.

        Parameters
        ----------
        columns : sequence of str, optional
            Columns of the table to show, those of them that it has; no table without the first three or half of them.
        picture : bool
            False leaves the picture out.
        about : str
            What the exhibit is about, put behind its title in the caption.
        codes : iterable of str, optional
            Rows to show, by ``component_code``; all if not given.
        """
        if exhibit is None:
            return
        named = [column["name"] for column in exhibit.columns]
        # An exhibit may hold another table than usual, such as the way to a target where there is no stair to draw.
        usual = columns and (2 * len(set(columns) & set(named)) >= len(columns) or set(columns[:3]) <= set(named))
        tabled = usual and exhibit.chart != "text"
        grid = make_grid(exhibit, columns, codes) if tabled else None
        said = self.add_words(exhibit.finding)
        title = ": ".join(part for part in (exhibit.title, about) if part)
        if exhibit.png and picture:
            said.paragraph_format.keep_with_next = True
            self._add_picture(exhibit, title)
        if grid and grid.rows:
            self.add_table(grid, title, exhibit.simulated)
        shown = (exhibit.png and picture) or (grid and grid.rows)
        self.add_source(exhibit, with_source=bool(shown))

    def add_passage(self, exhibit: ShownExhibit, passage: Passage, about: str = "", tabled: bool = True) -> None:
        """Add what of an exhibit stands in a section of the paper; not *tabled* leaves its table out."""
        if passage.table is True and not passage.picture:
            self.add_whole(exhibit, about)
            return
        every = [column["name"] for column in exhibit.columns]
        columns = every if passage.table is True else passage.table or None
        codes = list_main(exhibit) if passage.top_rows else None
        self.add_exhibit(exhibit, columns if tabled else None, passage.picture, about, codes)

    def add_whole(self, exhibit: ShownExhibit | None, about: str = "") -> None:
        """Add what an exhibit says with its whole table and without its picture; nothing where it has no table."""
        if exhibit is not None and exhibit.chart != "text":
            self.add_exhibit(exhibit, [column["name"] for column in exhibit.columns], picture=False, about=about)

    def add_table(self, grid: Grid, title: str, simulated: bool = False) -> None:
        """Add a table below its caption."""
        self._begin()
        title = f"{title} ({SIMULATED})" if simulated else title
        self._add_caption("table", title)
        named = Grid(grid.labels, grid.rows, grid.figures, grid.strong, title)
        body = self.document.element.body
        body.insert_element_before(build_table(named, WIDTHS[self.wide]), "w:sectPr")

    def _add_picture(self, exhibit: ShownExhibit, title: str) -> None:
        paragraph = self.document.add_paragraph(style="Figure")
        run = paragraph.add_run()
        drawn = run.add_picture(io.BytesIO(exhibit.png or b""), width=Mm(WIDTHS[False]))
        if drawn.height > HIGHEST:
            drawn.width, drawn.height = round(drawn.width * HIGHEST / drawn.height), HIGHEST
        described = run._r.find(f".//{qn('wp:docPr')}")
        described.set("descr", exhibit.alt)
        described.set("title", title)
        self._add_caption("figure", f"{title} ({SIMULATED})" if exhibit.simulated else title)

    def _add_caption(self, kind: str, title: str) -> None:
        self._counts[kind] += 1
        name = self.words[kind]
        paragraph = self.document.add_paragraph(f"{name} ", style="Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        add_code(paragraph, f"SEQ {name} \\* ARABIC", str(self._counts[kind]))
        paragraph.add_run(f". {title}")

    def add_source(self, exhibit: ShownExhibit, with_source: bool = True) -> None:
        """Add the source of an exhibit in small letters, and its note where the document did not say it before."""
        note = "" if exhibit.note in self._notes or exhibit.name in FORMS else exhibit.note
        self._notes.add(note)
        source = exhibit.source if with_source else ""
        parts = [f"{self.words[word]}: {text}" if text else "" for word, text in (("note", note), ("source", source))]
        if any(parts):
            self.document.add_paragraph(" ".join(part for part in parts if part), style="Source")

    def add_annex(self, number: str, title: str, edition: str = "") -> None:
        """Begin an annex: its number, its title with the *edition* it is of, and what it is attached to, on lines."""
        words = self.words
        for text in (f"{words['annex']} {number}", ": ".join(filter(None, (words[title].upper(), edition)))):
            self.document.add_paragraph(style="Centred").add_run(text).bold = True
        self.add_words(words["annex_of"], "Centred")

    def turn(self, wide: bool, restart: bool = False) -> None:
        """Begin a new page on turned (*wide*) or upright paper; *restart* numbers its pages from 1."""
        if wide == self.wide and not restart:
            return
        self._parts = []
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = restart
        set_page(section, wide, restart)
        self.wide = wide


def list_main(exhibit: ShownExhibit) -> list[str]:
    """Return the codes of the components directly below the whole, and of the whole itself."""
    return [code for code in exhibit.table["component_code"] if "." not in code]


def find_passages(find: Callable[[str], ShownExhibit | None], section: str) -> list[tuple[ShownExhibit, Passage]]:
    """Return the exhibits that stand in a section and that are found, in order, each with what of it stands there."""
    found = [(find(name), passage) for name, passage in list_in_section(section)]
    return [(exhibit, passage) for exhibit, passage in found if exhibit is not None]


def write_section(paper: Paper, page: ExecutedPage, section: str, about: str = "", tabled: bool = True) -> None:
    """Write the questions of a section that a page answers; where they stand is said in their modules."""
    for exhibit, passage in find_passages(page.find, section):
        paper.add_passage(exhibit, passage, about, tabled)


def make_grid(
    exhibit: ShownExhibit, columns: Sequence[str] | None, codes: Iterable[str] | None = None, whole: bool = False
) -> Grid:
    """Return the table of an exhibit as text, those of *columns* that hold anything.

    Parameters
    ----------
    columns : sequence of str, optional
        Names in the order to show; all in the table's own order if not given.
    codes : iterable of str, optional
        Rows to show, by ``component_code``; all if not given.
    whole : bool
        True keeps columns that hold nothing.
    """
    known = {column["name"]: at for at, column in enumerate(exhibit.columns)}
    code, wanted = known.get("component_code"), None if codes is None else set(codes)
    shown = [at for at, row in enumerate(exhibit.rows) if wanted is None or code is None or row[code] in wanted]
    rows = [exhibit.rows[at] for at in shown]
    named = [name for name in (known if columns is None else columns) if name in known]
    named = [name for name in named if exhibit.columns[known[name]]["kind"] != "helper"]
    chosen = [known[name] for name in named if whole or any(row[known[name]] not in (None, "") for row in rows)]
    heads = [exhibit.columns[place] for place in chosen]
    role = known.get("role")
    return Grid(
        labels=[head["label"] for head in heads],
        rows=[[write_cell(exhibit, at, place) for place in chosen] for at in shown],
        figures=[head["kind"] not in ("text", "code", "year") for head in heads],
        strong=frozenset(number for number, row in enumerate(rows) if role is not None and row[role] == "subject"),
    )


def write_cell(exhibit: ShownExhibit, row: int, place: int) -> str:
    """Return what the cell of a row and column reads, both from 0, in the wording of the notebook's page."""
    value, kind = exhibit.rows[row][place], exhibit.columns[place]["kind"]
    return format_value(value, kind, exhibit.language, exhibit.decimals_at(row))


def add_fields(paragraph: Paragraph, text: str, name: str) -> None:
    """Add *text* to a paragraph; each run of dots in it is a field (content control) to click on and fill in."""
    for at, part in enumerate(text.split(FILL)):
        if at:
            paragraph._p.append(_make_field(name))
        if part:
            paragraph.add_run(part)


def _make_field(name: str) -> BaseOxmlElement:
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{name}"/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>'
        f"<w:r><w:t>{FILL}</w:t></w:r></w:sdtContent></w:sdt>"
    )
