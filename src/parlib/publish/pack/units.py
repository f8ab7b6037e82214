"""The paper of one department or commune, and the list of those to commend, from the page of the own index.

Every figure is a cell of that page: the paper of a unit holds the rows of its tables that name the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from parlib.files.slug import make_slug
from parlib.language import Text, Voice, computed, join_texts, method
from parlib.publish.pack import unit_words as words
from parlib.publish.pack.choice import CommendRule
from parlib.publish.pack.draft import Block, Draft, Listing, Part, Said, named, say_cells, take, write
from parlib.publish.pack.occasion import Occasion
from parlib.publish.pack.words import CAUSE_OPEN, PLEDGE, PROPOSE
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES
from parlib.wording.phrases import say

FIELDS = ("component_code", "component", "score", "max_score", "lost", "rank_in_region")
LOSSES = ("component_code", "component", "lost", "reason")
TASKS = ("edition", "component", "task", "deadline", "status", "head", "output")
DOSSIERS = ("dossier", "procedure", "due", "days")
COMMENDED = ("region", "rank_in_region", "province", "score", "grade", "on_time_share", "overdue", "open_tasks")

MOST_ROWS = 10
"""Rows of a table of a unit's paper, which has two pages."""

ASKED = 3
"""Largest losses of which the unit is asked to say the cause."""


@dataclass(frozen=True)
class Board:
    """The page of an own index, by unit.

    Attributes
    ----------
    page : ExecutedPage
    blocks : ShownExhibit
        A row a unit: its place in its block, score, grade.
    """

    page: ExecutedPage
    blocks: ShownExhibit

    @property
    def language(self) -> str:
        """Language of the page."""
        return self.page.about["language"]

    @cached_property
    def edition(self) -> str:
        """The index and year: ``CCHC sở 2025``."""
        return INDICES[self.page.about["index"]].edition(self.page.about["year"], self.language)

    @cached_property
    def units(self) -> list[Unit]:
        """The units with a score, in the order of their blocks."""
        table = self.blocks.table
        every = enumerate(zip(table["province"], table["province_code"], table["score"], strict=True))
        return [Unit(self, name, code, row) for row, (name, code, score) in every if score == score]

    @property
    def grouped(self) -> bool:
        """True where the units stand in blocks."""
        return self.knows("region") and self.blocks.table["region"].nunique() > 1

    @cached_property
    def unscored(self) -> list[str]:
        """Names of the units without a score."""
        table = self.blocks.table
        return list(table.loc[table["score"].isna(), "province"])

    @cached_property
    def _rows(self) -> dict[str, dict[str, list[int]]]:
        """Rows of each exhibit by unit."""
        found: dict[str, dict[str, list[int]]] = {}
        for name in ("unit_fields", "unit_losses", "unit_tasks", "unit_dossiers"):
            exhibit = self.page.find(name)
            found[name] = {}
            for row, code in enumerate(exhibit.table["province_code"] if exhibit is not None and exhibit.rows else ()):
                found[name].setdefault(code, []).append(row)
        return found

    def find_rows(self, name: str, code: str) -> tuple[ShownExhibit | None, list[int]]:
        """Return an exhibit with its rows of a unit."""
        return self.page.find(name), self._rows[name].get(code, [])

    def knows(self, column: str) -> bool:
        """Tell whether the table of blocks has a column."""
        return any(one["name"] == column for one in self.blocks.columns)

    def read(self, row: int, column: str) -> object:
        """Return what the table of blocks holds of a unit; None where it has no such column or no value."""
        if not self.knows(column):
            return None
        return take(self.page, self.blocks, row, column).value


@dataclass(frozen=True)
class Unit:
    """A department or locality: its name, its code and its row in the table of blocks."""

    board: Board
    name: str
    code: str
    row: int

    @property
    def file(self) -> str:
        """Name of its paper."""
        about = self.board.page.about
        return f"{about['index']}-{about['year']}-{make_slug(self.code)}-{make_slug(self.name)}.docx"

    def to_known(self) -> list[object]:
        """Return all that its paper is made of, as plain data."""
        shown: list[object] = [self.board.edition, self.board.blocks.columns, self.board.blocks.rows[self.row]]
        for name in ("unit_fields", "unit_losses", "unit_tasks", "unit_dossiers"):
            exhibit, rows = self.board.find_rows(name, self.code)
            shown.append([exhibit.rows[row] for row in rows] if exhibit is not None else None)
        return shown


def list_boards(occasion: Occasion) -> list[Board]:
    """Return the own indices of which the page ranks units in blocks."""
    found = ((page, page.find("blocks")) for page in occasion.units)
    return [Board(page, blocks) for page, blocks in found if blocks is not None and blocks.rows]


def list_lacking_of_units(occasion: Occasion) -> Iterator[tuple[str, str]]:
    """Yield what the papers of units lack: the file that would answer it, and the part that waits for it."""
    for board in list_boards(occasion):
        tables = {name: board.page.find(name) for name in ("unit_losses", "unit_tasks")}
        losses, tasks = tables["unit_losses"], tables["unit_tasks"]
        lacking = {
            "board": not board.units,
            "own_score": bool(board.unscored),
            "grades": not board.knows("grade"),
            "reasons": losses is not None and bool(losses.rows) and not _has(losses, "reason"),
            "dossiers": not board.knows("overdue"),
            "tasks": tasks is None or not tasks.rows,
        }
        for name in (name for name, is_lacking in lacking.items() if is_lacking):
            file = say(occasion.language, *words.MISSING[name])
            document = file.format(edition=board.edition, units=", ".join(board.unscored))
            yield document, f"{say(occasion.language, *words.WAITING[name])} ({board.edition})"


def draft_unit(unit: Unit, occasion: Occasion) -> Draft:
    """Return the paper of a unit: result, losses with reasons, tasks, overdue dossiers, what to speak of."""
    board = unit.board
    voice = Voice(occasion.language, INDICES[board.page.about["index"]], unit.name)
    own, edition = take(board.page, board.blocks, unit.row, "province"), named(board.edition, "edition")
    about = voice.say(words.ABOUT, unit=own, edition=edition)
    blocks = [
        *_say_result(unit, voice),
        *_list_losses(unit, voice),
        *_list_tasks(unit, voice),
        *_list_dossiers(unit, voice),
        *_outline(unit, voice),
    ]
    return Draft("unit", about, blocks)


def _part(voice: Voice, name: str) -> Part:
    return Part(say(voice.language, *words.PARTS[name]))


def _say_result(unit: Unit, voice: Voice) -> Iterator[Block]:
    """Yield score, ranks and grade, dossiers and tasks in one sentence each, then the points by field."""
    board = unit.board
    yield _part(voice, "result")
    messages = [words.SCORE if board.grouped else words.SCORE_ALONE]
    messages += [words.GRADE] if board.read(unit.row, "grade") else []
    columns = ("province", "score", "rank_in_region", "region", "rank", "grade")
    cells = {name: take(board.page, board.blocks, unit.row, name) for name in columns if board.knows(name)}
    yield Said(join_texts([voice.say(one, **cells) for one in messages], "") + ".")
    for column, message in words.BESIDE.items():
        if board.read(unit.row, column) is not None:
            yield Said(say_cells(voice, message, board.page, board.blocks, unit.row, (column,)), listed=True)
    yield from _list_rows(unit, voice, "unit_fields", FIELDS)


def _list_losses(unit: Unit, voice: Voice) -> Iterator[Block]:
    yield _part(voice, "lost")
    found = list(_list_rows(unit, voice, "unit_losses", LOSSES))
    yield from found or [Said(voice.say(words.NO_LOSS if _knows_losses(unit) else words.LOSSES_UNKNOWN))]
    exhibit = unit.board.page.find("unit_losses")
    if found and exhibit is not None and not _has(exhibit, "reason"):
        yield Said(voice.say(words.NO_REASONS))


def _knows_losses(unit: Unit) -> bool:
    """Tell whether a unit without a loss in the tables is known to have lost nothing: each of its fields is whole."""
    exhibit, rows = unit.board.find_rows("unit_fields", unit.code)
    if exhibit is None or not rows or not _has(exhibit, "lost"):
        return False
    return bool(exhibit.table["lost"].iloc[rows].round(2).eq(0).all())


def _list_tasks(unit: Unit, voice: Voice) -> Iterator[Block]:
    yield _part(voice, "tasks")
    yield from list(_list_rows(unit, voice, "unit_tasks", TASKS)) or [Said(voice.say(words.NO_TASKS))]
    more = len(unit.board.find_rows("unit_tasks", unit.code)[1]) - MOST_ROWS
    if more > 0:
        yield Said(voice.say(words.MORE_TASKS, more=computed(more, "count", "n_more")))


def _list_dossiers(unit: Unit, voice: Voice) -> Iterator[Block]:
    """Yield the dossiers overdue for longest; a line where nothing is known of the unit's dossiers."""
    found = list(_list_rows(unit, voice, "unit_dossiers", DOSSIERS))
    known = unit.board.read(unit.row, "overdue") is not None
    yield _part(voice, "dossiers")
    yield from found or [Said(voice.say(words.NONE_OVERDUE if known else words.NO_DOSSIERS))]


def _outline(unit: Unit, voice: Voice) -> Iterator[Block]:
    """Yield what the head is to speak of at the conference."""
    yield _part(voice, "outline")
    exhibit, rows = unit.board.find_rows("unit_losses", unit.code)
    for row in rows[:ASKED]:
        assert exhibit is not None
        component = take(unit.board.page, exhibit, row, "component")
        yield Said(voice.say(CAUSE_OPEN, component=component), listed=True)
    for message in (PLEDGE, PROPOSE):
        yield Said(voice.say(message))


def _has(exhibit: ShownExhibit, column: str) -> bool:
    return any(one["name"] == column for one in exhibit.columns)


def _list_rows(unit: Unit, voice: Voice, name: str, columns: Sequence[str]) -> Iterator[Block]:
    """Yield a unit's rows of an exhibit as a table; nothing where there are none."""
    exhibit, rows = unit.board.find_rows(name, unit.code)
    if exhibit is not None and rows:
        yield _tabulate(unit.board.page, exhibit, rows[:MOST_ROWS], columns, say(voice.language, *words.TABLES[name]))


def _tabulate(
    page: ExecutedPage, exhibit: ShownExhibit, rows: Sequence[int], columns: Sequence[str], title: str
) -> Listing:
    heads = {one["name"]: one for one in exhibit.columns}
    shown = [name for name in columns if name in heads]
    cells = [[write(page, exhibit, row, name) for name in shown] for row in rows]
    figures = [heads[name]["kind"] not in ("text", "code") for name in shown]
    return Listing(title, [heads[name]["label"] for name in shown], cells, figures, exhibit.simulated)


def choose_commended(board: Board, rule: CommendRule) -> tuple[list[int], list[int]]:
    """Return the rows of the units that meet the rule, and of those that stand high enough in their block but do not.

    What is not known of a unit is not held against it: the paper names it as to be checked.
    """
    every = range(len(board.blocks.rows))
    high = [row for row in every if 0 < _number(board.read(row, "rank_in_region")) <= rule.first]
    best = _find_best(board)
    met = []
    for row in high:
        graded = not rule.best_grade or best is None or board.read(row, "grade") == board.read(best, "grade")
        limits = (("overdue", rule.overdue), ("open_tasks", rule.open_tasks))
        within = all(most is None or _number(board.read(row, name)) <= most for name, most in limits)
        met += [row] if graded and within else []
    return met, [row for row in high if row not in met]


def _find_best(board: Board) -> int | None:
    """Return the row of the unit with the highest score where grades are given: its grade is the best of them."""
    table = board.blocks.table
    return int(table["score"].idxmax()) if board.knows("grade") and table["score"].notna().any() else None


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and value == value else 0.0


def draft_commended(boards: Sequence[Board], rule: CommendRule, occasion: Occasion) -> Draft:
    """Return the list of units to commend, with the rule by which they were chosen and what is not known of them."""
    blocks: list[Block] = []
    for board in boards:
        blocks += _list_commended(board, rule, Voice(occasion.language, INDICES[board.page.about["index"]], ""))
    about = occasion.voice.say(words.COMMEND_ABOUT, seat=named(occasion.seat, "seat"), editions=occasion.editions)
    return Draft("commended", about, blocks)


def _list_commended(board: Board, rule: CommendRule, voice: Voice) -> Iterator[Block]:
    met, short = choose_commended(board, rule)
    yield Part(board.edition)
    yield Said(_say_rule(board, rule, voice))
    if met:
        yield _tabulate(board.page, board.blocks, met, COMMENDED, say(voice.language, *words.TABLES["commended"]))
    else:
        yield Said(voice.say(words.NOBODY))
    names = ("province", *(name for name in ("score", "grade", "overdue", "open_tasks") if board.knows(name)))
    for row in short:
        yield Said(_say_short(board, row, names, voice), listed=True)
    yield from (Said(one) for one in _say_unknown(board, rule, met, voice))


def _say_rule(board: Board, rule: CommendRule, voice: Voice) -> Text:
    """Say the rule with its numbers; the grade is that of the unit with the most points."""
    first = method(rule.first, "count", "commend_first")
    sentences = [voice.say(words.LEADING) if rule.first == 1 else voice.say(words.FIRST, first=first)]
    best = _find_best(board)
    if rule.best_grade and best is not None:
        sentences.append(voice.say(words.BEST_GRADE, grade=take(board.page, board.blocks, best, "grade")))
    for name, most in (("overdue", rule.overdue), ("open_tasks", rule.open_tasks)):
        if most is not None:
            limit = method(most, "count", f"commend_{name}")
            sentences.append(
                voice.say(words.LIMITS[name]) if most == 0 else voice.say(words.LIMITS_OF[name], most=limit)
            )
    return voice.say(words.RULE, rule=join_texts(sentences, "; "))


def _say_short(board: Board, row: int, names: Sequence[str], voice: Voice) -> Text:
    """Say who stands high enough in its block but does not meet the rule, with the figures that it is judged by."""
    cells = {name: take(board.page, board.blocks, row, name) for name in names}
    beside = [
        voice.say(words.OF_SHORT[name], **{name: cell})
        for name, cell in cells.items()
        if name in words.OF_SHORT and cell.value not in (None, "")
    ]
    return voice.say(words.SHORT, province=cells["province"], beside=join_texts(beside, ", "))


def _say_unknown(board: Board, rule: CommendRule, met: Sequence[int], voice: Voice) -> Iterator[Text]:
    """Yield what is not known of the units on the list, each in one line."""
    for name, most in (("overdue", rule.overdue), ("open_tasks", rule.open_tasks)):
        blank = [row for row in met if board.read(row, name) is None]
        if most is not None and blank:
            units = voice.join([take(board.page, board.blocks, row, "province") for row in blank])
            yield voice.say(words.UNKNOWN[name], units=units)
    if rule.best_grade and _find_best(board) is None:
        yield voice.say(words.NO_GRADES)
    if board.unscored:
        yield voice.say(words.UNSCORED, n=computed(len(board.unscored), "count", "n_unscored"))
