"""The search index of the site: small scripts that a page asks for, so that it works from disk as well as served.

Pagefind, the usual tool, fetches its index, which browsers refuse to pages opened from disk, and does not fold đ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from parlib.site.page_summary import PageSummary
from parlib.site.scripts import write_script

FOLDER = "search"

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write_search(summaries: Iterable[PageSummary], site: Path) -> int:
    """Write the search index of each language into ``search/``; return the number of its bytes.

    ``pages.js`` describes each page, in the order in which results of equal weight are shown; words stand in
    files by their first two letters, each with the pages that say it in their head, and those that say it elsewhere.
    """
    spoken: dict[str, list[PageSummary]] = defaultdict(list)
    for summary in summaries:
        spoken[summary.language].append(summary)
    return sum(_write_language(pages, site / FOLDER / language) for language, pages in spoken.items())


def _write_language(pages: Sequence[PageSummary], folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    pages = sorted(pages, key=lambda page: (-page.year, page.depth, page.html))
    rows = [[page.html, page.title, page.facts, page.finding] for page in pages]
    written = write_script(folder / "pages.js", "pages", rows)
    for shard, words in _gather_shards(pages).items():
        written += write_script(folder / f"{shard}.js", f"words {shard}", words)
    return written


def _gather_shards(pages: Sequence[PageSummary]) -> dict[str, dict[str, str]]:
    """Return for each first two letters the words, each with the pages it stands on."""
    head: dict[str, list[int]] = defaultdict(list)
    body: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for word in page.head:
            head[word].append(number)
        for word in page.body - page.head:
            body[word].append(number)
    shards: dict[str, dict[str, str]] = defaultdict(dict)
    for word in sorted(head.keys() | body.keys()):
        shards[name_shard(word)][word] = f"{write_gaps(head.get(word, ()))}|{write_gaps(body.get(word, ()))}"
    return shards


def name_shard(word: str) -> str:
    """Return the file in which a word stands: its first two letters.

    Examples
    --------
    >>> name_shard("minh"), name_shard("5"), name_shard("7,99")
    ('mi', '5_', '7_')
    """
    return (word[:2] + "_")[:2].replace(",", "_").replace(".", "_")


def write_gaps(numbers: Sequence[int]) -> str:
    """Write ascending numbers as their gaps, in base 36: short, and read in one line of the browser's language.

    Examples
    --------
    >>> write_gaps([0, 1, 40, 41])
    '0 1 13 1'
    """
    return " ".join(_base36(here - before) for before, here in zip([0, *numbers], numbers, strict=False))


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
