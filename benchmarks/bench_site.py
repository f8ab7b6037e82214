"""What the review site costs: time and size at 900 pages, and how both grow to 3,000.

The pages are real ones: the notebooks of two provinces are run once (or taken from ``--reports``) and copied under
other names. A picture that the two provinces share stays shared, as it would be in a real run; every other is made
unlike all others, so that no page is cheaper than a real one.

Needs the cleaned tables: run ``parlib clean`` first.

Usage: python benchmarks/bench_site.py [--sizes 300,900,3000] [--jobs 2] [--reports FOLDER]
"""

import argparse
import base64
import gzip
import json
import os
import shutil
import struct
import tempfile
import time
import zlib
from pathlib import Path

from limits import hold, settle

from parlib.results.manifest import MANIFEST, read_pages
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.site.build import build_site
from parlib.store import find_home, load_fingerprint

PROVINCES = ("22", "66")
LIMITS = {"cpu": 130, "kB": 222, "packed": 60 * 1024}
"""Of a page: milliseconds of processor time, kilobytes of the whole site, bytes of the largest page as it is sent.

Its charts are drawn in the page, which is about five times as large before it is packed.
"""


def run_real(folder):
    """Run the notebooks of two provinces in Vietnamese."""
    run_pages(plan_pages("papi", 2024, PROVINCES), folder)
    return folder


def read_real(reports):
    """Return records and notebooks of the provinces' pages, and the pictures that more than one of them shows."""
    wanted = {"index": "papi", "vintage": "63", "language": "vi"}
    records = [
        record
        for record in read_pages(reports)
        if record["page"] in ("province", "component") and wanted.items() <= record.items()
    ]
    pages = [(record, json.loads((reports / record["notebook"]).read_text(encoding="utf-8"))) for record in records]
    seen, shared = set(), set()
    for _, notebook in pages:
        own = {bundle["image/png"] for bundle in find_pictures(notebook)}
        shared |= own & seen
        seen |= own
    return pages, shared


def find_pictures(notebook):
    """Yield the outputs that hold a picture."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                yield output["data"]


def write_copies(pages, shared, size, folder):
    """Write *size* pages: provinces one after the other, each with the pages of one of the real provinces."""
    codes = {record["province"] for record, _ in pages}
    groups = [[page for page in pages if page[0]["province"] == code] for code in sorted(codes)]
    with (folder / MANIFEST).open("w", encoding="utf-8") as manifest:
        written = province = 0
        while written < size:
            for record, notebook in groups[province % len(groups)][: size - written]:
                copy = write_copy(record, notebook, shared, province, folder)
                manifest.write(json.dumps(copy, ensure_ascii=False) + "\n")
                written += 1
            province += 1


def write_copy(record, notebook, shared, province, folder):
    """Write a notebook under another province's name and year, with pictures of its own; return its record."""
    year, code = 2024 - province // 63, f"{province % 63 + 1:02}"
    name = f"papi/{year}/{code}-tinh/{record['component'] or record['page']}"
    about = {"province": code, "province_name": f"Tỉnh {code}", "year": year, "html": f"{name}.html"}
    before = {bundle["image/png"]: bundle for bundle in find_pictures(notebook)}
    for number, (png, bundle) in enumerate(before.items()):
        if png not in shared:
            bundle["image/png"] = make_unlike(png, f"{province} {number}")
    copy = {**record, **about, "notebook": f"{name}.ipynb"}
    metadata = {**notebook["metadata"], "parlib": {**notebook["metadata"]["parlib"], **about}}
    path = folder / copy["notebook"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**notebook, "metadata": metadata}, ensure_ascii=False), encoding="utf-8")
    for png, bundle in before.items():
        bundle["image/png"] = png
    return copy


def make_unlike(png, note):
    """Return a PNG with a note in it, so that its bytes are like no other's; the picture is the same."""
    data, text = base64.b64decode(png), b"tEXtComment\0" + note.encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return base64.b64encode(data[:-12] + chunk + data[-12:]).decode()


def measure(pages, shared, size, jobs):
    """Return what a site of *size* pages costs: seconds, seconds of CPU, megabytes, files, the largest page."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder)
        write_copies(pages, shared, size, reports)
        started, worked = time.perf_counter(), sum(os.times()[:4])
        built = build_site(reports, jobs)
        seconds, cpu = time.perf_counter() - started, sum(os.times()[:4]) - worked
        files = [path for path in built.entry.parent.rglob("*") if path.is_file()]
        sizes = {path: path.stat().st_size for path in files}
        largest = max(
            (path for path in files if path.suffix == ".html" and "index" not in path.name), key=sizes.__getitem__
        )
        search = sum(size for path, size in sizes.items() if "search" in path.parts)
        assert built.pages == size
        return {
            "pages": size,
            "seconds": seconds,
            "cpu": cpu,
            "megabytes": sum(sizes.values()) / 1e6,
            "search": search / 1e6,
            "files": len(files),
            "html": sizes[largest],
            "packed": len(gzip.compress(largest.read_bytes())),
        }


def main():
    """Measure each size and say how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,900,3000")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--reports", type=Path)
    asked = parser.parse_args()
    if load_fingerprint(find_home() / "data" / "processed") is None:
        parser.exit(2, f"{find_home()}: no cleaned tables: run 'parlib clean' there first\n")
    work = Path(tempfile.mkdtemp())
    try:
        pages, shared = read_real(asked.reports or run_real(work))
        found = [measure(pages, shared, int(size), asked.jobs) for size in asked.sizes.split(",")]
    finally:
        shutil.rmtree(work)
    for row in found:
        per_page = {"ms": 1000 * row["seconds"] / row["pages"], "kB": 1000 * row["megabytes"] / row["pages"]}
        print(
            f"{row['pages']:5} pages: {row['seconds']:6.1f} s ({per_page['ms']:.0f} ms a page), "
            f"{row['cpu']:.1f} s of CPU, "
            f"{row['megabytes']:6.1f} MB ({per_page['kB']:.0f} kB a page), search {row['search']:.1f} MB, "
            f"{row['files']} files, largest page {row['html']} bytes, packed {row['packed']}"
        )
    first, last = found[0], found[-1]
    growth = (last["seconds"] / first["seconds"]) / (last["pages"] / first["pages"])
    print(f"time a page at {last['pages']} pages over that at {first['pages']}: {growth:.2f}")
    hold("site: time a page, the largest over the smallest", growth, most=1.25)
    hold("site: ms of processor a page", 1000 * last["cpu"] / last["pages"], most=LIMITS["cpu"])
    hold("site: kB a page", 1000 * last["megabytes"] / last["pages"], most=LIMITS["kB"])
    hold("site: bytes of the largest page, packed", max(row["packed"] for row in found), most=LIMITS["packed"])
    settle()


if __name__ == "__main__":
    main()
