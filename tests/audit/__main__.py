"""``python -m tests.audit REPORTS_FOLDER``: check every claim of every executed page against data/raw."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .links import Links, follow_links
from .pages import find_pages
from .run import audit, show

ROOT = Path(__file__).parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path, nargs="+", help="folder that parlib report wrote")
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    parser.add_argument("--most", type=int, default=40, help="rows of each list that are shown")
    asked = parser.parse_args()
    bad = 0
    for reports in asked.reports:
        found = audit(reports, asked.raw)
        print(show(found, asked.most))
        links = Links()
        for path in find_pages(reports):
            follow_links(path, links)
        print(
            f"\n{links.followed} links; {len(links.wrong)} to a wrong cell; {len(links.loose)} sentences with a number beside them"
        )
        for each in (links.wrong + links.loose)[: asked.most]:
            print("  ", *each)
        bad += len(found.wrong) + len(found.missing) + len(found.contradictions) + len(links.wrong) + len(links.loose)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
