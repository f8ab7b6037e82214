"""The cleaning as one run: everything is read and checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pandas as pd

from parlib import checks
from parlib.clean.account import Account
from parlib.clean.actions import clean_registers
from parlib.clean.against_print import check_against_print
from parlib.clean.breaks import cut_series, find_breaks, link_breaks, note_undecided, read_breaks
from parlib.clean.facts import build_facts, pick_scores
from parlib.clean.local import clean_grades
from parlib.clean.onestop import clean_onestop
from parlib.clean.panel import SCORE_COLUMNS, clean_panel, list_panels
from parlib.clean.printed import find_differences, list_board_figures, list_share_figures
from parlib.clean.readings import clean_readings
from parlib.clean.reference import Reference, find_unread, mark_sources, read_reference
from parlib.clean.registers import call_agencies
from parlib.clean.scoreboard import PART_COLUMNS, clean_scoreboards, fill_maxima, score_workbooks
from parlib.clean.share_book import add_national_facts
from parlib.clean.survey import SURVEY_COLUMNS, clean_surveys, score_surveys
from parlib.files.kept import Kept
from parlib.problems import Problem, gather_problems, stop_at_problems
from parlib.readers.action_book import read_starter_agencies
from parlib.readers.csvfile import combine_hashes, hash_files, list_files
from parlib.readers.indices import describe_indices
from parlib.store import lend, save_tables
from parlib.terms import INDICES, list_by

_CLEANED = Kept[tuple[dict[str, pd.DataFrame], Account]](most=3)
"""What came of all raw files, by their names and contents: who adds a file has it cleaned before it is taken in."""


def clean_raw(
    raw: Path, processed: Path | None = None, progress: Callable[[str], None] = lambda step: None
) -> tuple[dict[str, pd.DataFrame], Account]:
    """Turn data/raw into the processed tables, and write them only if nothing is wrong.

    Parameters
    ----------
    raw : pathlib.Path
        Folder of raw files; never written.
    processed : pathlib.Path, optional
        Where to write; nothing is written if not given.
    progress : callable
        Told the name of each step as it begins.

    Returns
    -------
    dict of str to pandas.DataFrame, Account
        The tables by name, and what was read, kept and left out.

    Raises
    ------
    DataProblemsError
        With every problem found; data/processed stays as it was.
    """
    hashes = hash_files(raw)
    named = sorted(path.relative_to(raw).as_posix() for path in raw.rglob("*"))  # what is not read is told by its name
    with INDICES.use(describe_indices(raw)):  # not the indices of the home in use, of which raw may be a changed copy
        tables, account = _CLEANED.recall(lambda: _clean_raw(raw, hashes, progress), named, files=list_files(raw))
        if processed is not None:
            progress("writing")
            save_tables(tables, processed, combine_hashes(hashes))
    return {name: lend(table) for name, table in tables.items()}, deepcopy(account)


def _clean_raw(
    raw: Path, hashes: dict[str, str], progress: Callable[[str], None]
) -> tuple[dict[str, pd.DataFrame], Account]:
    progress("places and frameworks")
    known = _read_known(raw)
    account = Account(notes=[*known.notes, *find_unread(raw)])
    tables = {
        "components": known.components,
        "bridges": known.bridges,
        "places": known.places,
        "aliases": known.aliases,
        "sources": mark_sources(known.register.drop(columns=["file", "row"]), hashes),
        "indices": known.indices,
        "matters": known.matters,
        "units": known.own.units,
        "grades": clean_grades(raw),
    }
    tables["survey"] = clean_surveys(known, account)
    tables["scores"], tables["facts"], tables["parts"] = _clean_figures(known, account, progress, tables["survey"])
    known = replace(known, components=fill_maxima(known.components, tables["parts"]))
    progress("what is printed twice")
    tables["checked"] = _hold_against_print(tables, known, account)
    tables["survey"] = tables["survey"][SURVEY_COLUMNS]
    progress("breaks of the instrument")
    reviewed = read_breaks(raw, known.components)
    tables["breaks"] = find_breaks(tables["scores"], known.components, reviewed)
    tables["scores"], tables["components"] = cut_series(tables["scores"], known.components, tables["breaks"])
    tables["bridges"] = link_breaks(known.bridges, known.components, tables["breaks"])
    account.notes += note_undecided(tables["breaks"])
    tables |= clean_registers(known, account, tables["parts"])
    progress("dossiers")
    tables |= {"readings": clean_readings(known, account)} | clean_onestop(known, account)
    progress("checks")
    _check_tables(tables, known)
    stop_at_problems(_find_moved(hashes, hash_files(raw)))
    return tables, account


def _check_tables(tables: dict[str, pd.DataFrame], known: Reference) -> None:
    """Raise with what is wrong with the tables as they would be written."""
    from parlib.contracts import SCHEMAS, check_contract

    stop_at_problems(problem for name in SCHEMAS for problem in check_contract(tables[name], name))
    stop_at_problems(
        problem for name, table in tables.items() for problem in checks.check_mixture(table, name, known.register)
    )


def _read_known(raw: Path) -> Reference:
    """Return places, frameworks and names; agencies are called as the reviewed list calls them, where there is one."""
    known = read_reference(raw)
    if (raw / "frameworks" / "agencies.csv").exists():
        known = replace(known, components=call_agencies(known.components, read_starter_agencies(raw)))
    return known


def _hold_against_print(tables: dict[str, pd.DataFrame], known: Reference, account: Account) -> pd.DataFrame:
    """Return what was held against print, or raise with what disagrees and no known conflict excuses."""
    checked, problems, unused = check_against_print(
        tables["scores"], tables["facts"], account.parents, known.components, known.places, known.raw
    )
    stop_at_problems(problems)
    account.notes += unused
    return checked


def _stack(tables: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=SCORE_COLUMNS)


def _find_moved(before: dict[str, str], after: dict[str, str]) -> list[Problem]:
    """Return files that changed while they were read: which bytes stand behind the tables would not be known."""
    hint = "Run 'parlib clean' again once nobody writes to data/raw"
    moved = sorted(file for file in before.keys() | after.keys() if before.get(file) != after.get(file))
    return [Problem(file, "the file changed while it was being read", hint=hint) for file in moved]


def _clean_figures(
    known: Reference, account: Account, progress: Callable[[str], None], survey: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return scores, facts and parts of all indices, or raise with the problems of all of them."""
    scores: list[pd.DataFrame] = []
    problems: list[Problem] = []
    facts = parts = pd.DataFrame()
    for index in list_panels():
        progress(index)
        with gather_problems(problems):
            scores.append(clean_panel(index, known, account))
    progress("ledgers of printed facts")
    with gather_problems(problems):
        facts = build_facts(known, account)
        progress("scoreboard workbooks")
        parts = clean_scoreboards(known, account)
        known = replace(known, components=fill_maxima(known.components, parts))
        printed = _stack([pick_scores(facts, index, known) for index in list_by(tables="ledger")])
        scores += [score_workbooks(parts, printed, known), score_surveys(survey, printed, known)]
        scores.append(printed[printed["index"].isin(list_by(tables="ledger", workbooks=""))])
    stop_at_problems(problems)
    figures = [list_board_figures(parts), list_share_figures(survey, known.register)]
    account.notes += [note for table in figures for note in find_differences(table, facts)]
    facts = add_national_facts(survey, facts, known)
    found = [table for table in scores if len(table)]
    if not found:
        hint = "Add a table (parlib add), or simulate one (parlib simulate)"
        stop_at_problems([Problem("data/raw", "there are no figures of any index yet", hint=hint)])
    whole = pd.concat(found, ignore_index=True)
    return whole, facts, parts[PART_COLUMNS]
