"""Words and sentences of the deck for leaders; figures come with their cells."""

from __future__ import annotations

from parlib.language import Message

COVER = Message("Phân tích chuyên sâu kết quả {editions}", "In-depth analysis of {editions}")

EYEBROWS: dict[str, tuple[str, str]] = {
    "results": ("Kết quả các chỉ số", "Results"),
    "moves": ("Các nội dung tăng, giảm", "What changed"),
    "history": ("Thứ hạng qua các năm", "Rank over the years"),
    "parts": ("Lĩnh vực, thành phần: tỷ lệ điểm đạt được", "Fields and components: share of points reached"),
    "parts_of_people": ("Thành phần: tỷ lệ hài lòng (%)", "Parts: share of people satisfied (%)"),
    "ends": ("Thứ hạng cao nhất, thấp nhất", "Highest and lowest ranks"),
    "losses": ("Nội dung mất điểm", "Where points were lost"),
    "reasons": ("Lý do mất điểm", "Why points were lost"),
    "sides": ("Thẩm định tài liệu và điều tra xã hội học", "Documents and surveys"),
    "claims": ("Tự đánh giá và thẩm định", "Claimed and granted"),
    "agencies": ("Điểm mất theo cơ quan phụ trách", "Points lost by agency"),
    "integrity": ("Liêm chính", "Integrity"),
    "dossiers": ("Hồ sơ một cửa", "One-stop dossiers"),
    "units": ("Xếp hạng sở, ngành, địa phương", "Ranking of own units"),
    "tasks": ("Nhiệm vụ, người đứng đầu, thời hạn", "Tasks, heads and deadlines"),
    "goals": ("Mục tiêu năm tới", "Targets for next year"),
    "recovery": ("Nội dung cần cải thiện để tăng hạng", "What gains places"),
}

HEADS: dict[str, tuple[str, str]] = {
    "index": ("Chỉ số", "Index"),
    "takes": ("Điều kiện để tăng hạng", "What it takes"),
    "group": ("Nhóm", "Group"),
    "answers": ("Cơ quan, người đứng đầu", "Agency and head"),
    "since": ("So với năm trước", "Since last year"),
}

PLACE = Message("{who}: {rank}", "{who}: {rank}")
RANK = Message("Thứ hạng", "Rank")
RANKED = Message("hạng {rank}", "rank {rank}")
UP = Message("tăng {places_moved}", "up {places_moved}")
DOWN = Message("giảm {places_moved}", "down {places_moved}")
SINCE = Message("{moved} so với năm {year}", "{moved} since {year}")
"""Of places alone: where points changed, too, these say since when."""
RANGE = Message("ước tính từ hạng {rank_low} đến hạng {rank_high}", "likely from rank {rank_low} to {rank_high}")
SAME = Message("giữ nguyên thứ hạng", "same rank")
CHANGED = Message("{change} điểm so với năm {year}", "{change} points since {year}")
CHANGED_OF_PEOPLE = Message("{change} điểm phần trăm so với năm {year}", "{change} percentage points since {year}")
ENDS = Message(
    "Tỷ lệ cao nhất ở “{first}” ({most}), thấp nhất ở “{last}” ({least}).",
    "The share is highest on “{first}” ({most}), lowest on “{last}” ({least}).",
)
MOVED = Message(
    "Từ thứ {rank_then} năm {first} đến thứ {rank_now} năm {last}",
    "From place {rank_then} in {first} to place {rank_now} in {last}",
)
OF = Message("trên {max_score}", "of {max_score}")
SHARED = Message(
    "{n} nội dung mất nhiều điểm nhất chiếm {share} tổng số điểm mất.",
    "The {n} largest losses are {share} of all points lost.",
)
COUNTED = Message(
    "Có {n} nội dung mất điểm; {n_held} nội dung đã rõ cơ quan phụ trách.",
    "Points were lost on {n} {n:=component|components}; an agency is in charge of {n_held}.",
)
COUNTED_ALONE = Message(
    "Có {n} nội dung mất điểm; chưa có thông tin về cơ quan phụ trách.",
    "Points were lost on {n} {n:=component|components}; who is in charge of them is not known.",
)
LOST = Message("mất {lost:points}", "{lost:points} lost")
GIVEN = Message("{score}/{max_score}", "{score}/{max_score}")
TASKS = Message(
    "Đã giao {n} nhiệm vụ khắc phục điểm mất; còn {n_waiting} nội dung chưa giao.",
    "{n} {n:=task is|tasks are} set to recover points; {n_waiting} {n_waiting:=loss waits|losses wait} for one.",
)
ALL_TASKS = Message("Mọi nội dung mất điểm đã được giao: {n} nhiệm vụ.", "Every loss has its task: {n} in all.")
ALL_HELD = Message(
    "Mọi nội dung mất điểm đã được giao: {n} nhiệm vụ, gắn với người đứng đầu và thời hạn.",
    "Every loss has its task: {n} in all, with head and deadline.",
)
BY = Message("{agency}; {head}", "{agency}; {head}")
DOSSIERS: dict[str, tuple[str, str]] = {
    "on_time_share": ("Trả trước và đúng hạn", "Returned on time"),
    "late": ("Hồ sơ trả quá hạn", "Returned late"),
    "overdue": ("Đang quá hạn", "Overdue"),
    "overdue_max": ("Quá hạn lâu nhất (ngày làm việc)", "Longest overdue (working days)"),
}
NATION: dict[str, tuple[str, str]] = {"own": ("{name}", "{name}"), "nation": ("Cả nước", "Whole country")}
MORE = Message("Còn {n} dòng khác, xem bảng số liệu kèm theo.", "{n} more {n:=row|rows} in the tables.")
