"""The action register on its way: written with the losses of now, taken in again as people filled it in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from parlib.clean.journal import change_raw, hold_raw
from parlib.clean.reference import read_reference
from parlib.clean.registers import clean_register
from parlib.forms.actions import write_action_book
from parlib.language.numbers import format_number
from parlib.province_names import fold_name
from parlib.readers.action_book import AGENCIES, HOLDINGS, TASKS, ActionBook, read_action_book, read_starter_agencies
from parlib.readers.register import log_file
from parlib.readers.workbook import is_marked, read_workbook
from parlib.speech import tell
from parlib.study.actions import name_duty
from parlib.study.register import list_current_losses, update_tasks
from parlib.subject import Subject, open_subject
from parlib.terms import CAUSES, STATUSES
from parlib.tidy import parse_numbers
from parlib.wording.register import STATES


def name_register(raw: Path, index: str, year: int, province_code: str) -> Path:
    """Return where the register of a province, index and year lies in *raw*."""
    return raw / "actions" / f"{index}_{year}_{province_code}.xlsx"


def renew_register(
    home: Path, province: str, index: str, year: int, output: Path, before: Path | None = None
) -> dict[str, int]:
    """Write the register with the losses of now and every word of the one before; return the rows in each state.

    Parameters
    ----------
    before : pathlib.Path, optional
        Register to go on from; the one in data/raw/actions of this year, else of the year before, if not given.
    """
    raw, subject = home / "data" / "raw", open_subject(index, year, province)
    stored = [name_register(raw, index, at, subject.province_code) for at in (year, year - 1)]
    found = before or next((path for path in stored if path.exists()), None)
    book = read_action_book(found) if found else None
    tasks = _follow_codes(book, subject) if book else pd.DataFrame(columns=list(TASKS))
    names = dict(zip(subject.tree["component_code"], subject.tree["component"], strict=True))
    losses = list_current_losses(subject)
    losses = losses.assign(**name_duty(subject, losses["component_code"]))
    tasks = update_tasks(tasks.assign(lost=parse_numbers(tasks["lost"]).values), losses, names)
    counts = tasks["state"].value_counts().to_dict()
    added = book.added if book else []
    about = {"province": subject.province, "index": index, "year": str(year)}
    agencies = _add_agencies(book.agencies[list(AGENCIES)] if book else read_starter_agencies(raw), subject)
    write_action_book(
        output, about, _say_states(tasks)[[*TASKS, *added]], agencies, _list_holdings(book, subject), subject.simulated
    )
    return counts


def _add_agencies(agencies: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Return the agencies with those of the scoreboard that are not among them."""
    known = {fold_name(name) for names in (agencies["agency"], *agencies["aliases"].str.split(";")) for name in names}
    fresh = [name for name in subject.tree["agency"].fillna("").unique() if name and fold_name(name) not in known]
    blank = dict.fromkeys(agencies.columns, "")
    return pd.concat([agencies, pd.DataFrame([blank | {"agency": name} for name in fresh])], ignore_index=True)


def _follow_codes(book: ActionBook, subject: Subject) -> pd.DataFrame:
    """Return the tasks of *book* under the codes of the subject's year: what lasts is the component's key."""
    if book.year == str(subject.year):
        return book.tasks
    trees = subject.components
    old = trees[trees["year"].astype(str) == book.year]
    keys = dict(zip(old["component_code"], old["component_key"], strict=True))
    codes = dict(zip(subject.tree["component_key"], subject.tree["component_code"], strict=True))
    moved = [codes.get(keys.get(code, ""), code) for code in book.tasks["component"]]
    return book.tasks.assign(component=moved)


def _say_states(tasks: pd.DataFrame) -> pd.DataFrame:
    """Return *tasks* with states, causes and how far they are in words."""
    words = [
        STATES[state][0].format(before=format_number(before, "vi"))
        for state, before in zip(tasks["state"], tasks["before"], strict=True)
    ]
    named = {
        name: tasks[name].map(lambda code, words=terms: words.get(code, (code,))[0])
        for name, terms in (("cause_class", CAUSES), ("status", STATUSES))
        if name in tasks
    }
    return (
        tasks.assign(state=words, **named)
        .reindex(columns=[*dict.fromkeys([*TASKS, *tasks.columns])])
        .fillna({name: "" for name in TASKS if name not in ("lost", "recoverable")})
    )


def _list_holdings(book: ActionBook | None, subject: Subject) -> pd.DataFrame:
    """Return every component of the year with its agency: as the register before says, else the scoreboard."""
    tree = subject.tree[subject.tree["level"] > 0]
    table = pd.DataFrame({"component": tree["component_code"], "component_name": tree["component"]})
    given = dict(zip(book.holdings["component"], book.holdings["agency"], strict=True)) if book else {}
    named = [
        given.get(code) or agency
        for code, agency in zip(tree["component_code"], tree["agency"].fillna(""), strict=True)
    ]
    return table.assign(agency=named)[list(HOLDINGS)].reset_index(drop=True)


def take_in_register(raw: Path, file: Path) -> tuple[Path, dict[str, pd.DataFrame]]:
    """Check a register, copy it to data/raw/actions and log it, all or nothing; `parlib undo` takes it back.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in it, by sheet and row.
    """
    if not file.is_file():
        raise FileNotFoundError(tell("{file} is not there", file=file))
    book = read_action_book(file, str(file))
    tables = clean_register(book, read_reference(raw))
    code = _find_code(tables, book)
    target = name_register(raw, book.index, int(book.year), code)
    document = f"Sổ theo dõi khắc phục {book.index} {book.year}, {book.province}"
    own = target.relative_to(raw).as_posix()
    # A register of simulated losses is none of real ones: the home of a simulation would pass for a real one.
    simulated = is_marked(read_workbook(file, str(file)))
    with hold_raw(raw) as work:
        (work / own).parent.mkdir()
        shutil.copyfile(file, work / own)
        shutil.copyfile(raw / "sources.csv", work / "sources.csv")
        log_file(work, work / own, issuer=book.province, document=document, simulated=simulated)
        taken: dict[str, Path | None] = {own: work / own, "sources.csv": work / "sources.csv"}
        change_raw(raw, taken, tell("took in the register {name}", name=target.name))
    return target, tables


def _find_code(tables: dict[str, pd.DataFrame], book: ActionBook) -> str:
    for table in (tables["agencies"], tables["holdings"], tables["actions"]):
        if len(table):
            return table["province_code"].iloc[0]
    raise ValueError(tell("{file} is empty: nothing was filled in", file=book.file))
