"""Programs of one user share a warm process where that is asked for; each finds what it would find alone."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from made_notebooks import make_cell, make_notebook

from parlib.engine.entry import find_obstacle

pytestmark = pytest.mark.skipif(find_obstacle("python3", {}) is not None, reason="processes are not forked here")

WHO = "import json, os, kept; print(json.dumps([os.getppid(), kept.value, os.environ.get('A_SETTING'), os.getcwd()]))"


class Bench:
    """Programs that run a notebook, in an environment and a folder of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.sockets = folder / "runtime" / f"parlib-{os.getuid()}"
        self.variables = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "PARLIB_PRELOAD": "kept",
            "PARLIB_KEEP_WARM": "10",
        }
        (folder / "runtime").mkdir()
        (folder / "kept.py").write_text("import os\nvalue = os.environ.get('A_SETTING', 'none')\n")

    def begin(self, source=WHO, name="ran", **variables):
        """Start a program; return it."""
        notebook = make_notebook(make_cell(source))
        notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
        nbformat.write(notebook, self.folder / f"{name}-in.ipynb")
        command = [sys.executable, "-m", "papermill", "--engine", "parlib", "--no-progress-bar", f"{name}-in.ipynb"]
        return subprocess.Popen(
            [*command, f"{name}.ipynb"],
            cwd=self.folder,
            env=self.variables | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, source=WHO, name="ran", **variables):
        """Run a program; return what the notebook printed, and what the program said."""
        said = self.begin(source, name, **variables).communicate(timeout=120)[1]
        assert (self.folder / f"{name}.ipynb").exists(), said
        cells = nbformat.read(self.folder / f"{name}.ipynb", 4).cells
        text = "".join(output.get("text", "") for cell in cells for output in cell.get("outputs", []))
        return json.loads(text), said

    def find_processes(self):
        """Return the numbers of all processes that were started with this folder."""
        found = []
        for place in Path("/proc").iterdir():
            if place.name.isdigit():
                try:
                    variables = (place / "environ").read_bytes()
                except OSError:
                    continue
                if str(self.folder / "runtime").encode() in variables:
                    found.append(int(place.name))
        return found

    def wait_until_left(self, seconds=30):
        """Wait until no process of this folder is left."""
        end = time.monotonic() + seconds
        while self.find_processes():
            assert time.monotonic() < end, self.find_processes()
            time.sleep(0.05)

    def list_sockets(self):
        return sorted(path.name for path in self.sockets.iterdir() if path.is_socket())


@pytest.fixture
def bench():
    with tempfile.TemporaryDirectory() as folder:  # shorter than pytest's: the path of a socket has 107 bytes at most
        bench = Bench(Path(folder))
        yield bench
        for number in bench.find_processes():
            os.kill(number, signal.SIGKILL)


def test_programs_share_one_process(bench):
    (first, value, setting, folder), said = bench.run()
    assert (value, setting, folder, said.count("stock engine")) == ("none", None, str(bench.folder), 0)
    assert bench.run()[0] == [first, "none", None, str(bench.folder)]
    assert len(bench.list_sockets()) == 1


def test_the_process_leaves_when_nobody_has_asked_for_a_while(bench):
    bench.run(PARLIB_KEEP_WARM="0.05")
    bench.wait_until_left()
    assert bench.list_sockets() == []


def test_a_program_that_is_read_to_its_end_is_not_kept_open_by_what_stays(bench):
    bench.run()  # reads both streams until nobody holds them, two minutes at most
    assert bench.find_processes()


def test_what_a_kernel_prints_beside_its_notebook_reaches_its_own_program(bench):
    bench.run()
    program = bench.begin("import os, sys; os.write(sys.__stderr__.fileno(), b'raw'); os.getppid()")
    said = program.communicate(timeout=120)
    stock = bench.begin("import os, sys; os.write(sys.__stderr__.fileno(), b'raw'); os.getppid()", PARLIB_FORK="0")
    assert ("raw" in "".join(said)) == ("raw" in "".join(stock.communicate(timeout=120)))


@pytest.mark.parametrize("change", ["variable", "edit", "mask", "limit", "priority"])
def test_a_program_that_would_import_or_inherit_something_else_has_another_process(bench, change):
    first = bench.run()[0]
    variables, before = {}, None
    if change == "variable":
        variables = {"A_SETTING": "other"}
    elif change == "edit":
        (bench.folder / "kept.py").write_text("value = 'edited'\n")
    ask = "import json, os, kept, resource; mask = os.umask(0); os.umask(mask); " + (
        "print(json.dumps([os.getppid(), kept.value, mask, resource.getrlimit(resource.RLIMIT_CORE), os.nice(0)]))"
    )
    if change in ("mask", "limit", "priority"):
        lines = {
            "mask": "os.umask(0o027)",
            "limit": "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
            "priority": "os.nice(3)",
        }
        before = f"import os, resource; {lines[change]}; import papermill; papermill.execute_notebook("
        before += "'in.ipynb', 'out.ipynb', engine_name='parlib', progress_bar=False)"
        notebook = make_notebook(make_cell(ask))
        notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
        nbformat.write(notebook, bench.folder / "in.ipynb")
        found = []
        for fork in ("1", "0"):
            subprocess.run(
                [sys.executable, "-c", before],
                cwd=bench.folder,
                env=bench.variables | {"PARLIB_FORK": fork},
                check=True,
                timeout=120,
            )
            found.append(json.loads(nbformat.read(bench.folder / "out.ipynb", 4).cells[0].outputs[0].text))
        second, stock = found
    else:
        second, stock = bench.run(ask, **variables)[0], bench.run(ask, PARLIB_FORK="0", **variables)[0]
    assert second[0] != first[0]
    assert second[1:] == stock[1:]


def test_two_programs_at_once_start_one_process(bench):
    programs = [bench.begin(name=name) for name in ("a", "b", "c")]
    for program in programs:
        program.communicate(timeout=120)
    texts = [nbformat.read(bench.folder / f"{name}.ipynb", 4).cells[0].outputs[0].text for name in ("a", "b", "c")]
    assert len({json.loads(text)[0] for text in texts}) == 1


def test_a_killed_program_takes_its_kernel_along_and_a_killed_process_is_started_anew(bench):
    first = bench.run()[0][0]
    slow = f"import os, time; open({str(bench.folder / 'begun')!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    program = bench.begin(slow)
    begun = bench.folder / "begun"
    end = time.monotonic() + 60
    while not (begun.exists() and begun.read_text()):
        assert time.monotonic() < end
        time.sleep(0.02)
    program.kill()
    program.communicate()
    while Path(f"/proc/{begun.read_text()}").exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(first, signal.SIGKILL)
    second, said = bench.run()
    assert second[0] != first
    assert "stock engine" not in said


def test_a_kernel_that_others_wait_beside_is_interrupted_alone(bench):
    bench.run()
    long = "import time\nfor _ in range(6000): time.sleep(0.01)"
    begun = "open('{}', 'w').close()\n"
    stopped = bench.begin(begun.format("stopped") + long, name="stopped")
    goes_on = bench.begin(
        begun.format("on") + "import time, json; time.sleep(3); print(json.dumps('whole'))", name="on-it"
    )
    end = time.monotonic() + 60
    while not ((bench.folder / "stopped").exists() and (bench.folder / "on").exists()):
        assert time.monotonic() < end
        time.sleep(0.02)
    for _ in range(3):  # Python loses an interrupt that arrives in a callback of its own
        stopped.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            stopped.communicate(timeout=20)
            break
    goes_on.communicate(timeout=60)
    assert json.loads(nbformat.read(bench.folder / "on-it.ipynb", 4).cells[0].outputs[0].text) == "whole"


@pytest.mark.parametrize(
    ("variables", "mode", "reason"),
    [
        ({"PARLIB_KEEP_WARM": "often"}, 0o700, "PARLIB_KEEP_WARM=often is not a number of minutes"),
        ({"PARLIB_KEEP_WARM": "inf"}, 0o700, "PARLIB_KEEP_WARM=inf is not a number of minutes from 0 to 1440"),
        ({}, 0o755, "others may enter"),
    ],
)
def test_what_cannot_be_shared_stock_runs_and_one_line_says_why(bench, variables, mode, reason):
    bench.sockets.mkdir()
    bench.sockets.chmod(mode)
    (_, value, _, _), said = bench.run(**variables)
    assert value == "none"
    assert next(line for line in said.splitlines() if "stock engine" in line).count(reason) == 1


def test_a_folder_whose_name_is_too_long_for_a_socket_is_not_used(bench):
    deep = bench.folder / ("deep" * 30)
    deep.mkdir()
    found, said = bench.run(XDG_RUNTIME_DIR=str(deep))
    assert found[1] == "none"
    assert "no warm process can be shared (AF_UNIX path too long)" in said


def test_a_relative_path_of_modules_is_not_shared(bench):
    found, said = bench.run(PYTHONPATH=".")
    assert (found[1], said.count("stock engine"), bench.sockets.exists()) == ("none", 0, False)


def test_jupyter_forks_from_it_too_where_nothing_lies_beside_the_notebook(bench):
    bench.variables |= {"JUPYTER_DEFAULT_PROVISIONER_NAME": "parlib"}
    warm = bench.run()[0][0]
    command = [Path(sys.executable).with_name("jupyter-execute"), "ran-in.ipynb", "--output", "executed"]
    subprocess.run(command, cwd=bench.folder, env=bench.variables, check=True, capture_output=True, timeout=120)
    shown = nbformat.read(bench.folder / "executed.ipynb", 4).cells[0].outputs[0].text
    assert json.loads(shown)[0] == warm
    wrong = bench.variables | {"PARLIB_KEEP_WARM": "often"}  # Jupyter starts its own kernel then
    subprocess.run(command, cwd=bench.folder, env=wrong, check=True, capture_output=True, timeout=120)
    (bench.folder / "own").mkdir()
    (bench.folder / "own" / "kept.py").write_text("value = 'beside'\n")
    (bench.folder / "ran-in.ipynb").rename(bench.folder / "own" / "ran-in.ipynb")
    subprocess.run(command, cwd=bench.folder / "own", env=bench.variables, check=True, capture_output=True, timeout=120)
    shown = nbformat.read(bench.folder / "own" / "executed.ipynb", 4).cells[0].outputs[0].text
    assert json.loads(shown)[0] != warm


ENDS = {
    "passes": "print(1)",
    "error": "1 / 0",
    "exit": "import sys; sys.exit(3)",
    "interrupt": "raise KeyboardInterrupt",
    "syntax": "1 +",
    "leaves": "import os; os._exit(4)",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
}
COMMANDS = {
    "papermill": ["papermill", "--no-progress-bar", "in.ipynb", "out.ipynb"],
    "jupyter execute": ["jupyter-execute", "in.ipynb", "--output", "out"],
    "nbconvert": ["jupyter-nbconvert", "--execute", "--to", "notebook", "in.ipynb", "--output", "out"],
}


def leave(bench, command, source, warm):
    """Return the exit status of a command, the kind of error that it tells, and whether there is an output."""
    folder = bench.folder / ("warm" if warm else "stock")
    folder.mkdir(exist_ok=True)
    (folder / "out.ipynb").unlink(missing_ok=True)
    notebook = make_notebook(make_cell(source))
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for cell in notebook.cells:
        cell.update(outputs=[], execution_count=None)
    nbformat.write(notebook, folder / "in.ipynb")
    program, *arguments = COMMANDS[command]
    own = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "parlib"} if warm else {"PARLIB_FORK": "0"}
    ended = subprocess.run(
        [
            Path(sys.executable).with_name(program),
            *(["--engine", "parlib"] if warm and program == "papermill" else []),
            *arguments,
        ],
        cwd=folder,
        env=bench.variables | own,
        capture_output=True,
        text=True,
        timeout=120,
    )
    words = ended.stderr.strip().splitlines()[-1:] if ended.returncode else []
    return ended.returncode, [word.partition(":")[0] for word in words], (folder / "out.ipynb").exists()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_end_as_those_of_stock_do(bench, command):
    bench.run()
    few = list(ENDS) if command == "papermill" else ["passes", "error", "killed"]
    ends = {(name, warm): leave(bench, command, ENDS[name], warm) for name in few for warm in (False, True)}
    assert {name: ends[name, True] for name in few} == {name: ends[name, False] for name in few}
    assert ends["passes", True][0] == 0
    assert ends["error", True][0] != 0
