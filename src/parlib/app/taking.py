"""Dropped files are added to a copy of data/raw, looked through, and only then taken in, all of them or none.

In the copy each file is added as ``parlib add`` adds it, one upon the other: a table of the country that needs the
framework of the year finds the one that a province's own workbook brought.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from parlib.app.faults import UserError, say_both, tell_faults
from parlib.app.room import Room
from parlib.app.words import word
from parlib.clean.account import Account
from parlib.clean.adding import About, Plan, add_file, copy_raw
from parlib.clean.arrival import Arrival, find_year, name_target, recognise_file
from parlib.clean.journal import change_raw, hold_raw, undo_change
from parlib.clean.new_index import offer_year, take_in
from parlib.clean.onestop_adding import Earlier, add_export, find_export, tell_earlier, tell_pages, tell_taken_out
from parlib.clean.panel import list_panels
from parlib.files.hashing import hash_file
from parlib.forms.register import take_in_register
from parlib.problems import DataProblemsError
from parlib.readers.action_book import SHEETS, fold_head
from parlib.readers.csvfile import hash_folder
from parlib.readers.local import list_own
from parlib.readers.workbook import read_workbook
from parlib.terms import INDICES

if TYPE_CHECKING:
    from parlib.app.worker import Report

MOST_SHOWN = 200
"""Lines of one kind that are shown of a file; the rest is counted."""

Said = dict[str, str]


def check_files(home: Path, files: Sequence[Mapping[str, Any]], report: Report) -> dict[str, Any]:
    """Add each file to a copy of data/raw and return what was read of it, and what would change.

    Parameters
    ----------
    files : sequence of mapping
        ``name`` in the inbox and what a person said of it: ``year``, ``issuer``, ``document``, ``province``.
    """
    room = Room(home)
    stage = room.stage / "raw"
    shutil.rmtree(room.stage, ignore_errors=True)
    with hold_raw(room.raw):
        copy_raw(room.raw, stage)
        stamp = hash_folder(room.raw)
    _part_registers(stage)
    results: dict[str, dict[str, Any]] = {}
    waiting = list(files)
    while waiting:  # what is refused may need what a later file brings: the framework of the year
        before = len(waiting)
        for file in list(waiting):
            report("step_check", len(files) - len(waiting), len(files), name=file["name"])
            found = results[file["name"]] = _add_one(room, stage, file)
            if not found["faults"]:
                waiting.remove(file)
        if len(waiting) in (0, before):
            break
    return {"files": [results[file["name"]] for file in files], "stamp": stamp}


def _part_registers(stage: Path) -> None:
    """Let registers be files of their own: they are written in their places, not put there as new ones."""
    for path in (stage / "actions").glob("*"):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)


def _add_one(room: Room, stage: Path, file: Mapping[str, Any]) -> dict[str, Any]:
    """Add one file to the copy; return what the page shows of it."""
    path = room.inbox / file["name"]
    result: dict[str, Any] = {"name": file["name"], "faults": [], "account": [], "notes": [], "changes": [], "tree": []}
    try:
        if _is_register(path):
            result |= _add_register(stage, path)
        elif (export := find_export(path)) is not None:
            result |= _add_dossiers(stage, export, path, file)
        elif panel := re.fullmatch(rf"({'|'.join(list_panels())})_(\d{{4}})", path.stem):
            result |= _add_panel(stage, path, panel[1], int(panel[2]), file)
        else:
            result |= _add_book(stage, path, file)
    except UserError as error:
        result["faults"] = [error.said]
    except (ValueError, OSError) as error:
        result["faults"] = _name_short(tell_faults(error), path, stage)
    return result


def _name_short(said: list[Said], path: Path, stage: Path) -> list[Said]:
    """Return sentences in which a file is called by its name, and the copy of data/raw by what it is a copy of."""
    plain = [{language: text.replace(str(path), path.name) for language, text in one.items()} for one in said]
    return [{language: text.replace(str(stage), "data/raw") for language, text in one.items()} for one in plain]


def _say_plain(lines: Sequence[object]) -> list[Said]:
    """Return lines by language; those beyond `MOST_SHOWN` are counted."""
    said = [say_both(line) for line in lines[:MOST_SHOWN]]
    return [*said, word("more", n=len(lines) - MOST_SHOWN)] if len(lines) > MOST_SHOWN else said


def _is_register(path: Path) -> bool:
    """Report whether a file is a register of actions: a workbook with its three sheets."""
    if path.suffix.casefold() == ".csv":
        return False
    titles = {fold_head(sheet.title) for sheet in read_workbook(path, str(path))}
    return {fold_head(title) for title, _ in SHEETS.values()} <= titles


def _add_register(stage: Path, path: Path) -> dict[str, Any]:
    target, tables = take_in_register(stage, path)
    counts = {"tasks": int((tables["actions"]["task"] != "").sum()), "agencies": len(tables["agencies"])}
    return {"kind": word("kind_register"), "target": target.relative_to(stage).as_posix()} | {
        "account": [word("told_register", **counts)]
    }


def _add_dossiers(stage: Path, export: Any, path: Path, file: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    year = file["year"] or find_year(path, [])
    if year is None:
        raise UserError(word("no_year"))
    if not file["province"]:
        raise UserError(word("no_province"))
    earlier: list[Earlier] = []
    issuer = file["issuer"] or word("own_office")["vi"]

    def look(old: Earlier) -> bool:
        earlier.append(old)
        return True  # a person looks at it before anything is taken in

    added = add_export(stage, export, year, file["province"], issuer, confirm=look)
    account = [word("told_dossiers", rows=f"{added.intake.rows:,}".replace(",", "."))]
    told = [
        *tell_pages(export),
        *tell_taken_out(added.intake),
        *(line for old in earlier for line in tell_earlier(old)),
    ]
    account += _say_plain(told)
    account += [word("told_personal", names=", ".join(added.intake.personal))] if added.intake.personal else []
    return {"kind": word("kind_dossiers"), "year": year, "target": added.target.name, "account": account}


def _add_panel(stage: Path, path: Path, index: str, year: int, file: Mapping[str, Any]) -> dict[str, Any]:
    about = About(file["issuer"] or INDICES[index].issuer, file["document"])
    account = take_in(stage, offer_year(stage, path, index, year, about), lambda offer, account: True)
    return {
        "kind": word("kind_table", index=INDICES[index].short),
        "year": year,
        "index": index,
        "target": path.name,
        "issuer": about.issuer,
        "account": list(_tell_account(account)),
    }


def _add_book(stage: Path, path: Path, file: Mapping[str, Any]) -> dict[str, Any]:
    """Add a scoreboard, shares, a survey file or a framework as ``parlib add`` does."""
    own = list_own(stage)
    named = next((index for index in own if path.stem.startswith(index)), "")
    arrival = recognise_file(path, named, own=own)
    year = file["year"] or find_year(path, [] if path.suffix.casefold() == ".csv" else read_workbook(path, str(path)))
    if year is None:
        raise UserError(word("no_year"))
    about = INDICES.get(arrival.index)
    issuer = file["issuer"] or (about.issuer if about else "") or word("own_office")["vi"]
    plans: list[Plan] = []

    def keep(plan: Plan) -> bool:
        plans.append(plan)
        return True

    target, account = add_file(
        stage, path, arrival, year, issuer, file["document"], accept_differences=True, confirm=keep
    )
    short = about.short if about else arrival.index
    place = target.relative_to(stage).as_posix()
    return {
        "kind": word(f"kind_{arrival.kind}", index=short),
        "index": arrival.index,
        "year": year,
        "issuer": issuer,
        "marked": arrival.marked,
        "target": place,
        "province": _find_single(stage, target, arrival, year),
        "account": list(_tell_account(account)),
        "notes": _name_short(tell_faults(DataProblemsError(account.notes)), path, stage),
    } | _tell_plan(plans[0])


def _tell_account(account: Account) -> Iterator[Said]:
    """Yield what was read and, sheet by sheet, what was used and what was not."""
    for row in account.rows:
        yield word("told_read", kept=row["kept"], read=row["read"])
        if row["why"]:
            yield from _say_plain([row["why"]])
    for lines in account.sheets.values():
        yield from _say_plain(lines)


def _tell_plan(plan: Plan) -> dict[str, Any]:
    """Return what taking a file in would do beside copying it."""
    result: dict[str, Any] = {"tree": [], "changes": [], "counts": {}}
    if plan.tree is not None:
        fields, criteria, parts = plan.tree.count_levels()
        result["tree"] = [word("tree", fields=fields, criteria=criteria, parts=parts)]
        result["tree"] += _say_plain(plan.tree.list_changes())
    if (old := plan.replacement) is not None:
        result["replaced"] = word("replaces", changed=len(old.changed), new=old.n_new, gone=len(old.gone))
        result["changes"] = _say_plain([*old.changed, *old.gone])
    return result


def _find_single(stage: Path, target: Path, arrival: Arrival, year: int) -> str:
    """Return the code of the province whose own detail a file is; blank for a table of many."""
    if arrival.kind != "scoreboard":
        return ""
    places = pd.read_csv(stage / "places" / "provinces_34.csv", dtype=str)["code"]
    parts = (name_target(stage, replace(arrival, part=code), year, target.suffix) for code in places)
    return next((code for code, path in zip(places, parts, strict=True) if path == target), "")


def take_files(home: Path, accept: bool) -> list[str]:
    """Put into data/raw what was looked through, all or nothing; return what was taken in.

    Raises
    ------
    UserError
        If nothing was looked through, a difference was not accepted, or data/raw has changed since.
    """
    room = Room(home)
    checked = room.read("check")
    taken = [file for file in checked.get("files", ()) if not file["faults"]]
    if not taken:
        raise UserError(word("nothing_checked"))
    if any(file["notes"] for file in taken) and not accept:
        raise UserError(word("not_accepted"))
    stage = room.stage / "raw"
    with hold_raw(room.raw):
        if hash_folder(room.raw) != checked["stamp"]:
            raise UserError(word("changed_meanwhile"))
        new: dict[str, Path | None] = {
            path.relative_to(stage).as_posix(): path
            for path in sorted(stage.rglob("*"))
            if path.is_file() and not path.name.startswith(".") and _differs(path, room.raw / path.relative_to(stage))
        }
        new |= dict.fromkeys(_list_gone(room.raw, stage))
        change_raw(room.raw, new, "added " + ", ".join(file["name"] for file in taken))
    for file in taken:
        (room.inbox / file["name"]).unlink(missing_ok=True)
    left = [file for file in checked["files"] if file["faults"]]
    room.note("check", {"files": left, "stamp": ""}) if left else room.forget("check")
    shutil.rmtree(room.stage, ignore_errors=True)
    return sorted(new)


def _list_gone(raw: Path, stage: Path) -> list[str]:
    """Return the files of *raw* that are not in its copy: other forms of tables that were added."""
    files = (path.relative_to(raw) for path in sorted(raw.rglob("*")) if path.is_file())
    kept = (file for file in files if not any(part.startswith((".", "~$")) for part in file.parts))
    return [file.as_posix() for file in kept if not (stage / file).exists()]


def _differs(path: Path, other: Path) -> bool:
    return not other.exists() or not (path.samefile(other) or hash_file(path) == hash_file(other))


def take_back(home: Path) -> dict[str, Any]:
    """Take back the last change of data/raw."""
    entry = undo_change(home / "data" / "raw")
    return {"undone": entry.what.removeprefix("added "), "files": list(entry.files)}
