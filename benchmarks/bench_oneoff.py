"""What one notebook costs that is run alone, and how soon a kernel is ready: the warm engine beside stock.

Ways, taken in turn in every round, in processor time of the command and of all below it, since others may use the
machine; a clock would measure them too. Two notebooks: ``1 + 1``, and one with a table and a chart.

- ``papermill`` and ``papermill --engine parlib``: the first notebook of a program,
- the second notebook of a program, by the engine and by nbclient,
- a later command of papermill and of ``jupyter execute`` where a warm process is kept (PARLIB_KEEP_WARM), and stock,
- a kernel as JupyterLab starts it, from the order to its first answer, by the clock: forked and stock, in turn.

Usage: python benchmarks/bench_oneoff.py [--rounds 5]
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from limits import hold, settle

ROOT = Path(__file__).resolve().parents[1]
KERNEL = {"name": "python3", "language": "python", "display_name": "Python 3"}
NOTEBOOKS = {
    "1 + 1": ("1 + 1",),
    "a chart": (
        "import pandas as pd\nimport matplotlib.pyplot as plt",
        "rows = pd.DataFrame({'a': [1, 2], 'b': [3, 4]}); rows",
        "plt.plot(rows['a'], rows['b']); None",
    ),
}
SECOND = """
import json, nbformat, os, resource, sys
def spend():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
def measure_below():  # of the warm process, which has not ended
    total = 0
    for place in os.listdir("/proc"):
        if place.isdigit():
            try:
                words = open(f"/proc/{place}/stat").read().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) == os.getpid():
                total += sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")
    return total
way, source, out = sys.argv[1:]
def run():
    if way == "engine":
        import papermill
        papermill.execute_notebook(source, out, engine_name="parlib", progress_bar=False)
    else:
        import nbclient
        notebook = nbformat.read(source, 4)
        nbclient.NotebookClient(notebook).execute()
        nbformat.write(notebook, out)
run()
times = []
for turn in range(3):
    begun = spend() + measure_below()
    run()
    times.append(spend() + measure_below() - begun)
print(json.dumps(sorted(times)[1]))
"""


def measure_command(command):
    """Return seconds of processor time of a command and all below it, and what it said last."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said[-1] if said else ""


def measure_kept(command, folder):
    """Return seconds of processor time of a command, of all below it, and of what the kept process did for it."""
    before = spend_kept(folder)
    own = measure_command(["env", "PARLIB_KEEP_WARM=5", f"XDG_RUNTIME_DIR={folder}", *command])[0]
    time.sleep(0.5)  # the kernel has left, and is counted where it is waited for
    return own + spend_kept(folder) - before


def spend_kept(folder):
    """Return the processor time of the kept process whose socket lies in *folder*, and of its children."""
    total = 0
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdigit() and f"={folder}\0".encode() in (place / "environ").read_bytes():
                total += sum(map(int, (place / "stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def measure_second(way, source, out):
    """Return seconds of processor time of the second notebook in a program."""
    return json.loads(measure_command([sys.executable, "-c", SECOND, way, source, out])[1])


async def time_kernel(provisioner):
    """Return the seconds from the order of a kernel to its first answer."""
    from jupyter_client import AsyncKernelManager
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    KernelProvisionerFactory.instance().default_provisioner_name = provisioner
    manager = AsyncKernelManager(kernel_name="python3")
    begun = time.perf_counter()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    await client.get_shell_msg(timeout=60)
    spent = time.perf_counter() - begun
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return spent


async def time_kernels(rounds):
    """Return the seconds of kernels in turn, forked and stock; the first is a stock kernel for both."""
    from parlib.engine.preload import choose_preload
    from parlib.engine.provisioner import warm_up

    await asyncio.to_thread(warm_up, choose_preload())
    return [(await time_kernel("parlib"), await time_kernel("local-provisioner")) for _ in range(rounds)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        measure_kernels(4 * rounds)
        for name, cells in NOTEBOOKS.items():
            measure_notebook(name, cells, rounds)
            measure_later(name, rounds)
        os.chdir(ROOT)
    settle()


def measure_kernels(rounds):
    """Tell how soon a kernel is ready."""
    pairs = asyncio.run(time_kernels(rounds))
    for at, what in enumerate(("forked", "stock")):
        seconds = [pair[at] for pair in pairs]
        print(f"kernel ready, {what}: {statistics.median(seconds):.3f} s, at best {min(seconds):.3f} s", flush=True)
    # A clock tells nothing on a busy machine; stock takes 0.3 s on one that is not, so that this is 0.15 s.
    hold("kernel in JupyterLab ready, over stock", statistics.median(a / b for a, b in pairs), most=0.5)


def measure_notebook(name, cells, rounds):
    """Tell what a notebook costs, the first and the second of a program."""
    papermill = str(Path(sys.executable).with_name("papermill"))
    cells = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), "in.ipynb")
    command = [papermill, "in.ipynb", "out.ipynb", "--no-progress-bar"]
    first, second = [], []
    for _ in range(rounds):
        first.append([measure_command([*command, *own])[0] for own in ((), ("--engine", "parlib"))])
        second.append([measure_second(way, "in.ipynb", "out.ipynb") for way in ("nbclient", "engine")])
    for what, pairs, most in (("first, over papermill", first, 1.0), ("second, over nbclient", second, 0.5)):
        stock, engine = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
        ratio = statistics.median(engine / stock for stock, engine in pairs)
        print(f"{name}: {what}: {engine:.2f} s of {stock:.2f} s of processor, paired {ratio:.2f}", flush=True)
        hold(f"notebook '{name}': {what}, processor", ratio, most=most)


def measure_later(name, rounds):
    """Tell what a notebook costs that a later command runs on a kernel of the process that is kept."""
    papermill, execute = (str(Path(sys.executable).with_name(name)) for name in ("papermill", "jupyter-execute"))
    provisioner = ["env", "JUPYTER_DEFAULT_PROVISIONER_NAME=parlib", execute]
    ways = {
        "papermill": ([papermill], [papermill, "--engine", "parlib"], ["in.ipynb", "out.ipynb", "--no-progress-bar"]),
        "jupyter execute": ([execute], provisioner, ["in.ipynb", "--output", "out"]),
    }
    kept = Path("kept").absolute()
    kept.mkdir(exist_ok=True)
    for way, (stock, warm, rest) in ways.items():
        for _ in range(2):  # the first may be what starts it
            measure_kept([*warm, *rest], kept)
        pairs = [(measure_command([*stock, *rest])[0], measure_kept([*warm, *rest], kept)) for _ in range(rounds)]
        ratio = statistics.median(engine / stock for stock, engine in pairs)
        seconds = [statistics.median(pair[at] for pair in pairs) for at in (1, 0)]
        print(f"{name}: later {way}, kept warm: {seconds[0]:.2f} s of {seconds[1]:.2f} s of processor, {ratio:.2f}")
        hold(f"notebook '{name}': later {way}, kept warm, processor", ratio, most=0.9 if way == "papermill" else 1.2)


if __name__ == "__main__":
    main()
