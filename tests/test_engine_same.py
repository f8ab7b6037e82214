"""What a notebook would find in a fresh process chooses or refuses the warm one: it finds the same."""

import os
import threading

import pytest
from test_engine_failures import modules, read_warnings, run  # noqa: F401

from parlib.engine import borrowed
from parlib.engine.entry import find_obstacle

pytestmark = pytest.mark.skipif(find_obstacle("python3", {}) is not None, reason="processes are not forked here")


@pytest.fixture
def kept(modules, monkeypatch):  # noqa: F811
    """A folder with a module that is imported once, ahead."""
    (modules / "kept.py").write_text("import os\nvalue = os.environ.get('A_SETTING', 'none')\n")
    monkeypatch.setenv("PARLIB_PRELOAD", "kept")
    (modules / "elsewhere").mkdir()
    return modules


def test_an_edit_of_what_was_imported_is_seen_at_the_next_run(kept):
    assert run(kept / "a.ipynb", "import kept; kept.value", cwd=str(kept / "elsewhere")) == ["'none'"]
    (kept / "kept.py").write_text("value = 'edited'\n")
    assert run(kept / "b.ipynb", "import kept; kept.value", cwd=str(kept / "elsewhere")) == ["'edited'"]


@pytest.mark.parametrize(
    "setting",
    ["import os; os.environ['A_SETTING'] = '1'", "%env A_SETTING=1", "import os; os.environ |= {'A_SETTING': '1'}"],
)
def test_a_variable_that_is_set_before_an_import_is_what_the_import_reads(kept, caplog, setting):
    assert run(kept / "a.ipynb", setting, "import kept; kept.value")[1] == "'1'"
    assert "sets what is read while libraries are imported" in read_warnings(caplog)[0]


def test_a_module_beside_the_notebook_goes_before_what_was_imported(kept, monkeypatch, caplog):
    monkeypatch.setenv("PARLIB_PRELOAD", "cycler")
    (kept / "elsewhere" / "cycler.py").write_text("value = 'beside'\n")
    assert run(kept / "a.ipynb", "import cycler; cycler.value", cwd=str(kept / "elsewhere")) == ["'beside'"]
    assert "cycler.py in its folder goes before what was imported" in read_warnings(caplog)[0]


def test_a_notebook_goes_on_when_another_thread_changes_the_environment(kept, monkeypatch):
    shown, begun = [], kept / "begun"
    slow = f"open({str(begun)!r}, 'w').close(); import time; time.sleep(3); 'whole'"
    thread = threading.Thread(target=lambda: shown.extend(run(kept / "a.ipynb", slow)))
    thread.start()
    while not begun.exists():
        assert thread.is_alive()
    monkeypatch.setenv("A_SETTING", "other")
    assert run(kept / "b.ipynb", "import kept; kept.value", cwd=str(kept / "elsewhere")) == ["'other'"]
    thread.join()
    assert shown == ["'whole'"]


def test_spawned_children_import_what_lies_beside_each_notebook(kept):
    spawn = "import multiprocessing as m\nwith m.get_context('spawn').Pool(1) as p: print(p.map(work.double, [4]))"
    for name in ("first", "second"):
        (kept / name).mkdir()
        (kept / name / "work.py").write_text("def double(x): return x * 2")
        assert run(kept / f"{name}.ipynb", "import work", spawn, cwd=str(kept / name))[1] == "[8]\n"
    assert os.environ["PARLIB_PRELOAD"] == "kept"


def test_the_first_warm_process_imports_what_its_notebook_names_and_the_next_everything(kept, monkeypatch):
    (kept / "more.py").write_text("")
    monkeypatch.delenv("PARLIB_PRELOAD")
    monkeypatch.setattr("parlib.engine.run.choose_preload", lambda: ("kept", "more"))
    monkeypatch.setattr(borrowed, "_current", None)
    monkeypatch.setattr(borrowed, "_current_key", None)
    look, one = "import sys; [n for n in ('ke' + 'pt', 'mo' + 're') if n in sys.modules]", "import kept"
    at = {"cwd": str(kept / "elsewhere")}
    assert run(kept / "a.ipynb", look, **at) == ["[]"]
    first = borrowed._current
    assert run(kept / "b.ipynb", look, **at) == ["[]"]
    assert borrowed._current is first
    assert run(kept / "c.ipynb", look, one, **at)[0] == "['kept', 'more']"
    assert run(kept / "d.ipynb", look, **at) == ["['kept', 'more']"]
    borrowed._current.close()
