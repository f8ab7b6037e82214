"""Small notebooks through stock papermill and through a warm kernel: all clients of Jupyter show the same.

Outputs, counts, metadata, the kind of error and the files that are left are compared, cell by cell.
"""

import difflib
import json
import multiprocessing
import os
import re
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import nbformat
import papermill
import pytest
from engine_cases import read_cases
from made_notebooks import make_cell, make_notebook
from nbclient import NotebookClient
from nbconvert.preprocessors import ExecutePreprocessor
from stock_papermill import run_stock

from parlib.engine.entry import find_obstacle
from parlib.engine.preload import choose_preload
from parlib.engine.process import WarmFailure
from parlib.engine.provisioner import warm_up
from parlib.engine.run import find_early_setting, lend_kernel

pytestmark = pytest.mark.skipif(find_obstacle("python3", {}) is not None, reason="processes are not forked here")

LIMIT = 60
APART = (
    (r"<dc:date>[^<]*", ""),
    (r"0x[0-9a-f]{6,}", "0x"),
    (r"(CPU times|Wall time).*?(?=\\\\n|\")", r"\1"),
    (r"ipykernel_\d+/\d+\.py", "cell.py"),
    (r"(tmp|kernel-)[\w-]+\.json", "kernel.json"),
    (r"[0-9a-f]{32}", "id"),
    (r"\[IPKernelApp\].*?(?=\\\\n|\")", ""),
    (r"(Thread-|Task-)\d+", r"\1N"),
    (
        r'"(?:ERROR:tornado\.general|Exception in callback|Traceback)(?:[^"\\]|\\.)*surrogates not allowed\\n"',
        '"surrogates"',
    ),
)
"""What no two runs share; of what Jupyter itself cannot send, the lines of its code."""


def run(folder, job):
    """Run one notebook in a folder of its own; return all that should be the same, line by line."""
    name, way = job
    place = folder / way / name
    place.mkdir(parents=True)
    notebook = make_notebook(*(make_cell(source) for source in read_cases()[name]))
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for cell in notebook.cells:
        cell.update(outputs=[], execution_count=None)
    error, out = "", folder / way / f"{name}.ipynb"
    resources = {"metadata": {"path": str(place)}}
    try:
        if way == "stock":
            run_stock(notebook, out, cwd=str(place))
        elif way == "papermill":
            papermill.execute_notebook(
                notebook,
                str(out),
                engine_name="parlib",
                cwd=str(place),
                progress_bar=False,
                execution_timeout=LIMIT,
            )
        elif way == "nbclient":
            with lend_kernel(notebook, str(place)) as kernel:
                NotebookClient(notebook, km=kernel, timeout=LIMIT, resources=resources).execute()
        elif way == "provisioner":
            os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "parlib"
            if find_early_setting(notebook, choose_preload()):
                return None  # JupyterLab names the notebook, by which this is seen
            warm_up(choose_preload())
            NotebookClient(notebook, timeout=LIMIT, resources=resources).execute()
        else:
            with lend_kernel(notebook, str(place)) as kernel:
                ExecutePreprocessor(timeout=LIMIT).preprocess(notebook, resources, km=kernel)
    except WarmFailure:
        return None  # a client of Jupyter's own starts a kernel then
    except Exception as raised:
        error = type(raised).__name__.replace("PapermillExecutionError", "CellExecutionError")
    notebook = nbformat.read(out, 4) if out.exists() else notebook
    return [*tell(notebook, place), f"error {error}"]


def tell(notebook, place):
    """Tell what is in a notebook that was run and in its folder."""
    lines = [json.dumps({key: notebook.metadata.get(key) for key in ("kernelspec", "language_info")}, sort_keys=True)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            streams, shown = {}, []
            for output in cell.get("outputs", []):
                if output.output_type == "stream":
                    streams[output.name] = streams.get(output.name, "") + output.text
                else:
                    shown.append(output)
            left = {key: cell.metadata[key] for key in cell.metadata if key not in ("papermill", "execution", "tags")}
            told = json.dumps([streams, shown, left], sort_keys=True, indent=1).replace(str(place), "FOLDER")
            told = told.replace(str(place.parent), "ABOVE")
            for pattern, instead in APART:
                told = re.sub(pattern, instead, told)
            lines += [cell.source, str(cell.get("execution_count")), *told.splitlines()]
    files = sorted(path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [*lines, *(f"{path.relative_to(place)} {path.stat().st_size}" for path in files)]


@pytest.fixture(scope="module", params=["every eighth", pytest.param("all", marks=pytest.mark.exhaustive)])
def told(request, tmp_path_factory):
    """What each notebook tells by way; half of them through nbclient, the other half through nbconvert."""
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # ipykernel captures no descriptors where it sees this
    folder, names = tmp_path_factory.mktemp("cases"), list(read_cases())[:: 1 if request.param == "all" else 8]
    jobs = [(name, way) for way in ("stock", "papermill") for name in names]
    jobs += [(name, ("nbclient", "nbconvert")[at % 2]) for at, name in enumerate(names)]
    jobs += [(name, "provisioner") for name in names]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(4, os.cpu_count()), mp_context=context) as pool:
        return dict(zip(jobs, pool.map(partial(run, folder), jobs), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("way", ["papermill", "nbclient", "nbconvert", "provisioner"])
def test_what_is_shown_and_left_is_what_stock_shows_and_leaves(told, way):
    names, different = [name for name, ran in told if ran == "stock"], []
    for name in names:
        stock, warm = told[name, "stock"], told.get((name, way))
        if warm is not None and warm != stock:
            different += [f"### {name}", *difflib.unified_diff(stock, warm, "stock", way, lineterm="", n=0)]
    ran = [name for name in names if told.get((name, way)) is not None]
    assert len(ran) > len(names) * {"papermill": 0.95, "provisioner": 0.9}.get(way, 0.45)
    assert not different, "\n".join(different)
