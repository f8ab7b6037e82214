"""What taking a file in would do and ask, in words: ``parlib check`` says it, ``parlib add`` says it and asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from parlib.clean.adding import Plan
from parlib.clean.arrival import KINDS, Arrival
from parlib.clean.heading import Heading
from parlib.home import is_found_here
from parlib.speech import OPEN, tell, write_command
from parlib.terms import INDICES

MOST_SHOWN = 12
"""Lines of one kind that are shown of what a file changes."""


def tell_arrival(file: str, arrival: Arrival, year: int) -> str:
    """Return what a file is taken for."""
    short = INDICES[arrival.index].short if arrival.index in INDICES else arrival.index
    name, words = KINDS[arrival.kind]
    marked = ", simulated" if arrival.marked else ""
    message = "{file}: {short} {year}, {words} ({name}){marked}"
    return tell(message, file=file, short=short, year=year, words=words, name=name, marked=marked)


def tell_plan(plan: Plan) -> list[str]:
    """Return what a file would do beside being copied: the framework that it brings, the figures that it changes."""
    lines: list[str] = []
    if plan.tree is not None:
        fields, criteria, parts = plan.tree.count_levels()
        message = "{fields} fields, {criteria} criteria, {parts} sub-criteria"
        counts = tell(message, fields=fields, criteria=criteria, parts=parts)
        lines.append(tell("The workbook brings the framework of the year: {counts}.", counts=counts))
        table = plan.tree.table
        for row in table[table["component_code"].str.count(r"\.") == 0].itertuples():
            below = int(table["component_code"].str.startswith(f"{row.component_code}.").sum())
            line = f"  {row.component_code:>5}  {row.max_score:>6}  {row.name_vi}"
            more = tell(" ({below} components below)", below=below) if below else ""
            lines.append(tell("{line}{more}", line=line, more=more))
        lines += _shorten("Beside the framework before", plan.tree.list_changes())
        lines += _shorten(tell("Agencies that are taken as they are written"), plan.tree.list_strangers())
    if plan.replacement is not None:
        old = plan.replacement
        message = "{changed} figures change, {new} are new, {gone} go"
        counts = tell(message, changed=len(old.changed), new=old.n_new, gone=len(old.gone))
        lines.append(tell("It replaces {file}: {counts}.", file=old.file, counts=counts))
        lines += _shorten(tell("Changes"), old.changed)
        lines += _shorten(tell("Figures that go"), old.gone)
    return lines


def needs_answer(plan: Plan) -> bool:
    """Tell whether a person must agree: where a framework comes with the file, or figures go."""
    return plan.tree is not None or (plan.replacement is not None and bool(plan.replacement.gone))


def tell_heading(heading: Heading, year: int | None, issuer: str) -> list[str]:
    """Return what was taken from the titles of a file because nobody said it."""
    lines: list[str] = []
    if year is None and heading.year is not None:
        lines.append(tell("Year: {year}, as the file says.", year=heading.year))
    if not issuer and heading.issuer:
        message = "Issued by: {issuer}, as the letterhead says; --issuer says another."
        lines.append(tell(message, issuer=heading.issuer))
    return lines


def tell_issuer(issuer: str) -> list[str]:
    """Return that a file is taken to be of the one who issues its index, where nobody said whose it is."""
    message = "Issued by: {issuer}, who issues the index; --issuer says another."
    return [tell(message, issuer=issuer)] if issuer else []


def tell_command(raw: Path, path: Path, options: Mapping[str, object], asks: bool) -> list[str]:
    """Return with which command a file that was checked is taken in, and what that will ask; `OPEN` is to be said.

    The home is said unless a command finds it from the working folder.
    """
    lines: list[str] = ["parlib add asks whether to take this in; --yes agrees beforehand."] if asks else []
    open_ones = [f"--{name}" for name, value in options.items() if value == OPEN]
    if open_ones:
        lines.append(tell("What the file does not say is said to parlib add: {options:and}.", options=open_ones))
    home = raw.resolve().parents[1]
    place = "" if is_found_here(home) else home
    return [*lines, tell("Next: {command}", command=write_command("parlib add", path, **options, home=place))]


def _shorten(head: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    shown: list[str] = [tell("{head} ({n}):", head=head, n=len(lines))]
    shown += [tell("  {line}", line=line) for line in lines[:MOST_SHOWN]]
    return shown + ([tell("  … and {n} more", n=len(lines) - MOST_SHOWN)] if len(lines) > MOST_SHOWN else [])
