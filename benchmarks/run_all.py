"""All benchmarks in turn, at sizes that take a quarter of an hour together, and one table: goal, now, before.

Fails if a limit is broken, a benchmark fails or measures nothing, or all together take longer. Pages that several
benchmarks read are run once. ``--keep`` writes what was measured to before.json, to be held against the next time.

Usage: python benchmarks/run_all.py [--only engine,site] [--keep]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from limits import BEFORE, FILE, is_kept, print_table

ROOT = Path(__file__).resolve().parents[1]
MINUTES = 15
PAGES = ["-m", "parlib.cli", "report", "--index", "papi", "--year", "2024", "--province", "22", "--province", "66"]
REPORTS = "REPORTS"
"""Stands for the folder of the pages of two provinces."""

BENCHMARKS = {
    "study": ["--pages", "63", "--rounds", "3"],
    "oneoff": ["--rounds", "3"],
    "engine": ["--rounds", "2", "--sample", "6", "--growth", "16"],
    "charts": ["--reports", REPORTS, "--turns", "3"],
    "deck": ["--decks", "21"],
    "site": ["--sizes", "100,300", "--reports", REPORTS],
    "staleness": ["--rounds", "5"],
    "survey": ["--respondents", "40000,400000"],
    "onestop": ["--rows", "100000,1000000"],
    "coverage": ["--tables", "400", "--panels", "8"],
}


def run_benchmark(name, options, reports, figures):
    """Run one benchmark; return what it measured and whether it failed otherwise than by a limit."""
    command = [sys.executable, f"benchmarks/bench_{name}.py", *(str(reports) if o == REPORTS else o for o in options)]
    figures.unlink(missing_ok=True)
    begun = time.monotonic()
    print(f"\n== {name}", flush=True)
    status = subprocess.run(command, cwd=ROOT, env=os.environ | {FILE: str(figures)}, check=False).returncode
    measured = [json.loads(line) for line in figures.read_text().splitlines()] if figures.exists() else []
    print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)
    return measured, bool(status) and all(map(is_kept, measured))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(BENCHMARKS))
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    begun, table, wrong = time.monotonic(), [], []
    with tempfile.TemporaryDirectory() as folder:
        reports, names = Path(folder, "reports"), asked.only.split(",")
        if any(REPORTS in BENCHMARKS[name] for name in names):
            subprocess.run([sys.executable, *PAGES, "--output", str(reports)], cwd=ROOT, check=True)
        for name in names:
            measured, failed = run_benchmark(name, BENCHMARKS[name], reports, Path(folder, "figures"))
            table += measured
            wrong += [f"{name} failed"] * failed + [f"{name} measured nothing"] * (not measured)
    minutes = (time.monotonic() - begun) / 60
    table.append({"what": "all benchmarks, minutes", "now": minutes, "most": MINUTES, "least": None})
    print_table(table)
    if asked.keep:
        before = json.loads(BEFORE.read_text(encoding="utf-8")) if BEFORE.exists() else {}
        before |= {figure["what"]: float(f"{figure['now']:.4g}") for figure in table}
        BEFORE.write_text(json.dumps(before, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    wrong += [f"limit broken: {figure['what']}" for figure in table if not is_kept(figure)]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
