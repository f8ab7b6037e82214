from coverage_rooms import count_rooms, find_low


def summary(statements, run):
    return {"summary": {"num_statements": statements, "covered_lines": run}}


def test_files_are_counted_by_room_and_low_ones_named():
    files = {
        "src/parlib/study/losses.py": summary(10, 9),
        "src/parlib/study/peers.py": summary(30, 27),
        "src/parlib/terms.py": summary(10, 4),
    }
    statements, run = count_rooms({"files": files})
    assert (statements["study"], run["study"]) == (40, 36)
    assert find_low(statements, run, 80, {"study": 90, "terms": 50, "gone": 1}) == [
        "terms: 40.0% is below 50%",
        "gone: 0.0% is below 1%",
    ]
    assert find_low(statements, run, 81, {}) == ["all: 80.0% is below 81%"]
