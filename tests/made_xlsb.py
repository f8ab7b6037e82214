"""A binary workbook written by hand, record by record: no library writes them."""

import struct
import zipfile

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = {
    "/xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "/xl/worksheets/sheet1.bin": "application/vnd.ms-excel.worksheet",
    "/xl/styles.bin": "application/vnd.ms-excel.styles",
}


def record(kind, content=b""):
    name = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(content)
    while rest > 127:
        size, rest = size + bytes([rest & 0x7F | 0x80]), rest >> 7
    return name + size + bytes([rest]) + content


def text(words):
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(column, value, style=0):
    place = struct.pack("<2I", column, style)
    if isinstance(value, bytes):
        return record(3, place + value)  # an error
    return record(6, place + text(value)) if isinstance(value, str) else record(5, place + struct.pack("<d", value))


def write_xlsb(path, rows, name="22 Quảng Ninh", percents=(), merged=()):
    """Write rows of text, numbers and errors (a byte) as a sheet; *percents* are shown with a percent sign."""
    body = record(129) + record(148, struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)) + record(145)
    for number, values in enumerate(rows):
        body += record(0, struct.pack("<2IHBBB", number, 0, 300, 0, 0, 0) + struct.pack("<I", 0))
        for column, value in enumerate(values):
            if value != "":
                body += cell(column, value, int((number, column) in percents))
    body += record(146) + b"".join(record(176, struct.pack("<4I", *block)) for block in merged) + record(130)
    style = struct.pack("<HH", 0, 0), struct.pack("<HH", 0, 10)
    styles = record(278) + record(617, struct.pack("<I", 2))
    styles += b"".join(record(47, one + bytes(12)) for one in style) + record(618) + record(279)
    sheet = record(156, struct.pack("<2I", 0, 1) + text("rId1") + text(name))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in TYPES.items())
        + "</Types>",
        "_rels/.rels": _link({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _link(
            {"rId1": ("worksheet", "worksheets/sheet1.bin"), "rId2": ("styles", "styles.bin")}
        ),
        "xl/workbook.bin": record(131) + record(143) + sheet + record(144) + record(132),
        "xl/worksheets/sheet1.bin": body,
        "xl/styles.bin": styles,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


def _link(targets):
    tags = (f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{to}"/>' for key, (kind, to) in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{"".join(tags)}</Relationships>'
