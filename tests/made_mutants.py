"""Scoreboards damaged at random, the same for the same number: heads, labels, sheets, cells, parts of the archive."""

import datetime
import io
import random
import re
import zipfile

import xlsxwriter
from scoreboard_shapes import SHAPES, Pen

WORDS = ["O", "l", "không chấm", "đạt", "½", ".", "-", "x", "n/a", "4,5*", "(4,5)", "4,50 điểm", "4.5.1", "1e1", "٤"]
NUMBERS = [0.0, -1.5, 99.0, 1e9, 0.1 + 0.2, 4.000000001, 12345678901234567.0]
HEADS = ["", "Điểm vòng 2", "1.1 (4đ)", "I", "Tiêu chí mới", "Quảng Ninh", "Hải Phòng ", "Ghi chú", "Tổng điểm", 1.1, 2]


class CellPen(Pen):
    """A pen that damages one of the cells it writes: *number* is counted over all of them."""

    def __init__(self, book, chance, number):
        super().__init__(book)
        self.chance, self.left, self.harm = chance, number, chance.choice(CELL_HARMS)

    def add(self, name, rows, top=0, left=0):
        filled = [(row, column) for row, values in enumerate(rows) for column, _ in enumerate(values)]
        rows = [list(values) for values in rows]
        if self.left >= 0 and filled:
            row, column = filled[self.left % len(filled)]
            rows[row][column] = self.harm(rows[row][column], self.chance)
            self.left = -1
        return self._write(name, rows, top, left)

    def _write(self, name, rows, top, left):
        sheet = self.book.add_worksheet(name)
        looks = {"%": self.book.add_format({"num_format": "0.0%"}), "d": self.book.add_format({"num_format": "d-mmm"})}
        for row, values in enumerate(rows, start=top):
            for column, value in enumerate(values, start=left):
                if isinstance(value, Formula):
                    sheet.write_formula(row, column, value.text, None, value.value)
                elif isinstance(value, Share):
                    sheet.write_number(row, column, value, looks["%"])
                elif isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, value, looks["d"])
                elif value is not None and value != "":
                    sheet.write(row, column, self.write(value) if self.write else value)
        return sheet


class Share(float):
    """A number that is shown with a percent sign."""


class Formula:
    """A formula and the value stored beside it."""

    def __init__(self, text, value):
        self.text, self.value = text, value


def _spell(value, chance):
    digits = chance.choice(["g", ".2f", ".3f"])
    return f"{value:{digits}}".replace(".", chance.choice(",.")) if isinstance(value, float) else f"{value}"


def _reword(value, chance):
    text = f"{value}"
    changes = [text.upper, text.lower, lambda: text[:-1], lambda: f" {text} ", lambda: text.replace(" ", "\n", 1)]
    changes += [lambda: f"{text} (ghi chú)", lambda: text.replace("i", "í", 1), lambda: "", lambda: f"{text}."]
    return chance.choice(changes)()


CELL_HARMS = [
    lambda value, chance: chance.choice(WORDS),
    lambda value, chance: chance.choice(NUMBERS),
    lambda value, chance: chance.choice(HEADS),
    lambda value, chance: chance.choice([True, False]),
    lambda value, chance: "",
    lambda value, chance: datetime.date(2025, chance.randint(1, 12), chance.randint(1, 28)),
    lambda value, chance: Share(chance.random()),
    lambda value, chance: Formula("=1+1", chance.choice([2, 4.5, "4,5", "#REF!", ""])),
    _spell,
    _spell,
    _reword,
    _reword,
]
"""What becomes of one cell, a head, a label or a figure: a function of its value and of chance."""


def harm_sheet(book, chance):
    """Change a sheet of an open workbook: hidden rows, another sheet, figures beside the table, merged blocks."""
    sheet = chance.choice(book.worksheets())
    row, column = chance.randint(0, 14), chance.randint(0, 9)
    kind = chance.randint(0, 7)
    if kind == 0:
        sheet.set_row(row, None, None, {"hidden": True})
    elif kind == 1:
        sheet.set_column(column, column, None, None, {"hidden": True})
    elif kind == 2:
        sheet.hide() if len(book.worksheets()) > 1 else sheet.set_row(row, 40)
    elif kind == 3:
        book.add_worksheet("Ghi chú").write_column(0, 0, ["Nguồn: Bộ Nội vụ", chance.choice([2025, 4.5, "Điểm"])])
    elif kind == 4:
        sheet.write(row + chance.randint(0, 30), column + 8, chance.choice([4.5, "4,5", 2025, "năm 2025", True]))
    elif kind == 5:
        sheet.write(row, column, chance.choice([4.5, "4,5", "O", "Tổng"]))
    elif kind == 6:
        taken = {sheet.get_name() for sheet in book.worksheets()}
        names = ["2. Hải Phòng", "Xếp hạng", "Bảng 2", "Quảng Ninh", "Điểm thẩm định"]
        other = book.add_worksheet(chance.choice([name for name in names if name not in taken]))
        other.write_row(0, 0, ["Mã", "Tiêu chí", "Điểm đạt được"])
        other.write_row(1, 0, ["1.1", "Kế hoạch cải cách hành chính", chance.choice([1.0, 2.75, "3,5"])])
    else:
        try:
            sheet.merge_range(row, column, row + chance.randint(0, 2), column + chance.randint(1, 2), 4.0)
        except (xlsxwriter.exceptions.OverlappingRange, ValueError):
            sheet.write(row, column, 4.0)


def _sub(pattern, new, count=1):
    return lambda text, chance: re.sub(pattern, new, text, count=count)


def _some(pattern, new):
    """Return a change of one match among all."""

    def change(text, chance):
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        one = chance.choice(found)
        return text[: one.start()] + one.expand(new) + text[one.end() :]

    return change


def _flip(text, chance):
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("<>&\"'/0x ") + text[place + 1 :]


SHEET_HARMS = [
    _some(r'<c r="[A-Z]+\d+"', r"<c"),
    _sub(r' r="[A-Z]+\d+"', "", 0),
    _sub(r'<row r="\d+"', "<row", 0),
    _some(r'<row r="(\d+)"', r'<row r="9\1"'),
    _some(r'<c r="([A-Z]+)(\d+)"', r'<c r="\1 1"'),
    _some(r'<c r="([A-Z]+)(\d+)"', r'<c r="A1"'),
    _sub(r'"', "'", 0),
    _sub(r"=\"", ' = "', 0),
    _sub(r'<dimension ref="[^"]*"/>', '<dimension ref="A1:B2"/>'),
    _sub(r'<dimension ref="[^"]*"/>', ""),
    _some(r"<v>([^<]*)</v>", r"<v> \1 </v>"),
    _some(r"<v>([^<]*)</v>", r"<v>\1e0</v>"),
    _some(r"<v>([^<]*)</v>", r"<v>\1,5</v>"),
    _some(r"<v>([^<]*)</v>", r"<v></v>"),
    _some(r"<v>([^<]*)</v>", r"<v/>"),
    _some(r"<v>([^<]*)</v>", r"<v><![CDATA[\1]]></v>"),
    _some(r"<v>([^<]*)</v>", r"<v>1</v><v>\1</v>"),
    _some(r"<v>([^<]*)</v>", r"<!-- <v>7</v> --><v>\1</v>"),
    _some(r' t="s"', ' t="n"'),
    _some(r' t="s"', ""),
    _some(r' t="s"', ' t="str"'),
    _some(r' t="s"', ' t="b"'),
    _some(r'(<c r="[A-Z]+\d+")(><v>)', r'\1 t="b"\2'),
    _some(r'(<c r="[A-Z]+\d+")(><v>)', r'\1 t="e"\2'),
    _some(r'(<c r="[A-Z]+\d+")(><v>)', r'\1 t="str"\2'),
    _some(r'(<c r="[A-Z]+\d+")><v>([^<]*)</v>', r'\1 t="inlineStr"><is><t>\2</t></is>'),
    _some(r'(<c r="[A-Z]+\d+")><v>([^<]*)</v>', r"\1><f>1+1</f><v>\2</v>"),
    _some(r"<row ", '<row hidden="1" '),
    _some(r"</row>", "</row >"),
    _sub(r"<(/?)(c|row|v|sheetData|worksheet)\b", r"<\1x:\2", 0),
    _sub("</sheetData>", ""),
    _some(r"(<row.*?</row>)", r"\1\1"),
    _flip,
    _flip,
    _flip,
]
"""What becomes of the XML of a part: a function of its text and of chance."""


def harm_parts(content, chance):
    """Return a workbook with one part of its archive changed, renamed, doubled, recoded or gone."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    sheets = [name for name, _ in parts if "worksheets/sheet" in name]
    kind, target = chance.randint(0, 11), chance.choice(sheets)
    if kind > 5:
        change = chance.choice(SHEET_HARMS)
        parts = [(n, change(text.decode(), chance).encode() if n == target else text) for n, text in parts]
    elif kind == 0:
        other = chance.choice([target.upper(), target.replace("/", "\\"), target.replace("sheet", "Sheet"), ""])
        parts = [(other if n == target else n, text) for n, text in parts if n != target or other]
    elif kind == 1:
        new = chance.choice(["./worksheets/", "../xl/worksheets/", "/xl/worksheets/", "Worksheets/", "work%73heets/"])
        parts = [(n, text.replace(b'"worksheets/', f'"{new}'.encode()) if "rels" in n else text) for n, text in parts]
    elif kind == 2:
        lost = chance.choice([name for name, _ in parts])
        parts = [(n, text) for n, text in parts if n != lost]
    elif kind == 3:
        name = chance.choice(parts)[0]
        parts = [(n, _flip(old.decode(), chance).encode() if n == name else old) for n, old in parts]
    elif kind == 4:
        code = chance.choice(["utf-16", "utf-8-sig", "latin-1"])
        parts = [(n, _recode(text, code) if n in (target, "xl/sharedStrings.xml") else text) for n, text in parts]
    else:
        parts += [(target, chance.choice(parts)[1])]
    return _pack(parts, chance)


def _recode(text, code):
    called = code.removesuffix("-sig")
    return text.decode().replace('encoding="UTF-8"', f'encoding="{called}"').encode(code, "xmlcharrefreplace")


def _pack(parts, chance):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as package:
        for name, text in parts:
            package.writestr(name, text)
    content = packed.getvalue()
    if chance.random() < 0.03:
        return content[: chance.randrange(len(content))]
    if chance.random() < 0.03:
        place = chance.randrange(len(content))
        return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
    return content


def make_mutant(number):
    """Return a workbook by its number, as bytes: one shape with one to three damages."""
    chance = random.Random(number)
    shape, stream = SHAPES[number % len(SHAPES)], io.BytesIO()
    kinds = chance.choice(
        [("cell",), ("cell",), ("cell",), ("sheet",), ("part",), ("part",), ("cell", "part", "sheet")]
    )
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        shape(CellPen(book, chance, chance.randrange(400) if "cell" in kinds else -1))
        if "sheet" in kinds:
            harm_sheet(book, chance)
    return harm_parts(stream.getvalue(), chance) if "part" in kinds else stream.getvalue()
