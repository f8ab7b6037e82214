"""Every number of a scoreboard is used or named: heads, labels and cells that are not understood never vanish."""

import datetime
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from scoreboard_shapes import CODES, LEAVES, MAXIMA, NAMES, POINTS, PROVINCES, SHAPES, draw_shape, make_words

from parlib.clean.scoreboard import _read_values
from parlib.problems import DataProblemsError
from parlib.readers.scoreboard import read_boards
from parlib.readers.workbook import read_workbook


def write(path, rows, merged=(), name="Bảng 1"):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
        for first_row, first_column, last_row, last_column, value in merged:
            sheet.merge_range(first_row, first_column, last_row, last_column, value)
    return path


def read(path):
    words, tree = make_words()
    cells, coverage = read_boards(read_workbook(path), words)
    return _read_values(cells, tree), coverage


def say(path):
    with pytest.raises(DataProblemsError) as error:
        read(path)
    return [str(problem) for problem in error.value.problems]


def across():
    """Return a table with places down and components across: five rows, heads in the first."""
    heads = ["STT", "Tỉnh, thành phố", *CODES, "Tổng điểm"]
    return [
        heads,
        *[
            [place, name, *[POINTS[code, part] for part in [*CODES, "total"]]]
            for place, (code, name) in enumerate(PROVINCES.items(), start=1)
        ],
    ]


def own():
    """Return the table of one place with components down and kinds of points across."""
    rows = [["Mã", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định", "Điểm đạt được", "Tỷ lệ %"]]
    for code in CODES:
        points = POINTS["22", code]
        judged = [points, points] if code in LEAVES else ["", ""]
        rows.append([code, NAMES[code], MAXIMA[code], *judged, points, 100 * points / MAXIMA[code]])
    return rows


def count_numbers(path):
    """Count the numbers of a workbook by another library."""
    book = openpyxl.load_workbook(path, data_only=True)
    return sum(isinstance(cell.value, int | float) for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.__name__ != "decimal_commas_as_text"])
def test_every_number_of_every_shape_is_used_or_left_out_for_a_reason(tmp_path, shape):
    path = draw_shape(shape, tmp_path / "a.xlsx")
    cells, coverage = read(path)
    assert sum(sheet.numbers for sheet in coverage) >= count_numbers(path)
    assert sum(sheet.used for sheet in coverage) == cells["number"].notna().sum()
    for sheet in coverage:
        assert sheet.used + sum(map(len, sheet.left.values())) == sheet.numbers


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            datetime.date(2025, 1, 1),
            "'Bảng 1', cell D1: the head is the date 2025-01-01. Excel turns a code such as",
        ),
        ("", "'Bảng 1', cell D1: there are figures in a column without a head"),
        (
            "Kế hoạch của tỉnh",
            "'Bảng 1', cell D1: there are figures below the head 'Kế hoạch của tỉnh', which means no co",
        ),
        ("Tiêu chí mới", "means no component of the framework. Write its code before it"),
    ],
)
def test_a_head_that_means_no_component_is_named_with_its_cell(tmp_path, head, said):
    rows = across()
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, dates = book.add_worksheet("Bảng 1"), book.add_format({"num_format": "d-mmm"})
        for row, values in enumerate(rows):
            sheet.write_row(row, 0, values)
        if isinstance(head, datetime.date):
            sheet.write_datetime(0, 3, head, dates)
        else:
            sheet.write(0, 3, head, None) if head else sheet.write_blank(0, 3, None, dates)
    (found,) = say(path)
    assert said in found


@pytest.mark.parametrize("head", [1.1, "1.1 (4đ)", "1.1. Kế hoạch cải cách hành chính (tối đa 4 điểm)", "TC 1.1"])
def test_heads_that_are_a_number_or_noted_are_read(tmp_path, head):
    rows = across()
    rows[0][3] = head
    cells, _ = read(write(tmp_path / "a.xlsx", rows))
    found = cells[(cells["component_code"] == "1.1") & (cells["province_code"] == "31")]
    assert found["number"].tolist() == [POINTS["31", "1.1"]]


@pytest.mark.parametrize("name", ["", 3, "Hà Nọi 2"])
def test_a_row_of_figures_without_a_known_place_is_named(tmp_path, name):
    rows = across()
    rows[3][1] = name
    (found,) = say(write(tmp_path / "a.xlsx", rows))
    assert ("'Bảng 1', cell B4" in found) or (
        "'Bảng 1', cell C4: the row has figures, but no place is named in it" in found
    )


@pytest.mark.parametrize("word", ["O", "l", "không chấm", "đạt", True, "½", "."])
def test_a_figure_that_is_a_word_is_named(tmp_path, word):
    rows = across()
    rows[2][4] = word
    (found,) = say(write(tmp_path / "a.xlsx", rows))
    assert "'Bảng 1', cell E3" in found
    assert "is not a number" in found


@pytest.mark.parametrize("mark", ["x", "X", "-", "–", "…", "n/a", "không có"])
def test_a_sign_for_no_figure_is_named_by_cell(tmp_path, mark):
    """A cell with an x counted as not assessed, and nothing said so."""
    rows = own()
    rows[3][3] = rows[4][3] = rows[4][4] = mark
    _, (coverage,) = read(write(tmp_path / "a.xlsx", rows, name="Quảng Ninh"))
    assert str(coverage.explain()).endswith(f"; 3 with {mark!r}, read as no figure (D4:D5, E5)")


def test_a_sign_where_no_figure_of_the_index_stands_is_none_that_is_missing(tmp_path):
    rows = own()
    rows[3][6] = "x"
    _, (coverage,) = read(write(tmp_path / "a.xlsx", rows, name="Quảng Ninh"))
    assert coverage.marks == {}


def test_a_place_without_any_figure_is_named(tmp_path):
    rows = across()
    rows[1][2:] = ["-"] * len(rows[1][2:])
    _, (coverage,) = read(write(tmp_path / "a.xlsx", rows))
    assert str(coverage.explain()).endswith("; 9 with '-', read as no figure (C2:K2)")


def test_figures_merged_over_places_are_named(tmp_path):
    path = write(tmp_path / "a.xlsx", across(), [(1, 3, 3, 3, 4.0)])
    assert say(path) == [
        "a.xlsx, sheet 'Bảng 1', cell D2: one figure is merged over D2:D4. "
        "Undo the merged cells and write a figure into each"
    ]


SUMMARY_ROWS = [
    "Cả nước",
    "Toàn quốc",
    "TB",
    "Điểm trung bình",
    "Trung bình cả nước",
    "Đồng bằng sông Hồng",
    "Vùng Tây Nguyên",
    "Cao nhất",
    "Trung du và miền núi phía Bắc",
    "Điểm thấp nhất",
]


@pytest.mark.parametrize("name", SUMMARY_ROWS)
def test_rows_of_the_country_of_regions_and_of_means_are_no_places(tmp_path, name):
    rows = [*across(), ["", name, *[1.0] * 9]]
    cells, (coverage,) = read(write(tmp_path / "a.xlsx", rows))
    assert cells["number"].sum() == pytest.approx(sum(sum(row[2:]) for row in across()[1:]))
    assert coverage.left["means, extremes, regions and sums of other places"] == [
        f"{letter}5" for letter in "CDEFGHIJK"
    ]


def test_points_appraised_by_the_ministry_are_appraised_whatever_the_head_calls_it(tmp_path):
    for head in ("Bộ Nội vụ đánh giá", "Bộ thẩm định", "HĐTĐ - Hội đồng thẩm định", "Điểm Bộ Nội vụ công nhận"):
        rows = own()
        rows[0][4] = head
        cells, _ = read(write(tmp_path / "a.xlsx", rows, name="Quảng Ninh"))
        assert (cells["measure"] == "appraised").sum() == len(LEAVES)


def test_a_head_of_points_that_is_not_understood_is_named(tmp_path):
    rows = own()
    rows[0][4] = "Điểm vòng 2"
    (found,) = say(write(tmp_path / "a.xlsx", rows, name="Quảng Ninh"))
    assert "'Bảng 1', cell E1".replace("Bảng 1", "Quảng Ninh") in found
    assert "below the head 'Điểm vòng 2', which means no kind of points" in found


def test_percentages_that_follow_are_left_out_and_said(tmp_path):
    cells, (coverage,) = read(write(tmp_path / "a.xlsx", own(), name="Quảng Ninh"))
    assert len(coverage.left["percentages, differences and other columns that are no points"]) == len(CODES)
    assert set(cells["measure"]) == {"max", "self", "appraised", "score"}


def test_columns_of_another_year_are_left_out_and_said(tmp_path):
    rows = [[*row, row[5] if number else "Điểm đạt được năm 2024"] for number, row in enumerate(own())]
    rows[0][5] = "Điểm đạt được năm 2025"
    cells, (coverage,) = read(write(tmp_path / "a.xlsx", rows, name="Quảng Ninh"))
    assert len(coverage.left["another year"]) == len(CODES)
    assert (cells["measure"] == "score").sum() == len(CODES)


def test_all_numbers_as_text_give_the_same_table(tmp_path):
    plain, _ = read(write(tmp_path / "a.xlsx", own(), name="Quảng Ninh"))
    for sign, digits in ((",", "g"), (".", "g"), (",", ".3f")):
        rows = [[f"{v:{digits}}".replace(".", sign) if isinstance(v, float) else v for v in row] for row in own()]
        cells, _ = read(write(tmp_path / "b.xlsx", rows, name="Quảng Ninh"))
        assert cells["number"].tolist() == pytest.approx(plain["number"].tolist())


def test_whole_points_typed_as_text_are_no_codes_though_they_run_as_codes_do(tmp_path):
    """Rows of places whose points went up from field to field, or were the same, were taken for rows of heads."""
    rows = [[*row[:2], *["1"] * 4, *["2"] * (len(row) - 6)] if place else row for place, row in enumerate(across())]
    rows = [[str(value) for value in row] for row in rows]
    cells, (coverage,) = read(write(tmp_path / "a.xlsx", rows))
    assert coverage.used == len(cells) == 3 * (len(CODES) + 1)


def test_a_sheet_called_ranking_holds_points_where_they_are_no_ranks(tmp_path):
    cells, _ = read(write(tmp_path / "a.xlsx", across(), name="Xếp hạng"))
    assert set(cells["measure"]) == {"score"}


def test_a_table_of_results_of_the_whole_only_is_read(tmp_path):
    rows = [["STT", "Tỉnh", "Điểm thẩm định", "Điểm điều tra XHH", "Chỉ số tổng hợp", "Xếp hạng"]]
    rows += [[place, name, 10.5, 5.25, 15.75, place] for place, name in enumerate(PROVINCES.values(), start=1)]
    cells, _ = read(write(tmp_path / "a.xlsx", rows))
    assert set(cells["component_code"]) == {"total"}
    assert cells.groupby("measure")["number"].sum().to_dict() == {
        "appraised": 31.5,
        "rank": 6.0,
        "score": 47.25,
        "survey": 15.75,
    }


def test_figures_left_of_the_names_are_read(tmp_path):
    rows = [[row[2], row[0], row[1], *row[3:]] for row in own()]
    cells, _ = read(write(tmp_path / "a.xlsx", rows, name="Quảng Ninh"))
    assert (cells["measure"] == "max").sum() == len(CODES)


def test_a_sheet_of_places_without_components_is_named(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        first, second = book.add_worksheet("Một"), book.add_worksheet("Hai")
        for row, values in enumerate(across()):
            first.write_row(row, 0, values)
            second.write_row(row, 0, ["TT", "Tỉnh", "Mục A", "Mục B"] if row == 0 else [*values[:2], 1.5, 2.5])
    (found,) = say(tmp_path / "a.xlsx")
    assert "sheet 'Hai' holds figures of provinces, but no component of the framework is named on it" in found


def rewrite(path, pattern, new):
    """Change a cell in the XML of the only sheet."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    parts[name], count = re.subn(pattern, new, parts[name])
    assert count == 1
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return path


VALUE = r'(<c r="C2"[^>]*><v>)([^<]*)</v>'


@pytest.mark.parametrize(
    ("figure", "new", "said"),
    [
        ("0,75", r"\1<![CDATA[\2]]></v>", "cell C2 holds a comment or raw text"),
        (True, r"\1<![CDATA[\2]]></v>", "cell C2 holds a comment or raw text"),
        (0.75, r"\1\2<!-- so far -->1</v>", "cell C2 holds a comment or raw text"),
        (0.75, r"\1\2</v><v>1</v>", "cell C2 holds two values"),
        (0.75, r"\1Infinity</v>", "cell C2 holds 'Infinity', which is no number"),
        (0.75, r"\1 \2 </v>", "two readers of the file do not find the same numbers"),
        ("0,75", r"\1 \2 </v>", "which is none"),
    ],
    ids=["text", "truth", "comment", "two", "infinity", "spaces", "spaced_text"],
)
def test_a_cell_of_which_readers_make_different_things_is_refused(tmp_path, figure, new, said):
    """What one reader takes for an empty cell or for another text would be left out or changed in silence."""
    rows = [[*row] for row in across()]
    rows[1][2] = figure
    path = rewrite(write(tmp_path / "a.xlsx", rows), VALUE, new)
    assert said in say(path)[0]


def test_a_text_that_only_one_of_two_readers_finds_is_refused(tmp_path):
    rows = [[*row] for row in across()]
    rows[1][2] = "0,75"
    cell = r'<c r="C2" t="s"><v>[^<]*</v>'
    path = rewrite(write(tmp_path / "a.xlsx", rows), cell, '<c r="C2" t="inlineStr"><v>0,75</v>')
    assert "two readers of the file do not find the same texts" in say(path)[0]


def test_blank_texts_are_no_matter_of_two_readers(tmp_path):
    rows = across()
    rows[0].append("   ")
    rows[2].append("")
    assert len(read(write(tmp_path / "a.xlsx", rows))[0]) == len(read(write(tmp_path / "b.xlsx", across()))[0])


@pytest.mark.parametrize(
    ("runs", "plain"),
    [
        (["0,75", "superscript", "1"], "0,75"),
        (["superscript", "(*) ", "0,75"], "0,75"),
        (["0,7", "bold", "5"], "0,75"),
    ],
    ids=["footnote", "mark_before", "bold"],
)
def test_the_mark_of_a_footnote_is_no_digit_of_a_figure(tmp_path, runs, plain):
    """0,75 with a raised 1 was read as 0,751."""
    assert read_rich(tmp_path / "a.xlsx", runs) == plain


def test_what_is_struck_out_makes_no_number_with_what_stands_beside_it(tmp_path):
    assert read_rich(tmp_path / "a.xlsx", ["struck", "0,5", "0,75"]) == "0,5 0,75"
    assert read_rich(tmp_path / "b.xlsx", ["superscript", "2", "superscript", "5"]) == "25"  # nothing else is there


def read_rich(path, runs):
    with xlsxwriter.Workbook(path) as book:
        looks = {
            "superscript": book.add_format({"font_script": 1}),
            "struck": book.add_format({"font_strikeout": True}),
            "bold": book.add_format({"bold": True}),
        }
        sheet = book.add_worksheet("A")
        sheet.write(0, 0, "Mã")
        assert sheet.write_rich_string(0, 1, *[looks.get(run, run) for run in runs]) == 0
    return read_workbook(path)[0].rows[0][1]


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ('<r><t>1,75</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>', "1,75"),
        ("<r><rPr><strike/></rPr><t>1,5</t></r><r><t>1,75</t></r>", "1,5 1,75"),
        ("<r><t>1,7</t></r>\n<r><t>5</t></r>", "1,75"),
        ("<t>1,75</t><rPh><t>1</t></rPh>", "1,75"),
    ],
    ids=["footnote", "struck", "bold", "aloud"],
)
def test_a_text_that_stands_in_its_cell_is_read_as_it_is_shown(tmp_path, runs, shown):
    """1,75 with a raised 1 was 1,751 where a program writes texts into the cells, not into a list."""
    path = write(tmp_path / "a.xlsx", [["Mã", "0,75"]])
    path = rewrite(path, r'<c r="B1" t="s"><v>[^<]*</v>', f'<c r="B1" t="inlineStr"><is>{runs}</is>')
    assert read_workbook(path)[0].rows[0][1] == shown
