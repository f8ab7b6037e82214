"""Words of the paper of a department or commune and of the list of units to commend; figures come with their cells."""

from __future__ import annotations

from parlib.language import Message

PARTS: dict[str, tuple[str, str]] = {
    "result": ("Kết quả", "Result"),
    "lost": ("Nội dung mất điểm và lý do", "Points lost, and why"),
    "tasks": ("Nhiệm vụ được giao và thời hạn", "Tasks and deadlines"),
    "dossiers": ("Hồ sơ quá hạn", "Overdue dossiers"),
    "outline": ("Gợi ý nội dung phát biểu tại Hội nghị", "What to speak of at the conference"),
}

TABLES: dict[str, tuple[str, str]] = {
    "unit_fields": ("Điểm theo lĩnh vực", "Points by field"),
    "unit_losses": ("Nội dung mất nhiều điểm nhất", "Largest losses"),
    "unit_tasks": ("Nhiệm vụ chưa hoàn thành", "Tasks that are not done"),
    "unit_dossiers": ("Hồ sơ quá hạn lâu nhất", "Dossiers overdue for longest"),
    "commended": ("Danh sách đề nghị khen thưởng", "Units to commend"),
}

ABOUT = Message("{unit}: kết quả {edition}, nhiệm vụ và hồ sơ", "{unit}: {edition}, tasks and dossiers")

SCORE = Message(
    "{province} đạt {score:unit}, xếp thứ {rank_in_region} trong {group} {region}",
    "{province} has {score:unit}: place {rank_in_region} in {region}",
)
SCORE_ALONE = Message(
    "{province} đạt {score:unit}, xếp thứ {rank} {whole}", "{province} has {score:unit}: place {rank} of all"
)
GRADE = Message(", xếp loại {grade}", ", grade {grade}")

BESIDE = {
    "on_time_share": Message(
        "{on_time_share} hồ sơ đã trả được trả trước hạn, đúng hạn",
        "{on_time_share} of the dossiers that were returned were on time",
    ),
    "overdue": Message("{overdue} hồ sơ đang quá hạn", "{overdue} {overdue:=dossier is|dossiers are} overdue"),
    "open_tasks": Message(
        "{open_tasks} nhiệm vụ trong sổ theo dõi chưa hoàn thành",
        "{open_tasks} {open_tasks:=task of the registers is|tasks of the registers are} not done",
    ),
}

NO_LOSS = Message("Không mất điểm ở nội dung nào.", "No point was lost.")
LOSSES_UNKNOWN = Message(
    "Chưa có số liệu để biết {here} mất điểm ở nội dung nào.", "It is not known where this {here} lost points."
)
NO_REASONS = Message(
    "Bảng điểm chưa ghi lý do trừ điểm của từng nội dung.", "The scoreboard gives no reasons for points lost."
)
NO_TASKS = Message(
    "Chưa ghi nhận nhiệm vụ chưa hoàn thành nào do {here} chủ trì.", "No open task of this {here} is on record."
)
MORE_TASKS = Message(
    "Còn {more} nhiệm vụ khác có thời hạn sau, ghi trong sổ theo dõi.",
    "{more} more {more:=task|tasks} of a later day stand in the registers.",
)
NONE_OVERDUE = Message("Không có hồ sơ đang quá hạn.", "No dossier is overdue.")
NO_DOSSIERS = Message("Chưa có số liệu hồ sơ một cửa của {here}.", "Dossiers of this {here} are not at hand.")

# units to commend
COMMEND_ABOUT = Message(
    "đề nghị khen thưởng tại Hội nghị phân tích chuyên sâu kết quả {editions} của {seat}",
    "to be commended at the conference of {seat} on {editions}",
)
RULE = Message("Tiêu chuẩn chọn: {rule}.", "Units are chosen by this rule: {rule}.")
LEADING = Message("đứng đầu {group}", "first of its {group}")
FIRST = Message("đứng trong {first} {places} đầu của từng {group}", "among the first {first} of each {group}")
BEST_GRADE = Message("xếp loại {grade}, loại cao nhất đã xếp", "grade {grade}, the best that was given")
LIMITS = {
    "overdue": Message("không có hồ sơ đang quá hạn", "no overdue dossier"),
    "open_tasks": Message("không còn nhiệm vụ chưa hoàn thành", "no open task"),
}
LIMITS_OF = {
    "overdue": Message("không quá {most} hồ sơ đang quá hạn", "at most {most} overdue dossiers"),
    "open_tasks": Message("không quá {most} nhiệm vụ chưa hoàn thành", "at most {most} open tasks"),
}
NOBODY = Message("Chưa có {place} nào đủ tiêu chuẩn.", "No {place} meets the rule.")
SHORT = Message(
    "{province} có thứ hạng cao trong {group} nhưng chưa đủ tiêu chuẩn: {beside}",
    "{province} stands high enough in its {group} but does not meet the rule: {beside}",
)
OF_SHORT = {
    "score": Message("{score:unit}", "{score:unit}"),
    "grade": Message("xếp loại {grade}", "grade {grade}"),
    "overdue": Message("{overdue} hồ sơ đang quá hạn", "{overdue} overdue {overdue:=dossier|dossiers}"),
    "open_tasks": Message("{open_tasks} nhiệm vụ chưa hoàn thành", "{open_tasks} open {open_tasks:=task|tasks}"),
}
UNKNOWN = {
    "overdue": Message(
        "Cần kiểm tra trước khi trình, vì chưa có số liệu hồ sơ một cửa: {units}.",
        "To be checked, as no dossiers are at hand: {units}.",
    ),
    "open_tasks": Message(
        "Cần kiểm tra trước khi trình, vì chưa ghi nhận nhiệm vụ nào: {units}.",
        "To be checked, as no task is on record: {units}.",
    ),
}
NO_GRADES = Message("Chưa có mức xếp loại, nên chưa xét theo xếp loại.", "Grades are not given, so none was asked for.")
UNSCORED = Message("{n} {places} chưa có điểm nên chưa được xét.", "{n} {n:=place has|places have} no score yet.")

MISSING: dict[str, tuple[str, str]] = {
    "board": ("Bảng điểm {edition} của từng đơn vị", "The scoreboard of {edition}, by unit"),
    "own_score": ("Điểm {edition} của: {units}", "Scores in {edition} of: {units}"),
    "grades": ("Mức xếp loại của {edition} (tệp grades.csv)", "The grades of {edition} (file grades.csv)"),
    "reasons": (
        "Bảng điểm {edition} có cột lý do trừ điểm",
        "The scoreboard of {edition} with the reasons for points lost",
    ),
    "dossiers": (
        "Kết xuất hồ sơ một cửa, tên cơ quan, địa phương viết như trong bảng điểm {edition}",
        "The export of the one-stop system, with agencies and localities named as in {edition}",
    ),
    "tasks": (
        "Sổ theo dõi nhiệm vụ, cơ quan chủ trì viết như trong bảng điểm {edition}",
        "The register of tasks, with lead agencies named as in {edition}",
    ),
}
"""What the papers of units lack, by the file that would answer it."""

WAITING: dict[str, tuple[str, str]] = {
    "board": ("Phiếu của từng đơn vị", "Papers of units"),
    "own_score": ("Phiếu của các đơn vị này", "Papers of these units"),
    "grades": (
        "Xếp loại trong phiếu của từng đơn vị, danh sách khen thưởng",
        "Grades in the papers of units and in the list to commend",
    ),
    "reasons": ("Lý do mất điểm trong phiếu của từng đơn vị", "Reasons in the papers of units"),
    "dossiers": (
        "Hồ sơ quá hạn trong phiếu của từng đơn vị, danh sách khen thưởng",
        "Overdue dossiers in the papers of units and in the list to commend",
    ),
    "tasks": ("Nhiệm vụ, thời hạn trong phiếu của từng đơn vị", "Tasks and deadlines in the papers of units"),
}
"""The parts of papers that wait for it."""

HEADS: dict[str, tuple[str, str]] = {
    "unit": ("PHIẾU KẾT QUẢ VÀ NHIỆM VỤ", "RESULT AND TASKS"),
    "commended": ("DANH SÁCH ĐƠN VỊ", "UNITS"),
}
TITLES: dict[str, tuple[str, str]] = {
    "unit": ("{name} – {edition}", "{name} – {edition}"),
    "commended": ("Danh sách đề nghị khen thưởng (dự thảo)", "Units to commend (draft)"),
}
