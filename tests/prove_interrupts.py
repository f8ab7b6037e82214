"""Engine runs that are killed or interrupted at any moment: every run ends, no process and no file of it is left.

``python tests/prove_interrupts.py 60`` starts so many runs in turn (``papermill --engine parlib``, ``parlib report``),
each in temporary and runtime folders of its own, and ends it at a random moment: the command itself (SIGKILL, SIGTERM,
Ctrl+C as a terminal sends it) or one of the processes below it (SIGKILL). The notebook leaves threads, processes and a
temporary folder of its own behind, as notebooks do. Told at the end: runs that did not end, processes and files left.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from contextlib import suppress
from pathlib import Path

import nbformat

from parlib.cli.common import clean_if_changed

ROOT = Path(__file__).resolve().parents[1]
MARK = "PARLIB_PROVED"
ENDS_WITHIN = 600.0
"""Seconds in which a run ends that was not itself killed, also on a machine that is busy: the rest of its pages."""
KEPT = (".lock", ".lock-holder")
"""Of a folder of pages, for good: who is killed cannot take its name away, and the next run writes its own."""
GONE_WITHIN = 10.0
"""Seconds in which the family of a run is gone that has ended."""

CELLS = (
    "import numpy, pandas, threading, subprocess, multiprocessing, time, os",
    "threading.Thread(target=time.sleep, args=(100,), daemon=True).start()\nleft = subprocess.Popen(['sleep', '100'])",
    "with multiprocessing.get_context('fork').Pool(2) as pool: print(pool.map(abs, range(-4, 4)))",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]); None",
    "for n in range(30): print(n, flush=True); time.sleep(0.05)",
)


def list_family(mark):
    """Return number and command of each process that was started by the run *mark*."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (place / "environ").read_bytes().split(b"\0"):
                found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:150]
    return found


def list_sockets():
    """Return the names of the sockets that have one in the file system or in the kernel."""
    return {line.split()[7] for line in Path("/proc/net/unix").read_text().splitlines()[1:] if len(line.split()) > 7}


def list_left(place):
    """Return the files that should not be there: all in the temporary and runtime folders, hidden and broken ones."""
    left = [path for name in ("tmp", "runtime") for path in (place / name).rglob("*")]
    for path in (path for path in (place / "out").rglob("*") if path.is_file()):
        if path.suffix == ".ipynb":
            try:
                nbformat.validate(json.loads(path.read_text(encoding="utf-8")))
            except Exception as error:
                left.append(f"{path} is broken: {error!r:.80}")
        if path.name.startswith(".") and path.name not in KEPT:
            left.append(path)
    return [str(path) for path in left]


def start(way, place):
    """Start a run of its own process group; return it and its mark."""
    mark = uuid.uuid4().hex
    own = {MARK: mark, "TMPDIR": str(place / "tmp"), "JUPYTER_RUNTIME_DIR": str(place / "runtime")}
    command = {
        "papermill": ["papermill", "--engine", "parlib", "in.ipynb", "out/out.ipynb", "--no-progress-bar"],
        "report": ["parlib", "report", "--index", "papi", "--province", "22", "--component", "4", "--output", "out"],
    }[way]
    command[0] = str(Path(sys.executable).with_name(command[0]))
    with (place / "said").open("w") as said:
        environment = os.environ | {"PARLIB_HOME": str(ROOT)} | own
        return subprocess.Popen(
            command, cwd=place, env=environment, stdout=said, stderr=said, start_new_session=True
        ), mark


def end_somewhere(process, mark, how, draw):
    """End the run, or a process below it; say what was ended."""
    if how in ("SIGKILL", "SIGTERM"):
        process.send_signal(getattr(signal, how))
    elif how == "Ctrl+C":
        os.killpg(process.pid, signal.SIGINT)
    else:
        below = [number for number in list_family(mark) if number != process.pid]
        if below:
            with suppress(ProcessLookupError):
                os.kill(draw.choice(below), signal.SIGKILL)
        return "one below" if below else "nothing yet"
    return how


def prove(turn, draw, sockets):
    """Make one run and end it at a random moment; return what was done and what is wrong with how it ended."""
    way, how = ("papermill", "report")[turn % 4 == 3], ("SIGKILL", "SIGTERM", "Ctrl+C", "one below")[turn // 4 % 4]
    with tempfile.TemporaryDirectory(prefix="proof-") as folder:
        place = Path(folder)
        for name in ("tmp", "runtime", "out"):
            (place / name).mkdir()
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), place / "in.ipynb")
        moment = draw.uniform(0.2, 2.0) * draw.choice((1, 3, 8))
        process, mark = start(way, place)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        ended_first = process.poll() is not None
        done = "nothing: it had ended" if ended_first else end_somewhere(process, mark, how, draw)
        wrong = []
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            wrong.append(f"did not end: {list_family(mark)}")
            os.killpg(process.pid, signal.SIGKILL)
        begun = time.monotonic()
        while (family := list_family(mark)) and time.monotonic() < begun + GONE_WITHIN:
            time.sleep(0.1)
        gone = time.monotonic() - begun
        wrong += [f"left running: {command}" for command in family.values()]
        wrong += [f"left: {path}" for path in list_left(place)]
        wrong += [f"socket left: {name}" for name in list_sockets() - sockets if str(place) in name]
        for number in family:
            os.kill(number, signal.SIGKILL)
        said = (place / "said").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        told = f"{turn:3} {way:9} {done} after {moment:.1f} s: ended {process.returncode}, family gone in {gone:.1f} s"
        print(told, "|", said[-1][:100] if said else "", *(f"\n    {line}" for line in wrong), flush=True)
        if keep := os.environ.get("KEEP_SAID"):
            shutil.copy(place / "said", Path(keep) / f"{turn}.txt")
    return f"{way}, {done}", wrong


def main(runs, seed=1):
    """Make the runs, tell what was ended how often and what was wrong; leave with 1 if anything was."""
    clean_if_changed(ROOT)
    draw, sockets, done, wrong = random.Random(seed), list_sockets(), Counter(), []
    for turn in range(runs):
        ended, found = prove(turn, draw, sockets)
        done[ended] += 1
        wrong += found
    print(*(f"{count:4} {what}" for what, count in sorted(done.items())), sep="\n")
    print(f"{runs} runs, {len(wrong)} things wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["60"]))
