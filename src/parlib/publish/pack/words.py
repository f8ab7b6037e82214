"""Words and sentences of the drafts of a conference, in both languages; figures come with their cells."""

from __future__ import annotations

from parlib.language import Message
from parlib.wording.letters import FILL

DRAFT = ("DỰ THẢO", "DRAFT")

HEADS: dict[str, tuple[str, str]] = {
    "programme": ("CHƯƠNG TRÌNH", "PROGRAMME"),
    "outlines": ("ĐỀ CƯƠNG THAM LUẬN", "OUTLINES OF SPEECHES"),
    "opening": ("PHÁT BIỂU KHAI MẠC", "OPENING SPEECH"),
    "closing": ("PHÁT BIỂU KẾT LUẬN", "CLOSING SPEECH"),
    "notice": ("THÔNG BÁO", "NOTICE"),
    "number_notice": (f"Số: {FILL}/TB-UBND", f"No. {FILL}/TB-UBND"),
    "number_programme": (f"Số: {FILL}/CTr-UBND", f"No. {FILL}/CTr-UBND"),
    "recipient_notice": ("Các sở, ban, ngành, địa phương", "Departments, agencies and localities"),
    "recipient_programme": ("Các đại biểu dự Hội nghị", "Participants"),
    "signs_notice": ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "FOR THE CHAIRPERSON\nCHIEF OF OFFICE"),
    "signs_programme": ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "FOR THE CHAIRPERSON\nCHIEF OF OFFICE"),
    "outline": ("THAM LUẬN", "SPEECH"),
}
"""Words of the heads and feet of the drafts, in the names of `parlib.wording.letters`."""

PARTS: dict[str, tuple[str, str]] = {
    "results": ("Kết quả các chỉ số", "Results"),
    "limits": ("Tồn tại, hạn chế và nguyên nhân", "Losses and their causes"),
    "reasons": ("Nguyên nhân mất điểm", "Causes"),
    "duties": ("Nhiệm vụ, giải pháp", "Tasks"),
    "goals": ("Mục tiêu năm tới", "Targets for next year"),
    "units": ("Kết quả xếp hạng các đơn vị", "Ranking of units"),
    "lost": ("Kết quả và nội dung mất điểm", "Result and points lost"),
    "tasks": ("Nhiệm vụ, giải pháp khắc phục", "Tasks to recover the points lost"),
    "pledge": ("Cam kết và kiến nghị", "Commitments and proposals"),
    "focus": ("Nội dung đề nghị thảo luận", "Questions to discuss"),
}

PARTS_OF_PEOPLE: dict[str, tuple[str, str]] = {
    "reasons": ("Nguyên nhân chưa hài lòng", "Causes"),
    "lost": ("Kết quả và nội dung chưa hài lòng", "Result, and what people are not satisfied with"),
    "tasks": ("Nhiệm vụ, giải pháp khắc phục", "Tasks"),
    "limits": ("Tồn tại, hạn chế và nguyên nhân", "What people are not satisfied with, and why"),
}
"""The same of an index of shares of people, which is no sum of points."""

ROWS: dict[str, tuple[str, str]] = {
    "order": ("TT", "No."),
    "time": ("Thời gian", "Time"),
    "item": ("Nội dung", "Item"),
    "by": ("Thực hiện", "By"),
    "losses": ("Nội dung mất điểm của {edition}", "Points lost on {edition}"),
    "losses_of_people": ("Nội dung chưa hài lòng theo {edition}", "What people are not satisfied with: {edition}"),
    "duties": ("Nhiệm vụ theo sổ theo dõi", "Tasks of the register"),
}

PEOPLE: dict[str, tuple[str, str]] = {
    "home": ("Sở Nội vụ", "Department of Home Affairs"),
    "chair": ("Chủ trì Hội nghị", "Chair"),
    "all": ("Đại biểu", "Participants"),
}

ABOUT = {
    "programme": Message(
        "Hội nghị phân tích chuyên sâu kết quả {editions} của {seat}",
        "Conference on the in-depth analysis of the results of {seat} in {editions}",
    ),
    "outlines": Message(
        "tại Hội nghị phân tích chuyên sâu kết quả {editions} của {seat}",
        "at the conference on the results of {seat} in {editions}",
    ),
    "opening": Message(
        "Hội nghị phân tích chuyên sâu kết quả {editions} của {seat}",
        "Conference on the results of {seat} in {editions}",
    ),
    "closing": Message(
        "Hội nghị phân tích chuyên sâu kết quả {editions} của {seat}",
        "Conference on the results of {seat} in {editions}",
    ),
    "notice": Message(
        "Kết luận của Chủ tịch Ủy ban nhân dân {seat} tại Hội nghị phân tích chuyên sâu kết quả {editions}",
        "Conclusions of the Chairperson of the People's Committee of {seat} at the conference on {editions}",
    ),
}

OF_AGENCY = Message(
    "của {agency} tại Hội nghị phân tích chuyên sâu kết quả {editions}",
    "by {agency} at the conference on {editions}",
)

# programme
OFFICE = Message("Văn phòng Ủy ban nhân dân {here}", "Office of the People's Committee")
REGISTER = Message("Đón tiếp đại biểu", "Registration")
INTRODUCE = Message("Tuyên bố lý do, giới thiệu đại biểu", "Purpose of the conference; introductions")
OPENING = Message("Phát biểu khai mạc", "Opening speech")
REPORT = Message("Báo cáo phân tích chuyên sâu kết quả {editions}", "Report: in-depth analysis of {editions}")
SPEECH = Message(
    "Tham luận: nguyên nhân và giải pháp khắc phục các nội dung mất {lost:points}",
    "Speech: causes of {lost:points} lost, and what is done about them",
)
SPEECH_UNMEASURED = Message(
    "Tham luận: nguyên nhân và giải pháp khắc phục các nội dung mất điểm thuộc trách nhiệm",
    "Speech: causes of the points lost, and what is done about them",
)
SPEECH_OF_PEOPLE = Message(
    "Tham luận: nguyên nhân và giải pháp khắc phục các nội dung người dân chưa hài lòng thuộc trách nhiệm",
    "Speech: why people are not satisfied, and what is done about it",
)
SPEECHES_OPEN = Message(
    f"Tham luận của các sở, ngành, địa phương ({FILL})", f"Speeches of departments and localities ({FILL})"
)
DISCUSS = Message("Thảo luận", "Discussion")
UNITS = Message(
    "Công bố kết quả {edition} của các sở, ngành, địa phương", "Results of departments and localities: {edition}"
)
CLOSING = Message("Phát biểu kết luận, bế mạc Hội nghị", "Conclusions and closing")

# speeches of the chair
GREETING = Message("Kính thưa các đồng chí lãnh đạo, kính thưa các vị đại biểu!", "Leaders, ladies and gentlemen,")
PURPOSE = Message(
    "Hôm nay, Ủy ban nhân dân {seat} tổ chức Hội nghị phân tích chuyên sâu kết quả {editions}, nhằm đánh "
    "giá kết quả đạt "
    "được, làm rõ nội dung mất điểm, nguyên nhân và trách nhiệm của từng cơ quan, đơn vị.",
    "Today the People's Committee of {seat} holds the conference on {editions}: what was achieved, where points were "
    "lost, why, and who is responsible.",
)
NO_RESULTS = Message(f"Kết quả các chỉ số: {FILL}.", f"Results: {FILL}.")
SUMMARY = Message("Kết quả cụ thể như sau:", "The results are as follows:")
PURPOSE_OF_PEOPLE = Message(
    "Hôm nay, Ủy ban nhân dân {seat} tổ chức Hội nghị phân tích chuyên sâu kết quả {editions}, nhằm đánh giá kết quả "
    "đạt được, làm rõ nội dung người dân chưa hài lòng, nguyên nhân và trách nhiệm của từng cơ quan, đơn vị.",
    "Today the People's Committee of {seat} holds the conference on {editions}: what was achieved, what people are not "
    "satisfied with, why, and who is responsible.",
)
FOCUS_OF_PEOPLE = Message(
    "Nguyên nhân chủ quan của từng nội dung người dân chưa hài lòng, gắn với trách nhiệm của người đứng đầu;",
    "Causes that lie with us of what people are not satisfied with, and the responsibility of heads;",
)
FOCUS = (
    Message(
        "Nguyên nhân chủ quan của từng nội dung mất điểm, gắn với trách nhiệm của người đứng đầu;",
        "Causes of each loss that lie with us, and the responsibility of heads;",
    ),
    Message(
        "Giải pháp khắc phục: nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời hạn và kết quả phải đạt;",
        "What is to be done: task, lead agency, coordinating agencies, deadline and output;",
    ),
    Message(
        "Vướng mắc về cơ chế, nguồn lực cần cấp có thẩm quyền tháo gỡ.",
        "Obstacles in rules and resources that a higher level must remove.",
    ),
)
OPENED = Message(
    "Với tinh thần đó, tôi tuyên bố khai mạc Hội nghị. Chúc Hội nghị thành công tốt đẹp. Xin trân trọng cảm ơn!",
    "In this spirit I declare the conference open. Thank you.",
)
HEARD = Message(
    "Qua báo cáo của Sở Nội vụ và các ý kiến tham luận, thảo luận tại Hội nghị, tôi kết luận một số nội dung như sau.",
    "Having heard the report of the Department of Home Affairs and the discussion, I conclude as follows.",
)
CLOSED = Message(
    "Thay mặt lãnh đạo Ủy ban nhân dân {seat}, tôi cảm ơn các đồng chí đã tham dự và tuyên bố bế mạc Hội nghị.",
    "On behalf of the People's Committee of {seat}, I thank you all and declare the conference closed.",
)

# notice of conclusions
HELD = Message(
    f"Ngày {FILL}, tại {FILL}, đồng chí {FILL}, Chủ tịch Ủy ban nhân dân {{seat}}, chủ trì Hội nghị phân "
    f"tích chuyên sâu "
    "kết quả {editions}. Tham dự Hội nghị có "
    f"{FILL}.",
    f"On {FILL}, at {FILL}, {FILL}, Chairperson of the People's Committee of {{seat}}, chaired the conference on "
    f"{{editions}}. Present: {FILL}.",
)
CONCLUDED = Message(
    "Sau khi nghe Sở Nội vụ báo cáo, các cơ quan, địa phương tham luận và thảo luận, Chủ tịch Ủy ban "
    "nhân dân {seat} kết "
    "luận như sau:",
    "Having heard the report and the discussion, the Chairperson of the People's Committee of {seat} concluded:",
)
NOTIFIED = Message(
    "Văn phòng Ủy ban nhân dân {here} thông báo để các cơ quan, đơn vị, địa phương biết, thực hiện.",
    "Agencies and localities are notified for action.",
)

# what both say
NO_LIMITS = Message(f"Nội dung mất điểm và nguyên nhân: {FILL}.", f"Where points were lost, and why: {FILL}.")
NO_LIMITS_OF_PEOPLE = Message(
    f"Nội dung người dân chưa hài lòng và nguyên nhân: {FILL}.", f"What people are not satisfied with, and why: {FILL}."
)
SPOKEN_OF = Message("Kết quả phân tích {edition} cho thấy:", "The analysis of {edition} shows:")
"""Before what pages say of losses, of points or of people."""
LARGEST_OF = Message(
    "Về {edition}, các nội dung mất nhiều điểm nhất như sau:", "The largest losses on {edition} are as follows:"
)
LARGEST_OF_PEOPLE = Message(
    "Về {edition}, các nội dung có tỷ lệ người dân chưa hài lòng cao nhất như sau:",
    "On {edition}, people are least satisfied with the following:",
)
LOSS = Message(
    "“{component}”: mất {lost:points}{of_all}{reason}{held}", "“{component}”: {lost:points} lost{of_all}{reason}{held}"
)
REASON = Message("; nguyên nhân: {cause}", "; cause: {cause}")
HELD_BY = Message("; cơ quan phụ trách: {lead_agency}", "; agency in charge: {lead_agency}")
LOSS_OF_PEOPLE = Message(
    "“{component}”: {lost:unit} người dân chưa hài lòng", "“{component}”: {lost:unit} of people are not satisfied"
)
OF_ALL = Message(", bằng {lost_share} tổng số điểm mất", ", {lost_share} of all")
AGENCY = Message(
    "{agency}: mất {lost:points} trên tối đa {max_score:unit} của {parts} tiêu chí, tiêu chí thành phần được phân công",
    "{agency}: {lost:points} lost of at most {max_score:unit} on the {parts} {parts:=criterion|criteria} that it holds",
)
TASK = Message(
    "{agency} chủ trì khắc phục các nội dung mất {lost:points} được phân công; xác định nhiệm vụ, người "
    "chịu trách nhiệm và "
    f"hoàn thành trước ngày {FILL}.",
    f"{{agency}} leads in recovering the {{lost:points}} lost on what it holds; it names tasks and persons, "
    f"and completes the work by {FILL}.",
)
TASK_OPEN = Message(
    f"Các cơ quan được phân công phụ trách ({FILL}) xác định nhiệm vụ, người chịu trách nhiệm và hoàn thành trước ngày "
    f"{FILL}.",
    f"The agencies in charge ({FILL}) name tasks and persons, and complete the work by {FILL}.",
)
PLAN = Message(
    "Thực hiện đầy đủ Kế hoạch khắc phục tồn tại, hạn chế ban hành kèm theo; người đứng đầu cơ quan chủ "
    "trì chịu trách nhiệm "
    "trước Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân {seat} về số điểm bị mất thuộc lĩnh vực được giao.",
    "The remedial plan is carried out in full; the head of each lead agency answers to the People's "
    "Committee of {seat} "
    "for the points lost in its field.",
)
PLAN_OF_PEOPLE = Message(
    "Thực hiện đầy đủ Kế hoạch khắc phục tồn tại, hạn chế ban hành kèm theo; người đứng đầu cơ quan chủ trì chịu trách "
    "nhiệm trước Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân {seat} về kết quả khắc phục các nội dung được giao.",
    "The remedial plan is carried out in full; the head of each lead agency answers to the People's Committee "
    "of {seat} for its field.",
)
FOLLOW = Message(
    f"Sở Nội vụ theo dõi, đôn đốc, tổng hợp kết quả thực hiện, báo cáo Ủy ban nhân dân {{seat}} trước ngày {FILL}.",
    f"The Department of Home Affairs follows up and reports to the People's Committee of {{seat}} before {FILL}.",
)
GOAL = Message(
    f"{{short}}: đạt từ {FILL} trở lên, xếp thứ {FILL} trở lên",
    f"{{short}}: at least {FILL}, and rank {FILL} or better",
)
TARGET = Message("{edition}: {said}", "{edition}: {said}")
MORE = Message(f"Nội dung khác: {FILL}.", f"Other: {FILL}.")

# speeches of agencies
CAUSE_OPEN = Message(
    f"“{{component}}”: {FILL} (nêu rõ nguyên nhân chủ quan, khách quan, bộ phận và người chịu trách nhiệm)",
    f"“{{component}}”: {FILL} (cause, unit and person responsible)",
)
NO_TASKS = Message(
    f"Nhiệm vụ, giải pháp: {FILL}; thời hạn: {FILL}; kết quả phải đạt: {FILL}.",
    f"Task: {FILL}; deadline: {FILL}; output: {FILL}.",
)
"""What an agency fills in where the register holds no task of it; that the register is empty is told to the staff."""

PLEDGE = Message(
    f"Cam kết của người đứng đầu về mức điểm và thời hạn: {FILL}.", f"What the head commits to, and by when: {FILL}."
)
PROPOSE = Message(
    f"Kiến nghị với Ủy ban nhân dân và các cơ quan liên quan: {FILL}.", f"Proposals to the People's Committee: {FILL}."
)
NO_AGENCY = Message(
    "Chưa có tài liệu ghi cơ quan phụ trách từng nội dung của {edition}, nên chưa lập được đề cương cho từng cơ quan. "
    "Mẫu chung dưới đây để các cơ quan tự điền.",
    "No document at hand names the agencies in charge of {edition}, so there is no outline for each. The form below is "
    "for every agency to fill in.",
)
HEAD_OF = Message("Người đứng đầu: {head}.", "Head: {head}.")
