"""The detector of breaks: finds those of the real tables, alarms rarely on smooth ones."""

import numpy as np
import pandas as pd
import pytest
from places_here import ROOT

from parlib.breaks import carry_up, find_jumps, split_series
from parlib.study.panel import gather_panel

TABLE = ROOT / "data" / "raw" / "frameworks" / "breaks.csv"


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


@pytest.mark.parametrize(("index", "year", "n"), [("papi", 2024, 15), ("service_766", 2024, 3), ("dti", 2024, 0)])
def test_every_jump_of_the_real_tables_stands_in_the_reviewed_table(open_page, index, year, n):
    panel = gather_panel(open_page(index, year))
    same = (panel.series[:, 1:] == panel.series[:, :-1]) & (panel.series[:, 1:] >= 0)
    jumps = find_jumps(panel.score, same & panel.whole[:, 1:] & panel.whole[:, :-1])
    keys, years = list(panel.keys), list(panel.years)
    found = {(years[jump.column], keys[jump.row]) for jump in jumps.itertuples()}
    table = pd.read_csv(TABLE)
    table = table[table["index"] == index]
    assert len(found) == n
    assert found == set(zip(table["year"], table["component_key"], strict=True))


def test_a_sum_breaks_with_its_part_only_where_that_weighs():
    broken = pd.DataFrame({"row": [1, 4], "column": [2, 2], "moved": [0.9, 0.9]})
    spread = np.full((5, 3), 0.5)
    spread[3] = 2.0
    assert carry_up(broken, [-1, 0, 0, -1, 3], spread)[["row", "column"]].values.tolist() == [[0, 2]]


def test_a_run_of_years_is_cut_and_named_anew():
    assert split_series(range(2018, 2022), ["a", "2019-2021", "2019-2021", "2019-2021"], [2021]) == [
        "a", "2019-2020", "2019-2020", "2021-2021"]  # fmt: skip
