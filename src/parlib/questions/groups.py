"""How far is the score from the means of similar provinces, the region, the first ten and the country? (các nhóm)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Cell, Message, Text
from parlib.questions.peer_parts import name_peers
from parlib.questions.phrases import say_gap
from parlib.questions.present import present, voice_of, who
from parlib.questions.question import Question
from parlib.questions.stand import Passage, Stand
from parlib.subject import Subject
from parlib.terms import TOP

QUESTION = Question(
    name="groups",
    title=Message("So với các nhóm", "Against groups"),
    columns=("group", "n", "n_asked", "mean", "lowest", "best", "gap"),
    pages=("component",),
    gate=Gate(("own", "nation")),
    words={
        "peers": Message("các {places} tương đồng", "similar {places}"),
        "region": Message("{group}", "the {group}"),
        "top_ten": Message("mười {place} dẫn đầu", "the first ten {places}"),
        "top_ranks": Message("các {places} trong mười hạng đầu", "those in the first ten ranks"),
        "country": Message("{whole}", "{whole}"),
    },
    stand=Stand(report=(Passage("component_peers", 30, table=False, picture=False),)),
)

FINDING = Message("{who} {gaps}.", "{who} is {gaps}.")
ONE_PEER = Message("{place} tương đồng duy nhất", "the only similar {place}")
MEAN_OF = Message("trung bình {of}", "the mean of {of}")
AS_CALLED = Message("{of}", "{of}")


def show(subject: Subject, groups: pd.DataFrame) -> Exhibit:
    """Show the province against similar provinces, its region, the first ten and the country.

    Parameters
    ----------
    groups : pandas.DataFrame
        `parlib.study.peers.compare_groups`.
    """
    known = groups["gap"].notna() if len(groups) else groups.index
    if not len(groups) or not known.any():
        return present(QUESTION, subject, Text(), groups, chart="none")
    words = {group: str(QUESTION.word(group, voice_of(subject))) for group in QUESTION.words}
    shared = groups["group"].eq("top_ten") & (groups["n_asked"] > TOP)  # several share the tenth place
    named = groups["group"].mask(shared, "top_ranks")
    table = groups.assign(group=named.map(words)).reset_index(drop=True)
    peers = groups["group"].to_numpy() == "peers"
    table.loc[peers & (table["n_asked"] == 1), "group"] = str(voice_of(subject).say(ONE_PEER))
    return present(QUESTION, subject, _say_gaps(table, peers, subject), table)


def _say_gaps(table: pd.DataFrame, peers: pd.Series, subject: Subject) -> Text:
    """Say how far the province is from the mean of each group."""
    voice, gaps = voice_of(subject), []
    for _, row in table[table["gap"].notna()].iterrows():
        group: Cell | Text = QUESTION.cell(row, "group")
        if peers[row.name] and row["n"] < row["n_asked"]:
            group = name_peers(subject, QUESTION.cell(row, "n"), QUESTION.cell(row, "n_asked"))
        than = AS_CALLED if peers[row.name] and row["n_asked"] == 1 else MEAN_OF  # a mean of one is that one
        gaps.append(say_gap(voice, QUESTION.cell(row, "gap"), voice.say(than, of=group)))
    return voice.say(FINDING, who=who(subject), gaps=voice.join(gaps))
