"""A process that lives on cleans what lies there now: held against a process that has just begun."""

import os
import pickle
import subprocess
import sys

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from parlib.clean import panel
from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.files.hashing import hash_unchanged
from parlib.files.kept import Kept
from parlib.problems import DataProblemsError
from parlib.readers.indices import describe_indices
from parlib.speech import say
from parlib.terms import INDICES

FRESH = """
import pickle, sys
from pathlib import Path
from parlib.clean.run import clean_raw
tables, account = clean_raw(Path(sys.argv[1]))
Path(sys.argv[2]).write_bytes(pickle.dumps((tables, account.to_table(), list(map(str, account.notes)))))
"""


def edit(path, old, new):
    """Write something else into a file, which keeps its time of writing as a copy or an archive may."""
    before, text = path.stat(), path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def assert_as_fresh(raw, out):
    """Clean here and in a process of its own, and compare all that comes out; return the scores."""
    tables, account = clean_raw(raw)
    subprocess.run([sys.executable, "-c", FRESH, str(raw), str(out)], check=True)
    fresh, read, notes = pickle.loads(out.read_bytes())
    assert (list(tables), list(map(str, account.notes))) == (list(fresh), notes)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, fresh[name], check_exact=True, obj=name)
    pd.testing.assert_frame_equal(account.to_table(), read)
    return tables["scores"].set_index(["index", "year", "vintage", "province_code", "component_code"])["score"]


def test_what_was_read_before_is_never_taken_for_what_lies_there_now(raw_copy, tmp_path):
    out = tmp_path / "fresh.pickle"
    clean_raw(raw_copy)
    # Each edit is of another index, for what an index is read with is found by all of it.
    edit(raw_copy / "dti" / "dti_2024.csv", '"0,5661"', '"0,5761"')
    edit(raw_copy / "frameworks" / "index_pci.csv", "tolerance,0.005", "tolerance,0.006")
    edit(raw_copy / "frameworks" / "service_766.csv", "Openness and transparency", "Openness")
    scores = assert_as_fresh(raw_copy, out)
    assert scores["dti", 2024, "63", "01", "1"] == 0.5761
    edit(raw_copy / "places" / "aliases.csv", "TPHCM,63,79,", "TPHCM,63,79,\nThủ đô,63,01,")
    edit(raw_copy / "dti" / "dti_2024.csv", "TP. Hà Nội", "Thủ đô")
    book, table = Workbook(), raw_copy / "pci" / "pci_2016.csv"
    for row in pd.read_csv(table, header=None).itertuples(index=False):
        book.active.append([float(cell) if cell[:1].isdigit() else cell for cell in map(str, row)])
    book.save(table.with_suffix(".xlsx"))
    table.unlink()
    edit(raw_copy / "sources.csv", "pci/pci_2016.csv", "pci/pci_2016.xlsx")
    clean_raw(raw_copy)
    book = load_workbook(table.with_suffix(".xlsx"))
    book.active["C2"] = 7.5078
    book.save(table.with_suffix(".xlsx"))
    scores = assert_as_fresh(raw_copy, out)
    assert (scores["pci", 2016, "63", "01", "1"], scores["dti", 2024, "63", "01", "1"]) == (7.5078, 0.5761)


def read_dti(raw):
    file, known = "dti/dti_2024.csv", read_reference(raw)
    cells = panel.read_panel_file("dti", file, known)
    return cells.set_index(["province_code", "component_code"])["score"]["01", "1"]


@pytest.fixture
def read_another(raw_copy):
    """Return a reader of tables that finds another DTI of 2024 there; what lay there before is put back at once."""
    path, read = raw_copy / "dti" / "dti_2024.csv", panel.read_place_table
    as_received = path.read_bytes()

    def read_it(*asked):
        edit(path, '"0,5661"', '"0,5761"')
        table = read(*asked)
        path.write_bytes(as_received)
        return table

    return read_it


def test_a_file_that_is_replaced_while_it_is_read_is_read_again(raw_copy, read_another, monkeypatch):
    monkeypatch.setattr(panel, "_FILES_READ", Kept(most=4))
    with INDICES.use(describe_indices(raw_copy)):
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(panel, "read_place_table", read_another)
            assert read_dti(raw_copy) == 0.5761
        assert read_dti(raw_copy) == 0.5661


def test_what_is_done_to_tables_that_were_handed_out_reaches_no_later_cleaning(raw_copy):
    first, read = clean_raw(raw_copy)
    before, rows = {name: table.copy() for name, table in first.items()}, read.to_table()
    tables, account = clean_raw(raw_copy)
    for table in [*tables.values(), *account.parents]:
        for at, name in enumerate(table.columns):
            table.iloc[:, at] = table[name].iloc[0] if len(table) else None
    account.rows.clear()
    again, read = clean_raw(raw_copy)
    for name, table in again.items():
        pd.testing.assert_frame_equal(table, before[name], check_exact=True, obj=name)
    pd.testing.assert_frame_equal(read.to_table(), rows)


def test_a_problem_is_said_each_time_and_in_the_language_that_is_asked_for(raw_copy, monkeypatch):
    edit(raw_copy / "dti" / "dti_2024.csv", '"0,5661"', '"99"')
    told = []
    for language in ("en", "vi", "vi"):
        monkeypatch.setenv("PARLIB_LANGUAGE", language)
        with pytest.raises(DataProblemsError) as refused:
            clean_raw(raw_copy)
        told.append(say(refused.value.problems[0].say()))
    assert "above the maximum" in told[0]
    assert told[1] == told[2]
    assert "điểm tối đa" in told[1]


def test_a_ledger_is_read_anew_by_other_rules(raw_copy):
    clean_raw(raw_copy)
    edit(raw_copy / "frameworks" / "index_sipas.csv", "short,SIPAS,", "short,SIPAS,\nissued_for_34,yes,")
    with pytest.raises(DataProblemsError, match="is none of the 34 provinces"):
        clean_raw(raw_copy)


def test_a_file_that_is_not_read_is_told_where_it_lies_now(raw_copy):
    (raw_copy / "papi" / "x.numbers").touch()
    clean_raw(raw_copy)
    (raw_copy / "papi" / "x.numbers").rename(raw_copy / "dti" / "x.numbers")
    assert "dti/x.numbers" in [note.file for note in clean_raw(raw_copy)[1].notes]


def test_files_that_are_put_back_while_they_are_cleaned_leave_nothing_kept(raw_copy, read_another, monkeypatch):
    monkeypatch.setattr(panel, "_FILES_READ", Kept(most=64))
    monkeypatch.setattr("parlib.clean.run._CLEANED", Kept(most=1))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(panel, "read_place_table", read_another)
        clean_raw(raw_copy)
    scores = clean_raw(raw_copy)[0]["scores"].query("index == 'dti' and year == 2024 and component_code == '1'")
    assert scores.set_index("province_code").at["01", "score"] == 0.5661


def test_a_file_with_the_time_of_writing_of_another_is_another(tmp_path):
    path, other = tmp_path / "a.py", tmp_path / "b.py"
    path.write_text("a = 1", encoding="utf-8")
    first = hash_unchanged(path)
    edit(path, "1", "2")
    second = hash_unchanged(path)
    other.write_text("a = 3", encoding="utf-8")
    os.utime(other, ns=(path.stat().st_mtime_ns,) * 2)
    other.replace(path)
    assert len({first, second, hash_unchanged(path)}) == 3
