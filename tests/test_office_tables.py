"""Tables as offices keep them: columns of what was done, rounds, sections, regions, ranks beside points, years."""

import pytest
from made_boards import list_detail, write_rows
from scoreboard_shapes import LEAVES, MAXIMA
from test_conservation import across, own, read, say, write

from parlib.clean.adding import check_file
from parlib.clean.arrival import Arrival
from parlib.clean.arriving_tree import propose_tree
from parlib.clean.outlook import tell_plan
from parlib.clean.reference import read_reference
from parlib.clean.registers import call_agencies
from parlib.readers.action_book import read_starter_agencies
from parlib.readers.coverage import EARLIER_ROUNDS, FOLLOWING, OTHER_YEARS, SUMMARIES, TITLES
from parlib.readers.otherforms import _go_on
from parlib.readers.tree import find_tree, list_lines
from parlib.readers.workbook import read_workbook


def put(rows, column, head, value):
    """Return rows with a column more, whose cells are made of the number of their row."""
    return [[*row[:column], head if not at else value(at), *row[column:]] for at, row in enumerate(rows)]


def draw(folder, rows):
    """Write a table; one of components down is of one place, after whom its sheet is named."""
    return write(folder / "a.xlsx", rows, name="Quảng Ninh" if rows[0][0] == "Mã" else "Bảng 1")


def list_figures(cells):
    """Return the figures of a table, whatever cells they stand in."""
    kept = cells.dropna(subset="number")
    columns = ("province_code", "component_code", "measure", "number")
    return sorted(zip(*(kept[name] for name in columns), strict=True))


def see(tmp_path, rows):
    """Return the figures of a table and what was left out of it, by reason."""
    cells, coverage = read(draw(tmp_path, rows))
    return list_figures(cells), coverage[0].left


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("Kết quả thực hiện (%)", lambda at: 90.0 + at % 10),
        ("Kết quả thực hiện (%)", lambda at: f"{90 + at % 10}%"),
        ("Mức độ hoàn thành (%)", lambda at: 95.0),
        ("Kết quả thực hiện", lambda at: 95.0 if at % 3 else "Đã ban hành kế hoạch"),
        ("Tiến độ triển khai", lambda at: 80.0),
        ("Văn bản kiểm chứng", lambda at: 7.0 if at % 2 else "Báo cáo số 12/BC-SNV"),
    ],
)
@pytest.mark.parametrize("column", [3, 6])
def test_what_was_done_is_no_score_and_is_named(tmp_path, head, value, column):
    """'Kết quả thực hiện (%)' was read as points, and each contradicted the points."""
    figures, left = see(tmp_path, put(own(), column, head, value))
    assert figures == see(tmp_path, own())[0]
    assert {place[:-1].rstrip("0123456789") for place in left[FOLLOWING]} >= {"ABCDEFGH"[column]}


def test_words_of_what_was_done_are_no_figures(tmp_path):
    rows = put(own(), 3, "Kết quả thực hiện", lambda at: "Đã ban hành Kế hoạch số 12/KH-UBND")
    assert see(tmp_path, rows)[0] == see(tmp_path, own())[0]


def test_a_result_is_the_score_where_no_other_column_is(tmp_path):
    rows = own()
    rows[0][5] = "Kết quả thực hiện"
    assert see(tmp_path, rows)[0] == see(tmp_path, own())[0]


def test_of_two_rounds_the_later_counts_and_the_earlier_is_named(tmp_path):
    """Both were read, and refused as contradictions."""
    rows = put(own(), 3, "Tự đánh giá lần 1", lambda at: 0.25)
    rows[0][4] = "Tự đánh giá lần 2"
    figures, left = see(tmp_path, rows)
    assert figures == see(tmp_path, own())[0]
    assert len(left[EARLIER_ROUNDS]) == len(rows) - 1


def test_capital_letters_head_sections_and_are_no_items_of_a_list(tmp_path):
    """The sum of section B was the maximum of a component below the row before it."""
    base = own()
    rows = [base[0], ["A", "ĐIỂM THẨM ĐỊNH", 60.0], *base[1:-4], ["B", "ĐIỂM ĐIỀU TRA", 40.0], *base[-4:]]
    rows = [[*row, *[""] * (len(base[0]) - len(row))] for row in rows]
    figures, left = see(tmp_path, rows)
    assert figures == see(tmp_path, base)[0]
    assert len(left.get(SUMMARIES, [])) + len(left.get(TITLES, [])) == 2
    lines = list_lines([["1", "Chỉ đạo"], ["1.1", "Kế hoạch"], ["B", "Điều tra"], ["1.2", "Kiểm tra"]])
    assert [line.code for line in lines] == ["1", "1.1", "1.2"]


def test_a_name_may_stand_left_of_its_code():
    lines = list_lines([["Chỉ đạo", "1", 5.0], ["Kế hoạch", "1.1", 2.0], ["Kiểm tra", "1.2", 3.0]])
    assert [(line.code, line.name) for line in lines] == [("1", "Chỉ đạo"), ("1.1", "Kế hoạch"), ("1.2", "Kiểm tra")]


@pytest.mark.parametrize("spell", ["{points:g}đ", "{points:g} điểm", "{points:g}/{most:g}", "{points:g} / {most:g}đ"])
def test_points_are_read_with_their_unit_or_maximum(tmp_path, spell):
    rows = own()
    for row in rows[1:]:
        if row[0] in LEAVES:
            row[3] = spell.format(points=row[3], most=MAXIMA[row[0]]).replace(".", ",")
    assert see(tmp_path, rows)[0] == see(tmp_path, own())[0]


def test_points_over_another_maximum_are_none(tmp_path):
    rows = own()
    row = next(row for row in rows[1:] if row[0] in LEAVES)
    row[3] = f"{row[3]:g}/77".replace(".", ",")
    assert "/77' is not a number" in say(draw(tmp_path, rows))[0]


# places down


def tell_totals(heads, *rows):
    """Return a table of totals below these heads."""
    return [["TT", "Tỉnh, thành phố", *heads], *rows]


PLACES = [row[1] for row in across()[1:]]
TOTALS = [float(row[-1]) for row in across()[1:]]
PLAIN = tell_totals(
    ["Điểm"], *([at + 1.0, name, total] for at, (name, total) in enumerate(zip(PLACES, TOTALS, strict=True)))
)


def test_numbers_of_places_in_regions_are_no_codes_of_components(tmp_path):
    """I, 1, 2, II, 1 beside places were fields and criteria."""
    rows = [PLAIN[0], ["I", "Vùng Đồng bằng sông Hồng", 80.0], *PLAIN[1:3], ["II", "Vùng Tây Nguyên", 70.0], *PLAIN[3:]]
    assert see(tmp_path, rows)[0] == see(tmp_path, PLAIN)[0]


@pytest.mark.parametrize("head", ["Chỉ số 2024", "PAR INDEX 2024", "Điểm 2024", "Chỉ số CCHC năm 2024"])
def test_points_of_another_year_beside_the_totals_are_named(tmp_path, head):
    rows = put(PLAIN, 3, head, lambda at: 60.0)
    rows[0][2] = "Chỉ số 2025"
    figures, left = see(tmp_path, rows)
    assert figures == see(tmp_path, PLAIN)[0]
    assert len(left[OTHER_YEARS]) == len(PLAIN) - 1


def test_a_column_of_groups_beside_the_totals_holds_no_points(tmp_path):
    """'A' was no number; population would have been points."""
    assert see(tmp_path, put(PLAIN, 3, "Nhóm", lambda at: "A"))[0] == see(tmp_path, PLAIN)[0]
    said = say(write(tmp_path / "b.xlsx", put(PLAIN, 3, "Dân số", lambda at: 900.0)))
    assert "below the head 'Dân số', which means no kind of points" in said[0]


def test_a_second_table_beside_the_first_is_named(tmp_path):
    rows = [[*first, "", *second] for first, second in zip(PLAIN[:3], [PLAIN[0], PLAIN[3], PLAIN[1]], strict=True)]
    (said,) = say(write(tmp_path / "a.xlsx", rows))
    assert "cell F2: a second column of names of places begins here" in said


@pytest.mark.parametrize("as_text", [True, False])
def test_ranks_beside_the_points_of_each_component_are_no_codes(tmp_path, as_text):
    """Ranks typed as text were the codes of components where their column had the name of one above it."""
    base = across()
    columns = range(2, len(base[0]))
    heads = [base[0][:2] + [text for at in columns for text in (base[0][at], "")]]
    heads += [["", "", *["Điểm", "Hạng"] * len(columns)]]
    spell = str if as_text else float
    rows = [
        row[:2] + [cell for at in columns for cell in (row[at], spell(1 + place % 4))]
        for place, row in enumerate(base[1:])
    ]
    merged = [(0, at, 0, at + 1, heads[0][at]) for at in range(2, len(heads[0]), 2)]
    cells, _ = read(write(tmp_path / "a.xlsx", [*heads, *rows], merged=merged))
    assert list_figures(cells[cells["measure"] == "score"]) == see(tmp_path, base)[0]


def test_a_percentage_beside_the_total_of_fields_is_the_total_again(tmp_path):
    rows = put(across(), len(across()[0]), "Chỉ số (%)", lambda at: TOTALS[at - 1])
    assert set(see(tmp_path, rows)[0]) == set(see(tmp_path, across())[0])


def test_places_in_regions_are_no_framework_of_the_year(raw_copy, tmp_path):
    """I Vùng ..., 1 Hà Nội, 2 Huế were proposed as fields and criteria."""
    rows = [
        ["TT", "Tỉnh", "Điểm"],
        ["I", "Vùng 1", 80.0],
        [1.0, "Hà Nội", 81.0],
        [2.0, "Huế", 80.0],
        ["II", "Vùng 2", 70.0],
    ]
    rows += [[1.0, "Đà Nẵng", 71.0], [2.0, "Lào Cai", 70.0]]
    sheets = read_workbook(write(tmp_path / "a.xlsx", rows))
    assert find_tree(sheets) is not None
    assert propose_tree(sheets, "par_index", 2025, read_reference(raw_copy), again=True) is None


def test_agencies_are_called_as_the_list_has_them_and_others_are_listed(raw_copy, tmp_path):
    rows = list_detail()
    rows[6][7], rows[7][7], rows[8][7] = "Sở TC", "SNV; STC", "UBND cấp xã"
    board = Arrival("par_index", "scoreboard", marked=False)
    plan = check_file(raw_copy, write_rows(tmp_path / "a.xlsx", rows), board, 2025)
    lines = [str(line) for line in tell_plan(plan)]
    at = lines.index("Agencies that are taken as they are written (2):")
    assert lines[at + 1 :] == ["  UBND cấp xã", "  Các sở, ngành"]
    usual = read_starter_agencies(raw_copy)
    called = call_agencies(plan.tree.table, usual).set_index("component_code")["agency"]
    assert called.loc[["1", "1.1", "1.1.1"]].tolist() == ["Sở Tài chính", "Sở Nội vụ; Sở Tài chính", "UBND cấp xã"]


def test_a_row_that_the_end_of_a_page_cuts_in_two_is_one():
    rows, heads = [["TT", "Cơ quan"], ["1", "Sở"]], ["TT", "Cơ quan"]
    assert _go_on(rows, [heads, ["", "Nội vụ"], ["2", "Sở Y tế"]]) == [
        heads,
        ["1", "Sở Nội vụ"],
        heads,
        ["2", "Sở Y tế"],
    ]
    for apart in (["", "Vùng Tây Nguyên"], ["", "9,5"], ["2", "Sở Y tế"]):
        assert _go_on(rows, [apart]) == [*rows, apart]
