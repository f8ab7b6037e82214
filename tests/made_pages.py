"""Exhibits as the page that the audit reads, without a kernel."""

from audit.pages import Exhibit, Page


def make_audited(kind, about, shown, code="total", agency=None):
    """Return exhibits as an audited page; those that are empty are not on it.

    Parameters
    ----------
    about : dict
        Index, year, vintage, place and language.
    """
    exhibits = [
        Exhibit(
            data["name"],
            data["finding"],
            data["note"] or "",
            data["chart"],
            dict(data["options"]),
            [column["name"] for column in data["columns"]],
            data["rows"],
            data["decimals"],
        )
        for data in (each.to_json() for each in shown)
        if data["chart"] != "none"
    ]
    names = ("index", "year", "vintage", "place")
    return Page("a.ipynb", kind, *(about[name] for name in names), code, about["language"], "", exhibits, agency=agency)


def list_wrong(reading):
    """Return the sentences of a reading that are wrong or rest on missing rows."""
    return [(each.sentence, each.check) for each in reading.found if each.check.status != "ok"]
