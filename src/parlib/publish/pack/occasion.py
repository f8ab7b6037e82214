"""What the drafts of a conference speak of: the province, its pages of every index, who lost what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from parlib.language import Text, Voice
from parlib.publish.pack.draft import named, take
from parlib.publish.pack.words import PARTS, PARTS_OF_PEOPLE
from parlib.results.dossier import Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES
from parlib.wording.letters import FILL
from parlib.wording.phrases import say


@dataclass(frozen=True)
class Loss:
    """A row of an exhibit of tasks: a component on which points were lost."""

    page: ExecutedPage
    exhibit: ShownExhibit
    row: int

    def read(self, column: str) -> str:
        """Return a text of the row; blank where nobody filled it in."""
        named = [known["name"] for known in self.exhibit.columns]
        value = self.exhibit.rows[self.row][named.index(column)] if column in named else None
        return "" if value in (None, FILL) else str(value)


@dataclass(frozen=True)
class Occasion:
    """A conference.

    Attributes
    ----------
    language : str
    name, seat : str
        The province alone, and with what it is: ``tỉnh Quảng Ninh``.
    dossiers : tuple of Dossier
        One an index, in the order of the conference.
    units : tuple of ExecutedPage
        The pages of all units of the province's own indices.
    """

    language: str
    name: str
    seat: str
    dossiers: tuple[Dossier, ...]
    units: tuple[ExecutedPage, ...] = ()

    @cached_property
    def with_figures(self) -> tuple[Dossier, ...]:
        """The dossiers in which the province has figures."""
        return tuple(dossier for dossier in self.dossiers if dossier.has_data)

    @cached_property
    def measured(self) -> Dossier:
        """The first index whose points lost are known by component, or else the first."""
        for dossier in self.with_figures:
            if dossier.find("largest") and not INDICES[dossier.about["index"]].of_people:
                return dossier
        return self.leading

    @property
    def of_people(self) -> bool:
        """True where what is told of losses is of an index of shares of people: no points are lost on it."""
        return INDICES[self.measured.about["index"]].of_people

    @property
    def leading(self) -> Dossier:
        """The first index in which the province has figures."""
        return (self.with_figures or self.dossiers)[0]

    @cached_property
    def sheet(self) -> ExecutedPage | None:
        """The province's sheet over all indices: its newest year leads it, which the first index need not have."""
        return next((dossier.sheet for dossier in self.dossiers if dossier.sheet), None)

    @cached_property
    def voice(self) -> Voice:
        """Who speaks of the points lost."""
        return Voice(self.language, INDICES[self.measured.about["index"]], self.name)

    @cached_property
    def editions(self) -> Text:
        """The indices and years that are treated: ``PAR INDEX 2023, SIPAS 2023 và PAPI 2022``."""
        return self.voice.join([named(dossier.edition, "edition") for dossier in self.with_figures or self.dossiers])

    @cached_property
    def simulated(self) -> bool:
        """True where simulated figures stand behind any page."""
        own = any(exhibit.simulated for page in self.units for exhibit in page.exhibits)
        return own or any(dossier.simulated for dossier in self.dossiers)

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """Every component with points lost that the pages list with cause and agency, largest first."""
        found, seen = [], set()
        for page in self.measured.components:
            if (exhibit := page.find("actions")) is None:
                continue
            for row in range(len(exhibit.rows)):
                loss = Loss(page, exhibit, row)
                if (code := loss.read("component_code")) not in seen:
                    seen.add(code)
                    found.append(loss)
        return tuple(sorted(found, key=lambda loss: -(take(loss.page, loss.exhibit, loss.row, "lost").number or 0)))

    @cached_property
    def tasks(self) -> tuple[Loss, ...]:
        """Every task that is set, by the size of its loss; a loss may have several."""
        found, pages = [], {loss.read("component_code"): loss.page for loss in self.losses}
        for page in self.measured.components:
            exhibit = page.find("actions")
            rows = [Loss(page, exhibit, row) for row in range(len(exhibit.rows))] if exhibit else []
            # a part of a part stands on both their pages
            found += [row for row in rows if row.read("task") and pages[row.read("component_code")] is page]
        order = {loss.read("component_code"): place for place, loss in enumerate(self.losses)}
        return tuple(sorted(found, key=lambda task: order[task.read("component_code")]))

    @cached_property
    def by_agency(self) -> Mapping[str, Sequence[Loss]]:
        """The losses of each agency, those that lost most first; of none where the scoreboard names no agencies."""
        held: dict[str, list[Loss]] = {agency: [] for agency in self.ranked_agencies}
        for loss in self.losses:
            if agency := loss.read("lead_agency"):
                held.setdefault(agency, []).append(loss)
        return {agency: losses for agency, losses in held.items() if losses}

    @cached_property
    def ranked_agencies(self) -> Mapping[str, int]:
        """Each agency that lost points, with its row in the exhibit of agencies."""
        exhibit = self.measured.overview.find("agencies")
        if exhibit is None:
            return {}
        table = exhibit.table
        return {row.agency: at for at, row in enumerate(table.itertuples()) if row.lost > 0}

    @cached_property
    def has_tasks(self) -> bool:
        """True where the register holds any task."""
        return bool(self.tasks)

    def head(self, part: str) -> str:
        """Return the head of a part of a draft."""
        return self.say((PARTS | PARTS_OF_PEOPLE if self.of_people else PARTS)[part])

    def say(self, words: tuple[str, str]) -> str:
        """Return words in the language of the conference."""
        return say(self.language, *words)
