"""What a command says of a Word or PowerPoint file that was merged with the one in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parlib.cli.common import err, out
from parlib.speech import Plain, find_language, tell

if TYPE_CHECKING:
    from parlib.living.write import Written

SHOWN = 12
"""Things to look at that are printed; all of them are in the list beside the file."""

MERGED = "{name}: what was edited by hand is kept, the rest is renewed; the file before is {copy}."
ASIDE = (
    "{name}: the file in its place bears no marks of parlib (an older one, another template, or not its own); "
    "it was set aside as {copy}."
)


def say_written(written: Iterable[Written]) -> None:
    """Say which files were merged or set aside, and what a person has to look at."""
    for one in written:
        if one.copy is not None:
            about = {"name": one.path.name, "copy": one.copy}
            err.print(tell(ASIDE, **about) if one.state == "aside" else tell(MERGED, **about), markup=False)
        if one.looks:
            n = len(one.looks)
            err.print(tell("{n} {n:=place|places} to check, listed in {listed}:", n=n, listed=one.listed), markup=False)
            _say_looks(one)


def _say_looks(written: Written) -> None:
    from parlib.living.looks import say_look

    for look in written.looks[:SHOWN]:
        where = f"{look.where}: " if look.where else ""
        out.print(Plain(f"  {where}“{look.passage}” – {say_look(look, find_language())}"), markup=False)
