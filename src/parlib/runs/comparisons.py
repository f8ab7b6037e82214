"""Which comparisons to run: a province beside another, or beside its own earlier year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parlib.files.slug import make_slug
from parlib.merger import load_scores
from parlib.places import load_names
from parlib.runs.plan import PagePlan, name_pages
from parlib.speech import tell
from parlib.store import load_places
from parlib.terms import INDICES
from parlib.wording.titles import SIMULATED_STEM


def plan_comparisons(plans: Sequence[PagePlan], against: Sequence[str], follow: bool = False) -> list[PagePlan]:
    """Plan a comparison page of each planned province with other provinces of its year, or with its own other years.

    Parameters
    ----------
    plans : sequence of PagePlan
        As `plan_pages` returns them; only province pages count.
    against : sequence of str
        Years of four digits, or codes, names or aliases of provinces. A province is not compared with itself.
    follow : bool
        True where a name that only the 63 had stands for the new province that holds it.

    Raises
    ------
    ValueError
        If a province is not known, a year has no figures or another set of provinces, or nothing is left to compare.
    """
    pages = [plan for plan in plans if plan.page == "province"]
    found = [_plan_comparison(plan, asked, follow) for plan in pages for asked in against]
    if against and not any(found):
        raise ValueError(tell("--against {against}: that is the same on both sides", against=against))
    # By address: two names may mean the same province, and a pair is one page.
    return list({plan.html: plan for plan in found if plan}.values())


def _plan_comparison(plan: PagePlan, asked: str, follow: bool) -> PagePlan | None:
    """Return the comparison of a province page with a year or a province, or None with itself."""
    year, other = plan.year, plan.province
    if re.fullmatch(r"\d{4}", asked):
        year = _find_year(plan, int(asked))
    else:
        known = load_names(plan.vintage)
        other = known.find_holder(asked) if follow else known.find(known.complete(asked))
    if (year, other) == (plan.year, plan.province):
        return None
    places = load_places(plan.vintage)
    names = places[places["vintage"] == plan.vintage].set_index("province_code")[f"name_{plan.language}"]
    side = str(year) if other == plan.province else f"{other}-{make_slug(names[other])}"
    stem = plan.html.rsplit("/", 1)[0] + f"/against-{side}" + ("" if plan.language == "vi" else f".{plan.language}")
    plan = replace(plan, page="compare", other_province=other, other_province_name=names[other], other_year=year)
    return name_pages(plan, stem, simulated=SIMULATED_STEM in plan.html)


def _find_year(plan: PagePlan, year: int) -> int:
    """Return *year* if the index has figures of it for the same set of provinces."""
    short, known = INDICES[plan.index].short, sorted(load_scores(plan.index, plan.vintage)["year"].unique())
    if year not in known:
        raise ValueError(
            tell(
                "{short} {year} has no figures of {vintage} provinces; years at hand: {known}",
                short=short,
                year=year,
                vintage=plan.vintage,
                known=known,
            )
        )
    return year
