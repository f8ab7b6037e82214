"""What decks, or slides for browsers, cost beyond running the notebooks: seconds for a country, growth, memory, size.

Runs the notebooks of two provinces of PAPI once (not measured), then builds their decks in turn, as many as there are
provinces, in two processes as `parlib deck --province all` does; with --slides those of `parlib slides`.
Printed at the end:

- seconds for all decks on two cores, and processor seconds a deck (a busy machine lengthens the first, not the second),
- growth: processor seconds of a deck in the last third over those in the first third; 1.0 is linear,
- memory: largest resident memory of a process in the last third over that in the first third; 1.0 is flat.

Fails if growth or memory leave 1 by more than a quarter.

Usage: python benchmarks/bench_deck.py [--decks 63] [--jobs 2] [--slides]
"""

import argparse
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psutil
from limits import hold, settle

from parlib.cli.common import clean_if_changed
from parlib.publish.deck.build import DeckRequest, write_deck
from parlib.publish.outline.each import SlidesRequest
from parlib.publish.slides.build import write_slides
from parlib.results.dossier import choose_run, list_finished
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.store import find_home

PROVINCES = ("22", "77")
LIMIT = 1.25


def build_one(order, number, folder):
    """Build the deck or slides of one of the provinces; return what came of it and what it took of this process."""
    begun = time.process_time()
    dossier = order.open(PROVINCES[number % len(PROVINCES)])
    if not isinstance(order, DeckRequest):
        built = write_slides(dossier, order, Path(folder) / f"{number}.html")
    else:
        built = write_deck(dossier, order, Path(folder) / f"{number}.pptx")
    return built, time.process_time() - begun, psutil.Process().memory_info().rss / 2**20


def warm_up(order, folder):
    """Import and read what a process reads once, so that growth is not hidden behind it."""
    build_one(order, -1, folder)


def measure(order, count, jobs, folder):
    """Return the seconds that all decks took, and outcome, processor seconds and memory of each."""
    with ProcessPoolExecutor(jobs, initializer=warm_up, initargs=(order, folder)) as pool:
        list(pool.map(abs, range(jobs)))
        begun = time.perf_counter()
        found = list(pool.map(build_one, [order] * count, range(count), [folder] * count))
        return time.perf_counter() - begun, found


def compare_thirds(values):
    """Return the median of the last third over that of the first."""
    third = max(len(values) // 3, 1)
    return statistics.median(values[-third:]) / statistics.median(values[:third])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decks", type=int, default=63)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--slides", action="store_true", help="slides for browsers instead of decks")
    asked = parser.parse_args()
    kind, order_of = ("files", SlidesRequest) if asked.slides else ("decks", DeckRequest)
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        clean_if_changed(find_home())
        run_pages(plan_pages("papi", 2024, PROVINCES), reports)
        order = order_of(str(reports), choose_run(list_finished(reports), "papi", 2024, "vi"))
        seconds, found = measure(order, asked.decks, asked.jobs, folder)
        size = max(built.path.stat().st_size for built, _, _ in found)
    slides = statistics.mean(built.slides for built, _, _ in found)
    spent, memory = [one[1] for one in found], [one[2] for one in found]
    growth, swell = compare_thirds(spent), compare_thirds(memory)
    print(f"{asked.decks} {kind} of {slides:.0f} slides: {seconds:.1f} s in {asked.jobs} processes")
    print(f"processor: {statistics.median(spent):.2f} s each, {sum(spent):.1f} s in all; largest {size / 2**20:.2f} MB")
    print(f"growth {growth:.2f}, memory {swell:.2f} (largest {max(memory):.0f} MB)")
    hold(f"{kind}: processor time of the last third over the first", growth, most=LIMIT)
    hold(f"{kind}: memory of the last third over the first", swell, most=LIMIT)
    settle()


if __name__ == "__main__":
    main()
