"""data/raw changes all or nothing: killed at any step it is old or new, and nothing is left over."""

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from parlib.clean.journal import NothingToUndoError, change_raw, find_journal, hold_raw, list_changes, undo_change
from parlib.speech import say, tell

HERE = str(Path(__file__).parent)
STEPS = ("mkdir", "rename", "replace", "write_text", "unlink")


@pytest.fixture
def raw(tmp_path):
    raw = tmp_path / "data" / "raw"
    (raw / "par_index").mkdir(parents=True)
    (raw / "sources.csv").write_text("old", encoding="utf-8")
    (raw / "par_index" / "a.csv").write_text("old", encoding="utf-8")
    return raw


def list_texts(raw):
    return {path.relative_to(raw).as_posix(): path.read_text(encoding="utf-8") for path in raw.rglob("*.csv")}


def change(raw, text="new"):
    with hold_raw(raw) as work:
        (work / "n.csv").write_text(text, encoding="utf-8")
        new = dict.fromkeys(("sources.csv", "par_index/a.csv", "sipas/b.csv"), work / "n.csv")
        for place, file in enumerate(new):  # each file is moved once
            shutil.copyfile(work / "n.csv", work / f"{place}.csv")
            new[file] = work / f"{place}.csv"
        return change_raw(raw, new, f"wrote {text}")


def test_a_change_is_made_undone_and_listed(raw):
    before = list_texts(raw)
    assert change(raw).what == "wrote new"
    assert set(list_texts(raw).values()) == {"new"}
    assert change(raw) is None
    undo_change(raw)
    assert list_texts(raw) == before
    assert [entry.undone for entry in list_changes(raw)] == [True, True]
    with pytest.raises(NothingToUndoError, match=r"no change of .* is left to be undone"):
        undo_change(raw)


def test_a_file_that_was_changed_by_hand_is_not_undone(raw):
    change(raw)
    (raw / "sources.csv").write_text("by hand", encoding="utf-8")
    with pytest.raises(NothingToUndoError, match=r"sources.csv was changed by hand after 'wrote new'"):
        undo_change(raw)


@pytest.mark.parametrize("step", range(1, 25))
def test_killed_at_any_step_the_files_are_old_or_new(raw, step):
    script = textwrap.dedent(f"""
        import os, sys
        from pathlib import Path
        sys.path.insert(0, {HERE!r})
        import test_journal as tests
        left = {step}
        def stop(name):
            real = getattr(Path, name)
            def call(*given, **named):
                global left
                left -= 1
                if left == 0:
                    os._exit(9)
                return real(*given, **named)
            setattr(Path, name, call)
        for name in tests.STEPS:
            stop(name)
        tests.change(Path(sys.argv[1]))
    """)
    subprocess.run([sys.executable, "-c", script, raw], check=False)
    with hold_raw(raw):
        pass
    assert set(list_texts(raw).values()) in ({"old"}, {"new"})
    left = [path.name for path in find_journal(raw).iterdir() if path.name.startswith(".") and path.name != ".lock"]
    assert left == []


def test_changes_at_once_give_one_order(raw):
    script = "import sys; sys.path.insert(0, sys.argv[1]); import test_journal as t; from pathlib import Path; "
    script += "[t.change(Path(sys.argv[2]), sys.argv[3] + str(n)) for n in range(10)]"
    runs = [subprocess.Popen([sys.executable, "-c", script, HERE, raw, name]) for name in "AB"]
    assert [run.wait(120) for run in runs] == [0, 0]
    assert len(set(list_texts(raw).values())) == 1
    assert len(list_changes(raw)) == 20


def test_a_folder_that_cannot_be_written_is_left_as_it_was(raw, monkeypatch):
    def refuse(*_, **__):
        raise OSError(28, "No space left on device")

    before = list_texts(raw)
    with monkeypatch.context() as patch, hold_raw(raw) as work:
        (work / "n.csv").write_text("new", encoding="utf-8")
        patch.setattr(shutil, "copyfile", refuse)
        with pytest.raises(OSError, match="No space left"):
            change_raw(raw, {"sources.csv": work / "n.csv"}, "x")
    assert list_texts(raw) == before
    assert list_changes(raw) == []


def test_a_probe_that_a_killed_command_left_is_cleared(raw):
    (raw / "par_index" / ".parlib-probe-x").write_text("")
    with hold_raw(raw):
        pass
    assert [path.name for path in (raw / "par_index").iterdir()] == ["a.csv"]


@pytest.mark.slow
def test_killed_and_concurrent_commands_leave_old_or_new_figures(tmp_path):
    from prove_kills import prove  # all of it: 200 kills and 50 pairs

    ends, _, wrong = prove(tmp_path, 6, 1)
    assert wrong == []
    assert sum(many for (_, end), many in ends.items() if end == "killed") == 6


def test_what_was_undone_is_listed_in_the_language_of_the_reader(raw):
    with hold_raw(raw) as work:
        (work / "n.csv").write_text("new", encoding="utf-8")
        change_raw(
            raw, {"sources.csv": work / "n.csv"}, tell("added {name} ({index} {year})", name="a", index="b", year=2025)
        )
    undo_change(raw)
    assert [say(entry.what, "vi") for entry in list_changes(raw)] == ["thêm a (b 2025)", "hoàn tác: thêm a (b 2025)"]
