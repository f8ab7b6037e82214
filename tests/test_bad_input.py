"""Bad raw files: each gives one clear message with file and row, and leaves data/processed as it was."""

import csv
import io
import shutil

import pytest

from parlib.clean.check import find_problems
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError
from parlib.readers.csvfile import read_rows


def read_bytes(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def clean_copy(raw_copy):
    """Return a function that cleans the damaged copy, and returns what is said; data/processed must stay as it was."""
    processed = raw_copy.parent / "processed"
    before = read_bytes(processed)

    def clean():
        with pytest.raises(DataProblemsError) as error:
            clean_raw(raw_copy, processed)
        assert read_bytes(processed) == before
        return [str(problem) for problem in error.value.problems]

    return clean


def edit_rows(path, change):
    """Let *change* alter the rows of a CSV file, the header first."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def set_cell(path, row, column, text):
    """Write *text* into a cell; *row* as counted in the file, *column* from 0."""
    edit_rows(path, lambda rows: rows[row - 1].__setitem__(column, text))


@pytest.fixture
def dti(raw_copy):
    return raw_copy / "dti" / "dti_2024.csv"


@pytest.fixture
def papi_down(raw_copy):
    """Return PAPI 2016, a province a row."""
    return raw_copy / "papi" / "papi_2016.csv"


@pytest.fixture
def papi_across(raw_copy):
    """Return PAPI 2023, a province a column."""
    return raw_copy / "papi" / "papi_2023.csv"


@pytest.fixture
def par_ledger(raw_copy):
    return raw_copy / "par_index" / "ledger.csv"


def test_undamaged_copy_is_clean(raw_copy):
    assert find_problems(raw_copy) == []


def test_truncated_csv(papi_down, clean_copy):
    text = papi_down.read_bytes()
    papi_down.write_bytes(text[: int(len(text) * 0.6)])
    assert clean_copy() == [
        "papi/papi_2016.csv, row 38: the row has 24 cells, the header 29. Is the file cut off?",
    ]


def test_csv_truncated_at_the_end_of_a_row(dti, clean_copy):
    edit_rows(dti, lambda rows: rows.__delitem__(slice(61, None)))
    assert clean_copy() == [
        "dti/dti_2024.csv: 3 of 63 provinces are missing: Sóc Trăng (94), Bạc Liêu (95), Cà Mau (96). "
        "A province without data stays in the table with 0, '-' or blank",
    ]


def test_wrong_encoding(dti, clean_copy):
    text = dti.read_text(encoding="utf-8").splitlines()
    dti.write_bytes("\n".join([text[0], text[1]]).encode() + b"\n" + "Hà Giang,0,1,1,1,1\n".encode("cp1258"))
    assert clean_copy() == [
        "dti/dti_2024.csv, row 3: byte 0xe0 is not UTF-8 text. Save the file as 'CSV UTF-8' and try again",
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_utf_16_and_other_signs_from_a_spreadsheet_are_read(raw_copy, dti, sign):
    lines = read_rows(dti)
    dti.write_text("\n".join(sign.join(f'"{value}"' for value in row) for row in lines), encoding="utf-16")
    assert read_rows(dti) == lines


def test_quotation_mark_that_is_not_closed(dti, clean_copy):
    edit_rows(dti, lambda rows: None)
    lines = dti.read_text(encoding="utf-8").splitlines()
    lines[4] = '"' + lines[4].replace('"', "")
    dti.write_text("\n".join(lines), encoding="utf-8")
    assert clean_copy()[0].startswith("dti/dti_2024.csv, row 5: 'Bắc Kạn,0,7118,0,7581")


def test_duplicate_province_by_row(dti, clean_copy):
    edit_rows(dti, lambda rows: rows.insert(10, ["tỉnh HÀ GIANG", *rows[2][1:]]))
    assert clean_copy() == ["dti/dti_2024.csv, row 11: Hà Giang stands twice (also in row 3)"]


def test_duplicate_province_by_column(papi_across, clean_copy):
    edit_rows(papi_across, lambda rows: [row.insert(5, row[2]) for row in rows])
    assert clean_copy() == [
        "papi/papi_2023.csv, column 'Hà Giang (F)': Hà Giang stands twice (also in column 'Hà Giang (C)')",
    ]


def test_duplicate_component(papi_across, clean_copy):
    edit_rows(papi_across, lambda rows: rows.append(next(row for row in rows if row[0].startswith("4.2"))))
    (message,) = clean_copy()
    assert message.endswith(": component 4.2 stands twice (also in row 18)")


def test_score_above_its_maximum(dti, clean_copy):
    set_cell(dti, 3, 2, "5,946")
    assert clean_copy() == [
        "dti/dti_2024.csv, row 3, column 'Chính quyền số': score 5.946 of component 1 is above the maximum 1",
    ]


def test_printed_fact_above_its_maximum(par_ledger, clean_copy):
    set_cell(par_ledger, 134, 4, "918.7%")
    assert clean_copy() == [
        "par_index/ledger.csv, row 134, column 'text': score 918.7 of component total is above the maximum 100",
    ]


def test_rank_beyond_the_number_of_provinces(par_ledger, clean_copy):
    set_cell(par_ledger, 135, 4, "64/63")
    assert clean_copy() == ["par_index/ledger.csv, row 135, column 'text': rank '64/63' is not between 1 and 63"]


def test_missing_column(dti, clean_copy):
    edit_rows(dti, lambda rows: [row.pop(3) for row in rows])
    assert clean_copy() == [
        "dti/dti_2024.csv, row 1: column 'Kinh tế số' is missing; "
        "found: Tỉnh, thành phố, DTI, Chính quyền số, Xã hội số, Hạ tầng số",
    ]


def test_missing_component_of_papi(papi_down, clean_copy):
    edit_rows(papi_down, lambda rows: [row.pop(2) for row in rows])
    assert clean_copy() == ["papi/papi_2016.csv: component 1.1 of 2016 is not in the table"]


def test_text_in_a_number(papi_down, clean_copy):
    set_cell(papi_down, 5, 2, "1.2l")
    assert clean_copy() == ["papi/papi_2016.csv, row 5, column '1.1 Civic Knowledge': '1.2l' is not a number"]


def test_two_provinces_swapped_by_alias(raw_copy, clean_copy):
    def swap(rows):
        rows += [["Bắc Giang", "63", "02", ""], ["Hà Giang", "63", "24", ""]]

    edit_rows(raw_copy / "places" / "aliases.csv", swap)
    assert clean_copy() == [
        "places/aliases.csv, row 31: alias 'Bắc Giang' gives Hà Giang (02), but that name means Bắc Giang (24). "
        "Mend or delete the alias",
        "places/aliases.csv, row 32: alias 'Hà Giang' gives Bắc Giang (24), but that name means Hà Giang (02). "
        "Mend or delete the alias",
    ]


def test_empty_file(dti, clean_copy):
    dti.write_bytes(b"")
    assert clean_copy() == ["dti/dti_2024.csv: the file is empty. Put the file back as it was received"]
    dti.write_text("\n\n", encoding="utf-8")
    assert clean_copy() == ["dti/dti_2024.csv: the file is empty. Put the file back as it was received"]


def test_header_without_rows(dti, clean_copy):
    edit_rows(dti, lambda rows: rows.__delitem__(slice(1, None)))
    assert clean_copy() == ["dti/dti_2024.csv: there is no row below the header"]


@pytest.mark.parametrize("index", ["dti", "papi"])
def test_63_rows_of_zeros(raw_copy, clean_copy, index):
    file = {"dti": "dti/dti_2024.csv", "papi": "papi/papi_2016.csv"}[index]
    edit_rows(raw_copy / file, lambda rows: [row.__setitem__(slice(1, None), ["0"] * len(row[1:])) for row in rows[1:]])
    assert clean_copy() == [f"{file}, row 2: the table holds no figure: every cell is zero, blank or '-'"]


def test_number_that_can_be_read_two_ways(raw_copy, clean_copy):
    file = raw_copy / "places" / "population_grdp_2022_2024.csv"
    edit_rows(file, lambda rows: [row.__setitem__(4, "1.365") for row in rows[1:]])
    messages = clean_copy()
    assert messages[0] == (
        "places/population_grdp_2022_2024.csv, row 2, column 'GRDP bình quân đầu người (triệu đồng)': "
        "'1.365' can be read as 1365 or as 1.365, and nothing else in the column settles which"
    )
    assert len(messages) == 11
    assert messages[-1] == "places/population_grdp_2022_2024.csv: 179 more figures cannot be read"


def test_mixed_decimal_signs(dti, clean_copy):
    set_cell(dti, 4, 3, "0.4982")
    assert clean_copy() == [
        "dti/dti_2024.csv, row 4, column 'Kinh tế số': '0.4982' has the decimal sign '.', "
        "other figures of the column have ','",
    ]


def test_unknown_province(dti, clean_copy):
    set_cell(dti, 3, 0, "Hà Ging")
    assert clean_copy() == [
        "dti/dti_2024.csv, row 3: 'Hà Ging' is not the name of one of the 63 provinces; "
        "nearest known: Hà Giang, Hậu Giang. Mend the name, or add it to data/raw/places/aliases.csv",
    ]


def test_label_that_contradicts_the_meaning_of_its_code(papi_across, clean_copy):
    def relabel(rows):
        row = next(row for row in rows if row[0].startswith("2.2"))
        row[0] = "2.2 Communal Budget Transparency"

    edit_rows(papi_across, relabel)
    (message,) = clean_copy()
    assert message.endswith(
        ": code 2.2 is labelled 'Communal Budget Transparency'; in 2023 it means 'Công khai danh sách hộ nghèo'"
    )


def test_file_that_is_not_in_the_register(raw_copy, clean_copy):
    edit_rows(raw_copy / "sources.csv", lambda rows: rows.remove(next(row for row in rows if row[0] == "dti-2024")))
    assert clean_copy() == [
        "dti/dti_2024.csv: the file is not in the register of sources. "
        "Add a row for it to data/raw/sources.csv: issuer, document, date, licence",
    ]


def test_year_without_a_framework(raw_copy, dti, clean_copy):
    dti.rename(raw_copy / "dti" / "dti_2025.csv")
    assert clean_copy() == [
        "dti/dti_2025.csv: the file is not in the register of sources. Add a row for it to data/raw/sources.csv: "
        "issuer, document, date, licence",
        "dti/dti_2025.csv: there is no framework of 2025; known: 2022-2024. Extend frameworks/dti.csv",
    ]


def test_unknown_words_in_a_ledger(par_ledger, clean_copy):
    def change(rows):
        rows[1][3], rows[2][7], rows[3][6], rows[4][2] = "scoer", "nowhere", "guessed", "9"

    edit_rows(par_ledger, change)
    assert clean_copy() == [
        "par_index/ledger.csv, row 2: measure 'scoer' is not in frameworks/measures.csv",
        "par_index/ledger.csv, row 3: source 'nowhere' is not in sources.csv",
        "par_index/ledger.csv, row 4: status 'guessed' is none of printed, derived",
        "par_index/ledger.csv, row 5: component '9' is not in the framework of 2012",
    ]


def test_unknown_place_and_rank_in_a_ledger(par_ledger, clean_copy):
    set_cell(par_ledger, 135, 1, "Hải Phog")
    assert clean_copy() == [
        "par_index/ledger.csv, row 135: 'Hải Phog' is not the name of one of the 63 provinces; "
        "nearest known: Hải Phòng, Hải Dương, Hà Tĩnh",
    ]
    set_cell(par_ledger, 135, 1, "Hải Phòng")
    set_cell(par_ledger, 135, 4, "second")
    assert clean_copy() == ["par_index/ledger.csv, row 135, column 'text': 'second' is not a rank such as 4/63"]


def test_tree_that_does_not_add_up(raw_copy, clean_copy):
    set_cell(raw_copy / "frameworks" / "service_766.csv", 4, 8, "90")
    assert clean_copy() == [
        f"frameworks/service_766.csv, row 2: the parts of component total have 126 points together in {year}, "
        "its maximum is 100"
        for year in (2022, 2023, 2024)
    ]


def test_printed_total_that_is_not_the_sum_of_its_parts(raw_copy, clean_copy):
    set_cell(raw_copy / "service_766" / "service_766_2024.csv", 2, 1, "98.03")
    assert clean_copy() == [
        "service_766/service_766_2024.csv, row 2, column 'Tổng điểm': component total is printed as 98.03, "
        "its parts add up to 89.03",
    ]


def test_missing_file(raw_copy, clean_copy):
    (raw_copy / "sipas" / "ledger.csv").unlink()
    assert clean_copy() == ["sipas/ledger.csv: the file is missing"]


def test_problems_of_all_files_are_said_at_once(raw_copy, dti, papi_down, par_ledger, clean_copy):
    set_cell(dti, 3, 0, "Hà Ging")
    set_cell(dti, 5, 3, "abc")
    set_cell(papi_down, 5, 2, "11")
    set_cell(par_ledger, 3, 7, "nowhere")
    (raw_copy / "service_766" / "service_766_2024.csv").write_bytes(b"")
    files = [message.split(",")[0].split(":")[0] for message in clean_copy()]
    assert files == [
        "papi/papi_2016.csv",
        "dti/dti_2024.csv",
        "dti/dti_2024.csv",
        "service_766/service_766_2024.csv",
        "par_index/ledger.csv",
    ]


def test_damaged_reference_tables_are_said_at_once(raw_copy, clean_copy):
    for file in ("places/aliases.csv", "frameworks/dti.csv", "frameworks/sipas.csv", "sources.csv"):
        (raw_copy / file).write_bytes(b"")
    messages = clean_copy()
    assert [message.split(":")[0] for message in messages] == [
        "places/aliases.csv",
        "sources.csv",
        "frameworks/sipas.csv",
        "frameworks/dti.csv",
    ]


# parlib check on one file or folder


def test_find_problems_keeps_to_the_file_or_folder_asked_for(raw_copy, dti, papi_down):
    set_cell(dti, 3, 0, "Hà Ging")
    set_cell(papi_down, 5, 2, "1.2l")
    assert [problem.file for problem in find_problems(raw_copy)] == ["papi/papi_2016.csv", "dti/dti_2024.csv"]
    assert [problem.file for problem in find_problems(raw_copy, raw_copy / "papi")] == ["papi/papi_2016.csv"]
    assert [problem.file for problem in find_problems(raw_copy, dti)] == ["dti/dti_2024.csv"]


def test_find_problems_checks_a_file_that_has_just_arrived_by_its_own_name(raw_copy, tmp_path):
    arrived = tmp_path / "new" / "service_766_2024.csv"
    arrived.parent.mkdir()
    arrived.write_bytes((raw_copy / "service_766" / "service_766_2024.csv").read_bytes())
    assert find_problems(raw_copy, arrived) == find_problems(raw_copy, arrived.parent) == []
    set_cell(arrived, 2, 1, "98.03")
    (problem,) = find_problems(raw_copy, arrived.parent)
    assert (problem.file, problem.row) == (str(arrived), 2)


def test_find_problems_says_when_it_cannot_know_what_a_file_holds(raw_copy, tmp_path):
    (tmp_path / "new").mkdir()
    assert [str(problem) for problem in find_problems(raw_copy, tmp_path / "new")] == [
        f"{tmp_path / 'new'}: there is no table or workbook in the folder"
    ]
    (tmp_path / "new" / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert [str(problem) for problem in find_problems(raw_copy, tmp_path / "new")] == [
        f"{tmp_path / 'new' / 'table.csv'}: it is not known what the file holds. "
        "Say it with --kind; a survey has heads such as '2.1.1', a framework component_code"
    ]


def test_find_problems_looks_at_every_kind_of_file_of_a_folder(raw_copy, tmp_path):
    (tmp_path / "new").mkdir()
    shutil.copyfile(raw_copy / "dti" / "dti_2024.csv", tmp_path / "new" / "dti_2024.csv")
    (tmp_path / "new" / "par_index_2025.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (found,) = find_problems(raw_copy, tmp_path / "new")
    assert str(found).startswith(f"{tmp_path / 'new' / 'par_index_2025.xlsx'}: the workbook is cut off or damaged")


def test_find_problems_refuses_a_path_that_is_not_there(raw_copy, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv is not there"):
        find_problems(raw_copy, tmp_path / "nothing.csv")
