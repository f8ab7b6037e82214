"""Words around the content of a page: navigation, buttons, states, messages; in both languages."""

from __future__ import annotations

from functools import lru_cache

from parlib.language.numbers import check_language
from parlib.wording.needs import HOW
from parlib.wording.nouns import speak_all

INTERFACE: dict[str, tuple[str, str]] = {
    # ways through a page
    "skip": ("Đến nội dung chính", "Skip to the content"),
    "contents": ("Trong trang này", "On this page"),
    "methods": ("Phương pháp và kiểm định", "Methods and tests"),
    "trail": ("Vị trí của trang", "You are here"),
    "neighbours": ("Trang liền kề", "Neighbouring pages"),
    "home": ("Mục lục", "All pages"),
    "previous_province": ("Tỉnh trước", "Previous province"),
    "next_province": ("Tỉnh sau", "Next province"),
    "previous_component": ("Chỉ số trước", "Previous component"),
    "next_component": ("Chỉ số sau", "Next component"),
    "other_language": ("English", "Tiếng Việt"),
    # what a page holds
    "data": ("Số liệu của hình", "Data behind this picture"),
    "data_of_text": ("Số liệu của nhận định", "Data behind this finding"),
    "code": ("Mã lệnh", "Code"),
    "parameters": ("Tham số của lần chạy", "Parameters of this run"),
    "note": ("Lưu ý", "Note"),
    "source": ("Nguồn", "Source"),
    "unanswered_how": HOW,
    "origin": ("Số liệu từ đâu", "Where from"),
    "documents": ("Tài liệu", "Documents"),
    "more_documents": ("tài liệu khác của trang", "more documents of this page"),
    "other_documents": (
        "Bảng có số liệu của các chỉ số khác; tài liệu của mỗi chỉ số ghi trên trang của chỉ số đó.",
        "The table holds figures of other indices; the documents of each are named on that index's own pages.",
    ),
    "rows_used": ("Số dòng đã dùng", "Rows used"),
    "csv": ("Tải bảng (CSV)", "Download the table (CSV)"),
    "simulated": ("SỐ LIỆU MÔ PHỎNG / SIMULATED", "SỐ LIỆU MÔ PHỎNG / SIMULATED"),
    "simulated_said": (
        "Trang này có số liệu dựng để thử, không phải số liệu thật.",
        "This page holds figures made up for trial, not real ones.",
    ),
    "mended": ("Số liệu khác tệp đã ghi nhật ký", "Figures differ from the file as it was logged"),
    "mended_said": (
        "Tệp đã được sửa sau khi ghi nhật ký, hoặc chưa ghi lại; mã băm trên trang này là của tệp đã đọc.",
        "The file was mended after it was logged, or not logged again; the hash on this page is that of the file that "
        "was read.",
    ),
    "mended_front": (
        "Có trang được làm từ các tệp này; từng trang đó nêu rõ.",
        "Some pages are made from these files; each of those pages says so.",
    ),
    "messages": ("Thông báo khi chạy", "Messages while running"),
    "enlarge": ("Chạm vào hình để phóng to", "Tap the picture to enlarge it"),
    "picture": ("Hình không có mô tả", "Picture without a description"),
    "table": ("Bảng số liệu", "Table of figures"),
    "not_shown": (
        "Nội dung này chỉ xem được trong JupyterLab.",
        "This output can be seen in JupyterLab only.",
    ),
    "notebook": ("Sổ tính của trang này", "Notebook of this page"),
    "made": ("Lập ngày", "Made on"),
    "by": ("bằng parlib", "with parlib"),
    "year": ("Năm", "Year"),
    # kinds of page
    "component": ("Chỉ số thành phần", "Component"),
    "whole": ("Chỉ số tổng hợp", "The index as a whole"),
    "province": ("Toàn cảnh tỉnh", "Province overview"),
    "national": ("Cả nước", "Whole country"),
    "accountability": ("Trách nhiệm của cơ quan", "Accountability"),
    "compare": ("So sánh", "Comparison"),
    "against": ("So sánh với", "Compared with"),
    "comparisons": ("Trang so sánh", "Comparisons"),
    # the review site
    "ways": ("Các trang chính", "Main pages"),
    "matrix": ("Bảng tổng hợp", "Overview"),
    "matrix_said": (
        "Mỗi ô là tỷ lệ điểm đạt được (%), dẫn đến trang phân tích; tên tỉnh dẫn đến toàn cảnh của tỉnh.",
        "Each cell is the share of points reached (%) and leads to its page; a name leads to the province's overview.",
    ),
    "provinces": ("Tỉnh, thành phố", "Provinces"),
    "components": ("Chỉ số thành phần", "Components"),
    "search": ("Tìm trong các trang", "Search all pages"),
    "found": ("trang", "pages"),
    "found_none": ("Không thấy", "Nothing found"),
    "editions": ("Chỉ số và năm", "Index and year"),
    "region": ("Vùng", "Region"),
    "all_regions": ("Tất cả các vùng", "All regions"),
    "colour_by": ("Bản đồ theo", "Map by"),
    "order": ("Thứ tự", "Order"),
    "by_code": ("Theo mã tỉnh", "By province code"),
    "by_share": ("Theo tỷ lệ điểm", "By share of points"),
    "whole_short": ("Chung", "Whole"),
    "map": ("Bản đồ ô", "Tile map"),
    "to": ("đến", "to"),
    "by_agency": ("Theo cơ quan chủ trì", "By lead agency"),
    "made_from": ("dữ liệu", "data"),
    "template": ("mẫu", "template"),
    # review marks
    "review": ("Đọc duyệt", "Review"),
    "review_said": (
        "Dấu đã đọc và nhận xét chỉ nằm trong trình duyệt này; hãy xuất thành tệp để gửi cho người tổng hợp.",
        "Marks and comments stay in this browser; export them as a file for whoever collects them.",
    ),
    "review_read": ("Tôi đã đọc trang này", "I have read this page"),
    "review_comment": ("Nhận xét", "Comment"),
    "review_kept": ("Đã lưu trong trình duyệt này", "Kept in this browser"),
    "review_refused": (
        "Trình duyệt không cho lưu: dấu đã đọc và nhận xét sẽ mất khi rời trang. Hãy cho phép lưu trữ của trang này.",
        "The browser refuses to keep anything: marks and comments are lost on leaving the page. Allow it storage.",
    ),
    "review_reviewer": ("Người đọc duyệt", "Reviewer"),
    "review_export": ("Xuất dấu của tôi (JSON)", "Export my marks (JSON)"),
    "review_merge": ("Gộp tệp của nhiều người đọc duyệt", "Merge the files of several reviewers"),
    "review_list": ("Tải danh sách chung (CSV)", "Download the list (CSV)"),
    "review_foreign": ("không phải tệp đọc duyệt", "is not a file of review marks"),
    "review_stale": (
        "Trang đã đổi từ khi được đánh dấu; hãy đọc lại.",
        "The page has changed since this mark was made; read it again.",
    ),
    "review_stale_front": (
        "trang đã đổi từ khi bạn đánh dấu đã đọc.",
        "pages have changed since you marked them as read.",
    ),
    "review_changed": ("Trang đã đổi sau đó", "Page changed since"),
    "review_page": ("Trang", "Page"),
    "review_done": ("Đã đọc", "Read"),
    "review_at": ("Lúc", "At"),
    "simulated_front": (
        "Các ô có dấu * có số liệu dựng để thử, không phải số liệu thật.",
        "Cells marked * hold figures made up for trial, not real ones.",
    ),
    "slides": ("Trang trình chiếu", "Slides"),
    # what changed since an earlier run
    "changed": ("Có gì thay đổi", "What changed"),
    "changed_said": (
        "Lần chạy này so với một lần chạy trước: từng nhận định và từng số liệu khác nhau, xếp theo mức thay đổi.",
        "This run against an earlier one: every finding and number that differs, the largest changes first.",
    ),
    "changed_rule": (
        "Mức thay đổi tính bằng điểm %: tỷ lệ giữ nguyên; điểm chia cho điểm tối đa của dòng, nếu bảng không có thì của "
        "chỉ số hoặc của trang; bậc xếp hạng chia cho số tỉnh. Số không có thang như vậy (giá trị p, tương quan, số đếm) "
        "và chữ xếp cuối. Khác biệt nhỏ hơn số chữ số hiển thị không đánh dấu, chỉ có trong tệp CSV.",
        "Size is in points of percent: shares as they are; points over the maximum of the row, where the table has none of "
        "the component or the page; ranks over the number of provinces. Numbers without such a scale (p-values, "
        "correlations, counts) and words come last. A difference too small to be displayed is not marked; the CSV has it.",
    ),
    "run_earlier": ("Lần chạy trước", "Earlier run"),
    "run_this": ("Lần chạy này", "This run"),
    "run_folder": ("Thư mục", "Folder"),
    "run_made": ("Các trang lập", "Pages made"),
    "run_version": ("Phiên bản parlib", "Version of parlib"),
    "run_data": ("Mã băm dữ liệu", "Hash of the data"),
    "run_templates": ("Mã băm các mẫu", "Hashes of the templates"),
    "count_changed": ("Trang có khác", "Pages that differ"),
    "count_findings": ("Trang có nhận định khác", "Pages whose finding differs"),
    "count_same": ("Trang không khác", "Pages that do not differ"),
    "count_new": ("Trang chỉ có trong lần chạy này", "Pages in this run only"),
    "count_gone": ("Trang chỉ có trong lần chạy trước", "Pages in the earlier run only"),
    "count_unread": (
        "Trang không so sánh được (sổ tính cũ không đọc được)",
        "Pages not compared (old notebook not readable)",
    ),
    "count_hidden": (
        "Khác biệt nhỏ hơn số chữ số hiển thị, chỉ có trong tệp CSV",
        "Differences too small to be displayed, in the CSV only",
    ),
    "changed_findings": ("Nhận định khác", "Findings that differ"),
    "changed_numbers": ("Số liệu khác", "Numbers that differ"),
    "changed_csv": ("Tải toàn bộ danh sách (CSV)", "Download the whole list (CSV)"),
    "changed_none": ("Không có gì khác lần chạy trước.", "Nothing differs from the earlier run."),
    "changed_shown": ("dòng được hiển thị, trên tổng số", "lines shown, of"),
    "changed_listed": ("dòng lớn nhất trong danh sách này, trên tổng số", "largest lines in this list, of"),
    "only_findings": ("Chỉ trang có nhận định khác", "Only pages whose finding differs"),
    "by_reason": ("Lý do", "Reason"),
    "by_place": ("Tỉnh, thành phố", "Province"),
    "by_component": ("Chỉ số thành phần", "Component"),
    "any": ("Tất cả", "All"),
    "column_page": ("Trang", "Page"),
    "column_exhibit": ("Hình, bảng", "Exhibit"),
    "column_row": ("Dòng", "Row"),
    "column_column": ("Cột", "Column"),
    "column_before": ("Trước", "Before"),
    "column_after": ("Nay", "Now"),
    "column_by": ("Chênh lệch", "Difference"),
    "column_size": ("Mức (điểm %)", "Size (% points)"),
    "column_reason": ("Lý do có thể", "Likely reason"),
    "column_kind": ("Loại", "Kind"),
    "column_was": ("Trước (như lưu)", "Before (as stored)"),
    "column_now": ("Nay (như lưu)", "Now (as stored)"),
    "column_shown": ("Thấy trên trang", "Seen on the page"),
    "line_number": ("số liệu", "number"),
    "line_word": ("chữ", "word"),
    "line_row": ("dòng", "row"),
    "line_finding": ("nhận định", "finding"),
    "line_exhibit": ("hình, bảng", "exhibit"),
    "line_new": ("mới", "new"),
    "line_gone": ("không còn", "gone"),
    "change_banner": ("Khác lần chạy trước", "Differs from the earlier run"),
    "change_new": ("Trang này không có trong lần chạy trước.", "The earlier run has no such page."),
    "change_unread": (
        "Không so sánh được: sổ tính của lần chạy trước không đọc được.",
        "Not compared: the notebook of the earlier run cannot be read.",
    ),
    "change_status": ("Trạng thái trước", "State before"),
    "change_numbers": ("số liệu", "numbers"),
    "change_findings": ("nhận định", "findings"),
    "change_words": ("ô chữ trong bảng", "words in tables"),
    "change_rows": ("dòng mới hoặc không còn", "rows new or gone"),
    "change_notes": ("lời dẫn, lưu ý", "notes or sentences"),
    "change_appeared": ("Hình, bảng mới", "New exhibits"),
    "change_gone": ("Hình, bảng không còn", "Exhibits gone"),
    "change_reasons": ("Lý do có thể", "Likely reason"),
    "change_old_finding": ("Nhận định trước", "The finding before"),
    "change_new_exhibit": (
        "Hình, bảng này không có trong lần chạy trước.",
        "The earlier run does not show this exhibit.",
    ),
    "change_new_rows": ("Dòng mới", "New rows"),
    "change_gone_rows": ("Dòng không còn", "Rows gone"),
    "change_more": ("số liệu khác nữa trong bảng", "more in the table"),
    "change_was": ("trước", "before"),
    "change_cell_number": ("số liệu khác", "numbers differ"),
    "change_cell_finding": ("nhận định khác", "finding differs"),
    "change_cell_new": ("trang mới", "new page"),
    "change_filter": ("So với lần chạy trước", "Against the earlier run"),
    "change_filter_any": ("Trang có khác", "Pages that differ"),
    "reason_data": ("số liệu nguồn", "source figures"),
    "table_scores": ("bảng điểm", "scores"),
    "table_facts": ("số liệu đã in", "printed facts"),
    "table_places": ("danh mục tỉnh, thành phố", "list of provinces"),
    "table_aliases": ("bảng tên gọi khác", "other names of provinces"),
    "table_sources": ("danh mục nguồn", "register of sources"),
    "table_survey": ("số liệu điều tra", "survey"),
    "table_actions": ("sổ theo dõi nhiệm vụ", "register of tasks"),
    "table_agencies": ("danh mục cơ quan", "list of agencies"),
    "table_holdings": ("phân công chỉ số", "who holds which component"),
    "table_parts": ("điểm theo phương pháp đánh giá", "points by method"),
    "table_indices": ("mô tả các chỉ số", "descriptions of indices"),
    "table_matters": ("bảng đối chiếu nội dung", "matters that indices share"),
    "table_units": ("danh mục đơn vị", "list of units"),
    "table_components": ("cây chỉ số", "list of components"),
    "table_bridges": ("bảng nối các bộ chỉ số", "links between frameworks"),
    "reason_framework": ("bộ tiêu chí", "framework"),
    "reason_code": ("mã lệnh", "code"),
    "reason_template": ("mẫu", "template"),
    "reason_libraries": ("thư viện", "libraries"),
    "reason_parameters": ("tham số, tên gọi của trang", "parameters or names of the page"),
    "reason_unexplained": (
        "KHÔNG GIẢI THÍCH ĐƯỢC: mọi đầu vào như nhau nhưng kết quả khác",
        "UNEXPLAINED: all inputs are equal, yet the results differ",
    ),
    "reason_unknown": ("không rõ: nhật ký chạy không ghi", "not known: the manifest does not say"),
    # states
    "done": ("Đã có", "Done"),
    "no_data": ("Không có số liệu", "No data"),
    "failed": ("Chạy lỗi", "Failed"),
    "no_data_said": (
        "Nguồn không công bố số liệu của tỉnh cho năm này.",
        "The source publishes no figures for this province and year.",
    ),
    "failed_said": (
        "Trang chưa hoàn chỉnh: một ô lệnh gặp lỗi, các phần sau ô đó chưa chạy.",
        "This page is incomplete: a cell failed, and what follows it did not run.",
    ),
    "error_in_cell": ("Lỗi ở ô lệnh", "Error in cell"),
    "traceback": ("Diễn biến của lỗi", "How the error came about"),
    # index
    "index_title": ("Phân tích chuyên sâu các chỉ số cải cách", "In-depth analysis of the reform indices"),
    "index_said": (
        "Mỗi ô là trang phân tích một chỉ số thành phần của một tỉnh; tên tỉnh dẫn đến toàn cảnh của tỉnh.",
        "Each cell is the page of one component of one province; a province's name leads to its overview.",
    ),
    "filter": ("Tìm tỉnh, thành phố", "Find a province"),
    "filter_hint": (
        "Gõ có dấu hoặc không dấu, ví dụ: dak lak",
        "With or without accents, for example: dak lak",
    ),
    "filter_count": ("tỉnh phù hợp", "provinces found"),
    "filter_none": ("Không có tỉnh nào phù hợp", "No province found"),
    "filter_column": ("Tỉnh, thành phố", "Province"),
    "legend": ("Ký hiệu", "Marks"),
    "national_page": ("Trang cả nước", "National page"),
    "pages": ("trang", "pages"),
    "not_run": ("Chưa chạy", "Not run"),
    "back_cast": ("quy đổi theo 34 tỉnh", "back-cast to the 34 provinces"),
    "vintage_34": ("34 tỉnh, thành phố từ 1/7/2025", "34 provinces from 1 July 2025"),
    "vintage_63": ("63 tỉnh, thành phố", "63 provinces"),
    "nothing": ("Chưa có trang nào.", "There is no page yet."),
}


def interface_words(language: str) -> dict[str, str]:
    """Return every word of the interface in *language*.

    Examples
    --------
    >>> interface_words("vi")["contents"], interface_words("en")["contents"]
    ('Trong trang này', 'On this page')
    """
    return speak_all(_list_words(check_language(language)))


@lru_cache(maxsize=4)
def _list_words(language: str) -> dict[str, str]:
    place = 0 if language == "vi" else 1
    return {term: words[place] for term, words in INTERFACE.items()}
