"""What the files of a pack are called, and what they are, in both languages."""

from __future__ import annotations

LEAD = ("trinh-chieu-hoi-nghi", "conference-slides")
"""Name of the deck for leaders."""

REPORT = ("bao-cao-chuyen-sau", "in-depth-report")
"""Name of the report over all indices."""

TABLES = {"book": ("bang-so-lieu", "tables"), "data": ("toan-bo-so-lieu", "all-figures")}
"""Names of the workbook and of the data file."""

FOLDERS = {
    "decks": ("trinh-chieu", "decks"),
    "papers": ("van-ban", "papers"),
    "tables": ("so-lieu", "tables"),
    "units": ("don-vi", "units"),
}

COMMENDED = ("danh-sach-khen-thuong", "units-to-commend")
"""Name of the list of units to commend."""

TITLES = {
    "lead": ("Trình chiếu cho lãnh đạo", "Slides for leaders"),
    "deck": ("Phụ lục trình chiếu {edition}", "Annex: slides on {edition}"),
    "report": ("Báo cáo phân tích chuyên sâu", "In-depth report"),
    "annex": ("Phụ lục: báo cáo {edition}", "Annex: report on {edition}"),
    "plan": ("Kế hoạch khắc phục {edition}", "Remedial plan after {edition}"),
    "book": ("Bảng số liệu kèm theo", "Tables"),
    "data": ("Toàn bộ số liệu (một tệp CSV)", "All figures (one CSV file)"),
    "workbook": ("Phụ lục: mọi bảng của {edition}", "Annex: all tables of {edition}"),
    "pages": ("Các trang phân tích", "Pages of the analysis"),
    "site": ("Trang đọc duyệt", "Review site"),
}
