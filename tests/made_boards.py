"""Made scoreboards as an office keeps them: titles, a head of two rows, agencies, notes; codes in any numbering."""

import xlsxwriter

MOST = 3.125
"""Points of a sub-criterion: 8 fields of 2 criteria of 2 sub-criteria make 100."""

FIELDS = [
    "Công tác chỉ đạo, điều hành CCHC",
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy hành chính",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    "Tác động của CCHC đến người dân, tổ chức và phát triển KT-XH",
]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]


def list_components():
    """Return code, name and maximum of every component, in order; the whole is the last."""
    rows = []
    for field, name in enumerate(FIELDS, start=1):
        rows.append((f"{field}", name, 4 * MOST))
        for criterion in (1, 2):
            rows.append((f"{field}.{criterion}", f"Tiêu chí về việc {field}{criterion}", 2 * MOST))
            for part in (1, 2):
                name = f"Thành phần {'đầu' if part == 1 else 'sau'} của {field}{criterion}"
                rows.append((f"{field}.{criterion}.{part}", name, MOST))
    return [*rows, ("", "TỔNG ĐIỂM", 100.0)]


def grant(code, place=0):
    """Return made points of a component: of a sub-criterion by its code, of others added up."""
    parts = [found for found, _, most in list_components() if most == MOST and f"{found}.".startswith(f"{code}.")]
    parts = parts if code else [found for found, _, most in list_components() if most == MOST]
    return round(sum(1 + (3 * int(part.replace(".", "")) + place) % 5 / 4 for part in parts), 4)


def number(code, style):
    """Return a code as a style of numbering writes it: ``dotted``, ``roman`` (I, 1, a) or ``mixed`` (I, 1, 1.1)."""
    parts = code.split(".") if code else []
    if style == "dotted" or not parts:
        return code
    if len(parts) == 1:
        return ROMAN[int(parts[0]) - 1]
    if len(parts) == 2:
        return parts[1]
    return "ab"[int(parts[2]) - 1] if style == "roman" else f"{parts[1]}.{parts[2]}"


def list_detail(style="dotted", spell=lambda value: value):
    """Return the rows of one province's own detail."""
    rows = [
        ["UBND TỈNH QUẢNG NINH", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ NỘI VỤ"],
        [],
        ["KẾT QUẢ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025"],
        ["TỈNH QUẢNG NINH"],
        [
            "STT",
            "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
            "Điểm tối đa",
            "Tỉnh tự đánh giá",
            "Bộ thẩm định",
            "Tổng điểm đạt được",
            "Tỷ lệ %",
            "Cơ quan phụ trách",
            "Ghi chú",
        ],
    ]
    for code, name, most in list_components():
        points, leaf = grant(code), most == MOST
        given = [spell(points)] * 2 if leaf else ["", ""]
        agency = "VP UBND tỉnh" if code.startswith("1") else "Các sở, ngành" if code.startswith("8") else "Sở Nội vụ"
        rows.append(
            [
                number(code, style),
                name,
                spell(most),
                *given,
                spell(points),
                spell(100 * points / most),
                agency if code else "",
                "Chậm thời hạn" if leaf and points < 1.5 else "",
            ]
        )
    return rows


def list_fields(places, most=True):
    """Return the rows of the national table by field, for places by code and name."""
    heads = ["STT", "Tỉnh, thành phố", *[f"{place}. {name}" for place, name in enumerate(FIELDS, start=1)], "Tổng điểm"]
    rows = [heads, ["", "Điểm tối đa", *[4 * MOST] * 8, 100.0]] if most else [heads]
    for order, (code, name) in enumerate(places.items(), start=1):
        own = 0 if code == "22" else order
        rows.append(
            [order, name, *[round(grant(str(field), own), 2) for field in range(1, 9)], round(grant("", own), 2)]
        )
    return rows


def write_rows(path, rows, sheet="22 Quảng Ninh"):
    """Write rows as one sheet of a workbook."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value != "":
                    page.write(row, column, value)
    return path
