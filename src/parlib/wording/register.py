"""Words of the action register (sổ theo dõi khắc phục)."""

from __future__ import annotations

from parlib.language.vocabulary import check_template

NOTES = (
    "Cách điền",
    "1. Cột xám do chương trình điền và tự cập nhật: mã, thành phần, điểm mất, dư địa cải thiện, so với lần lập trước.",
    "2. Cột vàng do {place} điền. Mỗi hàng một nhiệm vụ; muốn thêm nhiệm vụ cho cùng thành phần thì ghi lại mã ở hàng trống phía dưới.",
    "3. Nhóm nguyên nhân và tình trạng: chọn trong danh sách. Thời hạn: 30/11/2026, 11/2026, Quý III/2026 hoặc 2026-11-30.",
    "4. Cơ quan chủ trì, phối hợp: ghi tên hoặc tên viết tắt có ở trang 'Cơ quan'; nhiều cơ quan cách nhau bằng dấu chấm phẩy.",
    "5. Trang 'Cơ quan': tên, tên khác (cách nhau bằng dấu chấm phẩy), người đứng đầu; cơ quan cũ ghi 'Đã sáp nhập vào'.",
    "6. Trang 'Phân công': mỗi thành phần một cơ quan phụ trách; giao một lĩnh vực là giao mọi thành phần bên dưới.",
    "7. Nhập lại: parlib actions add TỆP.xlsx. Cập nhật điểm mà vẫn giữ mọi điều đã ghi: parlib actions write.",
)
"""What a person needs to know to fill in the register; words for places are fields."""

for _line in NOTES:
    check_template(_line, "notes of the register")

STATES = {
    "new": ("mới", "new"),
    "same": ("không đổi", "unchanged"),
    "changed": ("đã thay đổi: trước {before}", "changed: was {before}"),
    "recovered": ("đã khắc phục hết: trước {before}", "recovered: was {before}"),
    "unknown": ("chưa rõ", "not known"),
}
"""What became of a loss since the register was last written; ``{before}`` is the loss then."""
