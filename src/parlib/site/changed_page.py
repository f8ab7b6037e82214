"""The page of what changed: which run against which, findings and numbers that differ, pages in one run only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from parlib.changes.earlier import EarlierRun
from parlib.changes.lines import FINDING, Line
from parlib.changes.reasons import REASONS
from parlib.changes.show import name_changed
from parlib.language.numbers import format_number
from parlib.language.words import speak_of
from parlib.pages.assets import TEMPLATES
from parlib.site.changed_files import find_place, order_lines, write_csv, write_list
from parlib.site.navigation import NavLink, name_front, name_jumps
from parlib.site.page import minify_html
from parlib.site.page_summary import PageSummary
from parlib.terms import INDICES, order_code
from parlib.wording.interface import interface_words
from parlib.wording.titles import name_component

SHOWN = 100
"""Lines that the page shows before a reader filters, and pages that are in one run only."""


def write_changed(
    pages: Sequence[PageSummary], records: Sequence[Mapping[str, Any]], earlier: EarlierRun, name: str, site: Path
) -> None:
    """Write the page of what changed in each language of the run, with its CSV (trang có gì thay đổi).

    Parameters
    ----------
    pages : sequence of PageSummary
        The site's pages, compared with the earlier run.
    records : sequence of mapping
        What the manifest says of them.
    earlier : EarlierRun
        The run that they are compared with.
    name : str
        What the folder of this run is called.
    site : pathlib.Path
        Where to write.
    """
    languages = list(dict.fromkeys(page.language for page in pages))
    runs = [describe_run(earlier.records.values(), earlier.name), describe_run(records, name)]
    here = {page.html for page in pages}
    for language in languages:
        spoken = [page for page in pages if page.language == language]
        left = [record for html, record in earlier.records.items() if html not in here]
        gone = [record for record in left if record["language"] == language]
        described = describe_changed(spoken, gone, runs, [other for other in languages if other != language])
        stem = name_changed(language).removesuffix(".html")
        described["csv_lines"] = write_csv(spoken, described["words"], site / f"{stem}.csv")
        write_list(described["ordered"], spoken, site / f"{stem}.js")
        text = minify_html(_template().render(page=described | {"stem": stem}, words=described["words"]))
        (site / f"{stem}.html").write_text(text, encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader([TEMPLATES / "review", TEMPLATES / "page"])
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("changed.html.j2")


def describe_run(records: Iterable[Mapping[str, Any]], name: str) -> dict[str, Any]:
    """Return what identifies a run: name, pages, first and last day, versions, hashes of data and templates."""
    records = list(records)
    made = [record for record in records if record.get("template")]
    days = sorted(str(record["finished"])[:16] for record in records if record.get("finished"))

    def gather(field: str, letters: int = 12) -> list[str]:
        return sorted({str(record[field])[:letters] for record in records if record.get(field)})

    return {
        "name": name,
        "pages": len(records),
        "days": list(dict.fromkeys([days[0], days[-1]])) if days else [],
        "versions": gather("version"),
        "data": gather("data"),
        "templates": sorted({f"{record['page']} {str(record['template'])[:12]}" for record in made}),
    }


def describe_changed(
    pages: Sequence[PageSummary],
    gone: Sequence[Mapping[str, Any]],
    runs: Sequence[Mapping[str, Any]],
    other_languages: Sequence[str],
) -> dict[str, Any]:
    """Describe the page of what changed in one language as plain data."""
    first = max(pages, key=lambda page: page.year)
    words = interface_words(first.language)
    ordered = order_lines(pages)
    differing = [page for page in pages if page.change and page.change.differs]
    return {
        "language": first.language,
        "words": words,
        "others": [(other, name_changed(other)) for other in other_languages],
        "navigation": [
            NavLink(words["matrix"], name_front(vars(first))),
            NavLink(words["changed"], name_changed(first.language), current=True),
        ],
        "jumps": name_jumps(vars(first)),
        "runs": [{**run, "days": [_say_time(day, first.language) for day in run["days"]]} for run in runs],
        "counts": _count_pages(pages, differing, gone),
        "reasons": _count_reasons(differing),
        "places": _list_places(differing),
        "components": _list_components(differing),
        "findings": [
            _describe_finding(page, line, words)
            for page in sorted(differing, key=lambda page: -max((line.size or 0.0 for line in page.lines), default=0.0))
            for line in page.lines
            if line.kind == FINDING
        ],
        "ordered": ordered,
        "lines": [_describe_line(page, line, first.language) for page, line in ordered[:SHOWN]],
        "appeared": [_lead(page) for page in pages if page.change and page.change.is_new],
        "gone": [_name_record(record) for record in gone],
        "shown": SHOWN,
    }


def _say_time(moment: str, language: str) -> str:
    day, _, hour = moment.partition("T")
    year, month, number = day.split("-")
    return f"{number}/{month}/{year} {hour} UTC" if language == "vi" else f"{day} {hour} UTC"


def _count_pages(
    pages: Sequence[PageSummary], differing: Sequence[PageSummary], gone: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    changes = [page.change for page in pages if page.change]
    new, unread = sum(change.is_new for change in changes), sum(change.unread for change in changes)
    return {
        "count_changed": len(differing),
        "count_findings": sum(bool(page.findings) for page in differing),
        "count_same": len(pages) - len(differing) - new - unread,
        "count_new": new,
        "count_gone": len(gone),
        "count_unread": unread,
        "count_hidden": sum(not line.shown for page in pages for line in page.lines),
    }


def _count_reasons(pages: Iterable[PageSummary]) -> list[tuple[str, int]]:
    kinds = [kind for page in pages for kind in {reason.kind for reason in page.reasons}]
    return [(kind, kinds.count(kind)) for kind in REASONS if kind in kinds]


def _list_places(pages: Iterable[PageSummary]) -> list[tuple[str, str]]:
    places = {find_place(page): page.province_name or "" for page in pages if page.province}
    return sorted(places.items(), key=lambda place: (order_code(place[0]), place[0]))


def _list_components(pages: Iterable[PageSummary]) -> list[tuple[str, str]]:
    components = {
        page.component: name_component(page.component, page.component_name) for page in pages if page.component
    }
    return sorted(components.items(), key=lambda component: order_code(component[0]))


def _lead(page: PageSummary, anchor: str = "") -> dict[str, str]:
    return {"href": page.html + (f"#{anchor}" if anchor else ""), "title": page.title, "facts": page.facts}


def _describe_finding(page: PageSummary, line: Line, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        **_lead(page, line.anchor),
        "exhibit": line.title,
        "before": line.before,
        "after": line.after,
        "place": find_place(page),
        "component": page.component or "",
        "kinds": " ".join(reason.kind for reason in page.reasons),
        "reasons": [reason.to_text(words) for reason in page.reasons],
    }


def _describe_line(page: PageSummary, line: Line, language: str) -> dict[str, Any]:
    size = "" if line.size is None else format_number(line.size, language, 2)
    words = interface_words(language)
    reasons = [words[f"reason_{reason.kind}"].partition(":")[0] for reason in page.reasons]
    return {**_lead(page, line.anchor), "line": line, "size": size, "reasons": reasons}


def _name_record(record: Mapping[str, Any]) -> str:
    """Return what a page of the earlier run was about; its manifest has no titles."""
    index = INDICES.get(record["index"])
    with speak_of(record["index"], record.get("province_name") or ""):
        words = interface_words(record["language"])
    component = name_component(record.get("component"), record.get("component_name"))
    edition = index.edition(int(record["year"]), record["language"]) if index else f"{record['index']} {record['year']}"
    kind = "" if component else words.get(record["page"], record["page"])
    return " · ".join(filter(None, (edition, record.get("province_name"), component, kind)))
