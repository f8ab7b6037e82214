"""What the remedial plan holds: purpose, what was lost, tasks, agencies, heads, deadlines, implementation."""

from __future__ import annotations

from parlib.publish.document.duty import write_causes, write_duty, write_tasks
from parlib.publish.document.paper import Paper, write_section
from parlib.results.dossier import Dossier


def write_plan(paper: Paper, dossier: Dossier) -> None:
    """Write the body of the remedial plan (kế hoạch khắc phục)."""
    words = paper.words
    paper.add_part(words["part_aims"])
    for aim in ("aim_recover", "aim_measure"):
        paper.add_words(words[aim].format(edition=dossier.edition))
    paper.add_part(words["part_situation"])
    write_section(paper, dossier.overview, "plan_situation", tabled=dossier.has_data)
    if dossier.has_data:
        write_section(paper, dossier.overview, "plan_losses")
        write_causes(paper, dossier)
    write_tasks(paper, dossier, words["part_tasks"])
    write_duty(paper, dossier)
    paper.add_part(words["part_organise"])
    for said in ("organise_lead", "organise_home", "organise_money"):
        paper.add_words(words[said])
