"""Slides over all indices: results, what changed, ranks over the years, fields, highest and lowest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parlib.language import Text, Voice
from parlib.language.numbers import MISSING
from parlib.publish.lead.slide import (
    Bars,
    LeadSlide,
    Rows,
    Shown,
    Tile,
    draw_bars,
    has,
    lay_rows,
    list_titles,
    quote_titles,
    write_known,
)
from parlib.publish.lead.words import (
    CHANGED,
    CHANGED_OF_PEOPLE,
    DOWN,
    ENDS,
    EYEBROWS,
    HEADS,
    MOVED,
    OF,
    RANGE,
    RANK,
    RANKED,
    SAME,
    SINCE,
    UP,
)
from parlib.publish.pack.draft import named, quote, say_cells, take, write
from parlib.publish.pack.occasion import Occasion
from parlib.questions.phrases import say_places
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES, SUMMARY, TOTAL
from parlib.wording.phrases import say

MOST_TILES = 3
"""Indices that stand as tiles; more stand in a table."""

FEWEST = 3
"""Rows of a table or bars of a chart that fill a slide, at least."""

MOST_BARS = 10
MOST_YEARS = 12


def _list_known(exhibit: ShownExhibit, column: str) -> list[int]:
    """Return the rows in which a column holds a figure."""
    held = exhibit.table[column].notna()
    return [row for row in range(len(held)) if held.iloc[row]]


def voice_for(occasion: Occasion, dossier: Dossier) -> Voice:
    """Return who speaks of an index."""
    return Voice(occasion.language, INDICES[dossier.about["index"]], occasion.name)


def name_slide(occasion: Occasion, matter: str, edition: str = "") -> str:
    """Return what stands above the title: the results it is of, its matter."""
    return " · ".join(filter(None, (edition, say(occasion.language, *EYEBROWS[matter]))))


def plan_results(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield the slide with score, rank and change on every index: tiles of few indices, a table of more."""
    shown = [
        (one.overview, head) for one in occasion.with_figures if has(head := one.overview.find("headline"), "score")
    ]
    if not shown:
        return
    titles, behind = _title_results(occasion, shown)
    slide = LeadSlide("lead.results", name_slide(occasion, "results"), titles, behind)
    if len(shown) > MOST_TILES:
        yield LeadSlide(slide.key, slide.eyebrow, titles, behind, rows=_tabulate(occasion, shown))
        return
    tiles = [tile for one in occasion.with_figures if (tile := _make_tile(occasion, one))]
    parts = list(plan_parts(occasion, occasion.leading)) if len(tiles) == 1 else []
    if len(tiles) == 1:  # of one index: its figures side by side, its parts below
        tiles = _make_tiles_of_one(occasion)
        behind = [*behind, *(one for part in parts for one in part.shown)]
    yield LeadSlide(slide.key, slide.eyebrow, titles, behind, tiles=tiles, bars=parts[0].bars if parts else None)


def _title_results(occasion: Occasion, shown: list[Shown]) -> tuple[list[Text], list[Shown]]:
    """Return the verdict of the sheet over all indices; of one index what its own page says."""
    sheet = occasion.sheet
    answer = sheet.find(SUMMARY) if sheet else None
    if len(shown) > 1 and sheet is not None and answer is not None and answer.finding:
        return list_titles(quote(sheet, answer)), [*shown, (sheet, answer)]
    return quote_titles(*shown[0]), shown


def _make_tile(occasion: Occasion, dossier: Dossier) -> Tile | None:
    page, voice = dossier.overview, voice_for(occasion, dossier)
    headline = page.find("headline")
    if headline is None or not has(headline, "score"):
        return None
    score, rank = write_known(page, headline, 0, "score"), write_known(page, headline, 0, "rank")
    ranked = rank + "/" + write(page, headline, 0, "n_ranked") if rank else Text()
    below = []
    if score and not INDICES[dossier.about["index"]].of_people:
        below.append(say_cells(voice, OF, page, headline, 0, ("max_score",)))
    if score and ranked:
        below.append(voice.say(RANKED, rank=ranked))
    below += [*_say_range(occasion, dossier), *_say_change(occasion, dossier)]
    unit = "%" if INDICES[dossier.about["index"]].of_people and score else ""
    head = Text.of("") + voice.join([named(dossier.edition, "edition")])
    figure = score + unit if score else ranked
    return Tile(head, figure, below, dossier is occasion.leading) if figure else None


def _make_tiles_of_one(occasion: Occasion) -> list[Tile]:
    """Return score, rank and change of the only index as tiles."""
    dossier = occasion.leading
    page, voice = dossier.overview, voice_for(occasion, dossier)
    whole = _make_tile(occasion, dossier)
    if whole is None:
        return []
    headline = page.expect("headline")
    rank = write_known(page, headline, 0, "rank")
    changes = _say_change(occasion, dossier)
    if not rank or not write_known(page, headline, 0, "score"):
        return [whole]
    score = Tile(whole.head, whole.figure, [text for text in whole.below if text not in changes][:1])
    placed = rank + "/" + write(page, headline, 0, "n_ranked")
    below = [*_say_range(occasion, dossier), *changes]
    return [score, Tile(voice.say(RANK), placed, below[:2], own=False)]


def _say_range(occasion: Occasion, dossier: Dossier) -> list[Text]:
    """Return the ranks that the index may hold, as the sheet over all indices says."""
    sheet, index = occasion.sheet, dossier.about["index"]
    ranks = sheet.find("sheet_ranks") if sheet else None
    if sheet is None or ranks is None or not has(ranks, "short", "rank_low", "rank_high"):
        return []
    table, short = ranks.table, INDICES[index].call(occasion.language)
    rows = [row for row, name in enumerate(table["short"]) if name.partition(" (")[0] == short]
    if not rows or table["rank_low"].iloc[rows[0]] == table["rank_high"].iloc[rows[0]]:
        return []
    ends = {name: write_known(sheet, ranks, rows[0], name) for name in ("rank_low", "rank_high")}
    return [voice_for(occasion, dossier).say(RANGE, **ends)] if all(ends.values()) else []


def _say_change(occasion: Occasion, dossier: Dossier) -> list[Text]:
    """Return the change in points and in places, each as far as it is known."""
    page, voice = dossier.overview, voice_for(occasion, dossier)
    headline, sentences = page.expect("headline"), []
    if write_known(page, headline, 0, "change"):
        message = CHANGED_OF_PEOPLE if INDICES[dossier.about["index"]].of_people else CHANGED
        sentences.append(
            voice.say(message, change=write(page, headline, 0, "change"), year=write(page, headline, 0, "year_before"))
        )
    if write_known(page, headline, 0, "rank_change"):
        cell = take(page, headline, 0, "rank_change")
        message = UP if cell.number > 0 else DOWN
        moved = voice.say(message, places_moved=say_places(voice, cell)) if cell.number else voice.say(SAME)
        year = None if sentences else write_known(page, headline, 0, "year_before")
        sentences.append(voice.say(SINCE, moved=moved, year=year) if year else moved)
    return sentences


def _tabulate(occasion: Occasion, shown: Sequence[Shown]) -> Rows:
    """Return the table of results, a row an index; a column that is blank throughout is left out."""
    heads = {column["name"]: column["label"] for column in shown[0][1].columns}
    names = [name for name in ("score", "max_score", "rank", "year_before", "change", "rank_change") if name in heads]
    cells = []
    for page, headline in shown:
        edition = named(INDICES[page.about["index"]].edition(page.about["year"], occasion.language), "edition")
        known = [write_known(page, headline, 0, name) for name in names]
        if known[names.index("rank")]:
            place = names.index("rank")
            known[place] = known[place] + "/" + write(page, headline, 0, "n_ranked")
        cells.append([occasion.voice.join([edition]), *known])
    filled = [0, *(place for place in range(1, len(names) + 1) if any(row[place] for row in cells))]
    labels = [occasion.say(HEADS["index"]), *(heads[name] for name in names)]
    kept = [[row[place] or Text.of(MISSING) for place in filled] for row in cells]
    return Rows([labels[place] for place in filled], kept, [place > 0 for place in filled])


def plan_moves(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield what rose and fell over all indices; else the changes of the leading index's parts."""
    sheet = occasion.sheet
    moves = sheet.find("sheet_moves") if sheet else None
    columns = ("component", "short", "year", "rank", "year_before", "rank_change")
    if sheet is not None and moves is not None and has(moves, *columns) and len(moves.rows) >= FEWEST:
        rows = lay_rows([(sheet, moves, row) for row in range(len(moves.rows))], columns, 8)
        yield LeadSlide(
            "lead.moves", name_slide(occasion, "moves"), quote_titles(sheet, moves), [(sheet, moves)], rows=rows
        )
        return
    page = occasion.measured.overview
    gains = page.find("gains")
    if gains is not None and has(gains, "label", "change") and len(gains.rows) >= FEWEST:
        bars = draw_bars((page, gains), "label", ["change"], range(min(MOST_BARS, len(gains.rows))))
        eyebrow = name_slide(occasion, "moves", occasion.measured.edition)
        yield LeadSlide("lead.moves", eyebrow, quote_titles(page, gains), [(page, gains)], bars=bars)


def plan_history(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield the ranks of the leading index over the years that follow one another up to the last."""
    page = occasion.leading.overview
    history, runs = page.find("history"), page.find("streaks")
    if history is None or not has(history, "year", "rank"):
        return
    table = history.table
    known = _keep_last_run([(int(table["year"].iloc[row]), row) for row in _list_known(history, "rank")])[-MOST_YEARS:]
    bars = draw_bars((page, history), "year", ["rank"], known)
    if len(known) <= FEWEST or bars is None:
        return
    line = Bars(bars.exhibit, [str(int(float(year))) for year in bars.names], bars.series, bars.kind, line=True)
    eyebrow = name_slide(occasion, "history", INDICES[page.about["index"]].call(occasion.language))
    streaks = runs if runs is not None and runs.finding else None
    titles = quote_titles(page, streaks) if streaks is not None else [_say_moved(occasion, page, history, known)]
    shown = [(page, history), *([(page, streaks)] if streaks is not None else [])]
    yield LeadSlide("lead.history", eyebrow, titles, shown, bars=line, spare=4)


def _say_moved(occasion: Occasion, page: ExecutedPage, history: ShownExhibit, known: Sequence[int]) -> Text:
    """Say from which rank to which the line goes: what the page says of the years is of points."""
    cells = {f"rank_{name}": take(page, history, row, "rank") for name, row in (("then", known[0]), ("now", known[-1]))}
    years = {name: take(page, history, row, "year") for name, row in (("first", known[0]), ("last", known[-1]))}
    return occasion.voice.say(MOVED, **cells, **years)


def _keep_last_run(years: Sequence[tuple[int, int]]) -> list[int]:
    """Return the rows of the last years that follow one another.

    Examples
    --------
    >>> _keep_last_run([(2012, 0), (2017, 1), (2018, 2)])
    [1, 2]
    """
    ordered = sorted(years)
    broken = [place for place in range(1, len(ordered)) if ordered[place][0] - ordered[place - 1][0] > 1]
    return [row for _, row in ordered[broken[-1] if broken else 0 :]]


def plan_parts(occasion: Occasion, dossier: Dossier, spare: int = 0) -> Iterator[LeadSlide]:
    """Yield how much of the maximum was reached on every part directly below an index, beside the country."""
    page = dossier.overview
    profile, shares = page.find("profile"), page.find("shares")
    found = profile if has(profile, "share", "component") else page.find("components")
    if found is None or not has(found, "share", "component", "component_code"):
        return
    found, first = _choose_level(page, found)
    said = quote_titles(page, profile) if profile is not None and profile.finding else []
    if not said and shares is not None:
        said = quote_titles(page, shares)
    whole_parts = all("." not in str(found.table["component_code"].iloc[row]) for row in first)
    told = not profile and shares is not None and whole_parts  # by the page, with those that are level
    if found is not profile and not told and (ends := _say_ends(occasion, dossier, found, first)):
        said = [ends]
    every = page.find("components") or found
    whole = sum(str(code) != TOTAL and "." not in str(code) for code in every.table["component_code"])
    if len(first) < max(FEWEST, whole) or not said:
        return
    names = [occasion.name, say(occasion.language, "Trung bình cả nước", "National mean")]
    people = INDICES[dossier.about["index"]].of_people and has(found, "score", "national_mean")
    series = ["score", "national_mean"] if people else ["share", "mean_share"]
    bars = draw_bars((page, found), "component", series, first[:MOST_BARS], names)
    key = f"lead.parts.{dossier.about['index']}"
    shown = [(page, one) for one in (found, shares if said and profile is None else None) if one is not None]
    eyebrow = name_slide(occasion, "parts_of_people" if people else "parts", dossier.edition)  # says what bars measure
    yield LeadSlide(key, eyebrow, said, shown, bars=bars, spare=spare)


def _say_ends(occasion: Occasion, dossier: Dossier, found: ShownExhibit, rows: Sequence[int]) -> Text | None:
    """Return which part stands highest and which lowest; nothing where others stand level with either."""
    page, table = dossier.overview, found.table
    column = "score" if INDICES[dossier.about["index"]].of_people else "share"
    known = sorted(
        (row for row in rows if table[column].iloc[row] == table[column].iloc[row]), key=table[column].iloc.__getitem__
    )
    figures = [round(float(table[column].iloc[row]), 9) for row in known]
    if len(known) < 3 or figures[0] == figures[1] or figures[-1] == figures[-2]:
        return None
    last, first = known[0], known[-1]
    unit = "%" if column == "score" else ""
    return voice_for(occasion, dossier).say(
        ENDS,
        first=write(page, found, first, "component"),
        most=write(page, found, first, column) + unit,
        last=write(page, found, last, "component"),
        least=write(page, found, last, column) + unit,
    )


def _choose_level(page: ExecutedPage, found: ShownExhibit) -> tuple[ShownExhibit, list[int]]:
    """Return the parts directly below the whole, or where these are too few the ones below them, with their rows."""
    components = page.find("components")
    for exhibit, depth in ((found, 0), (components, 1)):
        if exhibit is None or not has(exhibit, "share", "component", "component_code"):
            continue
        table = exhibit.table
        rows = [
            row
            for row, code in enumerate(table["component_code"])
            if code != TOTAL and str(code).count(".") == depth and table["share"].iloc[row] == table["share"].iloc[row]
        ]
        if len(rows) >= FEWEST:
            return exhibit, rows
    return found, []


def plan_ends(occasion: Occasion) -> Iterator[LeadSlide]:
    """Yield the components with the highest and the lowest ranks; nothing where they are the same."""
    sheet = occasion.sheet
    ends = sheet.find("sheet_ends") if sheet else None
    if sheet is None or ends is None or not has(ends, "end", "component", "rank") or len(ends.rows) < 2 * FEWEST:
        return
    table = ends.table
    half = len(table) // 2
    if table["rank"].iloc[0] == table["rank"].iloc[half]:
        return
    chosen = [*range(min(FEWEST, half)), *range(half, half + min(FEWEST, len(table) - half))]
    rows = lay_rows([(sheet, ends, row) for row in chosen], ("end", "component", "short", "year", "rank"), len(chosen))
    yield LeadSlide(
        "lead.ends", name_slide(occasion, "ends"), quote_titles(sheet, ends), [(sheet, ends)], rows=rows, spare=3
    )
