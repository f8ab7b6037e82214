"""Read log: which rows of which processed table a page has read (số liệu đã đọc).

File reads cannot all be seen from outside, so the library logs what it is asked for. A run of many pages stores
the log of each and makes a page again only when one of the logged rows has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, reduce, wraps
from operator import and_
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

READ_LOG_VARIABLE = "PARLIB_READS"
"""Environment variable: the file to which this process adds what it reads, one JSON line each."""

READ_LOG = (READ_LOG_VARIABLE, "parlib.read_log:parse_reads")
"""How a worker gets the read log of its notebook (`parlib.engine.workers.WarmWorkers`)."""

Read = tuple[str, str]
"""Name of a table, and the wanted values by column as JSON."""

# By path of the log: a forked kernel inherits this set, but its log is another file.
_noted: set[tuple[str, Read]] = set()
_watchers: list[set[Read]] = []


def note_read(name: str, columns: Collection[str] | None = None, **wanted: object) -> None:
    """Log that the rows of table *name* whose columns have the *wanted* values were read; None sets no condition.

    Where only some *columns* of those rows are used, a change in another one does not matter.

    Examples
    --------
    >>> with watch_reads() as reads:
    ...     note_read("scores", index="papi", province_code=["22", "01"], year=None)
    >>> reads
    {('scores', '{"index": ["papi"], "province_code": ["01", "22"]}')}
    """
    wanted = {"columns": columns, **wanted}
    conditions = {column: list_values(value) for column, value in sorted(wanted.items()) if value is not None}
    note_reads([(name, json.dumps(conditions, ensure_ascii=False))])


def note_reads(reads: Iterable[Read]) -> None:
    """Log several reads: for open `watch_reads` blocks, and in the file that `READ_LOG_VARIABLE` names."""
    reads = list(reads)
    for watcher in _watchers:
        watcher.update(reads)
    if path := os.environ.get(READ_LOG_VARIABLE):
        new = [read for read in reads if (path, read) not in _noted]
        _noted.update((path, read) for read in new)
        if new:
            with Path(path).open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(read, ensure_ascii=False) + "\n" for read in new)


def parse_reads(text: str) -> list[Read]:
    r"""Return the reads in the text of a file that `READ_LOG_VARIABLE` named, each once, in order.

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
        # Not `remove`: sets are equal when their reads are, and another watcher may have the same.
        _watchers[:] = [watcher for watcher in _watchers if watcher is not reads]


@dataclass(frozen=True)
class IdentityKey:
    """A table as a cache key: equal to itself only, however it is filled.

    A DataFrame has no hash, and hashing its values would take longer than most of what is cached. The key holds the
    table, so that its ``id`` cannot come to mean another one while the key is in a cache.
    """

    table: pd.DataFrame

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and self.table is other.table


def cached_with_reads(function: Callable) -> Callable:
    """Cache what *function* returns, and log its reads again at each call, also when it comes from the cache.

    All callers get the same object: what is handed on to others is lent (`parlib.store.lend`).
    """

    @lru_cache(maxsize=512)
    def compute(*arguments: Any) -> tuple[Any, set[Read]]:  # noqa: ANN401
        with watch_reads() as reads:
            return function(*arguments), reads

    @wraps(function)
    def replay(*arguments: Any) -> Any:  # noqa: ANN401
        # A page that finds a table in the cache depends on its rows as much as the page that read them.
        found, reads = compute(*arguments)
        note_reads(reads)
        return found

    return replay


def select_rows(table: pd.DataFrame, wanted: Mapping[str, object]) -> pd.DataFrame:
    """Return the rows of *table* whose columns have the wanted value, or one of the wanted values.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"code": ["1", "2", "3"], "year": [2023, 2024, 2024]})
    >>> select_rows(table, {"year": 2024, "code": ["1", "3"]})["code"].tolist()
    ['3']
    """
    kept = [table[column].isin(list_values(value)) for column, value in wanted.items() if value is not None]
    return table[reduce(and_, kept)] if kept and len(table) else table  # rows are taken once, not once a column


def list_values(value: object) -> list:
    """Return what is wanted of a column as a list, in order; one value as a list of one."""
    return sorted(set(value)) if isinstance(value, Collection) and not isinstance(value, str) else [value]
