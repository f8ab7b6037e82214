"""Damaged scoreboards, judged by LibreOffice: what is read of them is what a spreadsheet program shows, or is named.

``python tests/prove_mutations.py 2000`` makes, reads and judges that many; it says what came of them, and of each that
is wrong its number.
"""

import csv
import math
import multiprocessing
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from made_mutants import make_mutant
from scoreboard_shapes import make_words

from parlib.clean.scoreboard import _read_values
from parlib.problems import DataProblemsError
from parlib.readers.annotations import read_address, write_address
from parlib.readers.coverage import is_number
from parlib.readers.scoreboard import read_boards
from parlib.readers.workbook import read_workbook

SECONDS = 20
"""How long the reading of one file may take before it counts as hung, on a machine that is loaded."""

BATCH = 100
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as a file of its own: commas, quotes, UTF-8, values as they are stored and not as they are shown."""


def read(path):
    """Return the figures of a workbook by sheet and cell and the numbers left out, or what is wrong with it."""
    words, tree = make_words()
    try:
        sheets = read_workbook(path)
        cells, coverage = read_boards(sheets, words)
        cells = _read_values(cells, tree)
    except DataProblemsError as error:
        return [str(problem) for problem in error.problems], {}, {}
    used = {(row.sheet, row.cell): row.number for row in cells.itertuples() if not math.isnan(row.number)}
    told = {sheet.sheet: set().union(*map(set, sheet.left.values())) for sheet in coverage}
    for row in cells.itertuples():  # a number among notes is one
        told[row.sheet].add(row.cell)
    for sheet in sheets:  # what lies below a merged block is not seen
        told[sheet.name] |= {write_address(*place) for place in sheet.filled}
    return [], used, told


def read_within(path):
    """Return what `read` says in a process of its own; one that takes too long or dies says so."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=lambda: theirs.send(_try(path)))
    child.start()
    said = ours.recv() if ours.poll(SECONDS) else "hung"
    child.kill()
    child.join()
    return said


def _try(path):
    try:
        return read(path)
    except BaseException as error:
        return f"crashed: {error!r}"


def show(paths, folder):
    """Return what LibreOffice shows of each workbook: sheet to rows of text; one that it refuses is not there."""
    office, home = shutil.which("soffice"), f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, home, "--headless", "--convert-to", EVERY_SHEET, "--outdir", folder / "csv", *paths]
    subprocess.run(command, check=False, capture_output=True, timeout=600)
    shown = {}
    for path in sorted((folder / "csv").glob("*.csv")):
        stem, _, sheet = path.stem.partition("-")
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
        shown.setdefault(stem, {})[sheet] = rows
        path.unlink()
    return shown


def name_parts(path):
    """Write every part of a workbook under one spelling: LibreOffice minds capitals, slashes and escapes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(part.filename, archive.read(part)) for part in archive.infolist()]

    def spell(name):
        plain = posixpath.normpath(unquote(name.replace("\\", "/"))).lower()
        return "[Content_Types].xml" if plain == "[content_types].xml" else plain

    def follow(found):
        target = found[2].decode()
        whole = target if target.startswith("/") or found[1] == b"PartName" else f"/xl/{target}"
        return found[1] + b'="' + spell(whole).encode() + b'"'

    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, text in parts:
            name = spell(name)
            listed = name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml")
            archive.writestr(name, re.sub(rb'(Target|PartName)="([^"]+)"', follow, text) if listed else text)


def judge(used, left, shown):
    """Return in which cells what was read is not what is shown, and numbers shown of which nothing was said."""
    wrong = []
    for (sheet, cell), number in used.items():
        row, column = read_address(cell)
        rows = shown.get(sheet, [])
        text = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if not any(math.isclose(number, value, rel_tol=1e-9) for value in spell_out(text)):
            wrong.append(f"{sheet}!{cell}: read {number!r}, shown {text!r}")
    for sheet, rows in shown.items():
        for row, values in enumerate(rows):
            for column, text in enumerate(values):
                cell = write_address(row, column)
                told = (sheet, cell) in used or cell in left.get(sheet, set())
                if text and is_number(text) and not told:
                    wrong.append(f"{sheet}!{cell}: shown {text!r}, nothing said of it")
    return wrong


def spell_out(text):
    """Return the numbers as which a cell can be read: with a point or a comma, a share as a percentage."""
    text = re.sub(r"[()%\s*]|điểm|ñieåm|/.*", "", text)
    found = []
    for spelling in (text, text.replace(",", "."), text.replace(".", "").replace(",", "."), text.replace(",", "")):
        try:
            found += [float(spelling), 100 * float(spelling)]
        except ValueError:
            continue
    return found


def list_seen(shown, path):
    """Return the sheets of a workbook of which LibreOffice shows anything."""
    return {sheet for sheet, rows in shown.get(path.stem, {}).items() if any(map(any, rows))}


def prove(numbers, folder):
    """Return how many mutants came to which end, and of those that are wrong the number and what is wrong."""
    ends, faults = Counter(), []
    for start in range(0, len(numbers), BATCH):
        taken = {}
        for number in numbers[start : start + BATCH]:
            path = folder / f"m{number:05}.xlsx"
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # two parts of one name are meant
                path.write_bytes(make_mutant(number))
            said = read_within(path)
            if isinstance(said, str):
                ends[said.split(":")[0]] += 1
                faults.append((number, said))
            elif said[0]:
                ends["refused"] += 1
                if not said[0][0].startswith(path.name):
                    faults.append((number, f"the file is not named: {said[0][0]}"))
            else:
                taken[path] = said[1:]
        shown = show(list(taken), folder) if taken else {}
        read_of = {path: {sheet for sheet, _ in used} for path, (used, _) in taken.items()}
        hidden = [path for path in taken if not read_of[path] <= list_seen(shown, path)]
        for path in hidden:
            name_parts(path)
        shown |= show(hidden, folder) if hidden else {}
        for path, (used, left) in taken.items():
            seen = shown.get(path.stem, {})
            judged = read_of[path] <= list_seen(shown, path)
            wrong = judge(used, left, seen) if judged else []
            ends["wrong" if wrong else "taken, as shown" if judged else "taken, not opened by LibreOffice"] += 1
            faults += [(int(path.stem[1:]), "; ".join(wrong[:3]))] if wrong else []
            path.unlink()
    return ends, faults


if __name__ == "__main__":
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        ends, faults = prove(range(first, first + count), Path(folder))
    print(dict(ends))
    for number, said in faults:
        print(number, said)
    sys.exit(1 if faults else 0)
