"""What a product may not say where rows are missing, and what it must say of those that are there."""

import re

RANK = (
    r"xếp thứ \d|thứ \d+/\d+|hạng \d+/\d+|\b\d+/(?:34|63)\b|(?<![Nn]gười )đứng đầu|đứng thứ|ranked \d|rank of \d"
    r"|\d+ of (?:34|63)\b|(?:nhóm|thuộc) 25%|nhóm một phần tư|top quartile|bottom quartile|dẫn đầu"
)
"""A place among all: of ranks alone it is known, of nothing else."""

COUNTRY = (
    r"(?:trung bình|trung vị)[^.;|]{0,30} (?:cả nước|vùng)|(?:cả nước|vùng) (?:là|đạt) \d"
    r"|(?:tỉnh|địa phương) (?:cao|thấp|dẫn) (?:nhất|đầu)|trong khoảng \d+ đến|có thể từ hạng|số lần mô phỏng"
    r"|tương đồng nhiều|Mạnh:|Yếu:|liền trên|liền dưới|xếp ngay (?:trên|dưới) \d|national (?:mean|median)"
    r"|best province|next (?:above|below)|may lie between|of the draws|Strengths:|Weaknesses:|among the first"
)
"""A mean, a median, a best, a range or a neighbour: of none of the shapes but the fields."""

UNKNOWN_AS_NONE = (
    r"[Kk]hông có (?:điểm mất|nội dung chưa hài lòng) nào|không mất điểm nào|Yếu: không|[Nn]o (?:recoverable )?loss"
    r"|[Tt]here is no loss|nothing that people are not satisfied|lost no point"
)
"""Unknown, told as none; a side or a part of a known scoreboard may have lost nothing."""

MOST = r"[Mm]ost people are not satisfied"
"""Of a few in a hundred that is false."""

NO_NUMBER = r"\bnan\b|\bNone\b|<NA>|\bNaT\b"

KNOWN = {"ranks": RANK}
"""What may be said all the same, by shape."""

SAID = re.compile(
    r"chưa (?:có|biết|công bố|tìm thấy)|không có số liệu|còn thiếu|[Kk]hông công bố|no figures|not published|lacking"
    r"|needed|……|\?"
)
"""A sentence that says that something is lacking, asks, or is a form to fill in."""

SENTENCE = re.compile(r"(?<=[.;:])\s|\s\|\s")

GAP = r"(?:since|from|in|than|of|so với năm|so với|từ năm|[Nn]ăm|của) 2023\b|\b2023: \d|\b2023 \d+[.,]\d"
"""A figure of the year that was left out, or one held against it; tables have its row with dashes, and runs name it."""


def find_false(shape, texts):
    """Return file and line of everything that is said from rows that are not there."""
    wrong = [NO_NUMBER, MOST]
    if shape in ("ranks", "factors", "totals"):
        wrong.append(UNKNOWN_AS_NONE)
    if shape not in ("fields", "gap"):
        wrong += [COUNTRY] if shape in KNOWN else [COUNTRY, RANK]
    if shape == "gap":
        wrong.append(GAP)
    said = re.compile("|".join(wrong))
    return [
        (path, found.group(), sentence[:200])
        for path, lines in texts.items()
        for line in lines
        for sentence in SENTENCE.split(line)
        if (found := said.search(sentence)) and not SAID.search(sentence)
    ]


TOLD = {
    "one": ("82[.,]05", "17[.,]95|12[.,]75", "2\\.1\\.3"),
    "totals": ("82[.,]25",),
    "ranks": ("14/63|14 of 63",),
    "factors": ("90[.,]50?", "94[.,]50?", "Tiếp cận dịch vụ|Access"),
}
"""What was put in, as papers write it, by shape."""

FOR_LEADERS = ("trinh-chieu-hoi-nghi", "bao-cao-chuyen-sau", "conference-slides", "in-depth-report")
"""How the names of the deck for leaders and of the report begin."""


def list_untold(shape, texts):
    """Return what stands in the deck for leaders or in the report not at all though it was put in."""
    lead = [
        path for path in texts if path.endswith((".pptx", ".docx")) and path.rpartition("/")[2].startswith(FOR_LEADERS)
    ]
    assert len(lead) >= 2, list(texts)
    return [
        (path, wanted)
        for path in lead
        for wanted in TOLD.get(shape, ())
        if not any(re.search(wanted, line) for line in texts[path])
    ]
