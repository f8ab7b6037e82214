"""What is printed twice is held against itself: a figure that disagrees stops the cleaning unless it is known to."""

import pandas as pd
import pytest

from parlib.clean.against_print import CHECKED_COLUMNS, KNOWN_FILE
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError
from parlib.study.checked import list_checks, list_conflicts
from parlib.subject import open_subject


def test_every_index_is_held_against_print_and_nothing_disagrees_unexcused(tables):
    checked = tables["checked"]
    assert checked.columns.tolist() == CHECKED_COLUMNS
    assert (checked["agrees"] | checked["known"]).all()
    counts = checked.groupby(["index", "check"]).size().to_dict()
    assert counts == {
        ("dti", "national_mean"): 1,
        ("dti", "other_source"): 1,
        ("dti", "rank_order"): 7,
        ("dti", "table"): 91,
        ("dti", "weighted_sum"): 5,
        ("papi", "national_mean"): 4,
        ("papi", "sum"): 2256,
        ("papi", "table"): 126,
        ("par_index", "other_source"): 51,
        ("par_index", "parts"): 13,
        ("par_index", "rank_order"): 74,
        ("par_index", "regional_means"): 2,
        ("pci", "table"): 63,
        ("pci", "weighted_sum"): 693,
        ("service_766", "sum"): 102,
        ("sipas", "other_source"): 10,
        ("sipas", "rank_order"): 18,
    }


def test_known_conflicts_are_all_there_and_each_has_its_reason(tables):
    known = tables["checked"].query("known")
    assert known.groupby("index").size().to_dict() == {"papi": 5, "par_index": 7, "pci": 62}
    assert (known["note"] != "").all()
    assert (known["note_en"] != "").all()
    assert not known["agrees"].any()


def change(raw, file, old, new):
    text = (raw / file).read_text(encoding="utf-8")
    assert old in text
    (raw / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "dti/ledger.csv",
            "2024,Cả nước,total,national mean,0.6961",
            "2024,Cả nước,total,national mean,0.6971",
            "national_mean of Cả nước in 2024 is 0.6971 as printed and 0.69613175 by the check 'national_mean'",
        ),
        (
            "par_index/ledger.csv",
            "2021,Thanh Hóa,3,score,12.70",
            "2021,Thanh Hóa,3,score,13.70",
            "score of Thanh Hóa in 2021 is 87.83 as printed and 88.84 by the check 'parts'",
        ),
        (
            KNOWN_FILE,
            "2023,Hải Phòng,total,other_source,0.06",
            "2023,Hải Phòng,total,other_source,0.05",
            "score of Hải Phòng in 2023 is 91.81 as printed and 91.87 by the check 'other_source'",
        ),
    ],
)
def test_a_figure_that_disagrees_stops_the_cleaning(raw_copy, file, old, new, message):
    change(raw_copy, file, old, new)
    with pytest.raises(DataProblemsError) as error:
        clean_raw(raw_copy)
    assert [message in str(problem) for problem in error.value.problems].count(True) == 1


def test_the_page_counts_comparisons_and_names_conflicts(home):
    country = open_subject("pci", 2011, language="en")
    checks = list_checks(country).set_index("check")
    assert checks.loc["weighted_sum", ["n_checked", "n_agree", "n_excused"]].tolist() == [693, 631, 62]
    row = list_conflicts(country).iloc[0]
    assert row[["year", "place", "n_alike"]].tolist() == [2011, "Vinh Long", 62]
    assert row["difference"] == pytest.approx(54.10 - 53.54807, abs=1e-4)
    assert pd.notna(row["note"])
