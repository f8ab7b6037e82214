"""A home in which a province has figures of every index, a scoreboard of its own with agencies, and two registers."""

import shutil

from made_partial import make_base
from made_registers import fill_in

from parlib.clean.run import clean_raw
from parlib.forms.register import take_in_register
from parlib.forms.scoreboard import write_scoreboard
from parlib.readers.register import log_file

YEAR = 2025


def make_full_home(folder, home):
    """Return a copy of *home* with a made PAR INDEX scoreboard of all 34 and registers of Quảng Ninh.

    The points are made, not issued: the files say nothing of simulation, for what is real may not stand beside it.
    """
    raw = folder / "full" / "data" / "raw"
    shutil.copytree(home / "data" / "raw", raw)
    shutil.copytree(home / "notebooks", folder / "full" / "notebooks")
    made, names, tree, points = make_base(folder / "base")
    framework = (made / "frameworks" / f"par_index_{YEAR}.csv").read_text(encoding="utf-8")
    for mark, plain in (("mô phỏng ", ""), ("imulated ", ""), ("SIMULATED", "made")):
        framework = framework.replace(mark, plain)
    (raw / "frameworks" / f"par_index_{YEAR}.csv").write_text(framework, encoding="utf-8")
    board = raw / "par_index" / f"par_index_{YEAR}_bang.xlsx"
    named = tree.assign(name_vi=tree["name_vi"].str.replace("mô phỏng ", ""), order=range(len(tree)))
    write_scoreboard(board, YEAR, named, names, points, simulated=False)
    log_file(raw, board, issuer="made", document="Bảng điểm dựng để thử")
    tasks = [{"component": "2.3.1", "lead_agency": "SYT", "deadline": "30/06/2026", "task": "Số hóa kết quả"}]
    take_in_register(
        raw, fill_in(folder / "par.xlsx", *tasks, holdings=[("1", "Sở Nội vụ")], year=YEAR, index="par_index")
    )
    take_in_register(raw, fill_in(folder / "papi.xlsx", {}, holdings=[("4", "SNV"), ("8", "STTTT")]))
    clean_raw(raw, folder / "full" / "data" / "processed")
    return folder / "full"
