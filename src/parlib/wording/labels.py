"""Short words for axes, legends and marks of pictures, in both languages."""

from __future__ import annotations

from parlib.language.vocabulary import Vocabulary

_LABELS: dict[str, tuple[str, str]] = {
    "province": ("{place_or_city:cap}", "{place:cap}"),
    "region": ("{group:cap}", "{group:cap}"),
    "year": ("Năm", "Year"),
    "component": ("Chỉ số thành phần", "Component"),
    "score": ("Điểm", "Score"),
    "share": ("Tỷ lệ điểm đạt được", "Share reached"),
    "rank": ("Thứ hạng", "Rank"),
    "change": ("Thay đổi điểm", "Change in points"),
    "rank_change": ("Thay đổi bậc", "Change in places"),
    "national_mean": ("Trung bình {national}", "{national:cap} mean"),
    "national_median": ("Trung vị {national}", "{national:cap} median"),
    "regional_mean": ("Trung bình {group}", "{regional:cap} mean"),
    "lower_quartile": ("Tứ phân vị dưới", "Lower quartile"),
    "upper_quartile": ("Tứ phân vị trên", "Upper quartile"),
    "lowest": ("Thấp nhất", "Lowest"),
    "best": ("Cao nhất", "Best"),
    "lost": ("Điểm bị mất", "Points lost"),
    "source": ("Nguồn", "Source"),
    "mean_share": ("Trung bình {national} (tỷ lệ)", "{national:cap} mean (share)"),
    "lowest_share": ("Thấp nhất (tỷ lệ)", "Lowest (share)"),
    "lower_quartile_share": ("Tứ phân vị dưới (tỷ lệ)", "Lower quartile (share)"),
    "median_share": ("Trung vị (tỷ lệ)", "Median (share)"),
    "upper_quartile_share": ("Tứ phân vị trên (tỷ lệ)", "Upper quartile (share)"),
    "best_share": ("Cao nhất (tỷ lệ)", "Best (share)"),
    "best_to_median": ("Tới {place} cao nhất", "Up to the best"),
    "below_median": ("Kém trung vị", "Below the median"),
    "gap": ("Chênh lệch", "Gap"),
    "high": ("Cận trên", "Upper bound"),
    "low": ("Cận dưới", "Lower bound"),
    "difference": ("Chênh lệch điểm", "Difference in points"),
    "measure": ("Số đo", "Measure"),
    "merged_name": ("{name} mới", "new {name}"),
    "merged_range": ("Dải theo các trọng số", "Range over weightings"),
    "merged_partial": ("Một phần: thiếu {place} cũ", "Partial: an old {place} is missing"),
    "middle_half": ("Khoảng giữa (25–75%)", "Middle half (25–75%)"),
    "national_range": ("Khoảng thấp nhất – cao nhất", "Range, lowest to best"),
    "break": ("Không so sánh qua mốc này", "Not compared across"),
    "no_data": ("Không có số liệu", "No data"),
    "one_province": ("Một {place_or_city}", "One {place}"),
    "provinces": ("{places}", "{places}"),
    "same_score": ("Số {place} bằng điểm nhau", "Number of {places} with the same score"),
    "subject": ("{here:cap} được phân tích", "This {place}"),
    "trend": ("Xu hướng", "Trend"),
    "share_short": ("Tỷ lệ", "Share"),
    "cell_rank": ("Số trong ô: thứ hạng", "Number in a cell: rank"),
    "cell_share": ("Số trong ô: tỷ lệ điểm đạt được", "Number in a cell: share reached"),
    "cell_no_data": ("ô gạch chéo: không có số liệu", "hatched cell: no data"),
    "cell_break": ("vạch đậm: không so sánh với năm trước", "heavy line: not compared with the year before"),
    "gap_share": ("Chênh lệch (điểm %)", "Gap (% points)"),
    "change_share": ("Thay đổi (điểm %)", "Change (% points)"),
    "before": ("Trước", "Before"),
    "after": ("Sau", "After"),
    "up": ("tăng", "up"),
    "down": ("giảm", "down"),
    "cumulative_share": ("Tỷ lệ cộng dồn", "Running share"),
    "everyone": ("{place:cap} cao nhất cũng mất", "The best loses it too"),
    "to_best": ("Từ {place} cao nhất đến trung vị", "From the best to the median"),
    "to_median": ("Kém trung vị {national}", "Behind the {national} median"),
    "distance": ("Độ khác biệt", "Distance"),
    "role_peer": ("{place:cap} tương đồng", "Similar {place}"),
    "role_top": ("{place:cap} dẫn đầu", "Leading {place}"),
    "role_region": ("{place:cap} cùng {group}", "Same {group}"),
    "estimate": ("Ước lượng [khoảng tin cậy]", "Estimate [interval]"),
    "estimate_alone": ("Ước lượng", "Estimate"),
    "confidence_interval": ("Khoảng tin cậy", "Interval"),
    "interval_clear": ("Khoảng tin cậy không chứa 0", "Interval without 0"),
    "interval_zero": ("Khoảng tin cậy chứa 0", "Interval with 0"),
    "interval": ("Khoảng dao động của điểm", "Range of the score"),
    "interval_subject": ("Khoảng của {here} được phân tích", "Interval of this {place}"),
    "rank_range": ("Thứ hạng có thể", "Possible ranks"),
    "now": ("Hiện nay", "Now"),
    "target": ("Mục tiêu", "Target"),
    "strong": ("Nhóm đầu (25%)", "Top quartile"),
    "between": ("Ở giữa", "In between"),
    "weak": ("Nhóm cuối (25%)", "Bottom quartile"),
    "places_behind": ("Vị trí trong bảng xếp hạng (100%: thứ nhất)", "Place in the ranking (100%: first)"),
    "da_nang": ("Đà Nẵng", "Da Nang"),
    "khanh_hoa": ("Khánh Hòa", "Khanh Hoa"),
    "hoang_sa": ("Quần đảo\nHoàng Sa", "Hoang Sa\narchipelago"),
    "truong_sa": ("Quần đảo\nTrường Sa", "Truong Sa\narchipelago"),
}

LABELS = Vocabulary("labels", _LABELS, given=("name",))
"""Words by term; those for places are fields."""


def label(term: str, language: str) -> str:
    """Return the word for *term* in *language*, as it is for the places that are spoken of.

    Raises
    ------
    KeyError
        If the term has no word yet: add it to ``LABELS`` in both languages.

    Examples
    --------
    >>> label("rank", "vi"), label("rank", "en")
    ('Thứ hạng', 'Rank')
    """
    return LABELS.say(term, language)
