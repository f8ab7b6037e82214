"""What a notebook costs with the engine, as ratios taken in one run.

Ways, taken in turn in every round so that a busy machine slows all of them:

- ``stock``     papermill in a loop,
- ``stock x2``  papermill in two processes,
- ``engine``    WarmWorkers with two jobs,
- ``e``         the limit: the same cells as a plain function in two warm processes, with what they show
                rendered as the notebook would (text, HTML, PNG), but no kernel, no client and no file.

Usage: python benchmarks/bench_engine.py [--notebook component.ipynb --parameters '{"province": "01"}']
       [--rounds 5] [--sample 12] [--growth 50,200,800]
"""

import argparse
import ast
import gc
import json
import os
import statistics
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import papermill
import psutil

from parlib.reports.engine.preload import choose_preload, import_modules
from parlib.reports.engine.workers import Task, WarmWorkers

REPRESENTATIVE = """
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import statsmodels.formula.api as smf
# %%
random = np.random.default_rng(seed)
table = pd.DataFrame({"x": random.normal(size=504), "group": random.integers(0, 8, 504)})
table["y"] = 2 * table.x + table.group + random.normal(size=504)
# %%
table.head()
# %%
table.groupby("group").y.describe()
# %%
print(f"{len(table)} rows, mean {table.y.mean():.3f}")
# %%
figure, axes = plt.subplots(figsize=(7, 4))
sns.barplot(table, x="group", y="y", errorbar="se", ax=axes);
# %%
figure, axes = plt.subplots(figsize=(7, 4))
sns.scatterplot(table, x="x", y="y", hue="group", ax=axes);
# %%
fit = smf.ols("y ~ x + C(group)", table).fit()
fit.summary()
# %%
figure, axes = plt.subplots(figsize=(7, 4))
sns.histplot(fit.resid, ax=axes);
# %%
figure, axes = plt.subplots(figsize=(7, 4))
sns.boxplot(table, x="group", y="y", ax=axes);
# %%
table.pivot_table(index="group", values="y", aggfunc=["mean", "std"])
# %%
print("done", seed)
"""


def make_representative():
    """Make the representative notebook: 13 code cells, 4 charts, an OLS fit."""
    cells = [nbformat.v4.new_code_cell("seed = 0", metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(source.strip()) for source in REPRESENTATIVE.split("# %%")]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def run_stock(job):
    """Run one notebook with stock papermill."""
    notebook, output, parameters = job
    papermill.execute_notebook(nbformat.from_dict(notebook), output, parameters, progress_bar=False)


def run_plain(job):
    """Run the cells as a plain function, rendering what each shows."""
    notebook, _, parameters = job
    names = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            show(run_cell(cell["source"], names))
            draw_open_figures()
        if "parameters" in cell["metadata"].get("tags", []):
            names.update(parameters)


def run_cell(source, names):
    """Run the statements of a cell; return the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    return None if source.rstrip().endswith(";") else value


def show(value):
    """Render a value as text and HTML."""
    if value is not None:
        repr(value)
        getattr(value, "_repr_html_", lambda: None)()


def draw_open_figures():
    """Render the open figures as the inline backend does, and close them."""
    import matplotlib.pyplot as plt
    from IPython.core.pylabtools import print_figure

    for number in plt.get_fignums():
        print_figure(plt.figure(number), fmt="png", bbox_inches="tight", base64=True)
    plt.close("all")


def warm_up():
    """Import what the engine imports, as a worker of the plain function."""
    os.environ["MPLBACKEND"] = "agg"
    import_modules(choose_preload())
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
    """Samples the memory (PSS) of a process and all below it, and counts zombies."""

    def __init__(self):
        self.peak, self.samples = 0, []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _look(self):
        while not self._stop.wait(0.25):
            self.samples.append(measure_pss() / 2**20)
        self.peak = max(self.samples, default=0)


def measure_pss():
    """Sum the proportional memory of this process and all below it, in bytes."""
    total = 0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            text = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(x.split()[1]) * 1024 for x in text.splitlines() if x.startswith("Pss:")), 0)
    return total


def count_leftovers():
    """Count zombies below this process, open descriptors of it, and files of Jupyter and ours in /tmp."""
    zombies = sum(p.status() == psutil.STATUS_ZOMBIE for p in psutil.Process().children(recursive=True))
    files = sum(1 for pattern in ("tmp*.json", "ipykernel_*", "parlib*") for _ in Path("/tmp").glob(pattern))
    return {"zombies": zombies, "descriptors": psutil.Process().num_fds(), "files": files}


def compare_ways(notebook, parameters, rounds, sample, folder):
    """Time all ways in turn, round after round; print medians and ratios."""

    def jobs(count, name):
        return [(notebook, str(folder / f"{name}-{i}.ipynb"), parameters) for i in range(count)]

    times = {"stock": [], "stock x2": [], "engine": [], "e": []}
    fork, spawn = get_context("forkserver"), get_context("spawn")
    with (
        ProcessPoolExecutor(2, mp_context=fork, initializer=warm_up) as plain,
        ProcessPoolExecutor(2, mp_context=spawn) as stock,
        WarmWorkers(2) as workers,
    ):
        for run in (lambda j: list(plain.map(run_plain, j)), lambda j: run_engine(workers, j)):
            run(jobs(4, "warm"))
        list(stock.map(run_stock, jobs(2, "warm")))
        for _ in range(rounds):
            few = jobs(max(2, sample // 6), "few")
            times["stock"].append(time_way(lambda j: [run_stock(x) for x in j], few[:2]))
            times["stock x2"].append(time_way(lambda j: list(stock.map(run_stock, j)), few))
            for _ in range(2):
                times["e"].append(time_way(lambda j: list(plain.map(run_plain, j)), jobs(sample, "e")))
                times["engine"].append(time_way(lambda j: run_engine(workers, j), jobs(sample, "engine")))
    report(times)


def report(times):
    """Print medians by the clock and of processor time, and ratios to the limit, paired within a round."""
    for number, kind in enumerate(("clock", "processor")):
        medians = {way: statistics.median(v[number] for v in values) for way, values in times.items()}
        for way, seconds in medians.items():
            print(f"{kind:10}{way:10}{seconds:7.3f} s a notebook {seconds / medians['e']:6.2f} x e")
        pairs = [a[number] / b[number] for a, b in zip(times["engine"], times["e"], strict=True)]
        print(f"{kind:10}engine / e, paired: {statistics.median(pairs):.3f}")


def measure_growth(notebook, parameters, counts, folder):
    """Run growing numbers of notebooks in one pool; print time, memory and what is left behind."""
    before = count_leftovers()
    with WarmWorkers(2) as workers:
        run_engine(workers, [(notebook, str(folder / "g.ipynb"), parameters)] * 2)
        for count in counts:
            jobs = [(notebook, str(folder / f"g{i % 50}.ipynb"), parameters) for i in range(count)]
            with Watch() as watch:
                seconds, _ = time_way(lambda j: run_engine(workers, j), jobs)
            third = max(1, len(watch.samples) // 3)
            first, last = (statistics.median(part) for part in (watch.samples[:third], watch.samples[-third:]))
            print(
                f"{count:5} notebooks {seconds:.3f} s each, PSS MiB: first third {first:.0f},"
                f" last third {last:.0f}, peak {watch.peak:.0f}, {count_leftovers()}"
            )
    time.sleep(0.5)
    print("before", before, "after", count_leftovers())


def main():
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notebook", type=Path)
    parser.add_argument("--parameters", type=json.loads, default={})
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=12)
    parser.add_argument("--growth", type=lambda text: [int(n) for n in text.split(",")], default=[])
    options = parser.parse_args()
    notebook = nbformat.read(options.notebook, 4) if options.notebook else make_representative()
    with tempfile.TemporaryDirectory() as folder:
        if options.rounds:
            compare_ways(notebook, options.parameters, options.rounds, options.sample, Path(folder))
        if options.growth:
            measure_growth(notebook, options.parameters, options.growth, Path(folder))


if __name__ == "__main__":
    main()
