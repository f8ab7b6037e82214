"""The engine where the warm process cannot be used: every run ends, as stock papermill would."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from made_notebooks import make_cell, make_notebook

from parlib.engine import borrowed, process
from parlib.engine.entry import find_obstacle
from parlib.engine.process import WarmFailure, WarmProcess
from parlib.engine.task import Task
from parlib.engine.workers import WarmWorkers

pytestmark = pytest.mark.skipif(find_obstacle("python3", {}) is not None, reason="processes are not forked here")

THREAD = "import threading, time\nthreading.Thread(target=time.sleep, args=(3600,), daemon=True).start()\n"


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """A folder of modules that can be imported, one of which starts a thread and is imported by others."""
    package = tmp_path / "threadpkg"
    package.mkdir()
    for name, source in {
        "__init__": "",
        "calm": "",
        "pool": THREAD,
        "user": "import threadpkg.pool",
        "user_of_user": "from threadpkg.user import __name__",
        "zeal": "import threadpkg.calm",
    }.items():
        (package / f"{name}.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def run(path, *sources, **options):
    """Run cells through the engine; return the text that each shows."""
    notebook = make_notebook(*map(make_cell, sources))
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for cell in notebook.cells:
        cell.outputs = []
    papermill.execute_notebook(notebook, str(path), engine_name="parlib", progress_bar=False, **options)
    ran = nbformat.read(path, 4)
    return ["".join(o.get("text") or o.data["text/plain"] for o in cell.get("outputs", [])) for cell in ran.cells]


def read_warnings(caplog):
    """Return what the engine warned of."""
    return [record.message for record in caplog.records if "stock engine" in record.message]


def test_start_refuses_what_starts_threads_and_all_that_imports_it(modules):
    warm = WarmProcess.start(["json", "threadpkg.*"])
    arguments = Path(f"/proc/{warm._program.pid}/cmdline").read_text()
    warm.close()
    assert warm.refused == ["threadpkg.pool", "threadpkg.user", "threadpkg.user_of_user"]
    assert arguments.count('"safe"') == 1


NATIVE = """
import _thread, ctypes, time, numpy
def wait():
    ctypes.CDLL(None).prctl(15, b"a-library's", 0, 0, 0)  # its name, as native libraries give one
    named.append(1)
    time.sleep(3600)
named = []
_thread.start_new_thread(wait, ())
while not named: time.sleep(0.01)
"""


def test_start_refuses_what_starts_threads_beside_those_of_numpy(modules):
    (modules / "native.py").write_text(NATIVE)
    warm = WarmProcess.start(["json", "native", "numpy"])
    warm.close()
    assert warm.refused == ["native"]


def test_start_leaves_out_a_preparation_that_starts_threads(modules):
    (modules / "prepared.py").write_text("def read(text):\n    import threadpkg.pool\ndef count(text): global n; n = 1")
    warm = WarmProcess.start(["prepared"], {"prepared:read": "", "prepared:count": ""})
    warm.close()
    assert warm.refused == []


def test_start_says_how_an_import_has_ended_it(modules):
    (modules / "leaves.py").write_text("import os; os._exit(5)")
    with pytest.raises(WarmFailure, match="left with exit status 5 while it imported"):
        WarmProcess.start(["leaves"])


def test_a_notebook_runs_whatever_is_preloaded(modules, monkeypatch, caplog):
    monkeypatch.setenv("PARLIB_PRELOAD", "json,threadpkg.*")
    assert run(
        modules / "a.ipynb", "import sys; print('threadpkg.calm' in sys.modules, 'threadpkg.pool' in sys.modules)"
    ) == ["True False\n"]
    assert read_warnings(caplog) == []


def test_an_import_that_never_ends_gives_way_to_stock(modules, monkeypatch, caplog):
    (modules / "endless.py").write_text("while True: pass")
    monkeypatch.setenv("PARLIB_PRELOAD", "endless")
    monkeypatch.setattr(process, "START_LIMIT", 2.0)
    assert run(modules / "a.ipynb", "1 + 1") == ["2"]
    [told] = read_warnings(caplog)
    assert told.startswith(
        "Engine parlib: the warm process was not ready after 2 seconds of imports, so papermill's stock"
    )


def test_a_warm_process_that_is_silent_gives_way_to_stock(modules, monkeypatch, caplog):
    monkeypatch.setenv("PARLIB_PRELOAD", "json")
    monkeypatch.setattr(process, "REPLY_LIMIT", 1.0)
    run(modules / "a.ipynb", "1")
    os.kill(borrowed._current._program.pid, signal.SIGSTOP)
    assert run(modules / "b.ipynb", "1 + 1") == ["2"]
    assert "did not answer within 1 seconds" in read_warnings(caplog)[0]
    caplog.clear()
    assert (run(modules / "c.ipynb", "1 + 2"), read_warnings(caplog)) == (["3"], [])


def test_a_kernel_that_ends_as_it_starts_gives_way_to_stock(modules, monkeypatch, caplog):
    (modules / "spoils.py").write_text("import ipykernel.kernelapp as k\nk.IPKernelApp.initialize = None")
    monkeypatch.setenv("PARLIB_PRELOAD", "spoils")
    assert run(modules / "a.ipynb", "1 + 1") == ["2"]
    assert "the forked kernel left with exit status 70 as it started" in read_warnings(caplog)[0]


def test_an_old_ipykernel_gives_way_to_stock(monkeypatch):
    monkeypatch.setattr("parlib.engine.entry.version", lambda name: "6.29.5")
    assert find_obstacle("python3", {}) == "ipykernel 6.29.5 cannot be forked, 7.2 and newer can"


def test_workers_give_way_to_stock_when_the_warm_process_cannot_start(modules, caplog):
    (modules / "leaves.py").write_text("import os; os._exit(5)")
    with WarmWorkers(1, preload=["leaves"], kernel_name="python3") as workers:
        [result] = workers.run([Task(make_notebook(make_cell("1")), modules / "a.ipynb")])
    assert (result.status, len(read_warnings(caplog))) == ("done", 1)


def test_workers_give_way_to_stock_when_the_warm_process_is_lost(modules, caplog):
    tasks = [Task(make_notebook(make_cell("1")), modules / f"{n}.ipynb") for n in range(4)]
    with WarmWorkers(1, preload=["json"], kernel_name="python3") as workers:
        results = workers.run(tasks)
        first = next(results)  # the next notebook is being run by now, and may be lost with its worker
        workers._pool._warm._program.kill()
        _, *others = results
    assert [result.status for result in (first, *others)] == ["done"] * 3
    assert len(read_warnings(caplog)) == 1


def test_half_a_surrogate_pair_ends_as_with_stock(tmp_path):
    assert run(tmp_path / "a.ipynb", "print('a\\ud800b')", "print('next')") == ["", "next\n"]


STARTS = """
from parlib.engine.process import WarmProcess
WarmProcess.start(["slow"])
"""


def test_a_warm_process_dies_with_its_parent_while_it_imports(modules):
    (modules / "slow.py").write_text(
        f"import os, time; open({str(modules / 'mark')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", STARTS])
    while not ((modules / "mark").exists() and (modules / "mark").read_text()):
        time.sleep(0.05)
    warm = Path("/proc", (modules / "mark").read_text())
    assert warm.exists()
    parent.kill()
    parent.wait()
    end = time.monotonic() + 5
    while warm.exists():
        assert time.monotonic() < end
        time.sleep(0.05)


LATE_END = """
import threading, time
from IPython.display import display
kernel, told = get_ipython().kernel, get_ipython().kernel._publish_status
def tell(status, *arguments, **options):
    if status == "idle":
        del kernel._publish_status
        time.sleep(6)
        display("late")
    told(status, *arguments, **options)
kernel._publish_status = tell
"""


def test_what_is_shown_long_after_the_answer_to_a_cell_is_not_given_up(tmp_path, caplog):
    assert run(tmp_path / "a.ipynb", LATE_END, "2") == ["'late'", "2"]
    assert "Timeout waiting" not in caplog.text
