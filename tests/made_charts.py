"""A made table for each kind of chart, small enough to be followed by eye."""

from parlib.charts.describe import describe_chart
from parlib.charts.source import Source

TABLES = {
    "strip": (
        "province_code:text province:text region:text score:score role:code",
        [
            ["46", "Huế", "Miền Trung", 41.5, "other"],
            ["48", "Đà Nẵng", "Miền Trung", 44.25, "best"],
            ["40", "Nghệ An", "Miền Trung", 40.0, "other"],
            ["77", "Bà Rịa - Vũng Tàu", "Đông Nam Bộ", 43.0, "subject"],
            ["72", "Tây Ninh", "Đông Nam Bộ", 42.5, "other"],
            ["75", "Đồng Nai", "Đông Nam Bộ", None, "other"],
            [None, "", "", 42.04, "national_mean"],
            [None, "", "Miền Trung", 41.92, "regional_mean"],
            [None, "", "Đông Nam Bộ", 42.75, "regional_mean"],
        ],
        {"unit": "điểm"},
    ),
    "ranking": (
        "rank:count province_code:text province:text score:score role:code",
        [
            [1, "22", "Quảng Ninh", 50.0, "other"],
            [2, "01", "Hà Nội", 40.0, "other"],
            [None, "02", "Hà Giang", None, "other"],
        ],
        {"unit": "điểm"},
    ),
    "peers": (
        "province:text role:code distance:hundredth score:score",
        [
            ["Huế", "top", None, 46.0],
            ["Bà Rịa - Vũng Tàu", "subject", None, 44.5],
            ["Cà Mau", "peer", 0.35, 40.25],
            ["Bạc Liêu", "peer", 0.5, None],
        ],
        {"unit": "%"},
    ),
    "lead": (
        "label:text gap:change",
        [["Giáo dục", 0.5], ["Nước", -0.25]],
        {"first": "Hải Phòng cao hơn", "second": "Quảng Ninh cao hơn", "axis": "Điểm", "head": "Chênh lệch"},
    ),
    "pareto": (
        "component_code:code component:text lost:score everyone:score best_to_median:score below_median:score",
        [
            ["1", "Quản trị điện tử", 6.0, 5.0, 0.5, 0.5],
            ["2", "Thủ tục hành chính công", 2.0, 1.0, 0.25, 0.75],
            ["", "Tổng", 8.0, 6.0, 0.75, 1.25],
        ],
        {"unit": "điểm"},
    ),
    "stacks": (
        "label:text rank_change:rank_change performance:rank_change framework:rank_change",
        [["Tây Ninh", 5, 6, -1], ["Hà Giang", -3, -1, -2]],
        {"total": "rank_change", "axis": "Số bậc"},
    ),
    "movers": (
        "label:text before:score after:score change:change role:code",
        [["Huế", 40.0, 42.0, 2.0, "up"], ["Cà Mau", 41.0, 40.5, -0.5, "down"]],
        {"before": "2023", "after": "2024"},
    ),
    "pairs": (
        "label:text share_first:share share_second:share gap:change",
        [["Tham gia", 0.5, 0.6, 1.0], ["Minh bạch", 0.4, 0.3, -1.0]],
        {"first": "Hải Phòng", "second": "Quảng Ninh", "columns": "share_first,share_second,gap"},
    ),
    "interval": (
        "province:text score:score low:score high:score rank_low:count rank_high:count role:code",
        [["Huế", 46.0, 45.5, 46.5, 1, 3, "other"], ["Quảng Ninh", 45.0, 44.0, 46.0, 2, 4, "subject"]],
        {},
    ),
    "coefficients": (
        "term:text estimate:hundredth low:hundredth high:hundredth n:count",
        [["Thu nhập", 0.75, 0.25, 1.25, 61], ["Đô thị", -0.25, -0.5, 0.5, 61], ["Rừng", -1.0, -1.5, -0.5, 61]],
        {"name": "Hệ số chuẩn hóa"},
    ),
    "spine": (
        "component:text level:helper share:share rank:count n_ranked:count mean_share:share lowest_share:share "
        "lower_quartile_share:share median_share:share upper_quartile_share:share best_share:share trend:code",
        [
            ["PAPI", 0, 0.52, 5, 61, 0.5, 0.3, 0.45, 0.51, 0.55, 0.7, "up"],
            ["Minh bạch", 1, None, None, 61, 0.5, 0.3, 0.45, 0.51, 0.55, 0.7, "none"],
            ["Giải trình", 1, 0.61, 1, 60, 0.5, 0.3, 0.45, 0.51, 0.55, 0.7, "down"],
        ],
        {},
    ),
    "verdicts": (
        "short:text component:text percentile:share rank:count n_ranked:count standing:code",
        [
            ["PAPI", "Minh bạch", 0.98, 2, 61, "strength"],
            ["DTI", "Hạ tầng số", 0.5, 32, 63, ""],
            ["PCI", "Đào tạo lao động", 0.05, 60, 63, "weakness"],
            ["SIPAS", "Tiếp cận", None, None, 63, ""],
        ],
        {},
    ),
    "history": (
        "year:year score:score national_median:score lower_quartile:score upper_quartile:score segment:helper",
        [
            [2016, 36.5, 36.0, 35.0, 44.0, 0],
            [2017, 37.25, 36.5, 35.0, 44.0, 0],
            [2018, None, 43.0, 35.0, 44.0, 1],
            [2019, 46.0, 43.5, 35.0, 44.0, 1],
        ],
        {"province": "Thừa Thiên Huế"},
    ),
    "paths": (
        "role:code province:text year:year score:score segment:helper",
        [
            ["first", "Hải Phòng", 2019, 41.0, 0],
            ["first", "Hải Phòng", 2020, 42.0, 0],
            ["second", "Quảng Ninh", 2019, 44.0, 0],
            ["second", "Quảng Ninh", 2021, 45.0, 1],
        ],
        {"first": "Hải Phòng", "second": "Quảng Ninh"},
    ),
    "merged": (
        "year:year place:text role:code score:score low:score high:score state:code segment:helper",
        [
            [2020, "Bắc Ninh", "merged", 44.0, 43.5, 44.5, "whole", 0],
            [2021, "Bắc Ninh", "merged", 42.0, 40.0, 43.0, "partial", 0],
            [2020, "Bắc Giang", "part", 43.0, None, None, "", 0],
            [2021, "Bắc Giang", "part", 42.0, None, None, "", 0],
            [2020, "Bắc Ninh (cũ)", "part", 45.0, None, None, "", 0],
        ],
        {},
    ),
    "series": (
        "year:year measure:text value:score low:score high:score segment:helper",
        [
            [year, name, 5.0 + (year - 2016) / 4, 4.9, 6.0, int(year > 2017)]
            for name in ("Tham gia", "Minh bạch")
            for year in range(2016, 2020)
        ],
        {},
    ),
    "spread": (
        "year:year national_mean:score lowest:score lower_quartile:score national_median:score "
        "upper_quartile:score best:score segment:helper",
        [[2019, 42.0, 36.0, 40.0, 42.5, 44.0, 48.0, 0], [2020, 43.0, 37.0, 41.0, 43.5, 45.0, 49.0, 1]],
        {},
    ),
    "curve": (
        "score:score rank:count role:code",
        [
            [42.0, 4, "curve"],
            [44.0, 3, "curve"],
            [45.0, 2, "curve"],
            [46.0, 1, "curve"],
            [44.0, 3, "now"],
            [45.5, 2, "target"],
        ],
        {},
    ),
    "heat": (
        "component:text level:helper year:year share:share rank:count segment:helper",
        [
            ["PAPI", 0, 2020, 0.5, 5, 0],
            ["PAPI", 0, 2021, None, None, 1],
            ["PAPI", 0, 2022, 0.6, 5, 1],
            ["Thủ tục", 1, 2020, 0.4, 7, 0],
            ["Thủ tục", 1, 2022, 0.9, 7, 0],
        ],
        {},
    ),
    "matrix": (
        "row_label:text column_label:text value:hundredth",
        [["b", "a", 1.0], ["c", "a", -1.0], ["c", "b", None]],
        {},
    ),
    "tiles": (
        "province_code:text province:text row:helper col:helper score:score short_name:text role:code",
        [
            ["46", "Huế", 0, 2, 45.5, "Huế", "other"],
            ["48", "Đà Nẵng", 1, 3, 42.0, "Đà Nẵng", "subject"],
            ["56", "Khánh Hòa", 5, 3, None, "Khánh Hòa", "other"],
            ["x", "Hoàng Sa", 1, 5, None, "Quần đảo\nHoàng Sa", "archipelago"],
        ],
        {},
    ),
}
"""Kind to its columns with their kinds, its rows and the options of the exhibit."""

TABLES["regions"] = TABLES["strip"]


def make_source(kind, language="vi", rows=None, here=""):
    heads, made, options = TABLES[kind]
    pairs = [one.split(":") for one in heads.split()]
    columns = [{"name": name, "label": name, "kind": as_kind} for name, as_kind in pairs]
    return Source(kind, columns, made if rows is None else rows, options, language, here=here)


def make_chart(kind, language="vi", **change):
    return describe_chart(make_source(kind, language, **change))
