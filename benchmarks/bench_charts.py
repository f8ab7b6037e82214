"""What a chart costs by back-end: milliseconds to describe it, write it as SVG and draw its picture; bytes packed.

Reads the exhibits of executed pages, one of each kind, and takes the best of several turns of each step, in processor
time: a busy machine lengthens it least. Without ``--reports`` the pages of one province are run first (not measured).

Needs the cleaned tables: run ``parlib clean`` first.

Usage: python benchmarks/bench_charts.py [--reports FOLDER] [--turns 5]
"""

import argparse
import gzip
import json
import tempfile
import time
from pathlib import Path

from limits import hold, settle

from parlib.charts.describe import KINDS, describe_chart
from parlib.charts.source import Source
from parlib.charts.svg import write_svg
from parlib.exhibits.exhibit import MIME
from parlib.figures.draw import draw_chart
from parlib.figures.style import render_png
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

LIMIT = 8192
"""Bytes of a chart in a page, packed."""


def find_exhibits(reports):
    """Return the exhibit with the longest table of each kind of chart."""
    found = {}
    for path in sorted(reports.rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                exhibit = output.get("data", {}).get(MIME)
                if exhibit and exhibit["chart"] in KINDS:
                    before = found.get(exhibit["chart"])
                    if before is None or len(exhibit["rows"]) > len(before["rows"]):
                        found[exhibit["chart"]] = exhibit
    return found


def time_best(action, turns):
    """Return the milliseconds of the fastest turn, and what the action gave."""
    spent = []
    for _ in range(turns):
        begun = time.process_time()
        given = action()
        spent.append(1000 * (time.process_time() - begun))
    return min(spent), given


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--turns", type=int, default=5)
    asked = parser.parse_args()
    if asked.reports is not None:
        measure(asked.reports, asked.turns)
        return
    with tempfile.TemporaryDirectory() as folder:
        run_pages(plan_pages("papi", 2024, ["22"]), Path(folder))
        measure(Path(folder), asked.turns)


def measure(reports, turns):
    """Print what each kind of chart of a folder of pages costs; fails if one is too heavy for a page."""
    fields = ("chart", "columns", "rows", "options", "language", "decimals")
    heaviest = 0
    print(f"{'kind':14}{'rows':>5}{'describe':>10}{'svg':>8}{'picture':>9}{'svg gz':>8}{'png':>8}")
    for kind, exhibit in sorted(find_exhibits(reports).items()):
        source = Source(*(exhibit[name] for name in fields))
        read, chart = time_best(lambda source=source: describe_chart(source), turns)
        wrote, svg = time_best(lambda chart=chart: write_svg(chart, "alt", "vi"), turns)
        drew, png = time_best(lambda chart=chart: render_png(draw_chart(chart, "vi")), max(1, turns // 2))
        packed = len(gzip.compress(svg.encode()))
        heaviest = max(heaviest, packed)
        print(f"{kind:14}{len(exhibit['rows']):5}{read:10.2f}{wrote:8.2f}{drew:9.1f}{packed:8}{len(png):8}")
    hold("charts: bytes of the heaviest, packed", heaviest, most=LIMIT)
    settle()


if __name__ == "__main__":
    main()
