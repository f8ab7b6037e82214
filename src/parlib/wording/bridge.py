"""Sentences about frameworks that change: the chained series, why a rank changed, the framework before."""

from __future__ import annotations

import pandas as pd

from parlib.subject import Subject
from parlib.wording.component import name_matter
from parlib.wording.numbers import format_change, format_number, format_percent
from parlib.wording.phrases import capitalise, join_words, say, say_score


def say_chain(chained: pd.DataFrame, breaks: pd.DataFrame, subject: Subject) -> str:
    """Say the path over the comparable part from the first year to the last, or why nothing is chained."""
    known = chained.dropna(subset="score")
    if len(known) < 2:
        return say_no_chain(breaks, subject)
    language, first, last = subject.language, known.iloc[0], known.iloc[-1]
    start, end = (say_score(row["score"], subject.index, language) for row in (first, last))
    most = format_number(last["max_score"], language, subject.index.decimals)
    share, years = format_percent(last["comparable_share"], language), (f"{first['year']:.0f}", f"{last['year']:.0f}")
    parts = f"{last['n_parts']:.0f}/{last['n_all']:.0f}"
    up = last["score"] > first["score"]
    place = f"{last['rank']:.0f}/{last['n_ranked']:.0f}"
    return say(
        language,
        f"Trên phần so sánh được qua các lần đổi bộ chỉ số hoặc công cụ đo ({share} điểm tối đa, {parts} thành phần): từ {start} năm "
        f"{years[0]} {'lên' if up else 'xuống'} {end} năm {years[1]} (tối đa {most}), xếp thứ {place} trên phần này.",
        f"On the part that may be compared across changed frameworks and instruments ({share} of the maximum, {parts} parts): from "
        f"{start} in {years[0]} {'up' if up else 'down'} to {end} in {years[1]} (at most {most}), ranked {place} on it.",
    )


def say_no_chain(breaks: pd.DataFrame, subject: Subject) -> str:
    """Say why there is no chained series: nothing changed, nothing may be followed, or too little."""
    language = subject.language
    if breaks.empty:
        trees = subject.components
        years = trees.loc[trees["component_key"] == subject.leaf["component_key"], "year"]
        if (years <= subject.year).sum() < 2:
            return say(
                language,
                f"{capitalise(name_matter(subject))} chưa có năm nào trước đó trong bộ chỉ số: không có gì để nối.",
                f"{name_matter(subject)} has no earlier year in the frameworks at hand: nothing has to be chained.",
            )
        return say(
            language,
            f"Thang điểm và các phần của {name_matter(subject)} không đổi trong các năm có số liệu: không cần nối.",
            f"Scale and parts of {name_matter(subject)} are the same in the years at hand: nothing has to be chained.",
        )
    last = breaks.iloc[0]
    years = f"{last['year_before']:.0f}/{last['year_after']:.0f}"
    if last["unknown"]:
        reason = f": {last['note']}" if last["note"] else ""
        return say(
            language,
            f"Không nối chuỗi qua mốc {years}, chưa có căn cứ để so sánh hai năm{reason}.",
            f"No series is chained across {years}, the two years are not known to be comparable{reason}.",
        )
    return say(
        language,
        f"Không nối chuỗi qua mốc {years}: phần theo dõi được qua các năm trước không đủ một nửa điểm tối đa, hoặc tỉnh "
        "không có số liệu.",
        f"No series is chained across {years}: the part that may be followed holds less than half of the maximum, or the "
        "province has no figures.",
    )


def say_chain_note(chained: pd.DataFrame, breaks: pd.DataFrame, subject: Subject) -> str:
    """Say how the series was chained, and what it rests on that was not verified."""
    if chained.empty:
        return ""
    first, shaky = int(chained["year"].iloc[0]), int(chained["n_unverified"].iloc[0])
    crossed = [f"{row.year_before}/{row.year_after}" for row in breaks[::-1].itertuples() if row.year_after > first]
    text = say(
        subject.language,
        f"Chỉ tính các thành phần theo dõi được qua mọi năm, quy về thang điểm năm {subject.year}; nối qua các mốc "
        f"{join_words(crossed, 'vi')} theo bảng nối đã rà soát. Cùng nội dung không có nghĩa câu hỏi giữ nguyên từng chữ.",
        f"Only parts that may be followed through all years count, on the scale of {subject.year}; chained across "
        f"{join_words(crossed, 'en')} by the reviewed table of links. The same matter need not be the same wording of the "
        "question.",
    )
    if not shaky:
        return text
    return text + say(
        subject.language,
        f" {shaky} thành phần nối qua nhãn chưa kiểm chứng.",
        f" {shaky} {'part is' if shaky == 1 else 'parts are'} followed over a label that is not verified.",
    )


def say_causes(causes: pd.DataFrame, subject: Subject) -> str:
    """Say how much of a change of rank comes from results, from the framework and from provinces that came or left."""
    language, own = subject.language, causes[causes["role"] == "subject"]
    if own.empty:
        return say(
            language,
            f"Chưa có hai bảng điểm đầy đủ cùng có {subject.province} để tách vì sao thứ hạng thay đổi.",
            f"There are no two whole tables that hold {subject.province} from which to tell why its rank changed.",
        )
    row = own.iloc[0]
    if not row[["rank_change", "performance", "framework", "entrants"]].any():
        place, year = f"{row['rank']:.0f}", f"{row['year_before']:.0f}"
        return say(language, f"So với năm {year}, giữ nguyên hạng {place}.", f"The rank of {place} is that of {year}.")
    steps = [format_change(row[name], language, 0) for name in ("performance", "framework", "entrants")]
    change = format_change(row["rank_change"], language, 0)
    before, now, year = f"{row['rank_before']:.0f}", f"{row['rank']:.0f}", f"{row['year_before']:.0f}"
    return say(
        language,
        f"So với năm {year}, {'giữ nguyên hạng ' + now if before == now else f'thứ hạng từ {before} thành {now}'} ({change} "
        f"bậc): {steps[0]} do kết quả của tỉnh và các tỉnh khác trên cùng nội dung, {steps[1]} do đổi bộ chỉ số, {steps[2]} "
        "do tỉnh có thêm hoặc không có số liệu.",
        f"Since {year} the rank {'stayed at ' + now if before == now else f'went from {before} to {now}'} ({change} places): "
        f"{steps[0]} from the results of this and the other provinces on the same parts, {steps[1]} from the change of "
        f"framework, {steps[2]} from provinces that came or went.",
    )


def say_held(held: pd.DataFrame, subject: Subject) -> str:
    """Say where the province would stand if the framework before still held; nothing where it does not differ."""
    own = held[held["role"] == "subject"]
    if own.empty:
        return ""
    row, language = own.iloc[0], subject.language
    place, now, year = f"{row['rank_held']:.0f}", f"{row['rank']:.0f}", f"{row['year_before']:.0f}"
    share, same = format_percent(row["measured_share"], language), place == now
    return say(
        language,
        f"Nếu bộ chỉ số năm {year} vẫn được dùng, tỉnh {'vẫn ' if same else ''}xếp thứ {place}"
        f"{'' if same else f' thay vì {now}'}, trong các tỉnh có số liệu cả hai năm "
        f"(năm {subject.year} còn đo {share} bộ cũ; phần bị bỏ giữ điểm năm {year}).",
        f"If the framework of {year} still held, the province would {'still ' if same else ''}rank {place}"
        f"{'' if same else f' rather than {now}'} among those with "
        f"figures in both years ({subject.year} still measures {share} of it; parts that were dropped keep their "
        f"score of {year}).",
    )


RELATIONS = {
    "same": ("Giữ nguyên", "Same"),
    "renamed": ("Đổi tên", "Renamed"),
    "rescaled": ("Đổi thang điểm", "Rescaled"),
    "split": ("Tách", "Split"),
    "merged": ("Gộp", "Merged"),
    "new": ("Mới", "New"),
    "dropped": ("Bỏ", "Dropped"),
    "unknown": ("Chưa rõ", "Unknown"),
}
"""How a component stands to those of the framework before, as heads of columns that count."""


def name_relations(language: str) -> dict[str, str]:
    """Return the heads of the columns that count components by relation.

    Examples
    --------
    >>> name_relations("en")["rescaled"]
    'Rescaled'
    """
    return {name: say(language, *words) for name, words in RELATIONS.items()}
