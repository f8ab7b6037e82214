"""Decks as LibreOffice draws them: every word stays within its box, in both languages and both formats."""

import itertools
import re
import subprocess
import unicodedata

import pytest
from lxml import etree
from pptx import Presentation

from parlib.publish.deck.build import DeckRequest, write_deck
from parlib.publish.pdf import convert_to_pdf, find_libreoffice
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

pytestmark = pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")

SLACK = 2.0
"""Points by which a word's box may leave the shape at the sides."""

BELOW = 0.16
"""Share of a line by which a word's box may reach below: it holds room under the letters; a line too many is 1."""

LONGEST = ("77", "Bà Rịa - Vũng Tàu")


@pytest.fixture(scope="module")
def rendered(home, tmp_path_factory):
    """Return the decks with the longest names, and their PDFs."""
    folder = tmp_path_factory.mktemp("rendered")
    decks = []
    for language, ratio in (("vi", "16:9"), ("en", "4:3")):
        reports = folder / language
        run_pages(plan_pages("papi", 2024, [LONGEST[0]], ["2"], language), reports, home=home)
        records = list_finished(reports)
        run = choose_run(records, "papi", 2024, language)
        dossier = open_dossier(reports, records, run, LONGEST[0])
        decks.append(write_deck(dossier, DeckRequest(str(reports), run, ratio=ratio), folder / f"{language}.pptx").path)
    return list(zip(decks, convert_to_pdf(decks), strict=True))


def fold(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def read_pages(pdf):
    """Return for each page its size and its words with their boxes, in the order in which they were drawn."""
    text = subprocess.run(["pdftotext", "-raw", "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    pages = etree.fromstring(text, etree.XMLParser(recover=True)).iter("{*}page")
    sides = ("xMin", "yMin", "xMax", "yMax")
    return [
        (
            (float(page.get("width")), float(page.get("height"))),
            [(fold(word.text or ""), tuple(float(word.get(side)) for side in sides)) for word in page.iter("{*}word")],
        )
        for page in pages
    ]


def find_boxes(text, words):
    """Return the box of every run of words that makes up *text*."""
    wanted, joined = fold(text), "".join(word for word, _ in words)
    starts = [0, *itertools.accumulate(len(word) for word, _ in words)]
    found = []
    for hit in re.finditer(f"(?={re.escape(wanted)})", joined):
        ends = hit.start(), hit.start() + len(wanted)
        boxes = [box for start, (_, box) in zip(starts, words, strict=False) if ends[0] <= start < ends[1]]
        if boxes:
            low = max(box[3] - BELOW * (box[3] - box[1]) for box in boxes)
            found.append((min(box[0] for box in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), low))
    return found


def fits(box, place):
    left, top, wide, tall = place
    return box[0] >= left - SLACK and box[2] <= left + wide + SLACK and box[3] <= top + tall + SLACK


def list_texts(slide):
    """Return the words of every text box, title and cell, with the place that they must keep, in points."""
    for shape in slide.shapes:
        if shape.has_text_frame and shape.text_frame.text.strip():
            yield shape.text_frame.text, [v / 12700 for v in (shape.left, shape.top, shape.width, shape.height)]
        if shape.has_table:
            yield from list_cells(shape)


def list_cells(frame):
    top = frame.top
    for row in frame.table.rows:
        left = frame.left
        for column, cell in zip(frame.table.columns, row.cells, strict=True):
            if len(fold(cell.text)) > 12:  # short figures stand in many cells
                yield cell.text, [v / 12700 for v in (left, top, column.width, row.height)]
            left += column.width
        top += row.height


def test_no_word_leaves_its_box(rendered):
    measured, seen = 0, 0
    for deck, pdf in rendered:
        for slide, (_, words) in zip(Presentation(deck).slides, read_pages(pdf), strict=True):
            for text, place in list_texts(slide):
                measured += 1
                boxes = find_boxes(text, words)  # the same words may stand in a title and in a table
                seen += bool(boxes)
                assert not boxes or any(fits(box, place) for box in boxes), (deck.name, text, place, boxes)
    assert measured > 250
    assert seen > 0.85 * measured  # cells of one row that each take two lines are drawn line by line


def test_a_box_that_is_too_small_would_be_noticed(rendered):
    deck, pdf = rendered[0]
    slide, (_, words) = list(zip(Presentation(deck).slides, read_pages(pdf), strict=True))[1]
    text, (left, top, wide, tall) = next(one for one in list_texts(slide) if len(one[0]) > 150)
    (box,) = find_boxes(text, words)
    assert fits(box, (left, top, wide, tall))
    assert not fits(box, (left, top, wide, box[3] - top - 14))
    assert not fits(box, (left, top, box[2] - left - 10, tall))


def test_every_word_stays_on_its_page(rendered):
    for deck, pdf in rendered:
        for (wide, tall), words in read_pages(pdf):
            for word, (left, top, right, bottom) in words:
                assert left >= -SLACK, (deck.name, word)
                assert top >= -SLACK, (deck.name, word)
                assert right <= wide + SLACK, (deck.name, word)
                assert bottom <= tall + SLACK, (deck.name, word)


def test_longest_names_are_shown_whole(rendered):
    words = ["".join(word for _, page in read_pages(pdf) for word, _ in page) for _, pdf in rendered]
    assert fold(LONGEST[1]) in words[0]
    assert fold("Công khai, minh bạch trong việc ra quyết định ở địa phương") in words[0]
    assert fold("Ba Ria - Vung Tau") in words[1]


def test_pdf_of_a_deck_is_tagged(rendered):
    for _, pdf in rendered:
        about = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        assert "Tagged:          yes" in about
        assert b"pdfuaid:part" in pdf.read_bytes()
