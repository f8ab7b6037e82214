"""Words of official documents (văn bản hành chính, Nghị định 30/2020/NĐ-CP), in both languages."""

from __future__ import annotations

from parlib.language.numbers import check_language
from parlib.language.vocabulary import Vocabulary

FILL = "……"
"""Stands where a person fills something in; in Word it is a field to click on."""

_LETTERS: dict[str, tuple[str, str]] = {
    # head
    "nation": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "motto": ("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "department": ("SỞ NỘI VỤ", "DEPARTMENT OF HOME AFFAIRS"),
    "committee": ("ỦY BAN NHÂN DÂN", "PEOPLE'S COMMITTEE"),
    "number_report": (f"Số: {FILL}/BC-SNV", f"No. {FILL}/BC-SNV"),
    "number_plan": (f"Số: {FILL}/KH-UBND", f"No. {FILL}/KH-UBND"),
    "date": (f"ngày {FILL} tháng {FILL} năm 20{FILL}", f"{FILL}/{FILL}/20{FILL}"),
    "report": ("BÁO CÁO", "REPORT"),
    "plan": ("KẾ HOẠCH", "PLAN"),
    "about_report": (
        "Phân tích chuyên sâu kết quả {name} ({short}) năm {year} của {seat}",
        "In-depth analysis of the results of {seat} on the {name} ({short}), {year}",
    ),
    "about_plan": (
        "Khắc phục tồn tại, hạn chế và nâng cao {name} ({short}) của {seat} sau kết quả năm {year}",
        "To remedy the points lost by {seat} on the {name} ({short}) after the results of {year}",
    ),
    # opening
    "basis": (f"Căn cứ {FILL};", f"On the basis of {FILL};"),
    "opening_report": (
        "Sở Nội vụ báo cáo kết quả phân tích chuyên sâu {edition} của {seat} như sau.",
        "The Department of Home Affairs reports the in-depth analysis of {edition} for {seat} as follows.",
    ),
    "opening_plan": (
        "Ủy ban nhân dân {seat} ban hành Kế hoạch khắc phục các điểm bị mất của {edition} như sau.",
        "The People's Committee of {seat} issues this plan to recover the points lost on {edition} as follows.",
    ),
    "figures": (
        "Số liệu được trích từ kết quả do cơ quan có thẩm quyền công bố và số liệu do địa phương cung cấp; nguồn ghi ngay "
        "dưới từng bảng, hình; dấu “–” nghĩa là không có số liệu, không phải là số không.",
        "The figures are those that their issuers published and those that the place provided; the source stands under each "
        "table and picture; a dash means that there is no figure, not that it is zero.",
    ),
    "no_data": (
        "Nguồn không công bố số liệu của {seat} về {edition}, nên không có phân tích theo từng chỉ số thành phần.",
        "The source publishes no figures of {seat} on {edition}, so there is no analysis by component.",
    ),
    # parts of the report
    "part_sheet": ("Tóm tắt trên mọi chỉ số", "Summary over all indices"),
    "part_result": ("Kết quả chung", "Overall result"),
    "result_score": ("Điểm số, thứ hạng và thay đổi", "Score, rank and changes"),
    "result_history": ("Diễn biến qua các năm", "History"),
    "result_certainty": ("Độ tin cậy của thứ hạng", "How sure the rank is"),
    "part_components": ("Tổng hợp các chỉ số thành phần", "Components at a glance"),
    "components_table": ("Bảng tổng hợp và tăng, giảm", "Summary, with rises and falls"),
    "components_strengths": ("Điểm mạnh, điểm yếu", "Strengths and weaknesses"),
    "components_parts": (
        "Điểm thẩm định tài liệu và điểm điều tra xã hội học",
        "Points from documents and points from surveys",
    ),
    "part_each": ("Phân tích từng chỉ số thành phần", "Analysis of each component"),
    "all_survey": (
        "{edition} được đo hoàn toàn bằng điều tra, không có phần điểm thẩm định tài liệu.",
        "{edition} is measured by a survey alone; no points come from documents.",
    ),
    "component_position": ("Vị trí và diễn biến", "Position and history"),
    "component_losses": ("Điểm bị mất", "Points lost"),
    "component_peers": (
        "So với các {places} khác và các yếu tố liên quan",
        "Against other {places}, and what goes with it",
    ),
    "component_prospect": ("Nếu khắc phục các nội dung mất điểm", "If losses are recovered"),
    "part_losses": ("Điểm bị mất và nguyên nhân", "Points lost and their causes"),
    "losses_largest": ("Nơi mất nhiều điểm nhất", "Where most points were lost"),
    "losses_causes": ("Nguyên nhân mất điểm", "Causes"),
    "causes_said": (
        "Nguyên nhân được xếp theo con người, tổ chức, bộ máy, quy trình hoặc công nghệ; chỗ có dấu chấm là chỗ cần điền.",
        "A cause is one of people, organisation, apparatus, process or technology; dots are to be filled in.",
    ),
    "part_others": ("Các chỉ số khác", "Other indices"),
    "others_ranks": ("Thứ hạng ở các chỉ số", "Ranks on all indices"),
    "others_integrity": ("Liêm chính trong phục vụ hành chính", "Integrity of public service"),
    "part_targets": ("Mục tiêu năm tới", "Targets for next year"),
    "targets_points": ("Điểm cần tăng thêm", "Points needed"),
    "targets_set": ("Mục tiêu đề xuất", "Proposed targets"),
    "target": (
        f"{{short}}: đạt từ {FILL} trở lên, xếp thứ {FILL} trở lên.",
        f"{{short}}: at least {FILL}, and rank {FILL} or better.",
    ),
    "part_tasks": ("Nhiệm vụ, giải pháp và trách nhiệm", "Tasks, solutions and responsibility"),
    "tasks": ("Nhiệm vụ", "Tasks"),
    "tasks_table": ("Nhiệm vụ, cơ quan chủ trì, thời hạn và kết quả", "Tasks, lead agencies, deadlines and outputs"),
    "causes_table": ("Nguyên nhân mất điểm", "Causes of points lost"),
    "no_tasks": ("Không có điểm mất nào để giao nhiệm vụ.", "There is no loss to set a task for."),
    "unknown_tasks": (
        "Chưa có bảng điểm theo từng chỉ số thành phần để giao nhiệm vụ khắc phục.",
        "There is no scoreboard by component yet from which tasks could be set.",
    ),
    "duty": ("Trách nhiệm và chế độ báo cáo", "Responsibility and reporting"),
    "duty_head": (
        "Người đứng đầu cơ quan chủ trì chịu trách nhiệm trước Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân {seat} về số "
        "điểm bị mất của các tiêu chí, chỉ số thành phần được giao.",
        "The head of the lead agency answers to the People's Committee of {seat} and its Chairperson for the points lost "
        "on the criteria and components assigned.",
    ),
    "duty_report": (
        f"Các cơ quan, địa phương báo cáo kết quả thực hiện về Sở Nội vụ trước ngày {FILL}; Sở Nội vụ tổng hợp, báo cáo "
        "Ủy ban nhân dân {seat}.",
        f"Agencies and localities report to the Department of Home Affairs before {FILL}; the Department reports to the "
        "People's Committee of {seat}.",
    ),
    "part_onestop": ("Giải quyết hồ sơ thủ tục hành chính", "Processing of dossiers"),
    "part_units": ("Xếp hạng sở, ngành và địa phương", "Ranking of departments and localities"),
    "units_lost": ("Điểm mất theo cơ quan phụ trách", "Points lost by agency in charge"),
    "no_units": (
        "Chưa có kết quả đánh giá sở, ngành và địa phương; biểu dưới đây để điền.",
        "There is no assessment of departments and localities yet; the form below is to be filled in.",
    ),
    "units_table": ("Kết quả đánh giá sở, ngành, địa phương", "Assessment of departments and localities"),
    "unit": ("Cơ quan, địa phương", "Agency or locality"),
    "unit_score": ("Điểm", "Score"),
    "unit_rank": ("Thứ hạng", "Rank"),
    "unit_note": ("Hạn chế cần khắc phục", "To be remedied"),
    "part_proposals": ("Đề xuất, kiến nghị", "Proposals"),
    # parts of the plan
    "part_aims": ("Mục đích, yêu cầu", "Purpose and requirements"),
    "aim_recover": (
        "Khắc phục các nội dung mất điểm của {edition}; mỗi nội dung gắn với nguyên nhân, nhiệm vụ, thời hạn, kết quả và "
        "người đứng đầu chịu trách nhiệm.",
        "Recover the points lost on {edition}; each loss is tied to its cause, task, deadline, output and the "
        "head responsible.",
    ),
    "aim_measure": (
        "Việc thực hiện được đo bằng chính các chỉ số thành phần ở kỳ công bố tiếp theo.",
        "Progress is measured by the same components at the next publication.",
    ),
    "part_situation": ("Kết quả và điểm bị mất", "Result and points lost"),
    "part_organise": ("Tổ chức thực hiện", "Implementation"),
    "organise_lead": (
        "Các cơ quan chủ trì xây dựng lộ trình, phân công đến từng phòng, từng người và hoàn thành đúng thời hạn.",
        "Lead agencies set a timetable, assign each task to a unit and a person, and keep the deadline.",
    ),
    "organise_home": (
        "Sở Nội vụ theo dõi, đôn đốc, kiểm tra và tổng hợp kết quả thực hiện Kế hoạch.",
        "The Department of Home Affairs follows up, inspects and sums up the results.",
    ),
    "organise_money": (
        f"Kinh phí thực hiện: {FILL}.",
        f"Funds: {FILL}.",
    ),
    # foot
    "recipients": ("Nơi nhận:", "Recipients:"),
    "recipient_report": ("UBND {seat} (để báo cáo)", "People's Committee of {seat} (to report)"),
    "recipient_plan": ("Các sở, ban, ngành, địa phương", "Departments, agencies and localities"),
    "recipient_file": ("Lưu: VT", "File"),
    "signs_report": ("GIÁM ĐỐC", "DIRECTOR"),
    "signs_plan": ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "ON BEHALF OF THE PEOPLE'S COMMITTEE\nCHAIRPERSON"),
    "signature": (f"(Ký tên, đóng dấu)\n\n\n\n{FILL}", f"(Signature and seal)\n\n\n\n{FILL}"),
    # annexes
    "annex": ("Phụ lục", "Annex"),
    "annex_of": (
        f"(Kèm theo Báo cáo số {FILL}/BC-SNV ngày {FILL} tháng {FILL} năm 20{FILL} của Sở Nội vụ)",
        f"(Attached to report no. {FILL}/BC-SNV of {FILL}, Department of Home Affairs)",
    ),
    "annex_components": ("Bảng đầy đủ các chỉ số thành phần", "Full table of components"),
    "annex_lacking": ("Số liệu còn thiếu", "Figures that are lacking"),
    "annex_facts": ("Số liệu đã in và nguồn số liệu", "Printed facts and sources"),
    # parts of a page
    "table": ("Bảng", "Table"),
    "figure": ("Hình", "Figure"),
    "note": ("Ghi chú", "Note"),
    "source": ("Nguồn", "Source"),
    "fill_in": ("Điền vào đây", "Fill in"),
}

LETTERS = Vocabulary("official documents", _LETTERS, given=("seat", "name", "short", "year", "edition"))
"""Words of official documents by term; ``{seat}`` is the province or city whose paper it is, as it names itself."""


_OF_PEOPLE: dict[str, tuple[str, str]] = {
    "about_plan": (
        _LETTERS["about_plan"][0],
        "To remedy what people are not satisfied with in {seat}: the {name} ({short}) after the results of {year}",
    ),
    "opening_plan": (
        "Ủy ban nhân dân {seat} ban hành Kế hoạch khắc phục các nội dung người dân chưa hài lòng theo kết quả {edition} "
        "như sau.",
        "The People's Committee of {seat} issues this plan to remedy what people are not satisfied with by the results "
        "of {edition} as follows.",
    ),
    "component_losses": ("Tỷ lệ chưa hài lòng", "People who are not satisfied"),
    "component_prospect": ("Nếu khắc phục các nội dung chưa hài lòng", "If more people are satisfied"),
    "part_losses": ("Nội dung chưa hài lòng và nguyên nhân", "What people are not satisfied with, and why"),
    "losses_largest": (
        "Nội dung có nhiều người chưa hài lòng nhất",
        "Where the share of people not satisfied is largest",
    ),
    "losses_causes": ("Nguyên nhân chưa hài lòng", "Causes"),
    "causes_table": ("Nguyên nhân chưa hài lòng", "Why people are not satisfied"),
    "no_tasks": (
        "Không có nội dung chưa hài lòng nào để giao nhiệm vụ.",
        "There is nothing that people are not satisfied with to set a task for.",
    ),
    "unknown_tasks": (
        "Chưa có bảng tỷ lệ hài lòng theo từng nội dung để giao nhiệm vụ khắc phục.",
        "There is no table of satisfied shares by component yet from which tasks could be set.",
    ),
    "duty_head": (
        "Người đứng đầu cơ quan chủ trì chịu trách nhiệm trước Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân {seat} về kết "
        "quả khắc phục các nội dung được giao.",
        "The head of the lead agency answers to the People's Committee of {seat} and its Chairperson for the components "
        "assigned.",
    ),
    "aim_recover": (
        "Khắc phục các nội dung người dân chưa hài lòng theo kết quả {edition}; mỗi nội dung gắn với nguyên nhân, nhiệm "
        "vụ, thời hạn, kết quả và người đứng đầu chịu trách nhiệm.",
        "Remedy what people are not satisfied with by the results of {edition}; each component is tied to its cause, "
        "task, deadline, output and the head responsible.",
    ),
    "part_situation": ("Kết quả và nội dung chưa hài lòng", "Result, and what people are not satisfied with"),
}
OF_PEOPLE = Vocabulary("official documents", _LETTERS | _OF_PEOPLE, given=("seat", "name", "short", "year", "edition"))
"""Words for an index of shares of people: it is no sum, so no points are lost on it."""


def letter_words(language: str, of_people: bool = False) -> dict[str, str]:
    """Return every word of official documents in *language*; *of_people*: of an index of shares of people.

    Examples
    --------
    >>> letter_words("vi")["report"], letter_words("en")["report"]
    ('BÁO CÁO', 'REPORT')
    """
    return (OF_PEOPLE if of_people else LETTERS).list_all(language)


CITY = "TP. "
"""How pages shorten a city that is called by a person's name."""


def name_place(name: str, is_city: bool, language: str) -> str:
    """Return a province's name with what it is: ``tỉnh Quảng Ninh``, ``thành phố Hà Nội``; English has the name alone.

    Examples
    --------
    >>> name_place("Huế", True, "vi"), name_place("Đắk Lắk", False, "vi"), name_place("Ha Noi", True, "en")
    ('thành phố Huế', 'tỉnh Đắk Lắk', 'Ha Noi')
    >>> name_place("TP. Hồ Chí Minh", True, "vi")
    'Thành phố Hồ Chí Minh'
    """
    if check_language(language) == "en":
        return name
    full = write_out(name)
    return full if full != name else f"{'thành phố' if is_city else 'tỉnh'} {name}"


def write_out(name: str) -> str:
    """Return the name of a city that is called by a person's name in full, as Decree 30/2020/NĐ-CP asks of papers.

    Examples
    --------
    >>> write_out("TP. Hồ Chí Minh"), write_out("Huế")
    ('Thành phố Hồ Chí Minh', 'Huế')
    """
    return f"Thành phố {name.removeprefix(CITY)}" if name.startswith(CITY) else name
