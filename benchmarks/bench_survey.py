"""What a survey of respondents costs, from 40,000 to 4 million of them, 60 questions each.

Everything that ``parlib clean`` finds out of a survey is timed: shares of every factor and question, satisfied, neutral
and dissatisfied, by province, service field and district, with intervals and design effects. Each size is made anew in
memory; its time is held against sorting as many random numbers, timed in the same round, so that a busy machine slows
both. The last column says how the time for one respondent compares with the first size: 1 is linear growth.

Usage: python benchmarks/bench_survey.py [--respondents 40000,400000,4000000] [--questions 60] [--rounds 1]
"""

import argparse
import resource
import time

import numpy as np
import pandas as pd
from limits import hold, settle

from parlib.survey import Measure, Sample, estimate_shares

ANSWERS = {"satisfied": (4, 5), "neutral": (3,), "dissatisfied": (1, 2)}
BY = ((), ("service",), ("province_code",), ("province_code", "service"), ("province_code", "district"))


def make_sample(respondents, questions, seed=1):
    """Return respondents of 63 provinces, 189 districts and 1,134 clusters."""
    random = np.random.default_rng(seed)
    cluster = random.integers(0, 1134, respondents)
    answers = random.integers(0, 6, (respondents, questions), dtype=np.int8)
    keys = pd.DataFrame(
        {
            "province_code": pd.Categorical.from_codes(cluster // 18, [f"{code:02d}" for code in range(63)]),
            "district": pd.Categorical.from_codes(cluster // 6, [f"d{code}" for code in range(189)]),
            "service": pd.Categorical.from_codes(random.integers(0, 8, respondents), list("abcdefgh")),
        }
    )
    return answers, keys, cluster, random.gamma(9, 1 / 9, respondents)


def list_measures(questions):
    """Return the shares of every question, of ten factors and of the whole."""
    factors = np.array_split(np.arange(questions), 10)
    parts = [(f"{place}", tuple(own)) for place, own in enumerate(factors)] + [("total", tuple(range(questions)))]
    parts += [(f"q{place}", (place,)) for place in range(questions)]
    return [Measure(code, name, own, accepted) for code, own in parts for name, accepted in ANSWERS.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--respondents", default="40000,400000,4000000")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    measures = list_measures(asked.questions)
    print(f"{'respondents':>12} {'seconds':>9} {'times sorting as many':>22} {'a respondent, against the first':>32}")
    first = None
    for size in map(int, asked.respondents.split(",")):
        made, times, ratios = make_sample(size, asked.questions), [], []
        for _ in range(asked.rounds):
            numbers = np.random.default_rng(2).random(size)
            start = time.perf_counter()
            np.sort(numbers)
            middle = time.perf_counter()
            rows = len(estimate_shares(Sample(*made), measures, BY))
            end = time.perf_counter()
            times.append(end - middle)
            ratios.append((end - middle) / (middle - start))
        best = min(times)
        first = first or best / size
        print(f"{size:>12,} {best:>9.2f} {min(ratios):>22.0f} {best / size / first:>32.2f}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    hold(f"survey of {size:,} respondents, times sorting as many numbers", min(ratios), most=400)
    hold(f"a respondent of {size:,} over one of the first size", best / size / first, most=1.5)
    print(f"{len(measures)} measures, {rows:,} shares; peak memory {peak:.1f} GiB")
    settle()


if __name__ == "__main__":
    main()
