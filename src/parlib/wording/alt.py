"""What each kind of picture shows, for those who cannot see it."""

from __future__ import annotations

from parlib.language import Cell, Message, Text, Voice, method
from parlib.language.vocabulary import VocabularyError

PICTURES = {
    "strip": Message(
        "Biểu đồ chấm: mỗi chấm là điểm của một {place_or_city}, xếp theo {group}; {who} được tô đậm.",
        "Dot plot: each dot is {a_place}'s score, by {group}; {who} stands out.",
    ),
    "history": Message(
        "Biểu đồ đường: điểm của {who} qua các năm bên trung vị và khoảng giữa của {whole}.",
        "Line chart: the score of {who} over the years beside the {national} median and middle half.",
    ),
    "merged": Message(
        "Biểu đồ đường: điểm quy đổi của {here} mới qua các năm với dải theo trọng số, sau đó là các {places} cũ.",
        "Line chart: the back-cast score of the new {place} over the years with its range over "
        "weightings, the old {places} behind it.",
    ),
    "pareto": Message(
        "Biểu đồ thanh xếp chồng: điểm bị mất theo từng thành phần của {who}, chia phần mọi {places} đều "
        "mất, phần tới {place} cao nhất và phần kém trung vị.",
        "Stacked bars: points lost by {who}, part by part, cut into what everyone loses, the way to the "
        "best and what lies below the median.",
    ),
    "peers": Message(
        "Biểu đồ chấm: điểm của {who} và các {places} tương đồng.",
        "Dot chart: the score of {who} and of similar {places}.",
    ),
    "coefficients": Message(
        "Biểu đồ hệ số với khoảng tin cậy quanh mốc không.", "Estimates with their intervals around zero."
    ),
    "curve": Message(
        "Biểu đồ bậc thang: mỗi mức điểm ứng với thứ hạng nào.", "Stair chart: which place each score would have won."
    ),
    "interval": Message(
        "Biểu đồ khoảng: điểm của từng {place_or_city} và khoảng thứ hạng có thể.",
        "Interval chart: each {place}'s score and the places it may hold.",
    ),
    "series": Message("Biểu đồ đường theo năm, mỗi số đo một ô.", "Lines over the years, one panel a measure."),
    "spine": Message(
        "Biểu đồ trục: vị trí của {who} giữa {place} thấp nhất và {place} cao nhất trên từng chỉ số thành phần.",
        "Spine chart: where {who} lies between the lowest and the best {place} on each component.",
    ),
    "verdicts": Message(
        "Biểu đồ trục: {who} ở giữa vị trí cuối và vị trí đầu bảng xếp hạng trên từng chỉ số thành phần "
        "của mọi chỉ số; màu và hình của dấu cho biết thuộc nhóm đầu hay nhóm cuối.",
        "Spine chart: where {who} lies between last and first place on each component of every index; "
        "colour and form of a mark tell the top from the bottom quartile.",
    ),
    "heat": Message(
        "Bảng màu: tỷ lệ điểm đạt được của {who} theo chỉ số thành phần và năm.",
        "Heat table: share of points reached by {who}, by component and year.",
    ),
    "movers": Message(
        "Biểu đồ thay đổi: điểm năm trước và năm nay.", "Change chart: the score the year before and this year."
    ),
    "pairs": Message(
        "Biểu đồ chấm đôi: hai giá trị cạnh nhau ở mỗi hàng.", "Paired dots: two values side by side in each row."
    ),
    "paths": Message(
        "Biểu đồ đường: điểm của {who} qua các năm bên cạnh bên so sánh.",
        "Line chart: the score of {who} over the years beside the other side.",
    ),
    "lead": Message(
        "Biểu đồ thanh về hai phía: {who} hơn hoặc kém bao nhiêu điểm ở từng thành phần.",
        "Bars to both sides: by how many points {who} is ahead or behind on each part.",
    ),
    "stacks": Message(
        "Biểu đồ thanh về hai phía: thay đổi thứ hạng chia theo nguyên nhân.",
        "Bars to both sides: changes of rank split by cause.",
    ),
    "spread": Message(
        "Biểu đồ hộp theo năm: {place} thấp nhất, khoảng giữa, trung vị, trung bình và {place} cao nhất.",
        "Boxes over the years: lowest {place}, middle half, median, mean and best {place}.",
    ),
    "matrix": Message(
        "Bảng màu các hệ số từ {lowest} đến {highest}; xanh là dương, tím là âm, số ghi trong ô.",
        "Colour table of coefficients from {lowest} to {highest}; blue is positive, purple negative, the "
        "number stands in the cell.",
    ),
    "ranking": Message(
        "Biểu đồ thanh: điểm của các {places} có số liệu, từ cao đến thấp.",
        "Bar chart: the scores of the {places} that have one, highest first.",
    ),
    "tiles": Message(
        "Bản đồ ô: mỗi ô là một {place_or_city}, thêm hai ô quần đảo Hoàng Sa và Trường Sa; màu đậm là điểm cao.",
        "Tile map: a tile for each {place} and for the Hoang Sa and Truong Sa archipelagos; darker is higher.",
    ),
    "regions": Message(
        "Biểu đồ chấm: điểm của các {places} trong từng {group} và trung bình {group}.",
        "Dot plot: the scores of {places} in each {group} with the {regional} means.",
    ),
}
"""Chart kind to what it shows."""

_LIMITS = {"lowest": method(-1, "rank_change", "lowest"), "highest": method(1, "rank_change", "highest")}
"""What a coefficient lies between."""

if unknown := sorted(chart for chart, message in PICTURES.items() if message.fields - {"who", *_LIMITS}):
    raise VocabularyError(f"the alt text of {unknown[0]!r} has a field that nobody fills")


def describe_picture(chart: str, who: Cell, voice: Voice) -> Text:
    """Return the first part of the alt text of a picture: what kind it is and whom it shows.

    Examples
    --------
    >>> from parlib.language import about
    >>> from parlib.terms import INDICES
    >>> str(describe_picture("peers", about("Huế", "province_name"), Voice("en", INDICES["papi"])))
    'Dot chart: the score of Huế and of similar provinces.'
    """
    return voice.say(PICTURES[chart], who=who, **_LIMITS)
