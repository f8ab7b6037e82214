"""An export of dossiers at the terminal: what was read of it, what was not kept (tệp hồ sơ một cửa)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parlib.cli.common import Steps, out

if TYPE_CHECKING:
    from parlib.clean.onestop_adding import Added
    from parlib.sources.onestop import Export

PERSONAL = {
    "name": "names",
    "identity": "identity numbers",
    "phone": "telephone numbers",
    "address": "addresses",
    "other": "other personal data",
}


def take_dossiers(raw: Path, file: Path, told: tuple[str, str], year: int, province: str, *about: str) -> bool:
    """Take in a file if it holds dossiers, single ones or a summary; False for any other.

    Parameters
    ----------
    told : tuple of str
        Kind and index of the file as the command said them; blank where it did not.

    Raises
    ------
    ValueError
        If it was said to hold dossiers and does not.
    """
    from parlib.clean.onestop_adding import KIND, find_export

    kind, index = told
    if (export := find_export(file, kind, index)) is not None:
        add_dossiers(raw, export, year, province, *about)
        return True
    if kind != KIND and (kind or index or not province):
        return False
    if add_summary_file(raw, file, year, province, *about):
        return True
    if kind == KIND:
        raise ValueError(
            f"{file.name} holds no dossiers: neither one row a dossier with the day of receipt and the day promised, "
            "nor a summary with those returned in time and late"
        )
    return False


def add_dossiers(raw: Path, export: Export, year: int, province: str, *about: str) -> None:
    """Take in an export of dossiers and say what came of it."""
    from parlib.clean.onestop_adding import add_export

    out.print(f"{export.path.name}: dossiers of the one-stop system {year} (hồ sơ một cửa)", markup=False)
    with Steps() as step:
        step("reading")
        added = add_export(raw, export, year, province, *about)
    print_added(added)
    out.print(f"Added: {added.target.relative_to(raw)}; logged in sources.csv with its hash.", markup=False)
    command = f'parlib report --index service_766 --year {year} --province "{province}" --page onestop'
    out.print(f"Next: {command} (it cleans by itself)", markup=False)


def add_summary_file(raw: Path, file: Path, year: int, province: str, *about: str) -> bool:
    """Take in a summary of dossiers and say what came of it; False where the file is none."""
    from parlib.clean.onestop_adding import add_summary
    from parlib.sources.onestop_summary import read_summary

    summary = read_summary(file)
    if summary is None:
        return False
    target = add_summary(raw, file, summary, year, province, *about)
    sums = summary.table.drop(columns="label").sum()
    words = {"field": "fields", "agency": "agencies", "commune": "communes"}[summary.by]
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in sums.items())
    out.print(f"{file.name}: summary of dossiers {year}, {len(summary.table)} {words}: {told}.", markup=False)
    out.print(f"Added: {target.relative_to(raw)}; logged in sources.csv with its hash.", markup=False)
    return True


def print_added(added: Added) -> None:
    """Say how many rows were read, what became of the dossiers, and which columns were not kept."""
    intake, whole = added.intake, added.whole
    out.print(f"{intake.rows:,} rows read, {whole['received']:,} dossiers counted.", markup=False)
    left = {"withdrawn": "withdrawn or refused", "double": "entered twice", "unread": "without a day of receipt"}
    out.print("Left out: " + ", ".join(f"{whole[name]:,} {words}" for name, words in left.items()) + ".", markup=False)
    told = {
        "on_time": "on time",
        "late": "late",
        "pending": "waiting",
        "overdue": "overdue",
        "paused": "paused",
        "no_due": "without a day promised",
        "odd": "with days that contradict each other",
    }
    day = whole["as_of"]
    out.print(f"On {day}: " + ", ".join(f"{whole[name]:,} {words}" for name, words in told.items()) + ".", markup=False)
    for name, count in intake.unread.items():
        out.print(f"Note: {count:,} cells of {intake.kept[name]!r} hold no day.", markup=False)
    if intake.personal:
        listed = ", ".join(f"{head} ({PERSONAL[kind]})" for head, kind in intake.personal.items())
        out.print(f"Personal data, not stored: {listed}.", markup=False)
    if intake.masked:
        out.print(f"Numbers of persons within other words were taken out of {intake.masked:,} rows.", markup=False)
    if intake.others:
        out.print(f"Not used: {', '.join(intake.others)}.", markup=False)
