"""What was run of a province, for tests: opened from a reports folder, or made up."""

from made_notebooks import describe_columns

from parlib.questions.catalogue import list_questions
from parlib.results.dossier import Dossier, choose_run, list_finished, open_dossier
from parlib.results.executed import ExecutedPage, ShownExhibit


def open_one(executed, province, language="vi", index="papi"):
    """Return what the executed reports folder holds of a province in 2024."""
    records = list_finished(executed)
    return open_dossier(executed, records, choose_run(records, index, 2024, language), province)


def make_shown(name="actions", rows=(), columns=(), **changes):
    """Return an exhibit as an executed notebook shows it, of the rows and columns given."""
    words = {"finding": "Mất 1,5 điểm.", "note": "", "source": "Dựng để thử", "alt": "", "chart": "table"}
    settings = {"language": "vi", "decimals": 2, "simulated": False, "options": {}, "png": None, "cell": 0}
    settings["title"] = list_questions()[name].title.vi
    return ShownExhibit(name, columns=describe_columns(columns, "vi"), rows=list(rows), **words | settings | changes)


def make_dossier(*components, **changes):
    """Return the pages of a made province: a headline, changed as asked, and one component page for each exhibit."""
    about = {
        "index": "papi",
        "year": 2024,
        "vintage": "63",
        "language": "vi",
        "province": "77",
        "province_name": "Bà Rịa - Vũng Tàu",
    }
    headline = make_shown("headline", options={"status": "done"}, **changes)
    page = about | {"page": "component", "component": "1", "component_name": "Một", "title": "1. Một"}
    overview = about | {"page": "province", "title": "Bà Rịa - Vũng Tàu – PAPI 2024"}
    pages = tuple(ExecutedPage(None, page, (one,)) for one in components)
    return Dossier(about, ExecutedPage(None, overview, (headline,)), pages, None)
