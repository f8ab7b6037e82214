"""Which communes return dossiers late, and which hold overdue ones? (hồ sơ theo xã, phường)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.language import Message
from parlib.questions.columns import Column
from parlib.questions.onestop_parts import ask_units, show_units
from parlib.questions.present import voice_of
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject

QUESTION = ask_units(
    "onestop_communes",
    Message("Hồ sơ theo xã, phường", "Dossiers by commune"),
    Column("label", "text", "Xã, phường, đặc khu", "Commune"),
    Stand(slide=184, report=(Passage("onestop", 30),)),
)

NOTE = Message(
    "Hồ sơ của một xã là mọi hồ sơ ghi xã đó, kể cả hồ sơ do sở, ngành giải quyết.",
    "A commune counts every dossier that names it, those that a department handles among them.",
)


def show(subject: Subject, units: pd.DataFrame) -> Exhibit:
    """Show communes, the lowest share on time first.

    Parameters
    ----------
    units : pandas.DataFrame
        `parlib.study.onestop.compare_units`.
    """
    return show_units(QUESTION, subject, units, note=voice_of(subject).say(NOTE))
