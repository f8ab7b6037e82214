"""What an export of the one-stop system costs, from 100,000 to 10 million dossiers, beside a plain scan of its file.

Each size is simulated as CSV. Three processes read the same file one after another, so that a busy machine slows all:
a plain scan (arrow reads every column as text, batch by batch, and does nothing with it); taking in (``parlib add``:
days parsed, personal data left out, columns written); counting (what ``parlib clean`` does each time). Seconds of
processor and of the clock are told, and the most memory that each process held. Last, arrow and numpy count the file
anew by code of their own; their totals must be equal.

Usage: python benchmarks/bench_onestop.py [--rows 100000,1000000,10000000] [--folder /tmp]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from limits import hold, settle

DAY = "2025-12-31"
TOLD = ("received", "on_time", "late", "pending", "overdue", "paused", "no_due", "withdrawn", "double", "late_days")


def scan(path):
    """Return the rows of a file, every column of which is read as text."""
    return {"rows": sum(batch.num_rows for batch in open_batches(path))}


def open_batches(path):
    with path.open(encoding="utf-8") as file:
        heads = file.readline().strip().split(",")
    types = dict.fromkeys(heads, pa.string())
    return pyarrow.csv.open_csv(path, convert_options=pyarrow.csv.ConvertOptions(column_types=types))


def take(path):
    """Take the export in as ``parlib add`` does."""
    from parlib.clean.onestop_intake import take_in
    from parlib.readers.onestop import open_export

    with tempfile.TemporaryDirectory() as scratch:
        return {"rows": take_in(open_export(path), path.with_suffix(".parquet"), Path(scratch)).rows}


def count(path):
    """Count the dossiers as ``parlib clean`` does."""
    from parlib.clean.onestop import count_dossiers

    counts, _ = count_dossiers(path.with_suffix(".parquet"), DAY)
    whole = counts[counts["by"] == "whole"].iloc[0]
    return {name: int(whole[name]) for name in TOLD}


def recount(path):
    """Count the dossiers with arrow and numpy, by other rules of the same words."""
    parts = [read_numbers(batch) for batch in open_batches(path)]
    key, state, got, due, done = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((-got, -done.astype(np.int64), key))
    first = np.ones(len(key), dtype=bool)
    first[order[1:]] = key[order[1:]] != key[order[:-1]]
    state, due, done = state[first], due[first], done[first]
    end = np.datetime64(DAY, "D").astype(np.int64)
    has, gone = due >= 0, done >= 0
    moved = np.busday_offset(np.where(has, due, 0).astype("datetime64[D]"), 0, roll="forward").astype(np.int64)
    kept = state != 1
    late = kept & has & gone & (done > moved)
    worked = np.busday_count((moved[late] + 1).astype("datetime64[D]"), (done[late] + 1).astype("datetime64[D]"))
    waits = kept & has & ~gone
    told = {
        "received": kept,
        "on_time": kept & has & gone & (done <= moved),
        "late": late,
        "pending": waits & (state != 2) & (moved >= end),
        "overdue": waits & (state != 2) & (moved < end),
        "paused": waits & (state == 2),
        "no_due": kept & ~has,
        "withdrawn": ~kept,
    }
    counts = {name: int(flags.sum()) for name, flags in told.items()}
    return counts | {"double": int((~first).sum()), "late_days": int(np.maximum(worked, 1).sum())}


def read_numbers(batch):
    """Return number, state and days of the dossiers of a batch; −1 for no day."""
    key = pc.cast(pc.utf8_slice_codeunits(batch.column(0), -9), pa.int64()).to_numpy(zero_copy_only=False)
    state = batch.column("Trạng thái")
    states = pc.equal(state, "Rút hồ sơ").to_numpy(False) * 1 + pc.equal(state, "Chờ bổ sung").to_numpy(False) * 2
    days = []
    for head in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả"):
        text = pc.if_else(pc.equal(batch.column(head), ""), None, batch.column(head))
        day = pc.cast(pc.cast(pc.strptime(text, "%d/%m/%Y", "s"), pa.date32()), pa.int32())
        days.append(pc.fill_null(day, -1).to_numpy(zero_copy_only=False))
    return key, states.astype(np.int8), *days


LIMITS = {"take": 8, "count": 8}
"""Times a scan, from a million dossiers on; with fewer the imports weigh more."""
STEPS = {"scan": scan, "take": take, "count": count, "recount": recount}


def measure(step, path):
    """Run a step in a process of its own; return what it told, its seconds and its memory."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(
        [sys.executable, __file__, "--step", step, str(path)], capture_output=True, text=True, check=True
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(ran.stdout.splitlines()[-1])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return told.pop("told"), clock, cpu, told["memory"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="100000,1000000,10000000")
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        told = STEPS[asked.step[0]](Path(asked.step[1]))
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        memory = next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM"))
        print(json.dumps({"told": told, "memory": memory}))
        return
    from parlib.simulate.onestop import write_export

    print(f"{'dossiers':>11} {'MB':>6} {'step':>8} {'clock s':>8} {'cpu s':>7} {'of a scan':>9} {'MB held':>8}")
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for rows in map(int, asked.rows.split(",")):
            path = write_export(Path(folder) / f"made_{rows}.csv", rows, 2025, 1)
            found, scanned = {}, 0.0
            for step in STEPS:
                found[step], clock, cpu, memory = measure(step, path)
                scanned = cpu if step == "scan" else scanned
                size, times = path.stat().st_size / 1e6, cpu / scanned
                if step in LIMITS and rows >= 1_000_000:
                    hold(f"one-stop, {rows:,} dossiers: {step}, times a scan", times, most=LIMITS[step])
                print(f"{rows:>11,} {size:>6,.0f} {step:>8} {clock:>8.1f} {cpu:>7.1f} {times:>9.1f} {memory:>8,.0f}")
            equal = found["count"] == found["recount"] and found["scan"] == found["take"] == {"rows": rows}
            hold(f"one-stop, {rows:,} dossiers: totals by another way are equal", equal, least=1)
            print(f"{rows:>11,} totals are {'equal' if equal else f'NOT equal: {found}'}", flush=True)
            path.unlink()
    settle()


if __name__ == "__main__":
    main()
