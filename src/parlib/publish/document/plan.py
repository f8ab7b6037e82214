"""What the remedial plan holds: purpose, what was lost, tasks, agencies, heads, deadlines, implementation."""

from __future__ import annotations

from parlib.publish.document.duty import write_causes, write_duty, write_tasks
from parlib.publish.document.paper import Paper
from parlib.publish.document.report import FIELDS, HEADLINE, LARGEST, list_fields
from parlib.results.dossier import Dossier


def write_plan(paper: Paper, dossier: Dossier) -> None:
    """Write the body of the remedial plan (kế hoạch khắc phục)."""
    words, overview = paper.words, dossier.overview
    paper.add_part(words["part_aims"])
    for aim in ("aim_recover", "aim_measure"):
        paper.add_words(words[aim].format(edition=dossier.edition))
    paper.add_part(words["part_situation"])
    paper.add_exhibit(overview.find("headline"), HEADLINE if dossier.has_data else None)
    if dossier.has_data:
        paper.add_exhibit(overview.find("components"), FIELDS, codes=list_fields(overview))
        paper.add_exhibit(overview.find("largest"), LARGEST, picture=False)
        paper.add_exhibit(overview.find("cheapest"))
        write_causes(paper, dossier)
    write_tasks(paper, dossier, words["part_tasks"])
    write_duty(paper, dossier)
    paper.add_part(words["part_organise"])
    for said in ("organise_lead", "organise_home", "organise_money"):
        paper.add_words(words[said])
