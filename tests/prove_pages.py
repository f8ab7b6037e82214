"""Every page of an index and year, its template run in this process instead of a kernel, and every claim on it checked.

``python tests/prove_pages.py papi 2024 vi en`` plans the national page, the pages of all provinces with all their
components, and their sheets, as ``parlib report`` would, runs the cells of their templates and holds what the exhibits
say against data/raw (`audit`). A run of notebooks takes ten times as long and says the same; what only it has, pages
and links, is checked by ``python -m audit REPORTS``. ``--part 2/3`` takes every third page, from the second on;
``--vintage 34`` tells years of the 63 provinces for the 34.
"""

import argparse
import sys
import time

from audit.claims import read_claims
from audit.run import Audit, open_raw, show
from audit.tables import read_tables
from made_pages import make_audited
from made_partial import list_exhibits
from places_here import ROOT

from parlib.indices import INDICES
from parlib.runs.plan import plan_pages, plan_sheets

EVERY = 200
"""Pages after which what was found so far is told."""


def prove(plans, home):
    """Run and check the planned pages; return what came of it."""
    raw, found, begun = open_raw(home), Audit(), time.monotonic()
    for at, plan in enumerate(plans, start=1):
        about = {name: getattr(plan, name) for name in ("index", "year", "vintage", "language")}
        about["place"] = "VN" if plan.page == "national" else plan.province
        page = make_audited(plan.page, about, list_exhibits(plan.page, **plan.parameters), plan.component or "total")
        page.path = plan.notebook
        found.add(read_claims(page, *raw))
        found.found += [(page.path, each) for each in read_tables(page, *raw)]
        if at % EVERY == 0 or at == len(plans):
            wrong = len(found.wrong), len(found.missing), len(found.contradictions), len(found.unread)
            print(f"{at} of {len(plans)} pages, {time.monotonic() - begun:.0f} s: {wrong}", flush=True)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("year", type=int)
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--vintage", default="", help="34: years of the 63 are told for the 34")
    asked = parser.parse_args()
    part, parts = map(int, asked.part.split("/"))
    with INDICES.hold():
        about = {"components": ("all",), "vintage": asked.vintage}
        plans = [
            plan
            for language in asked.languages
            for plan in plan_pages(asked.index, asked.year, language=language, **about)
        ]
        plans += plan_sheets(plans)
        found = prove(plans[part - 1 :: parts], ROOT / "data" / "raw")
    print(show(found))
    sys.exit(bool(found.wrong or found.missing or found.contradictions or found.unread))


if __name__ == "__main__":
    main()
