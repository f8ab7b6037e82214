"""What slides are wanted, of which provinces; files of several provinces, several at a time; their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from parlib.files.slug import make_slug
from parlib.publish.outline.choose import Selection, check_selection, read_selection, standard_selection
from parlib.results.dossier import Dossier, list_finished, open_dossier
from parlib.terms import is_back_cast

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True)
class SlidesRequest:
    """What slides are wanted; plain values, so that it can be handed to another process.

    Attributes
    ----------
    reports : str
        Folder that ``parlib report`` wrote.
    run : mapping
        ``index, year, vintage, language`` (see `parlib.results.dossier.choose_run`).
    choice : str, optional
        A YAML of slides.
    """

    reports: str
    run: Mapping[str, Any]
    choice: str | None = None

    def open(self, province: str) -> Dossier:
        """Return the executed pages of a province."""
        reports = Path(self.reports)
        return open_dossier(reports, list_finished(reports), self.run, province)

    def select(self, dossier: Dossier) -> Selection:
        """Return which slides to make of a province.

        Raises
        ------
        ChoiceError
            If the YAML of slides cannot be used.
        """
        where = Path(self.choice) if self.choice else None
        selection = read_selection(where) if where else standard_selection()
        check_selection(selection, dossier, where)
        return selection


def name_slide_file(about: Mapping[str, Any], shape: str = "") -> str:
    """Return what the file of a province's slides is called, without what it ends in; a back-cast year says so.

    Examples
    --------
    >>> about = {"index": "papi", "year": 2024, "province": "24", "province_name": "Bắc Ninh", "vintage": "34",
    ...          "language": "vi"}
    >>> name_slide_file(about)
    'papi-2024-34-24-bac-ninh'
    >>> name_slide_file(about | {"vintage": "63", "province_name": "Bắc Giang", "language": "en"}, "-4x3")
    'papi-2024-24-bac-giang-4x3.en'
    """
    index, year, vintage = about["index"], about["year"], about["vintage"]
    suffix = f"-{vintage}" if is_back_cast(index, year, vintage) else ""
    language = "" if about["language"] == "vi" else f".{about['language']}"
    return f"{index}-{year}{suffix}-{about['province']}-{make_slug(about['province_name'])}{shape}{language}"


def make_each(
    make: Callable[[K], T],
    provinces: Sequence[K],
    jobs: int,
    on_done: Callable[[K, T | Exception], object] = lambda province, outcome: None,
) -> dict[K, T | Exception]:
    """Make something of each province in processes of their own; one that fails stops no other.

    Parameters
    ----------
    make : callable
        Given a province; can be handed to another process.
    jobs : int
        Provinces at a time.
    on_done : callable
        Told of each province as it ends.

    Returns
    -------
    dict
        Province to what came of it, or to what went wrong.
    """
    outcomes: dict[K, T | Exception] = {}
    with ProcessPoolExecutor(max_workers=min(jobs, len(provinces))) as pool:
        waiting = {pool.submit(make, province): province for province in provinces}
        for ended in as_completed(waiting):
            province = waiting[ended]
            try:
                outcomes[province] = ended.result()
            except Exception as error:
                outcomes[province] = error
            on_done(province, outcomes[province])
    return {province: outcomes[province] for province in provinces}
