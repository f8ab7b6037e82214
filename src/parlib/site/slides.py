"""Slides of every province within the site, beside its pages, each page with a link to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from parlib.publish.outline.each import make_each
from parlib.publish.slides.build import SlidesRequest, write_slides
from parlib.results.dossier import list_finished, open_dossier
from parlib.results.links import relative_address
from parlib.site.navigation import NavLink
from parlib.terms import LANGUAGES
from parlib.wording.interface import interface_words

RUN = ("index", "year", "vintage", "language")
"""What the pages of one run have in common."""

Places = dict[tuple[Any, ...], str]
"""Run and province to the address of the slides within the site."""


def write_site_slides(
    reports: Path,
    site: Path,
    records: Sequence[Mapping[str, Any]],
    jobs: int,
    on_done: Callable[[], object] = lambda: None,
) -> Places:
    """Write the slides of every province that was run beside its pages; return where they are.

    Raises
    ------
    OldNotebookError, OutputError
        If the slides of a province cannot be made, when the others are.
    """
    own = {_key(record): record for record in records if record["page"] == "province" and record["status"] != "failed"}
    outcomes = make_each(partial(_write_one, reports, site, own), list(own), jobs, lambda *_: on_done()) if own else {}
    places: Places = {}
    for key, outcome in outcomes.items():
        if isinstance(outcome, Exception):
            raise outcome
        places[key] = outcome
    return places


def _key(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return *(record[name] for name in RUN), record.get("province")


def _write_one(
    reports: Path, site: Path, own: Mapping[tuple[Any, ...], Mapping[str, Any]], key: tuple[Any, ...]
) -> str:
    """Write the slides of one province; return their address within the site."""
    run = dict(zip(RUN, key, strict=False))
    dossier = open_dossier(reports, list_finished(reports), run, key[-1])
    mark = "" if run["language"] == LANGUAGES[0] else f".{run['language']}"
    path = site / Path(own[key]["html"]).with_name(f"slides{mark}.html")
    return write_slides(dossier, SlidesRequest(str(reports), run), path).path.relative_to(site).as_posix()


def link_to_slides(record: Mapping[str, Any], places: Places) -> list[NavLink]:
    """Return the link from a page to the slides of its province, where there are any."""
    address = places.get(_key(record))
    text = interface_words(record["language"])["slides"]
    return [NavLink(text, relative_address(address, record["html"]))] if address else []
