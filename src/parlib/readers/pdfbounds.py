"""What a PDF document would grow to when its pages are drawn: a page of one word can draw for ever."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

MOST_DRAWING = 200_000
"""Bytes of drawings beyond ten times the size of their file: they are packed to a fifth or so."""

MOST_UNPACKED = 1_000_000
"""Bytes beyond twenty times the size of the file to which its streams may unpack: lists of objects pack to a tenth."""

MOST_CODES = 500_000
"""Letters that the ranges of a document's fonts may stand for together; the largest font has 65,536."""

MOST_ABOVE = 20
"""Groups of pages within groups of pages in which resources are looked for."""

_STREAM = re.compile(rb"stream\r?\n")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_RANGES = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")


def limit_drawing(size: int) -> int:
    """Return how many bytes all drawings of a file of so many bytes may have, each counted as often as it is drawn."""
    return MOST_DRAWING + 10 * size


def is_swollen(content: bytes) -> bool:
    """Tell whether what a document holds beside pictures and fonts unpacks to far more than drawings and lists do."""
    left = MOST_UNPACKED + 20 * len(content)
    for match in _STREAM.finditer(content):
        about = content[max(content.rfind(b" obj", 0, match.start()), match.start() - 2000) : match.start()]
        if (b"/Image" in about or b"/Length1" in about) and b"/ObjStm" not in about:
            continue
        try:
            left -= len(zlib.decompressobj().decompress(content[match.end() :], left + 1))
        except zlib.error:
            continue  # it is not packed, or in another way: no longer than the file
        if left < 0:
            return True
    return False


def is_endless(document: PDFDocument, size: int) -> bool:
    """Tell whether forms within forms draw more than `limit_drawing`, or ranges of fonts stand for too many letters."""
    from pdfminer.pdftypes import PDFStream

    found, most = list(_list_objects(document)), limit_drawing(size)
    dictionaries = [one for one in found if isinstance(one, dict)]
    codes = sum(_count_widths(one.get(key)) for one in dictionaries for key in ("W", "W2"))
    for stream in found:
        if isinstance(stream, PDFStream) and "Image" not in str(stream.get("Subtype")) and "Length1" not in stream:
            codes += _count_codes(stream.get_data())
    weights: dict[int, int] = {}
    return codes > MOST_CODES or any(
        _weigh_page(one, weights, most) > most for one in dictionaries if "Contents" in one
    )


def _list_objects(document: PDFDocument) -> Iterator[Any]:
    from pdfminer.pdfexceptions import PDFException

    for number in sorted({number for xref in document.xrefs for number in xref.get_objids()}):
        try:
            yield document.getobj(number)
        except (PDFException, ValueError, KeyError, TypeError):
            continue  # whoever reads the pages says what is wrong with it


def _weigh_page(page: dict[str, Any], weights: dict[int, int], most: int) -> int:
    """Return how many bytes a page draws, with the forms that it draws."""
    from pdfminer.pdftypes import PDFStream, list_value, resolve1

    contents = resolve1(page["Contents"])
    streams = map(resolve1, [contents] if isinstance(contents, PDFStream) else list_value(contents))
    data = b"\n".join(stream.get_data() for stream in streams if isinstance(stream, PDFStream))
    above: Any = page
    for _ in range(MOST_ABOVE):  # resources may be those of the pages above
        if "Resources" in above or "Parent" not in above:
            break
        above = resolve1(above["Parent"])
    return _weigh(data, above.get("Resources"), weights, most)


def _weigh(data: bytes, resources: Any, weights: dict[int, int], most: int) -> int:  # noqa: ANN401
    """Return how many bytes a drawing has with the forms that it draws; what draws itself weighs more than *most*."""
    from pdfminer.pdftypes import PDFStream, dict_value, resolve1

    weight, forms = len(data), dict_value(dict_value(resources or {}).get("XObject") or {})
    for name in _DRAWN.findall(data):
        form = resolve1(forms.get(name.decode("latin-1")))
        if not isinstance(form, PDFStream) or "Form" not in str(form.get("Subtype")):
            continue
        number = form.objid or 0
        if number not in weights:
            weights[number] = most + 1  # while it is weighed: whoever comes back to it goes in a circle
            weights[number] = _weigh(form.get_data(), form.get("Resources") or resources, weights, most)
        weight += weights[number]
        if weight > most:
            break
    return weight


def _count_codes(data: bytes) -> int:
    """Return how many letters the ranges of a font's table of letters stand for.

    Examples
    --------
    >>> _count_codes(b"1 beginbfrange <01> <04> <0041> endbfrange 1 beginbfchar <03> <1EA1> endbfchar")
    4
    """
    ranges: Iterable[tuple[bytes, bytes]] = (pair for part in _RANGES.findall(data) for pair in _RANGE.findall(part))
    return sum(max(int(last, 16) - int(first, 16) + 1, 1) for first, last in ranges)


def _count_widths(widths: Any) -> int:  # noqa: ANN401
    """Return how many letters ranges of widths stand for: first and last letter, and the width of them all.

    Examples
    --------
    >>> _count_widths([0, 9, 500, 20, [250, 300]])
    10
    """
    from pdfminer.pdftypes import resolve1

    counted, numbers = 0, list[float]()
    for item in resolve1(widths) or []:
        value = resolve1(item)
        if isinstance(value, list):
            numbers = []
        elif isinstance(value, int | float):
            numbers.append(value)
            if len(numbers) == 3:
                counted += max(int(numbers[1] - numbers[0]) + 1, 0)
                numbers = []
    return counted
