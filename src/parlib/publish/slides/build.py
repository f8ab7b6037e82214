"""Slides from executed notebooks: into one HTML file, for one province or for all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from parlib.files.archive import OutputError, check_output, replace_file
from parlib.language import about
from parlib.language.words import speak_of
from parlib.pages.assets import TEMPLATES
from parlib.publish.outline.each import SlidesRequest, make_each, name_slide_file
from parlib.publish.outline.notes import list_notes
from parlib.publish.outline.plan import plan_slides, say_footer
from parlib.publish.slides.font_subset import write_font_rules
from parlib.publish.slides.lay import lay_slide
from parlib.publish.slides.library import read_library
from parlib.results.dossier import Dossier
from parlib.speech import tell
from parlib.wording.deck import browser_words, say_deck, voice_of
from parlib.wording.titles import SIMULATED, name_file

MARK = '<meta name="generator" content="parlib slides">'
"""Stands in the head of every file of slides: another file is not replaced."""


@dataclass(frozen=True)
class BuiltSlides:
    """What came of one file: where it is, how many slides, whether the source publishes the province, mended files."""

    path: Path
    slides: int
    has_data: bool
    mended: tuple[str, ...] = ()


def name_slides(about: Mapping[str, Any]) -> str:
    """Return the file name of a province's slides.

    Examples
    --------
    >>> about = {"index": "papi", "year": 2024, "province": "24", "province_name": "Bắc Giang", "vintage": "63",
    ...          "language": "en"}
    >>> name_slides(about)
    'papi-2024-24-bac-giang.en.html'
    """
    return f"{name_slide_file(about)}.html"


def build_slides(dossier: Dossier, request: SlidesRequest) -> tuple[str, int]:
    """Return the slides of a province as one page with everything in it, and how many there are (trang trình chiếu).

    Script and styles are those of reveal.js and of the house; the page's policy lets nothing else run, and nothing
    come from outside.

    Raises
    ------
    ChoiceError
        If the YAML of slides cannot be used.
    """
    with speak_of(dossier.about["index"], dossier.about["province_name"]):
        return _build(dossier, request)


def _build(dossier: Dossier, request: SlidesRequest) -> tuple[str, int]:
    planned = plan_slides(dossier, request.select(dossier))
    language, who = dossier.about["language"], about(dossier.about["province_name"], "province_name")
    stacks = [lay_slide(slide, language, dossier.about["province"]) for slide in planned]
    page = {
        "language": language,
        "title": f"{dossier.about['province_name']} – {dossier.edition}",
        "footer": say_footer(dossier),
        "subject": dossier.about["province"],
        "cover_alt": str(say_deck("cover", voice_of(dossier.about), who=who)),
        "simulated": SIMULATED,
        "mark": MARK,
        "stacks": stacks,
        "notes": {slide.key: list_notes(slide, Path(request.reports), language) for slide in planned},
    }
    return _template().render(page=page, words=browser_words(language), **_read_parts()), sum(map(len, stacks))


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "slides"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["anchor"] = lambda key: key.replace(".", "-")
    return environment.get_template("slides.html.j2")


@lru_cache(maxsize=1)
def _read_parts() -> dict[str, Any]:
    """Return scripts and styles, and the policy that lets these alone in by their hashes."""
    library, folder = read_library(), TEMPLATES / "slides"
    scripts = [library.script, (folder / "slides.js").read_text(encoding="utf-8")]
    styles = [library.styles, write_font_rules() + (folder / "slides.css").read_text(encoding="utf-8")]
    policy = (
        f"default-src 'none'; script-src {_hash_parts(scripts)}; style-src {_hash_parts(styles)}; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    return {"scripts": scripts, "styles": styles, "policy": policy}


def _hash_parts(parts: Sequence[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def write_slides(dossier: Dossier, request: SlidesRequest, path: Path) -> BuiltSlides:
    """Write a province's slides; the file before stays until the new one is whole.

    Raises
    ------
    OutputError
        If the file cannot be written, or is there and parlib did not make it.
    ChoiceError
        If the YAML of slides cannot be used.
    """
    path = name_file(path, dossier.simulated)
    check_output(path)
    if path.exists() and MARK.encode() not in path.read_bytes()[:4096]:
        raise OutputError(
            tell("{path}: was not made by 'parlib slides': move it away, or name another file", path=path)
        )
    text, count = build_slides(dossier, request)
    return BuiltSlides(replace_file(text.encode(), path), count, dossier.has_data, dossier.mended)


def write_all_slides(
    request: SlidesRequest,
    provinces: Sequence[str],
    folder: Path,
    jobs: int = 2,
    on_done: Callable[[str, BuiltSlides | Exception], None] = lambda province, outcome: None,
) -> dict[str, BuiltSlides | Exception]:
    """Write the slides of several provinces into a folder, several at a time; one that fails stops no other."""
    return make_each(partial(write_planned, request, folder=str(folder)), provinces, jobs, on_done)


def write_planned(request: SlidesRequest, province: str, folder: str) -> BuiltSlides:
    """Write one province's slides into a folder under their own name; runs in a process of its own."""
    dossier = request.open(province)
    return write_slides(dossier, request, Path(folder) / name_slides(dossier.about))
