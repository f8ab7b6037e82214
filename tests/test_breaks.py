"""The detector of breaks: finds those of the real tables, alarms rarely on smooth ones."""

import numpy as np
import pandas as pd
from places_here import ROOT

from parlib.breaks import carry_up, find_jumps, split_series
from parlib.clean.breaks import find_breaks, read_breaks
from parlib.clean.reference import read_reference


def _draw_smooth(seed, years=14, components=40, places=63):
    """Places that keep four fifths of a lasting part, a country that moves by half of the spread between places."""
    random = np.random.default_rng(seed)
    lasting = random.standard_normal((components, 1, places))
    nation = 0.5 * random.standard_normal((components, years, 1)).cumsum(axis=1)
    return lasting * 0.9 + 0.45 * random.standard_normal((components, years, places)) + nation


def test_smooth_panels_raise_at_most_one_alarm_a_year():
    every = np.ones((40, 13), dtype=bool)
    alarms = [len(find_jumps(_draw_smooth(seed), every)) for seed in range(10)]
    assert np.mean(alarms) / 13 <= 1


def test_a_jump_put_into_a_smooth_panel_is_found():
    score = _draw_smooth(3)
    score[7, 9:] += 3.5
    found = find_jumps(score, np.ones((40, 13), dtype=bool))
    assert [7, 9] in found[["row", "column"]].values.tolist()


def test_every_jump_of_the_real_tables_stands_in_the_reviewed_table(tables, home):
    trees = read_reference(home / "data" / "raw").components
    found = find_breaks(tables["scores"], trees, read_breaks(home / "nowhere", trees))
    keys = ["index", "year", "component_key"]
    reviewed = pd.read_csv(ROOT / "data" / "raw" / "frameworks" / "breaks.csv")
    assert set(map(tuple, found[keys].to_numpy())) == set(map(tuple, reviewed[keys].to_numpy()))
    told = found[found["index"] == "papi"].set_index(["year", "component_code"])["moved"]
    assert told[[(2021, "6.4"), (2019, "7.1"), (2021, "3.2")]].round(2).tolist() == [0.46, -0.97, -0.50]


def test_a_sum_breaks_with_its_part_only_where_that_weighs():
    broken = pd.DataFrame({"row": [1, 4], "column": [2, 2], "moved": [0.9, 0.9]})
    spread = np.full((5, 3), 0.5)
    spread[3] = 2.0
    assert carry_up(broken, [-1, 0, 0, -1, 3], spread)[["row", "column"]].values.tolist() == [[0, 2]]


def test_a_run_of_years_is_cut_and_named_anew():
    assert split_series(range(2018, 2022), ["a", "2019-2021", "2019-2021", "2019-2021"], [2021]) == [
        "a",
        "2019-2020",
        "2019-2020",
        "2021",
    ]
