"""What each kind of picture shows, for those who cannot see it."""

from __future__ import annotations

from parlib.wording.phrases import say

PICTURES = {
    "strip": ("Biểu đồ chấm: mỗi chấm là điểm của một tỉnh, xếp theo vùng; {who} được tô đậm.",
              "Dot plot: each dot is a province's score, by region; {who} stands out."),
    "history": ("Biểu đồ đường: điểm của {who} qua các năm bên trung vị và khoảng giữa của cả nước.",
                "Line chart: the score of {who} over the years beside the national median and middle half."),
    "merged": ("Biểu đồ đường: điểm quy đổi của tỉnh mới qua các năm với dải theo trọng số, sau đó là các tỉnh cũ.",
               "Line chart: the back-cast score of the new province over the years with its range over weightings, the old "
               "provinces behind it."),
    "pareto": ("Biểu đồ thanh xếp chồng: điểm bị mất theo từng thành phần của {who}, chia phần mọi tỉnh đều mất, phần tới "
               "tỉnh cao nhất và phần kém trung vị.",
               "Stacked bars: points lost by {who}, part by part, cut into what everyone loses, the way to the best and "
               "what lies below the median."),
    "peers": ("Biểu đồ chấm: điểm của {who} và các tỉnh tương đồng.", "Dot chart: the score of {who} and of similar provinces."),
    "coefficients": ("Biểu đồ hệ số với khoảng tin cậy quanh mốc không.", "Estimates with their intervals around zero."),
    "curve": ("Biểu đồ bậc thang: mỗi mức điểm ứng với thứ hạng nào.", "Stair chart: which place each score would have won."),
    "interval": ("Biểu đồ khoảng: điểm của từng tỉnh và khoảng thứ hạng có thể.",
                 "Interval chart: each province's score and the places it may hold."),
    "scatter": ("Biểu đồ tán xạ giữa hai chỉ số.", "Scatter plot of two indices."),
    "series": ("Biểu đồ đường theo năm, mỗi số đo một ô.", "Lines over the years, one panel a measure."),
    "losses": ("Biểu đồ thanh: điểm bị mất theo từng thành phần của {who}.",
               "Bar chart: points lost by {who}, part by part."),
    "spine": ("Biểu đồ trục: vị trí của {who} giữa tỉnh thấp nhất và tỉnh cao nhất trên từng chỉ số thành phần.",
              "Spine chart: where {who} lies between the lowest and the best province on each component."),
    "heat": ("Bảng màu: tỷ lệ điểm đạt được của {who} theo chỉ số thành phần và năm.",
             "Heat table: share of points reached by {who}, by component and year."),
    "movers": ("Biểu đồ thay đổi: điểm năm trước và năm nay.", "Change chart: the score the year before and this year."),
    "pairs": ("Biểu đồ chấm đôi: hai giá trị cạnh nhau ở mỗi hàng.", "Paired dots: two values side by side in each row."),
    "paths": ("Biểu đồ đường: điểm của {who} qua các năm bên cạnh bên so sánh.",
              "Line chart: the score of {who} over the years beside the other side."),
    "lead": ("Biểu đồ thanh về hai phía: {who} hơn hoặc kém bao nhiêu điểm ở từng thành phần.",
             "Bars to both sides: by how many points {who} is ahead or behind on each part."),
    "stacks": ("Biểu đồ thanh về hai phía: thay đổi thứ hạng chia theo nguyên nhân.",
               "Bars to both sides: changes of rank split by cause."),
    "spread": ("Biểu đồ hộp theo năm: tỉnh thấp nhất, khoảng giữa, trung vị, trung bình và tỉnh cao nhất.",
               "Boxes over the years: lowest province, middle half, median, mean and best province."),
    "matrix": ("Bảng màu các hệ số từ −1 đến +1; xanh là dương, tím là âm, số ghi trong ô.",
               "Colour table of coefficients from −1 to +1; blue is positive, purple negative, the number stands in the cell."),
    "ranking": ("Biểu đồ chấm: điểm của tất cả các tỉnh theo thứ hạng.", "Dot chart: the scores of all provinces by rank."),
    "tiles": ("Bản đồ ô: mỗi ô là một tỉnh, thêm hai ô quần đảo Hoàng Sa và Trường Sa; màu đậm là điểm cao.",
              "Tile map: a tile for each province and for the Hoang Sa and Truong Sa archipelagos; darker is higher."),
    "regions": ("Biểu đồ chấm: điểm của các tỉnh trong từng vùng và trung bình vùng.",
                "Dot plot: provinces' scores in each region with the regional means."),
}  # fmt: skip
"""Chart kind to what it shows, in Vietnamese and English."""


def describe_picture(chart: str, who: str, finding: str, language: str) -> str:
    """Return the alt text of a picture: what kind it is, whom it shows, what it says.

    Examples
    --------
    >>> describe_picture("losses", "Huế", "No points were lost.", "en")
    'Bar chart: points lost by Huế, part by part. No points were lost.'
    """
    vietnamese, english = PICTURES[chart]
    return f"{say(language, vietnamese, english).format(who=who)} {finding}"
