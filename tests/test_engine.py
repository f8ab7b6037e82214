"""The engine against stock papermill: the same notebooks through both, cell by cell.

Only times, numbers of processes, addresses in memory and places of temporary files are put aside before
comparing; neighbouring pieces of one stream are joined, since stock papermill cuts them by the clock.
"""

import difflib
import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import engine_notebooks
import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError
from papermill.exceptions import PapermillExecutionError
from stock_papermill import run_stock

from parlib.engine import atomic
from parlib.engine.entry import find_obstacle, is_own_kernel
from parlib.engine.framing import FrameBuffer, pack_frames
from parlib.engine.task import Failure, Task
from parlib.engine.workers import WarmWorkers
from parlib.files.atomic import write_whole
from parlib.runs.run import WARM_UP
from parlib.runs.template_language import choose_language

pytestmark = pytest.mark.skipif(find_obstacle("python3", {}) is not None, reason="processes are not forked here")


def make_notebook(*cells):
    """Make a notebook of code cells; a cell may be (source, tags)."""
    made = []
    for number, cell in enumerate(cells):
        source, tags = (cell, []) if isinstance(cell, str) else cell
        made.append(nbformat.v4.new_code_cell(source, id=f"c{number}", metadata={"tags": tags}))
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel})


def read_cells(text):
    """Read a notebook of `engine_notebooks`: cells parted by ``# %%``, with tags behind it."""
    parts = re.split(r"^# %%(.*)\n", text, flags=re.M)[1:]
    return make_notebook(
        *[(source.strip("\n"), tags.split()) for tags, source in zip(parts[::2], parts[1::2], strict=True)]
    )


SAME = {
    name: read_cells(getattr(engine_notebooks, name.upper()))
    for name in ("shown", "errors", "tables", "charts", "processes", "place", "widgets")
}
STOPS = {name: read_cells(text) for name, text in engine_notebooks.STOPS.items()}
LOSSES = {name: read_cells(text) for name, text in engine_notebooks.LOSSES.items()}


def run_notebook(notebook, path, engine, **options):
    """Run through papermill; return (notebook in the file, error or None)."""
    error = None
    try:
        if engine:
            copy = nbformat.from_dict(notebook)
            papermill.execute_notebook(copy, str(path), engine_name=engine, progress_bar=False, **options)
        else:
            run_stock(notebook, path, **options)
    except Exception as raised:
        error = raised
    return nbformat.read(path, 4), error


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    """Every notebook through both engines: {name: ((stock, error), (warm, error))}."""
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # ipykernel captures no descriptors where it sees this
    folder = tmp_path_factory.mktemp("runs")
    cases = SAME | STOPS | LOSSES
    jobs = [(name, engine) for engine in (None, "parlib") for name in cases]

    def run(job):
        name, engine = job
        options = {"execution_timeout": 1} if name == "endless" else {}
        return run_notebook(cases[name], folder / f"{name}-{engine}.ipynb", engine, **options)

    with ThreadPoolExecutor(3) as pool:
        results = dict(zip(jobs, pool.map(run, jobs), strict=True))
    return {name: (results[name, None], results[name, "parlib"]) for name in cases}


def settle(text):
    """Put aside what no two runs share."""
    text = re.sub(r"<dc:date>[^<]*", "", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    text = re.sub(r"(CPU times|Wall time).*", r"\1", text)
    text = re.sub(r"ipykernel_\d+/\d+\.py", "cell.py", text)
    text = re.sub(r"tmp\w+\.json", "kernel.json", text)
    text = re.sub(r"<tr>\s*<th>(Date|Time):</th>.*?</tr>", "", text)
    return re.sub(r"[0-9a-f]{32}", "id", text)


def say_outputs(cell):
    """Tell the outputs of a cell as text, with neighbouring pieces of one stream joined."""
    told = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and told and told[-1].get("name") == output.name:
            told[-1]["text"] += output.text
        else:
            told.append(json.loads(json.dumps(output)))
    return settle(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))


def say_cell(cell):
    """Tell everything of a cell that should be the same."""
    metadata = {key: value for key, value in cell.metadata.items() if key not in ("execution", "papermill")}
    mark = cell.metadata.get("papermill", {})
    source = re.sub(r'id="[^"]*"', "", cell.source)
    state = (mark.get("status"), mark.get("exception"))
    head = f"{cell.cell_type} {cell.get('execution_count')} {metadata} {state}"
    return [head, *source.splitlines(), *say_outputs(cell).splitlines()]


def compare(stock, warm):
    """Assert that two executed notebooks tell the same; what differs is shown line by line."""
    told = [[line for cell in nb.cells for line in say_cell(cell)] for nb in (stock, warm)]
    different = "\n".join(difflib.unified_diff(*told, "stock", "parlib", lineterm="", n=1))
    assert not different, different
    kept = [{key: nb.metadata.get(key) for key in ("kernelspec", "language_info")} for nb in (stock, warm)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("name", [name for name in SAME if name != "widgets"])
def test_engine_shows_what_stock_shows(runs, name):
    (stock, stock_error), (warm, warm_error) = runs[name]
    assert settle(repr(warm_error)) == settle(repr(stock_error))
    if name == "shown":
        # stderr comes through another pipe than stdout and may reach the cell before or after it, in stock too.
        stock, warm = part_streams(stock), part_streams(warm)
    compare(stock, warm)


def part_streams(notebook):
    """Return a copy of *notebook* in which each cell has its stdout first, then its stderr, each in its own order."""
    parted = nbformat.from_dict(notebook)
    for cell in parted.cells:
        if cell.cell_type == "code":
            cell.outputs.sort(
                key=lambda output: (
                    ("stdout", "stderr").index(output.get("name", "stdout")) if output.output_type == "stream" else 2
                )
            )
    return parted


def test_pool_shows_of_the_component_notebook_what_stock_shows(tmp_path, home):
    template = choose_language(nbformat.read(home / "notebooks" / "component.ipynb", 4), "vi")
    asked = {"province": "22", "component": "4"}
    run_stock(template, tmp_path / "stock.ipynb", asked, cwd=str(home))
    with WarmWorkers(1, prepare=dict.fromkeys(WARM_UP, str(home)), cwd=str(home)) as pool:
        other, own = pool.run(
            [
                Task(nbformat.from_dict(template), tmp_path / "other.ipynb", {"province": "01"}),
                Task(nbformat.from_dict(template), tmp_path / "warm.ipynb", asked),
            ]
        )
    assert (other.error, own.error) == (None, None)
    stock, warm = (nbformat.read(tmp_path / f"{name}.ipynb", 4) for name in ("stock", "warm"))
    assert sum("image/png" in output.data for cell in warm.cells for output in cell.get("outputs", [])) >= 5
    compare(stock, warm)


@pytest.mark.parametrize("name", STOPS)
def test_engine_stops_where_stock_stops(runs, name):
    (stock, stock_error), (warm, warm_error) = runs[name]
    assert type(warm_error) is type(stock_error)
    assert settle(str(warm_error)) == settle(str(stock_error))
    compare(stock, warm)


@pytest.mark.parametrize("name", LOSSES)
def test_engine_keeps_the_cells_before_a_loss(runs, name):
    (stock, stock_error), (warm, warm_error) = runs[name]
    assert type(warm_error) is type(stock_error)
    kept = [cell for cell in warm.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    assert say_cell(kept[0]) == say_cell(stock.cells[0])
    assert kept[1].outputs[: len(stock.cells[1].outputs)] == stock.cells[1].outputs
    assert kept[2].get("execution_count") is None


@pytest.mark.parametrize("name", LOSSES)
def test_mark_stop_says_where_and_why(runs, name):
    warm, _ = runs[name][1]
    said = {
        "leave": "exit status 3",
        "kill": "signal 9 (SIGKILL)",
        "crash": "signal 11 (SIGSEGV)",
        "endless": "after 1 seconds",
    }
    assert "An Exception was encountered" in warm.cells[0].source
    assert said[name] in warm.cells[3].outputs[-1].evalue
    assert warm.cells[3].metadata.papermill.status == "failed"


def test_engine_saves_widgets(runs):
    pytest.importorskip("ipywidgets", reason="ipywidgets is not installed")
    (stock, _), (warm, _) = runs["widgets"]
    kinds = [
        sorted(
            (model["model_name"], str(model["state"].get("value")), len(model["state"].get("outputs", [])))
            for model in notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
        )
        for notebook in (stock, warm)
    ]
    assert kinds[0] == kinds[1]
    assert any(name == "IntSliderModel" and value == "5" for name, value, _ in kinds[1])


LEAVES_TRACES = read_cells(engine_notebooks.LEAVES_TRACES)
FINDS_NONE = read_cells(engine_notebooks.FINDS_NONE)


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    """A notebook that changes all it can, and the one that runs after it from the same warm process."""
    folder = tmp_path_factory.mktemp("traces")
    before, _ = run_notebook(LEAVES_TRACES, folder / "a.ipynb", "parlib", parameters={"folder": str(folder)})
    after, _ = run_notebook(FINDS_NONE, folder / "b.ipynb", "parlib")
    return folder, before, after


def show(cell):
    """Return the text of a cell's result."""
    return cell.outputs[-1].data["text/plain"]


def test_engine_leaks_nothing_into_the_next_notebook(traces):
    _, _, after = traces
    assert show(after.cells[1]).replace("\n", "") == (
        "[None, False, False, False, 60, False, 8, False, False, 0, False]"
    )


def test_engine_draws_other_random_numbers_in_each_notebook(traces):
    _, before, after = traces
    one, other = (set(show(cell).strip("()").split(", ")) for cell in (before.cells[-2], after.cells[-2]))
    assert len(one) == 4
    assert one.isdisjoint(other)


def test_engine_repeats_seeded_random_numbers(traces):
    _, before, after = traces
    assert show(before.cells[-1]) == show(after.cells[-1]) == "(0.13436424411240122, 0.417022004702574)"


def test_engine_runs_atexit_handlers(traces):
    folder, _, _ = traces
    assert (folder / "atexit").read_text() == "ran"


def test_engine_ends_processes_that_a_notebook_left(traces):
    _, before, _ = traces
    child = int(show(before.cells[-4]))
    wait_until(lambda: not Path(f"/proc/{child}").exists())


def wait_until(condition, seconds=10):
    """Wait for *condition*, and fail when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_engine_limits_memory(tmp_path):
    notebook = make_notebook("print('kept')", "import numpy as np\ngrid = np.ones(100_000_000)", "1")
    limited, error = run_notebook(notebook, tmp_path / "a.ipynb", "parlib", memory_limit=400_000_000)
    assert "MemoryError" in error.ename
    assert limited.cells[1].outputs[0].text == "kept\n"
    _, error = run_notebook(notebook, tmp_path / "b.ipynb", "parlib", memory_limit=1_600_000_000)
    assert error is None


def test_engine_limits_the_time_of_all_cells_together(tmp_path):
    notebook = make_notebook("import time", *["time.sleep(0.5)"] * 10)
    ran, error = run_notebook(notebook, tmp_path / "a.ipynb", "parlib", time_limit=1.3)
    assert isinstance(error, CellTimeoutError)
    assert sum(cell.get("execution_count") is not None for cell in ran.cells) in (3, 4)


def test_engine_honours_startup_files_and_configuration(tmp_path, monkeypatch):
    profile = tmp_path / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup" / "00.py").write_text("started = 'yes'")
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.exec_lines = ['configured = 7']")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    ran, _ = run_notebook(make_notebook("started, configured"), tmp_path / "a.ipynb", "parlib")
    assert show(ran.cells[0]) == "('yes', 7)"


def test_engine_command_line_runs_a_notebook(tmp_path):
    nbformat.write(make_notebook(("x = 1", ["parameters"]), "x"), tmp_path / "in.ipynb")
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--engine",
        "parlib",
        "in.ipynb",
        "out.ipynb",
        "-p",
        "x",
        "5",
    ]
    environment = {**os.environ, "PARLIB_PRELOAD": "json"}
    subprocess.run([*command, "--no-progress-bar"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert show(nbformat.read(tmp_path / "out.ipynb", 4).cells[2]) == "5"


def test_engine_falls_back_to_stock_and_says_so(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("PARLIB_FORK", "0")
    ran, error = run_notebook(make_notebook("1 + 1"), tmp_path / "a.ipynb", "parlib")
    assert (show(ran.cells[0]), error) == ("2", None)
    assert [r.message for r in caplog.records if "stock" in r.message] == [
        "Engine parlib: PARLIB_FORK=0 asks not to fork, so papermill's stock engine runs this notebook."
    ]


def test_find_obstacle_names_the_reason(monkeypatch):
    assert find_obstacle("python3", {}) is None
    assert find_obstacle("ir", {}) == "kernel 'ir' is not this interpreter's own"
    assert find_obstacle("python3", {"km": 1}) == "km was given"
    monkeypatch.setattr(sys, "platform", "win32")
    assert find_obstacle("python3", {}) == "processes are not forked on win32"


def test_is_own_kernel_refuses_other_interpreters(tmp_path, monkeypatch):
    spec = {
        "argv": ["/other/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "x",
    }
    (tmp_path / "kernels" / "other").mkdir(parents=True)
    (tmp_path / "kernels" / "other" / "kernel.json").write_text(json.dumps({**spec, "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert not is_own_kernel("other")


def test_import_modules_refuses_a_module_that_starts_a_thread(tmp_path):
    (tmp_path / "threaded.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start()"
    )
    code = "from parlib.engine.preload import *; print(import_modules(['json', 'threaded']))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "['threaded']\n"


def test_import_modules_leaves_out_what_must_meet_a_real_shell():
    code = (
        "import sys; from parlib.engine.preload import *; import_modules([*KERNEL_PARTS, *PRELOAD]);"
        "print([m for m in ('matplotlib_inline', 'tqdm.auto', 'papermill') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_write_whole_leaves_the_old_file_when_it_cannot_write(tmp_path):
    target = tmp_path / "a.txt"
    write_whole("old", target)
    with pytest.raises(UnicodeEncodeError):
        write_whole("new \ud800", target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_write_whole_follows_links_and_keeps_permissions(tmp_path):
    target, link = tmp_path / "a.txt", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole("new", link)
    assert (target.read_text(), target.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="the system has no files without a name")
def test_a_writer_that_is_killed_leaves_nothing(tmp_path):
    code = (
        "import os, sys; from parlib.engine import atomic\n"
        "atomic._sync = lambda descriptor: os.kill(os.getpid(), 9)\n"
        "atomic.write_whole('new', sys.argv[1])"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt")])
    assert (killed.returncode, list(tmp_path.iterdir())) == (-9, [])


def test_write_whole_goes_by_a_name_where_it_must(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic, "_open_unnamed", lambda folder: None)
    write_whole("new", tmp_path / "a.txt")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "new")]


def test_frame_buffer_waits_for_a_whole_message():
    message, buffer = pack_frames([b"ab", b""]), FrameBuffer()
    for byte in message[:-1]:
        buffer.feed(bytes([byte]))
        assert buffer.take() is None
    buffer.feed(message[-1:] + message)
    assert (buffer.take(), buffer.take(), buffer.take()) == ([b"ab", b""], [b"ab", b""], None)


def test_failure_of_describes_a_cell_error():
    error = PapermillExecutionError(2, 3, "1/0", "ZeroDivisionError", "division by zero", ["\x1b[31mTrace\x1b[0m"])
    assert Failure.of(error) == Failure(2, "ZeroDivisionError", "division by zero", "Trace")


HOOK = """
def note(path, notebook):
    if path.stem == "bad":
        raise ValueError("cannot render")
    path.with_suffix(".html").write_text("rendered")
"""


@pytest.fixture(scope="module")
def workers(tmp_path_factory):
    """Two workers with little to import, and a hook in a module of its own."""
    folder = tmp_path_factory.mktemp("hook")
    (folder / "hook.py").write_text(HOOK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        with WarmWorkers(2, preload=["json"], after="hook:note", time_limit=20) as pool:
            yield pool


def make_tasks(folder, *sources):
    """Make one task a source, with outputs 0.ipynb, 1.ipynb..."""
    return [
        Task(make_notebook(("n = 0", ["parameters"]), source), folder / f"{number}.ipynb", {"n": number})
        for number, source in enumerate(sources)
    ]


def test_run_goes_on_past_failing_notebooks(workers, tmp_path):
    tasks = make_tasks(tmp_path, "n", "1 / 0", "n", "if", "n")
    results = {result.task.output.name: result for result in workers.run(tasks)}
    assert [results[f"{n}.ipynb"].status for n in range(5)] == ["done", "failed", "done", "failed", "done"]
    error = results["1.ipynb"].error
    assert (error.cell, error.name, error.message) == (2, "ZeroDivisionError", "division by zero")
    assert "1 / 0" in error.traceback
    assert show(nbformat.read(tmp_path / "4.ipynb", 4).cells[2]) == "4"


def test_run_calls_the_hook_after_a_notebook_without_error(workers, tmp_path):
    bad = Task(make_notebook("1"), tmp_path / "bad.ipynb")
    results = list(workers.run([*make_tasks(tmp_path, "1", "1 / 0"), bad]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.html", "0.ipynb", "1.ipynb", "bad.ipynb"]
    failed = {result.task.output.name: result.error for result in results if result.status == "failed"}
    assert (failed["bad.ipynb"].cell, failed["bad.ipynb"].message) == (None, "cannot render")


def test_run_reads_templates_from_files_and_tells_what_starts(workers, tmp_path):
    nbformat.write(make_notebook(("n = 0", ["parameters"]), "n"), tmp_path / "in.ipynb")
    tasks = [Task(tmp_path / "in.ipynb", tmp_path / f"{n}.ipynb", {"n": n}) for n in range(3)]
    started = []
    results = list(workers.run(iter(tasks), started=started.append))
    assert started == tasks
    assert sorted(result.task.parameters["n"] for result in results) == [0, 1, 2]


def test_run_survives_a_killed_kernel(workers, tmp_path):
    tasks = make_tasks(tmp_path, "import os\nos.kill(os.getpid(), 9)", "n")
    lost, kept = sorted(workers.run(tasks), key=lambda result: result.task.output)
    assert (lost.error.cell, lost.error.name, kept.status) == (2, "DeadKernelError", "done")
    assert "killed by signal 9 (SIGKILL)" in lost.error.message


def test_run_survives_a_killed_worker(workers, tmp_path):
    worker = "import os\nos.kill(int(os.environ['JPY_PARENT_PID']), 9)\nimport time; time.sleep(30)"
    lost, *kept = sorted(workers.run(make_tasks(tmp_path, worker, "n", "n")), key=lambda r: r.task.output)
    assert lost.error.message == "the worker was killed by signal 9 (SIGKILL); the notebook was not finished"
    assert [result.status for result in kept] == ["done", "done"]


def test_run_may_be_left_early(workers, tmp_path):
    endless = make_tasks(tmp_path, "n", "while True: pass")
    for result in workers.run(endless):
        assert result.task == endless[0]
        break
    assert [result.status for result in workers.run(make_tasks(tmp_path, "n", "n"))] == ["done", "done"]


def test_run_ends_an_endless_notebook(tmp_path):
    with WarmWorkers(1, preload=["json"], time_limit=1) as pool:
        results = list(pool.run(make_tasks(tmp_path, "while True: pass", "n")))
    assert [(result.status, result.error and result.error.name) for result in results] == [
        ("failed", "CellTimeoutError"),
        ("done", None),
    ]
    names = [output.ename for output in nbformat.read(tmp_path / "0.ipynb", 4).cells[4].outputs]
    assert names == ["KeyboardInterrupt", "CellTimeoutError"]


def count_descriptors():
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_close_leaves_no_process_behind(tmp_path):
    psutil = pytest.importorskip("psutil", reason="psutil is not installed")
    others = set(psutil.Process().children(recursive=True))
    pool = WarmWorkers(2, preload=["json"])
    list(pool.run(make_tasks(tmp_path, "n", "import subprocess; subprocess.Popen(['sleep', '99'])", "n")))
    family = set(psutil.Process().children(recursive=True)) - others
    opened = count_descriptors()
    pool.close()
    assert len(family) >= 4
    assert psutil.wait_procs(list(family), timeout=10)[1] == []
    assert count_descriptors() < opened
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.ipynb", "1.ipynb", "2.ipynb"]


ORPHAN = """
import sys, os
sys.path.insert(0, {tests!r})
from test_engine import WarmWorkers, make_tasks, Path
if __name__ == "__main__":
    source = "import os; open({mark!r}, 'w').write(str(os.getpid()))\\nwhile True: pass"
    with WarmWorkers(1, preload=["json"]) as pool:
        list(pool.run(make_tasks(Path({folder!r}), source)))
"""


def test_workers_die_with_their_parent(tmp_path):
    mark = tmp_path / "mark"
    code = ORPHAN.format(tests=str(Path(__file__).parent), mark=str(mark), folder=str(tmp_path))
    parent = subprocess.Popen([sys.executable, "-c", code])
    wait_until(lambda: mark.exists() and mark.read_text(), 30)
    kernel = Path("/proc", mark.read_text())
    assert kernel.exists()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not kernel.exists())


def test_workers_without_fork_give_the_same_results(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("PARLIB_FORK", "0")
    with WarmWorkers(1) as pool:
        done, failed = pool.run(make_tasks(tmp_path, "n", "1 / 0"))
    assert (done.status, failed.error.name, failed.error.cell) == ("done", "ZeroDivisionError", 2)
    assert "PARLIB_FORK=0 asks not to fork" in caplog.text
