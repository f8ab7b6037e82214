"""What a page has read: which rows of which processed table (số liệu đã đọc).

File reads cannot all be seen from outside, so the library notes what it is asked for. A run of many pages keeps
those notes and makes a page again only when one of the noted rows has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

READS = "PARLIB_READS"
"""Environment variable: the file to which this process adds what it reads, one JSON line each."""

NOTES = (READS, "parlib.reads:parse_reads")
"""How a worker learns what its notebook read (`parlib.engine.workers.WarmWorkers`)."""

Read = tuple[str, str]
"""Name of a table, and the wanted values by column as JSON."""

_noted: set[tuple[str, Read]] = set()
_watchers: list[set[Read]] = []


def note_read(name: str, columns: Collection[str] | None = None, **wanted: object) -> None:
    """Note that the rows of table *name* whose columns have the *wanted* values were read; None wants nothing.

    Where only some *columns* of those rows are used, a change in another one does not matter.

    Examples
    --------
    >>> with watch_reads() as reads:
    ...     note_read("scores", index="papi", province_code=["22", "01"], year=None)
    >>> reads
    {('scores', '{"index": ["papi"], "province_code": ["01", "22"]}')}
    """
    wanted = {"columns": columns, **wanted}
    told = {column: list_values(value) for column, value in sorted(wanted.items()) if value is not None}
    note_reads([(name, json.dumps(told, ensure_ascii=False))])


def note_reads(reads: Iterable[Read]) -> None:
    """Note several reads: for whoever watches, and in the file that `READS` names."""
    reads = list(reads)
    for watcher in _watchers:
        watcher.update(reads)
    if path := os.environ.get(READS):
        new = [read for read in reads if (path, read) not in _noted]
        _noted.update((path, read) for read in new)
        if new:
            with Path(path).open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(read, ensure_ascii=False) + "\n" for read in new)


def parse_reads(text: str) -> list[Read]:
    r"""Return the reads in the text of a file that `READS` named, each once, in order.

    Examples
    --------
    >>> parse_reads('["places", "{}"]\n["places", "{}"]\n')
    [('places', '{}')]
    """
    return sorted({tuple(json.loads(line)) for line in text.splitlines()})


@contextmanager
def watch_reads() -> Iterator[set[Read]]:
    """Collect what is read within the ``with`` block."""
    reads: set[Read] = set()
    _watchers.append(reads)
    try:
        yield reads
    finally:
        _watchers[:] = [watcher for watcher in _watchers if watcher is not reads]


@dataclass(frozen=True)
class Held:
    """A table known by what it is, not by what it holds, so that what is made of it can be kept."""

    table: pd.DataFrame

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and self.table is other.table


def keep_reading(function: Callable) -> Callable:
    """Keep what *function* returned for the same arguments, and note its reads each time it is asked.

    What is kept is shared: whoever asks must not change it.
    """

    @lru_cache(maxsize=512)
    def answer(*arguments: Any) -> tuple[Any, set[Read]]:  # noqa: ANN401
        with watch_reads() as reads:
            return function(*arguments), reads

    @wraps(function)
    def recall(*arguments: Any) -> Any:  # noqa: ANN401
        found, reads = answer(*arguments)
        note_reads(reads)
        return found

    return recall


def select_rows(table: pd.DataFrame, wanted: Mapping[str, object]) -> pd.DataFrame:
    """Return the rows of *table* whose columns have the wanted value, or one of the wanted values.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"code": ["1", "2", "3"], "year": [2023, 2024, 2024]})
    >>> select_rows(table, {"year": 2024, "code": ["1", "3"]})["code"].tolist()
    ['3']
    """
    for column, value in wanted.items():
        if value is not None:
            table = table[table[column].isin(list_values(value))]
    return table


def list_values(value: object) -> list:
    """Return what is wanted of a column as a list, in order; one value as a list of one."""
    many = isinstance(value, Collection) and not isinstance(value, str)
    return sorted(set(value)) if many else [value]
