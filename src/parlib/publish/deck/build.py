"""A deck from executed notebooks: into bytes, into a file, for one province or for all."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from parlib.files.archive import check_output, save_bytes
from parlib.language.words import speak_of
from parlib.living.figures import put_figures, read_figures
from parlib.living.write import BROKEN, Written, write_living
from parlib.publish.deck.changes import Change, compare_figures, gather_figures
from parlib.publish.deck.compose import Job, compose
from parlib.publish.deck.template import open_template
from parlib.publish.outline.each import SlidesRequest, make_each, name_slide_file
from parlib.results.dossier import Dossier
from parlib.wording.deck import deck_word
from parlib.wording.titles import name_file


@dataclass(frozen=True, kw_only=True)
class DeckRequest(SlidesRequest):
    """What kind of deck is wanted.

    Attributes
    ----------
    ratio : str
        ``16:9`` or ``4:3``, for the built-in template.
    template : str, optional
        A template of one's own.
    """

    ratio: str = "16:9"
    template: str | None = None


class MadeDeck(NamedTuple):
    """A deck as bytes, the figures that it was made from, and how many slides it has."""

    content: bytes
    figures: Mapping[str, Any]
    slides: int


@dataclass(frozen=True)
class BuiltDeck:
    """What came of one deck.

    Attributes
    ----------
    path : pathlib.Path
        The file; its name says so where simulated figures stand in it.
    slides : int
    has_data : bool
        False where the source publishes nothing of the province.
    changes : list of Change
        Figures that differ from those in the deck before.
    written : Written, optional
        What became of the deck before.
    mended : tuple of str
        Raw files behind it that are not as they were logged.
    """

    path: Path
    slides: int
    has_data: bool
    changes: list[Change] = field(default_factory=list)
    written: Written | None = None
    mended: tuple[str, ...] = ()


def name_deck(about: Mapping[str, Any], ratio: str = "16:9") -> str:
    """Return the file name of a province's deck.

    Examples
    --------
    >>> about = {"index": "papi", "year": 2024, "province": "24", "province_name": "Bắc Giang", "vintage": "63",
    ...          "language": "vi"}
    >>> name_deck(about), name_deck(about | {"language": "en"}, "4:3")
    ('papi-2024-24-bac-giang.pptx', 'papi-2024-24-bac-giang-4x3.en.pptx')
    """
    shape = "" if ratio == "16:9" else "-" + ratio.replace(":", "x")
    return f"{name_slide_file(about, shape)}.pptx"


def build_deck(dossier: Dossier, request: DeckRequest) -> MadeDeck:
    """Return a deck and the figures that it is made from.

    Raises
    ------
    TemplateError, ChoiceError
        If the template or the YAML of slides cannot be used.
    """
    with speak_of(dossier.about["index"], dossier.about["province_name"]):
        return _build(dossier, request)


def _build(dossier: Dossier, request: DeckRequest) -> MadeDeck:
    selection = request.select(dossier)
    language = dossier.about["language"]
    template = Path(request.template) if request.template else None
    paper = open_template(template, request.ratio, deck_word("comment", language))
    sheets = compose(Job(dossier, paper, selection, Path(request.reports)))
    describe_deck(paper.deck, f"{dossier.about['province_name']} – {dossier.edition}", language)
    figures = gather_figures(sheets)
    put_figures(paper.deck, figures)
    return MadeDeck(save_bytes(paper.deck), figures, len(sheets))


def describe_deck(deck: Deck, title: str, language: str) -> None:
    """Give a deck its properties."""
    known = deck.core_properties
    known.title = title
    known.author, known.last_modified_by, known.comments = "parlib", "parlib", ""
    known.language = {"vi": "vi-VN", "en": "en-GB"}[language]


def write_deck(dossier: Dossier, request: DeckRequest, path: Path) -> BuiltDeck:
    """Write a province's deck; what people did to the one at *path* is kept (`parlib.living`).

    Raises
    ------
    OutputError
        If the file cannot be written.
    TemplateError, ChoiceError
        If the template or the YAML of slides cannot be used.
    """
    path = name_file(path, dossier.simulated)
    check_output(path)
    before, made = _read_before(path), build_deck(dossier, request)
    written = write_living(made.content, path, dossier.about["language"])
    changes = compare_figures(before, made.figures) if before and made.figures else []
    return BuiltDeck(path, made.slides, dossier.has_data, changes, written, dossier.mended)


def _read_before(path: Path) -> Mapping[str, Any] | None:
    """Return the figures of the deck at *path*; None where there is none, or no deck of parlib."""
    try:
        return read_figures(Presentation(io.BytesIO(path.read_bytes()))) if path.exists() else None
    except BROKEN:
        return None


def write_decks(
    request: DeckRequest,
    provinces: Sequence[str],
    folder: Path,
    jobs: int = 2,
    on_done: Callable[[str, BuiltDeck | Exception], None] = lambda province, outcome: None,
) -> dict[str, BuiltDeck | Exception]:
    """Write the decks of several provinces into a folder, several at a time; one that fails stops no other.

    Returns
    -------
    dict
        Province to what came of its deck, or to what went wrong.
    """
    return make_each(partial(write_planned, request, folder=str(folder)), provinces, jobs, on_done)


def write_planned(request: DeckRequest, province: str, folder: str) -> BuiltDeck:
    """Write one province's deck into a folder under its own name; runs in a process of its own."""
    dossier = request.open(province)
    return write_deck(dossier, request, Path(folder) / name_deck(dossier.about, request.ratio))
