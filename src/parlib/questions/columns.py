"""Columns of tables that readers see: head in both languages, kind of value (cột của bảng).

A column is called the same wherever it stands; a question that calls one otherwise has a `Column` of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from parlib.language import Message
from parlib.language.kinds import KNOWN_KINDS


@dataclass(frozen=True)
class Column:
    """A column of a shown table.

    Attributes
    ----------
    name : str
        Its name in the table.
    kind : str
        How its values are written (`parlib.language.kinds.KNOWN_KINDS`).
    vi, en : str
        Head in both languages; words for places are fields (``Số {places} xếp hạng``).

    Raises
    ------
    ValueError
        If the kind is not known, or a head is blank or has a field that is no word for places.
    """

    name: str
    kind: str
    vi: str
    en: str

    def __post_init__(self) -> None:
        if self.kind not in KNOWN_KINDS:
            raise ValueError(f"column {self.name!r}: kind {self.kind!r} is not known: one of {', '.join(KNOWN_KINDS)}")
        if not (self.vi.strip() and self.en.strip()):
            raise ValueError(f"column {self.name!r} has no head in one of the languages")
        if self.head.fields:  # also: a digit typed into it is an error now, not on a page
            raise ValueError(f"column {self.name!r}: nobody fills the field {min(self.head.fields)!r} of its head")

    @cached_property
    def head(self) -> Message:
        """Its head in both languages."""
        return Message(self.vi, self.en)


_COLUMNS = (
    Column("actual", "score", "Kết quả", "Result"),
    Column("address", "text", "Địa chỉ", "Address"),
    Column("after", "score", "Sau", "After"),
    Column("agency", "text", "Cơ quan phụ trách", "Agency in charge"),
    Column("alpha", "hundredth", "Cronbach α", "Cronbach's alpha"),
    Column("alpha_high", "hundredth", "α, cận trên", "Alpha, upper bound"),
    Column("alpha_low", "hundredth", "α, cận dưới", "Alpha, lower bound"),
    Column("alpha_without", "hundredth", "α nếu bỏ thành phần này", "Alpha without it"),
    Column("answer", "text", "Câu trả lời", "Answer"),
    Column("appraised_score", "score", "Thẩm định", "Granted"),
    Column("at_max_share", "share", "{place:cap} đạt tối đa", "{places:cap} at the maximum"),
    Column("available", "score", "Dư địa cải thiện", "Recoverable"),
    Column("available_to_best", "score", "Phục hồi tới mức cao nhất", "Recoverable to the best"),
    Column("available_to_maximum", "score", "Phục hồi tới tối đa", "Recoverable to the maximum"),
    Column("axis", "score", "Trục", "Axis"),
    Column("basis", "text", "Căn cứ", "Rests on"),
    Column("before", "score", "Trước", "Before"),
    Column("below_median", "score", "Kém trung vị", "Below the median"),
    Column("best", "score", "Cao nhất", "Best"),
    Column("best_peer", "text", "{place:cap} tốt nhất", "Best of them"),
    Column("best_peer_score", "score", "Điểm của {place} đó", "Its score"),
    Column("best_province", "text", "{place:cap} cao nhất", "Best {place}"),
    Column("best_provinces", "text", "{place:cap} cao nhất", "Best {place}"),
    Column("best_share", "share", "Cao nhất (tỷ lệ)", "Best (share)"),
    Column("best_to_median", "score", "Tới {place} cao nhất", "Up to the best"),
    Column("between_share", "share", "Phần giữa các {group}", "Between {groups}"),
    Column("by_equal", "score", "Chia đều", "All alike"),
    Column("by_grdp", "score", "Theo GRDP", "By GRDP"),
    Column("by_population", "score", "Theo dân số", "By population"),
    Column("cause", "text", "Nguyên nhân", "Cause"),
    Column("cause_class", "text", "Nhóm nguyên nhân", "Class of cause"),
    Column("cell_share", "share", "Số trong ô: tỷ lệ điểm đạt được", "Number in a cell: share reached"),
    Column("chance_share", "share", "Ngẫu nhiên", "By chance"),
    Column("change", "change", "Thay đổi điểm", "Change in points"),
    Column("change_share", "share", "Thay đổi (điểm %)", "Change (% points)"),
    Column("chosen", "text", "Cách dùng", "Use"),
    Column("col", "helper", "Cột ô", "Tile column"),
    Column("column_label", "text", "Mã thành phần kia", "Code of the other"),
    Column("comparable_share", "share", "Phần so sánh được", "Comparable share"),
    Column("component", "text", "Chỉ số thành phần", "Component"),
    Column("component_code", "code", "Mã", "Code"),
    Column("coordinating_agency", "text", "Cơ quan phối hợp", "Coordinating agency"),
    Column("correlation", "hundredth", "r với tổng", "r with the sum"),
    Column("covariate_year", "year", "Năm số liệu", "Year of figures"),
    Column("coverage", "share", "Độ phủ của khoảng", "Coverage"),
    Column("cumulative_share", "share", "Tỷ lệ cộng dồn", "Running share"),
    Column("date", "text", "Ngày", "Date"),
    Column("deadline", "text", "Thời hạn", "Deadline"),
    Column("design_effect", "hundredth", "Hệ số thiết kế", "Design effect"),
    Column("difference", "change", "Chênh lệch điểm", "Difference in points"),
    Column("dissatisfied_share", "share", "Không hài lòng", "Dissatisfied"),
    Column("distance", "hundredth", "Độ khác biệt", "Distance"),
    Column("document", "text", "Tài liệu", "Document"),
    Column("effective_weight", "share", "Trọng số thực tế", "Effective weight"),
    Column("entrants", "rank_change", "Do {place} thêm, bớt", "From {places} in or out"),
    Column("estimate", "hundredth", "Ước lượng [khoảng tin cậy]", "Estimate [interval]"),
    Column("everyone", "score", "{place:cap} cao nhất cũng mất", "The best loses it too"),
    Column("expected", "score", "Dự kiến", "Expected"),
    Column("expected_rank", "count", "Thứ hạng dự kiến", "Expected rank"),
    Column("first_axis_share", "share", "Trục thứ nhất giữ", "First axis holds"),
    Column("first_share", "share", "Đứng đầu", "In first place"),
    Column("framework", "rank_change", "Do phần không so sánh được", "From parts not comparable"),
    Column("framework_places", "rank_change", "Bậc do bộ mới", "Places from the new framework"),
    Column("gap", "change", "Chênh lệch", "Gap"),
    Column("gap_share", "share", "Chênh lệch (điểm %)", "Gap (% points)"),
    Column("gap_to_best", "change", "So với {place} cao nhất", "Against the best"),
    Column("gap_to_best_peer", "change", "So với {place} tương đồng cao nhất", "Against the best similar {place}"),
    Column("gap_to_mean", "change", "So với trung bình {whole}", "Against the {national} mean"),
    Column("gap_to_median", "change", "So với trung vị", "Against the median"),
    Column("gap_to_peers", "change", "Chênh lệch", "Gap"),
    Column("gap_to_region", "change", "So với trung bình {group}", "Against the {regional} mean"),
    Column("grdp_per_capita", "tenth", "GRDP/người (triệu đồng)", "GRDP per head (million dong)"),
    Column("group", "text", "Nhóm", "Group"),
    Column("head", "text", "Người đứng đầu", "Head responsible"),
    Column("high", "score", "Cận trên", "Upper bound"),
    Column("high_share", "share", "Cận trên", "High end"),
    Column("highest_place", "text", "Cao nhất", "Highest"),
    Column("highest_r", "hundredth", "r cao nhất", "Highest r"),
    Column("highest_score", "score", "Điểm cao nhất", "Highest score"),
    Column("issuer", "text", "Cơ quan công bố", "Issuer"),
    Column("known_share", "share", "Dân số có điểm", "People with a score"),
    Column("label", "text", "Tên", "Name"),
    Column("lasting_share", "share", "Phần bền vững", "Lasts"),
    Column("lead_agency", "text", "Cơ quan chủ trì", "Lead agency"),
    Column("level", "helper", "Cấp", "Level"),
    Column("licence", "text", "Giấy phép", "Licence"),
    Column("limit", "score", "Mức", "Level"),
    Column("loading", "hundredth", "Hệ số tải", "Loading"),
    Column("lost", "score", "Điểm bị mất", "Points lost"),
    Column("lost_before", "score", "Mất kỳ trước", "Lost before"),
    Column("lost_change", "change", "Thay đổi điểm mất", "Change in points lost"),
    Column("lost_share", "share", "Tỷ trọng điểm mất", "Share of all lost"),
    Column("lost_to_best", "score", "Kém {place} cao nhất", "Behind the best"),
    Column("lost_to_mean", "change", "Kém trung bình {whole} (− là hơn)", "Behind the {national} mean (− is ahead)"),
    Column("low", "score", "Cận dưới", "Lower bound"),
    Column("low_share", "share", "Cận dưới", "Low end"),
    Column("lower_quartile", "score", "Tứ phân vị dưới", "Lower quartile"),
    Column("lower_quartile_share", "share", "Tứ phân vị dưới (tỷ lệ)", "Lower quartile (share)"),
    Column("lowest", "score", "Thấp nhất", "Lowest"),
    Column("lowest_place", "text", "Thấp nhất", "Lowest"),
    Column("lowest_r", "hundredth", "r thấp nhất", "Lowest r"),
    Column("lowest_score", "score", "Điểm thấp nhất", "Lowest score"),
    Column("lowest_share", "share", "Thấp nhất (tỷ lệ)", "Lowest (share)"),
    Column("mark", "text", "Mốc so sánh", "Held against"),
    Column("matter_name", "text", "Nội dung", "Matter"),
    Column("max_score", "score", "Điểm tối đa", "Maximum"),
    Column("mean", "score", "Trung bình", "Mean"),
    Column("mean_r", "hundredth", "r trung bình", "Mean r"),
    Column("mean_share", "share", "Trung bình {whole} (tỷ lệ)", "{national:cap} mean (share)"),
    Column("measure", "text", "Số đo", "Measure"),
    Column("measured_share", "share", "Phần bộ cũ còn đo", "Old framework still measured"),
    Column("median_share", "share", "Trung vị (tỷ lệ)", "Median (share)"),
    Column("missing_places", "text", "{place:cap} cũ thiếu điểm", "Old {places} without a score"),
    Column("n", "count", "Số {place}", "{places:cap}"),
    Column("n_all", "count", "Tất cả thành phần", "All parts"),
    Column("n_asked", "count", "Trong số", "Of"),
    Column("n_changes", "count", "Số thay đổi làm căn cứ", "Changes it rests on"),
    Column("n_draws", "count", "Số lần mô phỏng", "Draws"),
    Column("n_in_region", "count", "Số {place} trong {group}", "{places:cap} in the {group}"),
    Column("n_known", "count", "Số {place} cũ có điểm", "Old {places} with a score"),
    Column("n_parts", "count", "Số thành phần hoặc {place} cũ", "Parts or old {places}"),
    Column("n_peers", "count", "Số {place} tương đồng", "Similar {places}"),
    Column("n_provinces", "count", "Số {place}", "{places:cap}"),
    Column("n_ranked", "count", "Số {place} xếp hạng", "{places:cap} ranked"),
    Column("n_regions", "count", "Số {group}", "{groups:cap}"),
    Column("n_unverified", "count", "Nối chưa kiểm chứng", "Links not verified"),
    Column("n_years", "count", "Số năm so sánh được", "Comparable years"),
    Column("national_mean", "score", "Trung bình {whole}", "{national:cap} mean"),
    Column("national_median", "score", "Trung vị {whole}", "{national:cap} median"),
    Column("national_overclaim", "score", "Chênh lệch trung bình {whole}", "{national:cap} mean of it"),
    Column("national_share", "share", "{whole:cap}", "{national:cap}"),
    Column("net_p_value", "p_value", "p so với {whole}", "p net of {whole}"),
    Column("net_q_value", "p_value", "q so với {whole}", "q net of {whole}"),
    Column("net_tau", "hundredth", "τ so với {whole}", "τ net of {whole}"),
    Column("neutral_share", "share", "Bình thường", "Neutral"),
    Column("next_down_provinces", "text", "{place:cap} xếp ngay dưới", "Next below"),
    Column("next_up_provinces", "text", "{place:cap} xếp ngay trên", "Next above"),
    Column("nominal_weight", "share", "Trọng số danh nghĩa", "Nominal weight"),
    Column("note", "text", "Ghi chú", "Note"),
    Column("other", "text", "Thành phần kia", "The other part"),
    Column("output", "text", "Kết quả", "Output"),
    Column("overclaim", "score", "Chênh lệch tự đánh giá – thẩm định", "Claimed above granted"),
    Column("overclaim_years", "count", "Số năm liền", "Years in a row"),
    Column("own_trend", "code", "Xu hướng của riêng điểm", "Trend of the score itself"),
    Column("p_adjusted", "p_value", "p (đã điều chỉnh)", "p (adjusted)"),
    Column("p_value", "p_value", "Giá trị p", "p-value"),
    Column("parent", "text", "Thuộc", "Part of"),
    Column("parent_code", "code", "Mã cấp trên", "Parent code"),
    Column("parts", "count", "Số thành phần", "Parts"),
    Column("peer_mean", "score", "TB tương đồng", "Mean of similar {places}"),
    Column("peers_better", "count", "Số {place} cao hơn", "{places:cap} above"),
    Column("percentile", "share", "Vị trí phần trăm", "Percentile"),
    Column("performance", "rank_change", "Do kết quả", "From results"),
    Column("place", "text", "Nơi", "Place"),
    Column("places_gained", "count", "Số bậc tăng", "Places gained"),
    Column("points", "score", "Điểm thêm", "Points more"),
    Column("points_needed", "score", "Điểm cần thêm", "Points needed"),
    Column("points_so_far", "score", "Cộng dồn", "Points so far"),
    Column("population", "tenth", "Dân số (nghìn người)", "Population (thousand)"),
    Column("printed", "text", "Như đã in", "As printed"),
    Column("province", "text", "{place_or_city:cap}", "{place:cap}"),
    Column("province_code", "text", "Mã {place}", "{place:cap} code"),
    Column("province_share", "share", "{place:cap}", "{place:cap}"),
    Column("pull", "change", "Mức kéo", "Pull"),
    Column("pull_place", "text", "Kéo xuống nhiều nhất", "Pulls down most"),
    Column("q_value", "p_value", "q", "q"),
    Column("quartile", "count", "Nhóm phần tư", "Quarter"),
    Column("r2_within", "hundredth", "R² trong {place}", "R² within"),
    Column("rank", "count", "Thứ hạng", "Rank"),
    Column("rank_after", "count", "Hạng mới", "New rank"),
    Column("rank_before", "count", "Thứ hạng trước", "Rank before"),
    Column("rank_change", "rank_change", "Thay đổi bậc", "Change in places"),
    Column("rank_difference", "rank_change", "Chênh lệch bậc", "Difference in places"),
    Column("rank_held", "count", "Thứ hạng theo bộ cũ", "Rank under the old framework"),
    Column("rank_high", "count", "Hạng kém nhất", "Worst rank"),
    Column("rank_in_region", "count", "Hạng trong {group}", "Rank in the {group}"),
    Column("rank_low", "count", "Hạng tốt nhất", "Best rank"),
    Column("rank_now", "count", "Hạng nay", "Rank now"),
    Column("rank_width", "count", "Độ rộng khoảng thứ hạng", "Places in the range"),
    Column("reached_by_best", "score", "Đạt nếu tới mức cao nhất", "Reached at the best"),
    Column("reached_by_maximum", "score", "Đạt nếu tới tối đa", "Reached at the maximum"),
    Column("reason", "text", "Lý do", "Reason"),
    Column("received", "text", "Ngày nhận", "Received"),
    Column("recovered_to", "text", "Cải thiện tới", "Recovered to"),
    Column("region", "text", "{group:cap}", "{group:cap}"),
    Column("regional_mean", "score", "Trung bình {group}", "{regional:cap} mean"),
    Column("respondents", "count", "Số người trả lời", "Respondents"),
    Column("rho", "hundredth", "ρ Spearman", "Spearman's ρ"),
    Column("role", "code", "Vai trò", "Role"),
    Column("role_in_task", "text", "Vai trò", "Part"),
    Column("row", "helper", "Hàng ô", "Tile row"),
    Column("row_label", "text", "Thành phần", "Part"),
    Column("run_years", "count", "Số năm liền", "Years in a row"),
    Column("satisfied_share", "share", "Hài lòng", "Satisfied"),
    Column("score", "score", "Điểm", "Score"),
    Column("score_after", "score", "Điểm mới", "New score"),
    Column("score_before", "score", "Điểm kỳ trước", "Score before"),
    Column("score_gap", "change", "Chênh lệch điểm", "Gap in points"),
    Column("segment", "helper", "Đoạn so sánh được", "Comparable stretch"),
    Column("self_score", "score", "Tự đánh giá", "Claimed"),
    Column("series", "text", "Các năm so sánh được", "Comparable years"),
    Column("series_first", "text", "Bộ chỉ số của bên so sánh", "Framework of the other side"),
    Column("series_second", "text", "Bộ chỉ số của bên chính", "Framework of this side"),
    Column("sha256", "text", "Mã băm của tệp", "Hash of the file"),
    Column("share", "share", "Tỷ lệ điểm đạt được", "Share reached"),
    Column("short", "text", "Chỉ số", "Index"),
    Column("short_name", "text", "Tên ngắn", "Short name"),
    Column("side", "text", "Bên", "Side"),
    Column("slope", "change", "Điểm mỗi năm", "Points a year"),
    Column("slope_high", "change", "Cận trên", "Upper bound"),
    Column("slope_low", "change", "Cận dưới", "Lower bound"),
    Column("source", "text", "Nguồn", "Source"),
    Column("spread", "score", "Độ lệch chuẩn", "Standard deviation"),
    Column("spread_share", "share", "Độ rộng khoảng giữa", "Width of the middle half"),
    Column("state", "code", "Mức đầy đủ", "Completeness"),
    Column("status", "text", "Trạng thái", "Status"),
    Column("streak", "text", "Chuỗi năm", "Run of years"),
    Column("take", "score", "Cần cải thiện", "To recover"),
    Column("target_place", "count", "Thứ hạng mục tiêu", "Target rank"),
    Column("target_score", "score", "Điểm mục tiêu", "Target score"),
    Column("task", "text", "Nhiệm vụ", "Task"),
    Column("tau", "hundredth", "Hệ số Kendall τ", "Kendall's τ"),
    Column("term", "text", "Đi cùng", "Goes with"),
    Column("tier", "text", "Loại nguồn", "Kind of source"),
    Column("tied_with", "count", "Số {place} đồng điểm", "{places:cap} tied"),
    Column("top_ten_share", "share", "Trong mười {place} đầu", "In the first ten"),
    Column("trend", "code", "Xu hướng", "Trend"),
    Column("upper_quartile", "score", "Tứ phân vị trên", "Upper quartile"),
    Column("upper_quartile_share", "share", "Tứ phân vị trên (tỷ lệ)", "Upper quartile (share)"),
    Column("urban_share", "share", "Tỷ lệ đô thị", "Urban share"),
    Column("value", "score", "Giá trị", "Value"),
    Column("variance_share", "share", "Phần của trục", "Share of the axis"),
    Column("verdict", "text", "Nhận định", "Verdict"),
    Column("weight_year", "year", "Năm trọng số", "Year of weights"),
    Column("year", "year", "Năm", "Year"),
    Column("year_after", "year", "Năm sau", "Year after"),
    Column("year_base", "year", "Năm gốc", "Base year"),
    Column("year_before", "year", "So với năm", "Against"),
    Column("year_from", "year", "Từ năm", "From"),
    Column("year_to", "year", "Đến năm", "To"),
    Column("years", "text", "Năm số liệu", "Years"),
    Column("years_below_median", "count", "Số năm kém trung vị", "Years below the median"),
    Column("years_heavy", "count", "Số năm mất nhiều", "Years heavy"),
)

OF_ALL = Column("n_ranked", "count", "Trên tổng", "Of")
"""Among how many it ranks, in a table over several indices that has the rank beside it."""

COLUMNS = {column.name: column for column in _COLUMNS}
"""The columns of the house by name."""
