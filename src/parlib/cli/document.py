"""``parlib document``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parlib.cli.common import ClearHome, app, use_home
from parlib.cli.fresh import AsIs
from parlib.cli.papers import (
    Asked,
    IndexChoice,
    LanguageChoice,
    Output,
    Pdf,
    ProvinceChoice,
    Reports,
    VintageChoice,
    YearChoice,
    write_papers,
)


@app.command(
    epilog="Examples: parlib document --index papi --year 2024 --province 22 · "
    "parlib document --index papi --province 22 --kind plan -o plan.docx --pdf · "
    "parlib document --index papi --province all -o documents"
)
def document(
    index: IndexChoice,
    province: ProvinceChoice,
    year: YearChoice = None,
    kind: Annotated[str, typer.Option(help="report (the in-depth report) or plan (the remedial plan).")] = "report",
    language: LanguageChoice = "vi",
    vintage: VintageChoice = "",
    output: Output = None,
    reports: Reports = Path("reports"),
    pdf: Pdf = False,
    as_is: AsIs = False,
    home: ClearHome = None,
) -> None:
    """Build the in-depth report or the remedial plan as a Word file, from the executed notebooks only.

    The layout is that of Nghị định 30/2020/NĐ-CP; number, date, signature and what the province sets itself are left as
    fields to fill in.
    """
    from parlib.publish.document.build import build_document, name_document

    place = use_home(home)
    asked = Asked(index, year, province, language, reports, output, place, vintage, as_is)
    write_papers(
        asked, lambda dossier: name_document(dossier, kind), lambda dossier: build_document(dossier, kind), pdf
    )
