"""Print the coverage of each room of parlib, and fail where a room, or all of them, are below their floor.

python tests/coverage_rooms.py coverage.json

What notebooks run is not counted: their kernels are processes of their own.
"""

import json
import sys
from collections import Counter
from pathlib import Path

FLOOR = 33
OF_ROOMS = {
    "study": 68,
    "questions": 54,
    "language": 73,
    "charts": 65,
    "subject": 88,
    "terms": 88,
    "merger": 93,
    "scores": 99,
}
"""Percent of the statements that `make coverage` runs: of all rooms together, and of those that its tests are of.
Raise them; lower none."""


def count_rooms(report):
    """Return the statements of each room, and how many of them were run, from coverage's JSON report."""
    statements, run = Counter(), Counter()
    for file, found in report["files"].items():
        inside = Path(file).parts
        room = inside[inside.index("parlib") + 1].removesuffix(".py")
        statements[room] += found["summary"]["num_statements"]
        run[room] += found["summary"]["covered_lines"]
    return statements, run


def find_low(statements, run, floor, of_rooms):
    """Return a line for each room, and for all together, that is below its floor."""
    shares = {room: 100 * run[room] / count for room, count in statements.items() if count}
    shares["all"] = 100 * run.total() / statements.total()
    floors = {**of_rooms, "all": floor}
    return [
        f"{room}: {shares.get(room, 0):.1f}% is below {least}%"
        for room, least in floors.items()
        if shares.get(room, 0) < least
    ]


def main(path):
    """Print every room, the largest first; return what is below its floor."""
    statements, run = count_rooms(json.loads(Path(path).read_text(encoding="utf-8")))
    for room, count in statements.most_common():
        if count:
            print(f"{room:14} {100 * run[room] / count:5.1f}%  {run[room]:6,} of {count:6,} statements")
    print(f"{'all':14} {100 * run.total() / statements.total():5.1f}%  {run.total():6,} of {statements.total():6,}")
    return find_low(statements, run, FLOOR, OF_ROOMS)


if __name__ == "__main__":
    sys.exit("\n".join(main(sys.argv[1])) or None)
