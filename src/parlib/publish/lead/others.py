"""Slides on people and units: integrity, dossiers of the one-stop system, the province's own ranking."""

from __future__ import annotations

from collections.abc import Iterator

from parlib.language import Text
from parlib.publish.lead.fit import count_fitting
from parlib.publish.lead.slide import LeadSlide, Rows, Shown, Tile, draw_bars, has, lay_rows, quote_titles, write_known
from parlib.publish.lead.whole import FEWEST, name_slide
from parlib.publish.lead.words import DOSSIERS
from parlib.publish.outline.boxes import Box
from parlib.publish.pack.occasion import Occasion
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES

OVERDUE = ("unit", "head", "overdue", "overdue_max")
UNITS = ("region", "rank_in_region", "rank", "province", "score", "grade", "change", "on_time_share", "overdue")
MOST_UNITS = 8
TILES_TALL = 0.32
"""Share of a slide's room that tiles above a table take."""


def find_exhibit(occasion: Occasion, name: str) -> Shown | None:
    """Return the first exhibit of that name on the sheet or on any index's pages."""
    sheet = occasion.sheet
    pages = [*([sheet] if sheet else []), *(page for one in occasion.dossiers for page in (one.overview, *one.more))]
    return next(((page, one) for page in pages if (one := page.find(name)) is not None and one.rows), None)


def plan_integrity(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield what people say of harassment and of money beyond the fee, in the newest year, beside the country."""
    found = find_exhibit(occasion, "integrity")
    if found is None or not has(found[1], "year", "measure", "province_percent"):
        return
    page, exhibit = found
    table = exhibit.table
    known = table["year"].where(table["province_percent"].notna())
    newest = [row for row, year in enumerate(known) if year == known.max()]
    names = [f"{occasion.name} (%)", occasion.say(("Cả nước (%)", "Whole country (%)"))]
    bars = draw_bars(found, "measure", ["province_percent", "national_percent"], newest, names)
    titles = quote_titles(page, exhibit)
    if bars is not None and len(newest) > 1 and titles:
        yield LeadSlide("lead.integrity", name_slide(occasion, "integrity"), titles, [found], bars=bars)


def plan_dossiers(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    """Yield how many dossiers were on time, late and overdue, and which units hold most that are overdue."""
    found = find_exhibit(occasion, "onestop")
    if found is None or not has(found[1], "judged", "on_time_share"):
        return
    page, whole = found
    tiles = [
        Tile(Text.of(occasion.say(DOSSIERS[name])), figure, own=name == "on_time_share")
        for name in DOSSIERS
        if has(whole, name) and (figure := write_known(page, whole, 0, name))
    ]
    overdue, rows = page.find("onestop_overdue"), None
    if overdue is not None and has(overdue, *OVERDUE[::2]):
        shown = [(page, overdue, row) for row in range(len(overdue.rows))]
        every = lay_rows(shown, OVERDUE, MOST_UNITS)
        below = room.cut_top(room.h * TILES_TALL, 14)[1]
        rows = lay_rows(shown, OVERDUE, count_fitting(every, below)) if every is not None else None
    behind = [found, *([(page, overdue)] if rows is not None and overdue is not None else [])]
    yield LeadSlide(
        "lead.dossiers", name_slide(occasion, "dossiers"), quote_titles(page, whole), behind, tiles=tiles, rows=rows
    )


def plan_units(occasion: Occasion, room: Box) -> Iterator[LeadSlide]:
    """Yield the province's own ranking of its units by block: all of few, of many the first and the last of each."""
    for page in occasion.units:
        blocks = page.find("blocks")
        if blocks is None or not has(blocks, "province", "score", "rank") or len(blocks.rows) < FEWEST:
            continue
        rows = _lay_units(page, blocks, room)
        edition = INDICES[page.about["index"]].edition(page.about["year"], occasion.language)
        titles, shown = quote_titles(page, blocks), [(page, blocks)]
        if rows is not None and titles:
            key = f"lead.units.{page.about['index']}"
            yield LeadSlide(key, name_slide(occasion, "units", edition), titles, shown, rows=rows)


def _lay_units(page: ExecutedPage, blocks: ShownExhibit, room: Box) -> Rows | None:
    table = blocks.table
    ranked = table[table["rank"].notna()]  # by block, the first of each first
    in_blocks = "region" in table and ranked["region"].nunique() > 1
    members = [list(rows.index) for _, rows in ranked.groupby("region", sort=False)] if in_blocks else [[*ranked.index]]
    order = [table.index.get_loc(row) for one in members for row in one]
    columns = [name for name in UNITS if name != ("rank" if in_blocks else "rank_in_region")]
    every = lay_rows([(page, blocks, row) for row in order], columns, len(order))
    if every is None:
        return None
    fitting = count_fitting(every, room)
    if fitting >= len(order):
        return every
    kept: list[int] = []
    begun, room_each = 0, max(1, fitting // len(members))
    for size in map(len, members):
        last = min(room_each, size) // 2
        kept += [*range(begun, begun + min(room_each, size) - last), *range(begun + size - last, begun + size)]
        begun += size
    kept = kept[:fitting]  # of more blocks than fit, the first of the first ones
    cells = [every.cells[row] for row in kept]
    return Rows(every.heads, cells, every.figures, len(order) - len(cells))
