"""What a notebook costs with the engine, as ratios taken in one run, on the project's own component notebook.

Ways, taken in turn in every round so that a busy machine slows all of them:

- ``stock``     papermill in a loop, without pages,
- ``stock x2``  papermill in two processes, without pages,
- ``engine``    WarmWorkers with two jobs, as `parlib report` uses them: notebook, HTML page, whole files,
- ``e``         the limit: the same cells as a plain function in two warm processes, with what they show
                rendered as the notebook would (text, HTML, pictures), but no kernel, no client and no file,
- ``e + page``  the same with the HTML page made of the executed notebook, in memory,
- ``e forked``  the limit again, each notebook in a clean child forked from the warm process, which ends with it: what
                any engine pays that lets no notebook see another.

Usage, from the root of the repository, with data/processed cleaned:

    python benchmarks/bench_engine.py                          a sample, some minutes
    python benchmarks/bench_engine.py --whole                  all 63 provinces x 8 dimensions of PAPI 2024, by
                                                               `parlib report`, with its memory
    python benchmarks/bench_engine.py --rounds 0 --growth 50,200,1000,2000

``--budget SECONDS`` begins no round, and no number of ``--growth``, that would not be done by then, and says so. Each
figure is printed as soon as it is there.
"""

import argparse
import ast
import base64
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from random import Random

import nbformat
import papermill
import psutil
from IPython.core.interactiveshell import InteractiveShell
from limits import hold, settle

from parlib.cli.common import clean_if_changed
from parlib.engine.preload import PAGES, choose_preload, import_modules
from parlib.engine.warm import find_function
from parlib.engine.workers import Task, WarmWorkers
from parlib.pages.render_page import _exporter
from parlib.read_log import READ_LOG
from parlib.results.links import LINKS
from parlib.results.page_spec import choose_topics
from parlib.runs.plan import plan_pages
from parlib.runs.run import HOOK, WARM_UP, WARM_UP_TOPICS
from parlib.runs.staleness import describe_plan
from parlib.runs.template_language import choose_index, choose_language

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2024
LIMITS = {("clock", "e"): {"most": 1.45}, ("clock", "stock"): {"least": 9}}
"""Engine with page over the limit, and stock papermill in a loop over the engine."""
PEAK = 530


def list_jobs(province="all"):
    """List the component notebooks of PAPI for every province: the cells of its pages in Vietnamese, and the plan."""
    plans = [plan for plan in plan_pages("papi", YEAR, [province]) if plan.page == "component"]
    template = choose_language(nbformat.read(ROOT / "notebooks" / "component.ipynb", 4), "vi")
    template = choose_index(template, "papi", "vi")
    return [(template, plan) for plan in plans]


def make_jobs(sample, folder, name):
    """Give each of *sample* a place: (notebook, output, parameters)."""
    jobs = []
    for template, plan in sample:
        notebook = nbformat.from_dict(template)
        notebook.metadata["parlib"] = describe_plan(plan)
        output = folder / name / plan.notebook
        output.parent.mkdir(parents=True, exist_ok=True)
        (folder / name / LINKS).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / LINKS).write_text("{}")
        jobs.append((notebook, str(output), plan.parameters))
    return jobs


def run_stock(job):
    """Run one notebook with stock papermill."""
    notebook, output, parameters = job
    papermill.execute_notebook(nbformat.from_dict(notebook), output, parameters, progress_bar=False, cwd=str(ROOT))


def run_plain(job, page=False):
    """Run the cells as a plain function, rendering what each shows; with *page* the HTML as well."""
    notebook, _, parameters = job
    names = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = show_cell(cell["source"], names)
        if "parameters" in cell["metadata"].get("tags", []):
            names.update(parameters)
    pictures = sum("image/png" in output["data"] for cell in notebook["cells"] for output in cell.get("outputs", []))
    if page:
        _exporter().from_notebook_node(notebook)
    return pictures


def run_plain_with_page(job):
    """Run the cells as a plain function and render the page."""
    return run_plain(job, page=True)


def run_forked(job):
    """Run the cells as a plain function in a child of this process's own."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if run_plain(job) else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def show_cell(source, names):
    """Run the statements of a cell and render what it shows, as the notebook's shell would."""
    shell, shown = InteractiveShell.instance(), []
    shell.display_pub.publish = lambda data, metadata=None, **_: shown.append(make_output(data, metadata or {}))
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    if value is not None and not source.rstrip().endswith(";"):
        data, metadata = shell.display_formatter.format(value)
        if data:
            shown.append(make_output(data, metadata))
    return shown


def make_output(data, metadata):
    """Make the output of a cell, pictures as text, as the kernel sends it."""
    png = data.get("image/png")
    data = {**data, "image/png": base64.b64encode(png).decode()} if isinstance(png, bytes) else data
    return nbformat.v4.new_output("display_data", data, metadata=metadata)


def prepare_for(listed):
    """Return what is read, drawn and computed once, as in a run of these notebooks."""
    topics = choose_topics(plan.topic for _, plan in listed)
    return dict.fromkeys(WARM_UP, str(ROOT)) | {WARM_UP_TOPICS: json.dumps(topics)}


def warm_up(prepare):
    """Import and prepare what the engine does, as a worker of the plain function."""
    os.environ["MPLBACKEND"] = "agg"
    import_modules(choose_preload(PAGES))
    for target, argument in prepare.items():
        find_function(target)(argument)
    main = sys.modules["__main__"]  # a shell puts its own in its place; jobs are looked up in this one
    InteractiveShell.instance()
    sys.modules["__main__"] = main
    make_output({"text/plain": ""}, {})  # reads nbformat's schema
    gc.collect()
    gc.freeze()


def time_way(run, jobs):
    """Return seconds by the clock and seconds of processor time, a notebook."""
    start, used = time.perf_counter(), measure_processor()
    run(jobs)
    return (time.perf_counter() - start) / len(jobs), (measure_processor() - used) / len(jobs)


def measure_processor():
    """Sum the processor time of this process and all below it, in seconds."""
    total = 0.0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def run_engine(workers, jobs):
    """Run with the engine and insist that every notebook is done."""
    results = list(workers.run(Task(nbformat.from_dict(n), o, p) for n, o, p in jobs))
    assert all(result.status == "done" for result in results), [r.error for r in results if r.error][:1]


class Watch:
    """Samples the memory (PSS) of a process and all below it (or only of those), its descriptors, zombies that stay."""

    def __init__(self, number, only_below=False):
        self.number, self.only_below = number, only_below
        self.peak, self.samples, self.descriptors, self.zombies = 0, [], [], 0
        self._dead = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _look(self):
        while not self._stop.wait(0.5):
            with suppress(psutil.Error):
                tree = [psutil.Process(self.number), *psutil.Process(self.number).children(recursive=True)]
                self.samples.append(sum(map(measure_pss, tree[self.only_below :])) / 2**20)
                self.descriptors.append(tree[0].num_fds())
                dead = {process.pid for process in tree[1:] if is_dead(process)}
                self.zombies, self._dead = max(self.zombies, len(dead & self._dead)), dead
        self.peak = max(self.samples, default=0)

    def __str__(self):
        first, last = take_thirds(self.samples)
        opened, still = take_thirds(self.descriptors)
        return (
            f"PSS MiB: first third {first:.0f}, last third {last:.0f} ({last / max(first, 1):.2f} times), peak "
            f"{self.peak:.0f} ({self.peak * 1.048576:.0f} MB); descriptors {opened:.0f}, then {still:.0f}; zombies "
            f"that stayed {self.zombies}; n = {len(self.samples)} samples"
        )


def take_thirds(samples):
    """Return the medians of the first and the last third."""
    third = max(1, len(samples) // 3)
    return [statistics.median(part) if part else 0 for part in (samples[:third], samples[-third:])]


def is_dead(process):
    """Say whether a process is a zombie."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def measure_pss(process):
    """Return the proportional memory of a process in bytes; 0 when it has gone."""
    try:
        text = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in text.splitlines() if x.startswith("Pss:")), 0)


def count_leftovers():
    """Count zombies below this process, open descriptors of it, and files of Jupyter and ours in /tmp."""
    zombies = sum(p.status() == psutil.STATUS_ZOMBIE for p in psutil.Process().children(recursive=True))
    files = sum(1 for pattern in ("tmp*.json", "ipykernel_*", "parlib*") for _ in Path("/tmp").glob(pattern))
    return {"zombies": zombies, "descriptors": psutil.Process().num_fds(), "files": files}


def open_pool(listed):
    """Open the workers as a run of `parlib report` does."""
    return WarmWorkers(2, prepare=prepare_for(listed), after=HOOK, reads=READ_LOG, cwd=str(ROOT))


def open_plain(listed):
    """Open two warm processes for the plain function."""
    return ProcessPoolExecutor(
        2, mp_context=get_context("forkserver"), initializer=warm_up, initargs=(prepare_for(listed),)
    )


class Budget:
    """Seconds that all measurements together may take; None for as long as they need."""

    def __init__(self, seconds):
        self._end = None if seconds is None else time.monotonic() + seconds

    def allows(self, seconds, what):
        """Say whether *seconds* are left, and print what is left out if not."""
        if self._end is None or time.monotonic() + seconds < self._end:
            return True
        print(f"left out for want of time: {what}", flush=True)
        return False


def compare_ways(listed, rounds, sample, stock, folder, budget):
    """Time all ways in turn, round after round, on the same notebooks; print medians and ratios."""
    random = Random(1)
    times = {way: [] for way in ("stock", "stock x2", "engine", "e", "e + page", "e forked")}
    spawn = get_context("spawn")
    with (
        open_plain(listed) as plain,
        open_plain(listed) as clean,
        ProcessPoolExecutor(2, mp_context=spawn) as two,
        open_pool(listed) as pool,
    ):
        ways = {
            "e": lambda jobs: check_pictures(plain.map(run_plain, jobs)),
            "engine": lambda jobs: run_engine(pool, jobs),
            "e + page": lambda jobs: check_pictures(plain.map(run_plain_with_page, jobs)),
            "e forked": lambda jobs: check_pictures(clean.map(run_forked, jobs)),
        }
        for run in ways.values():
            run(make_jobs(random.sample(listed, 4), folder, "warm"))
        list(two.map(run_stock, make_jobs(random.sample(listed, 2), folder, "warm")))
        longest = 0
        for turn in range(rounds):
            if not budget.allows(longest, f"rounds {turn + 1} to {rounds}"):
                break
            begun = time.monotonic()
            chosen = random.sample(listed, sample)
            few = make_jobs(chosen[: max(2, stock)], folder, "stock")
            if stock:
                times["stock"].append(time_way(lambda jobs: [run_stock(job) for job in jobs], few[:stock]))
                times["stock x2"].append(time_way(lambda jobs: list(two.map(run_stock, jobs)), few))
            for way in list(ways)[:: 1 if turn % 2 else -1]:
                times[way].append(time_way(ways[way], make_jobs(chosen, folder, way)))
            longest = max(longest, time.monotonic() - begun)
            print(f"round {turn + 1} of {rounds}: {longest:.0f} s", flush=True)
    print(f"n = {len(times['e'])} rounds of {sample} notebooks ({stock} by stock)")
    report({way: values for way, values in times.items() if values})


def check_pictures(counts):
    """Insist that the limit drew pictures too: without them it is no limit."""
    assert all(counts), "the plain function drew no picture"


def report(times):
    """Print medians by the clock and of processor time, and ratios to the limit, paired within a round."""
    for number, kind in enumerate(("clock", "processor")):
        medians = {way: statistics.median(v[number] for v in values) for way, values in times.items()}
        for way, seconds in medians.items():
            print(f"{kind:10}{way:10}{seconds:7.3f} s a notebook {seconds / medians['e']:6.2f} x e")
        for other in (way for way in times if way != "engine"):
            pairs = [a[number] / b[number] for a, b in zip(times["engine"], times[other], strict=True)]
            ratio = statistics.median(pairs)
            told = f"engine / {other}" if other.startswith("e") else f"{other} / engine"
            value = ratio if other.startswith("e") else 1 / ratio
            if (kind, other) in LIMITS:
                hold(f"{told}, {kind}", value, **LIMITS[kind, other])
            print(f"{kind:10}{told}, paired: {value:.3f} ({min(pairs):.3f}-{max(pairs):.3f} engine / {other})")


def run_whole(listed, province, stock, limit, folder):
    """Time `parlib report` on all notebooks, the limit on some before and after it; print ratios and memory."""
    reports, e = folder / "whole", []
    command = [
        sys.executable,
        "-m",
        "parlib.cli",
        "report",
        "--index",
        "papi",
        "--year",
        str(YEAR),
        "--province",
        province,
        "--page",
        "component",
        "--output",
        str(reports),
        "--json",
    ]
    e.append(time_limit(listed, limit, folder))
    before, start = count_leftovers(), time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    with Watch(process.pid) as watch:
        assert process.wait() == 0, "a notebook failed"
    engine = (time.perf_counter() - start) / len(listed)
    print(
        f"n = {len(listed)} notebooks with pages by parlib report, start to end: {engine * len(listed):.0f} s, "
        f"{engine:.3f} s each",
        flush=True,
    )
    print(f"parlib report and all below it: {watch}; left {count_leftovers()}, before {before}", flush=True)
    e.append(time_limit(listed, limit, folder))
    print(
        f"engine / e {engine / statistics.mean(e):.3f}; e {e[0]:.3f} before, {e[1]:.3f} after it, of {limit} "
        "notebooks each",
        flush=True,
    )
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    print(f"again, with nothing changed: {time.perf_counter() - start:.2f} s for {len(listed)} pages", flush=True)
    few = make_jobs(Random(2).sample(listed, min(len(listed), max(2, stock))), folder, "stock")
    loop, _ = time_way(lambda jobs: [run_stock(job) for job in jobs], few)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as two:
        list(two.map(run_stock, few[:2]))
        double, _ = time_way(lambda jobs: list(two.map(run_stock, jobs)), few)
    print(f"stock / engine {loop / engine:.1f}; stock x2 / engine {double / engine:.1f}; n = {len(few)} by stock")


def time_limit(listed, count, folder):
    """Return the limit in seconds a notebook, on *count* notebooks drawn by lot."""
    chosen = Random(3).sample(listed, min(count, len(listed)))
    with open_plain(listed) as plain:
        check_pictures(plain.map(run_plain, make_jobs(listed[:4], folder, "warm")))
        return time_way(lambda jobs: check_pictures(plain.map(run_plain, jobs)), make_jobs(chosen, folder, "e"))[0]


def measure_growth(listed, counts, folder, budget):
    """Run growing numbers of notebooks in one pool; print time, memory and what is left behind."""
    before, each = count_leftovers(), 0
    with open_pool(listed) as pool:
        run_engine(pool, make_jobs(listed[:2], folder, "warm"))
        for count in counts:
            if not budget.allows(1.1 * each * count, f"{count} notebooks"):
                continue
            chosen = [listed[number % len(listed)] for number in range(count)]
            jobs = make_jobs(chosen, folder, "growth")
            with Watch(os.getpid(), only_below=True) as watch:  # this process itself holds all notebooks of the test
                each, used = time_way(lambda jobs: run_engine(pool, jobs), jobs)
            first, last = take_thirds(watch.samples)
            hold(
                f"{count} notebooks: memory of the last third over the first",
                last / max(first, 1),
                most=1.2,
            )
            hold(f"{count} notebooks: memory at its peak, MiB", watch.peak, most=PEAK)
            hold(f"{count} notebooks: zombies that stay", watch.zombies, most=0)
            print(
                f"{count:5} notebooks {each:.3f} s each ({used:.3f} s of processor); workers and kernels {watch}; "
                f"{count_leftovers()}",
                flush=True,
            )
    time.sleep(0.5)
    after = count_leftovers()
    print("before", before, "after", after)
    hold("files, zombies and descriptors left by the engine", max(after[k] - before[k] for k in after), most=0)


def main():
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=12)
    parser.add_argument("--stock", type=int, default=2, help="notebooks of a round run by stock papermill; 0: none")
    parser.add_argument("--whole", action="store_true", help="all notebooks by parlib report, instead of a sample")
    parser.add_argument("--province", default="all", help="code of the only province, to try the benchmark itself")
    parser.add_argument("--growth", type=lambda text: [int(n) for n in text.split(",")], default=[])
    parser.add_argument("--limit", type=int, default=126, help="with --whole: notebooks of the limit, before and after")
    parser.add_argument("--budget", type=float, help="seconds that may be used")
    options, budget = (given := parser.parse_args()), Budget(given.budget)
    os.chdir(ROOT)
    clean_if_changed(ROOT)
    listed = list_jobs(options.province)
    with tempfile.TemporaryDirectory() as folder:
        if options.whole:
            run_whole(listed, options.province, max(4, options.stock), options.limit, Path(folder))
        elif options.rounds:
            compare_ways(listed, options.rounds, options.sample, options.stock, Path(folder), budget)
        if options.growth:
            measure_growth(listed, options.growth, Path(folder), budget)
    settle()


if __name__ == "__main__":
    main()
