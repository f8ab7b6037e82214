"""Hostile files of at most 50 kB, of every form, are settled by ``parlib check`` and ``parlib add`` in 2 s and 500 MB.

``python tests/prove_bounds.py [NAME ...]`` gives each file to both commands, each in a fork of a process in which all
is imported: an empty command takes 1.1 s and 150 MB to begin with, the rest is what the file costs. For a file that is
taken, which is cleaned with all of the home, it is what it costs beyond a small one.
"""

import contextlib
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from functools import partial
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from docx import Document
from made_boards import list_detail, write_rows
from made_xlsb import write_xlsb
from places_here import ROOT
from test_bounds import CELL, ENDLESS, FAR, MAKERS, write_book, write_document, write_objects, write_pdf

MOST_SECONDS, MOST_MEGABYTES, MOST_BYTES = 2.0, 350, 51_200
KIDS = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]>>" % (at, at + 1) for at in range(5, 600)]
LINES = b"".join(b"%d 0 m %d 99 l S\n" % (at % 590, at % 590) for at in range(5_900))
WORDS = ["kế hoạch", "tỷ lệ", "hồ sơ", "giải quyết", "quá hạn", "tự đánh giá", "thẩm định", "tiêu chí", "cải cách"]
"""Words of names of components, of which labels are made that are like many of them."""


def label(at, words=12):
    """Return a label that looks like a component's, another for each number."""
    chance = random.Random(at)
    return f"{1 + at % 8}.{1 + at // 8 % 9}.{at // 72 % 9} " + " ".join(chance.choices(WORDS, k=words))


def write_labels(path, rows, columns=1, words=12, figures=1):
    """Write a scoreboard of endless labels that look like components."""
    made = [["Mã", *["Điểm tự đánh giá", "Điểm đạt được"][:figures]]]
    made += [[*(label(row * columns + at, words) for at in range(columns)), *[1.0] * figures] for row in range(rows)]
    return write_rows(path, made, "Bảng 1")


def write_heads(path, columns):
    """Write a scoreboard of endless heads."""
    return write_rows(path, [[label(at) for at in range(columns)], [1.0] * columns, ["Quảng Ninh"]], "Bảng 1")


def write_names(path, rows):
    """Write endless names that are nearly those of provinces."""
    chance = random.Random(3)
    rows = [["".join(chance.choices("QuảngNihBắcà ", k=12)), 1.0, 2.0] for _ in range(rows)]
    return write_rows(path, [["Tỉnh", "1.1", "1.2"], ["Quảng Ninh", 1.0, 1.0], ["Huế", 1.0, 1.0], *rows], "Bảng 1")


def write_own(path, change=lambda rows: rows):
    return write_rows(path, change(list_detail()), "22 Quảng Ninh")


def pack(path, **parts):
    """Write an archive of parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return path


def harm(path, make, seed):
    """Write a file some bytes of which are others."""
    content, chance = bytearray(make(path).read_bytes()), random.Random(seed)
    for _ in range(40):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)
    return path


def write_xls(path, rows=()):
    """Write an old workbook, which LibreOffice makes of a new one."""
    write_rows(path.with_suffix(".xlsx"), [*list_detail(), *rows], "22 Quảng Ninh")
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    asked = [shutil.which("soffice"), profile, "--headless", "--convert-to", "xls", "--outdir", path.parent]
    subprocess.run([*asked, path.with_suffix(".xlsx")], check=True, capture_output=True)
    return path


def write_styled(path, styles, runs):
    """Write a Word document whose letters have a style that rests on another, and so on."""
    document = Document()
    paragraph = document.add_table(1, 2).cell(0, 0).paragraphs[0]
    for _ in range(runs):
        paragraph.add_run("5")
    document.save(path.with_suffix(".plain"))
    chain = "".join(
        f'<w:style w:type="character" w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>'
        for at in range(styles)
    )
    with (
        zipfile.ZipFile(path.with_suffix(".plain")) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name).replace(b"<w:r>", b'<w:r><w:rPr><w:rStyle w:val="s0"/></w:rPr>')
            part = part.replace(b"</w:styles>", chain.encode() + b"</w:styles>") if "styles" in name else part
            new.writestr(name, part)
    return path


def write_nested(path, depth):
    inner = b"<w:p/>"
    for _ in range(depth):
        inner = b"<w:tbl><w:tr><w:tc>" + inner + b"<w:p/></w:tc></w:tr></w:tbl>"
    return write_document(path, b"<w:tr><w:tc>" + inner + b"<w:p/></w:tc></w:tr>")


def write_parquet(path, rows, names):
    table = pa.table({name: pa.array([None], pa.string()).take(pa.array([0] * rows, pa.int32())) for name in names})
    pq.write_table(table, path, compression="zstd", row_group_size=rows)
    return path


def write_pages(path, pages, drawing):
    """Write a PDF document of many pages of one drawing."""
    packed = zlib.compress(drawing, 9)
    kids = b" ".join(b"%d 0 R" % (4 + at) for at in range(pages))
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)]
    bodies += [b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)]
    bodies += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<<>>>>"] * pages
    return write_objects(path, bodies)


def write_ods(path, table):
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return pack(path, **{"content.xml": f"<office:spreadsheet {names}>{table}</office:spreadsheet>"})


def write_endless(path, name):
    drawing, resources, objects = ENDLESS[name]
    return write_pdf(path, zlib.compress(drawing), resources=resources, objects=objects)


def write_text(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


EXPORT = ("Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả", "Thủ tục", "Đơn vị")
ROW = "<row>" + "<c><v>1</v></c>" * 20 + "</row>"
ENTITIES = '<!DOCTYPE a [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]>'
FILES = {
    **MAKERS,
    "far cells on many sheets.xlsx": partial(write_book, sheet=FAR.replace("488", "9"), sheets=40),
    "labels that are like components.xlsx": partial(write_labels, rows=1_300),
    "short labels.xlsx": partial(write_labels, rows=2_400, words=4),
    "labels in many columns.xlsx": partial(write_labels, rows=300, columns=5),
    "heads.xlsx": partial(write_heads, columns=1_200),
    "names that are like places.xlsx": partial(write_names, rows=1_800),
    "rows without end.xlsx": partial(write_book, sheet="<row/>" * 450_000),
    "rows of one place.xlsx": partial(
        write_book,
        sheet=('<row><c t="inlineStr"><is><t>Quảng Ninh</t></is></c>' + "<c><v>1</v></c>" * 4 + "</row>") * 24_000,
    ),
    "rows of one component.xlsx": partial(
        write_book,
        sheet=('<row><c t="inlineStr"><is><t>1.1</t></is></c>' + "<c><v>1</v></c>" * 4 + "</row>") * 24_000,
    ),
    "components and places.xlsx": partial(
        write_book,
        sheet=('<row><c t="inlineStr"><is><t>1.1</t></is></c><c t="inlineStr"><is><t>Huế</t></is></c>' * 5 + "</row>")
        * 7_000,
    ),
    "runs of a text.xlsx": partial(write_book, texts="<si>" + "<r><t>a</t></r>" * 120_000 + "</si>"),
    "runs within a cell.xlsx": partial(
        write_book, sheet='<row><c t="inlineStr"><is>' + "<r><t>a</t></r>" * 120_000 + "</is></c></row>"
    ),
    "deep.xlsx": partial(write_book, sheet="<a>" * 200_000 + "</a>" * 200_000),
    "a long attribute.xlsx": partial(write_book, sheet=f'<row a="{"x" * 16_000_000}"/>'),
    "attributes.xlsx": partial(write_book, sheet="<row " + " ".join(f'a{at}=""' for at in range(18_000)) + "/>"),
    "entities.xlsx": partial(write_book, sheet=ENTITIES + ROW),
    "tall rows.xlsx": partial(write_book, sheet='<row r="1048576"><c r="A1048576"><v>1</v></c></row>', sheets=12),
    "many sheets.xlsx": partial(write_book, sheets=40),
    "stacked.xlsx": partial(write_book, after="<mergeCells>" + '<mergeCell ref="A1:Z99"/>' * 2_000 + "</mergeCells>"),
    "formulas that name each other.xlsx": partial(
        write_book,
        sheet="".join(
            f'<row r="{at}"><c r="A{at}"><f>SUM(A{at + 1}:A9999)</f><v>1</v></c></row>' for at in range(1, 6_000)
        ),
    ),
    "damaged.xlsx": lambda path: harm(path, write_own, 5),
    "cut off.xlsx": lambda path: write_text(path, "PK\x03\x04" + "a" * 40_000),
    "nothing but a name.xlsx": lambda path: pack(path, **{"a" * 200 + str(at): "" for at in range(95)}),
    "swollen.xlsx": lambda path: pack(path, **{"xl__workbook.xml": "a" * 40_000_000}),
    "damaged.xls": lambda path: harm(path, write_xls, 7),
    "damaged again.xls": lambda path: harm(path, write_xls, 8),
    "far.xls": partial(write_xls, rows=[[]] * 65_000 + [[*[""] * 200, 1.0]]),
    "not one.xls": lambda path: write_text(path, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "\x00" * 40_000, "latin-1"),
    "damaged.xlsb": lambda path: harm(path, partial(write_xlsb, rows=list_detail()), 9),
    "cells.xlsb": partial(write_xlsb, rows=[[1.0] * 100] * 2_000),
    "nested.ods": partial(write_ods, table="<table:table>" * 100_000 + "</table:table>" * 100_000),
    "covered.ods": partial(
        write_ods,
        table="<table:table>"
        + '<table:table-row><table:table-cell table:number-columns-spanned="999" table:number-rows-spanned="999">'
        "<text:p>a</text:p></table:table-cell></table:table-row>" * 9_000 + "</table:table>",
    ),
    "far rows.ods": partial(
        write_ods,
        table='<table:table><table:table-row table:number-rows-repeated="1048575"/><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>' * 100,
    ),
    "a count that is none.ods": partial(
        write_ods,
        table='<table:table><table:table-row><table:table-cell table:number-columns-repeated="a" office:value-type='
        '"float" office:value="x"/></table:table-row></table:table>',
    ),
    "nested.docx": partial(write_nested, depth=3_000),
    "nested a little.docx": partial(write_nested, depth=100),
    "styles upon styles.docx": partial(write_styled, styles=900, runs=1_400),
    "cells.docx": partial(write_document, rows=(b"<w:tr>" + CELL * 10 + b"</w:tr>") * 1_900),
    "letters of a cell.docx": partial(
        write_document,
        rows=b"<w:tr><w:tc><w:p>" + b"<w:r><w:t>5</w:t></w:r>" * 60_000 + b"</w:p></w:tc></w:tr>",
    ),
    "merged down.docx": partial(
        write_document,
        rows=(b"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='1900'/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>") * 4_000,
    ),
    "damaged.docx": lambda path: harm(path, partial(write_document, rows=b""), 4),
    **{f"{name}.pdf": partial(write_endless, name=name) for name in ENDLESS},
    "lines.pdf": partial(write_pages, pages=4, drawing=LINES),
    "lines on many pages.pdf": partial(write_pages, pages=150, drawing=LINES[:4_600]),
    "boxes.pdf": partial(
        write_pages,
        pages=2,
        drawing=b"".join(b"%d %d 9 9 re S\n" % (10 * (at % 38), 20 * (at // 38)) for at in range(1_450)),
    ),
    "pages.pdf": partial(write_pages, pages=199, drawing=b"BT ET"),
    "objects.pdf": lambda path: write_pdf(path, zlib.compress(b""), objects=[b"<<>>"] * 1_100),
    "kids within kids.pdf": lambda path: write_pdf(
        path,
        zlib.compress(b""),
        objects=[b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]>>" % (at, at + 1) for at in range(5, 600)],
    ),
    "damaged.pdf": lambda path: harm(path, partial(write_pages, pages=3, drawing=LINES[:9_000]), 2),
    "one line.csv": lambda path: write_text(path, "Tỉnh," + "1.1," * 12_000),
    "an open quotation.csv": lambda path: write_text(path, 'Tỉnh,"' + "a,\n" * 16_000),
    "signs.csv": lambda path: write_text(path, "a;b,c\td|e\n" * 4_900),
    "nothing.csv": lambda path: write_text(path, "\0" * 50_000),
    "places.csv": lambda path: write_text(path, "Tỉnh,1.1,1.2\n" + "Quảng Ninh,1,2\n" * 2_900),
    "labels.csv": lambda path: write_text(
        path, "Mã,Điểm tự đánh giá\n" + "".join(f"{label(at, 5)},1\n" for at in range(700))
    ),
    "old letters.csv": lambda path: write_text(path, "T\xd8nh,Qu\xb6ng Ninh \xae\xa7\n" * 2_300, "latin-1"),
    "wide letters.csv": lambda path: write_text(path, "Tỉnh,1.1\nHuế,1\n" * 1_500, "utf-16"),
    "questions.csv": lambda path: write_text(path, "Tỉnh,2.1.1,2.1.2,5.1\n" + "Huế,5,4,3\n" * 4_000),
    "dossiers.csv": lambda path: write_text(path, ",".join(EXPORT) + "\n" + "a,1/1/2025,2/1/2025,,b,c\n" * 1_900),
    "dossiers.parquet": partial(write_parquet, rows=3_000_000, names=EXPORT),
    "no parquet.parquet": lambda path: write_text(path, "PAR1" + "a" * 40_000 + "PAR1"),
    "an archive.zip": lambda path: pack(path, **{"a.txt": "a" * 40_000_000}),
}


CLEANED = {"one line.csv"}
"""Files that are refused only where they are cleaned, after the rest of the home."""


def measure(work, *given):
    """Return seconds of the processor, megabytes beyond those of before, and what was said, of a fork's work."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (90, 91))
        before, held = resource.getrusage(resource.RUSAGE_SELF), psutil.Process().memory_info().rss / 1e6
        try:
            said = work(*given)
        except BaseException as error:
            said = f"failed: {error!r}"
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        os.write(theirs, f"{seconds} {used.ru_maxrss / 1000 - held} {said[:300]}".encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        found = pipe.read().decode(errors="replace")
    os.waitpid(child, 0)
    seconds, megabytes, said = (found or "91 0 ended by the limit of time or memory").split(" ", 2)
    return float(seconds), float(megabytes), said


def run(*words):
    """Run a command of parlib and return the last lines that it says."""
    from parlib import cli

    said, sys.argv = io.StringIO(), ["parlib", *map(str, words)]
    cli.common.out.file = cli.common.err.file = said
    with contextlib.suppress(SystemExit):
        cli.main()
    lines = [line for line in said.getvalue().splitlines() if line.strip()]
    return " | ".join(line[-200:] for line in lines if "✗" in line or "rror" in line) or " | ".join(lines[-2:])[-280:]


def list_commands(path, home):
    common = [path, "--year", "2025", "--home", home]
    yield "check", ["check", *common]
    yield "add", ["add", *common, "--issuer", "Bộ Nội vụ", "--yes", "--province", "22"]


def prove(folder, names):
    """Yield what each command needed for each file; what is taken is cleaned with all of the home, which costs more."""
    home = folder / "home"
    shutil.copytree(ROOT / "data" / "raw", home / "data" / "raw")
    good, needed = write_own(folder / "good.xlsx"), {}
    for command, words in list_commands(good, home):
        measure(run, *words)
        needed[command], megabytes, said = measure(run, *words)
        run("undo", "--home", home)
        yield "good.xlsx", command, needed[command], megabytes, said
    for name in names:
        made = os.fork()  # what its making takes is none of this process
        if not made:
            FILES[name](folder / name)
            os._exit(0)
        os.waitpid(made, 0)
        path = folder / name
        if not path.exists() or path.stat().st_size > MOST_BYTES:
            yield name, "made", 99, 0, f"it has {path.stat().st_size if path.exists() else 0} bytes"
            continue
        for command, words in list_commands(path, home):
            seconds, megabytes, said = measure(run, *words)
            taken = "Added" in said or "Next" in said
            yield name, command, seconds - needed[command] * (taken or name in CLEANED), megabytes, said
            if command == "add" and taken:
                run("undo", "--home", home)


if __name__ == "__main__":
    os.environ["PARLIB_LANGUAGE"] = "en"
    began, over = time.perf_counter(), 0
    with tempfile.TemporaryDirectory(prefix="bounds-") as folder:
        for name, command, seconds, megabytes, said in prove(Path(folder), sys.argv[1:] or list(FILES)):
            beyond = (
                (seconds > MOST_SECONDS and name != "good.xlsx")
                or megabytes > MOST_MEGABYTES
                or "failed" in said
                or "ended" in said
            )
            over += beyond
            print(f"{'OVER' if beyond else '    '} {seconds:6.2f} s {megabytes:5.0f} MB {command:5} {name}: {said}")
            sys.stdout.flush()
    print(f"{over} of {2 * len(FILES)} over, in {time.perf_counter() - began:.0f} s")
    sys.exit(1 if over else 0)
