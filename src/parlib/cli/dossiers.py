"""An export of dossiers at the terminal: what was read of it, what was not kept (tệp hồ sơ một cửa)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parlib.cli.common import Steps, out, print_next
from parlib.speech import Said, tell

if TYPE_CHECKING:
    from parlib.clean.onestop_adding import Added, Earlier
    from parlib.readers.onestop import Export

PERSONAL = {
    "name": tell("names"),
    "identity": tell("identity numbers"),
    "phone": tell("telephone numbers"),
    "address": tell("addresses"),
    "other": tell("other personal data"),
}


def take_dossiers(
    raw: Path,
    file: Path,
    given: tuple[str, str],
    agree: Callable[[], bool],
    province: str,
    year: int,
    *about: str,
) -> bool:
    """Take in a file if it holds dossiers, single ones or a summary; False for any other.

    Parameters
    ----------
    given : tuple of str
        Kind and index of the file as the command said them; blank where it did not.
    agree : callable
        Asked where the file takes the place of one with dossiers that it does not hold.

    Raises
    ------
    ValueError
        If it was said to hold dossiers and does not.
    """
    from parlib.clean.onestop_adding import KIND, find_export

    kind, index = given
    if (export := find_export(file, kind, index)) is not None:
        add_dossiers(raw, export, agree, year, province, *about)
        return True
    if kind != KIND and (kind or index or not province):
        return False
    if add_summary_file(raw, file, agree, year, province, *about):
        return True
    if kind == KIND:
        raise ValueError(
            tell(
                "{name} holds no dossiers: neither one row a dossier with the day of receipt and the day "
                "promised, nor a summary with those returned in time and late",
                name=file.name,
            )
        )
    return False


def add_dossiers(raw: Path, export: Export, agree: Callable[[], bool], year: int, province: str, *about: str) -> None:
    """Take in an export of dossiers and say what came of it."""
    from parlib.clean.onestop_adding import add_export, tell_pages
    from parlib.terms import find_by

    out.print(
        tell("{name}: dossiers of the one-stop system {year} (hồ sơ một cửa)", name=export.path.name, year=year),
        markup=False,
    )
    for line in tell_pages(export):
        out.print(tell("Note: {note}", note=tell("{line}.", line=line)), markup=False)
    with Steps() as step:
        step("reading")

        def confirm(earlier: Earlier) -> bool:
            step.stop()
            return _show_earlier(earlier, agree)

        added = add_export(raw, export, year, province, *about, confirm=confirm)
    print_added(added)
    out.print(
        tell("Added: {target}; logged in sources.csv with its hash.", target=added.target.relative_to(raw)),
        markup=False,
    )
    print_next(raw, index=find_by(dossiers=True), year=year, province=province, page="onestop")


def add_summary_file(raw: Path, file: Path, agree: Callable[[], bool], year: int, province: str, *about: str) -> bool:
    """Take in a summary of dossiers and say what came of it; False where the file is none."""
    from parlib.clean.onestop import STATES
    from parlib.clean.onestop_adding import add_summary
    from parlib.readers.onestop_summary import read_summary

    summary = read_summary(file)
    if summary is None:
        return False
    target = add_summary(
        raw, file, summary, year, province, *about, confirm=lambda earlier: _show_earlier(earlier, agree)
    )
    sums = summary.table.drop(columns="label").sum()
    words = {"field": tell("fields"), "agency": tell("agencies"), "commune": tell("communes")}[summary.by]
    states = {"received": tell("received"), **STATES}
    counts = [tell("{n:,} {words}", n=count, words=states[str(name)]) for name, count in sums.items()]
    message = "{file}: summary of dossiers {year}, {n} {words}: {told}."
    out.print(tell(message, file=file.name, year=year, n=len(summary.table), words=words, told=counts), markup=False)
    out.print(
        tell("Added: {target}; logged in sources.csv with its hash.", target=target.relative_to(raw)), markup=False
    )
    return True


def _show_earlier(earlier: Earlier, agree: Callable[[], bool]) -> bool:
    """Say what a file takes the place of, and ask where something would go."""
    from parlib.clean.onestop_adding import tell_earlier

    for line in tell_earlier(earlier):
        out.print(line, markup=False)
    return not earlier.gone or agree()


def print_added(added: Added) -> None:
    """Say how many rows were read, what became of the dossiers, and which columns were not kept."""
    from parlib.clean.onestop import LEFT_OUT, STATES
    from parlib.clean.onestop_adding import tell_taken_out

    intake, whole = added.intake, added.whole
    counted = "{rows:,} rows read, {received:,} dossiers counted."
    out.print(tell(counted, rows=intake.rows, received=whole["received"]), markup=False)
    out.print(tell("Left out: {told}.", told=_count(whole, LEFT_OUT)), markup=False)
    out.print(tell("On {day}: {told}.", day=whole["as_of"], told=_count(whole, STATES)), markup=False)
    for name, count in intake.unread.items():
        out.print(tell("Note: {n:,} cells of {head!r} hold no day.", n=count, head=intake.kept[name]), markup=False)
    if intake.personal:
        listed = [tell("{head} ({kind})", head=head, kind=PERSONAL[kind]) for head, kind in intake.personal.items()]
        out.print(tell("Personal data, not stored: {listed}.", listed=listed), markup=False)
    for line in tell_taken_out(intake):
        out.print(tell("Note: {note}", note=tell("{line}.", line=line)), markup=False)
    if intake.others:
        out.print(tell("Not used: {others}.", others=intake.others), markup=False)


def _count(whole: Mapping[str, Any], words: Mapping[str, str]) -> list[Said]:
    return [tell("{n:,} {words}", n=whole[name], words=said) for name, said in words.items()]
