"""One conference, one folder: decks, papers, tables and drafts from executed pages; nothing is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import parlib
from parlib.files.atomic import write_whole
from parlib.files.hashing import hash_file
from parlib.living.write import Written
from parlib.publish.deck.build import DeckRequest, build_deck, name_deck
from parlib.publish.document.build import build_document, find_place, name_document
from parlib.publish.lead.build import LeadRequest, build_lead
from parlib.publish.pack.choice import PackChoice
from parlib.publish.pack.contents import NAMES, WORDS, Product, write_contents
from parlib.publish.pack.draft import Draft
from parlib.publish.pack.keep import (
    Record,
    hash_known,
    list_copies,
    save_product,
    stamp_archive,
)
from parlib.publish.pack.missing import Missing, list_missing
from parlib.publish.pack.names import COMMENDED, FOLDERS, LEAD, REPORT, TABLES, TITLES
from parlib.publish.pack.occasion import Occasion
from parlib.publish.pack.outlines import draft_outlines
from parlib.publish.pack.papers import build_draft
from parlib.publish.pack.programme import draft_programme
from parlib.publish.pack.report import build_whole_report
from parlib.publish.pack.speeches import draft_closing, draft_notice, draft_opening
from parlib.publish.pack.unit_words import TITLES as TITLES_OF_UNITS
from parlib.publish.pack.units import Unit, draft_commended, draft_unit, list_boards
from parlib.publish.workbook.build import build_workbook, name_workbook
from parlib.publish.workbook.people import build_people_book, write_data
from parlib.results.dossier import Dossier, NotRunError, list_finished, open_dossier
from parlib.results.executed import ExecutedPage, read_executed
from parlib.results.links import name_index
from parlib.speech import tell
from parlib.terms import INDICES
from parlib.wording.phrases import say
from parlib.wording.titles import name_file

PAGES = "pages"
"""Folder of the executed pages and of the site, within a pack."""

STAMP = 8
"""Digits of the hash of the data that a product carries."""

DRAFTS = {
    "programme": (
        draft_programme,
        ("chuong-trinh", "programme"),
        ("Chương trình hội nghị (dự thảo)", "Programme (draft)"),
    ),
    "outlines": (
        draft_outlines,
        ("de-cuong-tham-luan", "outlines"),
        ("Đề cương tham luận của các cơ quan (dự thảo)", "Outlines of the agencies' speeches (draft)"),
    ),
    "opening": (draft_opening, ("khai-mac", "opening"), ("Phát biểu khai mạc (dự thảo)", "Opening speech (draft)")),
    "closing": (draft_closing, ("ket-luan", "closing"), ("Phát biểu kết luận (dự thảo)", "Closing speech (draft)")),
    "notice": (
        draft_notice,
        ("thong-bao-ket-luan", "notice"),
        ("Thông báo kết luận (dự thảo)", "Notice of conclusions (draft)"),
    ),
}


@dataclass(frozen=True)
class Choice:
    """An index as the pack tells it; *province* is blank for a province's own index."""

    index: str
    year: int
    vintage: str
    province: str


@dataclass(frozen=True)
class PackRequest:
    """What pack is wanted.

    Attributes
    ----------
    folder : pathlib.Path
        Where it goes; its pages are in it already.
    language : str
    name : str
        The province.
    year : int
        Year of the conference.
    chosen : sequence of Choice
    absent : sequence of str
        Indices of which nothing of the province is at hand.
    choice : PackChoice
        What of the pack is wanted; all but the annex if not given.
    """

    folder: Path
    language: str
    name: str
    year: int
    chosen: Sequence[Choice]
    absent: Sequence[str]
    choice: PackChoice = field(default_factory=PackChoice)


@dataclass
class BuiltPack:
    """What came of a pack.

    Attributes
    ----------
    contents : pathlib.Path
        The page of contents.
    products : list of Product
    missing : list of Missing
    made : list of str
        Products that were written this time.
    copies : list of pathlib.Path
        Copies of files edited by hand that were set aside this time.
    written : list of Written
        What became of each file that was written, with what a person has to look at.
    n_units : int
        Departments and communes of the own indices that can have a paper, asked for or not.
    """

    contents: Path
    products: list[Product] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    n_units: int = 0


class _Planned(NamedTuple):
    """A product to make; one not *wanted*, only where it stands already: what was handed out goes with the figures."""

    title: str
    name: str
    key: str
    stamp: str
    build: Callable[[], bytes]
    wanted: bool = True
    of_unit: bool = False


OnStep = Callable[[str, int, int], object]
"""Told of each product before it is made: its name, how many are made, how many there are to make."""


def build_pack(request: PackRequest, on_step: OnStep = lambda name, done, total: None) -> BuiltPack:
    """Write what is stale of a pack, and its page of contents.

    A product that is up to date is left as it is, edited by hand or not. A Word or PowerPoint file that is made
    again is merged with the one in its place (`parlib.living`); of any other that was edited a copy is set
    aside first.

    Raises
    ------
    NotRunError
        If pages were not run.
    OutputError
        If a file cannot be written.
    """
    folder = request.folder
    contents, record = folder / NAMES[request.language], Record(folder / f".pack.{request.language}.json")
    occasion, keys = open_occasion(request)
    built = BuiltPack(contents, missing=list_missing(occasion, request.absent, request.year))
    every = list(_plan_products(request, occasion, keys))
    planned = [one for one in every if one.wanted or record.holds(one.name)]
    built.n_units = sum(one.of_unit for one in every)
    stale = [one for one in planned if not record.is_current(one.name, one.key)]
    for done, product in enumerate(stale):
        on_step(product.name, done, len(stale))
        edited = record.is_edited(product.name)
        written = save_product(product.build(), folder / product.name, edited, request.language)
        built.copies += [written.copy] if written.copy else []
        built.written.append(written)
        record.note(product.name, product.key)
        built.made.append(product.name)
        record.save("")
    copies = list_copies(folder)
    built.products = [
        Product(one.title, one.name, one.stamp, record.is_edited(one.name), copies.get(one.name, ()), one.of_unit)
        for one in planned
    ]
    built.products += _list_pages(request, occasion, keys)
    page = write_contents(
        request.language,
        f"{occasion.seat} – {occasion.editions}",
        built.products,
        built.missing,
        _tell_years(request, occasion),
        _stamp_all(occasion, keys),
        occasion.simulated,
    )
    write_whole(page.encode(), contents)
    record.save(hash_known([product.key for product in planned]))
    return built


def open_occasion(request: PackRequest) -> tuple[Occasion, dict[str, str]]:
    """Return what the drafts speak of, and the hash of the data of each index.

    Raises
    ------
    NotRunError
        If pages were not run.
    """
    reports = request.folder / PAGES
    records = list_finished(reports)
    dossiers, units = [], []
    for one in request.chosen:
        run = {"index": one.index, "year": one.year, "vintage": one.vintage, "language": request.language}
        if one.province:
            dossiers.append(open_dossier(reports, records, run, one.province))
        else:
            found = [r for r in records if all(r.get(k) == v for k, v in run.items()) and r["page"] == "national"]
            units += [read_executed(reports / record["notebook"]) for record in found]
    if not dossiers:
        raise NotRunError(tell("{reports}: no page of {name} is there", reports=reports, name=request.name))
    place = find_place(dossiers[0])
    keys = {dossier.about["index"]: _hash_pages(dossier.pages) for dossier in dossiers}
    keys |= {page.about["index"]: _hash_pages([page]) for page in units}
    return Occasion(request.language, place.name, place.seat, tuple(dossiers), tuple(units)), keys


def _hash_pages(pages: Sequence[ExecutedPage]) -> str:
    """Return the hash of all that pages show: the same figures and words give the same hash."""
    shown = [(e.name, e.finding, e.rows, e.options) for page in pages for e in page.exhibits]
    return hash_known([shown, [dict(page.unanswered) for page in pages]])


def _hash_program() -> str:
    """Return the hash of the program: products are made again where it changed."""
    source = Path(parlib.__file__).parent
    files = sorted(path for path in source.rglob("*") if path.suffix in (".py", ".csv"))
    return hash_known([hash_file(path) for path in files])


@dataclass(frozen=True)
class _Planner:
    """What all products of a pack are planned with: hashes and stamps of the data, folders in the pack's language."""

    request: PackRequest
    occasion: Occasion
    program: str
    every: str
    stamps: dict[str, str]

    @property
    def place(self) -> int:
        """Place of the language among words."""
        return 0 if self.request.language == "vi" else 1

    @property
    def whole(self) -> str:
        """The stamp of what is made of all indices."""
        return "; ".join(self.stamps.values())

    def name(self, kind: str, file: str, simulated: bool) -> str:
        """Return the path of a product below the pack's folder."""
        return name_file(Path(FOLDERS[kind][self.place]) / file, simulated).as_posix()

    def plan_whole(
        self, kind: str, file: str, title: tuple[str, str], build: Callable[..., bytes], *given: object, key: str = ""
    ) -> _Planned:
        """Plan a product of all indices."""
        name, make = self.name(kind, file, self.occasion.simulated), _stamped(self.whole, build, *given)
        return _Planned(self.occasion.say(title), name, key or self.every, self.whole, make)

    def plan_one(
        self, kind: str, file: str, term: str, dossier: Dossier, build: Callable[..., bytes], *given: object
    ) -> _Planned:
        """Plan a product of one index."""
        stamp, name = self.stamps[dossier.about["index"]], self.name(kind, file, dossier.simulated)
        title = say(dossier.about["language"], *TITLES[term]).format(edition=dossier.edition)
        return _Planned(title, name, _key_of(dossier, self.program), stamp, _stamped(stamp, build, *given))

    def plan_unit(self, unit: Unit) -> _Planned:
        """Plan the paper of a department or commune: it is made again only where its own rows changed."""
        name = self.name("units", unit.file, self.occasion.simulated)
        known = hash_known([self.program, str(self.occasion.editions), self.occasion.seat, unit.to_known()])
        stamp = f"{unit.board.edition} · {known[:STAMP]}"
        title = self.occasion.say(TITLES_OF_UNITS["unit"]).format(name=unit.name, edition=unit.board.edition)
        make = _stamped(stamp, _build_draft, partial(draft_unit, unit), self.occasion)
        return _Planned(title, name, known, stamp, make, self.request.choice.units, of_unit=True)


def _plan_products(request: PackRequest, occasion: Occasion, keys: dict[str, str]) -> Iterator[_Planned]:
    """Yield every file of the pack, in the order in which a conference needs them."""
    program, sheets = _hash_program(), [occasion.sheet] if occasion.sheet else []
    every = hash_known([program, keys, request.name, _hash_pages(sheets)])
    stamps = {dossier.about["index"]: _stamp(dossier, keys) for dossier in occasion.dossiers}
    planner = _Planner(request, occasion, program, every, stamps)
    yield _plan_lead(planner)
    yield from _plan_papers(planner)
    yield from _plan_tables(planner)
    for dossier in occasion.with_figures:
        yield from (one._replace(wanted=one.wanted and request.choice.annex) for one in _plan_annex(planner, dossier))
    for board in list_boards(occasion):
        for unit in board.units:
            yield planner.plan_unit(unit)


def _plan_lead(planner: _Planner) -> _Planned:
    """Return the deck for leaders; it is made again where the choice changed, too."""
    request, occasion = planner.request, planner.occasion
    file, key = f"{LEAD[planner.place]}-{request.year}.pptx", hash_known([planner.every, request.choice.know_slides()])
    return planner.plan_whole("decks", file, TITLES["lead"], _build_lead, occasion, request, key=key)


def _plan_papers(planner: _Planner) -> Iterator[_Planned]:
    """Yield drafts, the report over all indices, and the plan of the index whose losses are known."""
    request, occasion, place = planner.request, planner.occasion, planner.place
    for kind, (draft, stems, title) in DRAFTS.items():
        file = f"{('du-thao-', 'draft-')[place]}{stems[place]}.docx"
        planned = planner.plan_whole("papers", file, title, _build_draft, draft, occasion)
        yield planned._replace(wanted=request.choice.wants(kind))
    if boards := list_boards(occasion):
        file, rule = f"{('du-thao-', 'draft-')[place]}{COMMENDED[place]}.docx", request.choice.commend
        draft, key = partial(draft_commended, boards, rule), hash_known([planner.every, vars(rule)])
        planned = planner.plan_whole(
            "papers", file, TITLES_OF_UNITS["commended"], _build_draft, draft, occasion, key=key
        )
        yield planned._replace(wanted=request.choice.wants("commended"))
    file = f"{REPORT[place]}-{request.year}.docx"
    planned = planner.plan_whole("papers", file, TITLES["report"], build_whole_report, occasion)
    yield planned._replace(wanted=request.choice.wants("report"))
    measured = occasion.measured
    file = name_document(measured, "plan")
    planned = planner.plan_one("papers", file, "plan", measured, build_document, measured, "plan")
    yield planned._replace(wanted=request.choice.wants("plan"))


def _plan_tables(planner: _Planner) -> Iterator[_Planned]:
    """Yield the workbook for people, and all figures as one file."""
    occasion, year = planner.occasion, planner.request.year
    file = f"{TABLES['book'][planner.place]}-{year}.xlsx"
    yield planner.plan_whole("tables", file, TITLES["book"], build_people_book, occasion)
    name = planner.name("tables", f"{TABLES['data'][planner.place]}-{year}.csv", occasion.simulated)
    make = partial(write_data, occasion)
    yield _Planned(occasion.say(TITLES["data"]), name, planner.every, planner.whole, make)


def _plan_annex(planner: _Planner, dossier: Dossier) -> Iterator[_Planned]:
    """Yield the deck, report and workbook of one index, with a part for each component."""
    file = name_deck(dossier.about)
    deck = planner.plan_one("decks", file, "deck", dossier, _build_deck, dossier, planner.request)
    yield deck._replace(key=hash_known([deck.key, planner.request.choice.know_template()]))
    file = name_document(dossier, "report")
    planned = planner.plan_one("papers", file, "annex", dossier, build_document, dossier, "report")
    yield planned._replace(wanted=planner.request.choice.wants("report"))
    yield planner.plan_one("tables", name_workbook(dossier), "workbook", dossier, build_workbook, dossier)


def _key_of(dossier: Dossier, program: str) -> str:
    """Return the hash of all that a paper of one index is made of."""
    return hash_known(
        [program, _hash_pages((*dossier.pages, *dossier.others, *([dossier.sheet] if dossier.sheet else [])))]
    )


def _stamped(stamp: str, build: Callable[..., bytes], *given: object) -> Callable[[], bytes]:
    return lambda: stamp_archive(build(*given), stamp)


def _build_draft(draft: Callable[[Occasion], Draft], occasion: Occasion) -> bytes:
    return build_draft(draft(occasion), occasion)


def _build_lead(occasion: Occasion, request: PackRequest) -> bytes:
    """Return the deck for leaders."""
    wanted, choice = (request.folder / PAGES).resolve(), request.choice
    asked = LeadRequest(wanted, choice.slides, choice.title, choice.subtitle, choice.ratio, choice.template)
    return build_lead(occasion, asked).content


def _build_deck(dossier: Dossier, request: PackRequest) -> bytes:
    """Return the deck of one index."""
    run = {name: dossier.about[name] for name in ("index", "year", "vintage", "language")}
    own = str(request.choice.template) if request.choice.template else None
    reports = str((request.folder / PAGES).resolve())
    asked = DeckRequest(reports, run, ratio=request.choice.ratio, template=own)
    return build_deck(dossier, asked).content


def _stamp(dossier: Dossier, keys: dict[str, str]) -> str:
    """Return the stamp of an index's data: edition, vintage of the provinces, hash of the figures."""
    about = dossier.about
    places = say(about["language"], "tỉnh, thành phố", "provinces")
    return f"{dossier.edition} · {about['vintage']} {places} · {keys[about['index']][:STAMP]}"


def _stamp_all(occasion: Occasion, keys: dict[str, str]) -> str:
    return "; ".join(_stamp(dossier, keys) for dossier in occasion.dossiers)


def _list_pages(request: PackRequest, occasion: Occasion, keys: dict[str, str]) -> Iterator[Product]:
    for kind, folder in (("pages", PAGES), ("site", f"{PAGES}/site")):
        if (request.folder / (name := f"{folder}/{name_index(request.language)}")).exists():
            yield Product(occasion.say(TITLES[kind]), name, _stamp_all(occasion, keys))


def _tell_years(request: PackRequest, occasion: Occasion) -> list[str]:
    """Say which results are used, and where they are of another year than the conference."""
    editions = []
    for one in request.chosen:
        edition = INDICES[one.index].edition(one.year, request.language)
        other = occasion.say(WORDS["other_year"]).format(edition=edition, year=request.year)
        editions.append(edition if one.year == request.year else other)
    return editions
