"""Words of the local page (`parlib.app`)."""

from __future__ import annotations

from parlib.language.vocabulary import Vocabulary

GIVEN = (
    *("agencies", "all_pages", "changed", "count", "criteria", "done_pages", "edition", "fields", "gone", "index"),
    *("kept", "limit", "n", "name", "names", "new", "parts", "place", "province_name", "read", "rows", "seconds"),
    *("tasks", "year"),
)
"""Fields that whoever says a word fills."""

_WORDS: dict[str, tuple[str, str]] = {
    # the page
    "title": ("Tài liệu hội nghị cải cách hành chính", "Papers for the reform conference"),
    "home": ("Số liệu và tài liệu", "Figures and papers"),
    "register": ("Sổ theo dõi nhiệm vụ", "Register of tasks"),
    "language": ("Ngôn ngữ của trang", "Language of the page"),
    "stop_program": ("Kết thúc chương trình", "Close the program"),
    "stopped_title": ("Chương trình đã kết thúc", "The program has ended"),
    "stopped_said": (
        "Mọi tài liệu đã được lưu. Có thể đóng thẻ này; mở lại chương trình bằng biểu tượng như trước.",
        "All papers are saved. You can close this tab; open the program again by its icon.",
    ),
    "skip": ("Đến nội dung chính", "Skip to the main content"),
    "local": (
        "Chạy trên máy này; số liệu không được gửi đi đâu.",
        "It runs on this computer; no figures are sent anywhere.",
    ),
    "gone": (
        "Chương trình không trả lời. Có thể chương trình đã kết thúc: hãy mở lại bằng biểu tượng.",
        "The program does not answer. It may have ended: open it again by its icon.",
    ),
    # refused
    "refused_title": ("Không mở được trang này", "This page cannot be opened"),
    "refused_said": (
        "Trang chỉ mở được từ biểu tượng chương trình trên máy này. Hãy mở lại bằng biểu tượng.",
        "The page opens only by the program's icon on this computer. Open it again by the icon.",
    ),
    "not_found": ("Không có trang này.", "There is no such page."),
    "busy": (
        "Chương trình đang thực hiện một việc khác. Hãy chờ việc đó xong hoặc dừng lại.",
        "Another task is under way. Wait for it to end, or stop it.",
    ),
    # step 1
    "drop_title": ("Đưa tệp số liệu vào", "Add files"),
    "drop_here": ("Kéo và thả các tệp vào đây", "Drop the files here"),
    "choose": ("Chọn tệp", "Choose files"),
    "drop_kinds": (
        "Bảng điểm, bảng tỷ lệ hài lòng, phiếu điều tra, sổ theo dõi đã điền (.xlsx, .xls, .xlsb, .ods, .csv), tối đa {limit} MB. Khi số liệu được sửa: thả lại tệp đó.",
        "Scoreboards, satisfaction tables, survey answers, a filled-in register (.xlsx, .xls, .xlsb, .ods, .csv), at most {limit} MB. When a figure is corrected, drop the same file again.",
    ),
    "upload": ("Gửi tệp", "Send the files"),
    "uploading": ("Đang nhận tệp", "Receiving the files"),
    "upload_failed": ("Không nhận được tệp.", "The files could not be received."),
    "kind_refused": (
        "{name}: không nhận loại tệp này. Hãy lưu thành .xlsx hoặc .csv rồi thả lại.",
        "{name}: this kind of file is not accepted. Save it as .xlsx or .csv and drop it again.",
    ),
    "name_refused": (
        "{name}: tên tệp không dùng được. Hãy đổi tên tệp rồi thả lại.",
        "{name}: the file name cannot be used. Rename the file and drop it again.",
    ),
    "too_large": (
        "Các tệp lớn hơn {limit} MB. Hãy thả từng tệp; tệp rất lớn được nhập bằng lệnh parlib add.",
        "The files exceed {limit} MB. Drop them one at a time; very large files are added with parlib add.",
    ),
    "no_files": ("Chưa chọn tệp nào.", "No file was chosen."),
    # step 2
    "check_title": ("Kiểm tra nội dung đã đọc", "Check what was read"),
    "read_ok": ("Đọc được", "Read"),
    "read_look": ("Cần xem lại", "Look at this"),
    "read_bad": ("Chưa dùng được", "Cannot be used yet"),
    "year": ("Năm của kết quả", "Year of the results"),
    "issuer": ("Cơ quan ban hành", "Issued by"),
    "document": ("Văn bản (số, ngày)", "Document (number, date)"),
    "correct": ("Sửa năm, cơ quan ban hành", "Correct the year or issuer"),
    "check_again": ("Kiểm tra lại", "Check again"),
    "remove": ("Bỏ tệp này", "Remove this file"),
    "removes": ("Bỏ tệp {name}", "Remove {name}"),
    "sheets": ("Đã đọc từng trang tính", "Sheet by sheet"),
    "problems": ("Nội dung cần sửa trong tệp", "To be corrected in the file"),
    "differences": ("Khác với số liệu đã công bố", "Differs from published figures"),
    "changes": ("Số liệu thay đổi so với lần nhập trước", "Figures that change"),
    "new_tree": ("Bộ tiêu chí của năm", "Framework of the year"),
    "accept": (
        "Tôi đã xem các điểm khác nêu trên và đồng ý dùng số liệu trong tệp.",
        "I have looked at the differences above and accept the figures in the file.",
    ),
    "kind_scoreboard": ("Bảng điểm {index}", "Scoreboard, {index}"),
    "kind_shares": ("Bảng tỷ lệ hài lòng {index}", "Satisfaction table, {index}"),
    "kind_microdata": ("Phiếu điều tra {index}", "Survey answers, {index}"),
    "kind_framework": ("Bộ tiêu chí {index}", "Framework, {index}"),
    "kind_table": ("Bảng kết quả {index}", "Table of results, {index}"),
    "kind_register": ("Sổ theo dõi nhiệm vụ", "Register of tasks"),
    "kind_dossiers": ("Hồ sơ một cửa", "Dossiers of the one-stop system"),
    "of_one": ("chi tiết của {name}", "detail of {name}"),
    "simulated": ("Số liệu mô phỏng", "Simulated figures"),
    "told_read": ("Đã đọc {kept} trong {read} số.", "{kept} of {read} numbers read."),
    "told_register": ("{tasks} nhiệm vụ, {agencies} cơ quan.", "{tasks} tasks, {agencies} agencies."),
    "told_dossiers": ("{rows} hồ sơ.", "{rows} dossiers."),
    "told_personal": ("Thông tin cá nhân không được lưu: {names}.", "Personal data are not stored: {names}."),
    "tree": (
        "Tệp có bộ tiêu chí của năm: {fields} lĩnh vực, {criteria} tiêu chí, {parts} tiêu chí thành phần.",
        "The file brings the framework of the year: {fields} fields, {criteria} criteria, {parts} sub-criteria.",
    ),
    "replaces": (
        "Thay tệp đã nhập trước đây: {changed} số thay đổi, {new} số mới, {gone} số không còn.",
        "It replaces the file added before: {changed} figures change, {new} are new, {gone} go.",
    ),
    "more": ("… và {n} dòng nữa", "… and {n} more"),
    "no_year": (
        "Tệp không ghi rõ năm của kết quả. Hãy điền năm bên dưới rồi bấm “Kiểm tra lại”.",
        "The file does not say the year of its results. Fill in the year below and press “Check again”.",
    ),
    "no_province": (
        "Hãy chọn tỉnh, thành phố bên dưới rồi bấm “Kiểm tra lại”.",
        "Choose the province below and press “Check again”.",
    ),
    "own_office": ("Sở Nội vụ", "Department of Home Affairs"),
    "nothing_checked": ("Chưa có tệp nào được kiểm tra.", "No file has been checked yet."),
    "not_accepted": (
        "Có số liệu khác với số liệu đã công bố: hãy đánh dấu đồng ý rồi bấm lại.",
        "Some figures differ from published ones: tick the box to accept them, then press again.",
    ),
    "changed_meanwhile": (
        "Số liệu đã được thay đổi từ nơi khác sau khi kiểm tra. Hãy bấm “Kiểm tra lại”.",
        "The figures were changed elsewhere after the check. Press “Check again”.",
    ),
    # step 3
    "make_title": ("Lập bộ tài liệu", "Make the papers"),
    "province": ("Tỉnh, thành phố", "Province"),
    "choose_province": ("Chọn tỉnh, thành phố", "Choose a province"),
    "pack_year": ("Năm của hội nghị", "Year of the conference"),
    "pack_language": ("Ngôn ngữ của tài liệu", "Language of the papers"),
    "take_and_make": ("Nhập số liệu và lập bộ tài liệu", "Take the figures in and make the papers"),
    "take_and_renew": ("Nhập số liệu và cập nhật mọi tài liệu", "Take the figures in and update all papers"),
    "make": ("Lập bộ tài liệu", "Make the papers"),
    "renew": ("Cập nhật mọi tài liệu", "Update all papers"),
    "good_only": (
        "Chỉ các tệp đọc được mới được nhập; tệp chưa dùng được vẫn chờ ở đây.",
        "Only the files that were read are taken in; the others wait here.",
    ),
    "stale": (
        "Số liệu đã thay đổi sau khi lập bộ tài liệu. Bấm “Cập nhật mọi tài liệu” để mọi tài liệu dùng số liệu mới.",
        "The figures have changed since the papers were made. Press “Update all papers” to bring them up to date.",
    ),
    "undo": ("Hoàn tác lần nhập gần nhất", "Undo the last change of the figures"),
    "undone": ("Đã hoàn tác: {name}.", "Undone: {name}."),
    # progress
    "working": ("Đang thực hiện", "Under way"),
    "cancel": ("Dừng lại", "Stop"),
    "stopping": ("Đang dừng", "Stopping"),
    "was_stopped": (
        "Đã dừng. Phần đã xong được giữ lại; lần sau chương trình làm tiếp phần còn lại.",
        "Stopped. What is finished is kept; the next time the rest is done.",
    ),
    "failed": ("Chưa thực hiện được", "It could not be done"),
    "broken": (
        "Chương trình gặp lỗi. Chi tiết được ghi trong tệp .app/log.txt của thư mục số liệu.",
        "The program failed. Details are in the file .app/log.txt of the data folder.",
    ),
    "step_begin": ("Đang bắt đầu", "Beginning"),
    "step_check": ("Đang đọc và kiểm tra {name}", "Reading and checking {name}"),
    "step_take": ("Đang nhập số liệu", "Taking the figures in"),
    "step_clean": ("Đang chuẩn bị các bảng số liệu", "Preparing the tables"),
    "step_plan": ("Đang xem phần nào cần lập lại", "Looking for what must be made"),
    "step_pages": (
        "Đang phân tích: xong {done_pages} trong {all_pages} trang",
        "Analysing: {done_pages} of {all_pages} pages done",
    ),
    "step_site": ("Đang dựng trang đọc duyệt", "Building the review site"),
    "step_papers": ("Đang lập tài liệu", "Making the papers"),
    "step_paper": ("Đang lập tài liệu {n}/{count}: {name}", "Making paper {n} of {count}: {name}"),
    "step_register": ("Đang mở sổ theo dõi", "Opening the register"),
    "step_save": ("Đang lưu sổ theo dõi", "Saving the register"),
    # products
    "products": ("Bộ tài liệu {name} {year}", "Papers of {name} {year}"),
    "made_of": ("Số liệu được dùng", "Results that are used"),
    "took": ("Lập xong trong {seconds} giây; {count} tài liệu mới.", "Made in {seconds} seconds; {count} new papers."),
    "units": ("Phiếu của từng sở, ngành, địa phương", "Papers of departments and localities"),
    "units_made": (
        "Đã lập {n} phiếu; mỗi lần cập nhật bộ tài liệu, các phiếu được cập nhật theo.",
        "{n} papers made; every update of the papers brings them up to date too.",
    ),
    "units_none": (
        "Chưa lập. Mỗi đơn vị có một phiếu: kết quả, thứ hạng trong khối, nội dung mất điểm, nhiệm vụ, hồ sơ quá hạn, gợi ý phát biểu.",
        "Not made yet. Each unit has a paper: result, rank in its group, points lost, tasks, overdue dossiers, what to speak of.",
    ),
    "units_make": ("Lập phiếu cho {n} đơn vị", "Make the papers of {n} units"),
    "units_rest": ("Lập phiếu cho {n} đơn vị còn lại", "Make the papers of {n} more units"),
    "units_zip": ("Tải tất cả các phiếu (một tệp .zip)", "Download all of them (one .zip file)"),
    "units_list": ("Danh sách các phiếu ({n})", "List of the papers ({n})"),
    "units_file": ("phieu-don-vi", "papers-of-units"),
    "nothing_new": ("Không có gì thay đổi: mọi tài liệu vẫn đúng.", "Nothing changed: all papers are up to date."),
    "open": ("Mở", "Open"),
    "opens": ("Mở {name} trên máy này", "Open {name} on this computer"),
    "open_folder": ("Mở thư mục tài liệu", "Open the folder"),
    "edited": ("đã sửa tay, giữ nguyên", "edited by hand, kept as it is"),
    "copies": ("bản sửa tay trước đây", "earlier version edited by hand"),
    "missing": ("Số liệu còn thiếu ({count})", "Missing figures ({count})"),
    "missing_how": (
        "Thả các tệp này vào trang rồi cập nhật, các phần đang chờ sẽ được bổ sung.",
        "Drop these files on the page and update; the parts that wait for them are then added.",
    ),
    "file": ("Tệp cần có", "File needed"),
    "no_pack": (
        "Chưa có bộ tài liệu. Thả tệp số liệu, hoặc chọn tỉnh, thành phố rồi bấm “Lập bộ tài liệu” để dùng số liệu đang có.",
        "There are no papers yet. Drop files, or choose a province and press “Make the papers” to use the figures at hand.",
    ),
    # register
    "register_said": (
        "Điền nhiệm vụ, cơ quan, người đứng đầu, thời hạn và tình trạng cho từng nội dung mất điểm. Nội dung được lưu vào sổ theo dõi (tệp Excel) như khi điền trực tiếp trong tệp.",
        "Fill in task, agency, head, deadline and status for each loss. It is saved in the register, the same Excel file that can be filled in by hand.",
    ),
    "register_open": ("Mở sổ theo dõi", "Open the register"),
    "register_of": ("{edition}, {place}", "{edition}, {place}"),
    "register_none": ("Không có nội dung mất điểm nào được biết đến.", "No loss of points is known."),
    "register_moved": (
        "Sổ theo dõi đã được thay đổi ở nơi khác sau khi mở. Hãy mở lại sổ rồi điền tiếp.",
        "The register was changed elsewhere after it was opened. Open it again and go on.",
    ),
    "register_saved": ("Đã lưu {tasks} nhiệm vụ vào sổ theo dõi.", "{tasks} tasks saved in the register."),
    "register_update": (
        "Để các tài liệu dùng nội dung mới, bấm “Cập nhật mọi tài liệu”.",
        "To bring the papers up to date, press “Update all papers”.",
    ),
    "index_choice": ("Chỉ số", "Index"),
    "save": ("Lưu sổ theo dõi", "Save the register"),
    "add_task": ("Thêm nhiệm vụ", "Add a task"),
    "adds_task": ("Thêm nhiệm vụ cho {name}", "Add a task for {name}"),
    "unsaved": ("Có nội dung chưa lưu.", "There are changes that are not saved."),
    "find": ("Tìm trong sổ", "Find in the register"),
    "only_open": ("Chỉ các nội dung chưa có nhiệm vụ", "Only losses without a task"),
    "lost": ("Điểm mất", "Points lost"),
    "state": ("So với lần trước", "Since last time"),
    "cause_class": ("Nhóm nguyên nhân", "Kind of cause"),
    "cause": ("Nguyên nhân", "Cause"),
    "task": ("Nhiệm vụ, giải pháp", "Task"),
    "lead_agency": ("Cơ quan chủ trì", "Lead agency"),
    "coordinating_agency": ("Cơ quan phối hợp", "Coordinating agencies"),
    "head": ("Người đứng đầu chịu trách nhiệm", "Head in charge"),
    "deadline": ("Thời hạn", "Deadline"),
    "deadline_hint": ("30/11/2026, 11/2026 hoặc Quý III/2026", "30/11/2026, 11/2026 or 2026-11-30"),
    "output": ("Sản phẩm, kết quả", "Output"),
    "status": ("Tình trạng", "Status"),
}

WORDS = Vocabulary("app", _WORDS, GIVEN)
"""Words of the page by term."""
