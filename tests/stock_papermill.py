"""Stock papermill as the judge of other ways to run a notebook; where its kernel does not answer it is asked again.

A kernel of stock papermill now and then never answers at its start (another process took the port that was chosen
for it) or, later, never sends the message that is waited for. Neither says anything of the notebook.
"""

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError

TIMES = 3
LIMIT = 90


def run_stock(notebook, path, *given, **options):
    """Run *notebook* with papermill's own engine; ask again, `TIMES` at most, where its kernel does not answer.

    A limit of time in *options* is part of the case and is not asked twice.
    """
    own_limit = "execution_timeout" in options
    options = {"progress_bar": False, "execution_timeout": LIMIT} | options
    for left in reversed(range(TIMES)):
        try:
            papermill.execute_notebook(nbformat.from_dict(notebook), str(path), *given, **options)
        except RuntimeError as error:  # what papermill makes of a cell that fails is a PapermillException
            if not left or not is_without_answer(error):
                raise
        except CellTimeoutError:
            if not left or own_limit:
                raise
        else:
            return


def is_without_answer(error):
    """Tell whether *error* is of a kernel that said nothing when it was started."""
    return str(error).startswith(("Kernel didn't respond", "Kernel died before replying"))
