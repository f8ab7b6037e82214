"""Build the review site from the executed notebooks of a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from parlib.changes.earlier import EarlierRun, open_earlier
from parlib.changes.earlier_page import EarlierPage, find_earlier_page
from parlib.changes.show import name_changed
from parlib.pages.assets import TEMPLATES, write_assets
from parlib.results.dossier import say_nothing_run
from parlib.results.fingerprints import read_known_versions
from parlib.results.links import PageLinks, plan_links, relative_address
from parlib.results.manifest import read_pages
from parlib.site.changed_page import write_changed
from parlib.site.front import write_fronts
from parlib.site.navigation import NavLink, name_jumps, plan_navigation, write_jumps
from parlib.site.page import make_page
from parlib.site.page_summary import PageSummary
from parlib.site.scripts import CONTENTS, FOLDER, write_script
from parlib.site.search import write_search
from parlib.site.slides import Places, link_to_slides, write_site_slides
from parlib.speech import tell, write_command
from parlib.store import load_all_places
from parlib.wording.interface import interface_words

SITE_SIGN = "assets/review.css"
"""A file that every built site has: a folder without it is not replaced."""


@dataclass(frozen=True)
class BuiltSite:
    """A site that is built.

    Attributes
    ----------
    entry : pathlib.Path
        Where one enters it.
    pages, missing : int
        Pages that it has, and notebooks of the run that were not there.
    changed : int, optional
        Pages that differ from the earlier run; None where it is compared with none.
    mended : tuple of str
        Raw files behind its pages that are not as they were logged.
    """

    entry: Path
    pages: int
    missing: int
    changed: int | None = None
    mended: tuple[str, ...] = ()


def build_site(
    reports: Path,
    jobs: int = 2,
    home: Path | None = None,
    on_page: Callable[[], object] = lambda: None,
    against: Path | None = None,
    slides: bool = False,
) -> BuiltSite:
    """Build ``reports/site`` from the executed notebooks of a reports folder (trang đọc duyệt).

    The site is built beside and then put in place, so that a build that fails leaves the last one whole. Nothing is
    computed again: every figure on it is one that an executed notebook shows.

    Parameters
    ----------
    reports : pathlib.Path
        Folder that ``parlib report`` wrote.
    jobs : int
        Processes that render pages.
    home : pathlib.Path, optional
        Folder with data/, for the regions and tiles of provinces.
    on_page : callable
        Told of each page that is done, for progress.
    against : pathlib.Path, optional
        An earlier run, a folder or a .zip of one: what differs from it is marked.
    slides : bool
        Lay the slides of every province beside its pages too: about a megabyte each.

    Raises
    ------
    FileNotFoundError
        If there is no run in that folder, or none of its notebooks is there; or no earlier run.
    ValueError
        If ``reports/site`` holds something else than a site, or nothing can be compared with the earlier run.
    """
    records, missing = find_records(reports)
    site, unfinished = reports / FOLDER, reports / f".{FOLDER}"
    if site.exists() and any(site.iterdir()) and not (site / SITE_SIGN).exists():
        raise ValueError(tell("{site} is not a site of parlib: move it away, then run 'parlib site' again", site=site))
    shutil.rmtree(unfinished, ignore_errors=True)
    with _open_against(against, reports, records) as earlier:
        try:
            slides_of = write_site_slides(reports, unfinished, records, jobs, on_page) if slides else {}
            summaries = _make_pages(reports, unfinished, records, jobs, on_page, earlier, slides_of)
            write_site_assets(unfinished / "assets")
            write_jumps(records, unfinished)
            write_search(summaries, unfinished)
            write_script(unfinished / CONTENTS, "contents", {summary.html: summary.content for summary in summaries})
            write_fronts(summaries, load_all_places(home), unfinished)
            if earlier:
                write_changed(summaries, records, earlier, reports.resolve().name, unfinished)
            _put_in_place(unfinished, site)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    changed = sum(summary.change.differs for summary in summaries if summary.change) if earlier else None
    mended = tuple(sorted({file for summary in summaries for file in summary.mended}))
    return BuiltSite(site / "index.html", len(summaries), missing, changed, mended)


@contextmanager
def _open_against(against: Path | None, reports: Path, records: list[dict[str, Any]]) -> Iterator[EarlierRun | None]:
    if against is None:
        yield None
        return
    with open_earlier(against, reports, records) as earlier:
        yield earlier


def find_records(reports: Path) -> tuple[list[dict[str, Any]], int]:
    """Return what the run manifest says of every notebook that is there, and how many are not.

    Raises
    ------
    FileNotFoundError
        If nothing was ever run into that folder, or all its notebooks are gone.
    """
    try:
        records = read_pages(reports)
    except FileNotFoundError:
        raise FileNotFoundError(say_nothing_run(reports)) from None
    there = [record for record in records if (reports / record["notebook"]).is_file()]
    if not there:
        if not records:
            raise FileNotFoundError(say_nothing_run(reports))
        asked = {name: records[0].get(name) for name in ("index", "year", "province", "language")}
        command = write_command("parlib report", **asked, output=reports)
        message = "{reports}: no executed notebook is there; first: {command}"
        raise FileNotFoundError(tell(message, reports=reports, command=command))
    return there, len(records) - len(there)


def write_site_assets(folder: Path) -> None:
    """Lay the styles, fonts and scripts of the site into *folder*."""
    write_assets(folder)
    for source in (TEMPLATES / "review").glob("*.[jc]s*"):
        shutil.copyfile(source, folder / source.name)


def _make_pages(
    reports: Path,
    site: Path,
    records: list[dict[str, Any]],
    jobs: int,
    on_page: Callable[[], object],
    earlier: EarlierRun | None,
    slides_of: Places,
) -> list[PageSummary]:
    links, navigation = plan_links(records), plan_navigation(records)
    before = {}
    if earlier:
        known = read_known_versions(reports)
        before = {record["html"]: find_earlier_page(record, earlier, known) for record in records}
    work = []
    for record in records:
        html = record["html"]
        steps = [*navigation[html], *link_to_slides(record, slides_of)]
        if earlier:
            steps.append(_link_to_changed(record))
        work.append((record, links[html], steps, before.get(html)))
    summaries = []
    with ProcessPoolExecutor(max_workers=min(jobs, len(work))) as pool:
        for summary in pool.map(partial(_make_one, reports, site), work, chunksize=4):
            summaries.append(summary)
            on_page()
    return summaries


def _link_to_changed(record: Mapping[str, Any]) -> NavLink:
    language = record["language"]
    return NavLink(interface_words(language)["changed"], relative_address(name_changed(language), record["html"]))


def _make_one(
    reports: Path, site: Path, work: tuple[Mapping[str, Any], PageLinks, list[NavLink], EarlierPage | None]
) -> PageSummary:
    record, links, navigation, before = work
    jumps = relative_address(name_jumps(record), record["html"])
    return make_page(reports, site, record, links, navigation, jumps, before)


def _put_in_place(unfinished: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    unfinished.rename(site)
    shutil.rmtree(old, ignore_errors=True)
