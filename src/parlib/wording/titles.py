"""Short titles of exhibits, and the words that every face of simulated figures carries."""

from __future__ import annotations

from pathlib import Path

from parlib.terms import SHEET_MARK, SIMULATED_STEM, TOTAL
from parlib.wording.codes import NAMED_ONLY
from parlib.wording.nouns import speak
from parlib.wording.numbers import check_language
from parlib.wording.phrases import say

SIMULATED = "SỐ LIỆU MÔ PHỎNG / SIMULATED"
"""Stands on every page, slide and sheet made from simulated figures, in both languages whatever the language."""

LONGEST_NAME = 31
"""Letters that Excel lets the name of a sheet have."""

TITLES: dict[str, tuple[str, str]] = {
    # province and component pages
    "headline": ("Điểm và thứ hạng", "Score and rank"),
    "indices": ("Thứ hạng ở các chỉ số", "Ranks on all indices"),
    "position": ("Điểm theo vùng", "Scores by region"),
    "marks": ("Khoảng cách tới các mốc", "Distance to marks"),
    "place": ("Vị trí trong vùng", "Place in the region"),
    "history": ("Diễn biến qua các năm", "History"),
    "trend": ("Xu hướng", "Trend"),
    "chain": ("Chuỗi nối qua đổi bộ chỉ số", "Chained over frameworks"),
    "causes": ("Vì sao đổi thứ hạng", "Why the rank changed"),
    "merged": ("Tỉnh mới và các tỉnh cũ", "The new province, its old"),
    "part_gaps": ("Chênh lệch các tỉnh cũ", "Gaps of old provinces"),
    "expected": ("Dự kiến nếu không đổi", "Expected if unchanged"),
    "streaks": ("Chuỗi năm dẫn đầu", "Runs of years"),
    "profile": ("Các chỉ số thành phần", "Components"),
    "strengths": ("Điểm mạnh, điểm yếu", "Strengths and weaknesses"),
    "shares": ("Tỷ lệ điểm qua các năm", "Shares over the years"),
    "gains": ("Thành phần tăng, giảm", "Rises and falls"),
    "largest": ("Điểm mất nhiều nhất", "Largest losses"),
    "components": ("Bảng chỉ số thành phần", "Table of components"),
    "losses": ("Điểm bị mất", "Points lost"),
    "lasting": ("Điểm mất kéo dài, mới", "Lasting and new losses"),
    "claims": ("Tự đánh giá và thẩm định", "Claimed and granted"),
    "sides": ("Tài liệu và điều tra", "Documents and surveys"),
    "agencies": ("Điểm mất theo cơ quan", "Points lost by agency"),
    "reasons": ("Lý do mất điểm", "Reasons for points lost"),
    "peers": ("Địa phương tương đồng", "Similar provinces"),
    "peer_parts": ("So với nơi tương đồng", "Against similar provinces"),
    "groups": ("So với các nhóm tỉnh", "Against groups"),
    "companions": ("Các yếu tố liên quan", "What goes with it"),
    "correlates": ("Tương quan giữa các tỉnh", "Correlations"),
    "recovery": ("Nếu khắc phục điểm mất", "If losses are recovered"),
    "curve": ("Điểm cần cho mỗi bậc", "Points for each place"),
    "cheapest": ("Phương án tối thiểu", "Fewest losses to recover"),
    "certainty": ("Khoảng thứ hạng", "Range of ranks"),
    "sureness": ("Độ tin cậy thứ hạng", "How sure the rank is"),
    "matters": ("Cùng nội dung, chỉ số khác", "Same matter elsewhere"),
    "integrity": ("Liêm chính", "Integrity"),
    "held": ("Được phân công", "Components held"),
    "tasks": ("Nhiệm vụ", "Tasks"),
    "promises": ("Nhiệm vụ năm trước", "Last year's promises"),
    "years": ("Năm năm gần nhất", "The last five years"),
    "survey_shares": ("Người trả lời hài lòng", "Satisfied respondents"),
    "survey_groups": ("Theo lĩnh vực, địa bàn", "By field and district"),
    "expectations": ("Mong đợi của người dân", "What people expect"),
    "actions": ("Nhiệm vụ và trách nhiệm", "Tasks and responsibility"),
    "answer": ("Trả lời ngắn", "The answer"),
    "facts": ("Số liệu đã in", "Printed facts"),
    "sources": ("Nguồn số liệu", "Sources"),
    "checks": ("Đối chiếu với số liệu đã in", "Checked against print"),
    "conflicts": ("Chỗ không khớp đã biết", "Known conflicts"),
    # national page
    "course": ("Trung bình cả nước", "National mean"),
    "map": ("Bản đồ ô", "Tile map"),
    "ranking": ("Xếp hạng", "Ranking"),
    "movers": ("Tăng, giảm nhiều nhất", "Largest moves"),
    "regions": ("Các vùng", "Regions"),
    "split": ("Vì sao thứ hạng thay đổi", "Why ranks changed"),
    "between": ("Chênh lệch giữa các vùng", "Between regions"),
    "spread": ("Phân bố của các tỉnh", "Distribution"),
    "inequality": ("Mức chênh lệch", "Inequality"),
    "convergence": ("Xích lại gần nhau", "Convergence"),
    "pairs": ("Tương quan thành phần", "Correlations of parts"),
    "levels": ("Độ gắn kết theo cấp", "Coherence by level"),
    "lasting_parts": ("Phần bền vững của điểm", "What lasts of the scores"),
    "reliability": ("Độ tin cậy nội tại", "Reliability"),
    "axes": ("Các trục chính", "Principal axes"),
    "weights": ("Trọng số thực tế", "Effective weights"),
    "smallest_weights": ("Trọng số thành phần nhỏ", "Weights, smallest parts"),
    "ceilings": ("Thành phần chạm trần", "Parts at the ceiling"),
    # comparison page
    "two_sides": ("So sánh hai bên", "Both sides"),
    "paths": ("Hai bên qua các năm", "Both over the years"),
    "ranges": ("Khoảng thứ hạng hai bên", "Ranges of both ranks"),
    "parts": ("Từng chỉ số thành phần", "Component by component"),
    "explained": ("Chênh lệch từ đâu", "Where the gap comes from"),
    "uncompared": ("Không so sánh được", "Not compared"),
    "full": ("Bảng so sánh đầy đủ", "Full comparison"),
}
"""Exhibit name to its title, at most 27 letters, so that a sheet can be named by it."""


def title_exhibit(name: str, language: str, finding: str = "") -> str:
    """Return the title of an exhibit; one that has none yet is called by its *finding*, else by its name.

    Examples
    --------
    >>> title_exhibit("losses", "vi"), title_exhibit("new", "en", "Six fell.")
    ('Điểm bị mất', 'Six fell.')
    """
    place = 0 if check_language(language) == "vi" else 1
    return speak(TITLES[name][place]) if name in TITLES else finding or name


def name_back_cast(edition: str, language: str) -> str:
    """Return what a year told for the 34 is called: ``PAPI 2024, quy đổi theo 34 tỉnh, thành phố``.

    Examples
    --------
    >>> name_back_cast("PAPI 2024", "en")
    'PAPI 2024, back-cast to the 34 provinces'
    """
    return say(language, f"{edition}, quy đổi theo 34 tỉnh, thành phố", f"{edition}, back-cast to the 34 provinces")


def number_component(code: str | None) -> str:
    """Return the number that a component has in print; the index as a whole has none, nor a part named only (``P1``).

    Examples
    --------
    >>> [number_component(code) for code in ("3.10", "total", "P1", None)]
    ['3.10', '', '', '']
    """
    return "" if not code or code == TOTAL or NAMED_ONLY.fullmatch(code) else code


def name_component(code: str | None, name: str | None) -> str:
    """Return what a component is called: ``4. Kiểm soát tham nhũng``.

    Examples
    --------
    >>> name_component("4", "Kiểm soát tham nhũng"), name_component("total", "SIPAS")
    ('4. Kiểm soát tham nhũng', 'SIPAS')
    """
    return ". ".join(filter(None, (number_component(code), name)))


def name_level(code: str, component: str, whole: str) -> str:
    """Return what stands above the title of a component: its number behind the word *component*, or the word *whole*.

    Examples
    --------
    >>> [name_level(code, "Component", "Index as a whole") for code in ("4", "P1", "total")]
    ['Component 4', 'Component', 'Index as a whole']
    """
    return whole if code == TOTAL else f"{component} {number_component(code)}".rstrip()


def name_file(path: Path, simulated: bool) -> Path:
    """Return the name of a file; one made from simulated figures says so.

    Examples
    --------
    >>> name_file(Path("a.docx"), True).name, name_file(Path("a.docx"), False).name
    ('a-SO-LIEU-MO-PHONG-SIMULATED.docx', 'a.docx')
    """
    if not simulated or SIMULATED_STEM in path.stem:
        return path
    return path.with_name(f"{path.stem}{SIMULATED_STEM}{path.suffix}")


def mark_sheet(name: str) -> str:
    """Return the name of a sheet of simulated figures: the mark stays whole, the name before it is cut.

    Examples
    --------
    >>> mark_sheet("Hài lòng"), mark_sheet("22 Quảng Ninh, toàn bộ các tiêu chí")
    ('Hài lòng SIMULATED', '22 Quảng Ninh, toàn b SIMULATED')
    >>> mark_sheet("Hài lòng SIMULATED")
    'Hài lòng SIMULATED'
    """
    plain = name.removesuffix(SHEET_MARK).strip()
    return f"{plain[: LONGEST_NAME - len(SHEET_MARK) - 1].strip()} {SHEET_MARK}"
