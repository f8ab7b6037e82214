"""What `parlib report` costs where nothing changed, against ``python -c "import pandas"`` in the same run.

The pages of PAPI 2024 of the whole country, in both languages, are written as if they had been run: records
that say so, with what the national page reads and the facts of each page's own province, and files of the recorded
size. With ``--reports`` the pages of a real run are taken instead; *asked* is then what that run was asked for.

Usage, from the root of the repository, with data/processed cleaned:

    python benchmarks/bench_staleness.py [--rounds 7] [--reports FOLDER] [asked ...]
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from limits import hold, settle

from parlib.cli.common import clean_if_changed
from parlib.runs.plan import plan_pages, plan_sheets
from parlib.runs.preflight import write_links
from parlib.runs.row_hashes import ProcessedTables
from parlib.runs.staleness import check_pages, fingerprint_page, read_history, read_template

ROOT = Path(__file__).resolve().parents[1]
ASKED = ["--index", "papi", "--year", "2024", "--province", "all", "--language", "vi", "--language", "en"]


def write_standing(reports):
    """Write pages and records as if all pages had been run."""
    plans = [plan for language in ("vi", "en") for plan in plan_pages("papi", 2024, language=language)]
    plans += plan_sheets(plans)
    tables, history = ProcessedTables(ROOT), read_history(reports)
    templates = {
        key: read_template(ROOT / "notebooks" / f"{key[0]}.ipynb", key[1], ROOT)
        for key in {(plan.page, plan.language) for plan in plans}
    }
    links = write_links(plans, reports, ())
    with (reports / "manifest.jsonl").open("w", encoding="utf-8") as file:
        for page in check_pages(plans, reports, history, templates, tables, links):
            plan, places = page.plan, ["VN", page.plan.province or "VN"]
            reads = [
                ("components", {"index": ["papi"]}),
                ("scores", {"index": ["papi"]}),
                ("facts", {"index": ["papi"], "place_code": places}),
            ]
            for name in (plan.notebook, plan.html):
                (reports / name).parent.mkdir(parents=True, exist_ok=True)
                (reports / name).write_text("{}")
            told = [(name, json.dumps(wanted)) for name, wanted in reads]
            record = {
                **plan.to_record(),
                "status": "done",
                "finding": "",
                "seconds": 1.0,
                "made": {**fingerprint_page(page, tables), "page": page.render_hash},
                "reads": [[*read, tables.hash_read(read)] for read in told],
                "files": {plan.notebook: 2, plan.html: 2},
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    (reports / "index.html").write_text("")


def time_command(command):
    """Return seconds by the clock and of processor time, and what the command said."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used, said


def main():
    """Read the options and measure, in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--reports", type=Path)
    options, asked = parser.parse_known_args()
    os.chdir(ROOT)
    clean_if_changed(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        reports = options.reports or Path(folder)
        if options.reports is None:
            write_standing(reports)
        command = [sys.executable, "-m", "parlib.cli", "report", *(asked or ASKED), "--output", str(reports)]
        limit = [sys.executable, "-c", "import pandas"]
        said = time_command(command)[2].splitlines()[0]
        assert said.startswith("0 pages done"), said
        rounds = [(time_command(command), time_command(limit)) for _ in range(options.rounds)]
    print(said)
    for number, kind in enumerate(("clock", "processor")):
        command, limit = ([times[way][number] for times in rounds] for way in (0, 1))
        ratios = [a / b for a, b in zip(command, limit, strict=True)]
        hold(f"run without a change, times import pandas, {kind}", statistics.median(ratios), most=4)
        print(
            f"{kind:10}settled {statistics.median(command):.2f} s ({min(command):.2f}-{max(command):.2f}), import "
            f"pandas {statistics.median(limit):.2f} s; ratio, paired: {statistics.median(ratios):.2f} "
            f"({min(ratios):.2f}-{max(ratios):.2f}); n = {len(rounds)} rounds"
        )
    settle()


if __name__ == "__main__":
    main()
