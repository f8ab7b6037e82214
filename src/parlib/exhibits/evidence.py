"""Exhibits of what stands behind a page: publications, and facts as they were printed."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.component import make_exhibit
from parlib.exhibits.exhibit import MENDED, Exhibit
from parlib.subject import Subject
from parlib.wording.checked import name_check, say_checks, say_conflicts
from parlib.wording.phrases import say
from parlib.wording.sources import mark_choices, say_facts, say_mended, say_sources, word_sources


def show_facts(subject: Subject, facts: pd.DataFrame) -> Exhibit:
    """Show the printed facts of the province and the nation, with those that disagree."""
    table = mark_choices(facts, subject.language)
    heads = {"issuer": say(subject.language, "Nơi đăng", "Published by")}
    chart = "table" if len(table) else "none"
    return make_exhibit(subject, "facts", say_facts(facts, subject), table, chart, labels=heads)


def show_checks(subject: Subject, checks: pd.DataFrame) -> Exhibit:
    """Show how many printed figures of the index were held against what, and how many agree."""
    table = checks.assign(check=[name_check(check, subject.language) for check in checks["check"]])
    sums = {f"{name}_in_all": float(checks[name].sum()) for name in ("n_checked", "n_agree", "n_excused")}
    chart = "table" if len(table) else "none"
    return make_exhibit(subject, "checks", say_checks(checks, subject), table, chart, figures=sums)


def show_conflicts(subject: Subject, conflicts: pd.DataFrame) -> Exhibit:
    """Show the printed figures that are known not to agree, and why."""
    table = conflicts.assign(check=[name_check(check, subject.language) for check in conflicts["check"]])
    return make_exhibit(
        subject, "conflicts", say_conflicts(conflicts, subject), table, "table" if len(table) else "text"
    )


def show_sources(subject: Subject, sources: pd.DataFrame) -> Exhibit:
    """Show the publications that the figures come from: document, issuer, kind, years, dates, address, file, hash.

    Raw files that are not as they were logged are told in the note and travel with the options, so that every face of
    the page says so.
    """
    words = word_sources(sources, subject.language)
    dated = ["date"] if (words["date"] != "").any() else []
    shown = words[["document", "issuer", "tier", "years", *dated, "received", "address", "path", "sha256"]]
    mended = sorted(set(sources.loc[~sources["as_logged"].astype(bool), "path"]))
    options = {"serves": ";".join(sources["serves"])} | ({MENDED: ";".join(mended)} if mended else {})
    note = say_mended(mended, subject.language)
    return make_exhibit(subject, "sources", say_sources(sources, subject), shown, note=note, **options)
