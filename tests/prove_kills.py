"""Commands that change data/raw, killed at any moment and two at once: figures are old or new, nothing is left over.

``python tests/prove_kills.py 200 50`` goes on until so many runs of add, undo and clean were hit (one that ended before
it was killed is not counted), then runs pairs of adds at once.
"""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
from made_boards import list_detail, list_fields, write_rows

from parlib.clean import journal
from parlib.clean.adding import add_file
from parlib.clean.arrival import Arrival
from parlib.clean.check import find_problems
from parlib.clean.journal import find_journal, hold_raw, undo_change
from parlib.clean.run import clean_raw

BOARD = Arrival("par_index", "scoreboard", False)
ROOT = Path(__file__).resolve().parents[1]
PLACES = {"22": "Quảng Ninh", "31": "Hải Phòng", "48": "Đà Nẵng"}


def make_home(folder):
    """Lay a home with fewer tables, so that it is cleaned quickly, and two scoreboards that may be added to it."""
    raw = folder / "data" / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw)
    for index in ("papi", "dti", "pci", "sipas", "service_766"):  # one index is enough
        shutil.rmtree(raw / index)
        for path in (raw / "frameworks").glob(f"*{index}*"):
            path.unlink()
    (raw / "frameworks" / "breaks.csv").unlink()  # it speaks of them
    rows = (raw / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.split(",")[1] != "file" or (raw / row.split(",")[2]).exists()]
    (raw / "sources.csv").write_text("".join(kept), encoding="utf-8")
    write_rows(folder / "own.xlsx", list_detail())
    write_rows(folder / "country.xlsx", list_fields(PLACES, most=False), "Tổng hợp")
    return raw


def start(work, *given):
    """Begin a command in a process of its own, whose number is returned; it ends with 0, or 1 with the reason."""
    child = os.fork()
    if child:
        return child
    with Path(os.devnull).open("w") as silence, contextlib.redirect_stderr(silence):
        try:
            work(*given)
            os._exit(0)
        except BaseException as error:
            print(f"{work.__name__}: {error!r}", flush=True)
            os._exit(1)


def add(raw, name):
    add_file(raw, raw.parents[1] / f"{name}.xlsx", BOARD, 2025, "Sở Nội vụ")


def undo(raw):
    undo_change(raw)


def clean(raw):
    clean_raw(raw, raw.parent / "processed")


def sign(raw):
    """Return a hash of all that lies in data/raw, by path and content."""
    found = [(path.relative_to(raw).as_posix(), path.read_bytes()) for path in sorted(raw.rglob("*")) if path.is_file()]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def list_leftovers(raw):
    """Return files that no finished command leaves: in the journal, beside the tables, in the folder of the system."""
    beside = [path for path in find_journal(raw).glob(".*") if path.name != ".lock"]
    beside += [path for path in raw.rglob(".*") if path.is_file()]
    return beside + list(Path(tempfile.gettempdir()).glob("parlib-*"))


def list_beside_tables(raw):
    """Return files among the tables that are none."""
    found = (raw.parent / "processed").iterdir()
    return [path for path in found if path.suffix not in (".parquet", ".json") and path.name != ".lock"]


CHECKED = {}
"""What the check said of a state of data/raw, by its hash: the same bytes are checked once."""


def check(raw):
    """Return what ``parlib check`` says of data/raw; what a killed command left is settled first."""
    with hold_raw(raw):
        state = sign(raw)
    if state not in CHECKED:
        CHECKED[state] = [str(problem) for problem in find_problems(raw)]
    return CHECKED[state]


def judge(raw, known):
    """Return what is wrong after a command was killed."""
    wrong = list(check(raw))
    wrong += [] if sign(raw) in known else ["data/raw is neither old nor new"]
    for table in (raw.parent / "processed").glob("*.parquet"):
        pq.read_metadata(table)
    return wrong


def kill(child, work, took, chance):
    """Kill a command at a moment of its run and say so; one that ended before teaches how long they take."""
    began, moment = time.perf_counter(), chance.random() * took[work]
    while not (ended := os.waitpid(child, os.WNOHANG)[0]) and time.perf_counter() - began < moment:
        time.sleep(0.002)
    if ended:
        took[work] = (took[work] + time.perf_counter() - began) / 2
        return "done"
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return "killed" if os.WIFSIGNALED(os.waitpid(child, 0)[1]) else "done"


def kill_runs(raw, count, chance):
    """Kill so many commands at any moment of their run; return how they ended and what was wrong."""
    old, took = sign(raw), {}
    for work, given in ((clean, ()), (add, ("own",)), (undo, ())):  # each once undisturbed: how long it takes
        began = time.perf_counter()
        os.waitpid(start(work, raw, *given), 0)
        took[work] = time.perf_counter() - began
        new = sign(raw) if work is add else None or locals().get("new")
    ends, wrong, turn = Counter(), [], 0
    while sum(many for (_, end), many in ends.items() if end == "killed") < count:
        turn += 1
        there = sign(raw) != old
        work = clean if turn % 3 == 2 else undo if there else add
        end = kill(start(work, raw, *(("own",) if work is add else ())), work, took, chance)
        ends[work.__name__, end] += 1
        found = judge(raw, (old, new))
        found += [f"left over: {path.name}" for path in list_leftovers(raw)]
        wrong += [f"{turn}, {work.__name__}: {line}" for line in found]
    if sign(raw) != old:
        undo(raw)
    wrong += [] if sign(raw) == old else ["the last change cannot be undone"]
    clean(raw)  # what killed ones left beside the tables is gone when one has run
    return ends, wrong + [f"left over: {path.name}" for path in list_beside_tables(raw)]


def pair_adds(raw, count, chance):
    """Add two files at once; both are in afterwards, as if one had waited for the other."""
    old, states, wrong = sign(raw), Counter(), []
    for turn in range(count):
        pair = ("own", "country") if turn % 2 else ("country", "own")
        children = []
        for name in pair:
            children.append(start(add, raw, name))
            time.sleep(chance.random() * 0.2)
        ends = [os.waitpid(child, 0)[1] for child in children]
        wrong += [f"pair {turn}: an add ended with {ends}"] if any(ends) else []
        wrong += [f"pair {turn}: {problem}" for problem in check(raw)]
        wrong += [f"pair {turn}: left over {path.name}" for path in list_leftovers(raw)]
        states[sign(raw)] += 1
        for _ in pair:
            undo(raw)
        wrong += [] if sign(raw) == old else [f"pair {turn}: not as before once both are undone"]
    wrong += [f"the pairs came to {len(states)} states of data/raw"] if len(states) > 2 else []  # by who came first
    return states, wrong


def prove(folder, kills, pairs, seed=1):
    """Return what came of so many kills that hit and pairs: ends of commands, figures of pairs, what was wrong."""
    raw, chance = make_home(folder), random.Random(seed)
    journal.WAIT = 3600  # on a machine that is loaded a command may wait long for another: that is not what is proved
    with keep_apart(folder / "temporary"):
        ends, wrong = kill_runs(raw, kills, chance)
        states, more = pair_adds(raw, pairs, chance)
    return ends, states, wrong + more


@contextlib.contextmanager
def keep_apart(folder):
    """Give this process and its forks a temporary folder of their own: others use the one of the system, too."""
    folder.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        ends, states, wrong = prove(Path(folder), int(sys.argv[1]), int(sys.argv[2]))
    print({", ".join(key): many for key, many in ends.items()}, list(states.values()))
    print("\n".join(wrong) or "nothing was wrong")
    sys.exit(1 if wrong else 0)
