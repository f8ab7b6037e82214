"""Small executed notebooks for tests; every figure in them is made up."""

import base64
import struct
import zlib

import pandas as pd
from nbformat import v4

from parlib.exhibits.exhibit import Exhibit
from parlib.language.words import OF_PROVINCES
from parlib.questions.catalogue import list_questions
from parlib.questions.columns import COLUMNS


def make_png(width=64, height=40):
    """Return a grey picture of the given size as PNG bytes."""
    rows = b"".join(b"\0" + b"\xaa" * width for _ in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def describe_columns(names, language):
    """Return the columns of a made table as its question would: the house's by their heads, any other a score."""
    known = {name: COLUMNS.get(name) for name in names}
    return [
        {
            "name": name,
            "label": one.head.fill(OF_PROVINCES[language], language) if one else name,
            "kind": one.kind if one else "score",
        }
        for name, one in known.items()
    ]


def make_exhibit(language="vi", chart="strip", **changes):
    """Return an exhibit of two provinces; the first has a score with a decimal part, the second none."""
    table = pd.DataFrame({"province_code": ["22", "66"], "province": ["Quảng Ninh", "Đắk Lắk"], "score": [7.25, None]})
    words = {
        "finding": "Quảng Ninh đạt 7,25 điểm.",
        "alt": "Hai tỉnh trên một trục",
        "source": "Số liệu dựng để thử",
        "note": "Chỉ để thử",
    }
    settings = {"name": "position", "table": table, "chart": chart, "language": language} | words | changes
    question = list_questions().get(settings["name"])
    if question:
        settings["title"] = question.title.fill(OF_PROVINCES[language], language)
    settings.setdefault("columns", describe_columns(settings["table"].columns, language))
    start = settings["finding"].find("7,25")
    settings.setdefault("links", {"finding": [[start, start + 4, "", 0, "score"]] if start >= 0 else []})
    return Exhibit(**settings, draw=None if chart in ("table", "text") else make_png)


def display_exhibit(exhibit):
    """Return the three outputs that an exhibit leaves in an executed cell."""
    data, metadata = exhibit._repr_mimebundle_()
    if "image/png" in data:
        data["image/png"] = base64.b64encode(data["image/png"]).decode()
    texts = ((f"**{exhibit.finding}**", "finding"), (f"*{exhibit.note} {exhibit.source}*", "note"))
    finding, note = (
        v4.new_output("display_data", {"text/markdown": text}, metadata={"parlib": kind}) for text, kind in texts
    )
    return [finding, v4.new_output("display_data", data, metadata=metadata), note]


def make_cell(source, *outputs, tags=(), number=1):
    """Return an executed code cell."""
    return v4.new_code_cell(source, outputs=list(outputs), execution_count=number, metadata={"tags": list(tags)})


def make_notebook(*cells, **about):
    """Return an executed notebook; text stands for a markdown cell, *about* goes to its metadata."""
    cells = [v4.new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return v4.new_notebook(cells=cells, metadata={"parlib": about} if about else {})
