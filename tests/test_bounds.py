"""Small files that would grow without end are refused by a bound, which is said, before they are read."""

import json
import os
import random
import re
import types
import zipfile
import zlib
from functools import partial

import psutil
import pytest
from docx import Document
from made_xlsb import write_xlsb
from pptx import Presentation

from parlib.changes.earlier import open_earlier
from parlib.problems import DataProblemsError
from parlib.publish.deck.template import TemplateError, open_template
from parlib.publish.outline.choose import ChoiceError, read_selection
from parlib.publish.pack.choice import read_pack_choice
from parlib.readers import workbook
from parlib.readers.old_workbook import check_extents
from parlib.readers.onestop import open_export
from parlib.readers.workbook import read_workbook

SLOW = 2.5 if "PYTEST_XDIST_WORKER" in os.environ else 1.5
"""How much longer the processor takes on a machine that is shared."""

CELL = b"<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>"


def write_document(path, rows):
    """Write a Word document to whose only table *rows* are added as they stand."""
    document, plain = Document(), path.with_suffix(".plain")
    document.add_table(1, 1)
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"</w:tbl>", rows + b"</w:tbl>"))
    return path


def write_pdf(path, drawing, filters=b"/FlateDecode", resources=b"", objects=()):
    """Write a PDF document of one page with a drawing, and *objects* from number 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources
    stream = b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(drawing), filters, drawing)
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, *objects]
    return write_objects(path, bodies)


def write_objects(path, bodies):
    """Write a PDF document of numbered objects, the first of which is its catalogue."""
    text, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    path.write_bytes(text + end % (len(bodies) + 1, table, len(bodies) + 1, len(text)))
    return path


def pack_stream(data, told=b""):
    packed = zlib.compress(data, 9)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (told, len(packed), packed)


def pack_form(data, below=0):
    """Return a form that may draw the object *below* as X."""
    below = b"/Resources<</XObject<</X %d 0 R>>>>" % below if below else b""
    return pack_stream(data, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + below)


LINE = b"0 0 m 9 9 l S\n"
FORM, FONT = b"/XObject<</X 5 0 R>>", b"/Font<</F1 5 0 R>>"
TYPE_0 = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>"
BELOW = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>>>"
LETTER = b"BT /F1 12 Tf (5) Tj ET"
ENDLESS = {
    "a long form": (b"/X Do", FORM, [pack_form(LINE * 1_000_000)]),
    "a form drawn again and again": (b"/X Do " * 10_000, FORM, [pack_form(LINE * 1_000)]),
    "forms within forms": (b"/X Do", FORM, [*(pack_form(b"/X Do " * 10, 6 + at) for at in range(9)), pack_form(LINE)]),
    "a form that draws itself": (b"/X Do", FORM, [pack_form(b"/X Do /X Do", 5)]),
    "letters of a font": (LETTER, FONT, [TYPE_0, pack_stream(b"<00> <01> <00>\n" * 1_000_000), BELOW % b""]),
    "a range of letters": (
        LETTER,
        FONT,
        [TYPE_0, pack_stream(b"1 beginbfrange <00000000> <7fffffff> <00000000> endbfrange"), BELOW % b""],
    ),
    "a range of widths": (LETTER, FONT, [TYPE_0, pack_stream(b""), BELOW % b"/W[0 2000000000 5]"]),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_that_would_be_drawn_without_end_is_refused(tmp_path, name):
    drawing, resources, objects = ENDLESS[name]
    path = write_pdf(tmp_path / "a.pdf", zlib.compress(drawing), resources=resources, objects=objects)
    with pytest.raises(DataProblemsError, match="the pages hold far more than tables do"):
        read_workbook(path)


@pytest.mark.parametrize(
    "rows",
    [
        (b"<w:tr>" + CELL + b"</w:tr>") * 60_000,
        b"<w:tr>" + CELL.replace(b"<w:p>", b'<w:tcPr><w:gridSpan w:val="500000000"/></w:tcPr><w:p>') + b"</w:tr>",
    ],
    ids=["rows", "one wide cell"],
)
def test_a_document_of_endless_cells_is_refused(tmp_path, rows):
    with pytest.raises(DataProblemsError, match="the document has too many cells"):
        read_workbook(write_document(tmp_path / "a.docx", rows))


@pytest.mark.parametrize(
    ("drawing", "filters"),
    [
        (zlib.compress(b"BT /F1 12 Tf (5) Tj ET\n" * 200_000), b"/FlateDecode"),
        (zlib.compress(zlib.compress(b"q Q\n" * 2_000_000)), b"[/FlateDecode /FlateDecode]"),
    ],
    ids=["letters", "packed twice"],
)
def test_a_drawing_of_endless_letters_is_refused(tmp_path, drawing, filters):
    with pytest.raises(DataProblemsError, match="the pages hold far more than tables do"):
        read_workbook(write_pdf(tmp_path / "a.pdf", drawing, filters))


def test_a_page_of_endless_lines_is_refused(tmp_path):
    lines = zlib.compress(b"".join(b"%d 0 m %d 99 l S\n" % (at, at) for at in range(7000)))
    with pytest.raises(DataProblemsError, match="a page has too many lines"):
        read_workbook(write_pdf(tmp_path / "a.pdf", lines))


SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
"""Names that the XML of a workbook is written in."""

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELL_1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = CELL_1 + '<row r="488"><c r="XFD488"><v>1</v></c></row>'
ROW = "<row>" + '<c t="e"><v>a</v></c>' * 1000 + "</row>"


def write_book(path, sheet=CELL_1, styles="", texts="", before="", after="", sheets=1, listed=""):
    """Write a workbook of 49 kB as its parts are told; what is random in it lets it unpack to 17 MB."""
    names = "".join(f'<sheet name="s{at}" sheetId="{at + 1}" r:id="r{at}"/>' for at in range(sheets)) + listed
    links = "".join(
        f'<Relationship Id="r{at}" Type="{RELATED}/worksheet" Target="worksheets/s{at}.xml"/>' for at in range(sheets)
    )
    kinds = "".join(f'<Relationship Id="{kind}" Type="{RELATED}/{kind}" Target="{kind}.xml"/>' for kind in TABLES)
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="a" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {SPACE}><sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}{kinds}</Relationships>',
        "xl/styles.xml": f"<styleSheet {SPACE}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {SPACE}>{texts}</sst>",
    }
    for at in range(sheets):
        rows = f"{before}<sheetData>{sheet}</sheetData>{after}"
        parts[f"xl/worksheets/s{at}.xml"] = f"<worksheet {SPACE}>{rows}</worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.writestr("xl/random.bin", random.Random(1).randbytes(max(48_000 - archive.fp.tell(), 0)))
    return path


TABLES = ("styles", "sharedStrings")
BOOKS = {
    "fonts": {"styles": "<fonts>" + "<font/>" * 2_000_000 + "</fonts>"},
    "formats of cells": {"styles": "<cellXfs>" + '<xf numFmtId="9"/>' * 480_000 + "</cellXfs>"},
    "formats of numbers": {"styles": "<numFmts>" + '<numFmt numFmtId="2" formatCode="0%"/>' * 400_000 + "</numFmts>"},
    "columns": {"before": "<cols>" + '<col min="1" max="16383" hidden="1"/>' * 400_000 + "</cols>"},
    "merged blocks": {"after": "<mergeCells>" + '<mergeCell ref="A1:A2"/>' * 480_000 + "</mergeCells>"},
    "a block over all": {
        "sheet": FAR.replace("488", "80"),
        "after": '<mergeCells><mergeCell ref="A1:XFD80"/></mergeCells>',
    },
    "errors": {"sheet": ROW * 600},
    "errors within the bound": {"sheet": ROW * 118},
    "formulas": {"sheet": ("<row>" + "<c><f>SUM(A$1:Z$999)</f><v>1</v></c>" * 80 + "</row>") * 950},
    "a far cell": {"sheet": FAR},
    "far cells on many sheets": {"sheet": FAR.replace("488", "9"), "sheets": 100},
    "one part as many sheets": {"listed": '<sheet name="a" r:id="r0"/>' * 200_000},
    "one long text in many cells": {
        "texts": f"<si><t>{'a' * 1_000_000}</t></si>",
        "sheet": "<row>" + '<c t="s"><v>0</v></c>' * 16_000 + "</row>",
    },
    "one text": {"texts": f"<si><t>{'a' * 16_000_000}</t></si>", "sheet": '<row><c t="s"><v>0</v></c></row>'},
}


def write_commas(path):
    path.write_text("a" + "," * 25_000 + "\n" + "1\n" * 12_000)
    return path


def write_spread(path, across):
    """Write an OpenDocument spreadsheet of tables, each of one cell that is repeated."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table"))
    cell = f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{across}"/>'
    table = f'<table:table><table:table-row table:number-rows-repeated="480">{cell}</table:table-row></table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<office:spreadsheet {names}>{table * 9}</office:spreadsheet>")
    return path


MAKERS = {
    **{f"{name}.xlsx": partial(write_book, **told) for name, told in BOOKS.items()},
    "commas.csv": write_commas,
    "repeated.ods": partial(write_spread, across=400),
    "paragraphs.docx": partial(write_document, rows=b"</w:tbl>" + b"<w:p/>" * 400_000 + b"<w:tbl>"),
}


def settle(path):
    """Return seconds of processor, memory in MB and what was said of a file that a process of its own reads."""
    resource = pytest.importorskip("resource")
    # What this process holds counts for its child: some GB of addresses after many tests.
    held = psutil.Process().memory_info().vms
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (held + 2_000_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (20, 21))
        said, before = "", resource.getrusage(resource.RUSAGE_SELF)
        try:
            read_workbook(path)
        except DataProblemsError as error:
            said = str(error)
        except BaseException as error:
            said = f"failed: {error!r}"
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        os.write(theirs, json.dumps([seconds, (used.ru_maxrss - before.ru_maxrss) / 1000, said]).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        found = pipe.read()
    _, status = os.waitpid(child, 0)
    assert found, f"the process that reads it was ended ({status})"
    return json.loads(found)


@pytest.mark.parametrize("name", MAKERS)
def test_a_small_file_is_settled_in_two_seconds_and_half_a_gigabyte(tmp_path, name):
    path = MAKERS[name](tmp_path / name)
    assert path.stat().st_size < 60_000
    seconds, megabytes, said = settle(path)
    assert seconds < 2 * SLOW
    assert megabytes < 400  # beside the 100 of an interpreter with its libraries
    assert "failed" not in said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"sheet": FAR}, "sheet 's0' reaches to XFD488: too many cells"),
        (BOOKS["columns"], "it tells of the same columns twice"),
        (BOOKS["one part as many sheets"], "two sheets are read from the same part 'xl/worksheets/s0.xml'"),
        (BOOKS["one long text in many cells"], "its cells hold far more text than tables do"),
        (BOOKS["fonts"], "the workbook holds far more than tables do"),
        (BOOKS["a block over all"], "its merged blocks cover too many cells"),
    ],
)
def test_the_bound_is_said(tmp_path, told, said):
    with pytest.raises(DataProblemsError, match=re.escape(said)):
        read_workbook(write_book(tmp_path / "a.xlsx", **told))


def test_a_refusal_of_a_spreadsheet_is_said_once(tmp_path):
    with pytest.raises(DataProblemsError) as caught:
        read_workbook(write_spread(tmp_path / "a.ods", 16_384))
    assert [problem.message for problem in caught.value.problems] == ["the file has too many cells"]


def change_template(path, part, change):
    """Write an empty presentation one part of which is changed."""
    Presentation().save(path.with_suffix(".plain"))
    with zipfile.ZipFile(path.with_suffix(".plain")) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return path


HOLDER = (
    b'<p:sp><p:nvSpPr><p:cNvPr id="2" name="a"/><p:cNvSpPr/><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
)
LAYOUT, MASTER, THEME = (
    f"ppt/{name}1.xml" for name in ("slideLayouts/slideLayout", "slideMasters/slideMaster", "theme/theme")
)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("ppt/media/a.bin", lambda _: b"0" * 100_000_000),
        (MASTER, lambda xml: xml.replace(b"</p:spTree>", b"<p:sp/>" * 1_000_000 + b"</p:spTree>")),
        (LAYOUT, lambda xml: xml.replace(b"</p:spTree>", HOLDER * 3_000 + b"</p:spTree>")),
        (THEME, lambda xml: b'<!DOCTYPE a [<!ENTITY a "b">]>' + xml.split(b"?>", 1)[1]),
    ],
    ids=["zip bomb", "shapes", "placeholders", "entities"],
)
def test_a_template_of_endless_contents_is_refused(tmp_path, part, change):
    path = change_template(tmp_path / "a.pptx", part, change)
    with pytest.raises(TemplateError, match="holds far more than a template does"):
        open_template(path)


def test_a_template_whose_theme_is_no_xml_is_damaged(tmp_path):
    with pytest.raises(TemplateError, match="is damaged, or not a PowerPoint file"):
        open_template(change_template(tmp_path / "a.pptx", THEME, lambda _: b"<a"))


YAMLS = {
    "aliases": "slides: &a [x, x]\n" + "".join(f"k{at}: &b{at} [*a, *a]\n" for at in range(9)),
    "merged keys": "a: &a {b: 1}\nc: {<<: [*a, *a]}\n",
    "one that holds itself": "slides: &a [*a]\n",
    "nested": "slides: " + "[" * 9_000,
    "nested and closed": "slides: " + "[" * 9_000 + "]" * 9_000,
    "a list as title": "slides: [title]\ntitle: [a, b]\n",
    "a long number": f"slides: [{'1' * 5_000}]\n",
    "no such day": "slides: [2025-13-45]\n",
    "long": "slides: [" + "a," * 30_000 + "a]",
    "a number of lines": "slides: [{text: {title: a, lines: 5}}]\n",
}


@pytest.mark.parametrize("name", YAMLS)
@pytest.mark.parametrize("read", [read_selection, lambda path: read_pack_choice(path, ["title"])], ids=["deck", "pack"])
def test_a_yaml_that_would_grow_is_refused(tmp_path, name, read):
    path = tmp_path / "a.yaml"
    path.write_text(YAMLS[name])
    with pytest.raises(ChoiceError, match=r"a\.yaml"):
        read(path)


def write_run(path, notebook):
    """Write an archive of a run of one notebook."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("run/.parlib/manifest.jsonl", "{}")
        archive.writestr("run/a.ipynb", notebook)
    return path


@pytest.mark.parametrize("notebook", ["0" * 60_000_000, "0" * 20_000_000], ids=["large", "swollen"])
def test_an_archive_of_a_run_that_unpacks_without_end_is_refused(tmp_path, notebook):
    path = write_run(tmp_path / "a.zip", notebook)
    with (
        pytest.raises(ValueError, match="unpacks to far more than a run of parlib"),
        open_earlier(path, tmp_path, []),
    ):
        pass


class Tall:
    """A workbook of many sheets whose single cells lie in the last row, and how many of them were read."""

    def __init__(self, nsheets, ncols):
        self.nsheets, self.ncols, self.read = nsheets, ncols, 0

    def sheet_by_index(self, at):
        self.read += 1
        return types.SimpleNamespace(nrows=65536, ncols=self.ncols)


@pytest.mark.parametrize(("columns", "read"), [(256, 1), (1, 3)])
def test_an_old_workbook_is_read_no_further_than_it_may_reach(columns, read):
    book = Tall(200, columns)
    with pytest.raises(DataProblemsError, match="too many cells"):
        check_extents(book, 50_000, "far.xls")
    assert book.read == read
    check_extents(Tall(2, 3), 50_000, "two.xls")


WIDE = b"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='1900'/>%s</w:tcPr><w:p/></w:tc></w:tr>"


@pytest.mark.parametrize(
    "rows", [WIDE % b"<w:vMerge/>" * 4_000, WIDE % b"" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 4_000]
)
def test_a_document_of_wide_and_long_tables_is_refused(tmp_path, rows):
    with pytest.raises(DataProblemsError, match="the file has too many cells"):
        read_workbook(write_document(tmp_path / "a.docx", rows))


def test_a_binary_workbook_of_endless_records_is_refused(tmp_path):
    path = tmp_path / "a.xlsb"
    write_xlsb(path, [[1.0] * 100] * 1_000)
    with pytest.raises(DataProblemsError, match="the workbook holds far more than tables do"):
        read_workbook(path)


def harm(path, make):
    make(path)
    content = bytearray(path.read_bytes())
    for at in range(60, len(content), 97):
        content[at] ^= 0x55
    path.write_bytes(content)
    return path


DAMAGED = {
    "a.xls": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40_000)),
    "b.docx": lambda path: write_document(path, CELL * 20),
    "c.docx": lambda path: write_document(path, b"<w:tr><w:tc><w:tbl>" * 200),
    "d.xlsx": write_book,
    "e.ods": lambda path: write_spread(path, 3),
    "f.xlsb": lambda path: write_xlsb(path, [["a", 1.0]] * 20),
    "g.pdf": lambda path: write_pdf(path, zlib.compress(LINE)),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_by_its_name_whatever_its_reader_says(tmp_path, name):
    """Some were a traceback: libraries raise errors of their own."""
    path = harm(tmp_path / name, DAMAGED[name])
    assert open_export(path) is None
    with pytest.raises(DataProblemsError, match=name):
        read_workbook(path)


def test_a_text_file_with_single_returns_is_no_export(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a,b\rc,d\n\r\x00")
    assert open_export(tmp_path / "a.csv") is None


def test_a_file_that_several_steps_ask_for_is_read_once(tmp_path, monkeypatch):
    path, read = write_book(tmp_path / "a.xlsx"), []
    monkeypatch.setattr(workbook, "_read_file", lambda *given, real=workbook._read_file: read.append(1) or real(*given))
    assert [read_workbook(path, name)[0].file for name in ("a", "b")] == ["a", "b"]
    write_book(path, CELL_1.replace(">1<", ">2<"))
    assert read_workbook(path)[0].rows == [[2.0]]
    assert len(read) == 2
