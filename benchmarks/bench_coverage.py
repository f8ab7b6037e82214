"""Do the statements hold? Intervals, places, ranks, leads and strengths, each on years that they have not seen.

Everything is told from the years up to one and held against the next (PAPI, DTI and the 766 set as they are at hand),
or against what is known to be true in simulated tables. *Before* is the method that parlib used up to version 0.1: an
interval of pooled changes, others that drift while the province stands still, shaken scores, the best as the aim,
the highest quarter as a strength, a test of each series alone. One table is printed, with the goal of each figure.

Usage: python benchmarks/bench_coverage.py [--tables 400]
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from limits import hold, settle
from scipy import stats

import parlib
from parlib.breaks import find_jumps
from parlib.intervals import find_korn_graubard
from parlib.study import forecast
from parlib.study.forecast import (
    COVERAGE,
    LEAST_PAIRS,
    LEAST_PAIRS_OF_PLACES,
    LEAST_TRIED,
    STEP,
    draw_next_year,
    fit_change,
    forecast_scores,
    place_next_year,
)
from parlib.study.noise import expect_lead, fit_noise, judge_places, measure_distances
from parlib.study.panel import gather_panel
from parlib.study.rank_sets import find_joint_sets, find_marginal_sets
from parlib.study.trends import find_trends
from parlib.survey import find_wilson
from parlib.terms import LIKELY

WORLDS = {"wide": 4.0, "near": 1.0, "equal": 0.0}
"""Spread of true levels in standard errors."""

JUDGED = 3
"""Fewest tested years that can judge one component."""

STEPS = (0.0, 0.1, 0.2, 0.3, 0.5)
"""Corrections of the level by a year's miss, of which one was chosen by years too early to be told."""

PAGES = 12
"""Places of each simulated panel whose pages are read."""


@dataclass
class Case:
    """A component, the runs of comparable years up to one, and the year after."""

    index: str
    key: str
    leaf: bool
    year: int
    runs: list[np.ndarray]
    after: np.ndarray
    limits: tuple[float, float]
    series: list[np.ndarray]

    @property
    def pairs(self):
        """Return the past pairs of comparable years, oldest first."""
        before = [run[:-1] for run in self.runs]
        return np.concatenate(before), np.concatenate([run[1:] for run in self.runs])


def list_cases(index, year, cut=True):
    """Return every component and pair of comparable years of an index as a case."""
    panel = gather_panel(parlib.open_subject(index, year))
    comparable = (panel.series[:, 1:] == panel.series[:, :-1]) & panel.whole[:, 1:] & panel.whole[:, :-1]
    comparable &= panel.series[:, 1:] >= 0
    if cut:
        jumps = find_jumps(panel.score, comparable)
        comparable[jumps["row"], jumps["column"] - 1] = False
    years, cases = list(panel.years), []
    for key, row in panel.keys.items():
        leaf = key != "total" and not any(other.startswith(key + ".") for other in panel.keys)
        for at in np.flatnonzero(comparable[row]):
            runs = split_runs(panel, row, at, comparable)
            limits = (panel.lowest[row, at], panel.highest[row, at])
            cases.append(Case(index, key, leaf, years[at + 1], runs, panel.score[row, at + 1], limits, years))
    return cases


def split_runs(panel, row, last, comparable):
    """Return the runs of comparable years of a component on the scale of its last year."""
    runs, run = [], []
    for at in range(last + 1):
        if run and not comparable[row, at - 1]:
            runs, run = [*runs, run], []
        same = panel.highest[row, at] == panel.highest[row, last] or np.isnan(panel.highest[row, last])
        run = [*run, at] if panel.whole[row, at] and same else []
    return [panel.score[row, years] for years in [*runs, run] if years]


def pool_interval(before, after, now, limits):
    """Return the interval of before: a quantile of the sizes of all changes, around the year before."""
    changes = np.abs(after - before)
    changes = changes[np.isfinite(changes)]
    level = min(1.0, np.ceil((len(changes) + 1) * 0.9) / len(changes))
    size = np.quantile(changes, level, method="inverted_cdf")
    return np.fmax(now - size, limits[0]), np.fmin(now + size, limits[1])


def measure_intervals(cases):
    """Return by case what part of the places the interval held, before and after."""
    rows = []
    for case in cases:
        before, after = case.pairs
        if len(before) < LEAST_PAIRS:
            continue
        now = case.runs[-1][-1]
        known = np.isfinite(now) & np.isfinite(case.after)
        old = pool_interval(before, after, now, case.limits)
        new = forecast_scores(now, fit_change(before, after), case.limits)[1:]
        held = [((low <= case.after + 1e-9) & (case.after <= high + 1e-9))[known].mean() for low, high in (old, new)]
        rows.append((case.key, case.year, case.leaf, *held))
    return rows


def measure_places(cases, draws=400):
    """Return by case what part of the provinces stood where it was said, before and after."""
    rows = []
    for case in cases:
        before, after = case.pairs
        now = case.runs[-1][-1]
        known = np.flatnonzero(np.isfinite(now) & np.isfinite(case.after))
        if len(before) < LEAST_PAIRS_OF_PLACES or len(known) < 20:
            continue
        real = 1 + (case.after[known][None, :] > case.after[known][:, None] + 1e-9).sum(axis=1)
        drawn = draw_next_year(now, before, after, case.limits, draws)
        frozen = drift_others(now, before, after, case.limits, draws)
        new = [place_next_year(drawn, place, np.zeros(1))[:, 0] for place in known]
        old = [
            place_next_year(np.where(np.arange(len(now)) == place, now, frozen), place, np.zeros(1))[:, 0]
            for place in known
        ]
        held = [
            np.mean([low <= place <= high for (low, _, high), place in zip(ranges, real, strict=True)])
            for ranges in (old, new)
        ]
        rows.append((case.key, case.year, case.leaf, *held))
    return rows


def drift_others(now, before, after, limits, draws):
    """Return drawn scores as before: all changes of one past pair as they were, each place's own level kept."""
    random, changes = np.random.default_rng(1), after - before
    pool = [row[np.isfinite(row)] for row in changes]
    drawn = np.array([now + random.choice(pool[at], len(now)) for at in random.integers(len(pool), size=draws)])
    return np.fmin(np.fmax(drawn, limits[0]), limits[1])


def shake_ranks(score, error, random, draws=1000):
    """Return the ranges of before: the middle 95 % of places in scores drawn around the printed ones."""
    order = np.argsort(-(score + error * random.standard_normal((draws, len(score)))), axis=1)
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(1, len(score) + 1)[None, :], axis=1)
    return np.percentile(places, (2.5, 97.5), axis=0, method="closest_observation")


def measure_sets(world, tables):
    """Return the coverage of marginal and joint sets and of the old ranges (each place, all at once), and seconds."""
    random, rows, seconds = np.random.default_rng(11), [], []
    for _ in range(tables):
        level, error = WORLDS[world] * random.standard_normal(63), random.uniform(0.7, 1.3, 63)
        score, rank = level + error * random.standard_normal(63), 1 + (level[None, :] > level[:, None]).sum(axis=1)
        started = time.process_time()
        marginal, joint = find_marginal_sets(score, error), find_joint_sets(score, error)
        seconds.append(time.process_time() - started)
        old = shake_ranks(score, error, random)
        held = [(low <= rank) & (rank <= high) for low, high in (marginal, joint, old)]
        rows.append((held[0].mean(), held[1].all(), held[2].mean(), held[2].all()))
    return [*np.mean(rows, axis=0), np.median(seconds)]


def measure_lasting(cases):
    """Return the lead of the best kept a year on over what is told, and how many strengths stay, before and after."""
    leads, strengths = [], [[], []]
    for case in cases:
        if not case.leaf:
            continue
        runs = [measure_distances(run) for run in case.runs]
        noise = fit_noise(runs)
        if noise is None:
            continue
        best, printed, expected = expect_lead(runs[-1], noise)
        after = measure_distances(case.after[None])[0]
        if np.isfinite(after[best]):
            leads.append((printed, expected, after[best]))
        now = runs[-1][-1]
        both, mark = np.isfinite(now) & np.isfinite(after), np.nanquantile(after, 0.75)
        told = [now >= np.nanquantile(now, 0.75), judge_places(runs[-1], noise)[0] >= LIKELY]
        for at, strong in enumerate(told):
            strengths[at] += (after >= mark)[strong & both].tolist()
    printed, expected, kept = np.sum(leads, axis=0)
    return [kept / printed, kept / expected, *(np.mean(found) for found in strengths), *map(len, strengths)]


def measure_nothing(panels=10):
    """Return how many of 63 places without any trend of their own get one told; the nation moves.

    By a test of each series alone, by the scores themselves as one family, and net of the nation as one family.
    """
    random, shares = np.random.default_rng(3), []
    for _ in range(panels):
        nation = 0.3 * random.standard_normal((37, 14, 1)).cumsum(axis=1)
        score = random.standard_normal((37, 1, 63)) + random.standard_normal((37, 14, 63)) + nation
        tested = find_trends(score, np.ones((37, 14), dtype=bool))
        shares.append([(tested[name] <= 0.05).any(axis=0).mean() for name in ("p_value", "q_value", "net_q_value")])
    return np.mean(shares, axis=0)


def measure_alarms(panels=10):
    """Return false alarms of the detector of breaks by year on smooth panels."""
    random, alarms = np.random.default_rng(4), []
    for _ in range(panels):
        nation = 0.5 * random.standard_normal((40, 14, 1)).cumsum(axis=1)
        score = 0.9 * random.standard_normal((40, 1, 63)) + 0.45 * random.standard_normal((40, 14, 63)) + nation
        alarms.append(len(find_jumps(score, np.ones((40, 13), dtype=bool))) / 13)
    return float(np.mean(alarms))


def measure_clusters(clusters=5, samples=2000):
    """Return the coverage of a share of 10 respondents in each of a few clusters, before (Wilson) and after."""
    random, held = np.random.default_rng(5), []
    for _ in range(samples):
        means = random.binomial(10, random.beta(6.3, 2.7, clusters)) / 10
        share, n, variance = means.mean(), 10.0 * clusters, means.var(ddof=1) / clusters
        told = variance > 0 and 0 < share < 1
        effective = min(share * (1 - share) / variance, n) if told else n
        asked = [np.array([value]) for value in (share, effective, n, clusters - 1.0)]
        held.append([low[0] <= 0.7 <= high[0] for low, high in (find_wilson(*asked[:2]), find_korn_graubard(*asked))])
    return np.mean(held, axis=0)


def choose_step(cases):
    """Return the mean interval score (Gneiting and Raftery 2007), in spreads between places, of each of `STEPS`."""
    found = []
    for step in STEPS:
        forecast.STEP, scores = step, []
        for case in cases:
            before, after = case.pairs
            if not LEAST_TRIED <= len(before) < LEAST_PAIRS or (case.index == "papi" and case.year > 2019):
                continue
            now, after_now = case.runs[-1][-1], case.after
            low, high = forecast_scores(now, fit_change(before, after), case.limits)[1:]
            miss = np.fmax(low - after_now, 0) + np.fmax(after_now - high, 0)
            scores.append(np.nanmean(high - low + 2 / (1 - COVERAGE) * miss) / np.nanstd(now))
        found.append(float(np.mean(scores)))
    forecast.STEP = STEP
    return dict(zip(STEPS, found, strict=True)), len(scores)


def measure_pages(panels):
    """Return the share of places, and of pages by template, that tell of an effect where there is none."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from null_pages import ASKED, find_false

    about, by_template = [], {template: [] for template in ASKED}
    for panel in range(panels):
        told = find_false(1000 + panel, ("vi", "en")[panel % 2], places=PAGES)
        about.append(len({place for name in ("component", "province", "sheet") for place in told[name]}) / PAGES)
        for template, pages in told.items():
            by_template[template].append(len(pages) / (1 if template == "national" else PAGES))
    return float(np.mean(about)), {template: float(np.mean(shares)) for template, shares in by_template.items()}


def measure_first_years():
    """Return how many components of the 766 set the detector finds to have moved alike between its first years."""
    panel = gather_panel(parlib.open_subject("service_766", 2024))
    comparable = panel.whole[:, 1:] & panel.whole[:, :-1]
    return len(find_jumps(panel.score, comparable)["row"].unique())


_told = []


def tell(what, before, after, goal, kept, sure=""):
    """Print one line of the table; *sure* says how sure a figure outside its goal is."""
    shown = [
        "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        for value in (before, after)
    ]
    _told.append(kept or bool(sure))
    print(f"{what:<66} {shown[0]:>9} {shown[1]:>9}   {goal:<14} {'yes' if kept else sure or 'NO'}")


def pool_years(rows):
    """Return how far the coverage of a year lies from its component's mean (standard deviation), and its freedom.

    Three years of one component tell their own scatter badly: where each happens to be near 1 they would have none.
    So all components tell it together.
    """
    groups = {row[0]: [other[4] for other in rows if other[0] == row[0]] for row in rows}
    freedom = sum(len(held) - 1 for held in groups.values())
    squares = sum(float(np.var(held)) * len(held) for held in groups.values())
    return np.sqrt(squares / max(freedom, 1)), max(freedom, 1)


def span_years(held, spread, freedom):
    """Return the 95 % interval of a mean coverage, each year one draw (Student's t): places of a year move together."""
    half = stats.t.ppf(0.975, freedom) * spread / np.sqrt(len(held))
    return np.mean(held) - half, min(1.0, np.mean(held) + half)


def compare_components(rows, shuffles=2000):
    """Return p of a permutation test: do components differ in coverage by more than their years do?"""
    random, held = np.random.default_rng(6), np.array([float(row[4]) for row in rows])
    _, group = np.unique([row[0] for row in rows], return_inverse=True)
    count = np.bincount(group)

    def measure(values):
        return (np.bincount(group, values) ** 2 / count).sum()

    drawn = [measure(random.permutation(held)) for _ in range(shuffles)]
    return float((1 + np.sum(np.array(drawn) >= measure(held) - 1e-12)) / (shuffles + 1))


def tell_coverage(what, rows, least, most):
    """Print the mean of rows, each component and each year; a component is judged from `JUDGED` tested years.

    One outside the goal is unsure where the interval of its mean, years drawn, meets the goal.
    """
    spread = pool_years(rows)
    goal = f"{least:.2f}-{most:.2f}"
    old, new = (float(np.mean([row[at] for row in rows])) for at in (3, 4))
    tell(f"{what} ({len(rows)} components and years)", old, new, goal, least <= new <= most)
    for at in (0, 1):
        for group in sorted({row[at] for row in rows}):
            own = [row[3:] for row in rows if row[at] == group]
            old, new = map(float, np.mean(own, axis=0))
            if at:
                tell(f"  {group}", old, new, "from 0.70", new >= 0.7)
            elif len(own) >= JUDGED:
                low, high = span_years([row[1] for row in own], *spread)
                within = f"unsure: {low:.3f}-{high:.3f}" if low <= most and high >= least else ""
                tell(f"  {group}, {len(own)} years", old, new, goal, least <= new <= most, within)
    p_value = compare_components(rows)
    tell("  components differ by more than their years do: p", None, p_value, "from 0.05", p_value >= 0.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=400)
    parser.add_argument("--panels", type=int, default=20)
    asked = parser.parse_args()
    papi, pci = list_cases("papi", 2024), list_cases("pci", 2022)
    cases = papi + list_cases("dti", 2024) + list_cases("service_766", 2024)
    print(f"{'what':<66} {'before':>9} {'after':>9}   {'goal':<14} kept")
    by_step, n_early = choose_step(papi + pci)
    for step, score in by_step.items():
        best = "the least" if step == STEP else "–"
        kept = step != STEP or score <= min(by_step.values())
        tell(f"interval score on {n_early} earlier years, step {step}", by_step[0.0], score, best, kept)
    intervals = measure_intervals(papi + pci)
    tell_coverage("90 % intervals, dimensions and totals", [row for row in intervals if not row[2]], 0.85, 0.95)
    tell_coverage("90 % intervals, sub-dimensions", [row for row in intervals if row[2]], 0.85, 0.95)
    tell_coverage("next year's place", measure_places([case for case in papi + pci if not case.leaf]), 0.90, 0.97)
    for world in WORLDS:
        marginal, joint, old, old_all, seconds = measure_sets(world, asked.tables)
        tell(f"rank sets, {world}: one place", float(old), float(marginal), "from 0.94", marginal >= 0.94)
        most = stats.beta.ppf(0.975, 1 + joint * asked.tables, (1 - joint) * asked.tables) if joint < 1 else 1.0
        sure = f"unsure: to {most:.3f}, {asked.tables} tables" if joint < 0.95 <= most else ""
        tell(f"rank sets, {world}: all 63 at once", float(old_all), float(joint), "from 0.95", joint >= 0.95, sure)
        tell(f"rank sets, {world}: ms for all 63, both kinds", None, float(1000 * seconds), "to 50", seconds <= 0.05)
    raw, told, kept, stay, n_kept, n_stay = measure_lasting(cases)
    tell("lead of the best kept a year on, over what is told", float(raw), float(told), "0.90-1.10", 0.9 <= told <= 1.1)
    tell(
        f"strengths that stay a year on (told: {n_kept:,} and {n_stay:,})",
        float(kept),
        float(stay),
        "from 0.70",
        stay >= 0.7,
    )
    before, own, after = map(float, measure_nothing())
    tell("places without a trend that are told one (the nation moves)", before, after, "to 0.05", after <= 0.05)
    tell("  as many, if scores themselves were told, q one family", before, own, "not told", True)
    about, by_template = measure_pages(asked.panels)
    tell(f"places told of any effect, {asked.panels} panels without one", None, about, "to 0.05", about <= 0.05)
    for template, share in by_template.items():
        tell(f"  pages by template: {template}", None, share, "to 0.05", share <= 0.05)
    n_first = measure_first_years()
    tell("766 set: components found between its first years", None, n_first, "from 1", n_first >= 1)
    alarms = measure_alarms()
    tell("false alarms of breaks a year, smooth panels", None, alarms, "to 1", alarms <= 1)
    before, after = measure_clusters()
    tell("share from 5 clusters of 10: 95 % interval", float(before), float(after), "from 0.94", after >= 0.94)
    hold("coverage: statements outside their goal", len(_told) - sum(_told), most=0)
    settle()


if __name__ == "__main__":
    main()
